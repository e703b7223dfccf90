"""Stars that people give, what of them clashes, and the programme they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain.board import Board, ShownSession, ShownTalk
from citybricks.network.gatherings.programme.domain.clashes import overlaps, title_of
from citybricks.network.gatherings.programme.models import Favourite


@dataclass(frozen=True, slots=True)
class Stars:
    """What somebody has starred, by identifiers."""

    sessions: frozenset[str] = frozenset()
    talks: frozenset[str] = frozenset()

    def __contains__(self, key: object) -> bool:
        return key in self.sessions or key in self.talks

    def __len__(self) -> int:
        return len(self.sessions) + len(self.talks)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that somebody wants to go to: a session, or a talk in one.

    Parameters
    ----------
    duty
        Whether they speak or chair there.
    """

    session: ShownSession
    talk: ShownTalk | None = None
    duty: bool = False

    @property
    def key(self) -> str:
        """Identifier of what it is."""
        return self.talk.key if self.talk else self.session.key

    @property
    def start(self) -> datetime | None:
        """When it begins."""
        return self.talk.start if self.talk else self.session.start

    @property
    def end(self) -> datetime | None:
        """When it ends."""
        return self.talk.end if self.talk else self.session.end

    @property
    def is_on(self) -> bool:
        """Whether it takes place."""
        return self.session.is_on and (self.talk is None or self.talk.is_on)

    @property
    def title(self) -> Text:
        """What it is called."""
        return self.talk.row.title if self.talk else title_of(self.session)


@transaction.atomic
def star(user: Any, *, session: Any = None, talk: Any = None) -> bool:
    """Give a star or take it back, and return whether there is one now."""
    rows = Favourite.objects.filter(user=user, session=session, talk=talk)
    if rows.exists():
        for row in rows:
            row.delete()
        return False
    Favourite.objects.create(user=user, session=session, talk=talk)
    return True


def stars_of(user: Any, gathering: Any) -> Stars:
    """Return what somebody has starred at a gathering."""
    if not user.is_authenticated:
        return Stars()
    rows = Favourite.objects.filter(user=user)
    sessions = rows.filter(session__gathering=gathering).values_list("session_id", flat=True)
    talks = rows.filter(talk__gathering=gathering).values_list("talk_id", flat=True)
    return Stars(frozenset(map(str, sessions)), frozenset(map(str, talks)))


def personal(board: Board, stars: Stars, user: Any = None) -> list[Item]:
    """Return somebody's own programme: what they starred, and where they speak or chair."""
    items = {item.key: item for item in _starred(board, stars)}
    if user is not None and user.is_authenticated:
        items |= {item.key: item for item in _duties(board, user)}
    timed = [item for item in items.values() if item.start is not None]
    return sorted(timed, key=lambda item: (item.start, item.end, item.key))


def _starred(board: Board, stars: Stars) -> Iterator[Item]:
    for one in board.sessions:
        if one.key in stars.sessions:
            yield Item(one)
        yield from (Item(one, talk) for talk in one.talks if talk.key in stars.talks)


def _duties(board: Board, user: Any) -> Iterator[Item]:
    for one in board.sessions:
        if any(chair.user_id == user.pk for chair in one.chairs):
            yield Item(one, duty=True)
        for talk in one.talks:
            if any(speaker.user_id == user.pk for speaker in talk.speakers):
                yield Item(one, talk, duty=True)


def clashing(items: list[Item]) -> dict[str, list[Item]]:
    """Return, for each item that clashes, what it clashes with.

    A talk and its own session are no clash: who goes to the one is in the other.
    """
    found: dict[str, list[Item]] = {}
    for _all, one, other in overlaps((None, item) for item in items if item.is_on):
        if one.session.key != other.session.key:
            found.setdefault(one.key, []).append(other)
            found.setdefault(other.key, []).append(one)
    return found
