"""A pseudonym is of one pupil, one city and one school year, and tells none of them."""

from __future__ import annotations

import hmac
import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.privacy.pseudonyms import (
    ALPHABET,
    LENGTH,
    normalised,
    pseudonym,
    year_key,
)

SECRET = bytes(range(32))
KEY = year_key(SECRET, "tsukuba", 2026)
NUMBERS = some.text(string.ascii_letters + string.digits, min_size=1, max_size=30)


def test_the_key_of_a_year_is_by_rfc_5869() -> None:
    info = b"".join(
        len(part).to_bytes(4) + part
        for part in (b"citybricks pupil pseudonym", b"tsukuba", b"2026")
    )
    extracted = hmac.digest(bytes(32), SECRET, "sha256")
    assert hmac.digest(extracted, info + b"\x01", "sha256") == KEY


def test_each_city_and_each_year_has_another_key() -> None:
    keys = {year_key(SECRET, city, year) for city in ("tsukuba", "izumo") for year in (2026, 2027)}
    keys.add(year_key(SECRET[::-1], "tsukuba", 2026))
    assert len(keys) == 5


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes, this one has 31"):
        year_key(SECRET[:31], "tsukuba", 2026)


@pytest.mark.parametrize(
    "typed", ["1-A 0012", " 1a0012", "１－Ａ　００１２", "1ａ-00\u200b12", "1—A—0012\n", "1.a/0012"]
)
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert normalised(typed) == "1A0012"
    assert pseudonym(KEY, typed) == pseudonym(KEY, "1A0012")


@pytest.mark.parametrize(("one", "other"), [("1-12", "11-2"), ("1 12", "112"), ("A-BC", "AB-C")])
def test_numbers_that_only_a_gap_tells_apart_stay_apart(one: str, other: str) -> None:
    assert pseudonym(KEY, one) != pseudonym(KEY, other)


def test_all_gaps_are_one_gap() -> None:
    assert {normalised(typed) for typed in ("1-12", "1 – 12", "１．１２", "-1/12 ")} == {"1-12"}


def test_a_zero_at_the_start_is_part_of_a_number() -> None:
    assert pseudonym(KEY, "012") != pseudonym(KEY, "12")


@pytest.mark.parametrize("typed", ["", "  ", "--", "\u200b", "\x00"])
def test_a_number_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="needs a letter or a digit"):
        pseudonym(KEY, typed)


def test_a_number_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 64 characters, not 65"):
        pseudonym(KEY, "1" * 65)


@given(number=NUMBERS)
def test_a_pseudonym_is_crockfords_base_32_of_the_first_bits(number: str) -> None:
    found = pseudonym(KEY, number)
    assert len(found) == LENGTH
    assert set(found) <= set(ALPHABET)
    value = 0
    for sign in found:
        value = 32 * value + ALPHABET.index(sign)
    data = b"".join(
        len(part).to_bytes(4) + part for part in (b"pupil", b"", number.upper().encode())
    )
    digest = hmac.digest(KEY, data, "sha256")
    assert value == int(bin(int.from_bytes(digest) | 1 << 256)[3 : 3 + 130], 2)


@given(numbers=some.sets(NUMBERS.map(normalised), min_size=2, max_size=20))
def test_two_pupils_never_share_one(numbers: set[str]) -> None:
    assert len({pseudonym(KEY, number) for number in numbers}) == len(numbers)


def test_the_same_number_at_two_schools_is_two_pupils() -> None:
    found = {pseudonym(KEY, "12", school) for school in ("", "A", "B")}
    assert len(found) == 3
    assert pseudonym(KEY, "B12", "A") != pseudonym(KEY, "2", "AB1")


@given(some.text(max_size=40))
def test_normalising_twice_is_normalising_once(typed: str) -> None:
    try:
        once = normalised(typed)
    except ValueError:
        return
    assert normalised(once) == once
