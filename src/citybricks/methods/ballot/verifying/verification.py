"""The verifier over a whole archive."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, BinaryIO

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    DocumentError,
    Pedersen,
    SetupData,
)
from citybricks.methods.ballot.verifying import setup as setups
from citybricks.methods.ballot.verifying.cache import Cache, Checkpoint
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.heads import Kept
from citybricks.methods.ballot.verifying.opening import Opening
from citybricks.methods.ballot.verifying.parallel import Workers
from citybricks.methods.ballot.verifying.polling import ElsewhereError, Polling, trackers
from citybricks.methods.ballot.verifying.report import PROTOCOL, Ledger, Report, Verdict
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.methods.ballot.verifying.sources import Source, seekable
from citybricks.methods.ballot.verifying.structure import Step, Structure

_SETUP = ("S1", "S2", "S3", "S4", "S5", "S6")
_HEAD = "head"


def verify(
    stream: BinaryIO,
    *,
    previous: BinaryIO | None = None,
    heads: Sequence[Mapping[str, Any]] = (),
    tracker: str | None = None,
    roll: Mapping[str, Any] | None = None,
    workers: int = 1,
    cache: Cache | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Check all that can be checked of an election from its archive.

    Parameters
    ----------
    stream
        The archive ``UUID.bel``, at its first byte.
    previous
        An earlier copy of it: it must be a prefix.
    heads
        Contents of ``head.json`` and ``witness.json`` files that somebody kept.
    tracker
        Of a ballot that must be on the board.
    roll
        What was published of the roll before credentials were made: ``count``, ``total_weight``.
    workers
        Processes that check ballots.
    cache
        What passed before; kept up to date.
    progress
        Called with the number of ballots read so far.

    Returns
    -------
    Report
        Whatever the file holds: what is no archive at all has the verdict ``failed``.
    """
    with seekable(stream) as archive, ExitStack() as stack:
        before = None if previous is None else stack.enter_context(seekable(previous))
        starts = archive.tell(), 0 if before is None else before.tell()
        for use_checkpoint in (True, False):
            archive.seek(starts[0])
            if before is not None:
                before.seek(starts[1])
            asked = _Asked(heads, tracker, roll, workers, cache, progress)
            whole = _Verification(archive, before, asked)
            try:
                return whole.run(use_checkpoint=use_checkpoint)
            except ElsewhereError:
                continue
    raise AssertionError("without a checkpoint nothing is elsewhere")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an archive besides what it says itself; see `verify`."""

    heads: Sequence[Mapping[str, Any]]
    tracker: str | None
    roll: Mapping[str, Any] | None
    workers: int
    cache: Cache | None
    progress: Callable[[int], None] | None


class _Verification:
    """One reading of an archive."""

    def __init__(self, stream: BinaryIO, previous: BinaryIO | None, asked: _Asked) -> None:
        self.started = time.perf_counter(), _cpu()
        self.ledger = Ledger()
        self.heads = Kept(asked.heads, self.ledger)
        self.has_previous = previous is not None
        self.source = Source(stream, previous, self.heads.lengths)
        self.structure = Structure(self.source, self.ledger)
        self.asked, self.cache = asked, asked.cache
        self.checkpoint: Checkpoint | None = None
        self.setup: Setup | None = None
        self.workers: Workers | None = None
        self.polling: Polling | None = None
        self.opening: Opening | None = None

    def run(self, *, use_checkpoint: bool) -> Report:
        """Read the archive to its end, and say what was found."""
        try:
            for step in self.structure.steps():
                self.heads.note(step.event.height, step.hash, step.end)
                self._take(step, use_checkpoint=use_checkpoint)
            self._end()
        finally:
            if self.workers is not None:
                self.workers.close()
        return self._report()

    def _take(self, step: Step, *, use_checkpoint: bool) -> None:
        kind = step.event.type
        if kind == "Setup" and self.setup is None and step.data:
            self._begin(step, use_checkpoint=use_checkpoint)
        if self.polling is None or not (step.data or kind.startswith("End")):
            return
        if kind == "Ballot":
            self.polling.put(step)
            return
        if kind != "Setup":
            opening = self._opened(self.polling)
            follow = {
                "EncryptedTally": opening.tally,
                "Shuffle": opening.shuffle,
                "PartialDecryption": opening.share,
                "Result": opening.announce,
            }
            if kind in follow:
                follow[kind](step)

    def _opened(self, polling: Polling) -> Opening:
        """Return the opening; ballots that come after it began are noted by A4."""
        polling.settle()
        if self.opening is None:
            self.opening = Opening(polling.setup, polling.urn, self.ledger)
        return self.opening

    # --- setup -----------------------------------------------------------------------------------
    def _begin(self, step: Step, *, use_checkpoint: bool) -> None:
        documents = (step.data[0].content, step.data[1].content, step.data[2].content)
        try:
            self._check_names(step)
            setup = setups.of(*documents)
        except Refused as refused:
            self.ledger.fail(refused.at(**step.where))
            return
        self._check_setup(setup, step)
        self.setup = setup
        self.structure.ranked = bool(setup.election.ranked)
        self.workers = Workers(setup, documents, self.asked.workers)
        if self.cache is not None and use_checkpoint:
            self.checkpoint = self.cache.checkpoint(setup.digest)
        self.polling = Polling(
            setup,
            self.workers,
            self.ledger,
            self.source.again,
            self.asked.tracker,
            self.cache,
            self.checkpoint,
            self.asked.progress,
        )

    def _check_names(self, step: Step) -> None:
        try:
            named = SetupData.parse(step.payload)
        except DocumentError as error:
            raise Refused("A4", f"{error}.", f"{error.where} {error.zh}。") from None
        names = (named.election, named.trustees, named.credentials)
        if names != tuple(sha256_hex(record.content) for record in step.data[:3]):
            raise Refused("A4", "The setup names other documents.", "设置指向其他文件。")

    def _check_setup(self, setup: Setup, step: Step) -> None:
        if self.asked.roll is not None:
            refused = setups.check_roll(setup, self.asked.roll)
            self.ledger.passed("S7")
            if refused is not None:
                self._note(refused, step)
        ceremony = any(isinstance(item, Pedersen) for item in setup.trustees.items)
        self.ledger.passed(*(one for one in _SETUP if one != "S3" or ceremony), **step.where)
        if self.cache is not None and self.cache.passed(setup.digest, [_HEAD]):
            return
        found = setups.check(setup)
        for one in found:
            self._note(one, step)
        if self.cache is not None and not found:
            self.cache.keep(setup.digest, [_HEAD])

    def _note(self, refused: Refused, step: Step) -> None:
        warning = refused.evidence.pop("warning", False)
        (self.ledger.warn if warning else self.ledger.fail)(refused.at(**step.where))

    # --- the end ---------------------------------------------------------------------------------
    def _end(self) -> None:
        if self.polling is not None:
            self.polling.settle(whole=not self.structure.broken)
            for refused in trackers(self.polling):
                self.ledger.fail(refused)
            if not self.ledger.failing():
                self.polling.remember()
        elif self.asked.tracker is not None:
            self.ledger.fail(
                Refused("X1", "There are no ballots to look for it in.", "没有可供查找的选票。")
            )
        if self.opening is not None:
            self.opening.close()
        self._check_previous()
        uuid = "" if self.setup is None else self.setup.election.uuid
        self.heads.check(uuid, self.source.prefixes)

    def _check_previous(self) -> None:
        if not self.has_previous:
            return
        at = self.source.differs
        if at is not None or self.source.cut_short():
            where = self.source.count if at is None else at
            self.ledger.fail(
                Refused(
                    "P1",
                    f"The earlier copy is no prefix: they differ from byte {where}.",
                    f"先前的副本不是前缀：自第 {where} 字节起不同。",
                    {"byte": where},
                )
            )
        self.ledger.passed("P1")

    def _report(self) -> Report:
        setup, polling = self.setup, self.polling
        voters = 0 if polling is None else len(polling.urn.last)
        ballots = 0 if polling is None else polling.ballots
        verdict = self._verdict()
        result = self.opening.result if self.opening is not None and verdict == "ok" else None
        return Report(
            uuid="" if setup is None else setup.election.uuid,
            name="" if setup is None else setup.election.name,
            group="" if setup is None else setup.group.name,
            protocol=PROTOCOL,
            verdict=verdict,
            counts={
                "credentials": 0 if setup is None else len(setup.credentials),
                "ballots": ballots,
                "voters": voters,
                "revotes": ballots - voters,
                "weight": 0 if polling is None else polling.urn.total_weight,
            },
            checks=self.ledger.rows(),
            questions=() if setup is None else setup.asked,
            result=None if result is None else _lists(result.result),
            head=self._head(),
            timing={
                "wall": round(time.perf_counter() - self.started[0], 3),
                "cpu": round(_cpu() - self.started[1], 3),
                "cached": 0 if polling is None else polling.cached,
            },
        )

    def _verdict(self) -> Verdict:
        if self.ledger.failing():
            return "failed"
        done = self.opening is not None and self.opening.result is not None
        return "ok" if done else "incomplete"

    def _head(self) -> dict[str, Any]:
        last = self.structure.last
        known = {"bytes": self.source.count, "sha256": self.source.sha256}
        if last is None:
            return known
        return {"height": last.event.height, "event_hash": last.hash, **known}


def _lists(value: Any) -> Any:
    return [_lists(one) for one in value] if isinstance(value, tuple) else value


def _cpu() -> float:
    """Return processor time of this process and of those it waited for, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
