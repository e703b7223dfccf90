"""How suitable the hours of a session are where a speaker is.

By day nothing is unwanted; early in the morning and late in the evening are unwanted a little,
the night a lot. Offsets are fixed (a workbook's ``GMT+2``, every day the same) or those of a zone
of the IANA database on the day of the session, so that summer time counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

import numpy as np

from citybricks.methods.gatherings.programme.instance import Ints

Suits = Literal["good", "early or late", "night"]

FURTHEST = 12
"""Largest whole hours that a fixed offset may have, east and west."""
_ANY_DAY = date(2021, 7, 21)
"""Fixed offsets are the same every day."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the day that suit a speaker, that suit less, and what others cost."""

    suits_from: time = time(9, 30)
    suits_to: time = time(21, 30)
    bears_from: time = time(7)
    bears_to: time = time(23)
    less: int = 1
    least: int = 10

    def suits(self, start: time, end: time) -> Suits:
        """Return how suitable a session is, by the speaker's clock.

        One that ends after midnight ends before the first bearable hour, so it is in the night.
        """
        if start < self.bears_from or end > self.bears_to or end < self.bears_from:
            return "night"
        early = self.bears_from <= start < self.suits_from
        return "early or late" if early or self.suits_to < end <= self.bears_to else "good"

    def penalty(self, start: time, end: time) -> int:
        """Return what each slot of a session costs, by the speaker's clock."""
        costs = {"good": 0, "early or late": self.less, "night": self.least}
        return costs[self.suits(start, end)]


def zone_of(name: str) -> tzinfo | None:
    """Return the zone of ``GMT+2`` (2 h east of Greenwich) or of an IANA name; None if neither."""
    if name.startswith(("GMT+", "GMT-")) and name[4:].isdecimal():
        hours = int(name[4:])
        sign = 1 if name[3] == "+" else -1
        return timezone(sign * timedelta(hours=hours)) if hours <= FURTHEST else None
    return ZoneInfo(name) if name in _iana() else None


@cache
def _iana() -> frozenset[str]:
    return frozenset(available_timezones())


def penalties(
    zones: Sequence[tzinfo], starts: Sequence[datetime], ends: Sequence[datetime], hours: Hours
) -> Ints:
    """Return what each session costs each speaker, shape (speakers, sessions).

    Parameters
    ----------
    zones
        Where each speaker is.
    starts, ends
        Of each session; with a zone.

    Raises
    ------
    ValueError
        When a time has no zone.
    """
    for moment in (*starts, *ends):
        if moment.utcoffset() is None:
            raise ValueError(f"{moment} has no zone")
    rows = {
        zone: [
            hours.penalty(_clock(start, zone), _clock(end, zone))
            for start, end in zip(starts, ends, strict=True)
        ]
        for zone in dict.fromkeys(zones)
    }
    return np.array([rows[zone] for zone in zones], dtype=np.int64).reshape(len(zones), len(starts))


def _clock(moment: datetime, zone: tzinfo) -> time:
    return moment.astimezone(UTC).astimezone(zone).time()


def any_day(clock: time, zone: tzinfo, day: date | None = None) -> datetime:
    """Return a time of a clock in a zone on a day; on any day where none is given."""
    return datetime.combine(day or _ANY_DAY, clock, zone)
