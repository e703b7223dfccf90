"""Whom to tell what: the wordings of notices of programmes, and who gets them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain.zones import in_zone
from citybricks.network.gatherings.programme.domain.board import Board
from citybricks.network.notices.domain.notices import register, tell

if TYPE_CHECKING:
    from citybricks.network.gatherings.programme.domain.publishing import Change

WORDINGS = {
    "programme.first": _("The programme of “%(gathering)s” is published; you are in it"),
    "programme.added": _("“%(title)s” is in the programme of “%(gathering)s”: %(after)s"),
    "programme.moved": _("“%(title)s” at “%(gathering)s” has moved to %(after)s"),
    "programme.changed": _("“%(title)s” at “%(gathering)s” has changed: %(after)s"),
    "programme.restored": _("“%(title)s” at “%(gathering)s” takes place after all: %(after)s"),
    "programme.cancelled": _("“%(title)s” at “%(gathering)s” does not take place"),
}
"""What notices say, by kind."""

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def first(board: Board, number: int, page: str) -> None:
    """Tell who speaks or chairs that the programme is there."""
    users = {one.user_id for session in board.sessions for one in session.people}
    said = {"gathering": _dumped(board.gathering.title)}
    once = f"programme.first:{board.gathering.pk}:{number}"
    tell(_accounts(users), "programme.first", said, page, once=once)


def changed(board: Board, change: Change, number: int) -> None:
    """Tell who speaks, chairs or has starred something that it is different."""
    after = _place(board, change)
    said = {
        "gathering": _dumped(board.gathering.title),
        "title": _dumped(change.title),
        "after": _dumped(after),
    }
    slug = board.gathering.slug
    page = (
        reverse("programme-talk", args=[slug, change.talk])
        if change.talk
        else reverse("programme-session", args=[slug, change.session])
    )
    if change.after is None:
        page = reverse("programme-grid", args=[slug])
    once = f"{number}:{change.code}:{change.talk or change.session}"
    tell(_concerned(board, change), f"programme.{change.code}", said, page, once=once)


def _place(board: Board, change: Change) -> Text:
    """Return when and where something is, in the languages of the pages."""
    start, room = change.after or (None, None)
    if start is None:
        return Text()
    said: dict[str, str] = {}
    for tag in ("en", "zh-Hans"):
        where = f" · {room.name.shown(tag).text}" if room else ""
        said[tag] = in_zone(start, board.gathering.time_zone, tag) + where
    return Text.of("en", said["en"], zh_Hans=said["zh-Hans"])


def _concerned(board: Board, change: Change) -> Iterable[Any]:
    """Return who speaks there, chairs it, or has starred it; of a talk, its session's stars too."""
    session = board.by_key[change.session]
    users: set[int | None] = set()
    if change.talk:
        talk, _session = board.talks[change.talk]
        users |= {speaker.user_id for speaker in talk.speakers}
        starred = Q(programme_favourites__talk=change.talk)
    else:
        users |= {chair.user_id for chair in session.chairs}
        starred = Q(programme_favourites__session=change.session)
        if not session.talks:
            users |= {speaker.user_id for speaker in session.people}
    return (
        get_user_model()
        .objects.filter(Q(pk__in=users - {None}) | starred, is_active=True)
        .distinct()
    )


def _accounts(users: Iterable[int | None]) -> Iterable[Any]:
    return get_user_model().objects.filter(pk__in={one for one in users if one}, is_active=True)


def _dumped(text: Text) -> dict[str, Any]:
    return text.model_dump(mode="json")
