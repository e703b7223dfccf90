"""Reports that are still to come: how many more ill pupils of a day will be known later.

Of every day it is known how many ill pupils were first reported how many days later; from that
`methods.surveillance.nowcasting` says what is still to come of the latest days.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from django.db.models import Min

from citybricks.methods.surveillance.nowcasting import Triangle, nowcast
from citybricks.methods.surveillance.series import Floats, ShortHistoryError
from citybricks.services.schoolhealth.daily.models import Report
from citybricks.services.schoolhealth.schools.models import City

LONGEST = 7
"""Days after which a report is taken to come no more."""


@dataclass(frozen=True, eq=False)
class Coming:
    """What is still to be reported of each day shown, with a 95 % interval."""

    mean: Floats
    low: Floats
    high: Floats


def of(
    city: City,
    frame: pd.DataFrame,
    syndrome: str,
    days: Sequence[date],
    as_of: datetime,
    classes: Collection[str] | None = None,
) -> Coming | None:
    """Return what is still to be reported of days; None when nothing can be said.

    Parameters
    ----------
    frame
        Counts as they were known.
    days
        Shown, one after the other.
    as_of
        When they were known.
    """
    today = as_of.astimezone(ZoneInfo(city.timezone)).date()
    if not days[0] <= today <= days[-1] + timedelta(days=LONGEST):
        return None
    counted = _by_delay(city, frame, syndrome, days[0], today, as_of, classes)
    if counted is None:
        return None
    try:
        found = nowcast(counted)
    except ShortHistoryError:
        return None
    return _placed(found, days, (found.mean, found.lower, found.upper))


def _placed(found: Any, days: Sequence[date], bands: tuple[Floats, ...]) -> Coming | None:
    """Return what is more than known, for each day shown."""
    more = [np.zeros(len(days)) for _band in bands]
    place = {day: at for at, day in enumerate(days)}
    for row, day in enumerate(found.days.astype(object)):
        if day in place:
            for values, band in zip(more, bands, strict=True):
                values[place[day]] = max(float(np.nan_to_num(band[row] - found.known[row])), 0.0)
    return Coming(*more) if more[0].max() > 0.05 else None  # noqa: PLR2004 - nothing that is seen


def _by_delay(
    city: City,
    frame: pd.DataFrame,
    syndrome: str,
    since: date,
    today: date,
    as_of: datetime,
    classes: Collection[str] | None,
) -> Triangle | None:
    """Return ill pupils by day and by how many days later their class first reported."""
    ill = frame[(frame["syndrome"] == syndrome) & (frame["day"] >= since) & (frame["ill"] > 0)]
    if not len(ill):
        return None
    kept = Report.objects.filter(
        school_class__school__city=city, day__range=(since, today), recorded_at__lte=as_of
    )
    first = kept.order_by().values_list("day", "school_class").annotate(at=Min("recorded_at"))
    zone = ZoneInfo(city.timezone)
    came = {(day, pk): at.astimezone(zone).date() for day, pk, at in first}
    days = [since + timedelta(days=at) for at in range((today - since).days + 1)]
    counts = np.zeros((len(days), LONGEST + 1))
    for day, pk, count in zip(ill["day"], ill["class"], ill["ill"], strict=True):
        if day <= today and (classes is None or pk in classes):
            delay = max((came.get((day, pk), day) - day).days, 0)
            counts[(day - since).days, min(delay, LONGEST)] += count
    age = np.array([(today - day).days for day in days])
    counts = np.where(np.arange(LONGEST + 1) <= age[:, None], counts, np.nan)
    return Triangle(np.array(days, dtype="datetime64[D]"), counts)
