"""Errands of boards: verification reports, and files that are looked at every night."""

from __future__ import annotations

import logging

from citybricks.network.errands.domain.errands import daily, errand
from citybricks.services.voting.board.domain import appending
from citybricks.services.voting.board.domain.files import BrokenBoardError
from citybricks.services.voting.board.models import Board

log = logging.getLogger("citybricks.voting")


@daily("voting_board.check", hour_utc=2)
def check() -> None:
    """Hash the archives of all boards anew."""
    for uuid in Board.objects.values_list("pk", flat=True):
        try:
            appending.check_all(uuid)
        except BrokenBoardError:
            log.exception("a board stands still: %s", uuid)


@errand("voting_board.report")
def report(uuid: str) -> None:
    """Verify a board anew."""
    from citybricks.services.voting.board.domain import reports

    reports.make(uuid)
