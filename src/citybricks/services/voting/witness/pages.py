"""What a witness has seen, for people and for other witnesses."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.methods.ballot.strict_json import Json, dumps
from citybricks.services.voting.board.domain import keys
from citybricks.services.voting.board.domain.heads import WITNESS, SignedHead, witness_head
from citybricks.services.voting.board.pages.answers import open_to_all, tagged
from citybricks.services.voting.witness.domain import copies
from citybricks.services.voting.witness.domain.splitting import json_of, rows_of
from citybricks.services.voting.witness.models import Peer, Seen, Split, Watched

_MOST_HEADS = 500


@require_safe
def witness(request: HttpRequest) -> HttpResponse:
    """Show the boards that are watched."""
    values = {
        "boards": Watched.objects.prefetch_related("splits"),
        "peers": Peer.objects.all(),
        "key": keys.public_key(WITNESS),
        "seconds": settings.ENVIRONMENT.head_seconds,
    }
    return render(request, "witness/witness.html", values)


@require_safe
def board(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show what was seen of a board, and evidence against it."""
    boards = _watched(uuid)
    for one in boards:
        one.setup = copies.setup_of(one)  # type: ignore[attr-defined] # for the template
    values = {
        "uuid": uuid,
        "boards": boards,
        "splits": [(split, rows_of(split)) for split in Split.objects.filter(watched__in=boards)],
        "heads": [
            (seen, SignedHead.read(seen.signed.encode()))
            for seen in Seen.objects.filter(watched__in=boards).order_by("-height", "pk")[:50]
        ],
    }
    return render(request, "witness/board.html", values)


@open_to_all
@require_safe
def heads(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """List the heads that the board has shown us, each signed by us; and those of evidence."""
    boards = _watched(uuid)
    shown = Seen.objects.filter(Q(source=""), watched__in=boards).order_by("-height")
    signed = dict.fromkeys(shown.values_list("signed", flat=True)[:_MOST_HEADS])
    listed: list[Json] = [
        witness_head(SignedHead.read(text.encode()), settings.ENVIRONMENT.origin).json()
        for text in signed
    ]
    return tagged(request, dumps({"heads": listed}))


@open_to_all
@require_safe
def splits(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """Return evidence against a board: pairs of heads that it has signed."""
    found = Split.objects.filter(watched__in=_watched(uuid)).select_related("watched")
    listed: list[Json] = [json_of(one) for one in found]
    return tagged(request, dumps({"splits": listed}))


@open_to_all
@require_safe
def key(request: HttpRequest) -> HttpResponseBase:
    """Return the key of this witness, which boards have to know."""
    said: dict[str, Json] = {
        "witness": settings.ENVIRONMENT.origin,
        "key_id": keys.public_key(WITNESS),
    }
    return tagged(request, dumps(said))


def _watched(uuid: str) -> list[Watched]:
    found = list(Watched.objects.filter(uuid=uuid))
    if not found:
        raise Http404
    return found
