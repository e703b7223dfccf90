"""What elections owe: opening and closing when the time has come."""

from __future__ import annotations

import structlog

from citybricks.network.errands.domain.errands import errand
from citybricks.network.life import NotPossibleError
from citybricks.services.voting.elections.domain import life
from citybricks.services.voting.elections.models import Election

log = structlog.get_logger("citybricks.voting")


@errand("voting.on_time")
def on_time(*, election: str, action: str) -> None:
    """Open or close an election; nothing happens to one that somebody moved on already."""
    found = Election.objects.filter(pk=election).first()
    if found is None:
        return
    try:
        life.act(found, action, by=None)
    except NotPossibleError:
        log.info("not moved on", election=found.uuid, action=action, state=found.state)
