"""Errands of rolls: codes by mail."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.services.voting.roll.domain import codes


@errand(codes.SEND)
def send(token: str) -> None:
    """Mail a code to whom it was asked for, if they are on the roll."""
    codes.send(token)
