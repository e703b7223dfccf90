"""The board for programs, read side: what is on it, in whole and in parts."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from citybricks.methods.ballot.strict_json import Json, dumps
from citybricks.services.voting.board.domain import appending, reading
from citybricks.services.voting.board.domain import verifier as verifiers
from citybricks.services.voting.board.pages.answers import (
    board_or_404,
    in_parts,
    open_to_all,
    said,
    tagged,
)


@open_to_all
@require_safe
def index(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """Say what there is and where."""
    return tagged(request, dumps(reading.index_of(board_or_404(uuid))))


@open_to_all
@require_safe
def part(request: HttpRequest, uuid: str, name: str) -> HttpResponseBase:
    """Return a document of the setup, byte for byte."""
    setup = board_or_404(uuid).events.select_related("board").get(height=0)
    return tagged(request, appending.data(setup, reading.PARTS.index(name)))


@open_to_all
@require_safe
def ballots(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """List ballots from a height on."""
    board = board_or_404(uuid)
    found = reading.ballots_of(board, _height(request))
    following = found[-1]["height"] if len(found) == reading.PAGE else None
    follows = following + 1 if isinstance(following, int) else None
    listed: list[Json] = [*found]
    return tagged(request, dumps({"ballots": listed, "next": follows}))


@open_to_all
@require_safe
def ballot(request: HttpRequest, uuid: str, tracker: str) -> HttpResponseBase:
    """Say whether a ballot is on the board, and whether it counts."""
    del request
    found = reading.find(board_or_404(uuid), tracker)
    return said(found.json(), 404 if found.status == "unknown" else 200)


@open_to_all
@require_safe
def archive(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """Return the archive, or a part of it."""
    board = board_or_404(uuid)
    head = appending.head_of(board)
    response = in_parts(request, head.bytes, head.sha256_prefix, partial(appending.content, board))
    if response.status_code in (200, 206):
        response["Content-Disposition"] = f'attachment; filename="{board.uuid}.bel"'
    return response


@open_to_all
@require_safe
def heads(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """List signed heads from a height on, with what witnesses signed."""
    listed: list[Json] = [*reading.heads_of(board_or_404(uuid), _height(request))]
    return tagged(request, dumps({"heads": listed}))


@open_to_all
@require_safe
def latest(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """Return the latest head, with what witnesses signed."""
    return tagged(request, dumps(reading.latest_of(board_or_404(uuid))))


@open_to_all
@require_safe
def report(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """Return the latest verification of the board."""
    made = getattr(board_or_404(uuid), "report", None)
    if made is None:
        return said({"verdict": "", "checks": []}, 404)
    return tagged(request, made.document.encode())


def _height(request: HttpRequest) -> int:
    given = request.GET.get("from", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0  # noqa: PLR2004


@open_to_all
@require_safe
def verifier(request: HttpRequest) -> HttpResponseBase:
    """Return the verifier as one file."""
    del request
    response = HttpResponse(verifiers.program(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{verifiers.NAME}"'
    return response
