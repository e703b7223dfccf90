"""Publish a programme as a version, say what has changed, and tell those concerned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain import telling
from citybricks.network.gatherings.programme.domain.board import (
    Board,
    ShownSession,
    ShownTalk,
    draft_of,
    published_of,
)
from citybricks.network.gatherings.programme.domain.clashes import Clash, clashes_of, title_of
from citybricks.network.gatherings.programme.domain.placing import Placement, numbered
from citybricks.network.gatherings.programme.models import Release


class ClashesError(ValueError):
    """A programme holds what cannot be.

    Parameters
    ----------
    clashes
        What.
    """

    def __init__(self, clashes: list[Clash]) -> None:
        self.clashes = clashes
        super().__init__(f"{len(clashes)} clashes that cannot be: {clashes[0].said('en')}")


class NothingNewError(ValueError):
    """A programme is as it was published."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about a session or a talk.

    Parameters
    ----------
    code
        ``added``, ``moved``, ``cancelled``, ``restored``, ``changed`` (its track, people, length).
    before, after
        When and where; None without a time.
    """

    code: str
    title: Text
    session: str
    talk: str
    before: tuple[datetime | None, Any] | None
    after: tuple[datetime | None, Any] | None


def changes_between(old: Board | None, new: Board) -> list[Change]:
    """Return what differs between two versions of a programme, in the order of the newer one."""
    found: list[Change] = []
    for session in (*new.sessions, *new.waiting):
        was = old.by_key.get(session.key) if old else None
        if change := _change(session, None, (was, None)):
            found.append(change)
        for talk in session.talks:
            held = old.talks.get(talk.key) if old else None
            before = (held[1], held[0]) if held else (None, None)
            if change := _change(session, talk, before):
                found.append(change)
    return [*found, *_gone(old, new)]


def _gone(old: Board | None, new: Board) -> Iterator[Change]:
    """Yield what was in a session and is in none any more."""
    for key, (talk, session) in (old.talks if old else {}).items():
        now = new.talks.get(key)
        if session is not None and session.start and now is not None and now[1] is None:
            before = (talk.start, session.room)
            yield Change("cancelled", talk.row.title, session.key, key, before, None)


def _change(
    session: ShownSession,
    talk: ShownTalk | None,
    was: tuple[ShownSession | None, ShownTalk | None],
) -> Change | None:
    now = talk or session
    title = talk.row.title if talk else title_of(session)
    after = (now.start, session.room) if now.start else None
    held, held_talk = was
    if held is None:
        code = "added" if after and now.is_on else ""
        before: tuple[datetime | None, Any] | None = None
    else:
        then = held_talk or held
        before = (then.start, held.room) if then.start else None
        code = _code(now, then, moved=before != after)
        if not code and talk is None and held.place.chairs != session.place.chairs:
            code = "changed"
    key = talk.key if talk else ""
    return Change(code, title, session.key, key, before, after) if code else None


def _code(now: Any, then: Any, *, moved: bool) -> str:
    if now.is_on != then.is_on:
        return "restored" if now.is_on else "cancelled"
    if not now.is_on:
        return ""
    if moved:
        return "moved" if now.start else "cancelled"
    return "changed" if (now.track, now.end) != (then.track, then.end) else ""


@transaction.atomic
def publish(gathering: Any, by: Any, *, anyway: bool = False) -> Release:
    """Publish the draft as the next version, and tell those whom its changes concern.

    Parameters
    ----------
    anyway
        Publish although something cannot be as it stands.

    Raises
    ------
    ClashesError
        When something cannot be, as a person twice at once.
    NothingNewError
        When nothing has changed since the last version.
    """
    type(gathering).objects.select_for_update().get(pk=gathering.pk)
    old, new = published_of(gathering), draft_of(gathering)
    hard = [clash for clash in clashes_of(new) if clash.is_hard]
    if hard and not anyway:
        raise ClashesError(hard)
    changes = changes_between(old, new)
    before = old.placement if old else Placement()
    placement = numbered(new.placement, before)
    if old is not None and placement == before:
        raise NothingNewError
    made = Release.objects.create(
        gathering=gathering,
        number=old.version + 1 if old else 1,
        content=placement.dumped(),
        by=by,
    )
    page = reverse("programme-grid", args=[gathering.slug])
    if old is None:
        telling.first(new, made.number, page)
    else:
        for change in changes:
            telling.changed(new, change, made.number)
    return made
