"""Verification reports of boards, made by an errand and kept."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from citybricks.network.errands.domain.errands import owe

PAUSE = timedelta(seconds=30)
"""How long ballots are gathered before the board is verified anew."""


def owe_report(uuid: str) -> None:
    """Owe a new report; one is made for all that is appended until then."""
    once = f"voting_board.report:{uuid}"
    owe("voting_board.report", due=timezone.now() + PAUSE, once=once, background=True, uuid=uuid)


def make(uuid: str) -> None:
    """Verify a board and keep the report."""
