"""The file of an election: records in the manner of an old tar, to which one only appends.

A record is a header of 512 bytes and the content, filled with zeros to a multiple of 512. The
header holds nothing but a name, a length and the time of the election, so each byte of the file
follows from its contents and is checked.

Data are named by their SHA-256; an *event* says what happened, names its data as payload, and its
parent: the chain of events is the board.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.strict_json import Json, StrictJsonError, dumps, loads

BLOCK = 512
HEADER = "BELENIOS"
EVENTS = (
    "Setup",
    "Ballot",
    "EndBallots",
    "EncryptedTally",
    "Shuffle",
    "EndShuffles",
    "PartialDecryption",
    "Result",
)
"""What may happen, in the order of an election."""
MOST_BYTES = 1 << 28
"""Longest content of a record: public credentials or a shuffle of a million voters."""
_LATEST = 8**11 - 1
_HEADER_BYTES, _EVENT_BYTES = 200, 1000

Kind = Literal["header", "data", "event"]


class ArchiveError(ValueError):
    """A file that is not an archive.

    Parameters
    ----------
    offset
        Byte of the file where it was seen.
    reason
        What is wrong.
    code
        ``shape`` for bytes no writer makes, ``name`` for content under a name that is not its
        hash.
    """

    def __init__(self, offset: int, reason: str, code: Literal["shape", "name"] = "shape") -> None:
        self.offset, self.reason, self.code = offset, reason, code
        super().__init__(f"byte {offset}: {reason}")


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an archive."""

    name: str
    kind: Kind
    hash: str
    """SHA-256 of the content in hexadecimal digits; empty for the first record."""
    content: bytes
    offset: int
    """Byte of the file where its header starts."""

    @property
    def length(self) -> int:
        """Return how many bytes of the file it takes."""
        return BLOCK + -(-len(self.content) // BLOCK) * BLOCK


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a board."""

    parent: str | None
    height: int
    type: str
    payload: str | None

    @classmethod
    def read(cls, content: bytes) -> Event:
        """Read an event.

        Raises
        ------
        ValueError
            When the bytes are no canonical event.
        """
        value = loads(content, most_bytes=_EVENT_BYTES, depth=1)
        if not isinstance(value, dict):
            raise ValueError("an event is not an object")  # noqa: TRY004 - of a file, not of code
        event = cls(
            value.get("parent"),
            value.get("height", -1),
            value.get("type", ""),
            value.get("payload"),
        )
        if event.type not in EVENTS:
            raise ValueError(f"event {str(event.type)[:40]!r} is not known")
        if type(event.height) is not int or event.write() != content:
            raise ValueError("an event has other fields than parent, height, type and payload")
        return event

    def write(self) -> bytes:
        """Return the bytes of the event."""
        pairs: dict[str, Json] = {} if self.parent is None else {"parent": self.parent}
        pairs |= {"height": self.height, "type": self.type}
        return dumps(pairs if self.payload is None else pairs | {"payload": self.payload})


def read(stream: BinaryIO) -> Iterator[Record]:
    """Read the records of an archive one after the other; memory holds one.

    Parameters
    ----------
    stream
        At the first byte.

    Raises
    ------
    ArchiveError
        When a byte of a header or of the filling is not what a writer puts there, the file ends
        within a record, or content does not have the hash it is named by.
    """
    first, time = _start(stream)
    timestamp = _timestamp(first)
    if time != timestamp:
        raise ArchiveError(136, f"the first header is of {time}, its content of {timestamp}")
    yield first
    offset = first.length
    while (record := _record(stream, offset, timestamp)) is not None:
        yield record
        offset += record.length


def _start(stream: BinaryIO) -> tuple[Record, int]:
    """Return the first record, and the time in its header."""
    header = stream.read(BLOCK)
    if not header:
        raise ArchiveError(0, "the file is empty")
    return _content(stream, header, 0, None)


def timestamp_of(first: Record) -> int:
    """Return the time in the first record: seconds since 1970."""
    return _timestamp(first)


def _record(stream: BinaryIO, offset: int, timestamp: int) -> Record | None:
    header = stream.read(BLOCK)
    return _content(stream, header, offset, timestamp)[0] if header else None


def _content(
    stream: BinaryIO, header: bytes, offset: int, timestamp: int | None
) -> tuple[Record, int]:
    """Return the record behind a header, and the time of the header."""
    if len(header) < BLOCK:
        raise ArchiveError(offset + len(header), "the file ends within a header")
    name, size, time = _fields(header, offset)
    if timestamp is None and name != HEADER:
        raise ArchiveError(offset, f"not a Belenios archive: the first record is {name!r}")
    if header != _header(name, size, time if timestamp is None else timestamp):
        raise ArchiveError(offset, f"the header of {name} is not as it is written")
    content = stream.read(size)
    filling = stream.read(-size % BLOCK)
    if len(content) < size or len(filling) < -size % BLOCK:
        end = offset + BLOCK + len(content) + len(filling)
        raise ArchiveError(end, f"the file ends within {name}")
    if filling.strip(b"\0"):
        raise ArchiveError(offset + BLOCK + size, f"the filling behind {name} is not of zeros")
    return _named(name, content, offset, first=timestamp is None), time


def _fields(header: bytes, offset: int) -> tuple[str, int, int]:
    """Return name, size and time of a header."""
    try:
        name = header[:100].rstrip(b"\0").decode("ascii")
        size, time = int(header[124:135], 8), int(header[136:147], 8)
    except ValueError:
        shown = header[:20].rstrip(b"\0")
        raise ArchiveError(offset, f"not a Belenios archive: no record at {shown!r}") from None
    if not 0 <= size <= MOST_BYTES:
        raise ArchiveError(offset, f"{name!r} has {size} bytes, at most {MOST_BYTES} are read")
    return name, size, time


def _named(name: str, content: bytes, offset: int, *, first: bool) -> Record:
    """Return a record whose name says what is in it."""
    if first:
        return Record(name, "header", "", content, offset)
    digest = sha256_hex(content)
    kinds: tuple[Kind, ...] = ("data", "event")
    for kind in kinds:
        if name.endswith(f".{kind}.json"):
            if name != f"{digest}.{kind}.json":
                raise ArchiveError(offset, f"the content of {name} has the hash {digest}", "name")
            return Record(name, kind, digest, content, offset)
    raise ArchiveError(offset, f"{name!r} is neither data nor an event")


def _timestamp(first: Record) -> int:
    try:
        value = loads(first.content, most_bytes=_HEADER_BYTES, depth=1)
    except StrictJsonError as error:
        raise ArchiveError(BLOCK + error.byte, f"the first record is not JSON: {error}") from None
    text = value.get("timestamp") if isinstance(value, dict) else None
    if not (isinstance(text, str) and text.isascii() and text.isdigit()) or int(text) > _LATEST:
        raise ArchiveError(BLOCK, "the first record has no timestamp")
    if not isinstance(value, dict) or value.get("version") != 1:
        raise ArchiveError(BLOCK, "the first record is not of version 1")
    if _first(int(text)) != first.content:
        raise ArchiveError(BLOCK, "the first record is not as it is written")
    return int(text)


def _first(timestamp: int) -> bytes:
    return dumps({"version": 1, "timestamp": str(timestamp)})


def _header(name: str, size: int, time: int) -> bytes:
    """Return a header, as `tar` wrote them before there was a standard."""
    fields = bytearray(BLOCK)
    fields[: len(name)] = name.encode()
    for at, text in ((100, "0000644"), (108, "0000000"), (116, "0000000")):
        fields[at : at + len(text)] = text.encode()
    fields[124:135] = b"%011o" % size
    fields[136:147] = b"%011o" % time
    fields[148:156] = b" " * 8
    fields[156:157] = b"0"
    fields[148:156] = b"%06o\0 " % sum(fields)
    return bytes(fields)


def _padded(name: str, content: bytes, time: int) -> bytes:
    return _header(name, len(content), time) + content + bytes(-len(content) % BLOCK)


class Writer:
    """Makes the bytes of an archive, one record after the other; who calls it appends them.

    Parameters
    ----------
    timestamp
        When the election was made. [s since 1970]
    """

    def __init__(self, timestamp: int) -> None:
        self.timestamp = timestamp
        self.parent: str | None = None
        self.height = -1

    @classmethod
    def resume(cls, timestamp: int, *, parent: str | None, height: int) -> Writer:
        """Go on behind the event of a hash and a height."""
        writer = cls(timestamp)
        writer.parent, writer.height = parent, height
        return writer

    def header(self) -> bytes:
        """Return the first record."""
        return _padded(HEADER, _first(self.timestamp), self.timestamp)

    def data(self, content: bytes) -> bytes:
        """Return a record of data."""
        return _padded(f"{sha256_hex(content)}.data.json", content, self.timestamp)

    def event(self, kind: str, payload: bytes | None = None) -> bytes:
        """Return the record of the next event.

        Parameters
        ----------
        kind
            One of `EVENTS`.
        payload
            The data it is about, which stand before it.
        """
        named = None if payload is None else sha256_hex(payload)
        content = Event(self.parent, self.height + 1, kind, named).write()
        self.parent, self.height = sha256_hex(content), self.height + 1
        return _padded(f"{self.parent}.event.json", content, self.timestamp)
