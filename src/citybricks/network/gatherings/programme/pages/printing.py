"""The programme on paper: in two languages side by side, and a card for the door of each room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.programme.pages.access import Seen


def _pair() -> tuple[str, str]:
    """Return the two languages of what is printed, the reader's first."""
    reader = reader_language()
    return (reader, "en") if reader != "en" else ("en", "zh-Hans")


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole programme in two languages."""
    seen = Seen(request, slug)
    board = seen.board_or_404()
    days = [(day, there) for day in board.days if (there := board.on(day))]
    return render(request, "programme/print.html", seen.context(days_listed=days, pair=_pair()))


@require_safe
def rooms(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a card for the door of each room, a day on each."""
    seen = Seen(request, slug)
    board = seen.board_or_404()
    cards = [
        (room, day, there)
        for room in board.rooms
        for day in board.days
        if (there := [one for one in board.on(day) if one.room == room and one.is_on])
    ]
    return render(request, "programme/rooms.html", seen.context(cards=cards, pair=_pair()))
