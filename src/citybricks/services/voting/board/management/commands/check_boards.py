"""Compare the archives of all boards with the database: ``python -m django check_boards``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from citybricks.services.voting.board.domain import appending
from citybricks.services.voting.board.domain.files import BrokenBoardError
from citybricks.services.voting.board.models import Board


class Command(BaseCommand):
    """Brings files up to their rows, and hashes them anew."""

    help = "Compare the archives of all boards with the database; exit code 2 when they differ."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a line for each board, and fail when one is broken."""
        broken = False
        for uuid in Board.objects.values_list("pk", flat=True):
            try:
                said = f"as signed, height {appending.check_all(uuid)}"
            except BrokenBoardError as error:
                broken, said = True, str(error)
            self.stdout.write(f"{uuid}: {said}")
        if broken:
            raise SystemExit(2)
