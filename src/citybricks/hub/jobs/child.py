"""The process that runs bricks: it knows the run store and one pipe, neither web nor database.

Messages in: ``("run", job, brick, key, known)`` and ``("stop", job)``. Messages out:
``("ready",)``, ``("progress", job, share, message)``, ``("step", job, account)``,
``("done", job)``, ``("cancelled", job)``, ``("refused", job, problems)`` and
``("broken", job, kind, traceback)``.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems
from citybricks.hub.lifeline import die_with_parent
from citybricks.kernel import registry
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import found_in
from citybricks.kernel.errors import BrickError
from citybricks.kernel.execute import Account
from citybricks.kernel.perform import perform
from citybricks.kernel.registry import find
from citybricks.kernel.run import Cancelled, Run
from citybricks.kernel.store import Store
from citybricks.kernel.translation import LANGUAGES

MESSAGE_LENGTH = 200
REPORT_SECONDS = 0.1
"""Progress is told this often; what happens in between is not."""


@dataclass(slots=True)
class Task:
    """A job, how far it is, and whether it was dismissed."""

    job: str
    brick: str
    key: str
    known: frozenset[str] = frozenset()
    progress: tuple[float, str] | None = None
    stopped: bool = False

    def report(self, share: float, message: str) -> None:
        """Note how far the job is; called by `track`, so it has to be quick."""
        self.progress = (share, message)


class Child:
    """Runs one job after another until its pipe closes."""

    def __init__(self, pipe: Connection, store: Store, runner: str) -> None:
        self.pipe = pipe
        self.store = store
        self.runner = runner
        self.tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self.task: Task | None = None
        self.lock = threading.Lock()

    def listen(self) -> None:
        """Take messages in; a closed pipe means that the worker is gone, and so is this child."""
        told = None
        try:
            while True:
                if self.pipe.poll(REPORT_SECONDS if self.task else None):
                    self._take(self.pipe.recv())
                task = self.task
                if task and task.progress and task.progress is not told:
                    told = task.progress
                    self.say("progress", task.job, told[0], legible(told[1][:MESSAGE_LENGTH]))
        except (EOFError, OSError):
            os._exit(1)

    def _take(self, message: tuple[Any, ...]) -> None:
        if message[0] == "run":
            self.task = Task(*message[1:])
            self.tasks.put(self.task)
        elif self.task and self.task.job == message[1]:
            self.task.stopped = True

    def say(self, *message: Any) -> None:
        """Send a message to the worker."""
        try:
            with self.lock:
                self.pipe.send(message)
        except OSError:  # the worker is gone
            os._exit(1)

    def work(self) -> None:
        """Run what comes in."""
        self.say("ready")
        while True:
            task = self.tasks.get()
            try:
                said = self.run(task)
            except BaseException as error:  # noqa: BLE001 - the edge: not even `sys.exit` ends more than its job
                said = _stopped(task, error)
            self.task = None  # before the worker hears it and sends the next
            self.say(*said)

    def _tell(self, task: Task, account: Account) -> None:
        self.say("step", task.job, account.written())

    def run(self, task: Task) -> tuple[Any, ...]:
        """Run one job and return how it ended."""
        brick = find(task.brick)
        run = Run(report=task.report, cancelled=lambda: task.stopped)
        try:
            perform(
                brick, task.key, self.store, run,
                where=self.runner, known=task.known, tell=partial(self._tell, task),
            )  # fmt: skip
        except (BrickError, ValidationError) as error:
            return ("refused", task.job, _in_every_language(brick, error))
        return ("done", task.job)


def _stopped(task: Task, error: BaseException) -> tuple[Any, ...]:
    if task.stopped and isinstance(error, Cancelled):
        return ("cancelled", task.job)
    trace = "".join(traceback.format_exception(error))
    return ("broken", task.job, type(error).__name__, legible(trace))


def _in_every_language(
    brick: Brick[..., Any], error: BrickError | ValidationError
) -> dict[str, list[dict[str, str]]]:
    return {
        language: [
            {"input": legible(problem.input), "message": legible(problem.message)}
            for problem in problems(error, words_of(brick, language))
        ]
        for language in LANGUAGES
    }


def legible(text: str) -> str:
    """Replace what no database keeps: NUL, and halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _go_first() -> None:
    """When memory runs out, let the system end this process, not the worker or the database."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def main(pipe: Connection, store_url: str, runner: str) -> None:
    """Start a child; called in a new process.

    It leads a process group of its own, so that the worker can kill it with whatever it started;
    what a terminal or a service manager sends to everybody is for the worker to handle.
    """
    os.setsid()
    die_with_parent()
    _go_first()
    signal.signal(signal.SIGTERM, lambda *_: None)  # not ignored: its own children would inherit it
    store = Store(store_url)
    registry.sources.append(found_in(store))
    child = Child(pipe, store, runner)
    threading.Thread(target=child.listen, daemon=True).start()
    child.work()
