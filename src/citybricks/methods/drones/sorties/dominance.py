"""Which flights no plan needs: another of the same orders is as good in all that counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from citybricks.methods.drones.sorties.objectives import Objective, watched
from citybricks.methods.drones.sorties.orders import NONE, Flights, Order, Whole

_SEQUENCES = 6
"""Of three orders."""


def undominated(flights: Flights, orders: Sequence[Order], objective: Objective) -> Flights:
    """Leave out flights for which another of the same orders is no worse in anything that counts.

    What counts: how long the drone is away, when it may take off, and what is minimised.
    """
    if not len(flights):
        return flights
    last = len(orders)
    named = np.sort(np.where(flights.orders == NONE, last, flights.orders), axis=1)
    code = np.zeros(len(flights), dtype=np.int64)
    for column in named.T:
        code = code * (last + 1) + column
    counted = _counted(flights, orders, objective)
    order = np.lexsort((flights.joules, counted.sum(axis=1), code))
    alive = _alive(code[order], counted[order])
    return flights.take(np.sort(order[alive]))


def _counted(flights: Flights, orders: Sequence[Order], objective: Objective) -> Whole:
    columns = [flights.seconds, flights.earliest_s, -flights.latest_s, waits(flights, orders)]
    if objective == "energy":
        columns.append(flights.joules)
    if objective == "fair":
        seen = np.zeros(len(orders) + 1, dtype=np.int64)
        seen[watched(orders)] = 1
        by_order = np.argsort(np.where(flights.orders == NONE, len(orders), flights.orders), axis=1)
        late = np.take_along_axis(flights.offsets * seen[flights.orders], by_order, axis=1)
        columns += list(late.T)
    return np.stack(columns, axis=1)


def waits(flights: Flights, orders: Sequence[Order]) -> Whole:
    """Return the weighted waiting of each flight's orders were it to take off at second 0."""
    weight, opens = weights(orders)
    total: Whole = (weight[flights.orders] * (flights.offsets - opens[flights.orders])).sum(axis=1)
    return total


def weights(orders: Sequence[Order]) -> tuple[Whole, Whole]:
    """Return weights and openings by place, with nothing for a drop that is not made."""
    weight = np.array([*(order.weight for order in orders), 0], dtype=np.int64)
    return weight, np.array([*(order.open_s for order in orders), 0], dtype=np.int64)


def _alive(code: Whole, counted: Whole) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    alive = np.ones(len(code), dtype=bool)
    for shift in range(1, min(_SEQUENCES, len(code))):
        first, second = np.arange(len(code) - shift), np.arange(shift, len(code))
        same = code[first] == code[second]
        worse = same & (counted[first] <= counted[second]).all(axis=1) & alive[first]
        alive[second[worse]] = False
        worse = same & (counted[second] <= counted[first]).all(axis=1)
        alive[first[worse & alive[first] & alive[second]]] = False
    return alive
