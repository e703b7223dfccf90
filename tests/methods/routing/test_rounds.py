"""Rounds are driven as planned, whatever is asked of them at once."""

import numpy as np
import pytest

from citybricks.methods.routing.checking import check, cost, length
from citybricks.methods.routing.problem import (
    NEVER,
    Client,
    Plan,
    Problem,
    Site,
    Vehicle,
    Way,
)
from citybricks.methods.routing.rounds import solve
from citybricks.methods.routing.stopping import Stop


def problem(
    xy: list[tuple[int, int]], clients: list[Client], sites: list[Site], vehicles: list[Vehicle]
) -> Problem:
    at = np.array(xy)
    apart = np.abs(at[:, None] - at[None]).sum(-1).astype(np.int64)
    return Problem(apart, apart.copy(), tuple(clients), tuple(sites), tuple(vehicles))


def at(place: int, **more: object) -> Client:
    return Client(f"c{place}", (Way(place, place),), **more)  # type: ignore[arg-type]


LINE = [(0, 0), (100, 0), (50, 0), (60, 0), (70, 0)]


def planned(asked: Problem, iterations: int = 200) -> tuple[Plan, float]:
    plan, answer = solve(asked, Stop(iterations=iterations))
    assert answer.violations == ()
    assert answer.objective == cost(asked, plan)
    assert answer.lower_bound <= answer.objective
    return plan, answer.objective


def test_a_truck_tips_and_resumes() -> None:
    asked = problem(
        LINE,
        [at(2, load=(5,), service_s=7), at(3, load=(5,), service_s=7)],
        [Site("depot", 0), Site("plant", 1, (0, 900), service_s=30)],
        [Vehicle("truck", capacity=(5,), reloads=(1,), ends_empty=True)],
    )
    plan, metres = planned(asked)
    assert metres == 100 + 40 * 2 + 100 or metres == 100 + 50 * 2 + 100
    assert [visit.site for visit in plan.routes[0].visits] == [0, -1, 1, -1, 1, 0]
    assert length(asked, plan.routes[0]) == metres


def test_what_costs_more_than_its_prize_is_left_out() -> None:
    clients = [at(2, prize=99, required=False), at(4, prize=1, required=False)]
    asked = problem([(0, 0), (100, 0), (50, 0), (0, 0), (0, 90)], clients, [Site("d", 0)], [])
    asked = problem(
        [(0, 0), (100, 0), (49, 0), (0, 0), (0, 90)], clients, [Site("d", 0)], [Vehicle("v")]
    )
    plan, lost = planned(asked)
    assert plan.unserved == (1,)
    assert lost == 98 + 1


def test_a_street_is_collected_in_the_direction_that_is_shorter() -> None:
    street = Client("street", (Way(1, 2, 10, 10), Way(2, 1, 10, 10)))
    metres = np.array([[0, 5, 50], [50, 0, 10], [7, 10, 0]])
    asked = Problem(metres, metres, (street,), (Site("d", 0),), (Vehicle("v"),))
    plan, driven = planned(asked)
    assert driven == 5 + 10 + 7
    assert plan.routes[0].visits[1].way == 0


def test_trucks_come_before_or_after_they_are_banned() -> None:
    clients = [at(2, windows=((0, 40), (90, 200))), at(3, windows=((0, 10), (90, 200)))]
    asked = problem(LINE, clients, [Site("d", 0)], [Vehicle("v", per_s=1, per_m=0)])
    plan, seconds = planned(asked)
    assert seconds == 120
    assert plan.routes[0].visits[0].start_s >= 30


def test_a_trip_waits_for_what_it_brings() -> None:
    asked = problem(LINE, [at(2, ready_s=500)], [Site("d", 0)], [Vehicle("v")])
    plan, _ = planned(asked)
    assert plan.routes[0].visits[0].start_s == 500


def test_the_same_seed_gives_the_same_plan() -> None:
    random = np.random.default_rng(1)
    xy = [(int(x), int(y)) for x, y in random.integers(0, 1000, (30, 2))]
    clients = [at(place, load=(3,)) for place in range(1, 30)]
    asked = problem(xy, clients, [Site("d", 0)], [Vehicle("v", count=12, capacity=(10,))])
    assert planned(asked) == planned(asked)


def test_what_cannot_be_reached_is_a_violation() -> None:
    metres = np.array([[0, NEVER], [NEVER, 0]])
    asked = Problem(metres, metres, (at(1),), (Site("d", 0),), (Vehicle("v"),))
    plan, answer = solve(asked, Stop(iterations=10))
    assert not answer.feasible
    assert {one.code for one in check(asked, plan)} >= {"no-way"}


@pytest.mark.parametrize("seed", range(5))
def test_no_plan_is_below_its_bound(seed: int) -> None:
    random = np.random.default_rng(seed)
    xy = [(int(x), int(y)) for x, y in random.integers(0, 1000, (12, 2))]
    clients = [
        at(place, load=(3,), prize=int(random.integers(0, 900)), required=bool(place % 2))
        for place in range(1, 12)
    ]
    asked = problem(
        xy, clients, [Site("d", 0)], [Vehicle("v", count=9, capacity=(10,), per_s=1, fixed=5)]
    )
    planned(asked, 300)


def test_nothing_to_do_is_a_plan() -> None:
    asked = problem(LINE, [], [Site("d", 0)], [Vehicle("v")])
    assert planned(asked) == (Plan(()), 0)


def test_what_comes_late_loses_a_part_of_its_prize() -> None:
    client = at(2, windows=((0, 99), (500, 599)), prize=1000, late=(90, 0), required=False)
    alone = problem(LINE, [client], [Site("d", 0)], [Vehicle("v", shift=(0, 300))])
    plan, lost = planned(alone)
    assert (lost, plan.unserved) == (100 + 90, ())
    both = problem(LINE, [client], [Site("d", 0)], [Vehicle("v", shift=(400, 900))])
    assert planned(both)[1] == 100
