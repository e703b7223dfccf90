"""What does not go together: people twice at once, rooms twice, rooms too small, nights."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.methods.gatherings.programme.comfort import Hours
from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain.board import Board, ShownSession
from citybricks.network.gatherings.programme.models import (
    Block,
    Favourite,
    Speaker,
    Talk,
    Track,
)
from citybricks.network.gatherings.programme.vocabulary import Attendance

HARD = ("room", "person", "away", "refused", "long")
"""What cannot be as it stands; the rest is unwanted."""

WORDS: Mapping[str, str | Promise] = {
    "room": _("%(room)s is taken twice: “%(one)s” and “%(other)s”"),
    "person": _("%(person)s is needed twice at once: “%(one)s” and “%(other)s”"),
    "away": _("%(person)s cannot come then: “%(one)s”"),
    "refused": _("“%(one)s” is not to be at this time"),
    "long": _("The talks of “%(one)s” take %(needed)s minutes; it has %(there)s"),
    "small": _("“%(one)s” is starred by %(starred)s people; %(room)s has %(seats)s seats"),
    "night": _("It is %(clock)s for %(person)s (%(zone)s): “%(one)s”"),
    "early": _("It is early or late for %(person)s (%(clock)s, %(zone)s): “%(one)s”"),
    "similar": _("Similar tracks side by side: “%(one)s” and “%(other)s”"),
}
"""What each kind of clash says."""


class Interval(Protocol):
    """Something that takes a while."""

    @property
    def start(self) -> datetime | None:
        """When it begins."""

    @property
    def end(self) -> datetime | None:
        """When it ends."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that does not go together.

    Parameters
    ----------
    code
        A key of `WORDS`.
    sessions
        Identifiers of the sessions concerned.
    values
        For the words; texts are shown in the reader's language.
    """

    code: str
    sessions: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_hard(self) -> bool:
        """Whether it cannot be as it stands."""
        return self.code in HARD

    def said(self, language: str) -> str:
        """Return what it says, in a language."""
        shown = {
            name: value.shown(language).text if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return str(WORDS[self.code]) % shown


Thing = TypeVar("Thing", bound=Interval)


def overlaps(
    uses: Iterable[tuple[Hashable, Thing]],
) -> Iterator[tuple[Hashable, Thing, Thing]]:
    """Yield pairs that use the same thing at one time, the earlier one first.

    Parameters
    ----------
    uses
        What is used, and by what; what has no time uses nothing. To end when another begins is no
        clash.
    """
    by_resource: dict[Hashable, list[Thing]] = {}
    for resource, thing in uses:
        if thing.start is not None and thing.end is not None:
            by_resource.setdefault(resource, []).append(thing)
    for resource, things in by_resource.items():
        running: list[Thing] = []
        for thing in sorted(things, key=lambda one: one.start):  # type: ignore[arg-type,return-value] # it has one
            running = [one for one in running if one.end > thing.start]  # type: ignore[operator] # they have one
            yield from ((resource, one, thing) for one in running)
            running.append(thing)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the programme, read once.

    Parameters
    ----------
    away, refused
        Blocks of time in which speakers cannot come, and talks are not to be.
    stars
        Session, talk (one of the two is empty) and account of each star.
    similar
        Pairs of similar tracks, either way round.
    """

    away: Mapping[int, Sequence[Block]]
    refused: Mapping[str, Sequence[Block]]
    stars: Sequence[tuple[str, str, int]]
    similar: frozenset[tuple[int, int]]


def known_of(gathering: Any) -> Known:
    """Read what is known beside the programme."""
    blocks = {block.pk: block for block in Block.objects.filter(gathering=gathering)}
    similar = Track.similar.through.objects.filter(from_track__gathering=gathering)
    rows = Favourite.objects.filter(
        Q(session__gathering=gathering) | Q(talk__gathering=gathering)
    ).values_list("session_id", "talk_id", "user_id")
    return Known(
        away=_blocks_of(Speaker.away.through, "speaker_id", blocks),
        refused=_blocks_of(Talk.refused.through, "talk_id", blocks),
        stars=[(session or "", talk or "", user) for session, talk, user in rows],
        similar=frozenset(similar.values_list("from_track_id", "to_track_id")),
    )


def _blocks_of(through: Any, of: str, blocks: Mapping[int, Block]) -> dict[Any, list[Block]]:
    found: dict[Any, list[Block]] = {}
    for key, number in through.objects.filter(block__in=blocks).values_list(of, "block_id"):
        found.setdefault(key, []).append(blocks[number])
    return found


def clashes_of(
    board: Board, known: Known | None = None, *, only: Sequence[str] = ()
) -> list[Clash]:
    """Return what does not go together in a programme, what cannot be first.

    Parameters
    ----------
    known
        What is known beside it, where it has been read already.
    only
        Identifiers of sessions: clashes that concern one of them; empty: all.
    """
    known = known or known_of(board.gathering)
    on = [one for one in board.sessions if one.is_on]
    found = [
        *_rooms(on),
        *_people(on),
        *_away(known, on),
        *_long(on),
        *_small(board, known, on),
        *_nights(on),
        *_similar(known, on),
    ]
    wanted = set(only)
    kept = [one for one in found if not wanted or wanted & set(one.sessions)]
    return sorted(kept, key=lambda one: (not one.is_hard, one.code))


def title_of(session: ShownSession) -> Text:
    """Return what a session is called: its title, else that of its track."""
    title: Text = session.row.title or (session.track.name if session.track else Text())
    return title or Text(text=session.row.get_kind_display())


def _rooms(on: Sequence[ShownSession]) -> Iterator[Clash]:
    uses = [(one.place.room, one) for one in on if one.room is not None]
    for _room, one, other in overlaps(uses):
        said = {"room": one.room.name, "one": title_of(one), "other": title_of(other)}
        yield Clash("room", (one.key, other.key), said)


@dataclass(frozen=True, slots=True)
class _Use:
    session: ShownSession
    title: Text
    start: datetime | None
    end: datetime | None


def _uses(session: ShownSession) -> Iterator[tuple[Speaker, _Use]]:
    """Yield who is needed when: chairs all the time, speakers during their talks."""
    for chair in session.chairs:
        yield chair, _Use(session, title_of(session), session.start, session.end)
    for talk in session.talks_on:
        for speaker in talk.speakers:
            yield speaker, _Use(session, talk.row.title, talk.start, talk.end)


def _people(on: Sequence[ShownSession]) -> Iterator[Clash]:
    people = {speaker.pk: speaker for one in on for speaker in one.people}
    uses = [(speaker.pk, use) for one in on for speaker, use in _uses(one)]
    for who, one, other in overlaps(uses):
        if one.session.key == other.session.key:
            continue  # who chairs a session may speak in it
        said = {"person": people[int(str(who))].name, "one": one.title, "other": other.title}
        yield Clash("person", (one.session.key, other.session.key), said)


def _away(known: Known, on: Sequence[ShownSession]) -> Iterator[Clash]:
    for session in on:
        for speaker, use in _uses(session):
            if _during(use, known.away.get(speaker.pk, ())):
                yield Clash("away", (session.key,), {"person": speaker.name, "one": use.title})
        for talk in session.talks_on:
            if _during(talk, known.refused.get(talk.key, ())):
                yield Clash("refused", (session.key,), {"one": talk.row.title})


def _during(use: Interval, blocks: Iterable[Block]) -> bool:
    if use.start is None or use.end is None:
        return False
    return any(block.start < use.end and use.start < block.end for block in blocks)


def _long(on: Sequence[ShownSession]) -> Iterator[Clash]:
    for one in on:
        if one.start is None or one.end is None:
            continue
        there = round((one.end - one.start).total_seconds() / 60)
        needed = sum(talk.minutes for talk in one.talks_on)
        if needed > there:
            said = {"one": title_of(one), "needed": needed, "there": there}
            yield Clash("long", (one.key,), said)


def starred(board: Board, known: Known) -> dict[str, int]:
    """Return how many people have starred each session, or one of its talks."""
    people: dict[str, set[int]] = {one.key: set() for one in board.sessions}
    held = {talk.key: one.key for one in board.sessions for talk in one.talks}
    for session, talk, user in known.stars:
        key = session or held.get(talk, "")
        if key in people:
            people[key].add(user)
    return {key: len(users) for key, users in people.items()}


def _small(board: Board, known: Known, on: Sequence[ShownSession]) -> Iterator[Clash]:
    counts = starred(board, known)
    for one in on:
        seats = one.room.capacity if one.room else None
        if seats is not None and counts[one.key] > seats:
            said = {"one": title_of(one), "starred": counts[one.key]}
            yield Clash("small", (one.key,), {**said, "room": one.room.name, "seats": seats})


def _nights(on: Sequence[ShownSession]) -> Iterator[Clash]:
    for session in on:
        for speaker, use in _uses(session):
            if speaker.attendance != Attendance.ONLINE or use.start is None or use.end is None:
                continue
            cost = discomfort(use.start, use.end, speaker.time_zone)
            if cost:
                clock = use.start.astimezone(ZoneInfo(speaker.time_zone)).strftime("%H:%M")
                said = {"person": speaker.name, "one": use.title, "clock": clock}
                code = "night" if cost >= Hours().least else "early"
                yield Clash(code, (session.key,), {**said, "zone": speaker.time_zone})


def discomfort(start: datetime, end: datetime, zone: str) -> int:
    """Return what an hour costs who speaks from a zone: 0 by day, 1 early or late, 10 at night."""
    where = ZoneInfo(zone)
    return Hours().penalty(start.astimezone(where).time(), end.astimezone(where).time())


def _similar(known: Known, on: Sequence[ShownSession]) -> Iterator[Clash]:
    if not known.similar:
        return
    for one, other in combinations([one for one in on if one.track], 2):
        pair = (one.place.track, other.place.track)
        if pair in known.similar and _side_by_side(one, other):
            said = {"one": title_of(one), "other": title_of(other)}
            yield Clash("similar", (one.key, other.key), said)


def _side_by_side(one: Interval, other: Interval) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end
