"""Tallies add up to what voters chose, with as many trustees as are needed and no fewer."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.documents import (
    EncryptedTally,
    HomomorphicQuestion,
    PartialDecryption,
    Sized,
)
from citybricks.methods.ballot.groups import NAMES, by_name
from citybricks.methods.ballot.proving.assembling import Made, Plan, Threshold, Voter
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.proving.decrypting import is_right, share
from citybricks.methods.ballot.proving.logarithm import CountError, Logarithm
from citybricks.methods.ballot.proving.tallying import TallyError, Urn, decrypt
from tests.methods.ballot.proving.elections import PARK, tool


class Closed:
    """An election whose ballots are in: 3 of 5 trustees decrypt it, and a single one."""

    def __init__(self) -> None:
        voters = [Voter([[[1, 0, 0]]]), Voter([[[0, 0, 1]]], weight=4), Voter()]
        plan = Plan([PARK], voters, "Ed25519", trustees=(Threshold(5, 3), 1))
        self.made = Made(plan)
        urn = Urn(self.made.setting, self.made.listed())
        for one in self.made.ballots():
            urn.put(one)
        self.tally: EncryptedTally = urn.tally()
        self.sized: Sized = urn.sized(self.tally)
        keys = self.made.private_keys
        self.shares = {
            owner: share(self.made.setting, self.tally, key) for owner, key in keys.items()
        }

    def decrypted(self, shares: dict[int, PartialDecryption]) -> tuple[object, tuple[int, ...]]:
        """Return the counts and whose shares were wrong."""
        made = self.made
        found = decrypt(made.setting, made.trustees, self.sized, self.tally, shares)
        return found.result.result, found.wrong

    def without(self, *owners: int) -> dict[int, PartialDecryption]:
        """Return all shares but those of some."""
        return {owner: one for owner, one in self.shares.items() if owner not in owners}


@pytest.fixture(scope="module")
def closed() -> Closed:
    return Closed()


COUNTS = ((1, 0, 4),)


def test_two_of_five_keys_can_be_lost(closed: Closed) -> None:
    assert closed.decrypted(closed.shares) == (COUNTS, ())
    for lost in ((1, 2), (2, 5), (4, 5)):
        assert closed.decrypted(closed.without(*lost)) == (COUNTS, ())


def test_one_share_fewer_than_needed_opens_nothing(closed: Closed) -> None:
    with pytest.raises(TallyError, match=r"2 right shares of 3 .* 1 to 5; missing: 1, 3, 4"):
        closed.decrypted(closed.without(1, 3, 4))


def test_a_single_trustee_cannot_be_done_without(closed: Closed) -> None:
    with pytest.raises(TallyError, match=r"0 right shares of 1 .* trustees 6; missing: 6"):
        closed.decrypted(closed.without(6))


def test_a_wrong_share_is_named_and_not_used(closed: Closed) -> None:
    given = dict(closed.shares)
    given[1] = closed.shares[2]
    assert closed.decrypted(given) == (COUNTS, (1,))
    given[3], given[4] = closed.shares[5], closed.shares[5]
    with pytest.raises(TallyError, match="wrong: 1, 3, 4"):
        closed.decrypted(given)


def test_a_share_of_nobody_is_named(closed: Closed) -> None:
    assert closed.decrypted({**closed.shares, 7: closed.shares[1]}) == (COUNTS, (7,))


def test_a_share_with_a_factor_more_or_less_is_wrong(closed: Closed) -> None:
    right, made = closed.shares[6], closed.made
    key = made.trustees.keys[5].public_key
    assert is_right(made.setting, closed.tally, key, right)
    (factors,), (proofs,) = right.decryption_factors, right.decryption_proofs
    for wrong in (
        replace(right, decryption_factors=(factors[:-1],)),
        replace(right, decryption_proofs=(proofs[:-1],)),
        replace(right, decryption_factors=(factors[::-1],)),
        replace(right, decryption_factors=((made.group.identity, *factors[1:]),)),
    ):
        assert not is_right(made.setting, closed.tally, key, wrong)


def test_a_ballot_of_a_stranger_is_not_taken(closed: Closed) -> None:
    other = Made(replace(closed.made.plan, voters=[Voter([[[1, 0, 0]]])]))
    (foreign,) = other.ballots()
    with pytest.raises(TallyError, match="not on the board"):
        Urn(closed.made.setting, closed.made.listed()).put(foreign)


@pytest.mark.parametrize("name", NAMES)
def test_counts_are_found_up_to_the_weight_of_all(name: str) -> None:
    group = by_name(name)
    for most in (0, 1, 7, 1000):
        found = Logarithm(group, most)
        for count in {0, 1, most // 2, most} & set(range(most + 1)):
            assert found.of(group.generator_power(count)) == count
    with pytest.raises(CountError, match="more than 7"):
        Logarithm(group, 7).of(group.generator_power(50))


def test_a_share_that_belenios_tool_makes_with_a_key_of_ours_is_right(tmp_path: Path) -> None:
    made = Made(Plan([PARK], [Voter([[[0, 1, 0]]])], trustees=(1,)))
    archive = b"".join(made.polled(Writer(made.plan.timestamp)))
    (tmp_path / f"{made.uuid}.bel").write_bytes(archive)
    private = tmp_path / "1.privkey"
    private.write_text(json.dumps(str(made.private_keys[1])))
    asked = ("--privkey", private, "--trustee-id", "1", "--dir", tmp_path)
    command = (tool(), "election", "decrypt", *asked)
    raw, _owned = subprocess.run(command, capture_output=True, check=True).stdout.split()
    theirs = PartialDecryption.parse(raw, made.group)
    found = decrypt(made.setting, made.trustees, made.sized, made.tally, {1: theirs})
    assert (found.result.result, found.wrong) == (((0, 1, 0),), ())


MARKS = some.sampled_from([[0, 1, 0], [0, 0, 1], [0, 1, 1], [1, 0, 0]])
VOTERS = some.lists(
    some.tuples(some.lists(MARKS, max_size=2), some.integers(1, 5)), min_size=1, max_size=5
)


@settings(max_examples=12, deadline=None)
@given(VOTERS)
def test_the_result_is_what_counting_in_clear_gives(
    voters: list[tuple[list[list[int]], int]],
) -> None:
    question = HomomorphicQuestion("?", ("A", "B"), 1, 2, blank=True)
    plan = Plan(
        [question],
        [Voter([[marks] for marks in ballots], weight) for ballots, weight in voters],
        "Ed25519",
        trustees=(Threshold(3, 2),),
        absent=frozenset({1}),
    )
    made = Made(plan)
    assert all(made.records())
    last = [(ballots[-1], weight) for ballots, weight in voters if ballots]
    counted = [sum(marks[at] * weight for marks, weight in last) for at in range(3)]
    assert made.result.result == (tuple(counted),)


def test_the_last_ballot_of_a_credential_counts() -> None:
    made = Made(Plan([PARK], [Voter()], "Ed25519", trustees=(1,)))
    urn = Urn(made.setting, made.listed())
    for marks in ([1, 0, 0], [0, 1, 0], [0, 0, 1]):
        urn.put(ballot(made.setting, made.credentials[0], [marks]))
    tally = urn.tally()
    shares = {1: share(made.setting, tally, made.private_keys[1])}
    found = decrypt(made.setting, made.trustees, urn.sized(tally), tally, shares)
    assert found.result.result == ((0, 0, 1),)
    assert (urn.count, urn.weight) == (1, 1)
