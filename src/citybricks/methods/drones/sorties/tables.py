"""What one sortie takes, for search that tries millions of them: tables and a compiled loop.

The energy of a leg is looked up between two payloads of a table, along a straight line. How far
that is from the model is measured (`Setting.error`); who plans computes the chosen flights again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from citybricks.methods.drones.sorties.enumerating import Legs, Numbers
from citybricks.methods.drones.sorties.objectives import OBJECTIVES, Objective, steps_up, watched
from citybricks.methods.drones.sorties.orders import Order, Whole

NEVER = 1 << 40
NO_WAY = 1e15
JOULES, BUSY, FIRST, LAST, WAIT, WEIGHT, LATE = range(7)
"""Columns of what a flight takes; times in seconds, `FIRST` and `LAST` of the take-off."""
COLUMNS = 7
_ENTRIES = 8_000_000
_PAYLOADS = (5, 31)
_SAMPLES = 400


class Setting(NamedTuple):
    """Orders, ways and rules as arrays.

    Attributes
    ----------
    seconds, joules
        Of legs: shapes (n + 1, n + 1) and (n + 1, n + 1, payloads).
    class_kg
        Between two payloads of the table.
    error
        Share by which the table may be wrong between its payloads.
    goal
        Place of the objective in `OBJECTIVES`.
    """

    seconds: Numbers
    joules: Numbers
    class_kg: float
    error: float
    mass: Numbers
    service: Numbers
    opens: Whole
    closes: Whole
    weight: Whole
    watched: Whole
    payload_kg: float
    budget_j: float
    swap_s: int
    step_s: int
    drops: int
    goal: int


def setting(
    orders: Sequence[Order],
    legs: Legs,
    drops: int,
    swap_s: float,
    step_s: int,
    objective: Objective,
) -> Setting:
    """Return orders and ways as arrays."""
    table, class_kg = _table(legs, len(orders))
    seen = np.zeros(len(orders), dtype=np.int64)
    seen[watched(orders)] = 1
    return Setting(
        np.minimum(legs.seconds, NO_WAY),
        table,
        class_kg,
        _error(legs, table, class_kg),
        np.array([order.mass_kg for order in orders], dtype=float),
        np.array([order.service_s for order in orders], dtype=float),
        np.array([order.open_s for order in orders], dtype=np.int64),
        np.array([order.close_s for order in orders], dtype=np.int64),
        np.array([order.weight for order in orders], dtype=np.int64),
        seen,
        float(legs.payload_kg),
        float(legs.budget_j),
        steps_up(swap_s),
        step_s,
        drops,
        OBJECTIVES.index(objective),
    )


def _table(legs: Legs, count: int) -> tuple[Numbers, float]:
    fewest, most = _PAYLOADS
    size = count + 1
    number = max(fewest, min(most, _ENTRIES // size**2))
    payloads = np.linspace(0.0, legs.payload_kg, number)
    starts, ends = (each.ravel() for each in np.indices((size, size)))
    table = np.empty((size, size, number))
    for place, kg in enumerate(payloads.tolist()):
        spent = legs.joules(starts, ends, np.full(size**2, kg))
        table[:, :, place] = np.nan_to_num(spent, nan=NO_WAY, posinf=NO_WAY).reshape(size, size)
    return np.minimum(table, NO_WAY, out=table), float(payloads[1])


def _error(legs: Legs, table: Numbers, class_kg: float) -> float:
    """Return the largest share by which some legs differ between two payloads."""
    random = np.random.default_rng(0)
    count, _, number = table.shape
    start, end = random.integers(0, count, (2, _SAMPLES))
    lower = random.integers(0, number - 1, _SAMPLES)
    said = (table[start, end, lower] + table[start, end, lower + 1]) / 2
    known = (said < NO_WAY / 4) & (said > 0)
    kg = (lower + 0.5) * class_kg
    true = legs.joules(start[known], end[known], kg[known])
    return float(np.abs(said[known] / true - 1).max(initial=0.0))


@njit(cache=True)
def leg(s: Setting, start: int, end: int, kg: float) -> float:
    """Return the joules of a leg."""
    place = min(max(kg, 0.0) / s.class_kg, s.joules.shape[2] - 1.0)
    low = min(int(place), s.joules.shape[2] - 2)
    share = place - low
    return s.joules[start, end, low] * (1 - share) + s.joules[start, end, low + 1] * share  # type: ignore[no-any-return]


@njit(cache=True)
def fly(s: Setting, orders: Whole, size: int, taken: Numbers) -> bool:
    """Say whether orders can be flown in sequence, and write what that takes."""
    kg = 0.0
    for drop in range(size):
        kg += s.mass[orders[drop]]
    if kg > s.payload_kg * (1 + 1e-9):
        return False
    at, clock, joules = 0, 0.0, 0.0
    first, last, wait, weight, late = 0, NEVER, 0, 0, -NEVER
    for drop in range(size):
        order = orders[drop]
        joules += leg(s, at, order + 1, kg)
        clock += s.seconds[at, order + 1] + s.service[order]
        at = order + 1
        kg -= s.mass[order]
        if joules > s.budget_j or clock > NEVER:
            return False
        offset = int(np.ceil(clock - 1e-6))
        first = max(first, s.opens[order] - offset)
        last = min(last, s.closes[order] - offset)
        wait += s.weight[order] * (offset - s.opens[order])
        weight += s.weight[order]
        if s.watched[order]:
            late = max(late, offset - s.opens[order])
    joules += leg(s, at, 0, 0.0)
    clock += s.seconds[at, 0]
    first = (first + s.step_s - 1) // s.step_s * s.step_s
    if joules > s.budget_j or clock > NEVER or first > last:
        return False
    taken[JOULES] = joules
    taken[BUSY] = np.ceil(clock - 1e-6) + s.swap_s
    taken[FIRST], taken[LAST] = first, last
    taken[WAIT], taken[WEIGHT], taken[LATE] = wait, weight, late
    return True
