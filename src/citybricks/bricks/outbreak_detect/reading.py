"""Counts as series, with the calendar they come by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citybricks import BrickError
from citybricks.methods.holidays import public_holidays
from citybricks.methods.surveillance.series import Truths
from citybricks.methods.surveillance.tabulating import (
    WEEKLY,
    RowError,
    Tabulated,
    tabulate,
)

if TYPE_CHECKING:
    import pandas as pd

    from citybricks.bricks.outbreak_detect.rows import Closed
    from citybricks.methods.surveillance.judging import Index
    from citybricks.types import Table

FAULTS = {
    "long": "from {first} to {last} with {series} series there are more counts than can be held;"
    " take a shorter time",
    "weekday": "weeks begin on different weekdays: {one} and {other}",
    "weekly": "all days are whole weeks apart; are these counts of weeks?",
    "twice": "{unit} {syndrome} has two rows for {day}; one is needed",
}


@dataclass(frozen=True, eq=False)
class Read:
    """Counts as they were given, in series.

    Parameters
    ----------
    table
        The series.
    school
        School of each series, (series,).
    """

    table: Tabulated
    school: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which times are closed, and which are holidays, (times,) each."""

    closed: Truths
    holiday: Truths


def read(frame: pd.DataFrame, *, weekly: bool) -> Read:
    """Put the rows of a table on one axis.

    Raises
    ------
    BrickError
        When a row cannot be placed; it is named.
    """
    names = list(zip(frame["unit"], frame["syndrome"].fillna(""), strict=True))
    days = frame["day"].to_numpy("datetime64[D]")
    population = frame["population"].to_numpy(float, na_value=np.nan)
    counts = frame["count"].to_numpy(float, na_value=np.nan)
    try:
        table = tabulate(days, names, counts, population, weekly=weekly)
    except RowError as error:
        path = "counts" if error.row is None else f"counts.{error.row}.{error.column}"
        raise BrickError(path, FAULTS[error.fault], **error.values) from None
    school = dict(zip(names, frame["school"].fillna(""), strict=True))
    return Read(table, tuple(school[name] for name in table.names))


def calendar(read: Read, country: str, closed: Table[Closed] | None, level: str) -> Calendar:
    """Return the calendar; holidays close schools and classes."""
    dates = read.table.series.dates
    holiday = public_holidays(country, dates)
    shut = np.zeros(len(dates), dtype=bool)
    if read.table.series.per_year != WEEKLY:
        if closed is not None:
            shut = np.isin(dates, closed.frame["day"].to_numpy("datetime64[D]"))
        if level != "city":
            shut |= holiday
    return Calendar(shut, holiday)


def latest(read: Read, calendar: Calendar, many: int) -> Index:
    """Return the latest times that are open and of which there is a report.

    Raises
    ------
    BrickError
        When there is none.
    """
    seen = read.table.reported.any(axis=0) & ~calendar.closed
    if not seen.any():
        raise BrickError("counts", "nothing was reported on an open day")
    return np.flatnonzero(seen)[-many:]
