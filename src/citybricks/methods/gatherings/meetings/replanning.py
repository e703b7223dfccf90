"""A published plan that has to change: as few others as can be move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from citybricks.methods.gatherings.meetings.problem import Plan, Problem
from citybricks.methods.gatherings.meetings.solving import Report, finished

MOVED = 0.08
"""Share of the meetings that could stay that may move."""


def replan(
    problem: Problem,
    plan: Plan,
    *,
    most_moved: float = MOVED,
    iterations: int = 200_000,
    seed: int = 0,
    report: Report | None = None,
) -> Plan:
    """Return the plan after something changed: people fell ill, a slot closed, tables are fewer.

    Parameters
    ----------
    problem
        As things are now.
    plan
        What was published.
    most_moved
        Share of the other meetings that may be at another slot, or end, for the sake of weight.
    """
    from citybricks.methods.gatherings.meetings import state

    task = state.task_of(problem)
    now = state.state_of(problem, task, plan.slot)
    order = task.useful[np.argsort(-task.worth[task.useful], kind="stable")]
    state.fill(task, now, order)
    return finished(problem, now.slot)


def refill(problem: Problem, plan: Plan, freed: Sequence[int]) -> Plan:
    """Return the plan without some meetings, their places given to those who wait.

    Nobody else moves.

    Parameters
    ----------
    freed
        Requests whose meetings were declined or given up; they are not taken in again.
    """
    from citybricks.methods.gatherings.meetings import state

    task = state.task_of(problem)
    slot = plan.slot.copy()
    slot[list(freed)] = -1
    now = state.state_of(problem, task, slot)
    order = task.useful[np.argsort(-task.worth[task.useful], kind="stable")]
    state.fill(task, now, order[~np.isin(order, list(freed))])
    return finished(problem, now.slot)
