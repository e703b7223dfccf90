"""What a dashboard shows of a city on a day, as it was known at a moment.

Everything is computed from the reports that were known at that moment and the signals that had
been detected, so that the dashboard of a past day is the same as then.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
from django.utils import timezone

from citybricks.methods.surveillance.series import Floats
from citybricks.services.schoolhealth.daily.domain.known import counts
from citybricks.services.schoolhealth.schools.domain.calendar import days_of
from citybricks.services.schoolhealth.schools.models import City, School
from citybricks.services.schoolhealth.signals.domain import coming, expecting, spreading
from citybricks.services.schoolhealth.signals.domain.detecting import SYNDROMES
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.vocabulary import Level

HISTORY = timedelta(days=420)
"""What is compared with, before the days that are shown."""
RECENT, BEFORE = 5, 20
"""Reported days whose ill pupils a school's circle counts, and those before to compare with."""


@dataclass(frozen=True, eq=False)
class Wish:
    """What somebody wants to see.

    Parameters
    ----------
    day
        The last day that is shown.
    days
        How many days are shown.
    syndrome
        Of which syndrome; empty for the one that most are ill with.
    as_of
        As known at which moment; now when None.
    """

    day: date
    days: int = 60
    syndrome: str = ""
    as_of: datetime | None = None

    @property
    def since(self) -> date:
        """The first day that is shown."""
        return self.day - timedelta(days=self.days - 1)


@dataclass(frozen=True, eq=False)
class SchoolLine:
    """A school: what was reported of each day, and how unusual the last days are.

    Parameters
    ----------
    shares
        Ill pupils in percent of those reported, for each day shown; NaN where nothing was.
    excess
        Ill pupils of the last days above what is expected, in standard deviations; NaN without
        a past to compare with.
    """

    school: School
    ill: Floats
    enrolled: Floats
    shares: Floats
    excess: float


@dataclass(frozen=True, eq=False)
class Dashboard:
    """What is shown; days are all days of the calendar, from the first to the last."""

    city: City
    wish: Wish
    syndrome: str
    days: tuple[date, ...]
    closed: frozenset[date]
    ill: Floats
    reported: Floats
    expected: expecting.Expected | None
    coming: coming.Coming | None
    alarms: tuple[date, ...]
    schools: tuple[SchoolLine, ...]
    clusters: tuple[tuple[str, ...], ...]
    spread: spreading.Spread
    totals: dict[str, int]


def build(city: City, wish: Wish, classes: Collection[str] | None = None) -> Dashboard:
    """Compute a dashboard.

    Parameters
    ----------
    classes
        Numbers of the classes whose reports the person sees; None for all.
    """
    frame = counts(city, wish.since - HISTORY, wish.day, wish.as_of)
    if classes is not None:
        frame = frame[frame["class"].isin(classes)]
    panel = Panel.of(frame, SYNDROMES)
    shown = panel.since(wish.since)
    totals = {name: int(np.nansum(each)) for name, each in shown.ill.items()}
    syndrome = wish.syndrome or max(totals, key=lambda name: totals[name])
    days = tuple(wish.since + timedelta(days=at) for at in range(wish.days))
    open_days = days_of(city)
    alarms, clusters = _signals(city, wish, syndrome)
    return Dashboard(
        city=city,
        wish=wish,
        syndrome=syndrome,
        days=days,
        closed=frozenset(day for day in days if not open_days.is_open(day)),
        ill=_daily(panel, panel.by_city(panel.ill[syndrome])[0], days),
        reported=_daily(panel, panel.coverage(), days),
        expected=expecting.of(city, panel, syndrome, days),
        coming=coming.of(city, frame, syndrome, days, wish.as_of or timezone.now(), classes),
        alarms=alarms,
        schools=tuple(_schools(city, panel, syndrome, days)),
        clusters=clusters,
        spread=spreading.of(frame, panel, syndrome, days),
        totals=totals,
    )


def _daily(panel: Panel, values: Floats, days: tuple[date, ...]) -> Floats:
    """Spread the values of reported days over the days of the calendar."""
    found = dict(zip(panel.days, values.tolist(), strict=True))
    return np.array([found.get(day, np.nan) for day in days], dtype=float)


def _signals(
    city: City, wish: Wish, syndrome: str
) -> tuple[tuple[date, ...], tuple[tuple[str, ...], ...]]:
    """Return the days with alarms for the whole city, and the clusters of the last week."""
    found: Any = Signal.objects.filter(city=city, syndrome=syndrome, day__lte=wish.day)
    if wish.as_of is not None:
        found = found.filter(detected_at__lte=wish.as_of)
    rung = found.filter(level=Level.CITY, day__gte=wish.since)
    days = sorted(set(rung.values_list("day", flat=True)))
    week = wish.day - timedelta(days=7)
    clusters = found.filter(level=Level.CLUSTER, day__gt=week).order_by("id")
    members = {tuple(each) for each in clusters.values_list("members", flat=True)}
    return tuple(days), tuple(sorted(members))


def _schools(city: City, panel: Panel, syndrome: str, days: tuple[date, ...]) -> list[SchoolLine]:
    rows = {code: at for at, code in enumerate(panel.school_codes)}
    ill, enrolled = panel.by_school(panel.ill[syndrome]), panel.by_school(panel.enrolled)
    named = School.objects.filter(city=city, pk__in=rows)
    found = []
    for school in named:
        at = rows[school.pk]
        counted, pupils = _daily(panel, ill[at], days), _daily(panel, enrolled[at], days)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = 100 * counted / pupils
        found.append(SchoolLine(school, counted, pupils, shares, _excess(ill[at], enrolled[at])))
    return found


def _excess(ill: Floats, enrolled: Floats) -> float:
    """Return how many standard deviations the ill of the last days are above what is usual.

    Usual is the share of the days before, with half a case added so that it is never nothing; the
    variance is Poisson's, as of counts.
    """
    known = np.isfinite(ill) & np.isfinite(enrolled)
    cases, pupils = ill[known], enrolled[known]
    if len(cases) < RECENT + BEFORE:
        return float("nan")
    past, now = slice(-RECENT - BEFORE, -RECENT), slice(-RECENT, None)
    usual = (cases[past].sum() + 0.5) / max(pupils[past].sum(), 1.0) * pupils[now].sum()
    return float((cases[now].sum() - usual) / np.sqrt(usual))


def frame_of(found: Dashboard) -> pd.DataFrame:
    """Return the curve of a dashboard as a table for download."""
    columns: dict[str, Any] = {
        "day": [day.isoformat() for day in found.days],
        "school_day": [day not in found.closed for day in found.days],
        "ill": found.ill,
        "reported_share": np.round(found.reported, 4),
        "alarm": [day in found.alarms for day in found.days],
    }
    if found.expected is not None:
        columns["expected"] = np.round(found.expected.mean, 3)
        columns["low_95"], columns["high_95"] = found.expected.bands[-1]
    return pd.DataFrame(columns)
