"""Ballots as they come from the file: in chunks, with what is known from before left out."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from citybricks.methods.ballot.archive import BLOCK
from citybricks.methods.ballot.verifying.cache import Cache, Checkpoint
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.parallel import CHUNK, Seen, Workers
from citybricks.methods.ballot.verifying.report import Ledger
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.methods.ballot.verifying.structure import Step
from citybricks.methods.ballot.verifying.tally import Place, Urn

OF_EACH = ("B1", "B2", "B3", "B4", "B5", "B6", "B7")
"""Checks of a ballot alone."""
_FILE = ("A1", "A2", "A3", "A4")
_OF_ALL = (*OF_EACH, "B8", "B9")


class ElsewhereError(Exception):
    """The board is another one than what was verified before: start anew."""


@dataclass
class Polling:
    """Counts ballots and notes what is wrong with them.

    Parameters
    ----------
    setup, workers, ledger
        The election, what checks its ballots, where it is noted.
    again
        Reads bytes of the file a second time.
    tracker
        Of a ballot that is looked for.
    cache, checkpoint
        What passed before.
    progress
        Told how many ballots were read.
    """

    setup: Setup
    workers: Workers
    ledger: Ledger
    again: Callable[[int, int], bytes]
    tracker: str | None = None
    cache: Cache | None = None
    checkpoint: Checkpoint | None = None
    progress: Callable[[int], None] | None = None

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.urn = Urn(self.setup, self.again)
        self.ballots = self.cached = 0
        self.found: dict[str, object] | None = None
        """Height and hash of the ballot of the tracker."""
        self._chunk: list[Step] = []
        self._sent: list[tuple[list[Step], set[int]]] = []
        self._last: Step | None = None
        self._wait = None if self.checkpoint is None else self.checkpoint.height

    def put(self, step: Step) -> None:
        """Take a ballot.

        Raises
        ------
        ElsewhereError
            When the board has another event where it was verified up to before.
        """
        self.ballots += 1
        if self.progress is not None:
            self.progress(self.ballots)
        self._look_for_tracker(step)
        if self._wait is not None:
            self._skip(step)
            return
        digest = step.event.payload or ""
        if self.urn.replayed(digest):
            where = {**step.where, "ballot": digest}
            self.ledger.fail(
                Refused("B8", "A ballot was recorded twice.", "有选票被重复记录。", where)
            )
        self._chunk.append(step)
        if len(self._chunk) == CHUNK:
            self._send()

    def settle(self, *, whole: bool = True) -> None:
        """Wait until all ballots are counted.

        Parameters
        ----------
        whole
            Whether the file could be read to its end.

        Raises
        ------
        ElsewhereError
            When the board ends before the event up to which it was verified before.
        """
        if self._wait is not None:
            if not whole:
                return  # what breaks off has failed, however many ballots are before that
            raise ElsewhereError
        self._send()
        for seen in self.workers.finish():
            self._judge(seen)
        if self.ballots and whole:
            self.ledger.passed(*_OF_ALL, ballots=self.ballots)

    def remember(self) -> None:
        """Keep how far the board passed, so that only what is added is looked at again."""
        if self.cache is not None and self._last is not None and self.urn.ballots:
            point = Checkpoint(self._last.event.height, self._last.hash, self.urn.state())
            self.cache.keep_checkpoint(self.setup.digest, point)

    def _look_for_tracker(self, step: Step) -> None:
        if self.tracker is not None:
            digest = bytes.fromhex(step.event.payload or "")
            if base64.b64encode(digest).decode().rstrip("=") == self.tracker:
                self.found = dict(step.where)

    def _skip(self, step: Step) -> None:
        """Pass over what was verified before; its bytes are those of then when the hash is."""
        point = self.checkpoint
        if point is None or step.event.height < point.height:
            return
        same = step.event.height == point.height and step.hash == point.event_hash
        if not same or self.ledger.failing(_FILE):
            raise ElsewhereError  # also when something was put between what was there before
        self.urn = Urn.resume(self.setup, self.again, point.state)
        self.cached = self.urn.ballots
        self._wait = None

    def _send(self) -> None:
        steps, self._chunk = self._chunk, []
        if not steps:
            return
        known = self._known(steps)
        self.cached += len(known)
        self._sent.append((steps, known))
        self._last = steps[-1]
        for seen in self.workers.put([step.payload for step in steps], known):
            self._judge(seen)

    def _known(self, steps: list[Step]) -> set[int]:
        if self.cache is None:
            return set()
        hashes = [step.event.payload or "" for step in steps]
        passed = self.cache.passed(self.setup.digest, hashes)
        return {at for at, one in enumerate(hashes) if one in passed}

    def _judge(self, seen: list[Seen]) -> None:
        steps, known = self._sent.pop(0)
        passed = []
        for at, (step, one) in enumerate(zip(steps, seen, strict=True)):
            for refused in one.refused:
                self.ledger.fail(refused.at(**step.where))
            if one.cast is not None and not one.refused:
                shared = self.urn.put(one.cast, _place(step))
                if shared is not None:
                    self.ledger.warn(shared.at(**step.where))
                if at not in known:
                    passed.append(step.event.payload or "")
        if self.cache is not None:
            self.cache.keep(self.setup.digest, passed)


def _place(step: Step) -> Place:
    record = step.data[-1]
    return Place(step.event.height, record.offset + BLOCK, len(record.content))


def trackers(polling: Polling) -> Iterator[Refused]:
    """Yield X1 when the ballot that is looked for is not there; note it when it is."""
    if polling.tracker is None:
        return
    if polling.found is None:
        yield Refused(
            "X1",
            f"No ballot on the board has the tracker {polling.tracker}.",
            f"公告板上没有追踪码为 {polling.tracker} 的选票。",
        )
        return
    heights = {place.height for place in polling.urn.last.values()}
    counted = polling.found["height"] in heights
    polling.ledger.passed("X1", **polling.found, status="counted" if counted else "replaced")
