"""One way to judge counts with any detector: which, with which history, at which false alarms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.detectors import DETECTORS, detect
from citybricks.methods.surveillance.series import (
    Alarms,
    Series,
    ShortHistoryError,
    Truths,
    unknown,
)
from citybricks.methods.surveillance.tabulating import DAILY, WEEK, WEEKLY

BY_HISTORY = "by history"
"""Stands for the best detector that the history allows."""
LEAST_TIMES = {DAILY: 28, WEEKLY: 16}
"""Reported days or weeks without which nothing is said, whatever the method."""
_DAILY = "daily"
_BY_MEMORY = frozenset({"ears-c1", "ears-c2", "ears-c3", "cusum"})
"""Detectors that compare with the latest times, of which closed days are none."""
_YEAR, _SUMMED, _SUMS_FROM = 365.25, 7, 69
"""Days of history without which the daily model sums, how many open days, and from which on."""
_MOST_ALPHA, _LEAST_ALPHA = 0.2, 1e-6
_MOST_CASES = 1e6
"""Of a unit on a day; the daily model takes more for as many."""
_MOST_BUDGET = 12.0
"""Of the daily model."""
_FARRINGTON_YEARS = (5, 4, 3)
_NOUFAILY = {"no_periods": 10, "past_weeks_not_included": 26, "threshold_method": "nbPlugin"}
_LIMIT = "limit54"
"""Farrington's rule of so many cases in so many times, without which there is no alarm."""

_PARTS = ("upper", "expected", "p", "score", "dispersion")
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Judged:
    """What a method says of times; arrays are of shape (series, at).

    Parameters
    ----------
    alarms
        As the detector has them; no alarm and NaN where the history is too short.
    short
        Which were not judged because the history is too short.
    given
        Reported times before the last one looked at, (series,).
    needed
        How many the method needs.
    """

    alarms: Alarms
    short: Truths
    given: Index
    needed: int


def choose(series: Series, at: int) -> str:
    """Return the best detector for the history before a time.

    Days: the daily model, which takes EARS C2 where there is less than a year. Three years of
    weeks: Farrington's, with the improvements of Noufaily. Less: EARS C2.
    """
    if series.per_year == DAILY:
        return _DAILY
    long = series.per_year == WEEKLY and at >= needs("farrington-flexible", series, at)
    return "farrington-flexible" if long else "ears-c2"


def parameters_of(method: str, series: Series, at: int, budget: float) -> dict[str, Any]:
    """Return the parameters of a detector for a budget of false alarms per series and year.

    Where a detector has a probability of a false alarm, it is the budget over the times of a year:
    its nominal rate, which back-testing holds against the real one.
    """
    names = {field.name for field in fields(DETECTORS[method].control)}
    chosen: dict[str, Any] = {}
    if "alpha" in names:
        chosen["alpha"] = float(np.clip(budget / series.per_year, _LEAST_ALPHA, _MOST_ALPHA))
    if "published" in names:  # EARS C3 by its papers: a count alone may raise an alarm
        chosen["published"] = True
    if "budget" in names:
        chosen["budget"] = min(budget, _MOST_BUDGET)
    if method == "farrington-flexible" and series.per_year == WEEKLY:
        chosen |= _NOUFAILY
        detector = DETECTORS[method]
        for years in _FARRINGTON_YEARS:
            chosen["b"] = years
            if detector.needs(detector.control(**chosen), series.per_year) <= at:
                break
    return chosen


def needs(method: str, series: Series, at: int, budget: float = 1.0) -> int:
    """Return how many earlier times a detector needs."""
    detector = DETECTORS[method]
    control = detector.control(**parameters_of(method, series, at, budget))
    return max(detector.needs(control, series.per_year), LEAST_TIMES.get(series.per_year, 0))


def judge(
    series: Series,
    at: Iterable[int],
    *,
    method: str = BY_HISTORY,
    budget: float = 1.0,
    closed: Truths | None = None,
    holiday: Truths | None = None,
) -> Judged:
    """Say what is unusual at some times, of every series that has the history for it.

    Parameters
    ----------
    series
        Counts.
    at
        Which times, as indexes; the first of them says what the history allows.
    method
        One of `DETECTORS`, or `BY_HISTORY`.
    budget
        False alarms per series and year.
    closed
        Which times are closed for all, (times,); nothing is said of them, and detectors that
        compare with the latest times leave them out.
    holiday
        Which times are public holidays, closed or not, (times,); the daily model reckons with
        them.
    """
    times = np.array(list(at), dtype=np.intp)
    shut = np.zeros(len(series.dates), dtype=bool) if closed is None else closed
    if method == BY_HISTORY:
        method = choose(series, int(times.min()))
    open_counts = np.where(shut, np.nan, series.counts)
    known = np.isfinite(open_counts)
    before = np.cumsum(known, axis=1) - known
    needed = needs(method, series, int(times.min()), budget)
    short = before[:, times] < needed
    asked = parameters_of(method, series, int(times.min()), budget)
    days = shut if holiday is None else holiday
    look = _Look(method, asked, needed, shut, days)
    alarms = _alarms(replace(series, counts=open_counts), times, look)
    blank = short | ~known[:, times]
    return Judged(_blanked(alarms, blank), short, before[:, times[-1]], needed)


def _limited(found: Alarms, series: Series, limit: tuple[int, int]) -> Alarms:
    """Take back alarms of few cases; thresholds stay, so that they can be drawn."""
    cases, times = limit
    total = np.cumsum(np.nan_to_num(series.counts), axis=1)
    before = np.maximum(found.at - times, -1)
    recent = total[:, found.at] - np.where(before >= 0, total[:, before], 0.0)
    told = {**found.parameters, _LIMIT: list(limit)}
    return replace(found, alarm=found.alarm & (recent >= cases), parameters=told)


@dataclass(frozen=True, eq=False)
class _Look:
    """A detector with its parameters, the history it needs, and the calendar of the axis."""

    method: str
    parameters: dict[str, Any]
    needed: int
    closed: Truths
    holiday: Truths

    def detect(self, part: Series, at: Index, kept: Truths) -> Alarms:
        """Run the detector on a part of the axis; Farrington's without its rule of few cases."""
        if self.method == _DAILY:
            return self._daily(part, at, kept)
        limit = getattr(DETECTORS[self.method].control(**self.parameters), _LIMIT, None)
        always = {_LIMIT: None} if limit else {}
        found = detect(self.method, part, at.tolist(), **self.parameters, **always)
        return _limited(found, part, limit) if limit else found

    def _daily(self, part: Series, at: Index, kept: Truths) -> Alarms:
        from citybricks.methods.surveillance.daily import Calendar, Control, detect_daily

        closed = self.closed[kept] | _never_reported(part)
        known = Calendar(part.dates, closed, self.holiday[kept])
        bounded = replace(part, counts=np.minimum(part.counts, _MOST_CASES))
        found = detect_daily(bounded, at, Control(**self.parameters), known)
        return _of_days(found, part, np.flatnonzero(~closed))


def _never_reported(part: Series) -> Truths:
    """Return the days of those weekdays on which nothing was ever reported, zero neither."""
    weekday = (part.dates.astype("datetime64[D]").astype(int) + 3) % WEEK
    seen = np.unique(weekday[np.isfinite(part.counts).any(axis=0)])
    return ~np.isin(weekday, seen)


def _of_days(found: Alarms, part: Series, opened: Index) -> Alarms:
    """Return what is usual of days where the daily model compared sums of seven open days.

    It does so with less than a year of history. A day is above the threshold where the sum that
    ends with it is, so what the six days before it counted is taken off.
    """
    place = np.searchsorted(opened, found.at)
    early = (part.dates[found.at] - part.dates[0]).astype(int) < _YEAR
    summed = np.flatnonzero(early & (place >= _SUMS_FROM) & np.isin(found.at, opened))
    if not len(summed):
        return found
    before = place[summed][:, None] + np.arange(1 - _SUMMED, 0)
    earlier = part.counts[:, opened[before]].sum(axis=-1)
    expected, upper = found.expected.copy(), found.upper.copy()
    expected[:, summed] /= _SUMMED
    upper[:, summed] = np.maximum(upper[:, summed] - earlier, 0.0)
    return replace(found, expected=expected, upper=upper)


def _alarms(series: Series, times: Index, look: _Look) -> Alarms:
    """Run a detector on the history that each series has."""
    known = np.isfinite(series.counts)
    whole = _nothing(len(known), times, look.method, look.parameters)
    enough = np.flatnonzero(known[:, : times[-1]].sum(axis=1) >= look.needed)
    for those, kept in _groups(known[enough], times, look.method):
        rows = enough[those]
        whole = _with(whole, rows, kept, _part(series, rows, np.flatnonzero(kept)), look)
    return whole


def _groups(known: Truths, times: Index, method: str) -> Iterator[tuple[Index, Truths]]:
    """Yield series that are looked at together, and the times that they are looked at with.

    What compares with the latest times, with those that each series reported. The daily model,
    from the first report on where that is less than a year ago, so that it knows.
    """
    whole = np.ones(known.shape, dtype=bool)
    if method in _BY_MEMORY:
        whole = known
    elif method == _DAILY:
        first = known.argmax(axis=1)
        late = first > times.min() - DAILY
        whole = np.arange(known.shape[1]) >= np.where(late, first, 0)[:, None]
    patterns, of = np.unique(whole, axis=0, return_inverse=True)
    for at, kept in enumerate(patterns):
        yield np.flatnonzero(of.ravel() == at), kept


def _nothing(count: int, times: Index, method: str, parameters: dict[str, Any]) -> Alarms:
    """Return alarms of which nothing is known yet."""
    none: dict[str, Any] = {name: unknown(count, len(times)) for name in _PARTS}
    alarm = np.zeros((count, len(times)), dtype=bool)
    return Alarms(at=times, alarm=alarm, method=method, parameters=parameters, **none)


def _part(series: Series, rows: Index, kept: Index) -> Series:
    """Return some series at some times."""
    where = np.ix_(rows, kept)
    people = None if series.population is None else series.population[where]
    return Series(series.counts[where], series.dates[kept], series.per_year, people)


def _with(whole: Alarms, rows: Index, kept: Truths, part: Series, look: _Look) -> Alarms:
    """Return alarms with those of some series, at times that have the history."""
    place = np.cumsum(kept)[whole.at] - 1
    fine = np.flatnonzero(kept[whole.at] & (place >= look.needed))
    if not len(fine):
        return whole
    try:
        found = look.detect(part, place[fine], kept)
    except ShortHistoryError:
        return whole
    where = np.ix_(rows, fine)
    for name in ("alarm", *_PARTS):
        getattr(whole, name)[where] = getattr(found, name)
    return replace(whole, parameters=found.parameters)


def _blanked(alarms: Alarms, blank: Truths) -> Alarms:
    """Leave out what is not known."""
    left: dict[str, Any] = {name: np.where(blank, np.nan, getattr(alarms, name)) for name in _PARTS}
    return replace(alarms, alarm=alarms.alarm & ~blank, **left)
