"""Errands of calls; importing registers them."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.network.gatherings.calls.domain import speakers
from citybricks.network.gatherings.calls.domain.telling import ASK, LETTER


@errand(ASK)
def ask(number: int) -> None:
    """Ask a speaker whether they come."""
    speakers.ask(number)


@errand(LETTER)
def letter(number: int, speaker: int) -> None:
    """Mail a decision."""
    speakers.send_letter(number, speaker)
