"""A schedule of meetings: must-meets, everybody one, the weight, then short waits; with its gap.

1. The best choice of meetings without slots is the bound, its prices say which requests matter.
2. Where all are free at all slots, the choice is given slots by Kempe chains: proved the best.
3. Elsewhere requests that matter are pushed into slots under annealing, then some slots at a time
   are planned anew exactly, others each time; a small problem is one exact program.
4. With the meetings fixed, Kempe chains make waits short; tables are given last.
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.gatherings.meetings.bounding import bound
from citybricks.methods.gatherings.meetings.problem import Bound, Ints, Plan, Problem
from citybricks.methods.gatherings.meetings.progress import Progress, Report
from citybricks.methods.gatherings.meetings.refusing import refusals
from citybricks.methods.gatherings.meetings.seating import seat

ITERATIONS = 300_000
"""Pushes tried when nothing else is asked for."""
PER_WAIT = 3
"""Pushes for each chain that is tried to make waits short."""


def solve(
    problem: Problem,
    *,
    iterations: int = ITERATIONS,
    seed: int = 0,
    report: Report | None = None,
) -> Plan:
    """Return a schedule; equal inputs, iterations and seed give the same.

    Published meetings stay as far as they can (`replanning.replan`).

    Parameters
    ----------
    iterations
        Pushes tried; what is planned exactly grows with them.
    seed
        Start of the random sequence.
    report
        Told the share that is done.
    """
    from citybricks.methods.gatherings.meetings import replanning, searching

    if (problem.published >= 0).any():
        return replanning.replan(problem, None, seed=seed, report=report)
    progress = Progress(report)
    most = progress.during(0.0, lambda: bound(problem))
    search = searching.Search.of(problem, most, seed)
    now = searching.coloured(search)
    even = now is not None
    if now is None:
        now = searching.searched(search, iterations, progress.within(0.02, 0.8))
    chains = iterations // PER_WAIT
    searching.shorten_waits(search, now, chains, progress.within(0.82, 0.12), even=even)
    if not even:
        searching.climb(search, now)
    most = searching.proven(search, now)
    return progress.during(0.95, lambda: finished(problem, now.slot, most))


def finished(
    problem: Problem, slot: Ints, most: Bound | None = None, kept: Ints | None = None
) -> Plan:
    """Return the plan of these slots: tables, weight beside its bound, reasons of refusals.

    Parameters
    ----------
    kept
        (m,): tables that were published.
    """
    most = most or bound(problem)
    covered, musts = covered_by(problem, slot), int((problem.must & (slot >= 0)).sum())
    if covered < most.covered or musts < most.musts:
        most = bound(problem, musts=musts, covered=covered)
    weight = int(problem.weight[slot >= 0].sum())
    gap = max(0.0, 1 - weight / most.weight) if most.weight else 0.0
    table = seat(problem, slot, kept)
    why = refusals(problem, slot)
    return Plan(slot, table, weight, most.weight, gap, weight == most.weight, why)


def covered_by(problem: Problem, slot: Ints) -> int:
    """Count the participants with a meeting."""
    rows = problem.people[slot >= 0]
    return len(np.unique(rows[rows >= 0]))
