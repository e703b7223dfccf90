"""What was known of a city's pupils at any moment.

Two times belong to every number: the day it is about and the moment at which it was recorded.
Nothing that was recorded later than a moment is seen from there, so that a dashboard of the past
is drawn again as it was.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from citybricks.services.schoolhealth.daily.models import Line, Report
from citybricks.services.schoolhealth.schools.models import City

COLUMNS = (
    "day",
    "school",
    "class",
    "syndrome",
    "diagnosis",
    "ill",
    "absent",
    "excluded",
    "enrolled",
)
REPORT_COLUMNS = ("day", "school", "class", "enrolled", "absent", "zero", "recorded_at", "report")


def latest(
    city: City, since: date, until: date, as_of: datetime | None = None
) -> QuerySet[Any, Any]:
    """Return of each class and day the report that was known at a moment.

    Parameters
    ----------
    since, until
        First and last day, both included.
    as_of
        The moment; None: now.
    """
    found = Report.objects.filter(school_class__school__city=city, day__range=(since, until))
    if as_of is not None:
        found = found.filter(recorded_at__lte=as_of)
    rank = Window(
        RowNumber(),
        partition_by=[F("school_class"), F("day")],
        order_by=F("recorded_at").desc(),
    )
    ranked: QuerySet[Any, Any] = found.annotate(rank=rank).filter(rank=1)
    return ranked


def reports(city: City, since: date, until: date, as_of: datetime | None = None) -> pd.DataFrame:
    """Return which classes had reported at a moment.

    Returns
    -------
    pandas.DataFrame
        A row for each class and day: `REPORT_COLUMNS`, of which ``school`` and ``class`` are ids,
        ``absent`` counts the whole class and ``report`` is the id of the report.
    """
    fields = ("day", "school_class__school", "school_class", "enrolled", "absent", "zero")
    rows = latest(city, since, until, as_of).values_list(*fields, "recorded_at", "pk")
    found = pd.DataFrame.from_records(list(rows), columns=list(REPORT_COLUMNS))
    return found.sort_values(["day", "school", "class"], ignore_index=True)


def counts(city: City, since: date, until: date, as_of: datetime | None = None) -> pd.DataFrame:
    """Return the pupils who were ill as it was known at a moment.

    Parameters
    ----------
    since, until
        First and last day, both included.
    as_of
        The moment; None: now.

    Returns
    -------
    pandas.DataFrame
        ``COLUMNS``: a row for each class, day, syndrome and diagnosis that was reported; of a
        class in which nobody is ill one row with an empty syndrome and ``ill`` 0. A class without
        a row has not reported, which is not zero.
    """
    told = reports(city, since, until, as_of)
    fields = ("report", "syndrome", "diagnosis", "ill", "absent", "excluded")
    # by the reports' city and days, not by their ids: there may be more than a query can name
    kept = Line.objects.filter(
        report__school_class__school__city=city, report__day__range=(since, until)
    )
    if as_of is not None:
        kept = kept.filter(report__recorded_at__lte=as_of)
    lines = pd.DataFrame.from_records(list(kept.values_list(*fields)), columns=list(fields))
    whole = told[["day", "school", "class", "enrolled", "report"]]
    joined = whole.merge(lines, on="report", how="left")
    joined = joined.fillna({"syndrome": "", "diagnosis": "", "ill": 0, "absent": 0, "excluded": 0})
    joined = joined.astype({"ill": int, "absent": int, "excluded": int, "enrolled": int})
    order = ["day", "school", "class", "syndrome", "diagnosis"]
    return joined[list(COLUMNS)].sort_values(order, ignore_index=True)
