"""Credentials are hard to guess, easy to check, and lead nowhere from the public list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.chance import BASE58
from citybricks.methods.ballot.proving.credentials import (
    CredentialError,
    exponent,
    long_credential,
    public_list,
    public_part,
    short_credential,
)

GROUP = by_name("Ed25519")


def test_a_long_credential_has_22_characters_and_a_short_one_15() -> None:
    assert [len(part) for part in long_credential().split("-")] == [5, 6, 5, 6]
    assert [len(part) for part in short_credential().split("-")] == [3, 3, 3, 3, 3]
    assert len({long_credential() for _ in range(50)}) == 50


def test_the_same_credential_is_another_in_another_election() -> None:
    for credential in (long_credential(), short_credential()):
        assert exponent(GROUP, "one", credential) != exponent(GROUP, "other", credential)


@given(some.integers(0, 14), some.sampled_from(BASE58))
def test_a_short_credential_with_one_wrong_character_is_refused(place: int, other: str) -> None:
    typed = list("kP8ipZK5Lgc7659")
    if typed[place] == other:
        return
    typed[place] = other
    mistyped = "-".join("".join(typed[at : at + 3]) for at in range(0, 15, 3))
    with pytest.raises(CredentialError, match="a typing error"):
        exponent(GROUP, "uuid", mistyped)


@pytest.mark.parametrize("typed", ["", "abc", "kP8-ipZ-K5L-gc7", "x" * 22, "kP8-ipZ-K5L-gc7-65９"])
def test_what_is_no_credential_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(CredentialError) as refused:
        exponent(GROUP, "uuid", typed)
    assert not typed or typed not in str(refused.value)


def test_a_character_that_is_left_out_of_credentials_is_named() -> None:
    with pytest.raises(CredentialError, match="'O' is in no credential: 0, O, I and l"):
        exponent(GROUP, "uuid", "OOO-ipZ-K5L-gc7-659")


def test_the_public_list_is_sorted_whoever_comes_first() -> None:
    parts = [(public_part(GROUP, "uuid", long_credential()), 1) for _ in range(20)]
    assert public_list(GROUP, parts) == public_list(GROUP, reversed(parts))
    assert public_list(GROUP, parts) != [GROUP.write(part) for part, _ in parts]


def test_weights_are_written_for_all_or_for_none() -> None:
    parts = [public_part(GROUP, "uuid", long_credential()) for _ in range(3)]
    assert not any("," in row for row in public_list(GROUP, [(part, 1) for part in parts]))
    weighed = public_list(GROUP, zip(parts, (1, 2, 1), strict=True))
    assert sorted(row.split(",")[1] for row in weighed) == ["1", "1", "2"]


def test_a_credential_that_is_listed_twice_or_weighs_nothing_is_refused() -> None:
    part = public_part(GROUP, "uuid", long_credential())
    with pytest.raises(ValueError, match="is given twice"):
        public_list(GROUP, [(part, 1), (part, 1)])
    with pytest.raises(ValueError, match="at least 1"):
        public_list(GROUP, [(part, 0)])
