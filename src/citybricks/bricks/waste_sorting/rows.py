"""Rows of what is asked, known and answered."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks.types import Row, Unit

Count = Annotated[int, Ge(0), Unit("1")]
Share = Annotated[float, Ge(0), Le(1), Unit("1")]


class Asked(Row):
    """An item somebody wants to throw away."""

    name: str
    """What people call it."""


class Known(Row):
    """An item of the city's own list."""

    name: str
    """What it is called there."""
    waste_class: str
    """Class of the rule set."""


class Named(Row):
    """A kind of thing, and where this city puts it."""

    kind: str
    """Kind of thing, such as dry_battery or bone."""
    waste_class: str
    """Class of the rule set."""


class Item(Row):
    """Where an item goes."""

    name: str
    """As it was asked."""
    waste_class: str
    """Class in the rule set; empty when nothing is said."""
    class_en: str
    """Name of the class in English."""
    class_zh: str
    """Name of the class in Chinese."""
    confidence: Share
    """Share of the evidence that speaks for it."""
    en: str
    """Why, in English."""
    zh: str
    """Why, in Chinese."""
    like: str
    """Listed names it is known by, or that look like it."""


class Class(Row):
    """What a city collects apart."""

    waste_class: str
    """Class in the rule set."""
    class_en: str
    """Its name in English."""
    class_zh: str
    """Its name in Chinese."""
    items: Count
    """Items that belong to it."""
