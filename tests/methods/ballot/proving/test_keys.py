"""A trustee's secret survives a lost file and a forgotten passphrase, and opens to nobody else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.ballot.documents import DocumentError, Proof, TrusteeKey
from citybricks.methods.ballot.groups import NAMES, by_name
from citybricks.methods.ballot.proving import words
from citybricks.methods.ballot.proving.answering import Trustee
from citybricks.methods.ballot.proving.chance import BASE58
from citybricks.methods.ballot.proving.channels import Sealed
from citybricks.methods.ballot.proving.keys import (
    KeyFileError,
    new_seed,
    opened,
    recovered,
    recovery_words,
    sealed,
    single_key,
)
from citybricks.methods.ballot.proving.member import Keys
from citybricks.methods.ballot.proving.remote import Remote
from citybricks.methods.ballot.proving.words import LANGUAGES, Language, WordsError

CHEAP = 1 << 10
"""Cost of scrypt in tests."""


def test_a_seed_has_22_characters_and_comes_once() -> None:
    seeds = {new_seed() for _ in range(50)}
    assert len(seeds) == 50
    assert all(len(seed) == 22 and set(seed) <= set(BASE58) for seed in seeds)


@given(some.integers(0, 2**128 - 1), some.sampled_from(LANGUAGES))
def test_words_give_the_same_seed_back(number: int, language: Language) -> None:
    assert words.read(" ".join(words.written(number, language))) == number


def test_a_secret_is_not_written_into_a_log() -> None:
    seed = new_seed()
    trustee, remote = Trustee(seed), Remote("https://hub.example/x/trustees/1", "the token")
    keys = Keys(12345, TrusteeKey(1, Proof(2, 3)), Sealed(4, 5, b"6"))
    logged = f"{trustee} {remote} {keys}"
    assert not any(secret in logged for secret in (seed, "the token", "12345"))


def test_words_are_those_of_bip_39() -> None:
    entropy = int("7f" * 16, 16)
    said = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    assert words.written(entropy) == said.split()
    assert words.written(0)[-1] == "about"


def test_chinese_words_can_be_written_without_spaces_and_english_ones_in_capitals() -> None:
    seed = new_seed()
    assert recovered("".join(recovery_words(seed, "zh"))) == seed
    assert recovered("  ".join(recovery_words(seed, "en")).upper()) == seed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "0 words, there should be 12"),
        ("legal winner", "2 words"),
        ("legal " * 11 + "legale", "word 12, 'legale', is not in the list"),
        ("winner legal thank year wave sausage worth useful legal winner thank yellow", "swapped"),
        ("的" * 12, "do not belong together"),
    ],
)
def test_words_that_no_seed_was_written_in_are_refused(text: str, reason: str) -> None:
    with pytest.raises(WordsError, match=reason) as refused:
        recovered(text)
    assert refused.value.zh


def test_a_sealed_file_opens_with_its_passphrase_only() -> None:
    seed = new_seed()
    raw = sealed(seed, "correct horse 电池", "受托人 2", cost=CHEAP)
    assert opened(raw, "correct horse 电池") == seed
    assert seed.encode() not in raw
    for wrong in ("correct horse", "", "Correct horse 电池"):
        with pytest.raises(KeyFileError, match="passphrase is wrong"):
            opened(raw, wrong)


@given(some.data())
def test_a_sealed_file_of_which_anything_was_changed_does_not_open(data: some.DataObject) -> None:
    raw = sealed("1" * 22, "p", "note", cost=4)
    at = data.draw(some.integers(0, len(raw) * 8 - 1))
    changed = bytearray(raw)
    changed[at // 8] ^= 1 << at % 8
    with pytest.raises((KeyFileError, DocumentError)):
        opened(bytes(changed), "p")


def test_a_file_that_would_take_all_memory_is_refused() -> None:
    value = json.loads(sealed("1" * 22, "p", "", cost=4))
    value["scrypt"]["n"] = 1 << 40
    raw = json.dumps(value, separators=(",", ":")).encode()
    with pytest.raises(DocumentError, match="not a cost that is used here"):
        opened(raw, "p")


@pytest.mark.parametrize("name", NAMES)
def test_a_single_key_follows_from_the_seed_and_the_group(name: str) -> None:
    group = by_name(name)
    assert single_key(group, "a" * 22) == single_key(group, "a" * 22) < group.order
    assert single_key(group, "a" * 22) != single_key(group, "b" * 22)
    assert single_key(group, "a" * 22).bit_length() > group.order.bit_length() - 64
