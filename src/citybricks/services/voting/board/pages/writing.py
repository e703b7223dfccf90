"""The board for programs, write side: ballots, audits, complaints, signatures of witnesses."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST
from django_ratelimit.core import is_ratelimited

from citybricks.methods.ballot.strict_json import Json
from citybricks.services.voting.board.domain import (
    appending,
    ballots,
    checking,
    complaints,
    spoiling,
    witnessing,
)
from citybricks.services.voting.board.domain.files import BrokenBoardError
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.pages import reading
from citybricks.services.voting.board.pages.answers import P, board_or_404, open_to_all, said
from citybricks.services.voting.refusal import RefusedError
from citybricks.services.voting.roll.domain.standing import PermitError

log = logging.getLogger("citybricks.voting")
RATE = "60/m"
"""Ballots, audits and complaints that one address may send; each costs a verification."""
_STATUS = {"A4": 409, "B8": 409, "spoiled": 409, "cast": 409, "size": 413, "witness": 403}
_WITNESSED_BYTES = 8000


def guarded(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Turn what cannot be taken in into an answer with its code, in two languages."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and is_ratelimited(
            request, group="voting", key="ip", rate=RATE, increment=True
        ):
            told = {"code": "rate", "en": "Too many requests.", "zh": "请求过多，请稍后再试。"}
            response = said({**told}, 429)
            response["Retry-After"] = "60"
            return response
        try:
            return view(request, *args, **kwargs)
        except RefusedError as error:
            return said({**error.json()}, _STATUS.get(error.code, 422))
        except appending.NoBoardError:
            raise Http404 from None
        except appending.WrongTimeError as error:
            told = refused("A4", kind=error.kind, last=error.last).json()
            return said({**told}, 409)
        except (BrokenBoardError, OSError):  # or its disk is full
            log.exception("a board stands still")
            return said({**refused("board").json()}, 503)

    return answer  # type: ignore[return-value] # the same arguments


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def ballots_of(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """List ballots; take one in."""
    if request.method != "POST":
        return reading.ballots(request, uuid)
    election = checking.setup_of(board_or_404(uuid)).election
    raw = _body(request, election.most_ballot_bytes)
    try:
        receipt = ballots.append_ballot(uuid, raw, _permit(request))
    except PermitError as error:  # its holder alone is told why
        return said({**error.json(), "code": "permit"}, 403)
    return said(receipt.json(), 201)


def _permit(request: HttpRequest) -> str:
    kind, _, permit = request.headers.get("Authorization", "").partition(" ")
    return permit.strip() if kind.lower() == "bearer" else ""


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def spoiled(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """List audited ballots; take one in."""
    board = board_or_404(uuid)
    if request.method != "POST":
        rows = board.spoiled.values_list("tracker", "honest")
        listed: list[Json] = [{"tracker": tracker, "honest": honest} for tracker, honest in rows]
        return said({"spoiled": listed})
    election = checking.setup_of(board).election
    made = spoiling.spoil(uuid, _body(request, spoiling.most_bytes(election)))
    return said({"tracker": made.tracker, "honest": made.honest}, 201)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def complaints_of(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """List complaints with answers; take a signed one in."""
    board = board_or_404(uuid)
    if request.method != "POST":
        found = board.complaints.prefetch_related("answers")
        listed: list[Json] = [complaints.json_of(one) for one in found]
        return said({"complaints": listed})
    made = complaints.file_signed(board, _body(request, complaints.MOST_BYTES))
    return said(complaints.json_of(made), 201)


@open_to_all
@require_POST
@guarded
def witness(request: HttpRequest, uuid: str, height: int) -> HttpResponseBase:
    """Take in what a witness signed."""
    witnessing.take(board_or_404(uuid), height, _body(request, _WITNESSED_BYTES))
    return said({"height": height}, 201)


def _body(request: HttpRequest, most: int) -> bytes:
    """Return what was sent; more than is allowed is not read."""
    stated = request.headers.get("Content-Length", "")
    size = int(stated) if stated.isascii() and stated.isdigit() else 0
    if size > most:
        raise refused("size", size=size, most=most)
    raw = request.read(most + 1)
    if len(raw) > most:
        raise refused("size", size=len(raw), most=most)
    return bytes(raw)
