"""When the sun rises and sets, and when civil twilight begins and ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import acos, asin, cos, degrees, pi, radians, sin, tan

EVENTS = ("BMCT", "SR", "SS", "EECT")
"""Begin of morning civil twilight, sunrise, sunset, end of evening civil twilight (ED-318)."""
_DEPRESSION = {"BMCT": 6.0, "SR": 0.833, "SS": 0.833, "EECT": 6.0}
_RISING = ("BMCT", "SR")


def when(event: str, day: date, longitude: float, latitude: float) -> datetime | None:
    """Return the time of an event on a solar day of a place, in UTC, within about two minutes.

    None in polar days and nights. The sun's place after the Astronomical Almanac's low-precision
    formulas (0.01 degrees between 1950 and 2050).
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(hours=longitude / 15)
    declination, equation_min = _sun(noon)
    below = -radians(_DEPRESSION[event])
    height = radians(latitude)
    cosine = (sin(below) - sin(height) * sin(declination)) / (cos(height) * cos(declination))
    if not -1 <= cosine <= 1:
        return None
    hours = degrees(acos(cosine)) / 15
    sign = -1 if event in _RISING else 1
    return noon - timedelta(minutes=equation_min) + timedelta(hours=sign * hours)


def _sun(at: datetime) -> tuple[float, float]:
    """Return declination in radians and equation of time in minutes."""
    days = (at - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)
    mean = radians((280.460 + 0.9856474 * days) % 360)
    anomaly = radians((357.528 + 0.9856003 * days) % 360)
    ecliptic = mean + radians(1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 4e-7 * days)
    declination = asin(sin(tilt) * sin(ecliptic))
    ascension = ecliptic - tan(tilt / 2) ** 2 * sin(2 * ecliptic)
    equation = (mean - ascension + pi) % (2 * pi) - pi
    return declination, degrees(equation) * 4
