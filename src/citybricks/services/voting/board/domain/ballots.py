"""Take in ballots: checked by the verifier, let through by a permit, appended, receipted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from citybricks.methods.ballot.strict_json import Json
from citybricks.services.voting.board.domain import appending, checking
from citybricks.services.voting.board.domain.appending import NoBoardError, WrongTimeError
from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.models import Board
from citybricks.services.voting.registrar.domain.revocations import is_revoked

OPEN = ("Setup", "Ballot")
"""Last events behind which ballots are taken."""


class UsePermit(Protocol):
    """Lets a ballot through, once; raises `ValueError` with `code`, `en` and `zh` when not."""

    def __call__(self, election: str, permit: str, known_credential: bool) -> None:
        """Use up a permit, in the transaction that appends the ballot."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a voter keeps: the tracker, and a signed head that has the ballot."""

    tracker: str
    head: SignedHead

    def json(self) -> dict[str, Json]:
        """Return what the voter's browser is told."""
        return {"tracker": self.tracker, "height": self.head.height, "head": self.head.json()}


def append_ballot(
    uuid: str, raw: bytes, permit: str, use_permit: UsePermit | None = None
) -> Receipt:
    """Check a ballot, let it through and append it.

    Parameters
    ----------
    uuid
        Of the election.
    raw
        Canonical JSON, as it came.
    permit
        What the voter got after showing who they are.
    use_permit
        Who lets ballots through; the roll of voters by default.

    Raises
    ------
    NoBoardError
        When the election has no board.
    RefusedError
        When a check fails.
    WrongTimeError
        When the board is closed.
    ValueError
        When the permit lets it not through, with `code`, `en` and `zh`.
    """
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise NoBoardError(uuid)
    if board.last not in OPEN:
        raise WrongTimeError("Ballot", board.last)
    setup = checking.setup_of(board)
    ballot = checking.check_ballot(setup, raw)
    tracker = checking.tracker_of(raw)
    credential = setup.group.write(ballot.credential)
    use = use_permit or _of_roll()
    with appending.appending(uuid) as board:
        if board.events.filter(tracker=tracker).exists():
            raise refused("B8")
        if board.spoiled.filter(tracker=tracker).exists():
            raise refused("spoiled")
        if is_revoked(uuid, credential):
            raise refused("revoked")
        use(uuid, permit, board.events.filter(credential=credential).exists())
        row: dict[str, Any] = {"tracker": tracker, "credential": credential}
        head = appending.append(board, "Ballot", [raw], **row)
    return Receipt(tracker, head)


def _of_roll() -> UsePermit:
    from citybricks.services.voting.roll.domain.permits import use

    return use
