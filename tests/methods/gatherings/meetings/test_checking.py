import copy
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.gatherings.meetings.checking import check
from citybricks.methods.gatherings.meetings.feasibility import blocked
from citybricks.methods.gatherings.meetings.problem import Plan, Problem
from citybricks.methods.gatherings.meetings.refusing import refusals
from citybricks.methods.gatherings.meetings.solving import finished, solve
from tests.methods.gatherings.meetings.fairs import crowd, fair, holds, tiny


@pytest.fixture(scope="module", name="planned")
def _planned() -> tuple[Problem, Plan]:
    problem = crowd(3)
    return problem, solve(problem, iterations=3_000)


def codes(problem: Problem, plan: Plan) -> set[str]:
    return {found.code for found in check(problem, plan)}


def told(problem: Problem, slot: list[int]) -> Plan:
    """Return the plan with these slots, its numbers and reasons as they are."""
    return finished(problem, np.array(slot, np.int32))


@given(tiny(), st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_the_slots_are_the_checker_says_whether_they_hold(
    problem: Problem, data: st.DataObject
) -> None:
    some = st.integers(-1, problem.slots - 1)
    slot = [data.draw(some) for _ in range(problem.requests)]
    table = np.array([0 if s >= 0 and problem.seated[r] else -1 for r, s in enumerate(slot)])
    weight = int(problem.weight[np.array(slot, int) >= 0].sum())
    plan = Plan(np.array(slot), table.astype(np.int32), weight, weight, 0.0, True, [])
    rules = {"rule", "away", "twice", "cap", "tables", "interpreters"}
    assert bool(codes(problem, plan) & rules) != holds(problem, tuple(slot))


@given(tiny(), st.data())
@settings(max_examples=80, deadline=None)
def test_reasons_are_those_that_the_checker_finds_in_any_plan_that_holds(
    problem: Problem, data: st.DataObject
) -> None:
    slot = np.full(problem.requests, -1, np.int32)
    for r in range(problem.requests):
        s = data.draw(st.integers(-1, problem.slots - 1))
        tried = slot.copy()
        tried[r] = s
        if holds(problem, tuple(tried.tolist())):
            slot = tried
    weight = int(problem.weight[slot >= 0].sum())
    why = refusals(problem, slot)
    plan = Plan(slot, slot, weight, weight, 0.0, True, why)
    assert "reason" not in codes(problem, plan)
    open_to = {r.request for r in why if r.code == "left_out"}
    could = {
        r
        for r in np.flatnonzero(slot < 0)
        if any(not blocked(problem, slot, int(r), s) for s in range(problem.slots))
    }
    assert open_to == could


@given(tiny(), st.data())
@settings(max_examples=80, deadline=None)
def test_a_move_is_blocked_exactly_when_it_breaks_a_rule(
    problem: Problem, data: st.DataObject
) -> None:
    slot = np.full(problem.requests, -1, np.int32)
    for r in range(problem.requests):
        s = data.draw(st.integers(0, problem.slots - 1))
        found = blocked(problem, slot, r, s)
        tried = slot.copy()
        tried[r] = s
        assert bool(found) != holds(problem, tuple(tried.tolist()))
        if not found:
            slot = tried


def test_a_lie_about_the_weight_the_bound_or_the_gap_is_found(
    planned: tuple[Problem, Plan],
) -> None:
    problem, plan = planned
    for name, value, code in (
        ("weight", plan.weight + 1, "weight"),
        ("bound", plan.weight - 1, "bound"),
        ("gap", plan.gap + 0.1, "gap"),
        ("proven", not plan.proven, "proven"),
    ):
        assert code in codes(problem, replace(plan, **{name: value}))


def test_a_false_reason_a_missing_one_and_a_needless_one_are_found(
    planned: tuple[Problem, Plan],
) -> None:
    problem, plan = planned
    for at, why in enumerate(plan.refusals):
        false = copy.copy(plan)
        code = "cap" if why.code != "cap" else "busy"
        false.refusals = [*plan.refusals[:at], replace(why, code=code), *plan.refusals[at + 1 :]]
        assert codes(problem, false) == {"reason"}
    missing = replace(plan, refusals=plan.refusals[1:])
    assert codes(problem, missing) == {"account"}
    held = int(np.flatnonzero(plan.slot >= 0)[0])
    needless = replace(plan.refusals[0], request=held)
    assert codes(problem, replace(plan, refusals=[*plan.refusals, needless])) == {"account"}


def test_a_table_that_is_not_there_or_given_twice_is_found() -> None:
    problem = fair(["1"] * 4, [(0, 1), (2, 3)], seated=[True, True], tables=[2])
    plan = told(problem, [0, 0])
    assert codes(problem, plan) == set()
    assert codes(problem, replace(plan, table=np.array([0, 0]))) == {"shared"}
    assert codes(problem, replace(plan, table=np.array([0, 2]))) == {"table"}
    assert codes(problem, replace(plan, table=np.array([0, -1]))) == {"table"}


def test_who_is_left_without_a_meeting_for_others_with_several_is_found() -> None:
    problem = fair(["11"] * 4, [(0, 1), (0, 2), (0, 3), (1, 2)], cap=[2, 2, 2, 2])
    found = check(problem, told(problem, [0, 1, -1, -1]), names=["Ana", "Bo", "Chen", "Du"])
    assert "left" not in {v.code for v in found}  # whoever gave way would have none
    left = check(problem, told(problem, [0, -1, -1, 1]), names=["Ana", "Bo", "Chen", "Du"])
    assert any(v.code == "left_out" and "Ana – Du" in v.en for v in left)
    several = fair(["11"] * 4, [(0, 1), (0, 2), (0, 3), (1, 2)], cap=[2, 2, 2, 2])
    wide = replace(
        several,
        free=np.ones((4, 3), bool),
        tables=np.ones(3, np.int64),
        interpreters=np.zeros((0, 3), np.int64),
    )
    found = check(wide, told(wide, [0, 1, -1, 2]), names=["Ana", "Bo", "Chen", "Du"])
    (one,) = [v for v in found if v.code == "left"]
    assert one.en == "Du has no meeting, and others with several could give way."
    assert one.zh == "Du 没有会面，而有多场会面的人可以让出。"


def test_each_reason_names_who_and_what_holds_the_place() -> None:
    problem = fair(
        ["110", "110", "110", "001"],
        [(0, 1), (0, 1, 2), (0, 2), (0, 3), (1, 2)],
        cap=[1, 2, 2, 1],
        never=[4],
    )
    why = {r.request: r for r in told(problem, [0, -1, -1, -1, -1]).refusals}
    assert (why[1].code, why[1].who, why[1].instead) == ("cap", (0,), (0,))
    assert why[3].code == "no_common_slot"
    assert why[4].code == "rule"
    tight = fair(["1"] * 4, [(0, 1), (2, 3)], seated=[True, True], tables=[1], weight=[5, 4])
    (full,) = told(tight, [0, -1]).refusals
    assert (full.code, full.instead, full.slots, full.displaced) == ("tables_full", (0,), (0,), 5)
