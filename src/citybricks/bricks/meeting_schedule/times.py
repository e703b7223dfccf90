"""Instants with an offset, and times on a participant's own clock, also on the days it is put."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from citybricks import BrickError

_YEARS = range(1970, 2200)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone(where: str, name: str) -> ZoneInfo:
    """Return a time zone.

    Raises
    ------
    BrickError
        When there is none of that name.
    """
    if name not in _zones():
        raise BrickError(
            where,
            "{name} is no time zone; write one such as Asia/Shanghai, Europe/Lisbon or UTC",
            name=name,
        )
    return ZoneInfo(name)


def instant(where: str, text: str) -> datetime:
    """Read an instant that has an offset.

    Raises
    ------
    BrickError
        When it is no time, or has no offset.
    """
    read = _read(where, text)
    if read.tzinfo is None:
        raise BrickError(
            where,
            "{value} has no offset from universal time; write it as {better}",
            value=text,
            better=f"{read.isoformat(timespec='minutes')}+08:00",
        )
    return read


def own(where: str, text: str, zone: ZoneInfo) -> datetime:
    """Read a time on a participant's own clock, or one with an offset.

    Raises
    ------
    BrickError
        When it is no time, or the clock never shows it that day, or shows it twice.
    """
    read = _read(where, text)
    if read.tzinfo is not None:
        return read
    first, second = (read.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    shown = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if shown != read:
        raise BrickError(
            where,
            "{value} does not exist in {zone}: clocks are put forward then",
            value=text,
            zone=zone.key,
        )
    if first.utcoffset() != second.utcoffset():
        raise BrickError(
            where,
            "{value} is twice in {zone}: clocks are put back then; write {one} or {other}",
            value=text,
            zone=zone.key,
            one=first.isoformat(timespec="minutes"),
            other=second.isoformat(timespec="minutes"),
        )
    return first


def _read(where: str, text: str) -> datetime:
    read = _parsed(text.strip())
    if read is None or read.year not in _YEARS:
        raise BrickError(
            where,
            "{value} is no date with a time; write it as 2026-11-18T09:00+08:00",
            value=text,
        )
    return read


def _parsed(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if ":" in text else None


def clock(zone: ZoneInfo) -> Callable[[datetime], str]:
    """Return a function that writes instants on a clock, with its offset and the zone's name."""

    def write(at: datetime) -> str:
        there = at.astimezone(zone)
        offset = there.strftime("%z")
        return f"{there:%Y-%m-%d %H:%M} UTC{offset[:3]}:{offset[3:5]} {zone.key}"

    return write
