"""From what an organiser gives to what the plan says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from citybricks.bricks.meeting_schedule import telling
from citybricks.bricks.meeting_schedule.given import Given
from citybricks.bricks.meeting_schedule.reading import Read, read
from citybricks.methods.gatherings.meetings.checking import check
from citybricks.methods.gatherings.meetings.problem import Plan
from citybricks.methods.gatherings.meetings.solving import solve
from citybricks.types import Table, Violation

Tell = Callable[[float, str], None]


def planned(given: Given, iterations: int, seed: int, tell: Tell) -> dict[str, Any]:
    """Plan, and return the fields of the outcome."""
    found = read(given)
    plan = plan_of(found, iterations, seed, lambda share: tell(share, "Planning the meetings"))
    said = telling.tables(found, plan)
    return {
        **said,
        **telling.figures(found, plan, said["people"].frame["breaks"].sum()),
        "violations": _violations(found, plan),
    }


def plan_of(read: Read, iterations: int, seed: int, report: Callable[[float], None]) -> Plan:
    """Plan; what was published stays as far as it can."""
    return solve(read.problem, iterations=iterations, seed=seed, report=report)


def _violations(read: Read, plan: Plan) -> Table[Violation]:
    names = [one.name for one in read.given.participants]
    found = [one.model_dump() for one in check(read.problem, plan, names=names)]
    return Table[Violation](pd.DataFrame(found, columns=list(Violation.model_fields)))
