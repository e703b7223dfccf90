"""The organisers' desk: blocks of time and rooms, sessions moved by hand with live clashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.content.given import readable
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404
from citybricks.network.gatherings.programme.domain import drafts, editing
from citybricks.network.gatherings.programme.domain.board import (
    Board,
    ShownSession,
    draft_of,
    published_of,
)
from citybricks.network.gatherings.programme.domain.clashes import Clash, clashes_of, title_of
from citybricks.network.gatherings.programme.domain.naming import span_said
from citybricks.network.gatherings.programme.domain.publishing import changes_between
from citybricks.network.gatherings.programme.models import Block, Session, Talk
from citybricks.network.gatherings.programme.pages.access import ORGANISE


@dataclass(frozen=True, slots=True)
class Slot:
    """A block of time in a room, and what is in it."""

    key: str
    room: Any
    sessions: tuple[ShownSession, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A block of time, or the times beside all blocks."""

    block: Block | None
    said: str
    slots: tuple[Slot, ...]


def organised(request: HttpRequest, slug: str) -> Any:
    """Return the gathering for its organisers; to others it is not there."""
    return gathering_or_404(request, slug, ORGANISE, part="forum")


@login_required
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft by blocks of time and rooms."""
    gathering = organised(request, slug)
    board, published = draft_of(gathering), published_of(gathering)
    blocks = list(Block.objects.filter(gathering=gathering))
    day = _day(request, board)
    clashes = clashes_of(board)
    context = desk_context(gathering, "desk") | {
        "board": board,
        "published": published,
        "changes": len(changes_between(published, board)),
        "clashes": clashes,
        "clashing": _by_session(clashes),
        "days": board.days,
        "day": day,
        "rooms": [*board.rooms, None],
        "lines": _lines(board, blocks, day),
        "targets": _targets(gathering),
        "sessions": _named(board),
        "blocks": blocks,
        "loose": board.loose,
    }
    return render(request, "programme/desk.html", context)


def desk_context(gathering: Any, here: str) -> dict[str, Any]:
    """Return what every page of the desk needs."""
    return {
        "gathering": gathering,
        "here": "programme",
        "desk": here,
        "organises": True,
        "draft_waits": drafts.waiting(gathering) is not None,
    }


def _day(request: HttpRequest, board: Board) -> date:
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        asked = board.day_of(board.sessions[0]) if board.sessions else board.days[0]
    return asked if asked in board.days else board.days[0]


def _by_session(clashes: list[Clash]) -> dict[str, str]:
    """Return how bad each session stands: ``hard`` or ``soft``."""
    found: dict[str, str] = {}
    for clash in reversed(clashes):
        for key in clash.sessions:
            found[key] = "hard" if clash.is_hard else "soft"
    return found


def _lines(board: Board, blocks: list[Block], day: date) -> list[Line]:
    rooms = [*board.rooms, None]
    there = [one for one in board.on(day) if one.is_on]
    language, zone = reader_language(), board.gathering.time_zone
    lines = []
    placed: set[str] = set()
    for block in blocks:
        if block.start.astimezone(board.zone).date() != day:
            continue
        within = [one for one in there if one.start and block.start <= one.start < block.end]
        placed |= {one.key for one in within}
        said = span_said(block.start, block.end, zone, language)
        slots = (_slot(f"{block.code}/", room, within) for room in rooms)
        lines.append(Line(block, said, tuple(slots)))
    left = [one for one in there if one.key not in placed]
    if left:
        lines.append(Line(None, _("Other times"), tuple(_slot("", room, left) for room in rooms)))
    return lines


def _slot(prefix: str, room: Any, within: list[ShownSession]) -> Slot:
    number = room.pk if room else None
    key = f"{prefix}{room.code if room else ''}" if prefix else ""
    return Slot(key, room, tuple(one for one in within if one.place.room == number))


def _targets(gathering: Any) -> list[tuple[str, str]]:
    language, zone = reader_language(), gathering.time_zone
    found = []
    for one in editing.targets(gathering):
        if one.block is None:
            found.append((one.key, _("No time, no room")))
            continue
        room = one.room.name.shown(language).text if one.room else _("Without a room")
        found.append(
            (one.key, f"{span_said(one.block.start, one.block.end, zone, language)} · {room}")
        )
    return found


def _named(board: Board) -> list[tuple[str, str]]:
    """Return sessions that talks can go to, with when they are."""
    language, zone = reader_language(), board.gathering.time_zone
    found = []
    for one in (*board.sessions, *board.waiting):
        if one.is_on and not one.is_break:
            when = span_said(one.start, one.end, zone, language) if one.start and one.end else ""
            found.append((one.key, f"{when} {title_of(one).shown(language).text}".strip()))
    return found


@login_required
@require_safe
def feasible(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what would not go together if a session were moved: to one place, or to each."""
    gathering = organised(request, slug)
    session = get_object_or_404(
        Session, gathering=gathering, pk=readable(request.GET.get("session", ""))
    )
    language = reader_language()
    target = request.GET.get("target")
    found = {
        place.key: {
            "state": _state(clashes),
            "said": [clash.said(language) for clash in clashes],
        }
        for place, clashes in editing.feasible(gathering, session.pk, only=target)
    }
    if target is None:
        return JsonResponse(found)
    if target not in found:
        raise Http404
    return render(request, "programme/feasible.html", found[target])


def _state(clashes: list[Clash]) -> str:
    if not clashes:
        return "fine"
    return "hard" if any(clash.is_hard for clash in clashes) else "soft"


@login_required
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move a session to another place, or a talk to another session or up and down in its own."""
    gathering = organised(request, slug)
    given = request.POST
    if key := readable(given.get("talk", "")):
        talk = get_object_or_404(Talk, gathering=gathering, pk=key)
        _move_talk(gathering, talk, given)
        concerned = talk.session_id
    else:
        session = get_object_or_404(
            Session, gathering=gathering, pk=readable(given.get("session", ""))
        )
        target = editing.target_of(gathering, given.get("target", ""))
        if target is None:
            raise Http404
        editing.move_session(session, target)
        concerned = session.pk
    clashes = clashes_of(draft_of(gathering), only=[concerned]) if concerned else []
    if clashes:
        said = " · ".join(clash.said(reader_language()) for clash in clashes[:5])
        messages.warning(request, _("Moved. It does not go together: %(said)s") % {"said": said})
    else:
        messages.success(request, _("Moved."))
    return redirect(_back(gathering, given.get("day", "")))


def _move_talk(gathering: Any, talk: Talk, given: Any) -> None:
    if given.get("step") in {"up", "down"}:
        editing.step(talk, -1 if given["step"] == "up" else 1)
        return
    to = readable(given.get("to", ""))
    session = get_object_or_404(Session, gathering=gathering, pk=to) if to else None
    editing.move_talk(talk, session)


def _back(gathering: Any, day: str) -> str:
    address = reverse("programme-desk", args=[gathering.slug])
    try:
        return f"{address}?day={date.fromisoformat(day)}"
    except ValueError:
        return address
