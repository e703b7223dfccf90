"""What is true of a count, whatever the ballots are, and of those whose result is known."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.ballot_count.brick import Count, ballot_count
from citybricks.kernel.translation import translator
from citybricks.types.files import File
from citybricks.views import page_of

EXAMPLE = json.loads((ballot_count.folder / "example.json").read_text("utf-8"))["inputs"]

ORDERS = {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}
"""Where Tennessee's capital should be: Memphis, Nashville, Chattanooga or Knoxville."""
METHODS = ("plurality", "approval", "mean score", "median score", "majority judgment", "Schulze")


def count(ballots: Any, **rules: Any) -> Count:
    return ballot_count.run({"ballots": ballots, **rules})


def ranked(orders: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"votes": many, **{name: at for at, name in enumerate(order, 1)}}
        for order, many in orders.items()
    ]


def ranking(outcome: Count) -> list[str]:
    return outcome.ranking.frame["choice"].tolist()


def refused(ballots: Any, **rules: Any) -> BrickError:
    with pytest.raises(BrickError) as caught:
        count(ballots, **rules)
    return caught.value


def test_tsukubas_vote_of_2022_is_counted_as_it_was_announced() -> None:
    outcome = ballot_count.run(EXAMPLE)
    assert outcome.ranking.frame["votes"].tolist() == [452, 443, 418, 193]
    assert outcome.elected == ["Captain Fukkun フックン船長"]
    assert outcome.ballots == 1_506
    assert outcome.turnout
    assert outcome.turnout.value == pytest.approx(100 * 1_506 / 14_000)
    shares = [30.01, 29.41, 27.75, 12.81]  # cut off by the city after two decimals
    assert outcome.ranking.frame["share"].tolist() == pytest.approx(shares, abs=0.01)


@pytest.mark.parametrize(
    ("method", "winner"), [("Schulze", "N"), ("single transferable vote", "K")]
)
def test_methods_differ_on_the_same_ballots(method: str, winner: str) -> None:
    assert count(ranked(ORDERS), method=method).elected == [winner]


def test_duels_are_those_of_the_pairwise_matrix() -> None:
    outcome = count(ranked(ORDERS), method="Schulze")
    duels = outcome.duels.frame.set_index(["choice", "against"])
    assert duels.loc[("N", "M"), "votes"] == 58
    assert duels.loc[("M", "N"), "opposed"] == 58
    assert (duels["votes"] + duels["opposed"] == 100).all()
    assert outcome.ranking.frame["duels"].tolist() == [3, 2, 1, 0]


def test_rounds_tell_how_seats_came_about() -> None:
    orders = {"O": 4, "PO": 2, "CS": 8, "CW": 4, "S": 1, "W": 1}
    outcome = count(ranked(orders), method="single transferable vote", seats=3)
    assert outcome.elected == ["C", "O", "S"]
    assert outcome.quota == 6
    second = outcome.rounds.frame.query("round == 2").set_index("choice")["votes"]
    assert second.to_dict() == {"O": 4, "P": 2, "S": 5, "W": 3}


def test_a_tie_leaves_the_seat_open_and_is_told() -> None:
    outcome = count([{"A": 1}, {"B": 1}])
    assert outcome.elected == []
    assert outcome.tied == ["A", "B"]
    assert outcome.vacant == 1
    (tie,) = outcome.ties.frame[["about", "choices", "decided"]].to_dict("records")
    assert tie == {"about": "a seat", "choices": "A = B", "decided": "left open"}


def test_a_tie_is_decided_as_the_rules_say_and_still_told() -> None:
    ballots = [{"A": 1}, {"B": 1}]
    assert count(ballots, ties="as listed", choices=["B", "A"]).elected == ["B"]
    lots = {lot: count(ballots, ties="by lot", lot=lot).elected for lot in ("1", "2", "3", "4")}
    assert {name for names in lots.values() for name in names} == {"A", "B"}
    assert lots["1"] == count(ballots[::-1], ties="by lot", lot="1").elected
    told = count(ballots, ties="by lot", lot="1").ties.frame
    assert told["decided"].tolist() == ["by lot"]


def test_a_tie_that_changes_no_seat_leaves_none_open() -> None:
    orders = {"A": 5, "B": 1, "C": 1}
    outcome = count(ranked(orders), method="single transferable vote", seats=1)
    assert outcome.elected == ["A"]
    assert not len(outcome.ties)
    two = count(
        ranked({"AB": 3, "BA": 3, "C": 1, "D": 1}), method="single transferable vote", seats=2
    )
    assert two.ties.frame["decided"].unique().tolist() == ["makes no difference"]
    assert sorted(two.elected) == ["A", "B"]


def test_whose_election_hangs_on_the_middle_grade_is_told() -> None:
    ballots = [{"A": 1, "B": 2}, {"A": 3, "B": 2}]
    outcome = count(ballots, method="majority judgment", grades=["good", "fair", "poor"])
    assert outcome.elected == ["A"]
    assert outcome.otherwise == ["B"]
    assert count(ballots, method="majority judgment", middle="worse").elected == ["B"]


def test_ballots_against_the_rules_are_named_by_their_row() -> None:
    ballots = [{"A": 1}, {"A": 1, "B": 1, "votes": 3}, {"B": 2}, {}]
    outcome = count(ballots)
    assert (outcome.ballots, outcome.blank, outcome.not_counted) == (1, 1, 4)
    assert outcome.invalid.frame.to_dict("records") == [
        {"row": 2, "votes": 3, "because": "marks several choices"},
        {"row": 3, "votes": 1, "because": "has marks other than 0 and 1"},
    ]


def test_points_give_mean_and_median() -> None:
    ballots = [{"votes": 3, "A": 10, "B": 0}, {"A": 0}]
    outcome = count(ballots, method="mean score", most=10)
    assert outcome.ranking.frame[["choice", "mean", "median"]].to_numpy().tolist() == [
        ["A", 7.5, 10],
        ["B", 0, 0],
    ]


@given(
    rows=some.lists(
        some.fixed_dictionaries({name: some.integers(0, 3) for name in "ABC"}),
        min_size=1,
        max_size=8,
    ),
    method=some.sampled_from([*METHODS, "single transferable vote"]),
    seats=some.integers(1, 4),
)
def test_every_ballot_is_counted_blank_or_named_and_every_seat_given_or_vacant(
    rows: list[dict[str, int]], method: str, seats: int
) -> None:
    outcome = count(rows, method=method, seats=seats)
    assert outcome.ballots + outcome.blank + outcome.not_counted == len(rows)
    assert outcome.invalid.frame["votes"].sum() == outcome.not_counted
    assert len(outcome.elected) + outcome.vacant == seats
    assert (
        not outcome.vacant or seats > 3 or outcome.tied or not outcome.ballots or "vote" in method
    )
    assert sorted(ranking(outcome)) == ["A", "B", "C"]
    assert outcome == count(rows[::-1], method=method, seats=seats) or outcome.not_counted


def test_the_result_of_an_archive_is_read_as_it_is() -> None:
    totals = File.named("result.json", json.dumps({"result": [[12, 30, 30, 5]]}).encode())
    outcome = ballot_count.run({"ballots": totals, "choices": ["Park", "Bridge", "School", "Pool"]})
    assert ranking(outcome) == ["Bridge", "School", "Park", "Pool"]
    assert outcome.tied == ["Bridge", "School"]
    assert outcome.ballots == 77


def test_a_blank_choice_of_an_archive_is_no_choice() -> None:
    document = {"result": [[4, 12, 30]]}
    outcome = count(document, choices=["Yes", "No"], eligible=100)
    assert ranking(outcome) == ["No", "Yes"]
    assert (outcome.ballots, outcome.blank) == (42, 4)
    assert outcome.turnout
    assert outcome.turnout.value == 46


def test_rankings_of_an_archive_are_counted_by_question() -> None:
    document = {"result": [[3, 4], [[1, 2, 3], [2, 1, 3], [1, 3, 2]]]}
    outcome = count(document, question=2, method="Schulze", choices=["A", "B", "C"])
    assert ranking(outcome) == ["A", "B", "C"]
    assert count(document).elected == ["2"]


def test_marks_that_are_choices_of_an_archive_are_points() -> None:
    """Eleven answers from 0 to 100, as Tsukuba asked in 2024; one mark on each ballot."""
    marks = [str(points) for points in range(0, 101, 10)]
    document = {"result": [[2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4]]}  # 2 blank, then 0, 10, …, 100
    outcome = count(document, method="mean score", choices=marks, eligible=20)
    assert outcome.ranking.frame[["choice", "mean", "median"]].to_numpy().tolist() == [
        ["0–100", 61.25, 95]
    ]
    assert (outcome.ballots, outcome.blank) == (8, 2)
    assert outcome.turnout
    assert outcome.turnout.value == 50


def test_totals_of_approvals_tell_nothing_of_shares_and_turnout() -> None:
    outcome = count({"result": [[12, 30]]}, method="approval", eligible=50)
    assert outcome.turnout is None
    assert outcome.ranking.frame["share"].isna().all()


def test_a_choice_that_nobody_marks_is_last_when_it_is_named() -> None:
    outcome = count([{"A": 1, "B": None}], choices=["B", "A"])
    assert outcome.ranking.frame["votes"].tolist() == [1, 0]


def test_what_cannot_be_counted_is_refused_by_name() -> None:
    ballots = [{"A": 1}, {"B": 1}]
    assert "no ballots for question 3" in str(refused(ballots, question=3))
    assert "have a column B" in str(refused(ballots, choices=["A"]))
    assert "A is named twice" in str(refused(ballots, choices=["A", "B", "A"]))
    assert refused([{"A": 1, "note": "x"}]).input == "ballots.0.note"
    assert "or empty, not 0.5" in str(refused([{"A": 0.5}]))
    assert refused([{"votes": 3}]).input == "ballots"
    assert refused(ballots, ties="by lot").input == "lot"
    assert refused(ballots, least=5, most=5).input == "most"
    assert "2 ballots were cast, more than the 1 people" in str(refused(ballots, eligible=1))
    assert refused({"result": [[1, 2]]}, method="Schulze").input == "method"
    assert refused([{"votes": 2, "totals": True, "A": 1}, {"A": 1}]).input == "ballots.1"
    with pytest.raises(ValidationError, match="must be a table"):
        count({"result": 5})


def test_too_many_ties_are_refused_and_not_guessed() -> None:
    ballots = [{f"{at:02}": 1} for at in range(18)]
    assert refused(ballots, method="single transferable vote", seats=9).input == "ties"
    listed = count(ballots, method="single transferable vote", seats=9, ties="as listed")
    assert len(listed.elected) == 9


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("method", [*METHODS, "single transferable vote"])
def test_every_method_has_a_page(method: str, language: str) -> None:
    ballots = [{"votes": 3, "A": 1, "B": 0}, {"A": 2, "B": 1}, {"A": 1, "B": 1}]
    words = translator(language, *ballot_count.texts)
    page = page_of(ballot_count, count(ballots, method=method)).html(words, language)
    assert words("Ranking") in page


def test_a_csv_in_gb18030_is_read() -> None:
    text = "votes,公园,桥\n3,1,\n2,,1\n"
    outcome = ballot_count.run({"ballots": File.named("ballots.csv", text.encode("gb18030"))})
    assert outcome.elected == ["公园"]
    assert pd.api.types.is_float_dtype(outcome.ranking.frame["votes"])
