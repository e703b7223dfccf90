import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.gatherings.meetings.bounding import bound
from citybricks.methods.gatherings.meetings.checking import check
from citybricks.methods.gatherings.meetings.measuring import measure
from citybricks.methods.gatherings.meetings.problem import Problem
from citybricks.methods.gatherings.meetings.solving import solve
from tests.methods.gatherings.meetings.fairs import best, crowd, fair, levels, tiny


@given(tiny())
@settings(max_examples=60, deadline=None)
def test_the_plan_of_a_tiny_fair_is_the_best_of_all_and_holds(problem: Problem) -> None:
    plan = solve(problem, iterations=200)
    assert levels(problem, tuple(plan.slot.tolist())) == best(problem)
    assert check(problem, plan) == ()
    assert plan.proven


@given(tiny())
@settings(max_examples=60, deadline=None)
def test_no_plan_exceeds_the_bound(problem: Problem) -> None:
    musts, covered, weight = best(problem)
    most = bound(problem)
    assert (most.musts, most.covered) >= (musts, covered)
    assert bound(problem, musts=musts, covered=covered).weight >= weight


@pytest.mark.parametrize("seed", range(3))
def test_a_plan_with_groups_tables_and_interpreters_holds_with_every_reason(seed: int) -> None:
    problem = crowd(seed)
    plan = solve(problem, iterations=2_000)
    assert check(problem, plan) == ()
    assert plan.gap < 0.1
    assert {why.code for why in plan.refusals} >= {"rule", "no_common_slot", "busy"}


@given(st.integers(0, 10**6), st.integers(3, 30), st.integers(2, 9))
@settings(max_examples=15, deadline=None)
def test_where_all_are_free_the_plan_is_proved_the_best_and_tables_are_equal(
    seed: int, people: int, slots: int
) -> None:
    rng = np.random.default_rng(seed)
    pairs = [
        tuple(sorted(rng.choice(people, 2, replace=False).tolist())) for _ in range(4 * people)
    ]
    pairs = sorted(set(pairs))
    problem = fair(
        ["1" * slots] * people,
        pairs,
        cap=rng.integers(1, slots, people).tolist(),
        weight=rng.integers(1, 50, len(pairs)).tolist(),
        seated=[True] * len(pairs),
        tables=[people] * slots,
    )
    plan = solve(problem, iterations=3_000)
    tables = measure(problem, plan).tables
    assert plan.proven
    assert plan.weight == bound(problem).weight
    assert max(tables) - min(tables) <= 1
    assert check(problem, plan) == ()


def test_equal_inputs_give_the_same_plan() -> None:
    problem = crowd(1)
    one, two = (solve(problem, iterations=3_000, seed=7) for _ in range(2))
    assert one.slot.tolist() == two.slot.tolist()
    assert one.table.tolist() == two.table.tolist()


def test_a_must_meet_is_held_before_heavier_ones() -> None:
    problem = fair(["1", "1", "1"], [(0, 1), (0, 2)], weight=[1, 90], must=[0])
    assert solve(problem, iterations=10).slot.tolist() == [0, -1]


def test_everybody_gets_a_meeting_before_the_weight_counts() -> None:
    problem = fair(["11"] * 4, [(0, 1), (0, 2), (1, 3)], weight=[90, 1, 1], cap=[1] * 4)
    assert (solve(problem, iterations=10).slot >= 0).tolist() == [False, True, True]


def test_the_share_that_is_done_is_told_and_what_is_raised_ends_the_search() -> None:
    shares: list[float] = []
    solve(crowd(2), iterations=30_000, report=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.5 < shares[-1] <= 1

    def stop(share: float) -> None:
        if share > 0.1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(crowd(2), iterations=30_000, report=stop)


def test_waits_are_short_where_slots_are_many() -> None:
    pairs = [(a, b) for a in range(4) for b in range(4, 8)]
    problem = fair(["1" * 12] * 8, pairs)
    plan = solve(problem, iterations=20_000)
    assert measure(problem, plan).waits <= 2
    assert plan.meetings == 16


def test_a_fair_without_requests_has_an_empty_plan() -> None:
    plan = solve(fair(["11", "11"], []), iterations=10)
    assert (plan.weight, plan.bound, plan.gap, plan.proven) == (0, 0, 0.0, True)


def test_who_sits_at_a_table_stays_there() -> None:
    problem = fair(["1111"] * 5, [(0, p) for p in range(1, 5)], seated=[True] * 4, tables=[3] * 4)
    plan = solve(problem, iterations=100)
    assert measure(problem, plan).table_moves == 0
