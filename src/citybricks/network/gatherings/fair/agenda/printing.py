"""Agendas and cards of tables as they are printed: every label in Chinese and in English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from citybricks.network.gatherings.fair.domain.publishing import placed
from citybricks.network.gatherings.fair.models import Fair, Meeting
from citybricks.network.gatherings.hosting.domain.access import participants_of
from citybricks.network.gatherings.hosting.domain.zones import clock_in, day_in, offset


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting on paper."""

    meeting: Meeting
    clock: str
    own_clock: str
    place: str
    people: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The meetings of a day, which is written in both languages."""

    zh: str
    en: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed for a person, or for a table."""

    of: Any
    days: tuple[Day, ...]


def agendas(fair: Fair, people: Iterable[Any] | None = None) -> list[Sheet]:
    """Return what is printed for people, by name; for all who meet somebody when None."""
    wanted = list(people if people is not None else participants_of(fair.gathering))
    own: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in _meetings(fair):
        for seat in meeting.seats.all():
            own[seat.participant_id].append(meeting)
    sheets = [Sheet(one, _days(fair, own[one.pk], one)) for one in wanted if own[one.pk]]
    return sorted(sheets, key=lambda sheet: (sheet.of.name, sheet.of.pk))


def cards(fair: Fair) -> list[Sheet]:
    """Return the cards of tables: who sits there when."""
    by_table: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in _meetings(fair):
        if meeting.table:
            by_table[meeting.table].append(meeting)
    return [
        Sheet(fair.place(table), _days(fair, meetings))
        for table, meetings in sorted(by_table.items())
    ]


def _meetings(fair: Fair) -> list[Meeting]:
    found = placed(fair).prefetch_related("seats__participant__member")
    return sorted(found, key=lambda one: (one.slot.start, one.table or 0))


def _days(fair: Fair, meetings: Iterable[Meeting], one: Any = None) -> tuple[Day, ...]:
    zone = fair.gathering.time_zone
    own = one.time_zone if one is not None else zone
    by_day: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for meeting in meetings:
        start, end = meeting.slot.start, meeting.slot.end
        people = (seat.participant for seat in meeting.seats.all())
        line = Line(
            meeting,
            f"{clock_in(start, zone)}–{clock_in(end, zone)}",
            "" if own == zone else _own(start, own),
            fair.place(meeting.table),
            tuple(person for person in people if one is None or person.pk != one.pk),
        )
        by_day[day_in(start, zone, "zh-Hans"), day_in(start, zone, "en")].append(line)
    return tuple(Day(zh, en, tuple(lines)) for (zh, en), lines in by_day.items())


def _own(start: datetime, zone: str) -> str:
    """Return an instant on somebody's own clock, with day, offset and zone: short, for paper."""
    local = start.astimezone(ZoneInfo(zone))
    return f"{local:%m-%d %H:%M} {offset(start, ZoneInfo(zone))} {zone}"
