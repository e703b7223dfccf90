"""Errands of rolls: codes by mail, and what is done at night."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import daily, errand
from citybricks.services.voting.roll.domain import codes, settling


@errand(codes.SEND)
def send(token: str) -> None:
    """Mail a code to whom it was asked for, if they are on the roll."""
    codes.send(token)


@daily("voting.settle_rolls", hour_utc=18)
def settle() -> None:
    """Let no row tell in which order people voted; remove what has expired."""
    settling.settle_all()
