"""Three ways to decide what is emptied: by the calendar, by a threshold, by what is worth it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from citybricks.methods.routing.problem import Ints
from citybricks.methods.waste.policies.annealing import LEFT
from citybricks.methods.waste.policies.routing import Day, Ways
from citybricks.methods.waste.policies.world import Floats, World
from citybricks.methods.waste.policies.worth import worth

if TYPE_CHECKING:
    from citybricks.methods.waste.fill import FillModel

WEEK = 7
VISITS = (1, 2, 3, 4, 7)
"""How often a week a plan may come by."""
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
        Containers of each day of the week, in order, Monday first.
    """

    ways: Ways
    rounds: tuple[Ints, ...]

    def decide(self, world: World, day: int, fill: Floats, readings: Floats) -> Day:  # noqa: ARG002 - as policies are called
        """Drive what the calendar says; the truck tips when it is full."""
        due = self.rounds[world.date_of(day).weekday()]
        return self.ways.drive(due, np.minimum(fill[due], world.capacity_l[due]))


def weekly(world: World, past_l: Floats, sure: float = SURE) -> Weekly:
    """Make a weekly plan: as few visits as keep each container from overflowing, nearly always.

    Parameters
    ----------
    past_l
        Thrown in on past days: shape (days, n).
    sure
        Standard deviations that have to fit in on top of the mean.
    """
    mean, spread = past_l.mean(axis=0), past_l.std(axis=0)
    rank, ways = _around(world), Ways.of(world)
    days = np.zeros((world.count, WEEK), dtype=bool)
    for at in range(world.count):
        gaps = {visits: -(-WEEK // visits) for visits in VISITS}
        enough = [
            visits
            for visits, gap in gaps.items()
            if mean[at] * gap + sure * spread[at] * gap**0.5 <= world.capacity_l[at]
        ]
        visits = min(enough, default=WEEK)
        offset = int(rank[at] * WEEK / visits)
        days[at, [int(offset + WEEK * turn / visits) % WEEK for turn in range(visits)]] = True
    litres = mean * WEEK / np.maximum(days.sum(axis=1), 1)
    due = [np.flatnonzero(days[:, day]) for day in range(WEEK)]
    return Weekly(ways, tuple(ways.order(each, litres[each], EFFORT) for each in due))


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
        expected = readings[due] / 100 * world.capacity_l[due]
        order = self.ways.order(due, expected, seed=day)
        return self.ways.drive(order, np.minimum(fill[order], world.capacity_l[order]))


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
    horizon
        Days planned together.
    moves, hot
        Of the search.
    senses
        Whether there are sensors; without them what is in a container is what the model expects
        since it was emptied.
    """

    ways: Ways
    model: FillModel
    overflow_cost: float = 600.0
    visit_share: float = 1.3
    horizon: int = 4
    moves: int = 150_000
    hot: float = 10.0
    senses: bool = True
    ahead: Ints | None = field(default=None, init=False)
    age: Floats | None = field(default=None, init=False)

    def decide(self, world: World, day: int, fill: Floats, readings: Floats) -> Day:
        """Plan the coming days anew and drive the first."""
        overflow, mean, now = self._expected(world, day, readings)
        lost = self._lost(world, overflow, mean, now)
        litres = (now * world.capacity_l[:, None]).T.copy()
        days = np.full(world.count, LEFT)
        if self.ahead is not None:
            days = np.maximum(self.ahead - 1, LEFT)
        least = world.fleet.pick_up_s / 3600 * world.fleet.per_h
        plan, size, _ = self.ways.plan(days, litres, lost, least, self.moves, self.hot, day)
        self.ahead = np.full(world.count, LEFT)
        for later in range(self.horizon):
            self.ahead[plan[later, : size[later]]] = later
        due = plan[0, : size[0]].copy()
        order = self.ways.order(due, litres[0, due], seed=day)
        if self.age is not None:
            self.age[due] = 0.0
            self.age += 1.0
        return self.ways.drive(order, np.minimum(fill[order], world.capacity_l[order]))

    def _expected(self, world: World, day: int, readings: Floats) -> tuple[Floats, Floats, Floats]:
        """Return chances and means at the ends of days, and means on their mornings."""
        if self.senses:
            look = self.model.outlook(world.date_of(day), readings, self.horizon)
            mean = look.mean / 100
            return look.overflow, mean, np.column_stack([readings / 100, mean[:, :-1]])
        if self.age is None:
            self.age = np.full(world.count, 3.0)
        nothing = np.zeros(world.count)
        yesterday = world.date_of(day) - timedelta(days=1)
        look = self.model.outlook(yesterday, nothing, self.horizon + 1, self.age - 1)
        mean = look.mean / 100
        return look.overflow[:, 1:], mean[:, 1:], mean[:, :-1]

    def _lost(self, world: World, overflow: Floats, mean: Floats, now: Floats) -> Floats:
        count = world.count
        alone = self.ways.cost[count, :count] + self.ways.cost[:count, count]
        weighed = worth(overflow, mean, self.overflow_cost, self.visit_share * alone, now)
        return np.column_stack([weighed.emptied, weighed.left])
