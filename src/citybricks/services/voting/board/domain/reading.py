"""What everybody may read of a board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from citybricks.methods.ballot.strict_json import Json, loads
from citybricks.services.voting.board.domain import appending, keys
from citybricks.services.voting.board.domain.heads import BOARD, WITNESS
from citybricks.services.voting.board.models import (
    Board,
    Cosignature,
    Event,
    Head,
    Spoiled,
    Witness,
)

PARTS = ("election", "trustees", "credentials")
"""What Setup is about, in the order of the archive."""
_STATES = {
    "Setup": "open",
    "Ballot": "open",
    "EndBallots": "closed",
    "EncryptedTally": "tallying",
    "Shuffle": "tallying",
    "EndShuffles": "tallying",
    "PartialDecryption": "tallying",
    "Result": "done",
}
PAGE = 500
"""Ballots that are listed at once."""


def state_of(board: Board) -> str:
    """Return where a board stands: open, closed, tallying or done."""
    return _STATES[board.last]


def counts_of(board: Board) -> dict[str, int]:
    """Return how much is on a board."""
    ballots = board.events.filter(type="Ballot")
    return {
        "credentials": board.credentials,
        "ballots": ballots.count(),
        "voters": ballots.values("credential").distinct().count(),
        "spoiled": board.spoiled.count(),
        "complaints": board.complaints.count(),
    }


def index_of(board: Board) -> dict[str, Any]:
    """Return what there is to know of a board at a glance."""
    names = {
        "election": "board-election",
        "trustees": "board-trustees",
        "credentials": "board-credentials",
        "ballots": "board-ballots",
        "archive": "board-archive",
        "heads": "board-heads",
        "latest": "board-latest",
        "spoiled": "board-spoiled",
        "complaints": "board-complaints",
        "report": "board-report",
        "timeline": "board",
    }
    origin = settings.ENVIRONMENT.origin
    return {
        "uuid": board.uuid,
        "name": board.name,
        "group": board.group,
        "state": state_of(board),
        "counts": counts_of(board),
        "bytes": board.bytes,
        "board_key": keys.public_key(BOARD),
        "witness_key": keys.public_key(WITNESS),
        "head": appending.head_of(board).json(),
        "links": {name: origin + reverse(url, args=[board.uuid]) for name, url in names.items()},
    }


def heads_of(board: Board, first: int, count: int = PAGE) -> list[dict[str, Json]]:
    """Return heads from a height on, each with what witnesses signed."""
    found = board.heads.filter(height__gte=first).prefetch_related("cosignatures")
    return [_with_witnesses(head) for head in found[:count]]


def latest_of(board: Board) -> dict[str, Json]:
    """Return the latest head with what witnesses signed."""
    return _with_witnesses(board.heads.get(height=board.height))


def _with_witnesses(head: Head) -> dict[str, Json]:
    witnessed: list[Json] = [loads(one.signed.encode()) for one in head.cosignatures.all()]
    return {"head": loads(head.signed.encode()), "witnesses": witnessed}


def witnesses_of(board: Board) -> list[Cosignature]:
    """Return the highest head that each witness has signed."""
    signed = Cosignature.objects.filter(head__board=board).select_related("head", "witness")
    found = [
        signed.filter(witness=witness).order_by("-head__height")[0]
        for witness in Witness.objects.filter(cosignatures__head__board=board).distinct()
    ]
    return sorted(found, key=lambda one: one.witness.name)


def ballots_of(board: Board, first: int) -> list[dict[str, Json]]:
    """Return ballots from a height on, at most `PAGE`."""
    found = board.events.filter(type="Ballot", height__gte=first)[:PAGE]
    return [_ballot(event) for event in found]


def _ballot(event: Event) -> dict[str, Json]:
    start, size = event.contents[0]
    return {
        "height": event.height,
        "tracker": event.tracker,
        "event_hash": event.hash,
        "offset": start,
        "size": size,
    }


@dataclass(frozen=True, slots=True)
class Found:
    """Where a tracker is.

    Parameters
    ----------
    status
        ``found``, ``replaced`` by a later ballot of the same credential, ``spoiled`` by an audit,
        or ``unknown``.
    event
        The ballot; None when it is not on the board.
    by
        The ballot that counts in its place.
    """

    status: str
    event: Event | None = None
    by: Event | None = None

    def json(self) -> dict[str, Json]:
        """Return what programs are told."""
        told: dict[str, Json] = {"status": self.status}
        if self.event is not None:
            told |= _ballot(self.event)
            told["head"] = appending.head_of(self.event.board, self.event.height).json()
        if self.by is not None:
            told["replaced_at"] = self.by.height
        return told


def find(board: Board, tracker: str) -> Found:
    """Look a tracker up."""
    tracker = tracker.strip().rstrip("=")
    if not tracker:
        return Found("unknown")
    event = board.events.filter(tracker=tracker).first()
    if event is None:
        spoiled = Spoiled.objects.filter(board=board, tracker=tracker).exists()
        return Found("spoiled" if spoiled else "unknown")
    same = board.events.filter(credential=event.credential).order_by("-height").first()
    if same is not None and same.height != event.height:
        return Found("replaced", event, same)
    return Found("found", event)
