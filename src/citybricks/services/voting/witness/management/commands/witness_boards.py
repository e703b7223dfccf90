"""Look at every watched board once: ``python -m django witness_boards``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from citybricks.services.voting.witness.domain import rounds
from citybricks.services.voting.witness.models import Split, Watched


class Command(BaseCommand):
    """Looks at every watched board, and says what was seen."""

    help = "Look at every watched board once; exit code 2 when one has lied."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look, print a line for each board, and fail when there is evidence against one."""
        rounds.look_at_all()
        for watched in Watched.objects.filter(is_active=True):
            said = watched.problem or "as signed"
            self.stdout.write(f"{watched.city} {watched.uuid}: height {watched.height}, {said}")
        for split in Split.objects.all():
            self.stdout.write(f"{split.watched.city} {split.watched.uuid}: {split.kind}")
        if Split.objects.exists():
            raise SystemExit(2)
