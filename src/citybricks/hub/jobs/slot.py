"""A child process of a worker, and the job it is running."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from citybricks.hub.jobs import child

_LINES = 200
"""Messages of one job that its run log has room for."""


@dataclass(slots=True)
class Task:
    """The job a slot is running; times are those of `time.monotonic`."""

    id: uuid.UUID
    attempt: int
    started: float
    beaten: float
    kill_at: float = inf
    progress: float = 0.0
    message: str = ""
    log: str = ""
    noted: set[str] = field(default_factory=set)
    steps: dict[str, Any] = field(default_factory=dict)

    def tell(self, progress: float, message: str) -> None:
        """Note how far it is; a message that is new goes into the run log."""
        self.progress, self.message = progress, message
        if message and message not in self.noted and len(self.noted) < _LINES:
            self.noted.add(message)
            self._write(message)

    def end_step(self, account: dict[str, Any]) -> None:
        """Note a step of a blueprint that has ended."""
        name = account.pop("step")
        self.steps[name] = account
        how = (
            "kept from an earlier run" if account["kept"] else f"done in {account['seconds']:.3f} s"
        )
        self._write(f"step {name}: {how}")

    def _write(self, line: str) -> None:
        self.log += f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {line}\n"


@dataclass(slots=True)
class Slot:
    """A child process and what it is doing."""

    process: BaseProcess
    pipe: Connection
    ready: bool = False
    task: Task | None = None

    @classmethod
    def start(cls, store_url: str, runner: str) -> Slot:
        """Start a child; it has to be the main thread that does, as the child dies with it."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=child.main, args=(theirs, store_url, runner))
        process.start()
        theirs.close()
        return cls(process, ours)

    def send(self, *message: Any) -> None:
        """Tell the child; one that is gone is noticed when it is listened to."""
        with suppress(OSError):
            self.pipe.send(message)

    def kill(self) -> None:
        """End the child and whatever it started, now."""
        if self.process.pid:
            with suppress(ProcessLookupError):  # it leads no group before it runs our code
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()
