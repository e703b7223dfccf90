"""Audited ballots: opened by whoever made them, checked, and never to be cast.

What the ballot held and with which numbers is looked at and forgotten: the board keeps that a
ballot was audited and whether it held what was said, so that no audit tells of a vote.
"""

from __future__ import annotations

from citybricks.methods.ballot.documents import Election
from citybricks.methods.ballot.strict_json import StrictJsonError, loads
from citybricks.methods.ballot.verifying import audit
from citybricks.services.voting.board.domain import appending, checking
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.models import Board, Spoiled

_DEPTH = 4


def most_bytes(election: Election) -> int:
    """Return how large an audit may be: the ballot as a text, and as much again."""
    return 3 * election.most_ballot_bytes


def spoil(uuid: str, raw: bytes) -> Spoiled:
    """Check an audited ballot and note that it must never be cast.

    Only who has the credential can audit, as the ballot is signed with it.

    Parameters
    ----------
    uuid
        Of the election.
    raw
        ``audit.json``.

    Raises
    ------
    NoBoardError
        When the election has no board.
    RefusedError
        When it is no audit of a valid ballot of this election, or the ballot was cast.
    """
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise appending.NoBoardError(uuid)
    setup = checking.setup_of(board)
    try:
        given = loads(raw, most_bytes=most_bytes(setup.election), depth=_DEPTH)
    except StrictJsonError as error:
        raise refused("document", reason=error) from None
    ballot = given.get("ballot") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(ballot, str):
        raise refused("document", reason="ballot")
    checking.check_ballot(setup, ballot.encode())
    tracker = checking.tracker_of(ballot.encode())
    election = appending.data(board.events.select_related("board").get(height=0))
    honest = not audit.check(election, given)
    with appending.appending(uuid) as board:
        if board.events.filter(tracker=tracker).exists():
            raise refused("cast")
        return board.spoiled.get_or_create(tracker=tracker, defaults={"honest": honest})[0]
