"""How good a plan is, in one form for all."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from citybricks.methods.routing.answer import Answer, watched
from citybricks.types import Violation

FOUND = Answer("PyVRP 0.14.1", 1, 2.0, 100, objective=200.0, lower_bound=190.0)
LATE = Violation(
    code="window",
    where="order 17",
    value=41.0,
    limit=40.0,
    en="order 17 is 1 min late",
    zh="订单 17 晚到 1 分钟",
)


def test_the_gap_is_what_might_still_be_saved() -> None:
    assert FOUND.gap == pytest.approx(0.05)
    assert not FOUND.is_optimal
    assert replace(FOUND, lower_bound=200.0).is_optimal


def test_without_a_bound_nothing_is_known_of_the_gap() -> None:
    assert replace(FOUND, lower_bound=-math.inf).gap == 1.0


def test_a_plan_of_nothing_is_optimal() -> None:
    assert replace(FOUND, objective=0.0, lower_bound=0.0).is_optimal


def test_a_broken_rule_makes_a_plan_infeasible() -> None:
    assert FOUND.feasible
    assert not replace(FOUND, violations=(LATE,)).feasible


def test_time_is_that_of_the_processor() -> None:
    with watched() as watch:
        sum(range(10**6))
        assert 0 < watch.seconds < 5


def test_a_city_sees_how_good_a_plan_is_but_not_how_long_the_machine_took() -> None:
    proof = replace(FOUND, lower_bound=-math.inf).proof()
    assert proof.lower_bound is None
    assert proof.gap == 1.0
    assert "cpu_s" not in proof.model_dump()
