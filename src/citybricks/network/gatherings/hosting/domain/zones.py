"""Times on the wall of a place: read without guessing, and shown with their zone.

Where clocks are put forward an hour does not exist, and where they are put back one comes twice;
neither is passed over in silence. Rows hold instants.

References
----------
.. [1] PEP 495, "Local Time Disambiguation": ``fold``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date, format_datetime, format_time, get_timezone_location
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from citybricks.network.content.naming import reader_language

_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
          "Indian", "Pacific")  # fmt: skip


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name.

    Raises
    ------
    ValidationError
        When there is none; it says which names are near.
    """
    given = name.strip()
    if given in available_timezones():
        return ZoneInfo(given)
    near = ", ".join(get_close_matches(given, available_timezones(), 4)) or "Asia/Shanghai"
    raise ValidationError(
        _("“%(zone)s” is no time zone; near it are: %(near)s.") % {"zone": given[:60], "near": near}
    )


def offset(instant: datetime, zone: tzinfo) -> str:
    """Return how far a zone is from UTC at an instant, as ``UTC+05:30``."""
    passed = instant.astimezone(zone).utcoffset() or timedelta()
    minutes = round(passed.total_seconds() / 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def place_of(zone: str, language: str = "") -> str:
    """Return the place that a zone is named after, in a language: ``Shanghai``, ``上海``."""
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    language = language or reader_language()
    return str(get_timezone_location(zone, locale=locale_of(language), return_city=True))


@cache
def locale_of(language: str) -> str:
    """Return the CLDR locale of a language; English where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"


def zone_printed(zone: str, at: datetime, language: str = "") -> str:
    """Return a zone as pages print it: its place and its offset at an instant."""
    place, passed = place_of(zone, language), offset(at, ZoneInfo(zone))
    return "UTC" if place == "UTC" else f"{place} ({passed})"


def in_zone(instant: datetime, zone: str, language: str = "", *, printed: bool = True) -> str:
    """Return an instant as the clock of a zone shows it, in a language, with its zone printed.

    Parameters
    ----------
    instant
        Aware.
    zone
        IANA name.
    language
        Empty for the reader's.
    printed
        False leaves the zone out, where a heading says it for all.
    """
    language = language or reader_language()
    said = str(
        format_datetime(
            instant, "EEE d MMM y, HH:mm" if not _is_east_asian(language) else "y年M月d日EEE HH:mm",
            tzinfo=ZoneInfo(zone), locale=locale_of(language),
        )
    )  # fmt: skip
    return f"{said}, {zone_printed(zone, instant, language)}" if printed else said


def _is_east_asian(language: str) -> bool:
    return language.startswith(("zh", "ja"))


def day_in(instant: datetime, zone: str, language: str = "") -> str:
    """Return the day of an instant in a zone, in a language."""
    local = instant.astimezone(ZoneInfo(zone))
    return str(format_date(local.date(), "full", locale=locale_of(language or reader_language())))


def clock_in(instant: datetime, zone: str) -> str:
    """Return hours and minutes of an instant in a zone."""
    return str(format_time(instant, "HH:mm", tzinfo=ZoneInfo(zone)))


def from_wall(day: date, clock: time, zone: str, *, fold: int | None = None) -> datetime:
    """Return the instant at which the clock on the wall of a zone shows a time.

    Parameters
    ----------
    day, clock
        As on the wall.
    zone
        IANA name.
    fold
        Of a time that comes twice, 0 is the first and 1 the second.

    Raises
    ------
    ValidationError
        When the clock never shows it that day, or twice and nobody said which.
    """
    where = zone_named(zone)
    first = datetime.combine(day, clock, where).replace(fold=0)
    second = first.replace(fold=1)
    shown = {"time": f"{day:%Y-%m-%d} {clock:%H:%M}", "zone": zone}
    if first.astimezone(UTC).astimezone(where).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise ValidationError(
            _("%(time)s does not exist in %(zone)s: clocks are put forward over it.") % shown
        )
    if first.utcoffset() != second.utcoffset() and fold is None:
        shown |= {"first": offset(first, where), "second": offset(second, where)}
        raise ValidationError(
            _("%(time)s comes twice in %(zone)s: say whether %(first)s or %(second)s is meant.")
            % shown
        )
    return (second if fold else first).astimezone(UTC)


@cache
def zone_names() -> tuple[str, ...]:
    """Return the zones that are named after places, as IANA names, and UTC."""
    named = (name for name in available_timezones() if name.partition("/")[0] in _AREAS)
    return ("UTC", *sorted(named))


def zone_choices(at: datetime | None = None) -> list[tuple[str, str]]:
    """Return the zones there are, for a form, each with its offset now."""
    now = at or datetime.now(UTC)
    return [(name, f"{name} ({offset(now, ZoneInfo(name))})") for name in zone_names()]
