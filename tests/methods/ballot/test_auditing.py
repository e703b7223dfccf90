"""Audits find a booth that changes votes, with the probability that they promise."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.ballot import auditing

risks = some.floats(0.0001, 0.5)


def test_459_changed_ballots_escape_one_percent_of_audits_with_one_percent() -> None:
    assert auditing.escape(459, 0.01) == pytest.approx(0.01, rel=0.01)
    assert auditing.found(0.01, 0.01, 10_000) == 459
    assert auditing.found(0.01, 0.01, 458) is None


def test_the_nine_votes_of_2022_would_have_taken_679_audits() -> None:
    """452 and 443 of 1,506: five ballots moved make a winner of the second."""
    assert auditing.changes(452 - 443) == 5
    assert auditing.audits(1_506, 5, 0.05) == 679


@pytest.mark.parametrize(("margin", "changed"), [(0, 1), (1, 1), (2, 1), (3, 2), (9, 5), (10, 5)])
def test_a_moved_ballot_closes_two_votes(margin: int, changed: int) -> None:
    assert auditing.changes(margin) == changed


@given(changed=some.integers(1, 10_000), risk=risks)
def test_the_part_that_is_needed_keeps_the_risk(changed: int, risk: float) -> None:
    assert auditing.escape(changed, auditing.needed(changed, risk)) == pytest.approx(risk)


@given(audited=some.floats(0.001, 0.999), risk=risks)
def test_one_changed_ballot_fewer_would_not_be_found(audited: float, risk: float) -> None:
    changed = auditing.found(audited, risk, 10**9)
    assert changed is not None
    assert auditing.escape(changed, audited) <= risk * 1.0001
    assert changed == 1 or auditing.escape(changed - 1, audited) > risk * 0.9999


def test_without_audits_nothing_is_found_and_with_all_everything_is() -> None:
    assert auditing.found(0, 0.05, 10**9) is None
    assert auditing.found(1e-300, 0.05, 10**9) is None
    assert auditing.found(1, 0.05, 10**9) == 1


def test_the_probability_is_what_happens() -> None:
    """Of 4,000 votes with 5 changed ballots, 30 % audits: none is found in 0.7⁵ = 16.8 %."""
    chance = random.Random(1)  # noqa: S311 - no secret
    unseen = sum(all(chance.random() >= 0.3 for _ in range(5)) for _ in range(4_000))
    assert unseen / 4_000 == pytest.approx(auditing.escape(5, 0.3), abs=0.02)
