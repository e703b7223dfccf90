"""Totals of what a signal is about: its curve, and its lines by class and day."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from citybricks.services.schoolhealth.daily.domain.known import counts
from citybricks.services.schoolhealth.schools.models import SchoolClass
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.vocabulary import Level

BEFORE, AFTER = timedelta(days=42), timedelta(days=28)
"""Days around a signal that its curve shows."""
COLUMNS = (
    "day", "school", "school_name", "grade", "class", "syndrome", "diagnosis",
    "ill", "absent", "excluded", "enrolled",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Curve:
    """Ill pupils of a place by day; NaN where nothing was reported."""

    days: tuple[date, ...]
    ill: tuple[float, ...]


def around(signal: Signal) -> Curve:
    """Return what is known by now of the days around a signal."""
    frame = _frame(signal, signal.day - BEFORE, signal.day + AFTER)
    days = tuple(sorted(set(frame["day"])))
    of_it = frame[frame["syndrome"] == signal.syndrome]
    summed = of_it.groupby("day")["ill"].sum()
    return Curve(days, tuple(float(summed.get(day, 0.0)) for day in days))


def _frame(signal: Signal, since: date, until: date) -> pd.DataFrame:
    """Return the counts of a signal's place."""
    frame = counts(signal.city, since, until)
    if signal.level == Level.CLASS:
        return frame[frame["class"] == signal.school_class_id]
    if signal.level == Level.SCHOOL:
        return frame[frame["school"] == signal.school_id]
    if signal.level == Level.CLUSTER:
        return frame[frame["school"].isin(signal.members)]
    return frame


def csv_of(signal: Signal) -> str:
    """Write the totals of a signal's place and syndrome as CSV, from its emergence on."""
    frame = _frame(signal, signal.emerged_on - timedelta(days=7), signal.day + AFTER)
    frame = frame[frame["syndrome"].isin([signal.syndrome, ""])]
    named = _named(frame)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in frame.to_dict("records"):
        school, school_name, grade, name = named[row["class"]]
        line = {**row, "school": school, "school_name": school_name, "grade": grade, "class": name}
        writer.writerow([_safe(line[column]) for column in COLUMNS])
    return "\ufeff" + buffer.getvalue()


def _named(frame: pd.DataFrame) -> dict[str, tuple[str, str, int, str]]:
    classes = SchoolClass.objects.filter(pk__in=set(frame["class"])).select_related("school")
    return {one.pk: (one.school.code, str(one.school), one.grade, one.name) for one in classes}


def _safe(value: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return int(value) if isinstance(value, np.integer) else value
