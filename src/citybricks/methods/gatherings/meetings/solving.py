"""A schedule of meetings: must-meets, everybody one, the weight, then short waits; with its gap."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from citybricks.methods.gatherings.meetings.bounding import bound
from citybricks.methods.gatherings.meetings.problem import Bound, Ints, Plan, Problem
from citybricks.methods.gatherings.meetings.refusing import refusals
from citybricks.methods.gatherings.meetings.seating import seat

Report = Callable[[float], None]
"""Told the share that is done, twice a second or more; what it raises ends the search."""
ITERATIONS = 4_000_000
"""Pushes tried when nothing else is asked for."""
PART = 20_000
"""Pushes between two reports."""
HOT, COLD = 20.0, 1.0


def solve(
    problem: Problem,
    *,
    iterations: int = ITERATIONS,
    seed: int = 0,
    report: Report | None = None,
) -> Plan:
    """Return a schedule; equal inputs, iterations and seed give the same.

    Parameters
    ----------
    iterations
        Pushes tried.
    seed
        Start of the random sequence.
    report
        Told the share that is done.
    """
    from citybricks.methods.gatherings.meetings import annealing, state

    task = state.task_of(problem)
    now = state.empty(problem, task)
    order = task.useful[np.argsort(-task.worth[task.useful], kind="stable")]
    state.fill(task, now, order)
    best, draw = now.slot.copy(), annealing.seeded(seed)
    parts = -(-iterations // PART)
    for part in range(parts):
        if report is not None:
            report(part / parts)
        heat = HOT * (COLD / HOT) ** (part / parts)
        annealing.anneal(task, now, best, draw, PART, heat)
    state.fill(task, now, order)
    return finished(problem, now.slot)


def finished(problem: Problem, slot: Ints, most: Bound | None = None) -> Plan:
    """Return the plan of these slots: tables, weight beside its bound, reasons of refusals."""
    most = most or bound(problem)
    covered, musts = covered_by(problem, slot), int((problem.must & (slot >= 0)).sum())
    if covered < most.covered or musts < most.musts:
        most = bound(problem, musts=musts, covered=covered)
    weight = int(problem.weight[slot >= 0].sum())
    gap = max(0.0, 1 - weight / most.weight) if most.weight else 0.0
    table = seat(problem, slot)
    return Plan(
        slot, table, weight, most.weight, gap, weight == most.weight, refusals(problem, slot)
    )


def covered_by(problem: Problem, slot: Ints) -> int:
    """Count the participants with a meeting."""
    rows = problem.people[slot >= 0]
    return len(np.unique(rows[rows >= 0]))
