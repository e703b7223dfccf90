"""What the brick is asked: rows of talks, tracks, blocks of time and rooms, from the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, gcd
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from citybricks.network.gatherings.programme.domain.board import (
    Board,
    ShownSession,
    ShownTalk,
    draft_of,
)
from citybricks.network.gatherings.programme.models import (
    Block,
    Favourite,
    Speaker,
    Talk,
    Track,
)
from citybricks.network.gatherings.programme.vocabulary import Attendance, Kind

BRICK = "forum-schedule"
NO_TRACK = "track-0"
"""Track of talks that have none."""
TAKEN = 100_000
"""What it costs to plan where something is already."""


@dataclass(frozen=True)
class Asked:
    """The draft, sorted into what is planned and what stays.

    Parameters
    ----------
    blocks
        Of time, in their order.
    keep
        Whether talks that have a place are to stay there as far as can be.
    """

    board: Board
    blocks: tuple[Block, ...]
    keep: bool = False

    @cached_property
    def proposed(self) -> tuple[ShownSession, ...]:
        """Sessions that somebody proposed as a whole, and that nobody has locked."""
        return tuple(one for one in self.board.by_key.values() if _is_whole(one))

    @cached_property
    def fixed(self) -> tuple[ShownSession, ...]:
        """Sessions that stay where they are: locked, plenary, breaks."""
        return tuple(one for one in self.board.sessions if one.is_on and _is_fixed(one))

    @cached_property
    def talks(self) -> tuple[ShownTalk, ...]:
        """Talks that are planned one by one."""
        return tuple(
            talk
            for talk, session in self.board.talks.values()
            if talk.is_on and not (session and session.is_on and _stays(session))
        )

    @cached_property
    def slot(self) -> int:
        """Minutes that the times of talks are multiples of."""
        lengths = [talk.minutes for talk in self.talks] + [one.row.minutes for one in self.proposed]
        return max(5, gcd(*lengths, *(_minutes(block) for block in self.blocks)))

    def slots(self, minutes: int) -> int:
        """Return how many slots something takes."""
        return ceil(minutes / self.slot)


def _is_fixed(one: ShownSession) -> bool:
    """Whether a session stays where it is."""
    return one.start is not None and (
        one.row.locked
        or one.row.kind in (Kind.PLENARY, Kind.BREAK)
        or any(talk.row.locked for talk in one.talks_on)
    )


def _is_whole(one: ShownSession) -> bool:
    """Whether a session is planned as a whole: somebody proposed or titled it."""
    return one.is_on and not _is_fixed(one) and bool(one.row.source or one.row.title)


def _stays(one: ShownSession) -> bool:
    return _is_fixed(one) or _is_whole(one)


def _minutes(block: Block) -> int:
    return round((block.end - block.start).total_seconds() / 60)


def asked(gathering: Any, *, keep: bool = False) -> Asked:
    """Return what is to be planned.

    Raises
    ------
    ValidationError
        When there is nothing to plan, or nowhere; it says everything that is missing.
    """
    board = draft_of(gathering)
    found = Asked(board, tuple(Block.objects.filter(gathering=gathering)), keep)
    missing = []
    if not found.talks and not found.proposed:
        missing.append(_("There is no talk to plan: add talks, or accept proposals."))
    if not found.blocks:
        missing.append(_("There is no block of time: say when sessions run side by side."))
    if not board.rooms:
        missing.append(_("There is no room: add one; what is online needs one as well."))
    if missing:
        raise ValidationError(missing)
    return found


def inputs(given: Asked, *, seed: int = 0, iterations: int = 1_000) -> dict[str, Any]:
    """Return the brick's inputs."""
    made: dict[str, Any] = {
        "talks": [*_talks(given), *_wholes(given)],
        "tracks": list(_tracks(given)),
        "sessions": [
            {
                "id": f"block-{block.pk}",
                "start": _local(given, block.start),
                "end": _local(given, block.end),
                "timeslots": given.slots(_minutes(block)),
            }
            for block in given.blocks
        ],
        "rooms": [
            {
                "id": f"room-{room.pk}",
                "title": room.name.shown("en").text,
                "capacity": room.capacity or 0,
            }
            for room in given.board.rooms
        ],
        "unwanted": list(_unwanted(given)),
        "absences": list(_absences(given)),
        "interests": list(_interests(given)),
        "published": list(_published(given)) if given.keep else [],
        "time_zone": given.board.gathering.time_zone,
        "seed": seed,
        "iterations": iterations,
    }
    return {name: value for name, value in made.items() if value != []}


def _local(given: Asked, instant: Any) -> str:
    return str(instant.astimezone(given.board.zone).isoformat())


def _zone(people: Sequence[Speaker]) -> str:
    """Return the zone a talk is given from; empty when it is given on site."""
    away = [one for one in people if one.attendance == Attendance.ONLINE]
    return away[0].time_zone if away else ""


def _names(people: Sequence[Speaker]) -> str:
    return ", ".join(f"person-{one.pk}" for one in people)


def _talks(given: Asked) -> Iterator[dict[str, Any]]:
    for talk in given.talks:
        yield {
            "id": talk.key,
            "title": talk.row.title.shown("en").text,
            "track": f"track-{talk.track.pk}" if talk.track else NO_TRACK,
            "timeslots": given.slots(talk.minutes),
            "speakers": _names(talk.speakers),
            "zone": _zone(talk.speakers),
        }


def _wholes(given: Asked) -> Iterator[dict[str, Any]]:
    for session in given.proposed:
        yield {
            "id": session.key,
            "title": session.row.title.shown("en").text,
            "track": f"track-{session.track.pk}" if session.track else NO_TRACK,
            "timeslots": given.slots(session.row.minutes),
            "speakers": _names(session.people),
            "zone": _zone(session.people),
        }


def _tracks(given: Asked) -> Iterator[dict[str, Any]]:
    chairs = {
        track.pk: track.chair_id
        for track in Track.objects.filter(gathering=given.board.gathering, chair__isnull=False)
    }
    used = {row["track"] for row in (*_talks(given), *_wholes(given))}
    for track in given.board.tracks:
        if f"track-{track.pk}" in used:
            chair = chairs.get(track.pk)
            yield {
                "id": f"track-{track.pk}",
                "title": track.name.shown("en").text,
                "chairs": f"person-{chair}" if chair else "",
            }
    if NO_TRACK in used:
        yield {"id": NO_TRACK, "title": "", "chairs": ""}


def _unwanted(given: Asked) -> Iterator[dict[str, Any]]:
    for block in given.blocks:
        for room in sorted(_taken(given, block)):
            yield _pair("session in room", f"block-{block.pk}", f"room-{room}", TAKEN)
    used = {row["id"] for row in _tracks(given)}
    similar = Track.similar.through.objects.filter(from_track__in=given.board.tracks)
    for one, other in similar.values_list("from_track_id", "to_track_id"):
        pair = (f"track-{one}", f"track-{other}")
        if one < other and used.issuperset(pair):
            yield _pair("tracks at once", *pair, 10)
    refused = Talk.refused.through.objects.filter(block__in=given.blocks)
    keys = {talk.key for talk in given.talks}
    for talk, number in refused.values_list("talk_id", "block_id"):
        if talk in keys:
            yield _pair("talk in session", talk, f"block-{number}", 1_000)


def _pair(kind: str, one: str, other: str, penalty: int) -> dict[str, Any]:
    return {"kind": kind, "one": one, "other": other, "penalty": penalty}


def _taken(given: Asked, block: Block) -> set[int]:
    """Return the rooms that something fixed has during a block; without a room, all."""
    there = [one for one in given.fixed if _during(one, block)]
    if any(one.room is None for one in there):
        return {room.pk for room in given.board.rooms}
    return {one.room.pk for one in there}


def _during(one: ShownSession, block: Block) -> bool:
    return (
        one.start is not None
        and one.end is not None
        and one.start < block.end
        and block.start < one.end
    )


def _absences(given: Asked) -> Iterator[dict[str, Any]]:
    """Yield who cannot come when: as they say, or because something fixed needs them."""
    blocks = {block.pk: block for block in given.blocks}
    pairs = set(
        Speaker.away.through.objects.filter(block__in=blocks).values_list("speaker_id", "block_id")
    )
    for session in given.fixed:
        for block in given.blocks:
            if _during(session, block):
                pairs |= {(person.pk, block.pk) for person in session.people}
    known = {
        name for row in (*_talks(given), *_wholes(given)) for name in row["speakers"].split(", ")
    }
    known |= {row["chairs"] for row in _tracks(given)}
    for person, number in sorted(pairs):
        if f"person-{person}" in known:
            yield {"person": f"person-{person}", "session": f"block-{number}"}


def _interests(given: Asked) -> Iterator[dict[str, Any]]:
    keys = {talk.key for talk in given.talks}
    wholes = {session.key for session in given.proposed}
    rows = Favourite.objects.filter(Q(talk__in=keys) | Q(session__in=wholes))
    for user, talk, session in rows.order_by("pk").values_list("user_id", "talk_id", "session_id"):
        yield {"person": f"listener-{user}", "talk": talk or session}


def _published(given: Asked) -> Iterator[dict[str, Any]]:
    """Yield where talks and whole sessions are by now, as blocks of time say it."""
    for session in given.board.sessions:
        block = next((one for one in given.blocks if _within(session, one)), None)
        if block is None or session.room is None or session.start is None or _is_fixed(session):
            continue
        whole = _is_whole(session)
        things: list[Any] = [session] if whole else list(session.talks_on)
        for thing in things:
            passed = round((thing.start - block.start).total_seconds() / 60)
            yield {
                "talk": thing.key,
                "session": f"block-{block.pk}",
                "room": f"room-{session.room.pk}",
                "timeslot": passed // given.slot + 1,
            }


def _within(session: ShownSession, block: Block) -> bool:
    return session.start is not None and block.start <= session.start < block.end
