"""Errands of expos; importing registers them."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.network.gatherings.expo.domain import contacts, placing, tools, visiting

__all__ = ["contacts", "placing", "run", "visiting"]


@errand(tools.ERRAND)
def run(number: str) -> None:
    """Run a brick that a visitor started in a booth."""
    tools.work_out(number)
