"""The board of an election as people read it: what happened, signed by whom, seen by whom."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.services.voting.board.domain import appending, keys, reading
from citybricks.services.voting.board.domain.heads import BOARD, SignedHead
from citybricks.services.voting.board.models import Board, Event
from citybricks.services.voting.board.pages.answers import board_or_404

_ROWS = 100


@require_safe
def timeline(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show what happened on a board, the latest first."""
    board = board_or_404(uuid)
    page = Paginator(board.events.order_by("-height"), _ROWS).get_page(request.GET.get("page"))
    values = {
        "board": board,
        "state": reading.state_of(board),
        "counts": reading.counts_of(board),
        "head": appending.head_of(board),
        "key": keys.public_key(BOARD),
        "report": getattr(board, "report", None),
        "witnesses": reading.witnesses_of(board),
        "rows": _rows(board, list(page)),
        "page": page,
    }
    return render(request, "board/timeline.html", values)


def _rows(board: Board, events: list[Event]) -> list[dict[str, Any]]:
    """Return events with when they were signed and by how many witnesses."""
    heights = [event.height for event in events]
    found = board.heads.filter(height__in=heights).prefetch_related("cosignatures")
    heads = {head.height: head for head in found}
    return [
        {
            "event": event,
            "head": SignedHead.read(heads[event.height].signed.encode()),
            "seen": len(heads[event.height].cosignatures.all()),
        }
        for event in events
    ]
