"""Streets are served at the least cost, and the plan says so."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.methods.routing import rounds
from citybricks.methods.routing.arcs.bounds import lower_bound
from citybricks.methods.routing.arcs.checking import check, cost
from citybricks.methods.routing.arcs.errors import ArcsError
from citybricks.methods.routing.arcs.instance import Instance, Job, Link
from citybricks.methods.routing.arcs.legs import legs_of
from citybricks.methods.routing.arcs.model import problem_of, trips_of
from citybricks.methods.routing.arcs.solving import COLD, SMALL, solve, warmth
from citybricks.methods.routing.stopping import Stop
from tests.methods.routing.arcs.cities import some_trips, towns

_SLOW = [HealthCheck.too_slow]


def optimum(town: Instance) -> int:
    """Return the least cost by dynamic programming over sets of jobs."""
    legs, count = legs_of(town), len(town.jobs)

    @cache
    def least(done: int, last: int, way: int, load: int) -> int:
        if done == 2**count - 1:
            return int(legs[last, count, way, 0])
        choices = []
        for job in (j for j in range(count) if not done >> j & 1):
            demand = town.jobs[job].demand
            for onto in (0, 1):
                after = done | 1 << job
                if load + demand <= town.capacity:
                    step = int(legs[last, job, way, onto])
                    choices.append(step + least(after, job, onto, load + demand))
                step = int(legs[last, count, way, 0]) + int(legs[count, job, 0, onto])
                choices.append(step + least(after, job, onto, demand))
        return min(choices)

    return least(0, count, 0, 0)


def grid(side: int = 4) -> Instance:
    """Return the streets of a square quarter; all are served."""
    rng = np.random.default_rng(7)
    at = [(x, y) for x in range(side) for y in range(side)]
    ends = [(x * side + y, x * side + y + 1) for x, y in at if y + 1 < side]
    ends += [(x * side + y, (x + 1) * side + y) for x, y in at if x + 1 < side]
    links = tuple(Link(a, b, int(rng.integers(5, 20))) for a, b in ends)
    jobs = tuple(Job(i, int(rng.integers(1, 9))) for i in range(len(links)))
    return Instance(side * side, links, jobs, 30)


@settings(max_examples=40, deadline=None, suppress_health_check=_SLOW)
@given(town=towns(), seed=st.integers(0, 9))
def test_small_towns_are_served_at_the_least_cost(town: Instance, seed: int) -> None:
    trips, answer = solve(town, Stop(iterations=2), seed)
    assert answer.feasible
    assert answer.objective == optimum(town) == cost(town, trips)
    assert answer.lower_bound <= answer.objective


@settings(max_examples=60, deadline=None)
@given(town=towns(8), data=st.data())
def test_no_plan_costs_less_than_the_bound(town: Instance, data: st.DataObject) -> None:
    count = len(town.jobs)
    order = data.draw(st.permutations(range(count)))
    ways = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    assert cost(town, some_trips(town, order, ways)) >= lower_bound(town)


def test_the_same_seed_and_iterations_give_the_same_trips() -> None:
    first, again = (solve(grid(), Stop(iterations=5), 3, bounded=False)[0] for _ in range(2))
    assert first == again
    assert check(grid(), first) == []


def test_the_search_ends_when_the_bound_is_reached() -> None:
    lane = Instance(2, (Link(0, 1, 5),), (Job(0, 1),), 9)
    _, answer = solve(lane, Stop(iterations=1_000_000))
    assert (answer.iterations, answer.is_optimal) == (1, True)


@pytest.mark.parametrize("jobs", [SMALL, SMALL + 1])
def test_a_search_only_cools_and_ends_cold(jobs: int) -> None:
    heats = [warmth(jobs, share) for share in np.linspace(0, 1, 101)]
    assert all(later < sooner for sooner, later in pairwise(heats))
    assert heats[-1] == pytest.approx(COLD)


def test_without_an_iteration_there_is_a_plan_all_the_same() -> None:
    _, answer = solve(grid(), Stop(iterations=0))
    assert (answer.iterations, answer.feasible) == (0, True)


def test_too_few_vehicles_for_the_load_are_a_violation() -> None:
    road = tuple(Link(n, n + 1, 1) for n in range(3))
    town = Instance(4, road, tuple(Job(n, 9) for n in range(3)), 9, vehicles=2)
    _, answer = solve(town, Stop(iterations=2))
    assert [broken.code for broken in answer.violations] == ["vehicles"]


def test_no_jobs_are_no_trips() -> None:
    trips, answer = solve(Instance(2, (Link(0, 1, 5),), (), 9), Stop(iterations=1))
    assert (trips, answer.objective) == ((), 0)


def test_a_search_tells_how_far_it_is_and_can_be_ended() -> None:
    def end(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(grid(), Stop(iterations=100, report=end))


def test_the_same_streets_are_served_by_pyvrp() -> None:
    town = grid(3)
    plan, answer = rounds.solve(problem_of(town), Stop(iterations=300))
    trips = trips_of(town, plan)
    assert check(town, trips) == []
    assert cost(town, trips) == answer.objective
    assert answer.objective >= solve(town, Stop(iterations=20))[1].objective


def test_turns_are_not_dropped_in_silence_for_pyvrp() -> None:
    town = Instance(2, (Link(0, 1, 5),), (Job(0, 1),), 9, u_turn=3)
    with pytest.raises(ArcsError, match="turns"):
        problem_of(town)
