"""Days of which there is less than a year of history, beside the weeks just before."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import special

from citybricks.methods.surveillance import ears
from citybricks.methods.surveillance.daily.calendar import Calendar
from citybricks.methods.surveillance.daily.control import MOST, Control
from citybricks.methods.surveillance.daily.found import Found
from citybricks.methods.surveillance.series import Series

SUMMED = 7
"""Open days that are summed."""
Indexes = NDArray[np.intp]


def compare(series: Series, at: Indexes, control: Control, known: Calendar) -> Found:
    """Look at days by EARS C2, where there is less than a year of history.

    Sums of seven open days are compared with the sums of earlier weeks; with fewer weeks than that
    needs, days with days.
    """
    opened = np.flatnonzero(~known.closed)
    counts, dates = np.minimum(series.counts[:, opened], MOST), series.dates[opened]
    rule = ears.Control(alpha=_alpha(control, len(opened) / len(series.dates)), least_sd=1.0)
    before = ears.needs_c2(rule, series.per_year)
    place = np.searchsorted(opened, at)
    found = Found.nothing(len(counts), len(at))
    weekly = place >= (before + 1) * SUMMED - 1
    for width, chosen in ((SUMMED, weekly), (1, ~weekly & (place >= before))):
        sums = np.lib.stride_tricks.sliding_window_view(counts, width, axis=1).sum(axis=-1)
        for phase in range(width):
            fits = chosen & ~known.closed[at] & ((place - width + 1) % width == phase)
            if not fits.any():
                continue
            thinned = Series(sums[:, phase::width], dates[width - 1 + phase :: width], 52)
            said = ears.detect_c2(thinned, (place[fits] - width + 1) // width, rule)
            found.fill(np.flatnonzero(fits), said)
    return found


def _alpha(control: Control, opened: float) -> float:
    """Return the parameter of EARS by which alarm days stay within the budget.

    EARS takes the standard deviation of its few times for that of all; Student's distribution says
    how much farther away a threshold has to be.
    """
    few = ears.Control().baseline
    share = min(control.budget / (control.year * opened), 0.1)
    far = float(special.stdtrit(few - 1, 1 - share)) * math.sqrt(1 + 1 / few)
    return float(special.ndtr(-far))
