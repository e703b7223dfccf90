"""Errands of matching fairs, and what is done when a plan is ready; importing registers them."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.network.gatherings.fair.domain import planning, publishing
from citybricks.network.gatherings.fair.models import Fair
from citybricks.network.gatherings.hosting.domain.registering import when_cancelled

__all__ = ["planning", "refill"]

when_cancelled(publishing.withdraw)


@errand(publishing.REFILL)
def refill(number: int) -> None:
    """Give free places of a fair to those who wait."""
    fair = Fair.objects.filter(pk=number).first()
    if fair is not None:
        planning.refill(fair)
