"""What an election asks of its bulletin board."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import owe
from citybricks.services.voting.board.domain import board
from citybricks.services.voting.elections.models import Election


def open_board(election: Election) -> None:
    """Publish the frozen documents: from now on the board takes ballots."""
    board.publish(
        election.uuid,
        election.election_json.encode(),
        election.trustees_json.encode(),
        election.public_credentials.encode(),
    )


def close_board(election: Election) -> None:
    """Take no more ballots."""
    board.close(election.uuid)


def tally(election: Election) -> None:
    """Add the encrypted votes up."""
    board.tally(election.uuid)


def publish_result(election: Election) -> None:
    """Put the decryptions together into the result."""
    board.finish(election.uuid)


def owe_times(election: Election) -> None:
    """See to it that the election opens and closes when its time comes."""
    for action, due in (("open", election.opens), ("close", election.closes)):
        once = f"voting.{action}:{election.pk}"
        owe("voting.on_time", due=due, once=once, election=election.pk, action=action)
