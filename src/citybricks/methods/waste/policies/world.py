"""A town whose containers fill as they do, whatever is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.routing.problem import Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fleet:
    """Equal trucks, and what they cost.

    Parameters
    ----------
    count
        How many there are.
    capacity_l
        Loose litres that one carries.
    shift_s
        Longest day of a crew.
    pick_up_s, tip_s
        Time at a container and at a tip.
    per_km, per_h
        Cost of a kilometre and of an hour of a crew.
    crew
        People in a truck.
    """

    count: int = 4
    capacity_l: float = 40_000.0
    shift_s: int = 8 * 3600
    pick_up_s: int = 150
    tip_s: int = 900
    per_km: float = 8.0
    per_h: float = 60.0
    crew: int = 2


@dataclass(frozen=True, eq=False)
class World:
    """Containers, trucks, ways, and what is thrown in on each day.

    Parameters
    ----------
    metres, seconds
        Between places: the containers in their order, then the depot, then the tips.
    capacity_l
        Of each container: shape (n,).
    thrown_l
        Thrown in on each day, whatever has been done before: shape (days, n). The same for
        all policies, so that they differ by what they do and not by chance (common random
        numbers).
    first
        The first day.
    noise
        Standard deviation of a sensor's reading, share of a container.
    seed
        Of the noise.
    """

    metres: Ints
    seconds: Ints
    capacity_l: Floats
    thrown_l: Floats
    first: date
    fleet: Fleet
    noise: float = 0.02
    seed: int = 0

    @property
    def count(self) -> int:
        """How many containers there are."""
        return len(self.capacity_l)

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.thrown_l)

    @property
    def tips(self) -> range:
        """The places of the tips; the depot is the one before them."""
        return range(self.count + 1, len(self.metres))

    def read(self, day: int, fill_l: Floats) -> Floats:
        """Return what sensors tell in the morning of a day: percent, whole ones, at most 100."""
        random = np.random.default_rng([self.seed, 77, day])
        share = np.minimum(fill_l / self.capacity_l, 1.0) + random.normal(0, self.noise, self.count)
        return np.clip(np.rint(100 * share), 0, 100)

    def date_of(self, day: int) -> date:
        """Return the date of a day."""
        return self.first + timedelta(days=day)

    def part(self, days: slice) -> World:
        """Return the same town in a part of the days."""
        start, _, _ = days.indices(self.days)
        return World(
            self.metres,
            self.seconds,
            self.capacity_l,
            self.thrown_l[days],
            self.first + timedelta(days=start),
            self.fleet,
            self.noise,
            self.seed,
        )

    def places(self, containers: Sequence[int]) -> Ints:
        """Return the places of some containers, of the depot and of the tips."""
        return np.array([*containers, self.count, *self.tips], dtype=np.int64)
