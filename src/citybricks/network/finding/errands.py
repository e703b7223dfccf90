"""Errands of finding: embedding."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.network.finding.domain.indexing import embed_some


@errand("finding.embed")
def embed() -> None:
    """Embed a batch of what has no vectors yet, and owe the next."""
    embed_some()
