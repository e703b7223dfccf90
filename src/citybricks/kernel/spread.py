"""Run one brick on many documents, wherever tasks are done: here, in threads, or on a cluster.

A row that is refused stays with its row; the others go on. Only scalars come back, so that ten
thousand outcomes fit into one table. Rows that take no time are done here; others travel in
chunks that take long enough for the journey not to matter.
"""

from __future__ import annotations

import pickle
import queue
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.refusal import Refusal, refusals
from citybricks.kernel.run import Cancelled, Run, current, track
from citybricks.kernel.runner import Ended, Runner, next_ended
from citybricks.kernel.scalars import scalars_of
from citybricks.kernel.store import code_digest, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

TASK_SECONDS = 0.5
"""Work of one task, at least: sending a task costs milliseconds."""
MEASURE_SECONDS = 0.1
"""Rows are done here until they have taken as long, to learn how long one takes."""
MESSAGE = "Running the brick row by row"

Document = Mapping[str, Any]
runner_now: ContextVar[Runner | None] = ContextVar("runner_now", default=None)
"""Where the brick that runs in this context may have tasks done; None is here."""


class Ran(NamedTuple):
    """What came of one document.

    Parameters
    ----------
    scalars
        The scalars of the outcome as `scalars_of` gives them; None when there is no outcome.
    refusals
        Why there is none.
    """

    scalars: tuple[Any, ...] | None
    refusals: tuple[Refusal, ...] = ()


@contextmanager
def spreading_on(runner: Runner | None) -> Iterator[None]:
    """Let the brick that runs inside have tasks done by a runner."""
    token = runner_now.set(runner)
    try:
        yield
    finally:
        runner_now.reset(token)


def spread(
    brick: Brick[..., Any],
    documents: Sequence[Document],
    run: Run | None = None,
    *,
    runner: Runner | None = None,
    task_seconds: float = TASK_SECONDS,
    measure_seconds: float = MEASURE_SECONDS,
) -> list[Ran]:
    """Run a brick on each document and return what came of each, in their order.

    Parameters
    ----------
    brick
        The brick.
    documents
        Its inputs as JSON holds them, tables also as `File` or `Table`; each is validated.
    run
        Where progress goes, and whence a dismissal comes; by default those of the run around.
    runner
        Where tasks are done; by default here. Whoever made it stops it.
    task_seconds
        How much work makes a task, at least.
    measure_seconds
        How long rows are done here, at least, to learn how long one takes.

    Raises
    ------
    Cancelled
        When the run was dismissed.
    """
    around = run or current()
    told = Run(lambda share, _: around.report(share, MESSAGE), around.cancelled)
    if runner is not None:
        seconds = (task_seconds, measure_seconds)
        return _Spreading(brick, documents, told, runner, *seconds).all()
    with told.active():
        return _all(brick, documents)


def _all(brick: Brick[..., Any], documents: Sequence[Document]) -> list[Ran]:
    return [_one(brick, document) for document in track(documents, MESSAGE)]


def _one(brick: Brick[..., Any], document: Document) -> Ran:
    try:
        return Ran(scalars_of(brick.run(document)))
    except (ValidationError, BrickError) as error:
        return Ran(None, tuple(refusals(error)))


Rows = tuple[list[Ran], float]
"""What came of some rows, and the seconds it took."""


def _timed(brick: Brick[..., Any], documents: Sequence[Document], run: Run) -> Rows:
    begun = perf_counter()
    with run.active():
        return _all(brick, documents), perf_counter() - begun


def _unpacked(brick: Brick[..., Any], content: bytes, run: Run) -> Rows:
    return _timed(brick, pickle.loads(content), run)  # noqa: S301 - what `Chunk.content` packed


@dataclass(frozen=True)
class Chunk:
    """A task: some of the rows."""

    start: int
    brick: Brick[..., Any]
    documents: Sequence[Document]

    @property
    def name(self) -> str:
        """The rows."""
        return f"rows {self.start} to {self.start + len(self.documents) - 1}"

    @cached_property
    def content(self) -> bytes:
        """The documents, packed for a journey."""
        return pickle.dumps(list(self.documents), protocol=pickle.HIGHEST_PROTOCOL)

    @property
    def key(self) -> str:
        """The same for equal rows of the same brick and code."""
        return digest(f"{self.brick.id} {code_digest(self.brick)} ".encode() + self.content)

    def here(self, run: Run) -> Rows:
        """Do them in this process."""
        return _timed(self.brick, self.documents, run)

    def away(self) -> Callable[[Run], Rows]:
        """Return what does them in another process."""
        return partial(_unpacked, self.brick, self.content)


@dataclass
class _Spreading:
    """Documents while they are run."""

    brick: Brick[..., Any]
    documents: Sequence[Document]
    run: Run
    runner: Runner
    task_seconds: float
    measure_seconds: float
    done: dict[int, Ran] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    chunks: dict[str, Chunk] = field(default_factory=dict)
    ended: queue.SimpleQueue[Ended] = field(default_factory=queue.SimpleQueue)
    row_seconds: float = 0.0

    def all(self) -> list[Ran]:
        """Run them all."""
        total = len(self.documents)
        following = self._here()
        while following < total or self.chunks:
            while following < total and len(self.chunks) < 2 * self.runner.size:
                following = self._start(following)
            self._take(next_ended(self.ended, self.run))
        return [self.done[at] for at in range(total)]

    def _here(self) -> int:
        """Run rows here until it pays to send the rest away; return the first of these."""
        begun, seconds, whole = perf_counter(), 0.0, 0
        for at, document in enumerate(self.documents):
            if self.run.cancelled():
                raise Cancelled
            before = perf_counter()
            with self._part("here", 1).active():
                self.done[at] = _one(self.brick, document)
            now = perf_counter()
            if self.done[at].scalars is not None:
                whole += 1
                # The first may have had to load what the others find there.
                seconds += now - before if whole > 1 else 0.0
                self.row_seconds = seconds / (whole - 1) if whole > 1 else now - before
            self._ended("here")
            left = self.row_seconds * (len(self.documents) - at - 1)
            if now - begun > self.measure_seconds and left > self.task_seconds:
                return at + 1
        return len(self.documents)

    def _start(self, start: int) -> int:
        count = max(1, ceil(self.task_seconds / self.row_seconds))
        chunk = Chunk(start, self.brick, self.documents[start : start + count])
        self.chunks[chunk.name] = chunk
        part = self._part(chunk.name, len(chunk.documents))
        self.runner.start(chunk, part, self.ended.put)
        return start + len(chunk.documents)

    def _part(self, name: str, rows: int) -> Run:
        """Return the run of some rows: its progress is a part of the whole."""

        def report(share: float, _message: str) -> None:
            self.shares[name] = share * rows
            self._report()

        return Run(report, self.run.cancelled)

    def _take(self, ended: Ended) -> None:
        chunk = self.chunks.pop(ended.name)
        if isinstance(ended.error, BrickError):  # such as workers that died of these rows
            lost = Ran(None, tuple(refusals(ended.error)))
            rows = [lost] * len(chunk.documents)
        elif ended.error is not None:
            raise ended.error
        else:
            rows, seconds = ended.result
            whole = sum(row.scalars is not None for row in rows)
            self.row_seconds = seconds / whole if whole else self.row_seconds
        self.done |= dict(enumerate(rows, chunk.start))
        self._ended(chunk.name)

    def _ended(self, name: str) -> None:
        self.shares.pop(name, None)
        self._report()

    def _report(self) -> None:
        begun = sum(list(self.shares.values()))
        self.run.report((len(self.done) + begun) / max(1, len(self.documents)), MESSAGE)
