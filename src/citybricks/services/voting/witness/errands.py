"""Errands of witnesses: one look at all boards in each interval; it owes the next itself."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import daily, errand
from citybricks.services.voting.witness.domain import rounds


@errand(rounds.LOOK)
def look() -> None:
    """Look at every watched board, and owe the next look."""
    rounds.look_again()


@daily("voting_witness.wake", hour_utc=0)
def wake() -> None:
    """Go on looking, should that have come to an end."""
    rounds.wake()
