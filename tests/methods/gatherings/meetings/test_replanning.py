from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.gatherings.meetings.checking import check
from citybricks.methods.gatherings.meetings.problem import Plan, Problem
from citybricks.methods.gatherings.meetings.replanning import moved, refill, replan
from citybricks.methods.gatherings.meetings.solving import solve
from tests.methods.gatherings.meetings.fairs import crowd, fair


@pytest.fixture(scope="module", name="published")
def _published() -> tuple[Problem, Plan]:
    problem = crowd(5, people=60, slots=10, requests=300)
    return problem, solve(problem, iterations=3_000)


def test_when_people_fall_ill_few_others_move(published: tuple[Problem, Plan]) -> None:
    problem, plan = published
    free = problem.free.copy()
    free[:3] = False
    now = replace(problem, free=free)
    new = replan(now, plan)
    changed, others = moved(new, plan, now)
    assert check(now, new) == ()
    assert 0 < others < plan.meetings
    assert changed <= 0.08 * others


def test_when_a_slot_closes_its_meetings_go_elsewhere(published: tuple[Problem, Plan]) -> None:
    problem, plan = published
    free = problem.free.copy()
    free[:, 4] = False
    now = replace(problem, free=free)
    new = replan(now, plan)
    assert check(now, new) == ()
    assert moved(new, plan, now)[0] <= 0.08 * plan.meetings
    was = plan.slot == 4
    assert (new.slot[was] >= 0).any()


def test_nothing_changes_when_nothing_happened_and_no_change_is_wanted(
    published: tuple[Problem, Plan],
) -> None:
    problem, plan = published
    new = replan(problem, plan, most_moved=0.0)
    held = plan.slot >= 0
    assert new.slot[held].tolist() == plan.slot[held].tolist()
    assert new.table[held].tolist() == plan.table[held].tolist()


def test_solving_with_published_meetings_keeps_them(published: tuple[Problem, Plan]) -> None:
    problem, plan = published
    again = solve(replace(problem, published=plan.slot.astype(np.int64)))
    assert moved(again, plan, problem)[0] <= 0.08 * plan.meetings


def test_a_freed_place_goes_to_who_waits_and_nobody_else_moves(
    published: tuple[Problem, Plan],
) -> None:
    problem, plan = published
    freed = np.flatnonzero(plan.slot >= 0)[:4].tolist()
    new = refill(problem, plan, freed)
    others = plan.slot >= 0
    others[freed] = False
    assert new.slot[others].tolist() == plan.slot[others].tolist()
    assert new.table[others].tolist() == plan.table[others].tolist()
    assert (new.slot[freed] < 0).all()
    assert new.weight > plan.weight - problem.weight[freed].sum()
    assert {why.code for why in new.refusals if why.request in freed} == {"declined"}
    assert {v.code for v in check(problem, new, declined=freed)} <= {"left"}


def test_the_heaviest_of_those_who_wait_gets_the_place() -> None:
    problem = fair(["1", "1", "1", "1"], [(0, 1), (0, 2), (0, 3)], weight=[9, 3, 5])
    plan = solve(problem, iterations=10)
    assert refill(problem, plan, [0]).slot.tolist() == [-1, -1, 0]


def test_others_move_for_a_refill_only_when_that_is_allowed() -> None:
    problem = fair(["11", "11", "11", "10"], [(0, 1), (0, 2), (1, 3)], weight=[9, 9, 20])
    slot = np.array([0, 1, -1], np.int32)
    plan = Plan(slot, np.full(3, -1, np.int32), 18, 38, 0.5, proven=False)
    assert refill(problem, plan, [1]).slot.tolist() == [0, -1, -1]
    assert refill(problem, plan, [1], most_moved=1).slot.tolist() == [1, -1, 0]
