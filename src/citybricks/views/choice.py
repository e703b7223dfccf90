"""Which page an outcome gets: its author's, or the one its types make."""

from __future__ import annotations

from typing import Any

from citybricks.kernel import registry
from citybricks.kernel.brick import Brick
from citybricks.types import Model
from citybricks.views.columns import describe
from citybricks.views.defaults import default
from citybricks.views.page import Page


def page_of(brick: Brick[..., Any] | None, outcome: Model) -> Page:
    """Return the page of `show` in the brick's ``views.py``; without one, the default."""
    describe(outcome)
    views = registry.module(brick, "views") if brick else None
    if views is None or not hasattr(views, "show"):
        return default(outcome)
    page: Page = views.show(outcome)
    return page
