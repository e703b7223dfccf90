"""Canonical JSON: one way to write a value, and no other is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.ballot.strict_json import Json, StrictJsonError, dumps, loads

VALUES = some.recursive(
    some.none() | some.booleans() | some.integers(-(10**14), 10**14) | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner),
    max_leaves=12,
)


@given(VALUES)
def test_what_was_written_is_read(value: Json) -> None:
    assert loads(dumps(value), depth=40) == value


@given(some.binary(max_size=60))
def test_bytes_are_read_in_their_one_form_or_refused(raw: bytes) -> None:
    try:
        value = loads(raw)
    except StrictJsonError:
        return
    assert dumps(value) == raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"a":1,"a":2}', "twice"),
        (b'{"a": 1}', "canonical"),
        (b"[1.0]", "not an integer"),
        (b"[1e3]", "not an integer"),
        (b"[NaN]", "not an integer"),
        (b"[01]", "not JSON"),
        (b"[-0]", "canonical"),
        (b'["\\u0041"]', "canonical"),
        (b'["\\/"]', "canonical"),
        (b'["\\ud800"]', "UTF-8"),
        (b"\xef\xbb\xbf[]", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[" * 5000, "nested deeper"),
        (b'{"a":' * 5000, "nested deeper"),
        (b"[" + b"9" * 5000 + b"]", "5000 digits"),
        (b'"' + b"x" * (1 << 20) + b'"', "longer than"),
        (b"", "not JSON"),
        (b"[1]\n", "canonical"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(StrictJsonError, match=reason):
        loads(raw)


def test_a_sign_is_no_digit() -> None:
    assert loads(b"-999999999999999") == -999_999_999_999_999
    with pytest.raises(StrictJsonError, match="16 digits"):
        loads(b"-1000000000000000")


def test_brackets_in_text_do_not_nest() -> None:
    assert loads(b'["' + b"[" * 50 + b'\\""]') == ["[" * 50 + '"']


def test_the_byte_is_named() -> None:
    with pytest.raises(StrictJsonError) as refused:
        loads('["投票", 1]'.encode())
    assert refused.value.byte == 10
