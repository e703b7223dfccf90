"""Errands of gatherings; importing registers them."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.network.gatherings.hosting.domain import planning


@errand(planning.ERRAND)
def work_out(number: str) -> None:
    """Run the brick of a planning."""
    planning.work_out(number)
