"""Trips that are torn apart near one street and put together again, directions always the best.

Each trip carries the cost of its beginning and of its end at each stop in both directions of that
stop (dynamic programming), so that putting a street anywhere is judged with the best directions of
the whole trip in constant time [2]_. The search is ruin and recreate under annealing [1]_.

.. [1] J. Christiaens, G. Vanden Berghe, Slack induction by string removals for vehicle routing
       problems, Transportation Science 54 (2020), doi:10.1287/trsc.2019.0914.
.. [2] T. Vidal, Node, edge, arc routing and turn penalties: multiple problems, one neighborhood
       extension, Operations Research 65 (2017), doi:10.1287/opre.2017.1595.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

SPLIT = 0.5
"""Share of strings that keep a part of what lies between their ends."""
SHORT = 0.01
"""Chance that such a part ends at each stop."""


class Task(NamedTuple):
    """What does not change during a search."""

    legs: Ints
    """(jobs + 1, jobs + 1, 2, 2): see `legs.Legs`."""
    into: Ints
    """The same, seen from the second: `into[b, a, l, k] == legs[a, b, k, l]`."""
    demand: Longs
    near: Ints
    """(jobs, jobs): other jobs of each, the nearest first; itself is the first."""
    capacity: int
    trips: int
    """Trips beyond these cost `extra` each."""
    extra: int
    blink: float
    """Share of places that are overlooked."""
    mean: float
    """Jobs taken out at a time, on average."""
    longest: int
    """Jobs taken out of one trip at a time, at most."""
    fine: NDArray[np.float64]
    """(1,): cost of each unit of load above the capacity; follows the search."""


class Tours(NamedTuple):
    """Trips and what is known about them; the depot stands at both ends of each."""

    stops: Ints
    sizes: Ints
    """Stops without the depot."""
    loads: Longs
    costs: Longs
    fore: Longs
    """(trips, stops, 2): from the depot to the end of this stop, by its direction."""
    back: Longs
    """(trips, stops, 2): from the end of this stop, by its direction, to the depot."""
    trip_of: Ints
    """The trip of each job; -1 for one that is in none."""
    touched: NDArray[np.bool_]
    """Trips that were changed since the last copy."""


@njit(cache=True)
def uniform(state: NDArray[np.uint64]) -> float:
    """Draw from [0, 1): xorshift64* (Vigna 2016)."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    drawn: float = (x * np.uint64(2685821657736338717)) >> np.uint64(11)
    return drawn / 9007199254740992.0


@njit(cache=True)
def below(state: NDArray[np.uint64], count: int) -> int:
    """Draw a whole number from 0 to count - 1."""
    return int(uniform(state) * count)


@njit(cache=True)
def renew(task: Task, tours: Tours, trip: int) -> None:
    """Compute what is known about one trip from its stops."""
    stops, fore, back = tours.stops[trip], tours.fore[trip], tours.back[trip]
    last = tours.sizes[trip] + 1
    fore[0, 0] = fore[0, 1] = back[last, 0] = back[last, 1] = 0
    for p in range(1, last + 1):
        leg = task.legs[stops[p - 1], stops[p]]
        for way in range(2):
            fore[p, way] = min(fore[p - 1, 0] + leg[0, way], fore[p - 1, 1] + leg[1, way])
    for p in range(last - 1, -1, -1):
        leg = task.legs[stops[p], stops[p + 1]]
        for way in range(2):
            back[p, way] = min(leg[way, 0] + back[p + 1, 0], leg[way, 1] + back[p + 1, 1])
    tours.costs[trip] = fore[last, 0]
    load = 0
    for p in range(1, last):
        load += task.demand[stops[p]]
    tours.loads[trip] = load


@njit(cache=True)
def cut(task: Task, tours: Tours, trip: int, first: int, count: int) -> None:
    """Take stops out of a trip; what is known about it is not renewed."""
    stops = tours.stops[trip]
    for p in range(first, first + count):
        tours.trip_of[stops[p]] = -1
        tours.loads[trip] -= task.demand[stops[p]]
    for p in range(first + count, tours.sizes[trip] + 2):
        stops[p - count] = stops[p]
    tours.sizes[trip] -= count
    tours.touched[trip] = True


@njit(cache=True)
def put(task: Task, tours: Tours, job: int, trip: int, place: int) -> None:
    """Put a job behind the stop at a place of a trip."""
    stops = tours.stops[trip]
    for p in range(tours.sizes[trip] + 1, place, -1):
        stops[p + 1] = stops[p]
    stops[place + 1] = job
    tours.sizes[trip] += 1
    tours.trip_of[job] = trip
    tours.touched[trip] = True
    renew(task, tours, trip)


@njit(cache=True)
def overload(task: Task, load: int) -> float:
    """Return what is charged for a load."""
    charged: float = task.fine[0] * max(0, load - task.capacity)
    return charged


@njit(cache=True)
def entry(task: Task, tours: Tours, job: int, trip: int, busy: int) -> float:
    """Return what a job costs a trip besides its way: too much load, one trip too many."""
    load = tours.loads[trip]
    cost = overload(task, load + task.demand[job]) - overload(task, load)
    return cost + (task.extra if load == 0 and busy >= task.trips else 0)


@njit(cache=True)
def best_place(task: Task, tours: Tours, job: int, state: NDArray[np.uint64]) -> tuple[int, int]:
    """Return the trip and the place where a job costs least; the trip is -1 when there is none."""
    best, at_trip, at_place = 1e300, -1, 0
    out, into = task.legs[job], task.into[job]
    most = tours.stops.shape[1] - 2
    busy = in_use(tours)
    fresh = True
    for trip in range(len(tours.sizes)):
        if tours.sizes[trip] >= most:
            continue
        if tours.sizes[trip] == 0:
            if not fresh:
                continue
            fresh = False
        stops, fore, back = tours.stops[trip], tours.fore[trip], tours.back[trip]
        dues = entry(task, tours, job, trip, busy) - tours.costs[trip]
        for p in range(tours.sizes[trip] + 1):
            a, b = into[stops[p]], out[stops[p + 1]]
            f0, f1, b0, b1 = fore[p, 0], fore[p, 1], back[p + 1, 0], back[p + 1, 1]
            one = min(f0 + a[0, 0], f1 + a[0, 1]) + min(b[0, 0] + b0, b[0, 1] + b1)
            two = min(f0 + a[1, 0], f1 + a[1, 1]) + min(b[1, 0] + b0, b[1, 1] + b1)
            cost = min(one, two) + dues
            if cost < best and (at_trip < 0 or uniform(state) >= task.blink):
                best, at_trip, at_place = cost, trip, p
    return at_trip, at_place


@njit(cache=True)
def in_use(tours: Tours) -> int:
    """Count trips that are not empty."""
    busy = 0
    for trip in range(len(tours.sizes)):
        busy += tours.sizes[trip] > 0
    return busy


@njit(cache=True)
def ruin(task: Task, tours: Tours, state: NDArray[np.uint64], out: Ints) -> int:
    """Take strings of stops out of trips near one job; return how many jobs."""
    jobs = len(task.demand)
    limit = min(float(task.longest), jobs / max(in_use(tours), 1))
    strings = int(uniform(state) * (4.0 * task.mean / (1.0 + limit))) + 1
    near = task.near[below(state, jobs)]
    count = 0
    torn = np.zeros(strings, np.int32)
    done = 0
    for job in near:
        trip = tours.trip_of[job]
        if trip < 0:
            continue
        seen = False
        for other in range(done):
            seen |= torn[other] == trip
        if seen:
            continue
        torn[done] = trip
        done += 1
        count = tear(task, tours, job, limit, state, out, count)
        if done == strings:
            break
    for other in range(done):
        renew(task, tours, torn[other])
    return count


@njit(cache=True)
def tear(
    task: Task,
    tours: Tours,
    job: int,
    limit: float,
    state: NDArray[np.uint64],
    out: Ints,
    count: int,
) -> int:
    """Take a string with a job in it out of its trip, half of the times with a part kept."""
    trip = tours.trip_of[job]
    stops, size = tours.stops[trip], tours.sizes[trip]
    place = 1
    while stops[place] != job:
        place += 1
    length = int(uniform(state) * min(float(size), limit)) + 1
    kept = 0
    if length > 1 and length < size and uniform(state) < SPLIT:
        kept = 1
        while length + kept < size and uniform(state) > SHORT:
            kept += 1
    whole = length + kept
    low, high = max(1, place - whole + 1), min(place, size - whole + 1)
    first = low + below(state, high - low + 1)
    spare = first + 1 + below(state, length - 1) if kept else first + whole
    for p in range(first, first + whole):
        if p < spare or p >= spare + kept:
            out[count] = stops[p]
            count += 1
    if kept:
        cut(task, tours, trip, spare + kept, first + whole - spare - kept)
        cut(task, tours, trip, first, spare - first)
    else:
        cut(task, tours, trip, first, whole)
    return count


@njit(cache=True)
def order(task: Task, loose: Ints, count: int, state: NDArray[np.uint64]) -> None:
    """Sort jobs that are in no trip: at random, the heaviest, farthest or nearest first."""
    draw = uniform(state)
    depot = task.legs[len(task.demand)]
    keys = np.empty(count)
    for i in range(count):
        job = loose[i]
        far = min(depot[job, 0, 0], depot[job, 0, 1])
        if draw < 4 / 11:
            keys[i] = uniform(state)
        elif draw < 8 / 11:
            keys[i] = -task.demand[job]
        else:
            keys[i] = -far if draw < 10 / 11 else far
    for i in range(1, count):
        key, job, j = keys[i], loose[i], i
        while j > 0 and keys[j - 1] > key:
            keys[j], loose[j] = keys[j - 1], loose[j - 1]
            j -= 1
        keys[j], loose[j] = key, job


@njit(cache=True)
def recreate(task: Task, tours: Tours, loose: Ints, count: int, state: NDArray[np.uint64]) -> bool:
    """Put loose jobs where they cost least; False when one finds no room at all."""
    for i in range(count):
        trip, place = best_place(task, tours, loose[i], state)
        if trip < 0:
            return False
        put(task, tours, loose[i], trip, place)
    return True


@njit(cache=True)
def total(task: Task, tours: Tours) -> tuple[float, bool]:
    """Return the cost with all charges, and whether no trip has too much load."""
    cost, charged = 0.0, 0.0
    for trip in range(len(tours.sizes)):
        cost += tours.costs[trip]
        charged += overload(task, tours.loads[trip])
    surplus = max(0, in_use(tours) - task.trips)
    return cost + charged + task.extra * surplus, charged == 0


@njit(cache=True)
def copy(source: Tours, target: Tours) -> None:
    """Copy the trips that were touched, and take their marks away."""
    for trip in range(len(source.sizes)):
        if not (source.touched[trip] or target.touched[trip]):
            continue
        size = source.sizes[trip]
        target.sizes[trip], target.loads[trip] = size, source.loads[trip]
        target.costs[trip] = source.costs[trip]
        target.stops[trip, : size + 2] = source.stops[trip, : size + 2]
        target.fore[trip, : size + 2] = source.fore[trip, : size + 2]
        target.back[trip, : size + 2] = source.back[trip, : size + 2]
        for p in range(1, size + 1):
            target.trip_of[source.stops[trip, p]] = trip
        source.touched[trip] = target.touched[trip] = False


@njit(cache=True)
def anneal(
    task: Task,
    tours: Tours,
    kept: Tours,
    best: Tours,
    state: NDArray[np.uint64],
    rounds: int,
    heat: float,
) -> tuple[float, int]:
    """Ruin and recreate some times at one temperature; return the cost of the best so far.

    `tours` and `kept` hold the same trips before and after.
    """
    loose = np.empty(len(task.demand), np.int32)
    now, fits = total(task, tours)
    least, held = total(task, best)
    if not held:
        least = 1e300
    light = 0
    for _ in range(rounds):
        count = ruin(task, tours, state, loose)
        order(task, loose, count, state)
        whole = recreate(task, tours, loose, count, state)
        cost, good = total(task, tours)
        if whole and cost < now - heat * np.log(1.0 - uniform(state)):
            copy(tours, kept)
            now, fits = cost, good
            if good and cost < least:
                least = cost
                best.touched[:] = True
                copy(tours, best)
        else:
            copy(kept, tours)
        light += fits
    return least, light
