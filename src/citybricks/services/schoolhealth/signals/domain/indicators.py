"""Indicators of a city's pupil health for the Sustainable Development Goals.

3.d.1 (capacity of early warning: timeliness of detection, verification and response), 3.3
(incidence per 1,000 pupils by diagnosis), 4.a (school days lost per pupil) and how complete and
timely the reports are. 3.d.1 proper is a country's score; here is what a city adds to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from django.utils import timezone
from django.utils.translation import gettext as _

from citybricks.services.schoolhealth.daily.domain.known import counts, reports
from citybricks.services.schoolhealth.schools.domain.calendar import school_days
from citybricks.services.schoolhealth.schools.models import City, SchoolClass
from citybricks.services.schoolhealth.signals.domain import acting, clocks
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel, newly
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.types import Indicator

PERCENT, DAYS, EACH = "%", "d/{pupil}", "/k{pupil}"
"""UCUM units: percent, days for each pupil, cases for a thousand pupils."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days that indicators are about, the last one included."""

    since: date
    until: date

    @property
    def year(self) -> int:
        """The calendar year in which it ends."""
        return self.until.year


def of(city: City, period: Period, now: datetime | None = None) -> list[Indicator]:
    """Return the indicators of a city in a period."""
    moment = now or timezone.now()
    told = reports(city, period.since, period.until)
    return [
        Indicator(sdg=sdg, value=round(value, 4), unit=unit, name=name, year=period.year,
                  place=str(city))
        for sdg, value, unit, name in (
            *_clocks(city, period, moment),
            *_incidence(city, period),
            *_lost(told),
            *_completeness(city, period, told),
        )
    ]  # fmt: skip


def _clocks(city: City, period: Period, now: datetime) -> Iterator[tuple[str, float, str, str]]:
    zone = ZoneInfo(city.timezone)
    found = Signal.objects.filter(
        city=city, merged_into=None, day__range=(period.since, period.until)
    )
    every = [
        clocks.clocks(
            clocks.emergence(one.emerged_on, zone), one.detected_at, acting.moments(one), now
        )
        for one in found
    ]
    names = {
        "detect": _("Signals detected within 7 days of emergence"),
        "notify": _("Signals in the hands of public health within 1 day"),
        "respond": _("Signals responded to within 7 days"),
        "verify": _("Signals verified within 24 hours"),
    }
    for at, name in enumerate(names):
        ended = [row[at] for row in every if row[at].standing not in ("running", "waiting")]
        if ended:
            share = 100 * sum(one.standing == "met" for one in ended) / len(ended)
            yield "3.d.1", share, PERCENT, names[name]
    kept = [clocks.passed(row) for row in every]
    known = [one for one in kept if one is not None]
    if known:
        yield "3.d.1", 100 * sum(known) / len(known), PERCENT, _("Signals that kept 7-1-7")


def _incidence(city: City, period: Period) -> Iterator[tuple[str, float, str, str]]:
    """Yield new cases of each diagnosis per 1,000 pupils."""
    frame = counts(city, period.since, period.until)
    codes = sorted(set(frame["diagnosis"]) - {""})
    panel = Panel.of(frame, (), codes)
    pupils = _pupils(panel)
    for code in codes:
        cases = float(np.nansum(newly(panel, panel.diagnosed[code])))
        if pupils:
            words = _("New cases per 1,000 pupils: %(disease)s") % {"disease": code}
            yield "3.3", 1000 * cases / pupils, EACH, words


def _pupils(panel: Panel) -> float:
    """Return the pupils of all classes, as last reported."""
    last = (row[np.isfinite(row)][-1:] for row in panel.enrolled)
    return float(sum(one.sum() for one in last))


def _lost(told: pd.DataFrame) -> Iterator[tuple[str, float, str, str]]:
    pupils = float(told.groupby("class")["enrolled"].last().sum()) if len(told) else 0.0
    if pupils:
        absent = float(told["absent"].sum())
        yield "4.a", absent / pupils, DAYS, _("School days lost per pupil")


def _completeness(
    city: City, period: Period, told: pd.DataFrame
) -> Iterator[tuple[str, float, str, str]]:
    days = school_days(city, period.since, period.until)
    classes = SchoolClass.objects.filter(pk__in=set(told["class"]), school__active=True).count()
    owed = len(days) * classes
    if not owed:
        return
    inside = told[told["day"].isin(days)]
    yield "3.d.1", 100 * len(inside) / owed, PERCENT, _("Daily reports that were made")
    timely = sum(on_time(city, row) for row in inside[["day", "recorded_at"]].to_dict("records"))
    yield "3.d.1", 100 * timely / owed, PERCENT, _("Daily reports made by the deadline")


def on_time(city: City, row: Any) -> bool:
    """Whether a report came before the deadline of its day."""
    closing = datetime.combine(row["day"], city.deadline, ZoneInfo(city.timezone))
    return bool(pd.Timestamp(row["recorded_at"]) <= pd.Timestamp(closing))


def frame_of(found: list[Indicator]) -> pd.DataFrame:
    """Return indicators as a table for download."""
    return pd.DataFrame([one.model_dump() for one in found])


RECENT = timedelta(days=365)
"""What indicators are about when nothing else is asked for."""
