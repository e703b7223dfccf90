"""A year under a policy: what is driven, what overflows, how long crews work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from citybricks.methods.waste.policies.routing import Day
from citybricks.methods.waste.policies.world import Floats, World


class Policy(Protocol):
    """Decides in the morning what is emptied."""

    def decide(self, world: World, day: int, fill: Floats, readings: Floats) -> Day:
        """Drive the rounds of a day.

        Parameters
        ----------
        fill
            Litres that truly are in each container: what is lifted, not what is known.
        readings
            What sensors tell in the morning, in percent.
        """


@dataclass(frozen=True, slots=True)
class Year:
    """What a policy did.

    Parameters
    ----------
    metres, seconds
        Driven and worked on each day: shape (days,).
    emptied, overflowing
        Containers emptied, and those that are full at the end, on each day: shape (days,).
    litres
        Collected, in all.
    spilt_l
        That did not fit in, in all.
    containers
        How many there are.
    crew
        People in a truck.
    """

    metres: Floats
    seconds: Floats
    emptied: Floats
    overflowing: Floats
    litres: float
    spilt_l: float
    containers: int
    crew: int

    @property
    def kilometres(self) -> float:
        """Driven in all."""
        return float(self.metres.sum()) / 1000

    @property
    def crew_hours(self) -> float:
        """Worked by all people in trucks."""
        return float(self.seconds.sum()) / 3600 * self.crew

    @property
    def service(self) -> float:
        """Percent of days on which a container takes all that is thrown in."""
        return 100 * (1 - float(self.overflowing.sum()) / (self.containers * len(self.metres)))

    def cost(self, world: World) -> float:
        """Cost of trucks and crews, in money."""
        fleet = world.fleet
        return self.kilometres * fleet.per_km + float(self.seconds.sum()) / 3600 * fleet.per_h


def simulate(
    world: World,
    policy: Policy,
    start: Floats,
    report: Callable[[float], None] | None = None,
) -> Year:
    """Let a policy work: in the morning it empties, during the day waste is thrown in.

    Parameters
    ----------
    start
        Litres in each container on the first morning.
    """
    fill = start.copy()
    columns = np.zeros((4, world.days))
    collected = spilt = 0.0
    for day in range(world.days):
        if report is not None:
            report(day / world.days)
        done = policy.decide(world, day, fill, world.read(day, fill))
        emptied = list(done.emptied)
        collected += float(fill[emptied].sum())
        fill[emptied] = 0.0
        before = np.maximum(fill - world.capacity_l, 0)
        fill += world.thrown_l[day]
        over = np.maximum(fill - world.capacity_l, 0)
        spilt += float((over - before).sum())
        columns[:, day] = done.metres, done.seconds, len(emptied), int((over > 0).sum())
    metres, seconds, visits, overflowing = columns
    return Year(
        metres, seconds, visits, overflowing, collected, spilt, world.count, world.fleet.crew
    )
