"""A live hub for tests: web server and worker as processes of their own."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import httpx

ROOT = Path(__file__).parents[1]
_START_SECONDS = 180.0
_STOP_SECONDS = 10.0


@dataclass(frozen=True)
class Hub:
    """A hub that runs.

    Parameters
    ----------
    url
        Its address.
    home
        Its folder: database, run store, ``hub.log``.
    server
        The process that watches over web server and worker.
    environment
        Environment variables of its processes.
    """

    url: str
    home: Path
    server: subprocess.Popen[bytes]
    environment: dict[str, str]

    def python(self, code: str, *arguments: str) -> Any:
        """Run Python in a process with the hub's database; return the JSON it prints last.

        Modules of `tests` can be imported.
        """
        start = f"import django, json, sys; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", start, *arguments],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def log(self) -> str:
        """Return what its processes have written so far."""
        return (self.home / "hub.log").read_text(encoding="utf-8")


@contextmanager
def live_hub(
    home: Path, *, workers: int = 1, site: Sequence[Path] = (), **settings: str
) -> Iterator[Hub]:
    """Serve a hub on a free port until the end of the block.

    Parameters
    ----------
    home
        Its folder; made when it is not there.
    workers
        Jobs that run at once.
    site
        Folders with installed packages that register bricks by entry point.
    settings
        Settings by their names in `citybricks.hub.environment`, such as ``wait_seconds="3"``.
    """
    port = _free_port()
    home.mkdir(parents=True, exist_ok=True)
    environment = _environment(home, port, site, settings)
    if not settings.get("database_url"):
        lay_schema(home)
    command = [sys.executable, "-m", "citybricks", "serve", "--port", str(port)]
    command += ["--workers", str(workers)]
    with (home / "hub.log").open("ab") as log:
        server = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    hub = Hub(f"http://127.0.0.1:{port}", home, server, environment)
    try:
        _wait(hub)
        yield hub
    finally:
        _stop(server)


def lay_schema(home: Path) -> None:
    """Put databases with the current schema into a new home, which is faster than all migrations.

    They are made once for these migrations and this Django, and copied.
    """
    if any(home.glob("*.sqlite3")):
        return
    known = hashlib.sha256(django.__version__.encode())
    for migration in sorted((ROOT / "src").rglob("migrations/*.py")):
        known.update(migration.read_bytes())
    made = Path(tempfile.gettempdir()) / f"citybricks-schema-{known.hexdigest()[:24]}"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several processes one makes them
        if not made.is_dir():
            _make_schema(made)
    for database in made.glob("*.sqlite3"):
        shutil.copy(database, home)


def _make_schema(made: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix="citybricks-schema-"))
    prepare = (
        "import django; django.setup()\n"
        "from tests import schema; schema.make()\n"
        "from citybricks.hub.serve import prepare; prepare()"
    )
    environment = _environment(draft, 0, (), {})
    subprocess.run([sys.executable, "-c", prepare], cwd=ROOT, env=environment, check=True)
    draft.rename(made)


def _environment(
    home: Path, port: int, site: Sequence[Path], settings: dict[str, str]
) -> dict[str, str]:
    said = {
        "home": str(home),
        "origin": f"http://127.0.0.1:{port}",
        "rate": "1000000/m",
        "visitor_quota": "1000",
        "wait_seconds": "10",
        **settings,
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CITYBRICKS_")}
    paths = [str(ROOT / "src"), *map(str, site)]
    return {
        **kept,
        **{f"CITYBRICKS_{name.upper()}": value for name, value in said.items()},
        "DJANGO_SETTINGS_MODULE": "citybricks.hub.settings",
        "PYTHONPATH": os.pathsep.join(paths),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(hub: Hub) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if hub.server.poll() is not None:
            raise RuntimeError(f"the hub did not start:\n{hub.log()}")
        with suppress(httpx.HTTPError):
            if httpx.get(f"{hub.url}/health", trust_env=False).is_success:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the hub does not answer:\n{hub.log()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(_STOP_SECONDS)
    with suppress(ProcessLookupError):  # whatever is left of its group
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
