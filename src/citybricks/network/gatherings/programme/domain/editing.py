"""Move sessions and talks by hand, and say beforehand what would not go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from citybricks.network.gatherings.programme.domain.board import (
    Board,
    draft_of,
    largest_first,
)
from citybricks.network.gatherings.programme.domain.clashes import (
    Clash,
    Known,
    clashes_of,
    known_of,
)
from citybricks.network.gatherings.programme.domain.placing import Place, later
from citybricks.network.gatherings.programme.models import Block, Session, Talk


@dataclass(frozen=True, slots=True)
class Target:
    """Where something could go: a block of time and a room; of the block, None is no time."""

    block: Block | None
    room: Any

    @property
    def key(self) -> str:
        """It in a form: code of the block, a slash, code of the room."""
        return f"{self.block.code if self.block else ''}/{self.room.code if self.room else ''}"


def targets(gathering: Any) -> list[Target]:
    """Return every place that a session can go to."""
    rooms = [*sorted(gathering.rooms.all(), key=largest_first), None]
    blocks = Block.objects.filter(gathering=gathering)
    return [Target(None, None), *(Target(block, room) for block in blocks for room in rooms)]


def target_of(gathering: Any, key: str) -> Target | None:
    """Return a place by its key; None when there is none."""
    return next((one for one in targets(gathering) if one.key == key), None)


def _moved(place: Place, target: Target, minutes: int) -> Place:
    """Return a place moved: what was shorter or longer than a block stays as long as it was."""
    if target.block is None:
        return replace(place, start=None, end=None, room=None)
    start, end = target.block.start, target.block.end
    if place.start and place.end:
        length = place.end - place.start
        if length != end - start:
            end = later(start, round(length.total_seconds() / 60))
    elif minutes < (end - start).total_seconds() / 60:
        end = later(start, minutes)
    return replace(place, start=start, end=end, room=target.room.pk if target.room else None)


def would_clash(board: Board, known: Known, session: str, target: Target) -> list[Clash]:
    """Return what would not go together if a session were moved."""
    minutes = board.by_key[session].row.minutes
    place = _moved(board.placement.sessions[session], target, minutes)
    return clashes_of(board.moved(session, place), known, only=[session])


def feasible(
    gathering: Any, session: str, *, only: str | None = None
) -> Iterator[tuple[Target, list[Clash]]]:
    """Yield places a session can go to, with what would not go together there.

    Parameters
    ----------
    only
        Key of the one place that is asked about; None: all.
    """
    board, known = draft_of(gathering), known_of(gathering)
    for target in targets(gathering):
        if only is None or target.key == only:
            clashes = would_clash(board, known, session, target) if target.block else []
            yield target, clashes


@transaction.atomic
def move_session(session: Session, target: Target) -> Session:
    """Move a session to a block of time and a room, or take both away."""
    place = _moved(Place(session.start, session.end, session.room_id), target, session.minutes)
    session.start, session.end, session.room_id = place.start, place.end, place.room
    session.save()
    return session


@transaction.atomic
def move_talk(talk: Talk, session: Session | None, position: int | None = None) -> Talk:
    """Put a talk into a session, at a place counted from 0; None is its end. None takes it out."""
    before = talk.session_id
    talk.session = session
    if session is None:
        talk.position = 0
        talk.save()
        return talk
    others = list(session.talks.exclude(pk=talk.pk).order_by("position", "pk"))
    at = len(others) if position is None else max(0, min(position, len(others)))
    others.insert(at, talk)
    for number, one in enumerate(others):
        if one.position != number or (one is talk and before != session.pk):
            one.position = number
            one.save()
    return talk


def step(talk: Talk, by: int) -> Talk:
    """Move a talk up (-1) or down (1) in its session."""
    if talk.session is None:
        return talk
    order = list(talk.session.talks.order_by("position", "pk").values_list("pk", flat=True))
    return move_talk(talk, talk.session, order.index(talk.pk) + by)
