"""Clocks and holidays of places, by the names that everybody has for them."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator

from citybricks.types.messages import refuse


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise refuse("time_zone", input=name or '""')
    return name


def _country(code: str) -> str:
    from holidays import list_supported_countries  # slow to import

    if code and code not in list_supported_countries(include_aliases=False):
        raise refuse("holiday_country", input=code)
    return code


ZoneName = Annotated[str, AfterValidator(_zone)]
"""A time zone by its name in the IANA's database: ``Asia/Shanghai``."""
HolidayCountry = Annotated[str, AfterValidator(_country)]
"""A country whose public holidays are known, by its two letters of ISO 3166-1; empty for none."""
