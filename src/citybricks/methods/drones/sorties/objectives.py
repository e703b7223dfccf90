"""What a plan of sorties may minimise, and how much of it a plan has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from citybricks.methods.drones.sorties.orders import Order, Sortie

Objective = Literal["energy", "makespan", "waiting", "fair"]
"""What is minimised.

energy
    Joules of all sorties.
makespan
    Seconds until the last drone is back and ready for another sortie, a fresh battery in it.
waiting
    Seconds between a window's opening and the delivery, times the weight, of all orders.
fair
    The longest waiting of an order of a remote hamlet, in whole steps of the timetable; of any
    order when none is remote.
"""
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
STEP_S = 60
"""Sorties take off at full steps: a timetable in minutes."""


def steps(seconds: int, step_s: int) -> int:
    """Return how many steps of the timetable a time takes, begun ones too."""
    return -(-seconds // step_s)


def watched(orders: Sequence[Order]) -> list[int]:
    """Return the orders whose longest waiting is the fairness of a plan."""
    remote = [place for place, order in enumerate(orders) if order.remote]
    return remote or list(range(len(orders)))


def score(
    orders: Sequence[Order],
    sorties: Sequence[Sortie],
    objective: Objective,
    swap_s: float,
    step_s: int = STEP_S,
) -> float:
    """Return the value of a plan; orders that are not delivered do not count."""
    waited = {
        place: second - orders[place].open_s
        for sortie in sorties
        for place, second in sortie.delivered
    }
    if objective == "energy":
        return float(sum(sortie.flight.joules for sortie in sorties))
    if objective == "makespan":
        return float(max((ready_s(sortie, swap_s, step_s) for sortie in sorties), default=0))
    if objective == "waiting":
        return float(sum(orders[place].weight * seconds for place, seconds in waited.items()))
    brought = sorted(waited)
    seen = [brought[place] for place in watched([orders[place] for place in brought])]
    longest = max((waited[place] for place in seen), default=0)
    return float(steps(longest, step_s) * step_s)


def ready_s(sortie: Sortie, swap_s: float, step_s: int) -> int:
    """Return the step at which its drone may take off again."""
    return steps(sortie.land_s + steps_up(swap_s), step_s) * step_s


def steps_up(seconds: float) -> int:
    """Round a time up to whole seconds."""
    return -int(-seconds // 1)
