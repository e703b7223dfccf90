"""Emptyings that nobody told: falls to nearly nothing, and how often they follow a reading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from citybricks.methods.waste.fill.compound import Floats, quantiles
from citybricks.methods.waste.fill.records import FULL, Index, Intervals, Truths

REST = 15.0
"""Percent that a container may hold after it was emptied."""
LEAST = 5.0
"""Percent that a fall has at least."""
FLICKER = 0.02
"""Share of falls by one step from fills at which that is no emptying."""
EDGES = np.array([10.0, 30.0, 50.0, 70.0, 90.0, FULL])
"""Percent at which the next class of fill begins."""
PRIOR = 20.0
"""Readings as heavy as what is usual in the city."""


@dataclass(frozen=True, eq=False)
class Falls:
    """What became of a container between two readings; all arrays are (intervals,).

    Parameters
    ----------
    emptied
        It was emptied.
    shifted
        The sensor shows much less, but not so little as after an emptying.
    """

    emptied: Truths
    shifted: Truths


def falls(gaps: Intervals, expected: Floats, size: Floats, step: float, noise: float) -> Falls:
    """Tell emptyings from sensors that moved.

    Parameters
    ----------
    gaps
        From reading to reading.
    expected
        Percent that was thrown in meanwhile, on average.
    size
        Percent of a deposit.
    step
        Percent to which readings are rounded.
    noise
        Variance of a reading.
    """
    beyond_rounding = max(0.0, noise - step**2 / 12)
    least = max(LEAST, 0.75 * step, 4 * beyond_rounding**0.5)
    fell = gaps.start - gaps.stop > least
    since = quantiles(expected / size, size)[:, -1]
    low = gaps.stop <= REST + step / 2 + since
    small = fell & (gaps.start - gaps.stop <= 1.5 * step)
    high = gaps.start > REST + 1.5 * step
    if small[high].sum() > FLICKER * high.sum():  # so they are between two readings, not emptied
        fell &= ~small
    return Falls(fell & low, fell & ~low)


@dataclass(frozen=True, eq=False)
class Service:
    """How containers are emptied, as was seen.

    Parameters
    ----------
    chance
        That it is emptied before the next reading, by class of fill, (containers, classes).
    share
        Part of the time between two readings that lies after the emptying.
    """

    chance: Floats
    share: float

    def of(self, who: Index, fill: Floats) -> Floats:
        """Return the chance that containers with these fills are emptied before they are read."""
        return np.asarray(self.chance[who, classes(fill)], np.float64)


def classes(fill: Floats) -> Index:
    """Return the class of each fill."""
    return np.searchsorted(EDGES, fill, side="right")


def service(
    gaps: Intervals, fell: Falls, expected: Floats, weight: Floats, containers: int
) -> Service:
    """Learn from intervals how often and when containers are emptied."""
    at = gaps.who * (len(EDGES) + 1) + classes(gaps.start)
    shape = (containers, len(EDGES) + 1)
    cells = containers * (len(EDGES) + 1)
    times = np.bincount(at, weight * ~fell.shifted, cells).reshape(shape)
    emptied = np.bincount(at, weight * fell.emptied, cells).reshape(shape)
    usual = (emptied.sum(axis=0) + 0.1) / (times.sum(axis=0) + 1)
    chance = (emptied + PRIOR * usual) / (times + PRIOR)
    left = float(gaps.stop[fell.emptied].sum())
    thrown = float(expected[fell.emptied].sum())
    return Service(chance, float(np.clip(left / thrown, 0, 1)) if thrown > 0 else 0.5)
