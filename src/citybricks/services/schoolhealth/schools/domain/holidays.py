"""Public holidays of a country, as days off of a city."""

from __future__ import annotations

import holidays

from citybricks.services.schoolhealth.schools.models import City, DayOff
from citybricks.services.schoolhealth.schools.vocabulary import OffKind

_LANGUAGES = {"JP": "ja", "CN": "zh_CN"}


class NoHolidaysError(LookupError):
    """The public holidays of a country are not known."""


def add_public_holidays(city: City, year: int) -> int:
    """Enter the public holidays of a school year, which spans two calendar years.

    Days that are entered already stay as they are.

    Returns
    -------
    int
        How many were entered.

    Raises
    ------
    NoHolidaysError
        When they are not known for the country of the city's law.
    """
    country, _dash, part = city.law.upper().partition("-")
    country = {"UK": "GB"}.get(country, country)
    try:
        found = holidays.country_holidays(
            country, subdiv=part or None, years=[year, year + 1], language=_LANGUAGES.get(country)
        )
    except NotImplementedError as error:
        raise NoHolidaysError(str(error)) from error
    kept = set(DayOff.objects.filter(city=city, school=None).values_list("day", flat=True))
    made = [
        DayOff(city=city, day=day, kind=OffKind.HOLIDAY, name=str(name)[:100])
        for day, name in sorted(found.items())
        if day not in kept
    ]
    for one in made:
        one.save()  # each with its history
    return len(made)
