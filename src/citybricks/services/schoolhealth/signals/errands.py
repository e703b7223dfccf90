"""What signals owe: the look at every morning, and a reminder of what nobody verified."""

from __future__ import annotations

import structlog

from citybricks.network.errands.domain.errands import daily
from citybricks.services.schoolhealth.signals.domain import mornings

log = structlog.get_logger("citybricks.schoolhealth")


@daily("schoolhealth.look", hour_utc=4)
def look() -> None:
    """Look at the day of every city whose deadline has passed; see `domain.mornings`."""
    for run in mornings.look_at_all():
        log.info("looked at", city=run.city_id, day=str(run.day), signals=run.signals_made)


@daily("schoolhealth.remind", hour_utc=22)
def remind() -> None:
    """Remind of signals that nobody verified within 24 hours."""
    log.info("reminded", signals=mornings.remind())
