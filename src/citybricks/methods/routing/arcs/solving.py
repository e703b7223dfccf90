"""Plans trips that serve all streets, says how good they are, and has them checked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.routing.answer import Answer, watched
from citybricks.methods.routing.arcs.bounds import lower_bound
from citybricks.methods.routing.arcs.checking import check, cost
from citybricks.methods.routing.arcs.instance import Instance, Trip
from citybricks.methods.routing.arcs.legs import Legs, directions, legs_of
from citybricks.methods.routing.stopping import Stop

if TYPE_CHECKING:
    from citybricks.methods.routing.arcs.improving import Task, Tours

SOLVER = "ruin and recreate with best directions 2"
CHUNK = 200
"""Ruins in one iteration; whether to stop is asked between iterations."""
HOT, COLD = 0.3, 0.003
"""Temperature at the beginning and at the end, in costs of a mean job."""
SMALL = 100
"""Jobs up to which the search is soon done with cooling, and better kept warm for most of it."""
WARM, TEPID, KEPT = 0.16, 0.1, 0.85
"""Temperature of a small search at the beginning, and after that share of it; then it cools."""
MEAN, LONGEST = 10.0, 10
"""Jobs taken out at a time on average, and of one trip at most."""
BLINK = 0.01
"""Share of places that are overlooked."""
LIGHT = 0.5
"""Share of the search that goes through plans without overload."""


def solve(
    instance: Instance, stop: Stop, seed: int = 0, *, bounded: bool = True
) -> tuple[tuple[Trip, ...], Answer]:
    """Plan trips.

    Parameters
    ----------
    instance
        What to serve, and with what.
    stop
        When to stop; by iterations for a plan that is the same each time.
    seed
        Start of the random sequence.
    bounded
        Whether to compute a lower bound first; the search ends early when it is reached.

    Returns
    -------
    tuple
        The trips, and how good they are: objective and violations as the checker finds them.

    Raises
    ------
    ArcsError
        When a street cannot be reached from the depot and left again.
    """
    with watched() as watch:
        over = stop(math.inf)
        legs = legs_of(instance)
        below = lower_bound(instance) if bounded else -math.inf
        trips, iterations = _search(instance, legs, stop, seed, below, over=over)
        broken = tuple(check(instance, trips))
        found = cost(instance, trips)
    return trips, Answer(SOLVER, seed, watch.seconds, iterations, found, below, broken)


def _search(
    instance: Instance, legs: Legs, stop: Stop, seed: int, below: float, *, over: bool
) -> tuple[tuple[Trip, ...], int]:
    from citybricks.methods.routing.arcs.improving import anneal

    if not instance.jobs:
        return (), 0
    task = task_of(instance, legs)
    state = np.array(
        [(seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 | 1], dtype=np.uint64
    )
    tours, kept, best = _started(instance, task, state)
    scale = float(tours.costs.sum()) / len(instance.jobs)
    iterations, least = 0, math.inf
    while not over and least > below:
        heat = scale * warmth(len(instance.jobs), min(1.0, stop.share))
        least, light = anneal(task, tours, kept, best, state, CHUNK, heat)
        task.fine[0] *= 0.95 if light > LIGHT * CHUNK else 1.05
        iterations += 1
        over = stop(least)
    rows = [best.stops[t, 1 : size + 1].tolist() for t, size in enumerate(best.sizes) if size]
    return tuple(best_directions(instance, legs, row) for row in rows), iterations


def warmth(jobs: int, share: float) -> float:
    """Return the temperature after a share of the search, in costs of a mean job."""
    if jobs > SMALL:
        return float(HOT * (COLD / HOT) ** share)
    if share < KEPT:
        return float(WARM * (TEPID / WARM) ** (share / KEPT))
    return float(TEPID * (COLD / TEPID) ** ((share - KEPT) / (1 - KEPT)))


def task_of(instance: Instance, legs: Legs) -> Task:
    """Return what the search takes."""
    from citybricks.methods.routing.arcs.improving import Task

    jobs = len(instance.jobs)
    empty = legs[:jobs, :jobs].astype(np.int64)
    empty -= np.array([instance.job_cost(job) for job in range(jobs)])[None, :, None, None]
    far = empty.min(axis=(2, 3))
    far = np.minimum(far, far.T)
    np.fill_diagonal(far, -1)
    extra = int(legs[jobs, :jobs].max() + legs[:jobs, jobs].max())
    return Task(
        legs=legs,
        into=np.ascontiguousarray(legs.transpose(1, 0, 3, 2)),
        demand=np.array([job.demand for job in instance.jobs], dtype=np.int64),
        near=np.argsort(far, axis=1, kind="stable").astype(np.int32),
        capacity=instance.capacity,
        trips=instance.vehicles or jobs,
        extra=extra,
        blink=BLINK,
        mean=MEAN,
        longest=LONGEST,
        fine=np.array([extra], dtype=float),
    )


def tours_of(instance: Instance, task: Task, rows: Sequence[Sequence[int]] = ()) -> Tours:
    """Return trips with the stops of the rows, and room for more."""
    from citybricks.methods.routing.arcs.improving import Tours, renew

    jobs = len(task.demand)
    light = np.cumsum(np.sort(task.demand))
    width = int(np.searchsorted(light, task.capacity, side="right")) + 8
    width = max([width, *(len(row) + 3 for row in rows)])
    count = max(min(jobs, 2 * instance.least_trips + 5), len(rows))
    tours = Tours(
        stops=np.full((count, width), jobs, dtype=np.int32),
        sizes=np.zeros(count, dtype=np.int32),
        loads=np.zeros(count, dtype=np.int64),
        costs=np.zeros(count, dtype=np.int64),
        fore=np.zeros((count, width, 2), dtype=np.int64),
        back=np.zeros((count, width, 2), dtype=np.int64),
        trip_of=np.full(jobs, -1, dtype=np.int32),
        touched=np.ones(count, dtype=np.bool_),
    )
    for trip, row in enumerate(rows):
        tours.stops[trip, 1 : len(row) + 1] = row
        tours.sizes[trip] = len(row)
        tours.trip_of[list(row)] = trip
        renew(task, tours, trip)
    return tours


def _started(instance: Instance, task: Task, state: NDArray[np.uint64]) -> Iterator[Tours]:
    """Return three times the same trips, each job put where it costs least."""
    from citybricks.methods.routing.arcs.improving import copy, order, recreate

    tours, kept, best = (tours_of(instance, task) for _ in range(3))
    loose = np.arange(len(task.demand), dtype=np.int32)
    order(task, loose, len(loose), state)
    recreate(task._replace(blink=0.0, fine=np.array([1e9])), tours, loose, len(loose), state)
    for other in (kept, best):
        tours.touched[:] = True
        copy(tours, other)
    return iter((tours, kept, best))


def best_directions(instance: Instance, legs: Legs, row: Sequence[int]) -> Trip:
    """Return the best directions of a trip's jobs in their sequence, by dynamic programming."""
    depot = len(instance.jobs)
    spent = legs[depot, row[0], 0].astype(np.int64)
    choices = []
    for one, other in zip(row, [*row[1:], depot], strict=True):
        each = spent[:, None] + legs[one, other]
        choices.append(each.argmin(axis=0))
        spent = each.min(axis=0)
    way = 0
    trip = []
    for job, choice in zip(reversed(row), reversed(choices), strict=True):
        way = int(choice[way])
        trip.append(directions(instance, job)[way])
    return tuple(reversed(trip))
