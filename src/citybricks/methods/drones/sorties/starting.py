"""A first plan for many orders: trips of PyVRP, repaired where battery or windows do not hold.

PyVRP knows payload, drops, windows and the change of batteries (loading between two trips). It does
not know energy that falls with each drop; its trips are flown again with the true model, and what
does not hold is taken apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from citybricks.methods.drones.sorties.annealing import (
    ABSENT,
    State,
    add,
    empty,
    free,
    pull,
    put,
    time_lane,
)
from citybricks.methods.drones.sorties.tables import (
    BUSY,
    COLUMNS,
    FIRST,
    LAST,
    NO_WAY,
    Setting,
    fly,
)
from citybricks.methods.routing.problem import NEVER, Client, Problem, Site, Vehicle, Way
from citybricks.methods.routing.rounds import search
from citybricks.methods.routing.stopping import Stop

Trips = list[list[list[int]]]
"""Orders of each flight of each drone, in sequence."""
_GRAM = 1000
_PRIZE = 10**8
_DAY_S = 8 * 24 * 3600


def trips(s: Setting, drones: int, stop: Stop, seed: int) -> Trips:
    """Return the trips of PyVRP."""
    plan, _ = search(problem(s, drones), stop, seed)
    made: Trips = []
    for route in plan.routes:
        lane: list[list[int]] = [[]]
        for visit in route.visits:
            if visit.client >= 0:
                lane[-1].append(visit.client)
            elif lane[-1]:
                lane.append([])
        made.append([flight for flight in lane if flight])
    return made


def problem(s: Setting, drones: int) -> Problem:
    """Return the orders as rounds: energy at half the payload stands for metres."""
    count = len(s.mass)
    half = s.joules[:, :, s.joules.shape[2] // 4] / 10
    metres = np.where(half < NO_WAY / 20, half, NEVER)
    seconds = np.where(s.seconds < NO_WAY / 2, np.ceil(s.seconds), NEVER)
    for matrix in (metres, seconds):
        np.fill_diagonal(matrix, 0)
    service = s.service.astype(int)
    early, late = np.maximum(0, s.opens - service), s.closes - service
    clients = tuple(
        Client(
            str(at),
            (Way(at + 1, at + 1),),
            (int(np.ceil(s.mass[at] * _GRAM)), 1),
            int(service[at]),
            ((int(early[at]), max(int(early[at]), int(late[at]))),),
            prize=_PRIZE,
            required=False,
        )
        for at in range(count)
    )
    # a change of batteries, and the wait for the next full step
    base = Site("base", 0, (0, _DAY_S), s.swap_s + s.step_s)
    fleet = Vehicle(
        "drone",
        count=drones,
        capacity=(int(s.payload_kg * _GRAM + 0.5), s.drops),
        reloads=(0,),
    )
    whole = [np.minimum(each, NEVER).astype(np.int64) for each in (metres, seconds)]
    return Problem(whole[0], whole[1], clients, (base,), (fleet,))


def flown(s: Setting, lanes: Trips, drones: int, seed: int) -> State:
    """Let trips be flown as far as they can be; the rest goes where there is room, or outside."""
    state = empty(len(s.mass), drones, seed)
    left = set(range(len(s.mass)))
    for drone, lane in enumerate(lanes):
        for flight in lane:
            for part in _parts(s, flight):
                if _append(s, state, drone, part):
                    left -= set(part)
    for order in sorted(left, key=lambda order: (int(s.closes[order]), order)):
        _anywhere(s, state, [order])
    return state


def placed(s: Setting, flights: list[list[int]], drones: int, seed: int) -> State:
    """Let flights be flown, those first that must take off first, by whichever drone is ready."""
    state, taken = empty(len(s.mass), drones, seed), np.zeros(COLUMNS)
    latest: list[tuple[float, list[int]]] = []
    for flight in flights:
        for part in _parts(s, flight):
            fly(s, np.array([*part, 0, 0, 0]), len(part), taken)
            latest.append((float(taken[LAST]), part))
    for _, flight in sorted(latest):
        if not _anywhere(s, state, flight):
            for order in flight:
                _anywhere(s, state, [order])
    return state


def simple(s: Setting, drones: int, seed: int) -> State:
    """Return the plan of one order a flight, those first whose windows close first."""
    return placed(s, [[order] for order in range(len(s.mass))], drones, seed)


def _parts(s: Setting, flight: Sequence[int]) -> list[list[int]]:
    """Return a flight, or its orders by themselves when it cannot be flown."""
    taken = np.zeros(COLUMNS)
    row = np.array([*flight, 0, 0, 0], dtype=np.int64)
    if fly(s, row, len(flight), taken):
        return [list(flight)]
    return [[order] for order in flight]


def _anywhere(s: Setting, state: State, flight: list[int]) -> bool:
    """Put a flight at the end of the drone that could take off first."""
    by_load = sorted(range(len(state.length)), key=lambda drone: (_ready(s, state, drone), drone))
    return any(_append(s, state, drone, flight) for drone in by_load)


def _ready(s: Setting, state: State, drone: int) -> int:
    ready = 0
    for place in range(state.length[drone]):
        taken = state.taken[state.lane[drone, place]]
        ready = max(ready, int(taken[FIRST])) + int(taken[BUSY])
        ready = -(-ready // s.step_s) * s.step_s
    return ready


def _append(s: Setting, state: State, drone: int, flight: Sequence[int]) -> bool:
    """Put a flight at the end of a drone's sequence, if that can be flown."""
    new = free(state, flight[0])
    row = np.array([*flight, -1, -1][:3], dtype=np.int64)
    if not fly(s, row, len(flight), state.taken[new]):
        return False
    for place, order in enumerate(flight):
        add(state, order, new, place)
    put(state, new, drone, state.length[drone])
    state.sums[ABSENT] -= len(flight)
    if time_lane(s, state, drone):
        return True
    pull(state, new)
    state.size[new], state.orders[new] = 0, -1
    state.flight_of[list(flight)] = -1
    state.sums[ABSENT] += len(flight)
    time_lane(s, state, drone)
    return False
