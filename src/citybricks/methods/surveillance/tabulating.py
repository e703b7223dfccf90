"""Rows of counts as series over one axis of days or weeks; what was not reported is not zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from citybricks.methods.surveillance.series import Days, Floats, Series, Truths

DAILY, WEEKLY = 365, 52
WEEK = 7
MOST_TIMES = 40_000
"""Days of an axis: a century."""
MOST_CELLS = 5_000_000
"""Counts that are held at once: a thousand units over thirteen years of days."""


FAULTS = {
    "long": "from {first} to {last} with {series} series there are more counts than can be held;"
    " take a shorter time",
    "weekday": "weeks begin on different weekdays: {one} and {other}",
    "weekly": "all days are whole weeks apart; are these counts of weeks?",
    "twice": "{unit} {syndrome} has two rows for {day}; one is needed",
}
"""What may be wrong with rows, in sentences."""


class RowError(ValueError):
    """A row of counts that cannot be placed on the axis.

    Parameters
    ----------
    row
        Which, from 0; none where it is the whole table.
    column
        Which.
    fault
        What is wrong: a key of `FAULTS`.
    values
        What the placeholders of the sentence stand for.
    """

    def __init__(self, row: int | None, column: str, fault: str, **values: object) -> None:
        self.row, self.column, self.fault, self.values = row, column, fault, values
        super().__init__(f"row {row}, {column}: {FAULTS[fault].format(**values)}")


@dataclass(frozen=True, eq=False)
class Tabulated:
    """Series of a table.

    Parameters
    ----------
    names
        Unit and syndrome of each series, in their order in the table.
    series
        Their counts; an axis of every day, or week, from the first to the last.
    """

    names: tuple[tuple[str, str], ...]
    series: Series

    @property
    def reported(self) -> Truths:
        """Which counts are known, (series, times)."""
        return np.isfinite(self.series.counts)


def tabulate(
    day: Sequence[date] | Days,
    names: Sequence[tuple[str, str]],
    count: ArrayLike,
    population: ArrayLike | None = None,
    *,
    weekly: bool = False,
) -> Tabulated:
    """Put rows on the axis.

    Parameters
    ----------
    day
        Of each row; any one weekday when weekly.
    names
        Unit and syndrome of each row.
    count, population
        Of each row, NaN where not known. A population holds until the next one is told.
    weekly
        Whether a row stands for a week.

    Raises
    ------
    RowError
        When two rows tell of the same, weeks begin on different weekdays, days are all whole weeks
        apart, or the axis is too long.
    """
    days = np.array(day, dtype="datetime64[D]")
    step = WEEK if weekly else 1
    _check_rhythm(days, weekly=weekly)
    at = (days - days.min()).astype(np.intp) // step
    known = {name: number for number, name in enumerate(dict.fromkeys(names))}
    row = np.array([known[name] for name in names], dtype=np.intp)
    length = int(at.max()) + 1
    if length > MOST_TIMES or len(known) * length > MOST_CELLS:
        raise RowError(
            None,
            "day",
            "long",
            first=days.min(),
            last=days.max(),
            series=len(known),
        )
    _check_once(row * length + at, names, days)
    dates = days.min() + step * np.arange(length)
    counts = _laid(row, at, count, (len(known), length))
    people = None
    if population is not None and np.isfinite(np.asarray(population, float)).any():
        people = _held(_laid(row, at, population, counts.shape))
    return Tabulated(tuple(known), Series(counts, dates, WEEKLY if weekly else DAILY, people))


def _check_rhythm(days: Days, *, weekly: bool) -> None:
    apart = (days - days[0]).astype(int) % WEEK
    if weekly and apart.any():
        row = int(np.flatnonzero(apart)[0])
        raise RowError(
            row,
            "day",
            "weekday",
            one=days[0],
            other=days[row],
        )
    if not weekly and len(np.unique(days)) > 2 and not apart.any():  # noqa: PLR2004 - two days may be anything
        raise RowError(None, "day", "weekly")


def _check_once(place: np.ndarray, names: Sequence[tuple[str, str]], days: Days) -> None:
    _, first = np.unique(place, return_index=True)
    if len(first) == len(place):
        return
    row = int(np.setdiff1d(np.arange(len(place)), first)[0])
    unit, syndrome = names[row]
    raise RowError(
        row,
        "day",
        "twice",
        unit=unit,
        syndrome=syndrome,
        day=days[row],
    )


def _laid(row: np.ndarray, at: np.ndarray, values: ArrayLike, shape: tuple[int, int]) -> Floats:
    laid = np.full(shape, np.nan)
    laid[row, at] = np.asarray(values, float)
    return laid


def _held(values: Floats) -> Floats:
    """Fill gaps with what was told last, those before the first with the first."""
    known = np.isfinite(values)
    latest = np.maximum.accumulate(np.where(known, np.arange(values.shape[1]), -1), axis=1)
    first = known.argmax(axis=1)[:, None]
    return np.take_along_axis(values, np.where(latest < 0, first, latest), axis=1)
