"""Errands of finding: embedding, and sweeping."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import daily, errand
from citybricks.network.finding.domain import indexing
from citybricks.network.finding.domain.entries import EMBED


@errand(EMBED)
def embed() -> None:
    """Embed a batch of what has no vectors yet, and owe the next."""
    indexing.embed_some()


@daily("finding.sweep", hour_utc=3)
def sweep() -> None:
    """Remove entries that nobody finds any more."""
    indexing.sweep()
