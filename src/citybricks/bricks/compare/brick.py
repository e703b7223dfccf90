"""A number held against a limit: the condition of a branch in a blueprint."""

from __future__ import annotations

import operator
from typing import Literal

from citybricks import Outcome, brick
from citybricks.types import AnyUnit

_RELATIONS = {"<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge}


class Compared(Outcome):
    """Whether a number keeps a limit, and by how much."""

    holds: bool
    """Whether the value stands in the relation to the limit."""
    difference: AnyUnit | None
    """The value minus the limit; empty where it is beyond all numbers."""


@brick(
    id="compare",
    version="1.0.0",
    users="Whoever draws a blueprint with a condition, or holds a city's number against a limit",
)
def compare(value: AnyUnit, relation: Literal["<", "≤", ">", "≥"], limit: AnyUnit) -> Compared:
    """Whether a number keeps a limit.

    Compares two numbers in the same unit, as they are: nothing is rounded, so a number that was
    measured should be rounded first to what its measurement is worth.

    Parameters
    ----------
    value
        The number.
    relation
        What is asked of it.
    limit
        What it is held against, in the unit of the value.

    References
    ----------
    .. [1] ISO 80000-2:2019, Quantities and units, Part 2: Mathematics, clause 10 (relations).
    """
    difference = value - limit
    known = abs(difference) != float("inf")
    return Compared(
        holds=_RELATIONS[relation](value, limit), difference=difference if known else None
    )
