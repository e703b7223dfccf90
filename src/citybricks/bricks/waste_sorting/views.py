"""How sorting looks: an item, its class and why, in the reader's language."""

from __future__ import annotations

from citybricks.bricks.waste_sorting.answers import Answers, Classes, Source
from citybricks.bricks.waste_sorting.brick import WasteSorting
from citybricks.views import Card, Page


def show(outcome: WasteSorting) -> Page:
    """Show what goes where, and what is left to people."""
    return Page(
        Card(outcome.sorted, "Sorted", unit="1"),
        Card(outcome.unsure, "Left to people", unit="1"),
        Card(outcome.told),
        Answers(outcome),
        Classes(outcome),
        "A city's own sorting guide decides; where nothing is said, ask it.",
        Source(outcome),
        title="Sorting waste",
    )
