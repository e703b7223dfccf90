"""Closures are projected for the same chance, so that what differs is the closure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.epidemics.classes import CLOSURES, ClassToday, Projection, project
from citybricks.methods.epidemics.illness import ILLNESSES, Illness
from citybricks.methods.exclusion import laws

FLU = ILLNESSES["influenza"]
TODAY = [
    ClassToday(1, 28),
    ClassToday(1, 30),
    ClassToday(2, 29, (0, 0, 1, 1, 2)),
    ClassToday(2, 31, (0,)),
]


def projected(illness: Illness = FLU, closed: int = 3, **more: int) -> dict[str, Projection]:
    """Project the third class."""
    answers = project(TODAY, 2, illness, closed=closed, replicas=more.pop("replicas", 100))
    return {str(closure): answer for closure, answer in answers.items()}


def test_the_more_is_closed_the_fewer_fall_ill() -> None:
    answers = projected()
    new = [float(answers[closure].new_cases.mean) for closure in CLOSURES]
    assert new == sorted(new, reverse=True)
    assert new[0] > new[-1]


def test_a_closure_costs_the_school_days_of_those_who_are_well() -> None:
    answers = projected(replace(FLU, rates=FLU.rates.times(0)))
    assert answers["none"].lost_to_closure.mean == 0
    sick = answers["class"].absent_in_class.mean[:3].sum()
    assert answers["class"].lost_to_closure.mean == pytest.approx(3 * 29 - sick)
    assert answers["school"].lost.mean == pytest.approx(
        answers["school"].lost_to_illness.mean + answers["school"].lost_to_closure.mean
    )


def test_without_contacts_only_who_is_ill_today_stays_away_and_comes_back() -> None:
    answer = projected(replace(FLU, rates=FLU.rates.times(0)))["none"]
    assert answer.new_cases.upper == 0
    assert answer.absent.mean[0] <= 6
    assert answer.absent.mean[-1] == 0
    assert (np.diff(answer.absent.mean) <= 0).all()


def test_nobody_falls_ill_before_tomorrow() -> None:
    assert projected()["none"].absent.lower[0] >= 5


def test_a_closure_of_no_days_is_none() -> None:
    answers = projected(closed=0)
    assert answers["school"].closed_days == []
    assert answers["school"].lost.mean == answers["none"].lost.mean


def test_a_closure_counts_school_days_and_skips_the_weekend() -> None:
    days = [True, True, False, False, True, True, True]
    answers = project(TODAY, 2, FLU, closed=3, school_days=days, replicas=5)
    assert answers["class"].closed_days == [1, 2, 5]
    assert answers["none"].closed_days == []


def test_measles_is_too_slow_for_a_closure_of_three_days() -> None:
    answers = projected(ILLNESSES["measles"])
    assert float(answers["class"].new_cases.mean) == pytest.approx(
        float(answers["none"].new_cases.mean), rel=0.05
    )


def test_nine_of_ten_replicas_are_in_the_interval() -> None:
    answer = projected()["none"]
    assert (answer.absent.lower <= answer.absent.mean + 1e-9).all()
    assert answer.absent.mean.max() <= answer.absent.upper.max()


@pytest.mark.parametrize(
    ("classes", "focus", "message"),
    [(TODAY, 4, "focus is 4"), ([ClassToday(1, 2, (0, 0, 0))], 0, "3 of 2 pupils are ill")],
)
def test_what_cannot_be_is_refused(classes: list[ClassToday], focus: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        project(classes, focus, FLU)


def test_illnesses_that_can_be_projected_are_diseases_of_the_law() -> None:
    assert set(ILLNESSES) <= set(laws.load("jp").diseases)
