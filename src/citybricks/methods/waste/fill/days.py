"""Kinds of day, and how much of each lies between two times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.holidays import public_holidays
from citybricks.methods.waste.fill.compound import Floats

WEEK = 7
HOLIDAY = 7
"""Kind of day after Monday 0 to Sunday 6."""
KINDS = 8


def numbered(day: date) -> int:
    """Return a day as a whole number, counted from 1 January 1970."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def kinds(first: int, days: int, country: str) -> NDArray[np.intp]:
    """Return the kind of each of some days: the weekday, or `HOLIDAY`.

    Parameters
    ----------
    first
        First of the days, numbered.
    days
        How many.
    country
        Whose public holidays, by its two letters; empty for none.
    """
    numbers = np.arange(first, first + days)
    found = (numbers + 3) % WEEK
    found[public_holidays(country, numbers.astype("datetime64[D]"))] = HOLIDAY
    return found


@dataclass(frozen=True, eq=False)
class Calendar:
    """Days of each kind since a first one, to tell how many lie between two times.

    Parameters
    ----------
    first
        First day, numbered.
    passed
        Days of each kind that have passed at the beginning of each day, (days + 1, KINDS).
    kind
        Kind of each day.
    """

    first: int
    passed: Floats
    kind: NDArray[np.intp]

    @staticmethod
    def over(first: int, days: int, country: str) -> Calendar:
        """Return the calendar of some days."""
        kind = kinds(first, days, country)
        each = np.zeros((days + 1, KINDS))
        each[np.arange(1, days + 1), kind] = 1
        return Calendar(first, each.cumsum(axis=0), kind)

    def between(self, start: Floats, end: Floats) -> Floats:
        """Return the days of each kind between times, (times, KINDS); times are in days."""
        return self._until(end) - self._until(start)

    def _until(self, time: Floats) -> Floats:
        day = np.clip(np.floor(time).astype(np.intp) - self.first, 0, len(self.kind) - 1)
        found = self.passed[day]
        found[np.arange(len(day)), self.kind[day]] += time - self.first - day
        return np.asarray(found, np.float64)
