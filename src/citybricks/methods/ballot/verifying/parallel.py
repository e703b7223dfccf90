"""Ballots checked in chunks, in this process or in several, in the order in which they came."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

from citybricks.methods.ballot.documents import Ballot, DocumentError
from citybricks.methods.ballot.verifying import ballots
from citybricks.methods.ballot.verifying import setup as setups
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.methods.ballot.verifying.tally import Cast

CHUNK = 256
"""Ballots that are checked together: the more, the less each costs of asking for membership."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a ballot.

    Parameters
    ----------
    cast
        None when it cannot be read.
    refused
        What it does not pass.
    """

    cast: Cast | None
    refused: tuple[Refused, ...]


def examine(setup: Setup, raws: Sequence[bytes], known: Collection[int] = ()) -> list[Seen]:
    """Check some ballots.

    Parameters
    ----------
    setup
        The election.
    raws
        The ballots.
    known
        Places of those that passed before and are only read.
    """
    fresh = [at for at in range(len(raws)) if at not in known]
    found: dict[int, Seen] = {}
    checked = ballots.check_all(setup, [raws[at] for at in fresh])
    for at, (ballot, refused) in zip(fresh, checked, strict=True):
        found[at] = Seen(None if ballot is None else Cast.of(setup, ballot), refused)
    for at in known:
        found[at] = _only_read(setup, raws[at])
    return [found[at] for at in range(len(raws))]


def _only_read(setup: Setup, raw: bytes) -> Seen:
    try:
        return Seen(Cast.of(setup, Ballot.parse(raw, setup.election)), ())
    except DocumentError as error:
        return Seen(None, (Refused("B1", f"Ballot: {error}.", f"选票：{error.zh}。"),))


_setup: Setup | None = None
"""The election, in a process that checks its ballots."""


def _begin(election: bytes, trustees: bytes, credentials: bytes) -> None:
    global _setup  # noqa: PLW0603 - one election for the life of the process
    _setup = setups.of(election, trustees, credentials)


def _work(raws: Sequence[bytes], known: Collection[int]) -> list[Seen]:
    if _setup is None:
        raise RuntimeError("the process was not told of the election")
    return examine(_setup, raws, known)


class Workers:
    """Checks chunks of ballots.

    Parameters
    ----------
    setup
        The election.
    documents
        The three documents it was read from.
    count
        Processes; with 1 it is this one.
    """

    def __init__(self, setup: Setup, documents: tuple[bytes, bytes, bytes], count: int) -> None:
        self._setup, self._count = setup, count
        self._waiting: deque[Future[list[Seen]] | list[Seen]] = deque()
        self._pool: ProcessPoolExecutor | None = None
        if count > 1:
            # spawned, not forked: who calls may have threads
            self._pool = ProcessPoolExecutor(
                count,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=documents,
            )

    def put(self, raws: Sequence[bytes], known: Collection[int]) -> Iterator[list[Seen]]:
        """Hand in a chunk; yield chunks that are done, in their order, when enough are waiting."""
        if self._pool is None:
            yield examine(self._setup, raws, known)
            return
        self._waiting.append(self._pool.submit(_work, raws, known))
        while len(self._waiting) > 2 * self._count:
            yield self._next()

    def finish(self) -> Iterator[list[Seen]]:
        """Yield the chunks that are left."""
        while self._waiting:
            yield self._next()

    def close(self) -> None:
        """Let the processes go."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _next(self) -> list[Seen]:
        first = self._waiting.popleft()
        return first.result() if isinstance(first, Future) else first
