"""Serve the hub: web server and worker as two processes that are watched over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

_RESTART_SECONDS = 1.0


def prepare() -> None:
    """Set Django up and bring the database to the current schema."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citybricks.hub.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def serve(host: str, port: int, workers: int) -> None:
    """Serve the hub until it is interrupted; a part that dies is started again.

    Parameters
    ----------
    host, port
        Where to listen.
    workers
        Jobs that run at once; 0 leaves them to workers started elsewhere.
    """
    prepare()
    parts = [_web(host, port)]
    if workers:
        parts.append([sys.executable, "-m", "citybricks", "work", "--workers", str(workers)])
    print(f"citybricks: http://{host}:{port}/", flush=True)  # noqa: T201 - what the user waits for
    _watch(parts)


def _web(host: str, port: int) -> list[str]:
    from django.conf import settings

    options = {
        "bind": f"{host}:{port}",
        "worker-class": "gthread",
        "threads": str(settings.ENVIRONMENT.threads),
        "log-level": "warning",
        "timeout": "120",
        "graceful-timeout": "5",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "gunicorn", *flags, "citybricks.hub.wsgi:application"]


def _watch(parts: Sequence[Sequence[str]]) -> None:
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running = [subprocess.Popen(part) for part in parts]  # noqa: S603 - our own commands
    while not stopping:
        time.sleep(0.2)
        for at, process in enumerate(running):
            if process.poll() is not None and not stopping:
                time.sleep(_RESTART_SECONDS)
                running[at] = subprocess.Popen(parts[at])  # noqa: S603 - our own commands
    for process in running:
        process.terminate()
    for process in running:
        process.wait()


def work(workers: int) -> None:
    """Run jobs from the queue until interrupted, `workers` at once."""
    prepare()
    from django.conf import settings

    from citybricks.hub.jobs.worker import Worker

    worker = Worker(
        slots=workers,
        store_url=settings.STORE,
        lease_seconds=settings.ENVIRONMENT.lease_seconds,
        run_seconds=settings.ENVIRONMENT.run_seconds,
    )
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.work()
