"""Unusual days of a city's daily counts: the first of the three levels.

A model of calendar, season and recent level is fitted to all of the past but for what came since
the last refit; a day is unusual when its count, or that of the last few open days together, is
larger than chance would have it more often than a stated budget of false alarms a year allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.daily import budget, calendar
from citybricks.methods.surveillance.daily.calendar import Calendar
from citybricks.methods.surveillance.daily.control import LEAST, MOST, Control
from citybricks.methods.surveillance.daily.found import Found
from citybricks.methods.surveillance.daily.model import Days, Fit, fit
from citybricks.methods.surveillance.daily.short import compare
from citybricks.methods.surveillance.daily.windows import Windows
from citybricks.methods.surveillance.series import Alarms, Floats, Series, ShortHistoryError, Truths

NAME = "daily"
MOST_HARMONICS = 5
Indexes = NDArray[np.intp]


def detect_daily(
    series: Series,
    at: Indexes | None = None,
    control: Control | None = None,
    calendar: Calendar | None = None,
) -> Alarms:
    """Tell which days of a series of daily counts are unusual.

    With less than a year before them, days are compared with the weeks just before instead, by
    EARS C2 on sums of seven open days.

    Parameters
    ----------
    series
        Daily counts of one or more units.
    at
        Indexes of the days to look at; all with enough history when none are given.
    control
        Parameters.
    calendar
        Of the same days; without one weekdays that never report are closed, and there are no
        holidays.

    Raises
    ------
    ShortHistoryError
        When there are fewer than 28 days before a day that is looked at.
    """
    chosen = control or Control()
    known = calendar or _usual(series)
    days = np.arange(LEAST, len(series.dates)) if at is None else np.asarray(at, np.intp)
    first = int(days.min()) if len(days) else len(series.dates)
    if not len(days) or first < LEAST:
        raise ShortHistoryError(NAME, LEAST, first)
    past = (series.dates[days] - series.dates[0]).astype(int)
    late = past >= chosen.year
    parts = []
    if not late.all():
        parts.append((days[~late], compare(series, days[~late], chosen, known)))
    if late.any():
        parts.append((days[late], _modelled(series, days[late], chosen, known)))
    return _together(days, parts, series.counts, chosen)


def calibrate(
    series: Series,
    control: Control | None = None,
    calendar: Calendar | None = None,
    budgets: Sequence[float] = (),
) -> Floats:
    """Return the scores that alarms after the end of a series must exceed, (units, budgets).

    Parameters
    ----------
    series
        A year and more of daily counts.
    control, calendar
        As for `detect_daily`.
    budgets
        False alarms a year that are allowed; those of the control when none are given.

    Raises
    ------
    ShortHistoryError
        When there is less than a year.
    """
    chosen, known = control or Control(), calendar or _usual(series)
    span = int((series.dates[-1] - series.dates[0]).astype(int)) + 1
    if span < chosen.year:
        raise ShortHistoryError(NAME, int(chosen.year), span)
    days = _days(series, known, chosen)[0]
    fitted = fit(days, chosen.harmonics, chosen.down_weight, chosen.seed)
    return _thresholds(fitted, days, chosen, budgets or (chosen.budget,))


def _usual(series: Series) -> Calendar:
    return calendar.usual(series)


def _days(series: Series, known: Calendar, control: Control) -> tuple[Days, Indexes]:
    """Return the open days of a series, and their indexes."""
    opened = np.flatnonzero(~known.closed)
    most = MOST_HARMONICS if control.harmonics is None else control.harmonics
    design = calendar.design(known, control.year, most)
    counts = np.minimum(series.counts[:, opened], MOST)
    people = np.ones(counts.shape)
    if series.population is not None:
        people = series.population[:, opened]
        counts = np.where(people > 0, counts, np.nan)
    offset = np.log(np.where(people > 0, people, 1.0))
    number = calendar.numbered(series.dates)[opened]
    span = number[-1] - number[0] + 1
    return Days(
        counts,
        offset,
        design.columns[opened],
        design.seasonal,
        design.special[opened],
        number,
        calendar.part_of_year(series.dates[opened], control.year),
        min(max(round(7 * len(opened) / span), 1), 7),
    ), opened


def _limits(fitted: Fit, past: Days, control: Control) -> Floats:
    """Return the threshold of each unit after some past, (units,)."""
    if control.threshold is not None:
        return np.full(len(past.counts), control.threshold)
    return _thresholds(fitted, past, control, (control.budget,))[:, 0]


def _thresholds(fitted: Fit, past: Days, control: Control, budgets: Sequence[float]) -> Floats:
    """Return the thresholds that budgets allow after some past, (units, budgets)."""
    since = int(np.searchsorted(past.day, past.day[-1] - round(control.year), side="right"))
    allowed = budget.Budget(tuple(budgets), control.year, control.seed)
    return budget.thresholds(fitted, past.part(slice(since, None)), control.windows, allowed)


def _modelled(series: Series, at: Indexes, control: Control, known: Calendar) -> Found:
    """Look at days with the model; those between two fits with the one before."""
    days, opened = _days(series, known, control)
    begin = calendar.numbered(series.dates)[at] // control.refit * control.refit
    found = Found.nothing(len(series.counts), len(at))
    limits, since = np.empty(0), -np.inf
    for block in np.unique(begin):
        places = np.flatnonzero((begin == block) & ~known.closed[at])
        if not len(places):
            continue
        upto = int(np.searchsorted(days.day, block))
        past = days.part(slice(0, upto))
        fitted = fit(past, control.harmonics, control.down_weight, control.seed)
        if block - since >= control.year // control.refit * control.refit:
            limits, since = _limits(fitted, past, control), block
        wanted = np.searchsorted(opened, at[places])
        said = _said(fitted, days.part(slice(0, int(wanted.max()) + 1)), wanted, limits, control)
        found.fill(places, said)
    return found


def _said(fitted: Fit, days: Days, wanted: Indexes, limits: Floats, control: Control) -> Found:
    """Return what a model says of some open days, the last of those given among them."""
    mean = fitted.expected(days)
    spread = fitted.believed(days)
    start = max(int(wanted.min()) - max(control.windows), 0)
    counts, usual, spreads = (one[:, start:] for one in (days.counts, mean, spread))
    windows = Windows(counts, usual, spreads, control.windows)
    shown, limit = wanted - start, limits[:, None]
    score = windows.score()[:, shown]
    return Found(
        expected=mean[:, wanted],
        dispersion=spread[:, wanted],
        score=score,
        upper=windows.upper(limit)[:, shown],
        # at most: one of the windows being as unusual, added up
        p=np.minimum(len(control.windows) * np.exp(-score), 1.0),
        alarm=(score > limit).astype(float),
    )


def _together(
    days: Indexes, parts: list[tuple[Indexes, Found]], counts: Floats, control: Control
) -> Alarms:
    """Return one answer of several parts."""
    found = Found.nothing(len(counts), len(days))
    for at, said in parts:
        found.fill(np.flatnonzero(np.isin(days, at)), said)
    alarm = found.alarm == 1.0
    if control.false_discovery is not None:
        alarm &= discoveries(found.p, control.false_discovery)
    told = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(control).items()}
    return Alarms(
        at=days,
        alarm=alarm,
        upper=found.upper,
        expected=found.expected,
        p=found.p,
        score=found.score,
        dispersion=found.dispersion,
        method=NAME,
        parameters=told,
    )


def discoveries(p: Floats, share: float) -> Truths:
    """Return which units of each morning stand out among all of it, (units, days).

    The false ones among them are at most a share on the average (Benjamini and Hochberg, 1995).
    """
    value = np.where(np.isfinite(p), p, 1.0)
    order = np.sort(value, axis=0)
    count = np.isfinite(p).sum(axis=0)
    line = np.arange(1, len(p) + 1)[:, None] / np.maximum(count, 1) * share
    highest = np.where(order <= line, order, -1.0).max(axis=0)
    found: Truths = value <= highest
    return found
