"""Signals as pages show them: named, with their clocks, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain.diagnoses import syndrome_names
from citybricks.services.schoolhealth.signals.domain import clocks
from citybricks.services.schoolhealth.signals.domain.clocks import Clock, Moment
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.vocabulary import Level

CLOCKS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "detect": gettext_lazy("Detected within 7 days of emergence"),
        "notify": gettext_lazy("In the hands of public health within 1 day"),
        "respond": gettext_lazy("Responded to within 7 days"),
        "verify": gettext_lazy("Verified within 24 hours"),
    }
)
STANDINGS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "met": pgettext_lazy("a clock", "in time"),
        "missed": pgettext_lazy("a clock", "too late"),
        "running": pgettext_lazy("a clock", "running"),
        "overdue": pgettext_lazy("a clock", "overdue"),
        "waiting": pgettext_lazy("a clock", "not begun"),
    }
)
METHODS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "daily": gettext_lazy("Daily model"),
        "ears-c2": gettext_lazy("EARS C2 (less than a year of history)"),
        "small-counts": gettext_lazy("Exact small counts"),
        "one-case": gettext_lazy("One case is enough"),
        "space-time-permutation": gettext_lazy("Space-time scan"),
    }
)
NOTES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "no_baseline": gettext_lazy(
            "No baseline yet for the city: it takes %(needed)s days of reports, there are"
            " %(given)s. Nothing is guessed."
        ),
        "short_history": gettext_lazy(
            "%(level)s: too little is known of the past to say what is usual; it takes %(needed)s"
            " days with reports, there are %(given)s."
        ),
        "few_reports": gettext_lazy(
            "The city as a whole was not looked at: reports are about %(share)s %% of the pupils."
        ),
        "weak": gettext_lazy(
            "An alarm that is as likely to be chance among all series of the morning, kept as a"
            " note: %(level)s, %(syndrome)s, counted %(observed)s."
        ),
    }
)
"""What a look could not say, by code."""


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock, in words."""

    clock: Clock
    name: str
    standing: str
    took: str


def shown_clocks(signal: Signal, moments: Iterable[Moment], now: datetime) -> list[ShownClock]:
    """Return the clocks of a signal in words."""
    return [
        ShownClock(each, str(CLOCKS[each.name]), str(STANDINGS[each.standing]), _took(each, now))
        for each in clocks_of(signal, moments, now)
    ]


def clocks_of(signal: Signal, moments: Iterable[Moment], now: datetime) -> tuple[Clock, ...]:
    """Return the clocks of a signal."""
    zone = ZoneInfo(signal.city.timezone)
    emerged = clocks.emergence(signal.emerged_on, zone)
    return clocks.clocks(emerged, signal.detected_at, list(moments), now)


def _took(clock: Clock, now: datetime) -> str:
    if clock.start is None:
        return ""
    if clock.end is not None:
        return long(clock.end - clock.start)
    left = (clock.due or now) - now
    words = _("%(time)s left") if left >= timedelta(0) else _("%(time)s late")
    return words % {"time": long(abs(left))}


def long(span: timedelta) -> str:
    """Say how long a time is, in days or hours."""
    hours = span.total_seconds() / 3600
    if hours < 48:  # noqa: PLR2004 - two days
        count = round(hours)
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def syndrome_named(code: str) -> str:
    """Name a syndrome."""
    return syndrome_names(reader_language()).get(code, code)


def method_named(code: str) -> str:
    """Name a detector."""
    return str(METHODS.get(code, code))


def notes_said(notes: Iterable[Mapping[str, Any]]) -> list[str]:
    """Word what a look could not say, each thing once."""
    said = []
    for note in notes:
        wording = NOTES.get(str(note.get("code")))
        if wording is not None:
            said.append(str(wording) % _named(note))
    return list(dict.fromkeys(said))


def _named(note: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(note)
    if "level" in values:
        values["level"] = Level(values["level"]).label
    if "syndrome" in values:
        values["syndrome"] = syndrome_named(values["syndrome"])
    if "observed" in values:
        values["observed"] = f"{values['observed']:g}"
    return values
