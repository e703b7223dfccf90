"""What an organiser gives, as an instance with names: from tables, or from a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import numpy as np

from citybricks.bricks.forum_schedule import refusing
from citybricks.bricks.forum_schedule.rows import (
    Absence,
    Importance,
    Interest,
    Published,
    Room,
    Session,
    SuitableHours,
    Talk,
    Track,
    Unwanted,
    Workbook,
)
from citybricks.methods.gatherings.programme import comfort
from citybricks.methods.gatherings.programme.instance import TERMS, Instance, Ints, Weights
from citybricks.types import Row, Table

OneRow = TypeVar("OneRow", bound=Row)

OFFLINE = 100
"""What each slot of a talk costs that is given from elsewhere in a room that is not online."""
PEOPLE = 10
"""People without a seat that cost 1."""
DEFAULT_MOVED = Importance().moved


def rows_of(table: Table[OneRow] | None, row: type[OneRow]) -> tuple[OneRow, ...]:
    """Return the rows of a table that was checked, with defaults where a cell is empty."""
    if table is None:
        return ()
    frame = table.frame.astype(object)
    frame = frame.where(frame.notna(), None)
    return tuple(
        cast("OneRow", row.model_construct(None, **_given(row, each)))
        for each in frame.to_dict("records")
    )


def _given(row: type[Row], cells: dict[Any, Any]) -> dict[str, Any]:
    named = {name: cells.get(name) for name in row.model_fields}
    return {name: value for name, value in named.items() if value is not None}


def people(text: str) -> tuple[str, ...]:
    """Return names with commas between."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows that an organiser gives."""

    talks: tuple[Talk, ...]
    tracks: tuple[Track, ...]
    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...]
    unwanted: tuple[Unwanted, ...] = ()
    absences: tuple[Absence, ...] = ()
    interests: tuple[Interest, ...] = ()
    published: tuple[Published, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An instance with what its names stand for.

    Parameters
    ----------
    starts, ends
        Of each session.
    zones
        Where each talk is given from, as it was written; empty when on site.
    speakers
        Of each talk, in the order given.
    published
        Rows of a programme that was published.
    moved
        What it costs that a published talk is elsewhere.
    """

    instance: Instance
    titles: tuple[str, ...]
    track_titles: tuple[str, ...]
    room_titles: tuple[str, ...]
    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    zones: tuple[str, ...]
    speakers: tuple[tuple[str, ...], ...]
    hours: comfort.Hours
    published: tuple[Published, ...]
    moved: int

    def places(self) -> Ints:
        """Return where published talks stand; -1 where their session or room fell away."""
        talks, sessions, rooms = (
            {name: at for at, name in enumerate(names)}
            for names in (self.instance.submissions, self.instance.sessions, self.instance.rooms)
        )
        found = np.full((len(talks), 3), -1, dtype=np.int64)
        for row in self.published:
            if row.session in sessions and row.room in rooms and row.talk in talks:
                place = sessions[row.session], rooms[row.room], row.timeslot - 1
                found[talks[row.talk]] = place
        return found


def of_workbook(workbook: Workbook, published: Table[Published] | None) -> Asked:
    """Read a workbook.

    Raises
    ------
    BrickError
        When it cannot be read, or a published talk is not in it.
    """
    book = refusing.read(workbook)
    made = book.instance
    asked = Asked(
        made,
        made.submissions,
        made.tracks,
        made.rooms,
        book.starts,
        book.ends,
        tuple(_zone_name(zone, book.starts[0]) for zone in book.zones),
        tuple(tuple(sorted(names)) for names in made.presenters),
        book.hours,
        rows_of(published, Published),
        DEFAULT_MOVED,
    )
    refusing.refuse_published(asked.published, dict(zip(made.submissions, made.size, strict=True)))
    return asked


def _zone_name(zone: Any, start: datetime) -> str:
    """Return how a speaker's zone is called; empty when it is that of the conference."""
    same = start.astimezone(zone).utcoffset() == start.utcoffset()
    return "" if same else str(zone)


def of_tables(
    tables: Tables, time_zone: str, importance: Importance, suitable: SuitableHours
) -> Asked:
    """Make an instance of tables.

    Raises
    ------
    BrickError
        When a row contradicts itself or another.
    """
    refusing.refuse(tables, time_zone, suitable)
    zone = ZoneInfo(time_zone)
    sessions = sorted(tables.sessions, key=lambda row: datetime.fromisoformat(row.start))
    starts = tuple(datetime.fromisoformat(row.start).astimezone(zone) for row in sessions)
    ends = tuple(datetime.fromisoformat(row.end).astimezone(zone) for row in sessions)
    hours = _hours(suitable)
    names = tuple(row.title or row.id for row in tables.talks)
    return Asked(
        _instance(tables, sessions, importance, _time_zones(tables, starts, ends, hours)),
        names,
        tuple(row.title or row.id for row in tables.tracks),
        tuple(row.title or row.id for row in tables.rooms),
        starts,
        ends,
        tuple(row.zone for row in tables.talks),
        tuple(people(row.speakers) for row in tables.talks),
        hours,
        tables.published,
        importance.moved,
    )


def _hours(suitable: SuitableHours) -> comfort.Hours:
    return comfort.Hours(
        _clock(suitable.suits_from_h),
        _clock(suitable.suits_to_h),
        _clock(suitable.bears_from_h),
        _clock(suitable.bears_to_h),
        suitable.less,
        suitable.least,
    )


def _clock(hour: float) -> time:
    if hour >= 24:  # noqa: PLR2004 - the end of the day
        return time.max
    return time(*divmod(round(60 * hour), 60))


def _time_zones(
    tables: Tables, starts: tuple[datetime, ...], ends: tuple[datetime, ...], hours: comfort.Hours
) -> Ints:
    """Return penalties of hours; none for talks that are given on site."""
    found = np.zeros((len(tables.talks), len(starts)), dtype=np.int64)
    away = [at for at, row in enumerate(tables.talks) if row.zone]
    zones = [ZoneInfo(tables.talks[at].zone) for at in away]
    found[away] = comfort.penalties(zones, starts, ends, hours)
    return found


def _instance(
    tables: Tables, sessions: list[Session], importance: Importance, time_zones: Ints
) -> Instance:
    talks = tables.talks
    tracks = {row.id: at for at, row in enumerate(tables.tracks)}
    heard: dict[str, set[str]] = {}
    for row in tables.interests:
        heard.setdefault(row.talk, set()).add(row.person)
    penalties = _penalties(tables, sessions)
    return Instance(
        submissions=tuple(row.id for row in talks),
        tracks=tuple(tracks),
        sessions=tuple(row.id for row in sessions),
        rooms=tuple(row.id for row in tables.rooms),
        track_of=np.array([tracks[row.track] for row in talks], dtype=np.int64),
        size=np.array([row.timeslots for row in talks], dtype=np.int64),
        order=np.array([row.order for row in talks], dtype=np.int64),
        slots=np.array([row.timeslots for row in sessions], dtype=np.int64),
        tracks_sessions=penalties["track in session"],
        tracks_rooms=penalties["track in room"],
        sessions_rooms=penalties["session in room"],
        similar=penalties["tracks at once"],
        submissions_sessions=penalties["talk in session"],
        submissions_rooms=penalties["talk in room"],
        time_zones=time_zones,
        presenters=tuple(frozenset(people(row.speakers)) for row in talks),
        attendees=tuple(frozenset(heard.get(row.id, ())) for row in talks),
        chairs=tuple(frozenset(people(row.chairs)) for row in tables.tracks),
        weights=_weights(importance),
    )


def _weights(importance: Importance) -> Weights:
    """Return weights of terms; the organiser gives them in the same order."""
    given = [getattr(importance, name) for name in Importance.model_fields]
    return Weights(*given[: len(TERMS)])


def _penalties(tables: Tables, sessions: list[Session]) -> dict[str, Ints]:
    """Return what is unwanted by kind: the organiser's, absences, seats and rooms off line."""
    at = {
        "talk": {row.id: n for n, row in enumerate(tables.talks)},
        "track": {row.id: n for n, row in enumerate(tables.tracks)},
        "session": {row.id: n for n, row in enumerate(sessions)},
        "room": {row.id: n for n, row in enumerate(tables.rooms)},
    }
    found = {
        kind: np.zeros((len(at[one]), len(at[other])), dtype=np.int64)
        for kind, (one, other) in refusing.KINDS.items()
    }
    for row in tables.unwanted:
        one, other = refusing.KINDS[row.kind]
        place = at[one][row.one], at[other][row.other]
        found[row.kind][place] += row.penalty
        if row.kind == "tracks at once" and row.one != row.other:
            found[row.kind][place[::-1]] += row.penalty
    _absent(tables, at, found)
    for n, track in enumerate(tables.tracks):
        for m, room in enumerate(tables.rooms):
            short = max(0, track.audience - room.capacity) if room.capacity else 0
            found["track in room"][n, m] += -(-short // PEOPLE)
    away = np.array([bool(row.zone) for row in tables.talks])
    offline = np.array([not row.online for row in tables.rooms])
    found["talk in room"] += OFFLINE * np.outer(away, offline)
    return found


def _absent(tables: Tables, at: dict[str, dict[str, int]], found: dict[str, Ints]) -> None:
    """Add the sessions at which speakers, or chairs of tracks, cannot be."""
    for row in tables.absences:
        session = at["session"][row.session]
        for n, talk in enumerate(tables.talks):
            if row.person in people(talk.speakers):
                found["talk in session"][n, session] += row.penalty
        for n, track in enumerate(tables.tracks):
            if row.person in people(track.chairs):
                found["track in session"][n, session] += row.penalty
