"""Whether a plan holds, found out without any solver."""

from __future__ import annotations

from citybricks.methods.gatherings.meetings.problem import Plan, Problem
from citybricks.types.planning import Violation


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Return the rules that a plan breaks; none when it holds."""
    return ()
