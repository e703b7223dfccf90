"""The file of an election: what is written is read, and every other byte is refused."""

from __future__ import annotations

import io
import random

import pytest

from citybricks.methods.ballot.archive import (
    BLOCK,
    ArchiveError,
    Event,
    Record,
    Writer,
    read,
    timestamp_of,
)


def small() -> bytes:
    """Return an archive of a setup and two ballots that are none."""
    writer = Writer(1795289247)
    found = writer.header()
    for kind, payload in (("Setup", b'{"a":"b"}'), ("Ballot", b'"x"'), ("Ballot", b'"y"')):
        found += writer.data(payload) + writer.event(kind, payload)
    return found + writer.event("EndBallots")


def records(raw: bytes) -> list[Record]:
    return list(read(io.BytesIO(raw)))


def test_records_are_read_as_they_were_written() -> None:
    found = records(small())
    assert timestamp_of(found[0]) == 1795289247
    assert [one.kind for one in found[1:]] == ["data", "event"] * 3 + ["event"]
    assert sum(one.length for one in found) == len(small())
    last = Event.read(found[-1].content)
    assert (last.height, last.type, last.payload) == (3, "EndBallots", None)
    assert last.parent == found[-2].hash


def test_a_writer_goes_on_where_another_stopped() -> None:
    writer = Writer(1795289247)
    start = writer.header() + writer.data(b"1") + writer.event("Setup", b"1")
    other = Writer.resume(1795289247, parent=writer.parent, height=writer.height)
    assert other.event("EndBallots") == writer.event("EndBallots")
    assert records(start)


def test_any_flipped_bit_is_refused() -> None:
    raw = small()
    chance = random.Random(5)  # noqa: S311 - a sample of bits
    for bit in chance.sample(range(8 * len(raw)), 400):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ArchiveError):
            records(bytes(flipped))


@pytest.mark.parametrize("end", [1, 511, BLOCK + 3, 2 * BLOCK + 7, 3 * BLOCK + 1])
def test_a_file_that_ends_too_early_says_where(end: int) -> None:
    with pytest.raises(ArchiveError, match="ends within") as refused:
        records(small()[:end])
    assert refused.value.offset == end


def test_another_file_is_no_archive() -> None:
    with pytest.raises(ArchiveError, match=r"not a Belenios archive: no record at b'%PDF-1\.7"):
        records(b"%PDF-1.7" + bytes(600))
    with pytest.raises(ArchiveError, match="the file is empty"):
        records(b"")


def test_a_header_of_another_time_than_its_content_is_refused() -> None:
    with pytest.raises(ArchiveError, match="header"):
        records(Writer(5).header()[:BLOCK] + Writer(6).header()[BLOCK:])


@pytest.mark.parametrize(
    "content",
    [
        b'{"height":0,"type":"Party"}',
        b'{"type":"Setup","height":0}',
        b'{"height":true,"type":"Setup"}',
        b'{"height":0,"type":"Setup","more":1}',
        b'["Setup"]',
        b'{"height":0,"type":["Setup"]}',
    ],
)
def test_what_is_no_event_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several reasons
        Event.read(content)
