"""Errands of offers and needs; importing registers them."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.network.exchange.domain import expiry, interest, matching
from citybricks.network.exchange.domain.keeping import MATCH

__all__ = ["expiry", "interest", "match"]


@errand(MATCH)
def match(number: str, tries: int = 0) -> None:
    """Work out what fits a listing."""
    matching.work_out(number, tries)
