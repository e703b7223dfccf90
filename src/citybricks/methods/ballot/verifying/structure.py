"""The file and the order of what happened in it: A1 to A4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citybricks.methods.ballot import archive
from citybricks.methods.ballot.archive import ArchiveError, Event, Record
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.report import Ledger
from citybricks.methods.ballot.verifying.sources import Source

_DATA = {
    "Setup": 4,
    "Ballot": 1,
    "EndBallots": 0,
    "EncryptedTally": 2,
    "Shuffle": 2,
    "EndShuffles": 0,
    "PartialDecryption": 2,
    "Result": 1,
}
"""Records of data that belong to an event and stand before it, its payload the last."""
_MOST_DATA = 8
"""Records without an event that are kept."""
_AFTER = {
    "": {"Setup"},
    "Setup": {"Ballot", "EndBallots"},
    "Ballot": {"Ballot", "EndBallots"},
    "EndBallots": {"EncryptedTally"},
    "EncryptedTally": {"PartialDecryption"},
    "Shuffle": {"Shuffle", "EndShuffles"},
    "EndShuffles": {"PartialDecryption"},
    "PartialDecryption": {"PartialDecryption", "Result"},
    "Result": set(),
}
"""What may follow an event; after the tally of a ranked question, a shuffle does."""


_CHINESE = {
    "not a Belenios archive": "不是 Belenios 归档",
    "the file is empty": "文件为空",
    "the file ends within": "文件在记录中途结束",
    "the content of": "内容与其名称中的哈希不符",
    "the header of": "记录头不符合格式",
    "the filling behind": "记录末尾的填充字节不为零",
    "the first": "首条记录不符合格式",
}
"""What a file that is no archive has wrong, by how it begins in English."""


@dataclass(frozen=True, slots=True)
class Step:
    """An event with the data that belong to it.

    Parameters
    ----------
    hash
        Of the event.
    data
        In their order, the payload last; empty where they are not there.
    end
        First byte of the file behind the event.
    """

    event: Event
    hash: str
    data: tuple[Record, ...]
    end: int

    @property
    def payload(self) -> bytes:
        """Content of the payload."""
        return self.data[-1].content

    @property
    def where(self) -> dict[str, object]:
        """What evidence names."""
        return {"height": self.event.height, "hash": self.hash}


class Structure:
    """Reads the events of an archive and notes what is wrong with their order.

    Parameters
    ----------
    source
        The file.
    ledger
        Where it is noted.
    """

    def __init__(self, source: Source, ledger: Ledger) -> None:
        self.source, self.ledger = source, ledger
        self.ranked = False
        """Whether shuffles are due; to be set when the setup is known."""
        self.last: Step | None = None
        self.broken = False
        """Whether the file could not be read to its end."""

    def steps(self) -> Iterator[Step]:
        """Yield the events, each with its data; ends where the file is no archive any more."""
        pending: list[Record] = []
        try:
            for record in archive.read(self.source):
                if record.kind == "data":
                    pending = [*pending[-_MOST_DATA:], record]
                elif record.kind == "event":
                    step = self._step(record, pending)
                    pending = []
                    if step is not None:
                        yield step
                        self.last = step
        except ArchiveError as error:
            self._unreadable(error)
            return
        if pending:
            self._refuse(
                "The archive ends with data that no event names.",
                "文件末尾有不属于任何事件的数据。",
            )
        if self.last is None:
            self._refuse("Nothing has happened in the archive.", "归档中没有任何事件。")
        self.ledger.passed("A1", "A2", bytes=self.source.count)
        self.ledger.passed("A3", "A4", **({} if self.last is None else self.last.where))

    def _unreadable(self, error: ArchiveError) -> None:
        self.broken = True
        check_id = "A2" if error.code == "name" else "A1"
        self.ledger.fail(
            Refused(
                check_id,
                f"Byte {error.offset}: {error.reason}.",
                f"第 {error.offset} 字节：{_in_chinese(error.reason)}。",
                {"byte": error.offset},
            )
        )

    def _step(self, record: Record, pending: list[Record]) -> Step | None:
        try:
            event = Event.read(record.content)
        except ValueError as error:
            self._refuse(f"An event cannot be read: {error}.", "有事件无法读取。", hash=record.hash)
            return None
        wanted = _DATA[event.type]
        owned = bool(pending) and pending[-1].hash == event.payload
        complete = len(pending) == wanted and (owned if wanted else event.payload is None)
        step = Step(event, record.hash, tuple(pending), record.offset + record.length)
        if not complete:
            self._refuse(
                f"The data of {event.type} do not stand before it.",
                f"{event.type} 事件之前没有它的数据。",
                **step.where,
            )
            usable = owned and len(pending) > wanted > 0
            step = Step(event, record.hash, tuple(pending[-wanted:] if usable else ()), step.end)
        self._chained(step)
        self._in_order(step)
        return step

    def _chained(self, step: Step) -> None:
        event, last = step.event, self.last
        parent = None if last is None else last.hash
        height = 0 if last is None else last.event.height + 1
        if event.parent != parent or event.height != height:
            self.ledger.fail(
                Refused(
                    "A3",
                    f"An event of height {event.height} does not follow the one before it.",
                    f"高度 {event.height} 的事件未接续前一事件。",
                    dict(step.where),
                )
            )

    def _in_order(self, step: Step) -> None:
        kind, before = step.event.type, "" if self.last is None else self.last.event.type
        allowed = _AFTER[before]
        if before == "EncryptedTally" and self.ranked:
            allowed = {"Shuffle"}
        if kind not in allowed:
            after = f"after {before}" if before else "first"
            expected = " or ".join(sorted(allowed)) or "nothing"
            said = "或 ".join(f"{one} " for one in sorted(allowed))
            self._refuse(
                f"{kind} stands {after}, where only {expected} may be.",
                f"{before or '开头'} 之后出现 {kind}，"
                + (f"只允许 {said}。" if said else "其后不应再有事件。"),
                **step.where,
            )

    def _refuse(self, en: str, zh: str, **where: object) -> None:
        self.ledger.fail(Refused("A4", en, zh, dict(where)))


def _in_chinese(reason: str) -> str:
    for start, said in _CHINESE.items():
        if reason.startswith(start):
            return f"{said}（{reason}）"
    return f"不符合归档格式（{reason}）"
