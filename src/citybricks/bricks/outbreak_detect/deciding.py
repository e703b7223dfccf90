"""Which times are unusual, by a detector or by the exact chance of small counts."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from citybricks import BrickError, track
from citybricks.bricks.outbreak_detect.reading import Calendar, Read
from citybricks.methods.surveillance import small_counts
from citybricks.methods.surveillance.judging import BY_HISTORY, Index, Judged, judge
from citybricks.methods.surveillance.series import Alarms, Floats, ShortHistoryError, unknown
from citybricks.methods.surveillance.tabulating import WEEKLY

SMALL = "small-counts"
LEVEL, FEWEST = 0.01, 3
"""Chance below which a class is flagged, and ill pupils without which none is."""


@dataclass(frozen=True, eq=False)
class Classes:
    """The counts of one syndrome in all classes on open days.

    Parameters
    ----------
    rows
        Which series.
    days
        Which times.
    ill, enrolled
        Of shape (classes, days).
    means
        What is usual.
    """

    rows: Index
    days: Index
    ill: Floats
    enrolled: Floats
    school: Index
    means: small_counts.SchoolMeans


@dataclass(frozen=True, eq=False)
class Decided:
    """What is said of the times looked at, and the classes it is said of, by syndrome."""

    judged: Judged
    classes: dict[str, Classes] = field(default_factory=dict)


def decide(
    read: Read, calendar: Calendar, at: Index, method: str, level: str, budget: float
) -> Decided:
    """Judge the times.

    Raises
    ------
    BrickError
        When small counts are asked for and the number of pupils is not known, or the daily model
        for weeks.
    """
    series = read.table.series
    people = series.population
    if method == "daily" and series.per_year == WEEKLY:
        raise BrickError("method", "the daily model needs counts of days, not of weeks")
    if method == SMALL and people is None:
        raise BrickError("counts", "small counts need the population of every class")
    if people is not None and (method == SMALL or (method == BY_HISTORY and level == "class")):
        return _small(read, people, calendar, at)
    for _ in track([method], "Looking for what is unusual"):
        judged = judge(
            series,
            at,
            method=method,
            budget=budget,
            closed=calendar.closed,
            holiday=calendar.holiday,
        )
    return Decided(judged)


def _small(read: Read, people: Floats, calendar: Calendar, at: Index) -> Decided:
    series = read.table.series
    shape = len(series.counts), len(at)
    parts = {name: unknown(*shape) for name in ("upper", "expected", "p", "score", "dispersion")}
    alarm = np.zeros(shape, dtype=bool)
    known = read.table.reported & ~calendar.closed
    before: Index = (np.cumsum(known, axis=1) - known)[:, at]
    classes = {}
    syndromes = dict.fromkeys(syndrome for _, syndrome in read.table.names)
    for syndrome in track(list(syndromes), "Looking for what is unusual"):
        try:
            those = classes[syndrome] = _classes(read, people, calendar, at, syndrome)
        except ShortHistoryError:
            continue
        for column, time in enumerate(at.tolist()):
            _flag(those, time, column, parts, alarm)
    parameters = {"level": LEVEL, "fewest": FEWEST, "window": small_counts.WINDOW}
    alarms = Alarms(at=at, alarm=alarm, method=SMALL, parameters=parameters, **parts)
    unseen = np.ones(shape, dtype=bool)
    for those in classes.values():
        unseen[those.rows] = False
    return Decided(Judged(alarms, unseen, before[:, -1], small_counts.LEAST_DAYS), classes)


def _classes(read: Read, people: Floats, calendar: Calendar, at: Index, syndrome: str) -> Classes:
    """Return the classes with a syndrome and what is usual before the times looked at."""
    series = read.table.series
    rows = np.flatnonzero([name == syndrome for _, name in read.table.names])
    days = np.flatnonzero(read.table.reported[rows].any(axis=0) & ~calendar.closed)
    where = np.ix_(rows, days)
    ill, enrolled = series.counts[where], people[where]
    _, school = np.unique([read.school[row] for row in rows], return_inverse=True)
    past = max(int(np.searchsorted(days, at[0])) - small_counts.WINDOW + 1, 0)
    if past < small_counts.LEAST_DAYS:
        raise ShortHistoryError(SMALL, small_counts.LEAST_DAYS, past)
    means = small_counts.fit_school_means(ill[:, :past], enrolled[:, :past], school)
    return Classes(rows, days, ill, enrolled, np.asarray(school, dtype=np.intp), means)


def _flag(
    those: Classes, time: int, column: int, parts: dict[str, Floats], alarm: np.ndarray
) -> None:
    """Flag the classes of one day."""
    end = int(np.searchsorted(those.days, time, side="right"))
    if not end or those.days[end - 1] != time:
        return
    flags = small_counts.flag_classes(
        those.ill[:, :end],
        those.enrolled[:, :end],
        those.school,
        means=those.means,
        level=LEVEL,
        fewest=FEWEST,
    )
    a, b = those.means.a[those.school], those.means.b[those.school]
    alarm[those.rows, column] = flags.flagged
    parts["p"][those.rows, column] = flags.p
    with np.errstate(divide="ignore"):
        parts["score"][those.rows, column] = np.minimum(-np.log(flags.p), 700.0)
    parts["expected"][those.rows, column] = flags.expected
    n = np.where(np.isfinite(flags.expected), those.enrolled[:, end - 1], np.nan)
    parts["upper"][those.rows, column] = small_counts.threshold(n, a, b, LEVEL, FEWEST)
    # variance over mean of a beta-binomial: (1 - m) (1 + (n - 1) / (a + b + 1))
    spread = b / (a + b) * (1 + (n - 1) / (a + b + 1))
    parts["dispersion"][those.rows, column] = np.maximum(spread, 0)
