"""Which earlier counts a time is compared with, and in which season of the year each lies.

The windows of `w` times around the same time of earlier years are the first season, which is also
that of the time that is looked at [1]_. With one period nothing else is used. With more, all times
between the windows are used too, cut into `periods - 1` further seasons; where these cannot be of
one length, the first ones are longer [2]_.

References
----------
.. [1] C. P. Farrington, N. J. Andrews, A. D. Beale, M. A. Catchpole, "A statistical algorithm for
   the early detection of outbreaks of infectious disease", JRSS A 159, 1996.
   https://doi.org/10.2307/2983331
.. [2] A. Noufaily et al., "An improved algorithm for outbreak detection in multiple surveillance
   systems", Statistics in Medicine 32, 2013. https://doi.org/10.1002/sim.5595
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.farrington.glm import Design
from citybricks.methods.surveillance.series import Days, Series, ShortHistoryError

Indexes = NDArray[np.intp]
_DAYS = 365.25
_LEAST_DAYS = 360
_WEEKS = 52


@dataclass(frozen=True)
class Span:
    """How far back, how wide and how finely a baseline is cut.

    Parameters
    ----------
    years
        Years back.
    window
        Times before and after the same time of an earlier year.
    periods
        Seasons of the year; 1 for the windows alone.
    left_out
        Latest times that are not used.
    by_date
        Whether a year is one of the calendar; else it is as many times as the series says.
    even
        Whether the trend takes all times for equally long, months too.
    """

    years: int
    window: int
    periods: int
    left_out: int
    by_date: bool
    even: bool = False

    def needs(self, per_year: int) -> int:
        """Return how many earlier times there must be."""
        length = _length(per_year) if self.by_date else per_year
        return ceil(self.years * length) + self.window + self.by_date


def _length(per_year: int) -> float:
    """Return how many times a year of the calendar has."""
    if per_year >= _LEAST_DAYS:
        return _DAYS
    return _DAYS / 7 if per_year == _WEEKS else per_year


@dataclass(frozen=True, eq=False)
class Baseline:
    """What some of the times that are looked at are compared with; it lies alike for all of them.

    Parameters
    ----------
    asked
        Which of the times that are looked at.
    offsets
        Earlier counts, by how many times earlier (negative), of shape (counts,).
    design
        Their times and seasons.
    """

    asked: Indexes
    offsets: Indexes
    design: Design


def same_times(series: Series, at: Indexes, span: Span) -> Indexes:
    """Return the indexes of the same time 0, 1, 2, … years before: (at, years + 1).

    On the calendar it is the time nearest to the anniversary: of weeks that start on one weekday
    the week nearest to it.
    """
    back = np.arange(span.years + 1)
    if not span.by_date:
        return np.asarray(at[:, None] - back * series.per_year, np.intp)
    months = series.dates.astype("datetime64[M]")[at]
    within = series.dates[at] - months.astype("datetime64[D]")
    earlier = (months[:, None] - 12 * back).astype("datetime64[D]") + within[:, None]
    return _nearest(series.dates, earlier)


def _nearest(dates: Days, wanted: Days) -> Indexes:
    """Return the indexes of the nearest dates; -1 for what is before the first."""
    after = np.clip(np.searchsorted(dates, wanted), 1, len(dates) - 1)
    nearer = np.where(wanted - dates[after - 1] < dates[after] - wanted, after - 1, after)
    gap = dates[1] - dates[0]
    return np.asarray(np.where(wanted < dates[0] - gap / 2, -1, nearer), np.intp)


def baselines(series: Series, at: Indexes, span: Span) -> Iterator[Baseline]:
    """Return the baselines of all times that are looked at, like ones together.

    Raises
    ------
    ShortHistoryError
        When the series begins later than one of them.
    """
    same = same_times(series, at, span)
    short = same[:, -1] < span.window
    if np.any(short):
        raise ShortHistoryError("farrington", span.needs(series.per_year), int(at[short].min()))
    days = (series.dates - series.dates[0]).astype(float)
    clock = days if span.by_date and not span.even else np.arange(len(days), dtype=float)
    alike: dict[bytes, list[int]] = {}
    for place, row in enumerate(same):
        offsets, _ = _cut(row, span)
        times = clock[row[0] + offsets] - clock[row[0]]
        alike.setdefault((row[0] - row).tobytes() + times.tobytes(), []).append(place)
    for places in alike.values():
        row = same[places[0]]
        offsets, seasons = _cut(row, span)
        times = clock[row[0] + offsets] - clock[row[0]]
        columns = (seasons[:, None] == np.unique(seasons)).astype(float)
        yield Baseline(np.array(places), offsets, Design(times, columns))


def _cut(same: Indexes, span: Span) -> tuple[Indexes, Indexes]:
    """Return offsets and seasons of the counts that one time is compared with."""
    offsets, seasons = [], []
    ends = (same - same[0])[::-1]
    for start, end in pairwise(ends):
        offsets.append(np.arange(start - span.window, start + span.window + 1))
        seasons.append(np.zeros(2 * span.window + 1, np.intp))
        between = np.arange(start + span.window + 1, end - span.window)
        if span.periods > 1:
            offsets.append(between)
            seasons.append(_shares(len(between), span.periods - 1) + 1)
    offsets.append(np.arange(-span.window, 0))
    seasons.append(np.zeros(span.window, np.intp))
    place, season = np.concatenate(offsets), np.concatenate(seasons)
    used = place < -span.left_out
    return place[used], season[used]


def _shares(length: int, parts: int) -> Indexes:
    """Return which part each of so many times is in; the first parts are the longer ones."""
    short, longer = divmod(length, parts)
    lengths = np.full(parts, short) + (np.arange(parts) < longer)
    return np.repeat(np.arange(parts), lengths)
