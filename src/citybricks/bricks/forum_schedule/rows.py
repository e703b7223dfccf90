"""Rows of talks, tracks, sessions and rooms, and of what a programme says."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import ConfigDict

from citybricks.types import Model, Row, Unit
from citybricks.types.cities import Attachment
from citybricks.types.files import XLSX

Name = Annotated[str, MinLen(1), MaxLen(200)]
Maybe = Annotated[str, MaxLen(500)]
"""A name, several of them with commas between, or nothing."""
Count = Annotated[int, Ge(0), Unit("1")]
Cost = Annotated[int, Ge(0), Le(1_000_000), Unit("1")]
Clock = Annotated[float, Ge(0), Le(24), Unit("h")]

Suitable = Literal["good", "early or late", "night"]
Kind = Literal[
    "talk in session",
    "talk in room",
    "track in session",
    "track in room",
    "session in room",
    "tracks at once",
]
Term = Literal[
    "Tracks in sessions",
    "Tracks in rooms",
    "Rooms in sessions",
    "Similar tracks at once",
    "Rooms of a track",
    "A track beside itself",
    "Tracks with gaps",
    "Hours of speakers",
    "Order of talks",
    "Talks in sessions",
    "Talks in rooms",
    "Speakers in two rooms",
    "Listeners torn",
    "Chairs in two rooms",
    "Speakers in two rooms at once",
    "Listeners torn at once",
]


class Workbook(Attachment):
    """A workbook of the CoSPLib format."""

    model_config = ConfigDict(json_schema_extra={"x-files": [XLSX]})


class Talk(Row):
    """A submission that is to be given."""

    id: Name
    """Short and unique; the other tables call the talk so."""
    title: Maybe = ""
    """As it stands in the programme."""
    track: Name
    """Which track it belongs to."""
    timeslots: Annotated[int, Ge(1), Le(100), Unit("1")] = 1
    """How many slots in a row it takes."""
    speakers: Maybe = ""
    """Who gives it, with commas between: P1, P2."""
    zone: Maybe = ""
    """Time zone from which it is given, such as America/Sao_Paulo; empty when given on site."""
    order: Annotated[int, Ge(0), Le(10_000), Unit("1")] = 0
    """Its place in its track; 0 when any will do."""


class Track(Row):
    """Talks about one subject."""

    id: Name
    """Short and unique; the other tables call the track so."""
    title: Maybe = ""
    """As it stands in the programme."""
    chairs: Maybe = ""
    """Who chairs it, with commas between."""
    audience: Annotated[int, Ge(0), Le(1_000_000), Unit("{person}")] = 0
    """How many people are expected in the room; 0 when that is not known."""


class Session(Row):
    """A time in which every room can hold talks of one track."""

    id: Name
    """Short and unique; the other tables call the session so."""
    start: Name
    """When it begins, with its offset: 2026-11-18T09:00+08:00."""
    end: Name
    """When it ends, with its offset."""
    timeslots: Annotated[int, Ge(1), Le(100), Unit("1")]
    """How many slots of equal length it has."""


class Room(Row):
    """A place in which talks are given, or a channel."""

    id: Name
    """Short and unique; the other tables call the room so."""
    title: Maybe = ""
    """As it stands in the programme."""
    capacity: Annotated[int, Ge(0), Le(1_000_000), Unit("{person}")] = 0
    """Seats; 0 when there is no limit."""
    online: bool = True
    """Whether talks can be given into it from elsewhere."""


class Unwanted(Row):
    """What should not be together."""

    kind: Kind
    """What is meant by the next two columns."""
    one: Name
    """A talk, a track or a session, as the kind says."""
    other: Name
    """A session, a room or a track, as the kind says."""
    penalty: Cost = 10
    """How much it counts; for a talk, for each of its slots."""


class Absence(Row):
    """A session at which somebody cannot be."""

    person: Name
    """A speaker or chair."""
    session: Name
    """Which session."""
    penalty: Cost = 1_000
    """How much it counts, for each slot of a talk."""


class Interest(Row):
    """A talk that somebody wants to hear."""

    person: Name
    """Who."""
    talk: Name
    """Which talk."""


class Published(Row):
    """Where a talk stands in a programme that was published already."""

    talk: Name
    """Which talk."""
    session: Name
    """In which session; it may be one that falls away."""
    room: Name
    """In which room; it may be one that falls away."""
    timeslot: Annotated[int, Ge(1), Le(100), Unit("1")] = 1
    """From which slot of the session on."""


class Importance(Model):
    """What one unit of everything unwanted costs; 0 where it does not matter."""

    track_session: Cost = 1
    """Of a penalty of a track in a session."""
    track_room: Cost = 1
    """Of a penalty of a track in a room."""
    session_room: Cost = 1
    """Of a penalty of a room in a session."""
    tracks_at_once: Cost = 1
    """Of a penalty of two tracks at once."""
    rooms_of_track: Cost = 5
    """Of each further room that a track is in."""
    parallel: Cost = 50
    """Of each further room that a track is in at once."""
    gaps: Cost = 2
    """Of a track with a session between in which it is not."""
    hours: Cost = 5
    """Of a penalty of hours that do not suit speakers."""
    order: Cost = 20
    """Of a talk that is not at its place in its track."""
    talk_session: Cost = 1
    """Of a penalty of a talk in a session, for each slot."""
    talk_room: Cost = 1
    """Of a penalty of a talk in a room, for each slot."""
    speakers: Cost = 1_000
    """Of two talks of a speaker in different rooms of a session."""
    listeners: Cost = 1
    """Of two talks that somebody wants to hear in different rooms of a session."""
    chairs: Cost = 1_000
    """Of two tracks of a chair at once."""
    speakers_slot: Cost = 0
    """Of each slot in which a speaker has two talks."""
    listeners_slot: Cost = 0
    """Of each slot in which somebody wants to hear two talks."""
    moved: Cost = 200
    """Of a published talk that changes its session or its room."""


class SuitableHours(Model):
    """Hours of the day, by the speaker's clock, that suit, that suit less, and what they cost."""

    suits_from_h: Clock = 9.5
    """From when a talk is welcome."""
    suits_to_h: Clock = 21.5
    """Until when."""
    bears_from_h: Clock = 7.0
    """From when a talk can be borne."""
    bears_to_h: Clock = 23.0
    """Until when."""
    less: Cost = 1
    """What an early or late slot costs."""
    least: Cost = 10
    """What a slot at night costs."""


class Placed(Row):
    """A talk in the programme."""

    talk: str
    """Which talk."""
    title: str
    """Its title."""
    track: str
    """Its track."""
    track_title: str
    """Title of its track."""
    session: str
    """In which session."""
    room: str
    """In which room."""
    room_title: str
    """Title of its room."""
    timeslot: Annotated[int, Ge(1)]
    """From which slot of the session on."""
    timeslots: Annotated[int, Ge(1)]
    """How many slots it takes."""
    start: str
    """When it begins, with its offset."""
    end: str
    """When it ends, with its offset."""
    speakers: str
    """Who gives it."""
    moved: bool
    """Whether it was published for another session, room or slot."""


class Amount(Row):
    """What one kind of thing unwanted comes to."""

    code: str
    """Its short name."""
    term: Term
    """What it is."""
    units: Count
    """How much of it there is."""
    weight: Count
    """What one unit costs."""
    cost: Count
    """Units times weight."""


class Clash(Row):
    """Something unwanted in the programme, with names."""

    code: str
    """Which kind."""
    session: str
    """In which session; empty when it is about several."""
    what: str
    """Talks or tracks."""
    who: str
    """People whom it concerns; empty when it is about none."""
    cost: Count
    """What it costs."""
    en: str
    """The same in English."""
    zh: str
    """The same in Chinese."""


class Hour(Row):
    """When a talk is given by the clock of those who give it from elsewhere."""

    talk: str
    """Which talk."""
    speakers: str
    """Who gives it."""
    zone: str
    """Their time zone."""
    local_start: str
    """When their session begins there, with the offset."""
    local_end: str
    """When it ends there."""
    hours: Suitable
    """How suitable that is."""


class Moved(Row):
    """A published talk that is elsewhere now."""

    talk: str
    """Which talk."""
    before: str
    """Session, room and slot that were published."""
    now: str
    """Session, room and slot now."""
    en: str
    """Why, in English."""
    zh: str
    """Why, in Chinese."""
