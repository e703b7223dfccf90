"""When counts come: days that are closed, holidays, and what the weekday and season explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Days, Floats, Series, Truths

WEEKDAYS = 7
MANY = 20
"""Cases of a weekday, of which it is no chance to see none."""


@dataclass(frozen=True, eq=False)
class Calendar:
    """What is known of days beforehand; all arrays are of shape (days,).

    Parameters
    ----------
    dates
        Days, those of the series.
    closed
        On which nothing can be reported; such days have no influence at all.
    holiday
        Public holidays, closed or not.
    columns
        Further covariates by name, as the first week of term, or snow.
    """

    dates: Days
    closed: Truths
    holiday: Truths
    columns: Mapping[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        told = {"closed": self.closed, "holiday": self.holiday, **self.columns}
        for name, values in told.items():
            if values.shape != self.dates.shape:
                raise ValueError(
                    f"{name} has the shape {values.shape}, dates have {self.dates.shape}"
                )
            if not np.all(np.isfinite(np.asarray(values, float))):
                raise ValueError(f"{name} is not a finite number on every day")


def usual(series: Series) -> Calendar:
    """Return the calendar of a series of which none is told.

    Weekdays on which no unit ever reported a case, while many are reported on others, are closed,
    and there are no holidays.
    """
    weekday = of_week(series.dates)
    counted = np.nansum(series.counts, axis=0)
    cases = np.bincount(weekday, counted, minlength=WEEKDAYS)
    closed = (cases == 0)[weekday] & (cases.sum() >= WEEKDAYS * MANY)
    return Calendar(series.dates, closed, np.zeros(len(closed), bool))


def numbered(dates: Days) -> NDArray[np.intp]:
    """Return days as whole numbers, counted from 1 January 1970."""
    return dates.astype("datetime64[D]").astype(np.intp)


def of_week(dates: Days) -> NDArray[np.intp]:
    """Return weekdays, Monday 0."""
    return (numbered(dates) + 3) % WEEKDAYS


def part_of_year(dates: Days, year: float) -> Floats:
    """Return where in the year each date is, in [0, 1)."""
    part: Floats = np.asarray((numbered(dates) % year) / year, np.float64)
    return part


def days_after(calendar: Calendar) -> Truths:
    """Return which days are the first open ones after a holiday, as (days,)."""
    opened = np.flatnonzero(~calendar.closed)
    before: NDArray[np.intp] = (np.cumsum(calendar.holiday) - calendar.holiday)[opened]
    found = np.zeros(len(calendar.dates), bool)
    found[opened[1:]] = before[1:] > before[:-1]
    return found


@dataclass(frozen=True, eq=False)
class Design:
    """What explains the logarithm of the counts of days.

    Parameters
    ----------
    columns
        Of shape (days, columns): harmonics of the year, two for each, one for each weekday that is
        ever open, the trend in years, holidays, first open days after holidays, and what the
        calendar adds.
    seasonal
        Which columns are harmonics, the slowest first, (columns,).
    special
        Which days are holidays or come after them, (days,).
    """

    columns: Floats
    seasonal: Truths
    special: Truths


def design(calendar: Calendar, year: float, harmonics: int) -> Design:
    """Return what explains the counts of days, with sines and cosines of the year in days."""
    day = numbered(calendar.dates).astype(float)
    weekday = of_week(calendar.dates)
    angles = [2 * np.pi * order * day / year for order in range(1, harmonics + 1)]
    waves = [wave(angle) for angle in angles for wave in (np.cos, np.sin)]
    every = [weekday == one for one in range(WEEKDAYS)]
    opened, after = calendar.holiday & ~calendar.closed, days_after(calendar)
    others = [
        *(one for one in every if np.any(one & ~calendar.closed)),
        (day - day[0]) / year,
        opened,
        after,
        *calendar.columns.values(),
    ]
    columns = np.column_stack([np.asarray(column, float) for column in (*waves, *others)])
    return Design(columns, np.arange(columns.shape[1]) < len(waves), opened | after)
