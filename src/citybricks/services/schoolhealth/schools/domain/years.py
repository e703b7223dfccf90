"""When a school year begins, by country."""

from __future__ import annotations

from datetime import date

FIRST_MONTHS = {"jp": 4, "kr": 3, "in": 4, "za": 1, "au": 1, "br": 2}
"""Month in which the school year begins; where it is not named here, September."""
SEPTEMBER = 9


def first_month(law: str) -> int:
    """Return the month in which the school year begins in the country of a law table."""
    return FIRST_MONTHS.get(law[:2], SEPTEMBER)


def school_year(law: str, day: date) -> int:
    """Return the calendar year in which the school year of a day began."""
    return day.year if day.month >= first_month(law) else day.year - 1
