"""Sorties of many orders by annealing: orders and whole flights change places between drones.

A state is a sequence of flights for each drone, each as early as it can be; all that is minimised
only grows with time. Windows, payload and battery hold at every move; an order that has no place
yet stands outside, which costs more than anything else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from citybricks.methods.drones.sorties.enumerating import Numbers
from citybricks.methods.drones.sorties.orders import NONE, Whole
from citybricks.methods.drones.sorties.tables import (
    BUSY,
    COLUMNS,
    FIRST,
    JOULES,
    LAST,
    LATE,
    WAIT,
    WEIGHT,
    Setting,
)

OUTSIDE = 1e12
"""Cost of an order that is not brought."""
_POWER = 12.0
_SCALE = 3600.0
_SMOOTH = 0.2
"""How much all long ones count beside the longest, where that is minimised."""
_SOON = 5e-4
"""Joules that a weighted second of waiting is worth, where energy is minimised."""
ENERGY, MAKESPAN, WAITING, FAIR = range(4)
ABSENT = 0


class State(NamedTuple):
    """Flights of each drone.

    Attributes
    ----------
    orders, size
        Orders of each flight in sequence: shapes (n, 3) and (n,); a flight of none is free.
    lane, length
        Flights of each drone in sequence: shapes (drones, n) and (drones,).
    flight_of, lane_of
        Flight of each order, -1 outside; drone of each flight.
    taken
        What each flight takes: shape (n, COLUMNS).
    cost, peak
        Of each drone.
    sums
        How many orders stand outside, shape (1,).
    random
        State of the random numbers, shape (1,).
    """

    orders: Whole
    size: Whole
    lane: Whole
    length: Whole
    flight_of: Whole
    lane_of: Whole
    taken: Numbers
    cost: Numbers
    peak: Numbers
    sums: Numbers
    random: NDArray[np.uint64]


def empty(count: int, drones: int, seed: int) -> State:
    """Return the state in which nothing flies."""
    return State(
        np.full((count, 3), NONE),
        np.zeros(count, dtype=np.int64),
        np.full((drones, count), NONE),
        np.zeros(drones, dtype=np.int64),
        np.full(count, NONE),
        np.full(count, NONE),
        np.zeros((count, COLUMNS)),
        np.zeros(drones),
        np.zeros(drones),
        np.array([float(count)]),
        np.array([(seed + 1) * 2654435769 % 2**63 + 1], dtype=np.uint64),
    )


def copied(state: State) -> State:
    """Return a state that changes by itself."""
    return State(*(each.copy() for each in state))  # type: ignore[arg-type]


@njit(cache=True)
def copy(source: State, target: State) -> None:
    """Write a state over another; random numbers go on."""
    target.orders[:] = source.orders
    target.size[:] = source.size
    target.length[:] = source.length
    for drone in range(len(source.length)):
        used = source.length[drone]
        target.lane[drone, :used] = source.lane[drone, :used]
    target.flight_of[:] = source.flight_of
    target.lane_of[:] = source.lane_of
    target.taken[:] = source.taken
    target.cost[:] = source.cost
    target.peak[:] = source.peak
    target.sums[:] = source.sums


@njit(cache=True)
def draw(state: State, below: int) -> int:
    """Return a random number (xorshift, Marsaglia 2003, doi:10.18637/jss.v008.i14)."""
    x = state.random[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state.random[0] = x
    return np.int64((x >> np.uint64(33)) % np.uint64(below))  # type: ignore[return-value]


@njit(cache=True)
def time_lane(s: Setting, state: State, drone: int) -> bool:
    """Let a drone's flights take off as early as they can; say whether windows hold."""
    ready, cost, peak = 0, 0.0, 0.0
    for place in range(state.length[drone]):
        taken = state.taken[state.lane[drone, place]]
        start = max(ready, int(taken[FIRST]))
        if start > taken[LAST]:
            return False
        if s.goal == ENERGY:
            cost += taken[JOULES] + _SOON * (taken[WAIT] + taken[WEIGHT] * start)
        elif s.goal == WAITING:
            cost += taken[WAIT] + taken[WEIGHT] * start
        elif s.goal == FAIR:
            late = max(0.0, start + taken[LATE])
            peak = max(peak, late)
            cost += (late / _SCALE) ** _POWER
        ready = (start + int(taken[BUSY]) + s.step_s - 1) // s.step_s * s.step_s
    if s.goal == MAKESPAN:
        peak, cost = float(ready), (ready / _SCALE) ** _POWER
    state.cost[drone], state.peak[drone] = cost, peak
    return True


@njit(cache=True)
def value(s: Setting, state: State) -> float:
    """Return what is minimised, with what stands outside."""
    total = state.sums[ABSENT] * OUTSIDE
    if s.goal in (ENERGY, WAITING):
        return total + state.cost.sum()  # type: ignore[no-any-return]
    norm = _SCALE * state.cost.sum() ** (1 / _POWER)
    return total + state.peak.max() + _SMOOTH * norm  # type: ignore[no-any-return]


@njit(cache=True)
def put(state: State, flight: int, drone: int, place: int) -> None:
    """Insert a flight into the sequence of a drone."""
    for at in range(state.length[drone], place, -1):
        state.lane[drone, at] = state.lane[drone, at - 1]
    state.lane[drone, place] = flight
    state.length[drone] += 1
    state.lane_of[flight] = drone


@njit(cache=True)
def pull(state: State, flight: int) -> int:
    """Take a flight out of its drone's sequence; return where it was."""
    drone = state.lane_of[flight]
    place = where(state, flight)
    for at in range(place, state.length[drone] - 1):
        state.lane[drone, at] = state.lane[drone, at + 1]
    state.length[drone] -= 1
    return place


@njit(cache=True)
def where(state: State, flight: int) -> int:
    """Return the place of a flight in its drone's sequence."""
    drone = state.lane_of[flight]
    for place in range(state.length[drone]):
        if state.lane[drone, place] == flight:
            return place
    return -1


@njit(cache=True)
def drop(state: State, order: int) -> None:
    """Take an order out of its flight; an empty flight goes."""
    flight = state.flight_of[order]
    size, shift = state.size[flight], 0
    for place in range(size):
        if state.orders[flight, place] == order:
            shift = 1
        elif shift:
            state.orders[flight, place - 1] = state.orders[flight, place]
    state.size[flight] -= 1
    state.orders[flight, size - 1] = NONE
    if size == 1:
        pull(state, flight)


@njit(cache=True)
def add(state: State, order: int, flight: int, place: int) -> None:
    """Insert an order into a flight."""
    for at in range(state.size[flight], place, -1):
        state.orders[flight, at] = state.orders[flight, at - 1]
    state.orders[flight, place] = order
    state.size[flight] += 1
    state.flight_of[order] = flight


@njit(cache=True)
def free(state: State, order: int) -> int:
    """Return a flight that has no orders."""
    flight = order
    while state.size[flight] > 0:
        flight = flight + 1 if flight + 1 < len(state.size) else 0
    return flight
