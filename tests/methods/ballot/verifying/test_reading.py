"""Files that are no archive, or not the whole of one, and files in which a bit is another."""

from __future__ import annotations

import io
import json
import os
import random
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter
from citybricks.methods.ballot.verifying import verify
from citybricks.methods.ballot.verifying.cache import Cache
from tests.methods.ballot.verifying.boards import PARK, RANKED, board, made, verified

FLIPS = 60
MANY = 2_000


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + bytes(600), "not a Belenios archive"),
        (b"%PDF-1.7 " + b"x" * 2000, "not a Belenios archive"),
        (json.dumps({"election": 1}).encode() * 100, "not a Belenios archive"),
        (b"BELENIOS" + bytes(100), "ends within"),
    ],
)
def test_another_file_is_refused_in_two_languages(raw: bytes, said: str) -> None:
    report = verified(raw)
    row = report.row("A1")
    assert (report.verdict, row.status) == ("failed", "fail")
    assert said in row.en
    assert "字节" in row.zh
    assert report.result is None


def test_a_file_that_breaks_off_is_refused_with_the_byte() -> None:
    raw = made("counted")[0]
    for length in (1, 511, 512, 700, len(raw) // 2 + 7, len(raw) - 1):
        report = verified(raw[:length])
        assert report.verdict == "failed"
        assert "A1" in report.failed
        assert report.row("A1").evidence["byte"] <= length


def test_a_file_that_breaks_off_between_events_is_only_incomplete() -> None:
    whole = board("counted")
    for count in range(1, len(whole.steps)):
        part = board("counted")
        part.steps = part.steps[:count]
        report = verified(part.write())
        assert (report.verdict, report.failed) == ("incomplete", ())
        assert report.result is None


def test_a_file_that_ends_before_its_event_is_refused() -> None:
    part = board("counted")
    last = part.steps.pop()
    raw = part.write()
    whole = made("counted")[0]
    assert last.kind == "Result"
    report = verified(whole[: len(raw) + 1024])
    assert (report.verdict, "A4" in report.failed) == ("failed", True)


def test_blocks_behind_the_last_record_are_refused() -> None:
    for tail in (bytes(512), bytes(1024), b"\n"):
        assert verified(made("counted")[0] + tail).failed == ("A1",)


@pytest.mark.parametrize("at", [100, 108, 116, 136, 148, 156, 257, 345])
def test_a_header_has_no_room_for_anything(at: int) -> None:
    """Rights, owner, time, checksum and names that other kinds of tar have are as they must be."""
    raw = bytearray(made("counted")[0])
    raw[1024 + at : 1024 + at + 1] = b"7" if raw[1024 + at] != ord("7") else b"6"
    assert verified(bytes(raw)).failed == ("A1",)


@settings(max_examples=FLIPS, deadline=None)
@given(some.data())
def test_a_flipped_bit_anywhere_is_refused(data: some.DataObject) -> None:
    raw = bytearray(made("counted")[0])
    at = data.draw(some.integers(0, len(raw) * 8 - 1))
    raw[at // 8] ^= 1 << at % 8
    report = verified(bytes(raw))
    assert report.verdict == "failed"
    assert {"A1", "A2"} & set(report.failed)


@settings(max_examples=FLIPS, deadline=None)
@given(some.binary(max_size=2000))
def test_no_bytes_make_the_verifier_stumble(noise: bytes) -> None:
    assert verified(noise).verdict == "failed"
    raw = made("counted")[0]
    assert verified(raw[:1024] + noise).verdict == "failed" or not noise


def test_a_stream_that_cannot_go_back_is_read_as_well() -> None:
    raw = made("counted")[0]
    out, into = os.pipe()
    with os.fdopen(into, "wb") as writer, os.fdopen(out, "rb") as reader:
        # what fits into a pipe; the archive is larger, so it is written beside the reading
        import threading

        def write() -> None:
            writer.write(raw)
            writer.close()

        thread = threading.Thread(target=write)
        thread.start()
        report = verify(reader)
        thread.join()
    assert report.verdict == "ok"
    assert report.counts["revotes"] == 1


class _Flipped(io.RawIOBase):
    """A file in which one bit is another; the file itself is left alone."""

    def __init__(self, raw: memoryview, bit: int) -> None:
        self._raw, self._bit, self._at = raw, bit, 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        assert whence == 0
        self._at = offset
        return offset

    def read(self, size: int = -1) -> bytes:
        found = bytearray(self._raw[self._at : self._at + size])
        where = self._bit // 8 - self._at
        if 0 <= where < len(found):
            found[where] ^= 1 << self._bit % 8
        self._at += len(found)
        return bytes(found)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["a thousand ballots", "ranked"])
def test_two_thousand_flipped_bits_are_all_refused(kind: str, tmp_path: object) -> None:
    """Half of them in each archive; what passed before is known, so each is read quickly."""
    chance = random.Random(20261122)  # noqa: S311 - which bits, the same each time
    stream = io.BytesIO()
    if kind == "ranked":
        voters = [Voter([[chance.sample([1, 2, 3], 3)]]) for _ in range(40)]
        Made(Plan([RANKED], voters, trustees=(1, 1), group="RFC-3526-2048")).write(stream)
    else:
        voters = [Voter([[[1, 0, 0]]]) for _ in range(1_000)]
        Made(Plan([PARK], voters, trustees=(1,))).write(stream)
    raw = stream.getvalue()
    cache = Cache(f"{tmp_path}/cache.sqlite")
    assert verified(raw, cache=cache).verdict == "ok"
    passed = []
    for _ in range(MANY // 2):
        bit = chance.randrange(len(raw) * 8)
        flipped: BinaryIO = _Flipped(memoryview(raw), bit)  # type: ignore[assignment]
        if verify(flipped, cache=cache).verdict != "failed":
            passed.append(bit)
    assert passed == []
