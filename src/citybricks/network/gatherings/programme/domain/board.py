"""The programme as pages show it: sessions with their talks, speakers, rooms, in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from citybricks.network.gatherings.programme.domain.placing import (
    Place,
    Placement,
    later,
    placement_of,
)
from citybricks.network.gatherings.programme.models import (
    Release,
    Session,
    Speaker,
    Speaking,
    Talk,
    Track,
)
from citybricks.network.gatherings.programme.vocabulary import Kind, Standing


@dataclass(frozen=True)
class ShownTalk:
    """A talk where it is in a version of the programme."""

    row: Talk
    speakers: tuple[Speaker, ...]
    track: Track | None
    start: datetime | None
    minutes: int
    standing: str
    sequence: int

    @property
    def key(self) -> str:
        """Its identifier."""
        return self.row.ulid

    @property
    def end(self) -> datetime | None:
        """When it ends."""
        return later(self.start, self.minutes) if self.start else None

    @property
    def is_on(self) -> bool:
        """Whether it takes place."""
        return self.standing == Standing.PLANNED


@dataclass(frozen=True)
class ShownSession:
    """A session where it is in a version of the programme."""

    row: Session
    place: Place
    track: Track | None
    room: Any
    chairs: tuple[Speaker, ...]
    talks: tuple[ShownTalk, ...]

    @property
    def key(self) -> str:
        """Its identifier."""
        return self.row.ulid

    @property
    def start(self) -> datetime | None:
        """When it begins."""
        return self.place.start

    @property
    def end(self) -> datetime | None:
        """When it ends."""
        return self.place.end

    @property
    def is_on(self) -> bool:
        """Whether it takes place."""
        return self.place.standing == Standing.PLANNED

    @property
    def is_break(self) -> bool:
        """Whether it is a break, which nobody stars."""
        return self.row.kind == Kind.BREAK

    @property
    def talks_on(self) -> tuple[ShownTalk, ...]:
        """Its talks that take place."""
        return tuple(talk for talk in self.talks if talk.is_on)

    @property
    def people(self) -> tuple[Speaker, ...]:
        """Who chairs it or speaks in it."""
        everyone = [*self.chairs, *(one for talk in self.talks_on for one in talk.speakers)]
        return tuple({one.pk: one for one in everyone}.values())


@dataclass(frozen=True)
class Board:
    """A version of the programme.

    Parameters
    ----------
    version
        Number of the release; 0 for the draft.
    published
        When it was published.
    sessions
        Those that have a time, in its order; others are `waiting`.
    loose
        Talks without a session.
    """

    gathering: Any
    version: int
    published: datetime | None
    sessions: tuple[ShownSession, ...]
    waiting: tuple[ShownSession, ...]
    loose: tuple[ShownTalk, ...]
    rooms: tuple[Any, ...]
    tracks: tuple[Track, ...]
    placement: Placement

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the gathering."""
        return ZoneInfo(self.gathering.time_zone)

    @cached_property
    def by_key(self) -> dict[str, ShownSession]:
        """Sessions by their identifiers, those without a time included."""
        return {one.key: one for one in (*self.sessions, *self.waiting)}

    @cached_property
    def talks(self) -> dict[str, tuple[ShownTalk, ShownSession | None]]:
        """Talks by their identifiers, each with its session."""
        held = {talk.key: (talk, one) for one in self.by_key.values() for talk in one.talks}
        return {**{talk.key: (talk, None) for talk in self.loose}, **held}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Return the days of the gathering, and others on which a session begins."""
        first, last = self.gathering.first_day, self.gathering.last_day
        days = {first + timedelta(days=at) for at in range(min((last - first).days, 60) + 1)}
        return tuple(sorted(days | {self.day_of(one) for one in self.sessions}))

    def day_of(self, session: ShownSession) -> Any:
        """Return the day a session begins on, where the gathering is; without a time, the first."""
        if session.start is None:
            return self.gathering.first_day
        return session.start.astimezone(self.zone).date()

    def on(self, day: date) -> tuple[ShownSession, ...]:
        """Return the sessions of a day."""
        return tuple(one for one in self.sessions if self.day_of(one) == day)

    def moved(self, key: str, place: Place) -> Board:
        """Return it with a session, and its talks, elsewhere."""
        one = self.by_key[key]
        room = next((room for room in self.rooms if room.pk == place.room), None)
        shift = place.start - one.start if place.start and one.start else None
        talks = _begun(one.talks, place.start) if shift is None else _shifted(one.talks, shift)
        now = replace(one, place=place, room=room, talks=talks)
        others = [other for other in (*self.sessions, *self.waiting) if other.key != key]
        timed = [other for other in (*others, now) if other.start is not None]
        waiting = tuple(other for other in (*others, now) if other.start is None)
        return replace(self, sessions=tuple(timed), waiting=waiting)

    def with_sessions(self, kept: Iterable[ShownSession]) -> Board:
        """Return it with some of its sessions only."""
        return replace(self, sessions=tuple(kept))


def _shifted(talks: tuple[ShownTalk, ...], shift: timedelta) -> tuple[ShownTalk, ...]:
    return tuple(replace(talk, start=talk.start and talk.start + shift) for talk in talks)


def _begun(talks: tuple[ShownTalk, ...], start: datetime | None) -> tuple[ShownTalk, ...]:
    """Return talks one after the other from a start on."""
    found, passed = [], 0
    for talk in talks:
        found.append(replace(talk, start=later(start, passed) if start else None))
        passed += talk.minutes if talk.is_on else 0
    return tuple(found)


def draft_of(gathering: Any) -> Board:
    """Return the programme as organisers work on it."""
    return _board(gathering, placement_of(gathering), 0, None)


def published_of(gathering: Any) -> Board | None:
    """Return the newest published programme; None before the first."""
    newest = Release.objects.filter(gathering=gathering).first()
    if newest is None:
        return None
    return _board(gathering, Placement.read(newest.content), newest.number, newest.at)


def is_published(gathering: Any) -> bool:
    """Whether there is a published programme."""
    return Release.objects.filter(gathering=gathering).exists()


def board_of(gathering: Any, placement: Placement) -> Board:
    """Return the programme as a placement would have it."""
    return _board(gathering, placement, 0, None)


def _board(gathering: Any, placement: Placement, version: int, published: datetime | None) -> Board:
    rooms = {room.pk: room for room in sorted(gathering.rooms.all(), key=largest_first)}
    tracks = {track.pk: track for track in Track.objects.filter(gathering=gathering)}
    speakers = {one.pk: one for one in Speaker.objects.filter(gathering=gathering)}
    talks = _talks(gathering, placement, tracks, speakers)
    shown = [
        ShownSession(
            row=row,
            place=place,
            track=tracks.get(place.track or 0),
            room=rooms.get(place.room or 0),
            chairs=tuple(speakers[pk] for pk in place.chairs if pk in speakers),
            talks=tuple(talks.pop(row.ulid, ())),
        )
        for row in Session.objects.filter(gathering=gathering).prefetch_related("interpretations")
        if (place := placement.sessions.get(row.ulid)) is not None
    ]
    order = {pk: at for at, pk in enumerate(rooms)}
    timed = [one for one in shown if one.start is not None]
    timed.sort(key=lambda one: (one.start, order.get(one.place.room or 0, -1), one.key))
    return Board(
        gathering=gathering,
        version=version,
        published=published,
        sessions=tuple(timed),
        waiting=tuple(one for one in shown if one.start is None),
        loose=tuple(talk for left in talks.values() for talk in left),
        rooms=tuple(rooms.values()),
        tracks=tuple(tracks.values()),
        placement=placement,
    )


def largest_first(room: Any) -> tuple[int, str]:
    """Return what rooms are sorted by."""
    return -(room.capacity or 0), room.code


def _talks(
    gathering: Any, placement: Placement, tracks: dict[int, Track], speakers: dict[int, Speaker]
) -> dict[str | None, list[ShownTalk]]:
    """Return talks by session, each session's in their order."""
    starts, giving = placement.starts(), _speaking(gathering)
    found: dict[str | None, list[ShownTalk]] = {}
    rows = Talk.objects.filter(gathering=gathering)
    placed = [(placement.talks[row.ulid], row) for row in rows if row.ulid in placement.talks]
    for spot, row in sorted(placed, key=lambda one: (one[0].position, one[1].ulid)):
        place = placement.sessions.get(spot.session or "", Place())
        off = Standing.CANCELLED in (spot.standing, place.standing)
        shown = ShownTalk(
            row=row,
            speakers=tuple(speakers[pk] for pk in giving.get(row.ulid, ())),
            track=tracks.get(row.track_id or 0),
            start=starts.get(row.ulid, place.start),
            minutes=spot.minutes,
            standing=Standing.CANCELLED if off else Standing.PLANNED,
            sequence=spot.sequence,
        )
        found.setdefault(spot.session, []).append(shown)
    return found


def _speaking(gathering: Any) -> dict[str, list[int]]:
    rows = Speaking.objects.filter(talk__gathering=gathering).order_by("position", "pk")
    found: dict[str, list[int]] = {}
    for talk, speaker in rows.values_list("talk_id", "speaker_id"):
        found.setdefault(talk, []).append(speaker)
    return found


def events(board: Board) -> Iterator[tuple[ShownSession, ShownTalk | None]]:
    """Yield what calendars and exchange formats call events: talks, and sessions without talks."""
    for session in board.sessions:
        if session.talks:
            yield from ((session, talk) for talk in session.talks if talk.start or not talk.is_on)
        else:
            yield session, None
