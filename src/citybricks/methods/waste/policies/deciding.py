"""Three ways to decide what is emptied: by the calendar, by a threshold, by what is worth it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from citybricks.methods.routing.problem import Ints
from citybricks.methods.waste.policies.routing import Day, Trips, Ways
from citybricks.methods.waste.policies.world import Floats, World
from citybricks.methods.waste.policies.worth import worth

if TYPE_CHECKING:
    from citybricks.methods.waste.fill import FillModel

WEEK = 7
Pattern = dict[int, tuple[tuple[int, ...], ...]]
PATTERNS: tuple[Pattern, ...] = (
    {
        1: tuple((day,) for day in range(WEEK)),
        2: ((0, 3), (1, 4), (2, 5), (3, 6)),
        3: ((0, 2, 4), (1, 3, 5), (2, 4, 6)),
        4: ((0, 2, 4, 6),),
        7: (tuple(range(WEEK)),),
    },
    {
        1: ((0,), (1,), (3,), (4,)),
        2: ((0, 3), (1, 4)),
        3: ((0, 2, 4), (1, 3, 5)),
        4: ((0, 2, 4, 6),),
        7: (tuple(range(WEEK)),),
    },
    {
        1: ((0,), (1,), (3,), (4,)),
        2: ((0, 3), (1, 4)),
        3: ((0, 1, 3), (1, 3, 4)),
        4: ((0, 1, 3, 4), (0, 1, 3, 4)),
        7: (tuple(range(WEEK)),),
    },
)
"""Days on which plans may come so many times a week, for districts from one end to the other."""
SURE = 2.33
"""Standard deviations that a weekly plan leaves free: 99 % of rounds find no overflow."""
EFFORT = 60_000
"""Moves of the search for a weekly plan, which is made once."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """The same rounds every week, full or not.

    Parameters
    ----------
    rounds
        Trips of each day of the week, Monday first.
    """

    ways: Ways
    rounds: tuple[Trips, ...]

    def decide(self, world: World, day: int, fill: Floats, readings: Floats) -> Day:  # noqa: ARG002 - as policies are called
        """Drive what the calendar says; the truck tips when it is full."""
        due = self.rounds[world.date_of(day).weekday()]
        return self.ways.drive(due, np.minimum(fill, world.capacity_l))


def weekly(world: World, past_l: Floats, sure: float = SURE) -> Weekly:
    """Make a weekly plan: as few visits as keep each container from overflowing, nearly always.

    Parameters
    ----------
    past_l
        Thrown in on past days: shape (days, n).
    sure
        Standard deviations that have to fit in on top of the mean.
    """
    plans = [_plan(world, past_l, sure, pattern) for pattern in PATTERNS]
    return min(plans, key=lambda plan: _week(plan, past_l.mean(axis=0)))


def _plan(world: World, past_l: Floats, sure: float, pattern: Pattern) -> Weekly:
    """Make a plan of which each container has days of a pattern, as seldom as is enough."""
    mean, spread = past_l.mean(axis=0), past_l.std(axis=0)
    rank, ways = _around(world), Ways.of(world)
    days = np.zeros((world.count, WEEK), dtype=bool)
    for at in range(world.count):
        enough = [
            visits
            for visits, districts in pattern.items()
            if mean[at] * _gap(districts) + sure * spread[at] * _gap(districts) ** 0.5
            <= world.capacity_l[at]
        ]
        districts = pattern[min(enough, default=WEEK)]
        days[at, list(districts[int(rank[at] * len(districts))])] = True
    litres = mean * WEEK / days.sum(axis=1)
    due = [np.flatnonzero(days[:, day]) for day in range(WEEK)]
    return Weekly(ways, tuple(ways.order(each, litres, EFFORT) for each in due))


def _gap(districts: tuple[tuple[int, ...], ...]) -> int:
    """Return the most days between two visits."""
    return max(
        (after - before - 1) % WEEK + 1
        for days in districts
        for before, after in zip(days, (*days[1:], days[0]), strict=True)
    )


def _week(plan: Weekly, mean: Floats) -> float:
    """Return the metres of an average week."""
    visits = np.bincount(np.concatenate([trip for day in plan.rounds for trip in day]))
    litres = mean * WEEK / np.maximum(visits, 1)
    driven = [plan.ways.drive(trips, litres) for trips in plan.rounds]
    late = [max(0.0, day.seconds - plan.ways.limit_s) for day in driven]
    return sum(day.metres for day in driven) + 1000 * sum(late)


def _around(world: World) -> Floats:
    """Return a rank from 0 to 1 of each container, so that a day's are near each other.

    The Fiedler vector of nearness orders places along a line.
    """
    apart = world.metres[: world.count, : world.count].astype(float)
    near = np.exp(-4 * (apart + apart.T) / np.median(apart + apart.T))
    _, vectors = np.linalg.eigh(np.diag(near.sum(axis=1)) - near)
    rank: Floats = np.argsort(np.argsort(vectors[:, 1])) / world.count
    return rank


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is fuller than a threshold in the morning, by a route of that day.

    Parameters
    ----------
    percent
        From which a container is emptied.
    """

    ways: Ways
    percent: float

    def decide(self, world: World, day: int, fill: Floats, readings: Floats) -> Day:
        """Empty what is full enough."""
        due = np.flatnonzero(readings >= self.percent)
        trips = self.ways.order(due, readings / 100 * world.capacity_l, seed=day)
        return self.ways.drive(trips, np.minimum(fill, world.capacity_l))


@dataclass(slots=True)
class Selecting:
    """What is worth a visit today, in a plan of the coming days.

    Parameters
    ----------
    model
        How containers fill.
    overflow_cost
        Of a container that overflows, in money.
    visit_share
        What a visit costs on average, as a share of going there and back alone.
    every
        Days from one round to the next: fuller days are denser ones, and trucks come home full.
    horizon
        Rounds planned together.
    extra
        What a container costs more between rounds, in money.
    moves, hot
        Of the search; between rounds a third of the moves.
    senses
        Whether there are sensors; without them what is in a container is what the model expects
        since it was emptied.
    """

    ways: Ways
    model: FillModel
    overflow_cost: float = 400.0
    visit_share: float = 0.4
    every: int = 2
    horizon: int = 3
    extra: float = 20.0
    moves: int = 200_000
    hot: float = 3.0
    senses: bool = True
    ahead: list[Trips] = field(default_factory=list, init=False)
    age: Floats | None = field(default=None, init=False)

    def decide(self, world: World, day: int, fill: Floats, readings: Floats) -> Day:
        """Plan the coming rounds anew and drive the first, between rounds only if it must be."""
        if self.age is not None:
            self.age += 1.0
        rests = day % self.every > 0
        until = np.arange(self.horizon + rests) * self.every
        if rests:
            until[1:] += self.every - day % self.every - until[1]
        overflow, mean, now = self._expected(world, day, readings, until)
        if rests and not self._must(overflow[:, 0]):
            return Day((), 0.0, 0.0)
        lost = self._lost(world, overflow, mean, now)
        lost[0] += self.extra * rests
        litres = (now * world.capacity_l[:, None]).T
        ahead = [[], *self.ahead[1:]] if rests else self.ahead[1:]
        start = [*ahead, *[[]] * (len(until) - len(ahead))][: len(until)]
        moves = self.moves // 3 if rests else self.moves
        self.ahead = self.ways.plan(start, litres, lost, moves, self.hot, day)
        done = self.ways.drive(self.ahead[0], np.minimum(fill, world.capacity_l))
        if self.age is not None:
            self.age[list(done.emptied)] = 0.0
        return done

    def _must(self, overflow: Floats) -> bool:
        """Return whether one is so full that it is worth going there alone."""
        home = len(overflow)
        alone = self.ways.direct[home, :home, 0] + self.ways.tipping[:home, home, 0]
        return bool((overflow * self.overflow_cost > alone).any())

    def _expected(
        self, world: World, day: int, readings: Floats, until: Ints
    ) -> tuple[Floats, Floats, Floats]:
        """Return chances and means before the next round, and means at each round.

        Parameters
        ----------
        until
            Days to each round.
        """
        days = int(until[-1]) + self.every
        if self.senses:
            look = self.model.outlook(world.date_of(day), readings, days)
            chance, mean = look.overflow, look.mean / 100
            now = readings / 100
        else:
            if self.age is None:
                self.age = np.full(world.count, 3.0)
            yesterday = world.date_of(day) - timedelta(days=1)
            nothing = np.zeros(world.count)
            look = self.model.outlook(yesterday, nothing, days + 1, self.age - 1)
            chance, mean, now = look.overflow[:, 1:], look.mean[:, 1:] / 100, look.mean[:, 0] / 100
        ends = np.append(until[1:], days) - 1
        return chance[:, ends], mean[:, ends], np.column_stack([now, mean[:, ends[:-1]]])

    def _lost(self, world: World, overflow: Floats, mean: Floats, now: Floats) -> Floats:
        count = world.count
        alone = self.ways.cost[count, :count] + self.ways.cost[:count, count]
        weighed = worth(overflow, mean, self.overflow_cost, self.visit_share * alone, now)
        return np.vstack([weighed.emptied.T, weighed.left])
