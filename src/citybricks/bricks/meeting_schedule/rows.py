"""Rows of participants, slots and requests, and of what a plan of meetings says."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from citybricks.types import Latitude, Longitude, Row, Unit

Name = Annotated[str, MinLen(1), MaxLen(200)]
Maybe = Annotated[str, MaxLen(200)]
"""A name, or nothing."""
Count = Annotated[int, Ge(0), Unit("1")]
Attendance = Literal["on-site", "online"]
Code = Literal[
    "rule",
    "no_common_slot",
    "no_table",
    "no_interpreter",
    "cap",
    "busy",
    "tables_full",
    "interpreters_full",
    "declined",
]
Reason = Literal[
    "Kept apart by a rule",
    "No slot in common",
    "No table in common slots",
    "No interpreter in common slots",
    "Most meetings reached",
    "Busy in all common slots",
    "All tables taken",
    "All interpreters taken",
    "Given up",
]


class Participant(Row):
    """Somebody who can be met."""

    id: Name
    """Short and unique; the other tables call the participant so."""
    name: Name
    """As it stands in the agenda."""
    member: Maybe = ""
    """City or organisation that the participant comes for."""
    country: Maybe = ""
    """Country or region."""
    kind: Maybe = ""
    """Group that rules speak of, such as city, company or institute."""
    attendance: Attendance = "on-site"
    """Whether the participant sits at a table or takes part online."""
    zone: Name = "UTC"
    """Time zone of the participant, such as Asia/Shanghai."""
    languages: Maybe = ""
    """Languages spoken, such as zh en; empty where that is no matter."""
    cap: Annotated[int, Ge(1), Le(500), Unit("1")] = 10
    """Most meetings the participant wants."""
    longitude: Longitude | None = None
    """Where the member is, for the map."""
    latitude: Latitude | None = None
    """Where the member is, for the map."""


class Slot(Row):
    """A time in which meetings are held."""

    id: Name
    """Short and unique."""
    start: Name
    """When it begins, with its offset: 2026-11-18T09:00+08:00."""
    end: Name
    """When it ends, with its offset."""
    tables: Annotated[int, Ge(0), Le(10_000), Unit("1")]
    """Tables, booths or rooms there are for meetings on site."""


class Free(Row):
    """When a participant is free; one without such rows is free in all slots."""

    participant: Name
    """Which participant."""
    slot: Maybe = ""
    """A slot in which the participant is free; or else a time from and to:"""
    start: Maybe = ""
    """From when, on the participant's own clock: 2026-11-18 09:00; or with an offset."""
    end: Maybe = ""
    """Until when, likewise; slots that lie within are free."""


class Request(Row):
    """A meeting that is asked for, of two to four participants."""

    id: Name
    """Short and unique."""
    who: Name
    """Participant who asks."""
    whom: Name
    """Participant who is asked for."""
    third: Maybe = ""
    """A third participant, in a group."""
    fourth: Maybe = ""
    """A fourth participant, in a group."""
    priority: Annotated[int, Ge(1), Le(3), Unit("1")] = 2
    """How much it is wanted: 3 most, 1 least."""
    mutual: bool = False
    """Whether those who are asked for want it too."""
    score: Annotated[float, Ge(0), Le(1), Unit("1")] = 0.0
    """How well they match, from 0 to 1."""
    reason: Annotated[str, MaxLen(2_000)] = ""
    """What it is for."""
    place: Literal["as they attend", "on-site", "online"] = "as they attend"
    """Whether it needs a table; as they attend: unless one of them is online."""


class Interpreter(Row):
    """Interpreters of a pair of languages."""

    one: Name
    """A language, such as zh."""
    other: Name
    """The other language, such as pt."""
    slot: Maybe = ""
    """In which slot; empty: in all."""
    many: Annotated[int, Ge(0), Le(1_000), Unit("1")] = 1
    """How many meetings they can interpret at a time."""


class Rule(Row):
    """Who may meet whom, by kind; what fits a pair most closely decides, else it may meet."""

    kind: Name
    """A kind of participants; * is any."""
    other: Name
    """The other kind; * is any."""
    may: bool
    """Whether they may meet."""


class Pair(Row):
    """Two participants who must meet, or never."""

    one: Name
    """A participant."""
    other: Name
    """The other."""
    what: Literal["must", "never"]
    """What the organiser wants."""


class Published(Row):
    """A meeting that was published, and should stay where it is."""

    request: Name
    """Which request."""
    slot: Name
    """In which slot."""


class Meeting(Row):
    """A meeting of the plan."""

    request: str
    """Request that it answers."""
    slot: str
    """In which slot."""
    start: str
    """When it begins, on the clock of the event."""
    end: str
    """When it ends, on the clock of the event."""
    table: Count
    """Table, counted from 1; 0 where it is online."""
    online: bool
    """Whether it is online."""
    people: str
    """Who meets."""
    interpreter: str
    """Languages to interpret between; empty where none is needed."""
    weight: Count
    """What it counts."""
    published: bool
    """Whether it was published at that time already."""


class Refusal(Row):
    """A request that has no meeting, and why."""

    request: str
    """The request."""
    people: str
    """Who wanted to meet."""
    weight: Count
    """What it would have counted."""
    code: Code
    """Kind of reason."""
    en: str
    """The reason in English."""
    zh: str
    """The reason in Chinese."""


class Refused(Row):
    """How many requests have no meeting for the same kind of reason."""

    reason: Reason
    """Kind of reason."""
    requests: Count
    """Requests without a meeting."""


class Appointment(Row):
    """A line of somebody's agenda."""

    participant: str
    """Whose."""
    name: str
    """As it stands in the agenda."""
    start: str
    """On the clock of the event."""
    end: str
    """On the clock of the event."""
    own_time: str
    """When it begins on the participant's own clock."""
    table: Count
    """Table; 0 where it is online."""
    others: str
    """Whom the participant meets."""
    request: str
    """Request that it answers."""


class Person(Row):
    """How a participant comes off."""

    participant: str
    """Who."""
    name: str
    """As it stands in the agenda."""
    member: str
    """City or organisation."""
    asked: Count
    """Requests the participant is part of."""
    meetings: Count
    """Meetings in the plan."""
    cap: Count
    """Most meetings wanted."""
    breaks: Count
    """Free slots without a meeting between the first and the last of a day."""
    day: str
    """A letter for each slot: - not free, f free, t at a table, o online."""


class Load(Row):
    """How full a slot is."""

    slot: str
    """Which slot."""
    start: str
    """When it begins, on the clock of the event."""
    taken: Count
    """Tables that are taken."""
    tables: Count
    """Tables there are."""
    online: Count
    """Meetings online."""


class Nudge(Row):
    """What a participant would gain by opening slots, the rest of the plan left as it is."""

    participant: str
    """Who could be asked."""
    name: str
    """As it stands in the agenda."""
    slot: str
    """The slot that would help most."""
    start: str
    """When it begins, on the clock of the event."""
    own_time: str
    """When it begins on the participant's own clock."""
    weight: Count
    """What the meeting would count that this slot makes possible."""
    people: str
    """Who would meet."""
    more: Count
    """Meetings gained at least if every slot were opened."""


class CityPair(Row):
    """Meetings between two members with a place."""

    one: str
    """A member."""
    other: str
    """The other."""
    meetings: Annotated[int, Ge(1), Unit("1")]
    """Meetings of their people."""
    one_longitude: Longitude
    """Where it is."""
    one_latitude: Latitude
    """Where it is."""
    other_longitude: Longitude
    """Where the other is."""
    other_latitude: Latitude
    """Where the other is."""
