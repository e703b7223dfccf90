"""What cannot be planned for, told with the row, the value and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from citybricks import BrickError
from citybricks.bricks.forum_schedule.rows import Published, Session, SuitableHours, Workbook
from citybricks.methods.gatherings.programme import reading

if TYPE_CHECKING:
    from citybricks.bricks.forum_schedule.given import Tables

MOST_TALKS = 3_000
MOST_CELLS = 2_000
"""Rooms times sessions."""
KINDS = {
    "talk in session": ("talk", "session"),
    "talk in room": ("talk", "room"),
    "track in session": ("track", "session"),
    "track in room": ("track", "room"),
    "session in room": ("session", "room"),
    "tracks at once": ("track", "track"),
}
"""What the two names of each kind are."""
_SHOWN = 8
"""Names that are listed as allowed."""


def refuse(tables: Tables, time_zone: str, suitable: SuitableHours) -> None:
    """Refuse tables that contradict themselves or each other.

    Raises
    ------
    BrickError
        For the first contradiction.
    """
    for error in _errors(tables, time_zone, suitable):
        raise error


def _errors(tables: Tables, time_zone: str, suitable: SuitableHours) -> Iterator[BrickError]:
    for name in ("talks", "tracks", "sessions", "rooms"):
        if not getattr(tables, name):
            yield BrickError(name, "is needed, unless a workbook is given")
        yield from _twice(name, [row.id for row in getattr(tables, name)])
    yield from _zones(tables, time_zone)
    yield from _times(tables.sessions)
    yield from _hours(suitable)
    yield from _known(tables)
    yield from _room(tables)
    yield from _published(tables.published, {row.id: row.timeslots for row in tables.talks})


def refuse_both(*tables: object) -> None:
    """Refuse tables beside a workbook.

    Raises
    ------
    BrickError
        When any is given.
    """
    if any(table is not None for table in tables):
        raise BrickError("workbook", "holds the tables already; give a workbook or tables")


def _twice(table: str, names: Sequence[str]) -> Iterator[BrickError]:
    first: dict[str, int] = {}
    for number, name in enumerate(names):
        if not name.strip():
            yield BrickError(f"{table}.{number}.id", "must not be empty")
        if name in first:
            yield BrickError(
                f"{table}.{number}.id",
                "{name} is given twice, first in row {first}",
                name=name,
                first=first[name],
            )
        first[name] = number


def _zones(tables: Tables, time_zone: str) -> Iterator[BrickError]:
    known = available_timezones()
    asked = [("time_zone", time_zone)]
    asked += [(f"talks.{n}.zone", row.zone) for n, row in enumerate(tables.talks) if row.zone]
    for where, zone in asked:
        if zone not in known:
            yield BrickError(
                where, "{zone} is no time zone; allowed are names such as Asia/Shanghai", zone=zone
            )


def _times(sessions: Sequence[Session]) -> Iterator[BrickError]:
    times = []
    for number, row in enumerate(sessions):
        both = []
        for name, text in (("start", row.start), ("end", row.end)):
            moment = _moment(text)
            if moment is None:
                yield BrickError(
                    f"sessions.{number}.{name}",
                    "{value} has no offset or is no time; allowed is 2026-11-18T09:00+08:00",
                    value=text,
                )
            else:
                both.append(moment)
        start, end = both
        if end <= start:
            yield BrickError(
                f"sessions.{number}.end",
                "{end} is not after the start, {start}",
                end=row.end,
                start=row.start,
            )
        times.append((start, end, number))
    for (_, end, one), (start, _, other) in pairwise(sorted(times)):
        if start < end:
            yield BrickError(
                f"sessions.{other}.start",
                "{other} begins at {start}, before {one} is over; sessions must not overlap",
                other=sessions[other].id,
                start=sessions[other].start,
                one=sessions[one].id,
            )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


def _hours(suitable: SuitableHours) -> Iterator[BrickError]:
    names = ("bears_from_h", "suits_from_h", "suits_to_h", "bears_to_h")
    for before, name in pairwise(names):
        if getattr(suitable, name) < getattr(suitable, before):
            yield BrickError(
                f"suitable.{name}",
                "{hour} h is before {before} h; the hours must follow each other",
                hour=getattr(suitable, name),
                before=getattr(suitable, before),
            )


def _known(tables: Tables) -> Iterator[BrickError]:
    known: dict[str, dict[str, Any]] = {
        "talk": dict.fromkeys(row.id for row in tables.talks),
        "track": dict.fromkeys(row.id for row in tables.tracks),
        "session": dict.fromkeys(row.id for row in tables.sessions),
        "room": dict.fromkeys(row.id for row in tables.rooms),
    }
    texts = [*(row.speakers for row in tables.talks), *(row.chairs for row in tables.tracks)]
    known["person"] = dict.fromkeys(
        name.strip() for text in texts for name in text.split(",") if name.strip()
    )
    for where, name, kind in _named(tables):
        yield from _unknown(where, name, known[kind])


def _named(tables: Tables) -> Iterator[tuple[str, str, str]]:
    """Yield where a name stands, the name, and what it is a name of."""
    for number, talk in enumerate(tables.talks):
        yield f"talks.{number}.track", talk.track, "track"
    for number, pair in enumerate(tables.unwanted):
        one, other = KINDS[pair.kind]
        yield f"unwanted.{number}.one", pair.one, one
        yield f"unwanted.{number}.other", pair.other, other
    for number, absence in enumerate(tables.absences):
        yield f"absences.{number}.person", absence.person, "person"
        yield f"absences.{number}.session", absence.session, "session"
    for number, interest in enumerate(tables.interests):
        yield f"interests.{number}.talk", interest.talk, "talk"


def _unknown(where: str, name: str, known: Iterable[str]) -> Iterator[BrickError]:
    names = list(known)
    if name not in names:
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        yield BrickError(where, "{name} is not known; known are {known}", name=name, known=shown)


def _room(tables: Tables) -> Iterator[BrickError]:
    longest = max(row.timeslots for row in tables.sessions)
    for number, row in enumerate(tables.talks):
        if row.timeslots > longest:
            yield BrickError(
                f"talks.{number}.timeslots",
                "takes {count} slots; the longest session has {longest}",
                count=row.timeslots,
                longest=longest,
            )
    yield from _sizes(tables)


def _sizes(tables: Tables) -> Iterator[BrickError]:
    count, cells = len(tables.talks), len(tables.rooms) * len(tables.sessions)
    if count > MOST_TALKS:
        yield BrickError("talks", "has {count} rows; at most {most}", count=count, most=MOST_TALKS)
    if cells > MOST_CELLS:
        yield BrickError(
            "rooms",
            "times sessions are {count}; at most {most} are planned",
            count=cells,
            most=MOST_CELLS,
        )
    needed = sum(row.timeslots for row in tables.talks)
    there = len(tables.rooms) * sum(row.timeslots for row in tables.sessions)
    if needed > there:
        yield BrickError(
            "talks",
            "take {needed} slots; the rooms of all sessions have {there}",
            needed=needed,
            there=there,
        )
    used = len({row.track for row in tables.talks})
    if used > cells:
        yield BrickError(
            "tracks",
            "with talks are {count}; there are {cells} rooms of sessions, one for a track each",
            count=used,
            cells=cells,
        )


def refuse_published(rows: Sequence[Published], sizes: Mapping[str, int]) -> None:
    """Refuse a published programme that contradicts itself or the talks.

    Raises
    ------
    BrickError
        For the first contradiction.
    """
    for error in _published(rows, sizes):
        raise error


def _published(rows: Sequence[Published], sizes: Mapping[str, int]) -> Iterator[BrickError]:
    held: dict[tuple[str, str, int], str] = {}
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row.talk in seen:
            yield BrickError(
                f"published.{number}.talk", "{name} is given twice in it", name=row.talk
            )
        seen.add(row.talk)
        for slot in range(row.timeslot, row.timeslot + int(sizes.get(row.talk, 1))):
            place = row.session, row.room, slot
            if place in held:
                yield BrickError(
                    f"published.{number}.timeslot",
                    "{one} and {other} are both in slot {slot} of {session}, {room}",
                    one=held[place],
                    other=row.talk,
                    slot=slot,
                    session=row.session,
                    room=row.room,
                )
            held[place] = row.talk


def read(workbook: Workbook) -> reading.Book:
    """Read a workbook.

    Raises
    ------
    BrickError
        When it cannot be read, with the sheet, the cell, the value and what is allowed.
    """
    try:
        return reading.read(workbook.file().content)
    except reading.WorkbookError as error:
        raise _in_words(error) from error
    except ValueError as error:  # not in base64
        raise BrickError("workbook.content", "is not valid base64") from error


def _in_words(error: reading.WorkbookError) -> BrickError:
    said = {
        "sheet": error.sheet,
        "cell": error.cell,
        "value": error.value,
        "allowed": error.allowed,
    }
    at = f"workbook.{error.sheet}.{error.cell}".rstrip(".")
    match error.kind:
        case "file":
            return BrickError("workbook", "is no Excel workbook (.xlsx)")
        case "sheet":
            return BrickError("workbook", "has no sheet {sheet}; it needs {allowed}", **said)
        case "rows":
            return BrickError(at, "has {value} rows; it needs a row for {allowed}", **said)
        case "name":
            return BrickError(at, "{value}: a name is needed that no other row has", **said)
        case "one of":
            return BrickError(at, "{value} is not one of {allowed}", **said)
    return _of_value(error.kind, at, said)


def _of_value(kind: str, at: str, said: dict[str, Any]) -> BrickError:
    match kind:
        case "whole number":
            return BrickError(at, "{value} is no whole number", **said)
        case "from":
            return BrickError(at, "{value} is too small; allowed from {allowed} on", **said)
        case "time":
            return BrickError(at, "{value} is no time; allowed is one such as 09:30", **said)
        case "date":
            return BrickError(
                at, "{value} is no date; allowed is month/day/year such as 11/18/2026", **said
            )
        case "zone":
            return BrickError(
                at,
                "{value} is no time zone; allowed are GMT-12 to GMT+12 and names such as"
                " Asia/Shanghai",
                **said,
            )
    return BrickError(at, "{value} is too much; at most {allowed}", **said)
