"""Where the steps of a blueprint run, and how long they took the last time."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any, Protocol

from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.run import Cancelled, Run
from citybricks.kernel.store import Store

POLL_SECONDS = 0.1
"""How often the one who waits for a task looks whether the run was dismissed."""
SMALL_SECONDS = 0.05
"""A step that took no longer the last time is run where the blueprint is, not as a task."""


class Task(Protocol):
    """Something to be done elsewhere."""

    @property
    def name(self) -> str:
        """How it is called within its blueprint."""

    @property
    def key(self) -> str:
        """What it is known by everywhere: equal work has equal keys."""

    def here(self, run: Run) -> Any:
        """Do it in this process."""

    def away(self) -> Callable[[Run], Any]:
        """Return what does it in another process, and can be sent there."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a task ended: with a result, or with an error."""

    name: str
    seconds: float
    result: Any = None
    error: BaseException | None = None


class Runner(Protocol):
    """Where tasks are done."""

    size: int
    """How many tasks it does at once."""

    def start(self, task: Task, run: Run, ended: Callable[[Ended], None]) -> None:
        """Start a task; `ended` is called once, in any thread."""

    def stop(self) -> None:
        """Stop what is running: nobody waits for it any more."""


class Threads:
    """Does tasks in threads of this process.

    Parameters
    ----------
    size
        How many; by default as many as there are processors.
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = size or os.cpu_count() or 1
        self.pool = ThreadPoolExecutor(self.size, thread_name_prefix="step")

    def start(self, task: Task, run: Run, ended: Callable[[Ended], None]) -> None:
        """Start a task in a thread."""

        def work() -> None:
            begun = perf_counter()
            try:
                result = task.here(run)
                ended(Ended(task.name, perf_counter() - begun, result))
            except BaseException as error:  # noqa: BLE001 - it is raised where the blueprint is
                ended(Ended(task.name, perf_counter() - begun, error=error))

        self.pool.submit(work)

    def stop(self) -> None:
        """Start nothing more; what is running looks at its run."""
        self.pool.shutdown(wait=False, cancel_futures=True)


def next_ended(ended: SimpleQueue[Ended], run: Run) -> Ended:
    """Wait for a task to end.

    Raises
    ------
    Cancelled
        When the run is dismissed first.
    """
    while not run.cancelled():
        with suppress(Empty):
            return ended.get(timeout=POLL_SECONDS)
    raise Cancelled


def runner_of(where: str) -> Runner | None:
    """Return the runner a setting names: ``inline``, ``threads``, or a Dask scheduler's address.

    Raises
    ------
    BrickError
        When it names none, or no scheduler answers at the address.
    """
    if where in ("", "inline"):
        return None
    if where == "threads":
        return Threads()
    if "://" in where:
        from citybricks.kernel.cluster import Cluster

        try:
            return Cluster(where)
        except (OSError, ValueError) as error:
            message = "no Dask scheduler answers at {address}: {reason}"
            raise BrickError("", message, address=where, reason=error) from error
    message = "{where} is no place to run: inline, threads, or an address such as tcp://host:8786"
    raise BrickError("", message, where=where)


_took: dict[tuple[str, str], float] = {}


def took(store: Store | None, brick: Brick[..., Any]) -> float | None:
    """Return how many seconds a brick took the last time; None when nobody has noted it."""
    name = (brick.id, brick.version)
    if name not in _took and store is not None and (said := store.noted(*name)) is not None:
        _took[name] = said
    return _took.get(name)


def note(store: Store | None, brick: Brick[..., Any], seconds: float) -> None:
    """Note how long a brick took; where others run it, when it is no longer small, or is now."""
    before = took(store, brick)
    _took[brick.id, brick.version] = seconds
    changed = before is None or (before > SMALL_SECONDS) != (seconds > SMALL_SECONDS)
    if store is not None and changed:
        store.note(brick.id, brick.version, seconds)
