"""A day's rounds: what all policies route with, and what they drive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from citybricks.methods.routing.problem import Ints
from citybricks.methods.waste.policies.annealing import anneal, driven
from citybricks.methods.waste.policies.world import Floats, World

NEIGHBOURS = 12
MOVES = 30_000
HOT = 8.0
MUST = 1e6
"""What leaving a container that is due would cost."""


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
    """What it costs to go from place to place, time there included."""

    cost: Floats
    metres: Floats
    seconds: Floats
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
        return cls(cost, metres, seconds, tips, fleet.capacity_l, float(fleet.shift_s))

    def among(self, containers: Ints) -> Ways:
        """Return the ways between some containers, the depot and the tips."""
        count = len(self.cost) - len(self.tips) - 1
        places = np.concatenate([containers, [count], self.tips])
        grid = np.ix_(places, places)
        tips = np.arange(len(containers) + 1, len(places))
        return Ways(
            self.cost[grid],
            self.metres[grid],
            self.seconds[grid],
            tips,
            self.capacity,
            self.limit_s,
        )

    def near(self, count: int) -> Ints:
        """Return the nearest containers of each."""
        apart = self.metres[:count, :count] + self.metres[:count, :count].T
        np.fill_diagonal(apart, np.inf)
        nearest: Ints = np.argsort(apart, axis=1)[:, : max(1, min(NEIGHBOURS, count - 1))]
        return nearest

    def drive(self, sequence: Ints, litres: Floats) -> Day:
        """Drive containers in an order, tipping where the next does not fit."""
        if not len(sequence):
            return Day((), 0.0, 0.0)
        part = self.among(sequence)
        _, metres, seconds = driven(
            np.arange(len(sequence)), len(sequence), part.cost, part.metres, part.seconds,
            litres.astype(float), part.capacity, part.tips, part.limit_s,
        )  # fmt: skip
        return Day(tuple(int(at) for at in sequence), metres, seconds)

    def order(self, containers: Ints, litres: Floats, moves: int = MOVES, seed: int = 0) -> Ints:
        """Return containers in an order that is short to drive."""
        count = len(containers)
        if count < 2:  # noqa: PLR2004 - there is one order
            return containers
        part = self.among(containers)
        lost = np.column_stack([np.zeros(count), np.full(count, MUST)])
        plan, size, _ = part.plan(
            np.zeros(count, np.int64), litres[None], lost, 0.0, moves, HOT, seed
        )
        return containers[plan[0, : size[0]]]

    def plan(
        self,
        days: Ints,
        litres: Floats,
        lost: Floats,
        least: float,
        moves: int,
        hot: float,
        seed: int,
    ) -> tuple[Ints, Ints, float]:
        """Plan several days; see `anneal`."""
        found: tuple[Ints, Ints, float] = anneal(
            days, self.cost, self.metres, self.seconds, litres.astype(float), lost,
            self.near(len(days)), self.tips, self.capacity, self.limit_s, least, moves, hot, seed,
        )  # fmt: skip
        return found
