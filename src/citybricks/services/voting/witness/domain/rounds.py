"""When a witness looks: once in each interval, while there is a board to watch."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from citybricks.network.errands.domain.errands import owe
from citybricks.services.voting.witness.domain.looking import look
from citybricks.services.voting.witness.models import Watched

log = structlog.get_logger("citybricks.voting")

LOOK = "voting_witness.look"
_AT_ONCE = 8


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
    """Look at every board once, several at a time, and return how many there are.

    One that is slow to answer does not hold up the others.
    """
    boards = list(Watched.objects.filter(is_active=True))
    if len(boards) == 1 or connection.in_atomic_block:  # threads do not see what is not committed
        for watched in boards:
            _look(watched)
        return len(boards)
    with ThreadPoolExecutor(_AT_ONCE) as several:
        list(several.map(_look_and_leave, boards))
    return len(boards)


def _look_and_leave(watched: Watched) -> None:
    """Look, in a thread that has a connection of its own."""
    try:
        _look(watched)
    finally:
        connections.close_all()


def _look(watched: Watched) -> None:
    try:
        look(watched)
    except Exception:
        log.exception("a board could not be looked at", board=watched.url)
