"""Three ways to decide what is emptied: by the calendar, by a threshold, by what is worth it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from citybricks.methods.waste.policies.routing import Day, drive
from citybricks.methods.waste.policies.world import Floats, World

if TYPE_CHECKING:
    from citybricks.methods.waste.fill import FillModel

WEEK = 7
ITERATIONS = 100


@dataclass(slots=True)
class Weekly:
    """Each container on its days of the week, full or not.

    Parameters
    ----------
    days
        Whether each is emptied on each day of the week: shape (n, 7), Monday first.
    """

    days: np.ndarray
    iterations: int = ITERATIONS

    def decide(self, world: World, day: int, readings: Floats) -> Day:
        """Empty what the calendar says."""
        due = np.flatnonzero(self.days[:, world.date_of(day).weekday()])
        return drive(world, due, readings[due] / 100 * world.capacity_l[due], None, self.iterations)


def weekly(world: World, litres_per_day: Floats, most: float) -> Weekly:
    """Make a weekly plan: as few visits as keep each container under a mean fill.

    Parameters
    ----------
    litres_per_day
        Thrown into each on average.
    most
        Share of a container that may be full on average before it is emptied.
    """
    longest = most * world.capacity_l / litres_per_day
    angle = _around(world)
    days = np.zeros((world.count, WEEK), dtype=bool)
    for at in range(world.count):
        visits = next((n for n in (1, 2, 3, 4, 7) if -(-WEEK // n) <= longest[at]), WEEK)
        offset = int(angle[at] * WEEK / visits)
        days[at, [int(offset + WEEK * n / visits) % WEEK for n in range(visits)]] = True
    return Weekly(days)


def _around(world: World) -> Floats:
    """Return a rank from 0 to 1 of each container in a tour, so that a day's are near each other.

    The tour is a spectral one: the Fiedler vector of nearness orders places along a line.
    """
    apart = world.metres[: world.count, : world.count].astype(float)
    near = np.exp(-apart / np.median(apart) * 4)
    near = (near + near.T) / 2
    laplacian = np.diag(near.sum(axis=1)) - near
    _, vectors = np.linalg.eigh(laplacian)
    rank: Floats = np.argsort(np.argsort(vectors[:, 1])) / world.count
    return rank


@dataclass(slots=True)
class Threshold:
    """What is fuller than a threshold in the morning.

    Parameters
    ----------
    percent
        From which a container is emptied.
    """

    percent: float
    iterations: int = ITERATIONS

    def decide(self, world: World, day: int, readings: Floats) -> Day:  # noqa: ARG002 - as policies are called
        """Empty what is full enough."""
        due = np.flatnonzero(readings >= self.percent)
        return drive(world, due, readings[due] / 100 * world.capacity_l[due], None, self.iterations)
