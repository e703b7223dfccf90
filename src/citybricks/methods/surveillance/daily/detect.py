"""Unusual days of a city's daily counts: the first of the three levels.

A model of calendar, season and recent level is fitted to all of the past but for what came since
the last refit; a day is unusual when its count, or that of the last few open days together, is
larger than chance would have it more often than a stated budget of false alarms a year allows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from citybricks.methods.surveillance import ears
from citybricks.methods.surveillance.daily import budget, calendar
from citybricks.methods.surveillance.daily.calendar import Calendar
from citybricks.methods.surveillance.daily.model import Days, Fit, fit
from citybricks.methods.surveillance.daily.windows import Windows
from citybricks.methods.surveillance.parameters import ParameterError, between, whole
from citybricks.methods.surveillance.series import Alarms, Floats, Series, ShortHistoryError, Truths

NAME = "daily"
LEAST = 28
"""Days of history without which there is no baseline."""
MOST_HARMONICS = 5
SUMMED = 7
"""Open days that are summed where there is less than a year of history."""
Indexes = NDArray[np.intp]


@dataclass(frozen=True)
class Control:
    """Parameters of the daily model.

    Parameters
    ----------
    budget
        False alarms a year that are allowed of each unit; alarms less than a week apart are one.
    threshold
        Score to be exceeded instead, where it is given.
    windows
        How many open days are looked at together.
    harmonics
        Of the year; chosen by QAIC where none is given.
    down_weight
        Standardised residuals of the past above this weigh less.
    refit
        Days from one fit to the next.
    year
        Days in a year.
    false_discovery
        Share of false ones among the alarms of a morning that is allowed (Benjamini-Hochberg);
        alarms must pass this too where it is given.
    seed
        Of what is drawn to find thresholds.
    """

    budget: float = 4.0
    threshold: float | None = None
    windows: tuple[int, ...] = (1, 2, 3, 5, 7)
    harmonics: int | None = None
    down_weight: float = 2.58
    refit: int = 28
    year: float = 365.25
    false_discovery: float | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        between("budget", self.budget, 0, 12.0 + 1e-9)
        between("down_weight", self.down_weight, 1, 100)
        between("year", self.year, 300, 400)
        whole("refit", self.refit, 1, 366)
        whole("seed", self.seed, 0)
        for name, value in (("threshold", self.threshold), ("q", self.false_discovery)):
            if value is not None:
                between(name, value, 0, 1 if name == "q" else 1e3)
        if self.harmonics is not None:
            whole("harmonics", self.harmonics, 0, 20)
        if not self.windows:
            raise ParameterError("windows", self.windows, "at least one width is needed")
        for width in self.windows:
            whole("windows", width, 1, 60)


def needs(_control: Control, _per_year: int) -> int:
    """Return how many earlier times are needed for any answer."""
    return LEAST


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
        parts.append((days[~late], _short(series, days[~late], chosen, known)))
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


@dataclass(frozen=True, eq=False)
class _Found:
    """What is said of days; arrays of shape (units, days)."""

    expected: Floats
    dispersion: Floats
    score: Floats
    upper: Floats
    p: Floats
    alarm: Truths


def _days(series: Series, known: Calendar, control: Control) -> tuple[Days, Indexes]:
    """Return the open days of a series, and their indexes."""
    opened = np.flatnonzero(~known.closed)
    most = MOST_HARMONICS if control.harmonics is None else control.harmonics
    design = calendar.design(known, control.year, most)
    counts = series.counts[:, opened]
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


def _modelled(series: Series, at: Indexes, control: Control, known: Calendar) -> _Found:
    """Look at days with the model; those between two fits with the one before."""
    days, opened = _days(series, known, control)
    begin = calendar.numbered(series.dates)[at] // control.refit * control.refit
    found = {
        name: np.full((len(series.counts), len(at)), np.nan) for name in _Found.__annotations__
    }
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
        for name, values in said.items():
            found[name][:, places] = values
    return _Found(**{**found, "alarm": found["alarm"] == 1.0})


def _said(
    fitted: Fit, days: Days, wanted: Indexes, limits: Floats, control: Control
) -> dict[str, Floats]:
    """Return what a model says of some open days, the last of those given among them."""
    mean = fitted.expected(days)
    spread = fitted.believed(days)
    start = max(int(wanted.min()) - max(control.windows), 0)
    counts, usual, spreads = (one[:, start:] for one in (days.counts, mean, spread))
    windows = Windows(counts, usual, spreads, control.windows)
    shown, limit = wanted - start, limits[:, None]
    score = windows.score()[:, shown]
    return {
        "expected": mean[:, wanted],
        "dispersion": spread[:, wanted],
        "score": score,
        "upper": windows.upper(limit)[:, shown],
        # at most: one of the windows being as unusual, added up
        "p": np.minimum(len(control.windows) * np.exp(-score), 1.0),
        "alarm": (score > limit).astype(float),
    }


def _short(series: Series, at: Indexes, control: Control, known: Calendar) -> _Found:
    """Look at days by EARS C2, where there is less than a year of history.

    Sums of seven open days are compared with the sums of earlier weeks; with fewer weeks than that
    needs, days with days.
    """
    opened = np.flatnonzero(~known.closed)
    counts, dates = series.counts[:, opened], series.dates[opened]
    rule = ears.Control(alpha=_alpha(control, len(opened) / len(series.dates)), least_sd=1.0)
    before = ears.needs_c2(rule, series.per_year)
    place = np.searchsorted(opened, at)
    shape = (len(counts), len(at))
    found = {name: np.full(shape, np.nan) for name in _Found.__annotations__}
    weekly = place >= (before + 1) * SUMMED - 1
    for width, chosen in ((SUMMED, weekly), (1, ~weekly & (place >= before))):
        sums = np.lib.stride_tricks.sliding_window_view(counts, width, axis=1).sum(axis=-1)
        for phase in range(width):
            fits = chosen & ~known.closed[at] & ((place - width + 1) % width == phase)
            if not fits.any():
                continue
            thinned = Series(sums[:, phase::width], dates[width - 1 + phase :: width], 52)
            said = ears.detect_c2(thinned, (place[fits] - width + 1) // width, rule)
            for name, values in found.items():
                values[:, fits] = getattr(said, name)
    return _Found(**{**found, "alarm": found["alarm"] == 1.0})


def _alpha(control: Control, opened: float) -> float:
    """Return the parameter of EARS by which alarm days stay within the budget.

    EARS takes the standard deviation of its few times for that of all; Student's distribution says
    how much farther away a threshold has to be.
    """
    few = ears.Control().baseline
    share = min(control.budget / (control.year * opened), 0.1)
    far = float(special.stdtrit(few - 1, 1 - share)) * math.sqrt(1 + 1 / few)
    return float(special.ndtr(-far))


def _together(
    days: Indexes, parts: list[tuple[Indexes, _Found]], counts: Floats, control: Control
) -> Alarms:
    """Return one answer of several parts."""
    shape = (len(counts), len(days))
    found = {name: np.full(shape, np.nan) for name in _Found.__annotations__}
    for at, said in parts:
        places = np.isin(days, at)
        for name, values in found.items():
            values[:, places] = getattr(said, name)
    alarm = found.pop("alarm") == 1.0
    if control.false_discovery is not None:
        alarm &= discoveries(found["p"], control.false_discovery)
    told = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(control).items()}
    return Alarms(at=days, alarm=alarm, method=NAME, parameters=told, **found)


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
