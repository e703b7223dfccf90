"""A plan of sorties from the flights that could be flown: who flies what when, proved how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.drones.sorties.checking import check_timetable
from citybricks.methods.drones.sorties.conflicts import Conflict, too_few_drones, unheld
from citybricks.methods.drones.sorties.dominance import undominated
from citybricks.methods.drones.sorties.inputs import check_fleet, check_orders
from citybricks.methods.drones.sorties.objectives import STEP_S, Objective, score
from citybricks.methods.drones.sorties.orders import Flights, Order, Sortie, Whole
from citybricks.methods.routing.answer import Answer, watched
from citybricks.methods.routing.stopping import Stop

ROUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Rules:
    """How many drones there are, their time on the ground, what is minimised, when they leave."""

    drones: int
    swap_s: float
    objective: Objective
    step_s: int


@dataclass(frozen=True, slots=True)
class SortiePlan:
    """Who flies what when, how good that is, and which orders are not flown and why."""

    sorties: tuple[Sortie, ...]
    answer: Answer
    unserved: tuple[Conflict, ...]

    def delivered_s(self, order: int) -> int | None:
        """Return the second at which an order is delivered; none when it is not."""
        for sortie in self.sorties:
            for place, second in sortie.delivered:
                if place == order:
                    return second
        return None


def plan(
    orders: Sequence[Order],
    flights: Flights,
    *,
    drones: int = 4,
    swap_s: float = 120.0,
    objective: Objective = "energy",
    stop: Stop | None = None,
    seed: int = 0,
    step_s: int = STEP_S,
) -> SortiePlan:
    """Plan which flights are flown by which drone from when, each order once.

    Orders of which no flight is given, or for which the drones are too few, are left out and named;
    what is proved is proved for those that are brought.

    Parameters
    ----------
    orders
        What is to be brought.
    flights
        What could be flown, of `enumerate_flights`.
    drones
        How many; all alike.
    swap_s
        From a landing to the next take-off: another battery, the next parcels.
    objective
        What is minimised.
    stop
        Counts the rounds of the search; equal iterations give equal plans.
    seed
        Kept in the answer; nothing here is left to chance.
    step_s
        Take-offs are at full steps of this many seconds.

    Raises
    ------
    InputError
        When an order or the fleet cannot be: with the field, its value, and what is allowed.
    """
    check_orders(orders)
    check_fleet(drones, swap_s, objective, step_s)
    stop = Stop(iterations=ROUNDS) if stop is None else stop
    with watched() as watch:
        held = np.asarray(flights.members(len(orders)).any(axis=0))
        lost = [unheld(orders[place]) for place in np.flatnonzero(~held).tolist()]
        sorties, bound, late = _flown(
            orders, flights, held, drones, swap_s, objective, step_s, stop
        )
        lost += [too_few_drones(orders[place], drones) for place in late]
    named = {conflict.order for conflict in lost}
    violations = check_timetable(orders, sorties, drones, swap_s, named)
    answer = Answer(
        solver=_solver(),
        seed=seed,
        cpu_s=watch.seconds,
        iterations=stop.done,
        objective=score(orders, sorties, objective, swap_s, step_s),
        lower_bound=bound,
        violations=tuple(violations),
    )
    return SortiePlan(sorties, answer, tuple(lost))


def _flown(
    orders: Sequence[Order],
    flights: Flights,
    held: NDArray[np.bool_],
    drones: int,
    swap_s: float,
    objective: Objective,
    step_s: int,
    stop: Stop,
) -> tuple[tuple[Sortie, ...], float, list[int]]:
    """Plan what can be brought; what the drones have no time for is left out and planned again."""
    from citybricks.methods.drones.sorties.strategies import Task, plan_timetable
    from citybricks.methods.drones.sorties.timed import timed

    left = np.flatnonzero(held)
    late: list[int] = []
    while len(left):
        some = [orders[place] for place in left.tolist()]
        mine = undominated(_only(flights, left, len(orders)), some, objective)
        problem = timed(some, mine, drones, swap_s, step_s)
        found = plan_timetable(Task(some, problem, objective, step_s, stop))
        if not found.missing:
            return _named(found.sorties, left), found.bound, sorted(late)
        late += left[list(found.missing)].tolist()
        left = np.delete(left, list(found.missing))
    return (), 0.0, sorted(late)


def _only(flights: Flights, left: Whole, n: int) -> Flights:
    """Return the flights of the orders that are left alone, under their new places."""
    place = np.full(n + 1, -2, dtype=np.int64)
    place[left] = np.arange(len(left))
    place[n] = -1
    renamed = place[flights.orders]
    return replace(flights, orders=renamed).take((renamed != -2).all(axis=1))  # noqa: PLR2004


def _named(sorties: Sequence[Sortie], left: Whole) -> tuple[Sortie, ...]:
    return tuple(
        replace(
            sortie,
            flight=replace(
                sortie.flight, orders=tuple(int(left[place]) for place in sortie.flight.orders)
            ),
        )
        for sortie in sorties
    )


def _solver() -> str:
    from importlib.metadata import version

    return f"CP-SAT and GLOP {version('ortools')}, HiGHS of SciPy {version('scipy')}"
