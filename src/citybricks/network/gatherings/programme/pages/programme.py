"""The programme for everybody: as a table of rooms and times, as a list, now, and one's own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import language_name, reader_language
from citybricks.network.gatherings.hosting.domain.calendars import feed_token
from citybricks.network.gatherings.programme.domain.board import Board, ShownSession
from citybricks.network.gatherings.programme.domain.favourites import clashing, personal
from citybricks.network.gatherings.programme.domain.filtering import (
    Wish,
    languages_of,
    narrowed,
)
from citybricks.network.gatherings.programme.domain.grids import grid as laid_out
from citybricks.network.gatherings.programme.pages.access import Seen
from citybricks.network.gatherings.programme.vocabulary import Attendance


@require_safe
def grid(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a day as a table of rooms and times."""
    seen = Seen(request, slug)
    if seen.board is None:
        return render(request, "programme/nothing.html", seen.context())
    wish = Wish.of(request.GET)
    shown = narrowed(seen.board, wish, seen.stars)
    day = _day(seen.board, wish)
    found = laid_out(shown, day)
    return _results(request, seen, wish, shown, {"day": day, "grid": found, "view": "grid"})


@require_safe
def as_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all days as a list, equal in content."""
    seen = Seen(request, slug)
    if seen.board is None:
        return render(request, "programme/nothing.html", seen.context())
    wish = Wish.of(request.GET)
    shown = narrowed(seen.board, wish, seen.stars)
    wanted = [date.fromisoformat(wish.day)] if wish.day else seen.board.days
    days = [(day, there) for day in wanted if (there := shown.on(day))]
    return _results(request, seen, wish, shown, {"days_listed": days, "view": "list"})


def _results(
    request: HttpRequest, seen: Seen, wish: Wish, shown: Board, values: dict[str, Any]
) -> HttpResponse:
    """Send the page, or only what filters change."""
    board = seen.board_or_404()
    context = seen.context(
        wish=wish,
        days=board.days,
        languages_spoken=[
            (tag, language_name(tag, reader_language())) for tag in languages_of(board)
        ],
        attendances=[Attendance.ON_SITE, Attendance.ONLINE],
        found=sum(not one.is_break for one in shown.sessions),
        first_start=board.sessions[0].start if board.sessions else timezone.now(),
        **values,
    )
    part = bool(request.headers.get("HX-Request")) and not request.headers.get(
        "HX-History-Restore-Request"
    )
    page = "programme/results.html" if part else "programme/programme.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _day(board: Board, wish: Wish) -> date:
    """Return the day asked for, else today, else the first on which something takes place."""
    busy = [board.day_of(one) for one in board.sessions]
    today = timezone.now().astimezone(board.zone).date()
    asked = date.fromisoformat(wish.day) if wish.day else today
    if asked in board.days:
        return asked
    return busy[0] if busy else board.days[0]


@require_safe
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what takes place now and what comes next, room by room."""
    seen = Seen(request, slug)
    if seen.board is None:
        return render(request, "programme/nothing.html", seen.context())
    at = timezone.now()
    on = [one for one in seen.board.sessions if one.is_on]
    running = [one for one in on if _runs(one, at)]
    later = [one for one in on if one.start is not None and one.start > at]
    following = [one for one in later if one.start == later[0].start]
    context = seen.context(at=at, running=running, following=following, view="now")
    page = "programme/now_part.html" if request.headers.get("HX-Request") else "programme/now.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _runs(one: ShownSession, at: datetime) -> bool:
    return one.start is not None and one.end is not None and one.start <= at < one.end


@login_required
@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Show somebody's own programme, with what clashes in it."""
    seen = Seen(request, slug)
    if seen.board is None:
        return render(request, "programme/nothing.html", seen.context())
    items = personal(seen.board, seen.stars, seen.user)
    clashes = clashing(items)
    address = reverse("programme-favourites", args=[slug, feed_token(seen.user, seen.gathering)])
    context = seen.context(
        rows=[(item, clashes.get(item.key, [])) for item in items],
        clashes=sum(map(len, clashes.values())) // 2,
        feed=request.build_absolute_uri(address),
        view="mine",
    )
    return render(request, "programme/mine.html", context)
