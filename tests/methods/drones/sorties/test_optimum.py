"""Small plans are as good as the best of all plans there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations, product

import pytest

from citybricks.methods.drones.sorties import (
    OBJECTIVES,
    Flight,
    Legs,
    Objective,
    Order,
    Sortie,
    enumerate_flights,
    plan,
)
from citybricks.methods.drones.sorties.objectives import score

SWAP_S, STEP_S = 90, 60
Town = Callable[..., tuple[list[Order], Legs]]


def partitions(flights: Sequence[Flight], left: frozenset[int]) -> Iterator[list[Flight]]:
    """Yield every way to bring what is left."""
    if not left:
        yield []
        return
    first = min(left)
    for flight in flights:
        if first in flight.orders and left.issuperset(flight.orders):
            for others in partitions(flights, left - set(flight.orders)):
                yield [flight, *others]


def timetables(flights: Sequence[Flight], drones: int) -> Iterator[list[Sortie]]:
    """Yield every sequence on every drone, each flight as early as it can be."""
    for shared in product(range(drones), repeat=len(flights)):
        lanes: list[list[Flight]] = [[] for _ in range(drones)]
        for flight, drone in zip(flights, shared, strict=True):
            lanes[drone].append(flight)
        for sequences in product(*(permutations(lane) for lane in lanes)):
            timed = [_lane(drone, lane) for drone, lane in enumerate(sequences)]
            if all(lane is not None for lane in timed):
                yield [sortie for lane in timed for sortie in lane or []]


def _lane(drone: int, flights: Sequence[Flight]) -> list[Sortie] | None:
    ready, flown = 0, []
    for flight in flights:
        start = -(-max(ready, flight.earliest_s) // STEP_S) * STEP_S
        if start > flight.latest_s:
            return None
        flown.append(Sortie(drone, start, flight))
        ready = -(-(start + flight.seconds + SWAP_S) // STEP_S) * STEP_S
    return flown


def best(orders: Sequence[Order], flights: Sequence[Flight], drones: int) -> dict[str, float]:
    """Return the least value of each objective over all plans."""
    least = dict.fromkeys(OBJECTIVES, float("inf"))
    for chosen in partitions(flights, frozenset(range(len(orders)))):
        for sorties in timetables(chosen, drones):
            for objective in OBJECTIVES:
                value = score(orders, sorties, objective, SWAP_S, STEP_S)
                least[objective] = min(least[objective], value)
    return least


@pytest.mark.parametrize("seed", range(12))
def test_every_objective_reaches_the_best_of_all_plans(seed: int, town: Town) -> None:
    drones = 1 + seed % 2
    orders, legs = town(seed, 4 + seed % 2)
    flights = enumerate_flights(orders, legs)
    least = best(orders, list(flights), drones)
    for objective in OBJECTIVES:
        made = plan(
            orders, flights, drones=drones, swap_s=SWAP_S, objective=objective, step_s=STEP_S
        )
        if least[objective] == float("inf"):
            assert made.unserved
            continue
        assert not made.unserved
        assert not made.answer.violations
        assert made.answer.objective == least[objective], objective
        assert made.answer.lower_bound <= least[objective] + 1e-6, objective


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_equal_inputs_give_equal_plans(objective: Objective, town: Town) -> None:
    orders, legs = town(3, 9)
    flights = enumerate_flights(orders, legs)
    first, second = (plan(orders, flights, drones=2, objective=objective) for _ in range(2))
    assert first.sorties == second.sorties
    assert first.answer.proof() == second.answer.proof()


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_dozen_orders_are_proved_optimal(objective: Objective, town: Town) -> None:
    orders, legs = town(11, 12)
    made = plan(orders, enumerate_flights(orders, legs), drones=3, objective=objective)
    assert made.answer.is_optimal
    assert made.answer.feasible


def test_who_minimises_something_has_the_least_of_it(town: Town) -> None:
    orders, legs = town(5, 10)
    flights = enumerate_flights(orders, legs)
    plans = {each: plan(orders, flights, drones=3, objective=each) for each in OBJECTIVES}
    for wanted in OBJECTIVES:
        values = {
            each: score(orders, made.sorties, wanted, 120, 60) for each, made in plans.items()
        }
        assert min(values.values()) == values[wanted]
