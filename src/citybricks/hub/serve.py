"""Serve the hub: web server, worker and tender as processes that are watched over."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial

from citybricks.hub.lifeline import die_with_parent

_LOOK_SECONDS = 0.2
_RESTART_SECONDS = 1.0
_LEAVE_SECONDS = 10.0
_LATER_SECONDS = 2.0
"""Before tending starts: web server and worker are waited for, and come first."""
_NICENESS = 10
"""Of tending: sentences are embedded with what web server and worker leave of the processor."""
_MIGRATING = 2_026_101
"""Number of the advisory lock under which the schema is changed."""


def prepare() -> None:
    """Set Django up and bring the database to the current schema."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citybricks.hub.settings")
    django.setup()
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)
        _prepare_registrar()
        _prepare_pupils()
        call_command("createcachetable", verbosity=0)
        _prepare_vectors()


def _prepare_registrar() -> None:
    """Bring the registrar's database to its schema; end with a message if it is the board's."""
    from django.conf import settings
    from django.core.management import call_command

    from citybricks.services.voting.registrar.domain import authority

    if said := authority.complaint_of_tables():
        sys.exit(f"citybricks: {said}")
    if "registrar" in settings.DATABASES:
        only = {"app_label": "voting_registrar", "database": "registrar"}
        call_command("migrate", **only, interactive=False, verbosity=0)


def _prepare_pupils() -> None:
    """Bring the database of pupils' records to its schema; end with a message if it is shared."""
    from django.core.management import call_command

    from citybricks.services.schoolhealth.pupils.domain import apart

    if said := apart.complaint_of_tables():
        sys.exit(f"citybricks: {said}")
    only = {"app_label": "schoolhealth_pupils", "database": "pupils"}
    call_command("migrate", **only, interactive=False, verbosity=0)


def _prepare_vectors() -> None:
    """Have PostgreSQL compare vectors where that is wished; end with a message if it cannot."""
    from citybricks.network.finding import pgvector
    from citybricks.network.finding.embedders import embedders, in_database

    if in_database():
        try:
            pgvector.prepare(embedders())
        except pgvector.PgvectorMissingError as error:
            sys.exit(f"citybricks: {error}")


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock of the database: of several processes that start at once, one migrates."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])
    else:
        with (settings.HOME / "migrating").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def serve(host: str, port: int, workers: int) -> None:
    """Serve the hub until it is interrupted; a part that dies is started again.

    Parameters
    ----------
    host, port
        Where to listen.
    workers
        Jobs that run at once; 0 leaves them, and errands, to processes started elsewhere.
    """
    if port and not _is_free(host, port):
        sys.exit(f"citybricks: port {port} of {host} is taken; choose another with --port")
    prepare()
    parts = [_web(host, port)]
    if workers:
        parts.append([sys.executable, "-m", "citybricks", "work", "--workers", str(workers)])
        parts.append([sys.executable, "-m", "citybricks", "tend"])
    print(f"citybricks: http://{host}:{port}/", flush=True)  # noqa: T201 - what the user waits for
    watch(parts)


def _is_free(host: str, port: int) -> bool:
    with suppress(OSError), socket.create_server((host, port)):
        return True
    return False


def _web(host: str, port: int) -> list[str]:
    from django.conf import settings

    options = {
        "bind": f"{host}:{port}",
        "worker-class": "gthread",
        "threads": str(settings.ENVIRONMENT.threads),
        "log-level": "warning",
        "timeout": "120",
        "graceful-timeout": "5",
        "config": "python:citybricks.hub.gunicorn_conf",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "gunicorn", *flags, "citybricks.hub.wsgi:application"]


def watch(parts: Sequence[Sequence[str]]) -> None:
    """Keep commands running until this process is told to stop, and stop them then.

    Should this process be killed, they are told to stop by the system.
    """
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running = [_start(part) for part in parts]
    while not stopping:
        time.sleep(_LOOK_SECONDS)
        if not any(_is_over(process) for process in running):
            continue
        time.sleep(_RESTART_SECONDS)
        for at, process in enumerate(running):
            if _is_over(process) and not stopping:
                running[at] = _start(parts[at])
    for process in running:
        process.terminate()
    for process in running:
        _reap(process)


def _is_over(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None


def _start(part: Sequence[str]) -> subprocess.Popen[bytes]:
    die = partial(die_with_parent, signal.SIGTERM)
    return subprocess.Popen(part, preexec_fn=die)  # noqa: PLW1509, S603 - our own commands, no threads yet


def _reap(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_LEAVE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def work(workers: int) -> None:
    """Run jobs from the queue until interrupted, `workers` at once."""
    prepare()
    from django.conf import settings

    from citybricks.hub.jobs.worker import Worker

    worker = Worker(
        slots=workers,
        store_url=settings.STORE,
        runner=settings.ENVIRONMENT.runner,
        lease_seconds=settings.ENVIRONMENT.lease_seconds,
        run_seconds=settings.ENVIRONMENT.run_seconds,
    )
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.work()


def tend() -> None:
    """Do what is owed (mails, reminders, embedding) until interrupted."""
    time.sleep(_LATER_SECONDS)
    prepare()
    os.nice(_NICENESS)  # not while it holds the lock that the worker waits for
    from citybricks.hub.lab.finding import put_bricks
    from citybricks.network.errands.tending import Tender
    from citybricks.network.finding.domain.indexing import owe_embedding

    def first() -> None:
        put_bricks()
        owe_embedding()

    tender = Tender()
    signal.signal(signal.SIGTERM, tender.stop)
    signal.signal(signal.SIGINT, tender.stop)
    tender.tend(first)


def reindex() -> None:
    """Let everything be found anew: bricks are put, and all texts are to be embedded again."""
    prepare()
    from citybricks.hub.lab.finding import put_bricks
    from citybricks.network.finding.domain.indexing import embed_anew

    put_bricks()
    print(f"citybricks: {embed_anew()} to be embedded")  # noqa: T201 - what the user asked for


def found(*, only_fresh: bool) -> None:
    """Fill the hub with the founding network.

    Parameters
    ----------
    only_fresh
        Do nothing where somebody is in the network already.
    """
    prepare()
    from citybricks.hub import founding

    if only_fresh and not founding.is_fresh():
        return
    counts = founding.found()
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    print(f"citybricks: {said} added")  # noqa: T201 - what the user asked for


def vote_again() -> None:
    """Hold votes of Tsukuba again, as a demonstration; those that were held already stay."""
    prepare()
    from citybricks.services.voting import demo

    held = demo.hold_all(tell=print)
    print(f"citybricks: {held} votes held")  # noqa: T201 - what the user asked for


def gather_again(email: str) -> None:
    """Hold a forum, a matching fair and an expo again, as a demonstration; what is there stays.

    Parameters
    ----------
    email
        Address of a person who is to be organiser of them; nobody's when empty.
    """
    prepare()
    from citybricks.network.gatherings import demonstration

    try:
        held = demonstration.hold_all(look=email, tell=print)
    except LookupError as error:
        sys.exit(f"citybricks: {error}")
    print(f"citybricks: {held} gatherings held, see /gatherings/")  # noqa: T201 - what the user asked for


def school_again(email: str) -> None:
    """Replay the measles of Hagelloch of 1861, once, as a demonstration.

    Parameters
    ----------
    email
        Address of a person who looks at it as the epidemiologist; nobody's when empty.
    """
    prepare()
    from citybricks.services.schoolhealth import demo

    city = demo.replay(tell=print)
    if email and not demo.look_as(email, city):
        sys.exit(f"citybricks: nobody with the address {email} has an account here")
    print(f"citybricks: /schoolhealth/{city.pk}/dashboard/")  # noqa: T201 - what the user asked for
