"""The moves of annealing: one change of a state, kept or undone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from citybricks.methods.drones.sorties.annealing import (
    ABSENT,
    State,
    add,
    copy,
    draw,
    drop,
    free,
    pull,
    put,
    time_lane,
    value,
    where,
)
from citybricks.methods.drones.sorties.enumerating import Numbers
from citybricks.methods.drones.sorties.orders import NONE, Whole
from citybricks.methods.drones.sorties.tables import COLUMNS, Setting, fly

RELOCATE, ALONE, SWAP, MOVE, EXCHANGE, TURN = range(6)


class Undo(NamedTuple):
    """What at most two flights and two drones had before a move."""

    flights: Whole
    drones: Whole
    orders: Whole
    size: Whole
    lane_of: Whole
    taken: Numbers
    lane: Whole
    length: Whole
    cost: Numbers
    peak: Numbers
    absent: Numbers


def undo(state: State) -> Undo:
    """Return room for what a move changes."""
    return Undo(
        np.zeros(2, dtype=np.int64),
        np.zeros(2, dtype=np.int64),
        np.zeros((2, 3), dtype=np.int64),
        np.zeros(2, dtype=np.int64),
        np.zeros(2, dtype=np.int64),
        np.zeros((2, COLUMNS)),
        np.zeros((2, state.lane.shape[1]), dtype=np.int64),
        np.zeros(2, dtype=np.int64),
        np.zeros(2),
        np.zeros(2),
        np.zeros(1),
    )


@njit(cache=True)
def keep(state: State, old: Undo, f: int, g: int, a: int, b: int) -> None:
    """Remember two flights and two drones; -1 for none."""
    old.absent[0] = state.sums[ABSENT]
    for at, flight in enumerate((f, g)):
        old.flights[at] = flight
        if flight >= 0:
            old.orders[at] = state.orders[flight]
            old.size[at] = state.size[flight]
            old.lane_of[at] = state.lane_of[flight]
            old.taken[at] = state.taken[flight]
    for at, drone in enumerate((a, b)):
        old.drones[at] = drone
        if drone >= 0:
            used = state.length[drone]
            old.lane[at, :used] = state.lane[drone, :used]
            old.length[at] = used
            old.cost[at] = state.cost[drone]
            old.peak[at] = state.peak[drone]


@njit(cache=True)
def restore(state: State, old: Undo, order: int, other: int) -> None:
    """Undo a move; `order` and `other` are in their flights again, or outside."""
    state.sums[ABSENT] = old.absent[0]
    state.flight_of[order] = NONE
    state.flight_of[other] = NONE
    for at in range(2):
        flight = old.flights[at]
        if flight >= 0:
            state.orders[flight] = old.orders[at]
            state.size[flight] = old.size[at]
            state.lane_of[flight] = old.lane_of[at]
            state.taken[flight] = old.taken[at]
            for place in range(old.size[at]):
                state.flight_of[old.orders[at, place]] = flight
        drone = old.drones[at]
        if drone >= 0:
            used = old.length[at]
            state.lane[drone, :used] = old.lane[at, :used]
            state.length[drone] = used
            state.cost[drone] = old.cost[at]
            state.peak[drone] = old.peak[at]


@njit(cache=True)
def holds(s: Setting, state: State, old: Undo) -> bool:
    """Compute what changed again; say whether it can be flown."""
    for flight in old.flights:
        if flight >= 0 and state.size[flight] > 0:  # noqa: SIM102 - compiled
            if not fly(s, state.orders[flight], state.size[flight], state.taken[flight]):
                return False
    for drone in old.drones:  # noqa: SIM110 - compiled
        if drone >= 0 and not time_lane(s, state, drone):
            return False
    return True


@njit(cache=True)
def move(  # noqa: C901, PLR0911 - one branch for each kind of move
    s: Setting, state: State, old: Undo, near: Whole, kind: int, order: int
) -> int:
    """Change something about an order; return the other order of the move, -1 when there is none.

    Flights and drones are remembered before; nothing is computed again.
    """
    count, drones = len(state.size), len(state.length)
    f = state.flight_of[order]
    a = state.lane_of[f] if f >= 0 else -1
    other = near[order, draw(state, near.shape[1])]
    if kind in (ALONE, EXCHANGE) and draw(state, 2):
        other = draw(state, count)
    g = state.flight_of[other]
    if kind in (ALONE, MOVE):
        b = draw(state, drones)
        if kind == ALONE and (f < 0 or state.size[f] > 1):
            new = free(state, order)
            keep(state, old, f, new, a, b if b != a else -1)
            _leave(state, order, f)
            add(state, order, new, 0)
            put(state, new, b, draw(state, state.length[b] + 1))
            return order
        if f < 0:
            return -1
        keep(state, old, f, -1, a, b if b != a else -1)
        pull(state, f)
        put(state, f, b, draw(state, state.length[b] + 1))
        return order
    if kind == TURN:
        if f < 0 or state.size[f] < 2:  # noqa: PLR2004 - nothing to turn
            return -1
        keep(state, old, f, -1, a, -1)
        drop(state, order)
        add(state, order, f, draw(state, state.size[f] + 1))
        return order
    if g < 0 or g == f:
        return -1
    b = state.lane_of[g]
    if kind == RELOCATE:
        if state.size[g] >= s.drops:
            return -1
        keep(state, old, f, g, a, b if b != a else -1)
        _leave(state, order, f)
        add(state, order, g, draw(state, state.size[g] + 1))
        return order
    keep(state, old, f, g, a, b if b != a else -1)
    if kind == SWAP:
        _trade(state, order, f, other, g)
        return other  # type: ignore[no-any-return]
    if f < 0:
        return -1
    p, q = where(state, f), where(state, g)
    state.lane[a, p], state.lane[b, q] = g, f
    state.lane_of[f], state.lane_of[g] = b, a
    return other  # type: ignore[no-any-return]


@njit(cache=True)
def _leave(state: State, order: int, flight: int) -> None:
    """Take an order from its flight, or from outside."""
    if flight >= 0:
        drop(state, order)
    else:
        state.sums[ABSENT] -= 1


@njit(cache=True)
def _trade(state: State, order: int, f: int, other: int, g: int) -> None:
    """Let two orders take each other's places; one of them may be outside."""
    for at in range(state.size[g]):
        if state.orders[g, at] == other:
            state.orders[g, at] = order
    state.flight_of[order] = g
    state.flight_of[other] = f
    if f >= 0:
        for at in range(state.size[f]):
            if state.orders[f, at] == order:
                state.orders[f, at] = other


@njit(cache=True)
def anneal(
    s: Setting, state: State, best: State, old: Undo, near: Whole, heat: float, moves: int
) -> None:
    """Try moves at a temperature; the best state is written to `best`."""
    now, least = value(s, state), value(s, best)
    count = len(state.size)
    for _ in range(moves):
        order = draw(state, count)
        other = move(s, state, old, near, draw(state, 6), order)
        if other < 0:
            continue
        then = value(s, state) if holds(s, state, old) else np.inf
        chance = (draw(state, 1 << 30) + 1) / (1 << 30)
        if then > now - heat * np.log(chance):
            restore(state, old, order, other)
            continue
        now = then
        if now < least - 1e-9:
            copy(state, best)
            least = now
