"""Plans of more orders than all flights can be listed for.

Trips of PyVRP are repaired with the true energy of each flight and improved by annealing; where
energy is minimised, the flights of a set partition over the best columns are tried, too. The bound
is that of a relaxation over all flights, never listed at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from citybricks.methods.drones.sorties.annealing import (
    FAIR,
    MAKESPAN,
    OUTSIDE,
    State,
    copied,
    value,
)
from citybricks.methods.drones.sorties.bounding import bound
from citybricks.methods.drones.sorties.checking import check_timetable
from citybricks.methods.drones.sorties.conflicts import too_few_drones, unheld
from citybricks.methods.drones.sorties.enumerating import Legs, flown
from citybricks.methods.drones.sorties.moving import anneal, undo
from citybricks.methods.drones.sorties.objectives import score, steps
from citybricks.methods.drones.sorties.orders import Flight, Order, Sortie, Whole
from citybricks.methods.drones.sorties.relaxing import pool, shared_out
from citybricks.methods.drones.sorties.solving import Rules, SortiePlan
from citybricks.methods.drones.sorties.starting import Trips, placed, simple, trips
from citybricks.methods.drones.sorties.starting import flown as flown_state
from citybricks.methods.drones.sorties.strategies import Found
from citybricks.methods.drones.sorties.tables import JOULES, Setting, setting
from citybricks.methods.routing.answer import Answer, watched
from citybricks.methods.routing.stopping import Report, Stop

MOVES = 2_500
"""Of annealing, for each iteration of the search."""
_NEAR = 20
_HOT, _WARM, _COLD = 0.2, 0.02, 1e-3
"""Temperatures, as shares of what an order costs."""
_NODES = 50


def plan_large(
    orders: Sequence[Order],
    legs: Legs,
    drops: int,
    rules: Rules,
    stop: Stop,
    seed: int = 0,
    blocked: Collection[int] = (),
) -> SortiePlan:
    """Plan sorties as `solving.plan` does, from legs instead of a list of flights.

    Parameters
    ----------
    orders, legs
        What is to be brought, and what flying between takes.
    drops
        Of a flight, at most.
    rules
        Of the fleet.
    stop, seed
        Of the search; the same iterations and seed give the same plan.
    blocked
        Orders that are not to be flown.
    """
    with watched() as watch:
        alone = flown(orders, legs, np.arange(len(orders))[:, None], drops)
        left = np.setdiff1d(alone.orders[:, 0], list(blocked)).astype(np.int64)
        lost = {
            place: unheld(order) for place, order in enumerate(orders) if place not in set(left)
        }
        found = Found((), 0.0, ())
        if len(left):
            some = [orders[place] for place in left.tolist()]
            found = _found(some, _some(legs, left), drops, rules, stop, seed)
        sorties = tuple(_named(each, left) for each in found.sorties)
        for at in left[list(found.missing)].tolist():
            lost[at] = too_few_drones(orders[at], rules.drones)
    conflicts = [conflict for _, conflict in sorted(lost.items())]
    named = {conflict.order for conflict in conflicts}
    reached = score(orders, sorties, rules.objective, rules.swap_s, rules.step_s)
    answer = Answer(
        solver=_solver(),
        seed=seed,
        cpu_s=watch.seconds,
        iterations=stop.done,
        objective=reached,
        lower_bound=min(found.bound, reached),
        violations=tuple(check_timetable(orders, sorties, rules.drones, rules.swap_s, named)),
    )
    return SortiePlan(sorties, answer, tuple(conflicts))


def _found(
    orders: Sequence[Order], legs: Legs, drops: int, rules: Rules, stop: Stop, seed: int
) -> Found:
    """Plan what can be flown; where some is left out, the bound is that of what is brought."""
    s = setting(orders, legs, drops, rules.swap_s, rules.step_s, rules.objective)
    best, bound = _search(s, rules, stop, seed)
    sorties, late = _timed(orders, legs, _lanes(best), s)
    return Found(sorties, 0.0 if late else bound, tuple(late))


def _some(legs: Legs, left: Whole) -> Legs:
    """Return the legs of some orders alone."""
    places = np.append(0, left + 1)
    return replace(
        legs,
        seconds=legs.seconds[np.ix_(places, places)],
        joules=lambda start, end, kg: legs.joules(places[start], places[end], kg),
    )


def _search(s: Setting, rules: Rules, stop: Stop, seed: int) -> tuple[State, float]:
    """Return the best state found, and a bound."""
    drones = rules.drones
    start = flown_state(s, trips(s, drones, _part(stop), seed), drones, seed)
    best = min(start, simple(s, drones, seed), key=lambda state: value(s, state))
    _anneal(s, best, stop, _HOT)
    if rules.objective != "energy":
        return best, bound(s, drones, rules.objective, best, stop)
    pooled = pool(s, best, JOULES, stop)
    flights = shared_out(pooled, len(s.mass), _NODES)
    if flights:
        other = placed(s, flights, drones, seed)
        _anneal(s, other, _part(stop), _WARM)
        best = min(best, other, key=lambda state: value(s, state))
    return best, float(np.ceil(pooled.bound - 1))


def _part(stop: Stop) -> Stop:
    """Return a quarter of a search."""
    count = None if stop.iterations is None else max(1, stop.iterations // 4)
    return Stop(count, None if stop.cpu_s is None else stop.cpu_s / 4, _again(stop))


def _again(stop: Stop) -> Report | None:
    """Return who is told that it goes on, and may end it; the share stays that of the search."""
    report = stop.report
    return None if report is None else lambda _: report(min(1.0, stop.share))


def _near(s: Setting) -> Whole:
    """Return for each order those that are near to it."""
    apart = (s.seconds + s.seconds.T)[1:, 1:].copy()
    np.fill_diagonal(apart, np.inf)
    near: Whole = np.argsort(apart, axis=1, kind="stable")[:, : max(2, _NEAR)]
    return near


def _anneal(s: Setting, best: State, stop: Stop, hot: float) -> None:
    """Improve a state."""
    now, old, near = copied(best), undo(best), _near(s)
    brought = max(1.0, value(s, best) % OUTSIDE)
    scale = brought if s.goal in {MAKESPAN, FAIR} else brought / len(s.mass)
    cold = _COLD
    if s.goal in {MAKESPAN, FAIR}:
        hot, cold = hot / 20, cold / 100
    while not stop():
        heat = scale * hot * (cold / hot) ** stop.share
        anneal(s, now, best, old, near, heat, MOVES)


def _lanes(state: State) -> Trips:
    """Return the orders of each flight of each drone."""
    return [
        [
            state.orders[flight, : state.size[flight]].tolist()
            for flight in state.lane[drone, : state.length[drone]].tolist()
        ]
        for drone in range(len(state.length))
    ]


def _timed(
    orders: Sequence[Order], legs: Legs, lanes: Trips, s: Setting
) -> tuple[tuple[Sortie, ...], list[int]]:
    """Let flights take off as early as they can, with true numbers; and say what is left."""
    sorties: list[Sortie] = []
    for drone, lane in enumerate(lanes):
        ready = 0
        for sequence in lane:
            for flight in _true(orders, legs, sequence, s.drops):
                start = steps(max(ready, flight.earliest_s), s.step_s) * s.step_s
                if start > flight.latest_s:
                    continue
                sorties.append(Sortie(drone, start, flight))
                ready = steps(start + flight.seconds + s.swap_s, s.step_s) * s.step_s
    brought = {order for sortie in sorties for order in sortie.flight.orders}
    late = [order for order in range(len(orders)) if order not in brought]
    return tuple(sorted(sorties, key=lambda each: (each.start_s, each.drone))), late


def _true(orders: Sequence[Order], legs: Legs, sequence: Sequence[int], drops: int) -> list[Flight]:
    """Return a flight by the model, or its orders one by one when the battery is not enough."""
    found = list(flown(orders, legs, np.array([sequence]), drops))
    if found or len(sequence) == 1:
        return found
    return [flight for order in sequence for flight in _true(orders, legs, [order], drops)]


def _named(sortie: Sortie, left: Whole) -> Sortie:
    named = tuple(int(left[place]) for place in sortie.flight.orders)
    return replace(sortie, flight=replace(sortie.flight, orders=named))


def _solver() -> str:
    from importlib.metadata import version

    return f"PyVRP {version('pyvrp')}, annealing, HiGHS of SciPy {version('scipy')}"
