"""What was decrypted is counted by the method of its question."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from citybricks.services.voting.elections.domain.questions import Question
from citybricks.services.voting.elections.domain.results import outcome
from citybricks.services.voting.elections.pages.results import told
from tests.services.voting.elections.scene import MASCOTS, RANKED

GRADES = Question(
    kind="ranked",
    question={"en": "How good?"},
    answers=[{"en": "Park"}, {"en": "Library"}],
    method="majority_judgment",
)


def test_most_votes_win() -> None:
    found = outcome(MASCOTS, [4, 7, 1], cast=12)
    assert found.numbers == (4, 7, 1)
    assert found.seats.elected == (1,)
    assert found.blank is None


def test_blank_votes_stand_first_and_are_counted_apart() -> None:
    found = outcome(replace(MASCOTS, blank=True), [2, 4, 7, 1], cast=14)
    assert (found.numbers, found.blank) == ((4, 7, 1), 2)


def test_a_tie_is_told_and_gives_no_seat() -> None:
    found = outcome(MASCOTS, [5, 5, 1], cast=11)
    assert (found.seats.elected, found.seats.tied) == ((), (0, 1))


def test_approvals_may_be_more_than_voters() -> None:
    asked = replace(MASCOTS, max=3, method="approval", seats=2)
    assert outcome(asked, [9, 8, 10], cast=10).seats.elected == (2, 0)


def test_scores_have_a_mean_and_a_median() -> None:
    asked = replace(MASCOTS, answers=[{"en": "100"}, {"en": "50"}, {"en": "0"}], method="score")
    found = outcome(asked, [2, 1, 1], cast=4)
    assert found.notes["mean"] == Fraction(125, 2)
    assert found.notes["median"] == 75
    assert told(found, "en")["mean"] == "62.5"


def test_rankings_are_counted_after_schulze_and_by_transferable_vote() -> None:
    rankings = [(1, 2, 3)] * 3 + [(3, 1, 2)] * 2
    assert outcome(RANKED, rankings, cast=5).numbers == (2, 1, 0)
    asked = replace(RANKED, method="stv", seats=2)
    found = outcome(asked, rankings, cast=5)
    assert found.numbers == (3, 2, 0)
    assert found.seats.elected == (0, 1)
    assert found.notes["quota"] == 2


def test_grades_are_told_by_the_middle_one() -> None:
    found = outcome(GRADES, [(1, 3), (2, 3), (5, 4)], cast=3)
    assert found.levels[0] == (0,)
    lines = told(found, "en")["lines"]
    assert [(line["said"], line["grade"]) for line in lines] == [
        ("Park", "Good"),
        ("Library", "Acceptable"),
    ]


def test_more_votes_than_were_cast_are_no_result() -> None:
    with pytest.raises(ValueError, match="totals"):
        outcome(MASCOTS, [4, 7, 1], cast=6)


def test_everybody_alike_is_told() -> None:
    assert told(outcome(MASCOTS, [6, 0, 0], cast=6), "en")["unanimous"]
    assert not told(outcome(MASCOTS, [5, 1, 0], cast=6), "en")["unanimous"]


@pytest.mark.parametrize("asked", [RANKED, replace(RANKED, method="stv"), GRADES])
def test_an_opened_ballot_of_another_shape_is_not_counted_and_stops_nothing(
    asked: Question,
) -> None:
    whole = tuple(range(1, len(asked.answers) + 1))
    found = outcome(asked, [whole, whole, (1,), (1, 2, 3, 4), ()], cast=5)
    assert found.invalid == 3
    assert found.seats.elected == (0,)


def test_a_tie_between_transferred_votes_leaves_the_seat_open_and_is_said() -> None:
    asked = replace(RANKED, method="stv", seats=1)
    found = outcome(asked, [(1, 2, 3), (2, 1, 3)], cast=2)
    assert found.seats.elected == ()
    assert found.seats.tied == (0, 1)
    assert (
        told(found, "en")["ties"]
        == told(found, "en")["lines"][0]["said"] + ", " + (told(found, "en")["lines"][1]["said"])
    )


def test_it_is_said_when_the_worse_of_two_middle_grades_would_elect_another() -> None:
    # the park has 1 and 3 in the middle, the library 2 and 2
    found = outcome(GRADES, [(1, 2), (3, 2)], cast=2)
    assert found.seats.elected == (0,)
    assert found.notes["worse"] == (1,)
    assert told(found, "en")["worse"] == "Library"
    assert not told(outcome(GRADES, [(1, 2), (1, 2)], cast=2), "en")["worse"]
