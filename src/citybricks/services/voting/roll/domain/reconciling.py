"""Hold the roll, the board and the journal of the desks against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citybricks.methods.ballot import reconciling
from citybricks.methods.ballot.reconciling import Cast, Channel, Difference, Entry, Reconciliation
from citybricks.services.voting.board.models import Event
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.models import Entry as Journal
from citybricks.services.voting.roll.models import Voter
from citybricks.services.voting.roll.vocabulary import Deed, Voted

__all__ = ["Difference", "Reconciliation", "of"]

_CHANNELS: dict[str, Channel | None] = {
    Voted.NOT: None,
    Voted.ONLINE: "online",
    Voted.PAPER: "paper",
    Voted.POST: "postal",
}
_WEIGHT = re.compile(r'"([0-9a-z]+),([1-9][0-9]*)"')


def of(election: Election) -> Reconciliation:
    """Reconcile an election: voters on the board = marks on the roll, journal = roll."""
    return reconciling.reconcile(
        list(_roll(election)), list(_board(election)), list(_log(election))
    )


def _roll(election: Election) -> Iterator[Entry]:
    voters = Voter.objects.filter(election=election).order_by("key")
    for voter, voted, weight, district in voters.values_list(
        "voter_id", "voted", "weight", "district"
    ).iterator(chunk_size=5_000):
        yield Entry(voter, _CHANNELS[voted], weight, district)


def _board(election: Election) -> Iterator[Cast]:
    """Yield who signed the ballots on the board, with weights as the public list has them."""
    weights = {part: int(weight) for part, weight in _WEIGHT.findall(election.public_credentials)}
    ballots = Event.objects.filter(board=election.uuid, type="Ballot").order_by("height")
    for credential in ballots.values_list("credential", flat=True).iterator(chunk_size=5_000):
        yield Cast(credential, weights.get(credential, 1))


def _log(election: Election) -> Iterator[Entry]:
    """Yield who is marked by the journal: the last mark of each that was not undone."""
    marks: dict[str, Entry] = {}
    entries = Journal.objects.filter(voter__election=election).order_by("pk")
    for voter, deed in entries.exclude(deed=Deed.TOKEN).values_list("voter__voter_id", "deed"):
        if deed == Deed.UNDO:
            marks.pop(voter, None)
        else:
            marks[voter] = Entry(voter, _CHANNELS[deed])
    yield from marks.values()
