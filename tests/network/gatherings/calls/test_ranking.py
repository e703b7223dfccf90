"""Marks are made comparable: a strict reviewer does no harm, and disagreement is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.network.gatherings.calls.domain.ranking import Rank, ranked, weighed

MARK = st.integers(1, 5).map(float)
MARKS = st.dictionaries(
    st.sampled_from("abcd"),
    st.dictionaries(st.sampled_from("pqrstu"), MARK, min_size=1),
    min_size=1,
)


def normalised(ranks: list[Rank[str]]) -> dict[str, float]:
    """Return the normalised mark of each proposal."""
    return {one.proposal: one.normalised for one in ranks}


@settings(max_examples=100, deadline=None)
@given(MARKS, st.sampled_from("abcd"), st.integers(-3, 3))
def test_how_strict_a_reviewer_is_changes_nothing(
    marks: dict[str, dict[str, float]], who: str, by: int
) -> None:
    moved = {
        name: {one: mark + by * (name == who) for one, mark in given_marks.items()}
        for name, given_marks in marks.items()
    }
    assert normalised(ranked(moved)) == pytest.approx(normalised(ranked(marks)), abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(MARKS, st.integers(2, 9))
def test_the_scale_of_all_marks_changes_nothing(
    marks: dict[str, dict[str, float]], times: int
) -> None:
    scaled = {
        name: {one: mark * times for one, mark in given_marks.items()}
        for name, given_marks in marks.items()
    }
    assert normalised(ranked(scaled)) == pytest.approx(normalised(ranked(marks)), abs=1e-6)


@given(st.dictionaries(st.sampled_from("pqrstu"), MARK, min_size=1))
def test_of_one_reviewer_the_order_is_theirs(marks: dict[str, float]) -> None:
    ranks = ranked({"a": marks})
    assert [marks[one.proposal] for one in ranks] == sorted(marks.values(), reverse=True)
    assert {one.proposal for one in ranks} == set(marks)


def test_a_strict_and_a_kind_reviewer_are_comparable() -> None:
    strict, kind = {"p": 2.0, "q": 1.0, "r": 1.5}, {"s": 5.0, "t": 4.0, "u": 4.5}
    ranks = {one.proposal: one.place for one in ranked({"strict": strict, "kind": kind})}
    assert ranks["s"] < ranks["p"] < ranks["u"] < ranks["r"] < ranks["t"] < ranks["q"]


def test_disagreement_is_shown() -> None:
    ranks = {one.proposal: one for one in ranked({"a": {"p": 5, "q": 3}, "b": {"p": 1, "q": 3}})}
    assert ranks["p"].spread == 4
    assert ranks["p"].is_disputed
    assert not ranks["q"].is_disputed


def test_a_mark_is_weighed_over_criteria_once_all_are_there() -> None:
    weights = {"new": 2.0, "clear": 1.0}
    assert weighed({"new": 5, "clear": 2}, weights) == 4
    assert weighed({"new": 5}, weights) is None
    assert weighed({}, {}) is None
