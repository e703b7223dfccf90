"""What is owed every day: records whose time is over are destroyed, and the log is verified."""

from __future__ import annotations

import structlog

from citybricks.network.errands.domain.errands import daily
from citybricks.services.schoolhealth.pupils.domain import chain, retention

log = structlog.get_logger("citybricks.schoolhealth")


class BrokenChainError(RuntimeError):
    """The access log of a city was changed."""


@daily("schoolhealth_pupils.retention", hour_utc=17)
def destroy_old() -> None:
    """Destroy records of school years whose time is over."""
    for done in retention.destroy_old():
        log.info("records destroyed", city=done.city, school_year=done.school_year)


@daily("schoolhealth_pupils.verify", hour_utc=18)
def verify() -> None:
    """Verify every access log; the hash of the last entry goes to the log of the hub.

    Raises
    ------
    BrokenChainError
        When an entry was changed, removed or inserted.
    """
    broken = []
    for city in chain.cities():
        told = chain.verify(city)
        log.info("access log verified", city=city, entries=told.entries, head=told.head)
        if not told.whole:
            broken.append(f"{city} at entry {told.broken}")
    if broken:
        raise BrokenChainError(", ".join(broken))
