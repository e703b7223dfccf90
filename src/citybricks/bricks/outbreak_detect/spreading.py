"""How many others each case infects, day by day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks import BrickError, track
from citybricks.bricks.outbreak_detect.reading import Calendar, Read
from citybricks.bricks.outbreak_detect.rows import Untold
from citybricks.methods.surveillance.judging import Index
from citybricks.methods.surveillance.reproduction import Enough, cori, serial_interval
from citybricks.methods.surveillance.series import Floats, Truths, unknown
from citybricks.methods.surveillance.tabulating import WEEKLY

WINDOW = 7
"""Days of which a reproduction number is told."""
LONGEST = 5
"""Standard deviations beyond the mean after which nobody is infected."""
WEEKS, GAP, EARLY, FEW, VAGUE = Untold.__args__  # type: ignore[attr-defined] # of a Literal


@dataclass(frozen=True, eq=False)
class Spread:
    """Reproduction numbers of the times looked at, (series, times) each.

    Parameters
    ----------
    mean, lower, upper
        Estimate and its 95 % interval; NaN where too little is known.
    reason
        Why nothing is said; None where something is.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    reason: NDArray[np.object_]


def interval(mean: float | None, sd: float | None) -> Floats | None:
    """Return the probabilities of 0, 1, 2, … days between cases; None when none are given.

    Raises
    ------
    BrickError
        When only the mean or only the standard deviation is given.
    """
    if mean is None and sd is None:
        return None
    if sd is None:
        raise BrickError(
            "interval_sd", "is needed with the mean of the serial interval: give both or neither"
        )
    if mean is None:
        raise BrickError(
            "interval_mean",
            "is needed with the standard deviation of the serial interval: give both or neither",
        )
    weights = serial_interval(mean, sd, int(mean + LONGEST * sd))
    return np.asarray(weights / weights.sum())


def spread(read: Read, calendar: Calendar, at: Index, weights: Floats | None) -> Spread | None:
    """Return the reproduction numbers of the times looked at; None without a serial interval."""
    if weights is None:
        return None
    shape = len(read.table.names), len(at)
    numbers, reason = np.full((3, *shape), np.nan), np.full(shape, WEEKS, dtype=object)
    if read.table.series.per_year != WEEKLY:
        daily = _daily(read, calendar)
        for row in track(range(len(daily)), "Looking for how many others each case infects"):
            told, why = _told(daily[row], weights)
            numbers[:, row], reason[row] = told[:, at], why[at]
    return Spread(numbers[0], numbers[1], numbers[2], reason)


def _daily(read: Read, calendar: Calendar) -> Floats:
    """Return cases of every day, NaN where a report is missing.

    What is counted after days on which nobody reports is spread over them.
    """
    off = calendar.closed | ~read.table.reported.any(axis=0)
    cases = np.where(off, np.nan, read.table.series.counts)
    opened = np.flatnonzero(off[:-1] & ~off[1:]) + 1
    for day in opened.tolist():
        span = int(np.argmin(off[:day][::-1])) + 1
        if 1 < span <= WINDOW:
            cases[:, day + 1 - span : day + 1] = cases[:, [day]] / span
    return cases


def _told(cases: Floats, weights: Floats) -> tuple[Floats, NDArray[np.object_]]:
    """Return mean, lower and upper end of each day of one series, and why there is none."""
    numbers, why = unknown(3, len(cases)), np.full(len(cases), EARLY, dtype=object)
    first = int(np.argmax(np.isfinite(cases)))
    own = np.nan_to_num(cases[first:])
    if len(own) > WINDOW:
        found = cori(own, weights, window=WINDOW)
        days = first + found.end
        numbers[:, days] = found.mean, found.quantiles[:, 0], found.quantiles[:, -1]
        few = np.cumsum(own)[found.end] < Enough().cases
        late = found.end + 1 > np.arange(len(weights)) @ weights
        why[days[late]] = np.where(few, FEW, VAGUE)[late]
        why[days[found.shown]] = None
    blind = first + np.flatnonzero(_blind(np.isnan(cases[first:]), len(weights) - 1))
    numbers[:, blind], why[blind] = np.nan, GAP
    return numbers, why


def _blind(missing: Truths, longest: int) -> Truths:
    """Return the days that need one of which nothing is known."""
    needed = np.convolve(missing.astype(float), np.ones(WINDOW + longest))[: len(missing)]
    return np.asarray(needed > 0.5)  # noqa: PLR2004 - sums of whole numbers
