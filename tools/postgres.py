"""A PostgreSQL server of one's own: in a folder, on a socket, gone when its user is."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from signal import SIGINT, SIGQUIT
from urllib.parse import quote

import psycopg

from citybricks.hub.lifeline import die_with_parent

_PATIENCE_SECONDS = 30


def programs() -> Path | None:
    """Return the folder of PostgreSQL's newest programs, or None when it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: int(at.parent.name))
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@dataclass(slots=True)
class Server:
    """A server in a folder; it keeps nothing on disk for sure, as nobody needs its data later."""

    folder: Path
    user: str | None
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        """Return the address of a database, whether or not it is there."""
        return f"postgres://postgres@{quote(str(self.folder), safe='')}/{database}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as its user."""
        command = [str((programs() or Path()) / program), *arguments]
        subprocess.run(command, user=self.user, cwd=self.folder, check=True, capture_output=True)

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [str((programs() or Path()) / "postgres"), "-D", "data", "-F"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "-k", str(self.folder), "-h", ""],
                user=self.user,
                cwd=self.folder,
                stderr=log,
                preexec_fn=partial(die_with_parent, SIGQUIT),  # noqa: PLW1509 - no threads yet
            )
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < give_up:
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.url("postgres")).close()
                return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Close every connection and stop."""
        if self.process:
            self.process.send_signal(SIGINT)
            self.process.wait(_PATIENCE_SECONDS)


@contextmanager
def server() -> Iterator[Server]:
    """Make a server, and take it away at the end.

    As root, the server is run by the user that Debian's package makes: PostgreSQL refuses root.
    """
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="citybricks-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        made = Server(folder, user)
        made.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8")
        made.start()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
