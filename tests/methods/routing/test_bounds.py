"""No plan costs less than the bound, and of simple plans the bound says all."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest

from citybricks.methods.routing.bounds import MOST_STOPS, assignment, lower_bound, packed
from citybricks.methods.routing.checking import check, cost
from citybricks.methods.routing.problem import Client, Plan, Problem, Route, Site, Vehicle, Way
from citybricks.methods.routing.timing import Step, drive

TIP = Step(-1, 1, 0, 0)
"""The second site."""
HOME = Step(-1, 0, 0, 0)


def town(seed: int, count: int = 4) -> Problem:
    """Return a depot, a tip and clients with loads, prizes and windows at random."""
    random = np.random.default_rng(seed)
    xy = random.integers(0, 100, (count + 2, 2))
    metres = np.abs(xy[:, None] - xy[None]).sum(-1)
    clients = tuple(
        Client(
            f"c{place}",
            (Way(place, place),),
            (int(random.integers(2, 7)), 1),
            int(random.integers(0, 9)),
            ((0, int(random.integers(150, 900))), (1000, 2000)),
            prize=int(random.integers(20, 400)),
            late=(0, int(random.integers(0, 20))),
            required=bool(random.integers(0, 3) == 0),
        )
        for place in range(2, count + 2)
    )
    sites = (Site("depot", 0, service_s=3), Site("tip", 1, service_s=7))
    truck = Vehicle(
        "truck", capacity=(9, 9), reloads=(1,), ends_empty=True, fixed=30, per_m=2, per_s=1
    )
    trucks = (
        replace(truck, shift=(0, 900)),
        replace(truck, id="late", shift=(1000, 2000), per_s=2),
    )
    return Problem(metres, metres.copy(), clients, sites, trucks)


def routes(problem: Problem, kind: int) -> dict[frozenset[int], int]:
    """Return the least cost at which a truck serves each set of clients, all plans tried."""
    found: dict[frozenset[int], int] = {frozenset(): 0}
    free = problem.replace_clients(
        tuple(replace(each, required=False, prize=0) for each in problem.clients)
    )
    everybody = range(len(problem.clients))
    for size in range(1, len(problem.clients) + 1):
        for order in permutations(everybody, size):
            for tips in product((False, True), repeat=size - 1):
                steps = [HOME]
                for at, tip in zip(order, (*tips, True), strict=True):
                    steps += [Step(at, -1, 0, kind)] + [TIP] * tip
                visits = drive(problem, kind, [*steps, HOME], problem.vehicles[kind].shift[0])
                plan = Plan(
                    (Route(kind, 0, tuple(visits)),),
                    tuple(at for at in everybody if at not in order),
                )
                if not any(check(free, plan)):
                    key = frozenset(order)
                    found[key] = min(found.get(key, 10**9), cost(free, plan))
    return found


def optimum(problem: Problem) -> int:
    """Return the least cost of all plans; too much where what is required does not fit."""
    first, second = (routes(problem, kind) for kind in (0, 1))
    return min(
        one
        + other
        + sum(
            10**9 * each.required or each.prize
            for at, each in enumerate(problem.clients)
            if at not in morning | noon
        )
        for morning, one in first.items()
        for noon, other in second.items()
        if not morning & noon
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_all_plans_costs_no_less_than_the_bound(seed: int) -> None:
    asked = town(seed)
    assert 0 < lower_bound(asked) <= optimum(asked)


def test_packing_says_more_than_assignment() -> None:
    towns = [town(seed) for seed in range(12)]
    better = [packed(each) > assignment(each) for each in towns]
    assert sum(better) >= 10
    assert np.mean([lower_bound(each) / optimum(each) for each in towns]) > 0.9


@pytest.mark.parametrize("seed", range(4))
def test_more_to_lose_never_makes_it_cheaper(seed: int) -> None:
    asked = town(seed, 6)
    dearer = asked.replace_clients(
        tuple(replace(each, prize=each.prize + 50) for each in asked.clients)
    )
    assert lower_bound(dearer) >= lower_bound(asked) * (1 - 2e-3)


def test_a_full_truck_for_each_client_is_known_exactly() -> None:
    metres = np.array([[0, 10, 20], [10, 0, 25], [20, 25, 0]])
    clients = (Client("a", (Way(1, 1),), (9,)), Client("b", (Way(2, 2),), (9,)))
    truck = Vehicle("truck", count=2, capacity=(10,), fixed=5)
    asked = Problem(metres, metres, clients, (Site("depot", 0),), (truck,))
    assert lower_bound(asked) >= (2 * 10 + 2 * 20 + 2 * 5) * 0.998
    assert lower_bound(asked) <= 2 * 10 + 2 * 20 + 2 * 5


def test_what_is_worth_no_way_is_left_out_at_its_prize() -> None:
    metres = np.array([[0, 100], [100, 0]])
    client = Client("far", (Way(1, 1),), (1,), prize=30, required=False)
    asked = Problem(
        metres, metres, (client,), (Site("depot", 0),), (Vehicle("truck", capacity=(10,)),)
    )
    assert 29 <= lower_bound(asked) <= 30


def test_the_same_problem_has_the_same_bound() -> None:
    assert packed(town(1, 9)) == packed(town(1, 9))


def test_loads_that_fill_nothing_and_many_clients_are_left_to_the_assignment() -> None:
    asked = town(0)
    light = asked.replace_clients(
        tuple(replace(each, load=(0, 0), prize=9, required=False) for each in asked.clients)
    )
    assert packed(light) == 0
    many = town(0, MOST_STOPS + 1)
    assert packed(many) == 0
    assert lower_bound(many) == assignment(many) > 0
