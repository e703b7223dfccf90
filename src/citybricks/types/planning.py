"""How good a plan is, whatever was planned, and what it breaks."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks.types.model import Model, Row
from citybricks.types.quantities import AnyUnit, Unit


class Proof(Model):
    """How good a plan is, and how that is known."""

    solver: str
    """What planned it, with its version."""
    seed: int
    """Start of the random sequence; the same seed and iterations give the same plan."""
    iterations: Annotated[int, Ge(0)]
    """Iterations done; 0 for a method that has none."""
    objective: AnyUnit
    """What was minimised, as the checker computes it."""
    lower_bound: AnyUnit | None
    """No plan can be better than this; none when nothing is known."""
    gap: Annotated[float, Ge(0), Le(1), Unit("1")]
    """Share of the objective that might still be saved: 0 when proved optimal, 1 when unknown."""
    feasible: bool
    """Whether the checker, which knows no solver, finds no rule broken."""


class Violation(Row):
    """A rule that a plan breaks, found by a checker that knows no solver."""

    code: str
    """The rule."""
    where: str
    """What breaks it: an order, a vehicle, a street."""
    value: AnyUnit
    """What the plan has."""
    limit: AnyUnit
    """What is allowed, in the same unit."""
    en: str
    """The same in English."""
    zh: str
    """The same in Chinese."""
