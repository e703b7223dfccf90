"""A programme as frab and pretalx exchange it: what both formats say of it, and the JSON.

References
----------
.. [1] c3voc, schedule exchange format, https://c3voc.de/wiki/schedule (XSD and JSON schema,
   https://github.com/voc/schedule).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any

from django.urls import reverse

from citybricks.network.content.given import readable
from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain.board import (
    Board,
    ShownSession,
    ShownTalk,
    events,
)
from citybricks.network.gatherings.programme.domain.clashes import title_of
from citybricks.network.gatherings.programme.models import Speaker

ONLINE = {"en": "Online", "zh-Hans": "线上"}
"""What the room of something without a room is called."""
_ZONE = re.compile(r"^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$")
"""Names of zones that the JSON schema takes."""
_UNPRINTABLE = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Happening:
    """A talk, or a session without talks, as both formats have it."""

    key: str
    number: int
    room: str
    title: str
    subtitle: str
    kind: str
    track: str
    start: datetime
    end: datetime
    abstract: str
    language: str
    people: tuple[tuple[int, str], ...]
    url: str

    @property
    def guid(self) -> str:
        """Its identifier, the same for ever."""
        return guid(self.url)

    @property
    def slug(self) -> str:
        """Its identifier in addresses."""
        return f"talk-{self.key.lower()}"

    @property
    def duration(self) -> str:
        """How long it takes, as ``01:30``."""
        minutes = round((self.end.timestamp() - self.start.timestamp()) / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what happens in each room."""

    index: int
    date: date
    start: datetime
    end: datetime
    rooms: dict[str, list[Happening]]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A programme in one language, in the words of the exchange format."""

    title: str
    acronym: str
    version: str
    zone: str
    first: date
    last: date
    url: str
    base: str
    days: tuple[Day, ...]
    tracks: tuple[tuple[str, str, str], ...]
    rooms: tuple[tuple[str, str, int | None], ...]


COLOURS = {
    "1": "#1f5f6b", "2": "#b83a26", "3": "#d99a2b", "4": "#4f7f3b", "5": "#6b4c8a", "6": "#8a6a4f",
}  # fmt: skip
"""Of tracks, by day, as in ``tokens.css``."""


def guid(address: str) -> str:
    """Return the UUID of an address, the same for ever."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, address))


def plain(text: Text, language: str) -> str:
    """Return a text in a language, without what XML cannot hold."""
    return _UNPRINTABLE.sub("", readable(text.shown(language).text))


def schedule(board: Board, language: str, origin: str) -> Schedule:
    """Return a programme in a language, as the exchange format has it.

    Parameters
    ----------
    origin
        Of this hub, as ``https://citybricks.example``.
    """
    gathering = board.gathering
    rooms = _room_names(board, language)
    page = origin + reverse("programme-grid", args=[gathering.slug])
    tracks = tuple((plain(one.name, language), one.code, one.colour) for one in board.tracks)
    return Schedule(
        title=plain(gathering.title, language),
        acronym=acronym(gathering.slug),
        version=str(board.version or "draft"),
        zone=gathering.time_zone,
        first=gathering.first_day,
        last=gathering.last_day,
        url=page,
        base=origin,
        days=tuple(_days(board, list(_happenings(board, rooms, language, origin)), rooms)),
        tracks=tracks,
        rooms=tuple(
            (rooms[room.pk], guid(f"{page}rooms/{room.code}"), room.capacity)
            for room in board.rooms
        ),
    )


def acronym(slug: str) -> str:
    """Return a short name that both formats take: small letters, digits, ``_``; four at least."""
    return re.sub(r"[^a-z0-9]", "_", slug.lower()).ljust(4, "_")


def _room_names(board: Board, language: str) -> dict[int | None, str]:
    """Return names of rooms, no two the same."""
    names: dict[int | None, str] = {}
    for room in board.rooms:
        name = plain(room.name, language) or room.code
        names[room.pk] = f"{name} ({room.code})" if name in names.values() else name
    online = ONLINE.get(language, ONLINE["en"])
    names[None] = f"{online} –" if online in names.values() else online
    return names


def _happenings(
    board: Board, rooms: dict[int | None, str], language: str, origin: str
) -> Iterator[Happening]:
    shown = [one for one in events(board) if _takes_place(*one)]
    keys = [talk.key if talk else session.key for session, talk in shown]
    numbers = numbers_of(keys)
    people = {person.pk: at for at, person in enumerate(_everybody(shown), 1)}
    for session, talk in shown:
        yield _happening(board, session, talk, rooms, numbers, people, language, origin)


def _takes_place(session: ShownSession, talk: ShownTalk | None) -> bool:
    return (talk.is_on if talk else session.is_on) and (talk or session).start is not None


def _everybody(shown: list[tuple[ShownSession, ShownTalk | None]]) -> Iterable[Speaker]:
    found = (one for session, talk in shown for one in people_in(session, talk))
    return {one.pk: one for one in found}.values()


def people_in(session: ShownSession, talk: ShownTalk | None) -> tuple[Speaker, ...]:
    """Return who gives a talk, or chairs a session without talks."""
    return talk.speakers if talk else session.chairs


def numbers_of(keys: Iterable[str]) -> dict[str, int]:
    """Return a positive number for each identifier, no two the same, the same for the same keys."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for key in sorted(keys):
        number = uuid.uuid5(uuid.NAMESPACE_OID, key).int % 2_000_000_000 + 1
        while number in taken:
            number += 1
        taken.add(number)
        found[key] = number
    return found


def _happening(
    board: Board,
    session: ShownSession,
    talk: ShownTalk | None,
    rooms: dict[int | None, str],
    numbers: dict[str, int],
    people: dict[int, int],
    language: str,
    origin: str,
) -> Happening:
    thing = talk or session
    title = talk.row.title if talk else title_of(session)
    track = (talk.track if talk else None) or session.track
    zone = board.zone
    other = next((tag for tag in ("zh-Hans", "en") if tag != language), "en")
    second = title.shown(other)
    return Happening(
        key=thing.key,
        number=numbers[thing.key],
        room=rooms.get(session.room.pk if session.room else None, rooms[None]),
        title=plain(title, language) or thing.key,
        subtitle=plain(title, other) if second.language == other else "",
        kind="talk" if talk else session.row.kind,
        track=plain(track.name, language) if track else "",
        start=(thing.start or session.start).astimezone(zone),  # type: ignore[union-attr] # it takes place
        end=(thing.end or session.end).astimezone(zone),  # type: ignore[union-attr] # likewise
        abstract=plain(talk.row.abstract if talk else session.row.abstract, language),
        language=(talk.row.language if talk else "") or session.row.language,
        people=tuple(
            (people[one.pk], plain(one.name, language)) for one in people_in(session, talk)
        ),
        url=origin + page_of(board, session, talk),
    )


def page_of(board: Board, session: ShownSession, talk: ShownTalk | None) -> str:
    """Return the path of the page of a talk, or of a session."""
    slug = board.gathering.slug
    if talk:
        return reverse("programme-talk", args=[slug, talk.key])
    return reverse("programme-session", args=[slug, session.key])


def _days(board: Board, happenings: list[Happening], rooms: dict[int | None, str]) -> Iterator[Day]:
    for index, day in enumerate(board.days, 1):
        there = [one for one in happenings if one.start.date() == day]
        begins = datetime.combine(day, datetime.min.time(), board.zone)
        ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), board.zone)
        by_room = {name: [one for one in there if one.room == name] for name in rooms.values()}
        yield Day(
            index=index,
            date=day,
            start=min([one.start for one in there], default=begins),
            end=max([one.end for one in there], default=ends),
            rooms={name: held for name, held in by_room.items() if held},
        )


def as_json(made: Schedule) -> dict[str, Any]:
    """Return a schedule as ``schedule.json``."""
    conference: dict[str, Any] = {
        "acronym": made.acronym,
        "title": made.title,
        "start": made.first.isoformat(),
        "end": made.last.isoformat(),
        "daysCount": len(made.days),
        "timeslot_duration": "00:05",
        "url": made.url,
        "tracks": [
            {"name": name, "slug": code, "color": COLOURS[colour]}
            for name, code, colour in made.tracks
        ],
        "rooms": [
            {"name": name, "guid": number, "capacity": seats} for name, number, seats in made.rooms
        ],
        "days": [_json_day(day) for day in made.days],
    }
    if _ZONE.search(made.zone):
        conference["time_zone_name"] = made.zone
    return {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "citybricks", "version": version("citybricks"), "url": made.base},
        "schedule": {
            "version": made.version,
            "base_url": made.base,
            "conference": conference,
        },
    }


def _json_day(day: Day) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": {name: [_json_event(one) for one in held] for name, held in day.rooms.items()},
    }


def _json_event(one: Happening) -> dict[str, Any]:
    return {
        "guid": one.guid,
        "id": one.number,
        "logo": "",
        "date": one.start.isoformat(),
        "start": f"{one.start:%H:%M}",
        "end": one.end.isoformat(),
        "duration": one.duration,
        "room": one.room,
        "slug": one.slug,
        "url": one.url,
        "title": one.title,
        "subtitle": one.subtitle,
        "track": one.track or None,
        "type": one.kind,
        "language": one.language or None,
        "abstract": one.abstract,
        "description": "",
        "persons": [{"id": number, "public_name": name} for number, name in one.people],
        "links": [],
        "attachments": [],
    }
