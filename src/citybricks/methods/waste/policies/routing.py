"""A day's rounds: what all policies route with, and what they drive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from citybricks.methods.routing.problem import Ints
from citybricks.methods.waste.policies.annealing import anneal, driven
from citybricks.methods.waste.policies.moving import NONE, State, Task
from citybricks.methods.waste.policies.world import Floats, World

NEIGHBOURS = 12
MOVES = 20_000
EACH = 1_000
"""Moves for each container of a day, at most."""
HOT = 8.0
OVERTIME = 0.1
"""What a second more costs than a day may last."""
MUST = 1e6
"""What leaving a container that is due would cost."""
SURE = 0.98
"""Share of a truck that is planned to be filled."""
MOST = 6
"""Trips of a day in a plan of several days."""

Trips = list[Ints]
"""Containers of each trip of a day, in order."""


@dataclass(frozen=True, slots=True)
class Day:
    """What is driven on a day.

    Parameters
    ----------
    emptied
        Containers, in the order of the truck.
    metres, seconds
        Driven and worked.
    """

    emptied: tuple[int, ...]
    metres: float
    seconds: float


@dataclass(frozen=True, eq=False)
class Ways:
    """What it costs to go from place to place, time there included.

    Parameters
    ----------
    cost, metres, seconds
        Between containers, then the depot, then the tips.
    direct, tipping
        Money and seconds between containers and the depot, straight on and over the best tip:
        shape (n + 1, n + 1, 2).
    tips
        Places of the tips.
    capacity, limit_s
        Of a truck, and of a day.
    """

    cost: Floats
    metres: Floats
    seconds: Floats
    direct: Floats
    tipping: Floats
    tips: Ints
    capacity: float
    limit_s: float

    @classmethod
    def of(cls, world: World) -> Ways:
        """Return the ways of a town."""
        fleet, count = world.fleet, world.count
        metres, seconds = world.metres.astype(float), world.seconds.astype(float)
        seconds[:, :count] += fleet.pick_up_s
        seconds[:, count + 1 :] += fleet.tip_s
        cost = metres / 1000 * fleet.per_km + seconds / 3600 * fleet.per_h
        tips = np.array(world.tips, dtype=np.int64)
        places = slice(0, count + 1)
        over = cost[places, tips, None] + cost[None, tips, places]
        best = tips[over.argmin(axis=1)]
        at, onto = np.arange(count + 1)[:, None], np.arange(count + 1)
        lasting = seconds[at, best] + seconds[best, onto]
        return cls(
            cost,
            metres,
            seconds,
            np.stack([cost[places, places], seconds[places, places]], axis=-1),
            np.stack([over.min(axis=1), lasting], axis=-1),
            tips,
            fleet.capacity_l,
            float(fleet.shift_s),
        )

    def drive(self, trips: Sequence[Ints], litres: Floats) -> Day:
        """Drive a day's trips; the truck also tips where the next container does not fit.

        Parameters
        ----------
        litres
            In every container.
        """
        sequence = np.concatenate([np.empty(0, np.int64), *trips])
        breaks = np.zeros(len(sequence), dtype=bool)
        ends = np.cumsum([len(trip) for trip in trips], dtype=np.int64)
        breaks[ends[ends > 0] - 1] = True
        metres, seconds = driven(
            sequence, breaks, self.metres, self.seconds, self.cost, litres.astype(float),
            self.capacity, self.tips,
        )  # fmt: skip
        return Day(tuple(int(at) for at in sequence), metres, seconds)

    def order(self, containers: Ints, litres: Floats, moves: int = MOVES, seed: int = 0) -> Trips:
        """Return containers in trips that are short to drive.

        Parameters
        ----------
        litres
            In every container.
        """
        if not len(containers):
            return []
        grid = np.append(containers, len(self.direct) - 1)
        lost = np.zeros((2, len(containers)))
        lost[1] = MUST
        full = litres[containers]
        task = self._task(grid, np.stack([full, np.zeros_like(full)]), lost)
        start = _cut(np.arange(len(containers)), full, task.limits[0])
        moves = min(moves, EACH * len(containers))
        planned = _annealed(task, [start], len(start) + 1, moves, HOT, seed)
        return [containers[trip] for trip in planned[0]]

    def plan(
        self,
        start: Sequence[Trips],
        litres: Floats,
        lost: Floats,
        moves: int,
        hot: float,
        seed: int,
    ) -> list[Trips]:
        """Plan several days.

        Parameters
        ----------
        start
            Trips of each day to begin with.
        litres
            In each container on each day: shape (days, n).
        lost
            When each is emptied on each day, and when it is left alone: shape (days + 1, n).
        """
        count = litres.shape[1]
        litres = np.vstack([litres, np.zeros(count)])
        task = self._task(np.arange(count + 1), litres, lost)
        each = max(MOST, *(len(day) + 1 for day in start))
        return _annealed(task, start, each, moves, hot, seed)

    def _task(self, places: Ints, litres: Floats, lost: Floats) -> Task:
        grid = np.ix_(places, places)
        direct = self.direct[grid]
        apart = direct[:-1, :-1, 0] + direct[:-1, :-1, 0].T
        np.fill_diagonal(apart, np.inf)
        count = len(apart)
        near = np.argsort(apart, axis=1)[:, : max(1, min(NEIGHBOURS, count - 1))]
        limits = (SURE * self.capacity, self.limit_s, OVERTIME)
        return Task(direct, self.tipping[grid], litres, lost, near, limits)


def _cut(sequence: Ints, litres: Floats, capacity: float) -> Trips:
    """Cut a sequence into trips that fit."""
    trips: list[list[int]] = [[]]
    load = 0.0
    for who, more in zip(sequence.tolist(), litres.tolist(), strict=True):
        if trips[-1] and load + more > capacity:
            trips.append([])
            load = 0.0
        trips[-1].append(who)
        load += more
    return [np.array(trip, dtype=np.int64) for trip in trips]


def _annealed(
    task: Task, start: Sequence[Trips], each: int, moves: int, hot: float, seed: int
) -> list[Trips]:
    """Anneal from a plan to begin with; return the trips of each day."""
    horizon, count = len(task.litres) - 1, task.litres.shape[1]
    many = horizon * each + 1
    plan, size = np.zeros((many, count), np.int64), np.zeros(many, np.int64)
    left = np.ones(count, dtype=bool)
    for day, trips in enumerate(start):
        for at, trip in enumerate(trips, day * each):
            plan[at, : len(trip)], size[at] = trip, len(trip)
            left[trip] = False
    size[-1] = left.sum()
    plan[-1, : size[-1]] = np.flatnonzero(left)
    state = State(
        plan, size, np.full(many, NONE), np.full(many, NONE), np.zeros(many),
        np.arange(many) // each, np.zeros(count, np.int64), np.zeros(count, np.int64),
        np.zeros(horizon + 1), each, np.zeros((2, count), np.int64),
    )  # fmt: skip
    if count > 1:
        anneal(task, state, moves, hot, seed)
    days = [range(day * each, (day + 1) * each) for day in range(horizon)]
    return [[plan[at, : size[at]].copy() for at in day if size[at]] for day in days]
