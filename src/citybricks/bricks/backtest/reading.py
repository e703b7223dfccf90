"""The past of a city, and the outbreaks that are known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citybricks import BrickError
from citybricks.methods.holidays import public_holidays
from citybricks.methods.surveillance.backtesting import Outbreak
from citybricks.methods.surveillance.judging import Index
from citybricks.methods.surveillance.series import Truths
from citybricks.methods.surveillance.tabulating import (
    WEEK,
    WEEKLY,
    RowError,
    Tabulated,
    tabulate,
)

if TYPE_CHECKING:
    import pandas as pd

    from citybricks.bricks.backtest.brick import Closed, Known
    from citybricks.types import Table

FAULTS = {
    "long": "from {first} to {last} with {series} series there are more counts than can be held;"
    " take a shorter time",
    "weekday": "weeks begin on different weekdays: {one} and {other}",
    "weekly": "all days are whole weeks apart; are these counts of weeks?",
    "twice": "{unit} {syndrome} has two rows for {day}; one is needed",
}


@dataclass(frozen=True, eq=False)
class Past:
    """Counts, which times are closed or holidays, and which are replayed."""

    table: Tabulated
    closed: Truths
    holiday: Truths
    window: Index


def read(
    frame: pd.DataFrame, country: str, closed: Table[Closed] | None, *, weekly: bool, latest: int
) -> Past:
    """Put the rows of a table on one axis and take the latest open times of it.

    Raises
    ------
    BrickError
        When a row cannot be placed, it is named;
        when nothing was reported.
    """
    names = list(zip(frame["unit"], frame["syndrome"].fillna(""), strict=True))
    population = frame["population"].to_numpy(float, na_value=np.nan)
    counts = frame["count"].to_numpy(float, na_value=np.nan)
    days = frame["day"].to_numpy("datetime64[D]")
    try:
        table = tabulate(days, names, counts, population, weekly=weekly)
    except RowError as error:
        path = "counts" if error.row is None else f"counts.{error.row}.{error.column}"
        raise BrickError(path, FAULTS[error.fault], **error.values) from None
    shut, holiday = _calendar(table, country, closed)
    seen = np.flatnonzero(table.reported.any(axis=0) & ~shut)
    if not len(seen):
        raise BrickError("counts", "nothing was reported on an open day")
    return Past(table, shut, holiday, seen[-latest:])


def _calendar(
    table: Tabulated, country: str, closed: Table[Closed] | None
) -> tuple[Truths, Truths]:
    """Return which times are closed, and which are holidays."""
    dates = table.series.dates
    shut = np.zeros(len(dates), dtype=bool)
    if closed is not None and table.series.per_year != WEEKLY:
        shut = np.isin(dates, closed.frame["day"].to_numpy("datetime64[D]"))
    return shut, public_holidays(country, dates)


def known(past: Past, outbreaks: Table[Known] | None) -> list[Outbreak]:
    """Return the outbreaks that are known, those of the replayed time.

    Raises
    ------
    BrickError
        When one is of a unit without counts, or ends before it begins; its row is named.
    """
    if outbreaks is None:
        return []
    frame = outbreaks.frame
    rows = {name: row for row, name in enumerate(past.table.names)}
    first, last = (frame[name].to_numpy("datetime64[D]") for name in ("first_day", "last_day"))
    found = []
    for at, name in enumerate(zip(frame["unit"], frame["syndrome"].fillna(""), strict=True)):
        if name not in rows:
            raise BrickError(
                f"outbreaks.{at}.unit",
                "there are no counts of {unit} {syndrome}",
                unit=name[0],
                syndrome=name[1],
            )
        if last[at] < first[at]:
            raise BrickError(
                f"outbreaks.{at}.last_day",
                "is {last}, before the first day {first}",
                first=first[at],
                last=last[at],
            )
        times = _times(past, first[at], last[at])
        if times:
            found.append(Outbreak(rows[name], times))
    return found


def _times(past: Past, first: np.datetime64, last: np.datetime64) -> tuple[int, ...]:
    series = past.table.series
    dates = series.dates[past.window]
    length = WEEK if series.per_year == WEEKLY else 1
    inside = (dates <= last) & (dates + (length - 1) >= first)
    return tuple(past.window[inside].tolist())
