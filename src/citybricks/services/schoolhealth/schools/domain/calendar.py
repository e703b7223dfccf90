"""Which days are school days.

A school day lies in a term and is a weekday that is not taken off, or a day at the weekend with
lessons. What a school says of a day goes before what the city says; a school with terms of its
own has those and not the city's. Where no terms are kept yet, every day counts as in term.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import Q
from django.utils import timezone

from citybricks.services.schoolhealth.schools.domain.years import school_year
from citybricks.services.schoolhealth.schools.models import City, DayOff, School, Term
from citybricks.services.schoolhealth.schools.vocabulary import OffKind

if TYPE_CHECKING:
    from citybricks.methods.surveillance.daily import Calendar

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Days:
    """The school days of a school, or of a city as a whole.

    Parameters
    ----------
    terms
        First and last day of each term; none: every day is in term.
    off
        Kind of the days that are not as the week would have them.
    """

    terms: tuple[tuple[date, date], ...]
    off: dict[date, str]

    def is_open(self, day: date) -> bool:
        """Whether it is a school day."""
        if self.terms and not any(first <= day <= last for first, last in self.terms):
            return False
        kind = self.off.get(day)
        if kind is not None:
            return kind == OffKind.WEEKEND_LESSON
        return day.weekday() < SATURDAY

    def is_holiday(self, day: date) -> bool:
        """Whether it is a public holiday."""
        return self.off.get(day) == OffKind.HOLIDAY


def days_of(city: City) -> Days:
    """Return the school days of a city as a whole."""
    return _days(Term.objects.filter(city=city, school=None), _off(city, None))


def days_of_schools(city: City) -> dict[str, Days]:
    """Return the school days of each school of a city, by its id."""
    whole = days_of(city)
    terms: dict[str, list[tuple[date, date]]] = {}
    for term in Term.objects.filter(city=city, school__isnull=False):
        terms.setdefault(str(term.school_id), []).append((term.first_day, term.last_day))
    off: dict[str, dict[date, str]] = {}
    for one in DayOff.objects.filter(city=city, school__isnull=False):
        off.setdefault(str(one.school_id), {})[one.day] = one.kind
    return {
        pk: Days(tuple(terms.get(pk, whole.terms)), whole.off | off.get(pk, {}))
        for pk in School.objects.filter(city=city).values_list("pk", flat=True)
    }


def days_of_school(school: School) -> Days:
    """Return the school days of a school."""
    kept = Term.objects.filter(city=school.city_id).filter(Q(school=None) | Q(school=school))
    terms = list(kept)
    own = [term for term in terms if term.school_id] or terms
    return _days(own, _off(school.city, school))


def _days(terms: Iterable[Term], off: dict[date, str]) -> Days:
    return Days(tuple((term.first_day, term.last_day) for term in terms), off)


def _off(city: City, school: School | None) -> dict[date, str]:
    kept = DayOff.objects.filter(city=city, school=None)
    found = dict(kept.values_list("day", "kind"))
    if school is not None:
        found |= dict(DayOff.objects.filter(school=school).values_list("day", "kind"))
    return found


def is_school_day(school: School, day: date) -> bool:
    """Whether a school has lessons on a day."""
    return days_of_school(school).is_open(day)


def school_days(city: City, since: date, until: date) -> list[date]:
    """Return the school days of a city as a whole, first and last day included."""
    days = days_of(city)
    every = (since + timedelta(days=count) for count in range((until - since).days + 1))
    return [day for day in every if days.is_open(day)]


def calendar(city: City, dates: Sequence[date]) -> Calendar:
    """Return what detectors need to know of some days: which are closed, which are holidays."""
    from citybricks.methods.surveillance.daily import Calendar

    days = days_of(city)
    return Calendar(
        dates=np.array(dates, "datetime64[D]"),
        closed=np.array([not days.is_open(day) for day in dates], bool),
        holiday=np.array([days.is_holiday(day) for day in dates], bool),
    )


def now_in(city: City) -> datetime:
    """Return what the clock shows in a city."""
    return timezone.now().astimezone(ZoneInfo(city.timezone))


def today_in(city: City) -> date:
    """Return which day it is in a city."""
    return now_in(city).date()


def deadline_of(city: City, day: date) -> datetime:
    """Return until when a day is reported in time."""
    return datetime.combine(day, city.deadline, ZoneInfo(city.timezone))


def school_year_of(city: City, day: date) -> int:
    """Return the school year that a day is in: the calendar year in which it began."""
    return school_year(city.law, day)
