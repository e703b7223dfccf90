"""When a witness looks: once in each interval, while there is a board to watch."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.utils import timezone

from citybricks.network.errands.domain.errands import owe
from citybricks.services.voting.witness.domain.looking import look
from citybricks.services.voting.witness.models import Watched

log = structlog.get_logger("citybricks.voting")

LOOK = "voting_witness.look"


def wake() -> None:
    """Owe a look now."""
    owe(LOOK, once=LOOK)


def look_again() -> None:
    """Look at every board, and owe the next look before that: one that fails stops nothing."""
    if Watched.objects.filter(is_active=True).exists():
        due = timezone.now() + timedelta(seconds=settings.ENVIRONMENT.head_seconds)
        owe(LOOK, due=due, once=LOOK)
    look_at_all()


def look_at_all() -> int:
    """Look at every board once, and return how many there are."""
    boards = list(Watched.objects.filter(is_active=True))
    for watched in boards:
        try:
            look(watched)
        except Exception:
            log.exception("a board could not be looked at", board=watched.url)
    return len(boards)
