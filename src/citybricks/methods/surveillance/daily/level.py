"""The level of the last weeks, by which an epidemic season that is early or large is expected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Floats

WEEKS = 2
STALE = 21
"""Days after which a level tells nothing: after a vacation."""
PRIOR = 4.0
"""Cases by which few cases are drawn to what is expected."""


def recent(counts: Floats, mean: Floats, day: NDArray[np.intp], week: int) -> Floats:
    """Return the logarithms of what was counted over what was expected, (units, days, weeks).

    The last week is left out, as an outbreak that begins would raise what is expected; then come
    two weeks, one by one.

    Parameters
    ----------
    counts
        Of open days, NaN where nothing was reported, (units, days).
    mean
        Expected by season and calendar, (units, days).
    day
        Numbers of the days, (days,).
    week
        Open days in a week.
    """
    known = np.isfinite(counts)
    cases, usual = (_sums(np.where(known, each, 0.0), week) for each in (counts, mean))
    columns = []
    for number in range(WEEKS):
        lag = 1 + week * (number + 1)
        ratio = np.log((_later(cases, lag) + PRIOR) / (_later(usual, lag) + PRIOR))
        near = np.zeros(len(day), bool)
        near[lag:] = day[lag:] - day[:-lag] <= STALE + 7 * number
        columns.append(np.where(near, ratio, 0.0))
    return np.stack(columns, axis=-1)


def _sums(values: Floats, width: int) -> Floats:
    """Return the sums over each day and those before it."""
    total = np.cumsum(values, axis=1)
    total[:, width:] = total[:, width:] - total[:, :-width].copy()
    return total


def _later(values: Floats, lag: int) -> Floats:
    """Return values moved to later days, 0 before."""
    moved = np.zeros_like(values)
    moved[:, lag:] = values[:, :-lag]
    return moved
