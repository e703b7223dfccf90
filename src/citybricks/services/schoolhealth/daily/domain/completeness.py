"""How complete and how timely reports are: who has reported, by the deadline, and nobody ill.

A class that has not reported is missing, never zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from django.db.models import Min

from citybricks.services.schoolhealth.daily.domain.known import reports
from citybricks.services.schoolhealth.daily.models import Report
from citybricks.services.schoolhealth.schools.domain.calendar import (
    days_of_schools,
    deadline_of,
    school_year_of,
)
from citybricks.services.schoolhealth.schools.models import City, SchoolClass

COLUMNS = ("day", "school", "classes", "reported", "in_time", "zero", "hours_late")


def completeness(
    city: City, since: date, until: date, as_of: datetime | None = None
) -> pd.DataFrame:
    """Return how many classes of each school had reported each school day.

    Parameters
    ----------
    since, until
        First and last day, both included.
    as_of
        What was known at this moment; None: now.

    Returns
    -------
    pandas.DataFrame
        ``COLUMNS``: ``in_time`` counts classes whose first report came by the deadline, ``zero``
        those in which nobody is ill, ``hours_late`` is the median of the others' delay, NaN when
        there is none.
    """
    expected = _expected(city, since, until)
    found = reports(city, since, until, as_of)[["day", "class", "zero"]]
    joined = expected.merge(found, on=["day", "class"], how="left")
    joined = joined.merge(_first(city, since, until, as_of), on=["day", "class"], how="left")
    joined["reported"] = joined["zero"].notna()
    joined["zero"] = joined["zero"].eq(True)
    joined["in_time"] = joined["hours"].le(0)
    joined["hours_late"] = joined["hours"].where(joined["hours"] > 0)
    grouped = joined.groupby(["day", "school"], as_index=False).agg(
        classes=("class", "size"),
        reported=("reported", "sum"),
        in_time=("in_time", "sum"),
        zero=("zero", "sum"),
        hours_late=("hours_late", "median"),
    )
    return grouped[list(COLUMNS)]


def _expected(city: City, since: date, until: date) -> pd.DataFrame:
    """Return the classes that were to report, on each school day of their school."""
    days = days_of_schools(city)
    classes = SchoolClass.objects.filter(school__city=city, school__active=True)
    by_year: dict[int, list[tuple[str, str]]] = {}
    for pk, school, year in classes.values_list("pk", "school", "school_year"):
        by_year.setdefault(year, []).append((pk, school))
    every = (since + timedelta(days=count) for count in range((until - since).days + 1))
    rows = [
        (day, school, pk)
        for day in every
        for pk, school in by_year.get(school_year_of(city, day), ())
        if days[school].is_open(day)
    ]
    return pd.DataFrame.from_records(rows, columns=["day", "school", "class"])


def _first(city: City, since: date, until: date, as_of: datetime | None) -> pd.DataFrame:
    """Return by how many hours the first report of each class came after the deadline."""
    kept = Report.objects.filter(school_class__school__city=city, day__range=(since, until))
    if as_of is not None:
        kept = kept.filter(recorded_at__lte=as_of)
    first = kept.order_by().values_list("day", "school_class").annotate(at=Min("recorded_at"))
    rows = [
        (day, pk, (at - deadline_of(city, day)).total_seconds() / 3600) for day, pk, at in first
    ]
    return pd.DataFrame.from_records(rows, columns=["day", "class", "hours"]).astype(
        {"hours": float}
    )


@dataclass(frozen=True, slots=True)
class Indicators:
    """What reports of some days come to.

    Parameters
    ----------
    school_days
        Days on which any school was to report.
    completeness, timeliness
        Per cent of expected reports that came, and that came by the deadline; None: none was
        expected.
    zeros
        Per cent of the reports that said that nobody is ill.
    hours_late
        Median delay of the late ones.
    days_lost
        Days of attendance lost per pupil who was reported on, None: nobody was.
    """

    school_days: int
    completeness: float | None
    timeliness: float | None
    zeros: float | None
    hours_late: float | None
    days_lost: float | None


def indicators(city: City, since: date, until: date, as_of: datetime | None = None) -> Indicators:
    """Return completeness, timeliness and days of attendance lost per pupil.

    Days lost are counted on reported days only, and are extrapolated to no others.
    """
    table = completeness(city, since, until, as_of)
    found = reports(city, since, until, as_of)
    expected, reported = int(table["classes"].sum()), int(table["reported"].sum())
    pupils = float(found.groupby("class")["enrolled"].mean().sum()) if len(found) else 0.0
    late = float(table["hours_late"].median()) if len(table) else math.nan
    return Indicators(
        school_days=int(table["day"].nunique()),
        completeness=_share(reported, expected),
        timeliness=_share(int(table["in_time"].sum()), expected),
        zeros=_share(int(table["zero"].sum()), reported),
        hours_late=None if math.isnan(late) else round(late, 2),
        days_lost=round(float(found["absent"].sum()) / pupils, 3) if pupils else None,
    )


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
