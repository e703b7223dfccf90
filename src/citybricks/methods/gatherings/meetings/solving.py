"""A schedule of meetings: must-meets, everybody one, the weight, then short waits; with its gap.

1. The best choice of meetings without slots is the bound, its prices say which requests matter.
2. Where all are free at all slots, the choice is given slots by Kempe chains: proved the best.
3. Elsewhere requests that matter are pushed into slots under annealing, then some slots at a time
   are planned anew exactly, others each time.
4. With the meetings fixed, Kempe chains make waits short; tables are given last.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, TimeoutError as Late
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from citybricks.methods.gatherings.meetings.bounding import bound
from citybricks.methods.gatherings.meetings.problem import Bools, Bound, Ints, Plan, Problem
from citybricks.methods.gatherings.meetings.refusing import refusals
from citybricks.methods.gatherings.meetings.seating import seat

Report = Callable[[float], None]
"""Told the share that is done, twice a second or more; what it raises ends the search."""
Answer = TypeVar("Answer")

ITERATIONS = 300_000
"""Pushes tried when nothing else is asked for."""
PART = 10_000
"""Pushes between two reports."""
PER_PART = 12_500
"""Pushes for each time that some slots are planned anew."""
VARIABLES = 12_000
"""Slots and requests that could be there in such a program; most are ruled out by the others."""
HOT, COLD = 0.14, 0.014
"""First and last temperature, as shares of the median weight."""
NEAR, WIDE = -0.03, -0.14
"""Requests with a price of more are pushed, or planned anew; as shares of the median weight."""
WARM = 0.5
"""First temperature at which waits are made short, in slots."""
TICK_S = 0.25
"""Seconds between two reports while HiGHS is at work."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Tells the share that is done of one stage after another."""

    report: Report | None
    start: float = 0.0
    width: float = 1.0

    def __call__(self, share: float) -> None:
        """Tell the share that is done of this stage."""
        if self.report is not None:
            self.report(self.start + self.width * share)

    def during(self, share: float, work: Callable[[], Answer]) -> Answer:
        """Return what some work in a thread of its own answers, telling the same share meanwhile."""
        if self.report is None:
            return work()
        pool = ThreadPoolExecutor(1)
        try:
            owed = pool.submit(work)
            while True:
                self(share)
                try:
                    return owed.result(TICK_S)
                except Late:
                    continue
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


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
        Pushes tried; the exact part grows with them.
    seed
        Start of the random sequence.
    report
        Told the share that is done.
    """
    from citybricks.methods.gatherings.meetings import annealing, replanning, state

    if (problem.published >= 0).any():
        return replanning.replan(problem, iterations=iterations, seed=seed, report=report)
    most = Progress(report).during(0.0, lambda: bound(problem))
    task, draw = state.task_of(problem), annealing.seeded(seed)
    now = _coloured(problem, task, most)
    even = now is not None
    if now is None:
        now = state.empty(problem, task)
        now = _searched(problem, task, now, most, draw, iterations, Progress(report, 0.02, 0.8))
    _short_waits(task, now, draw, iterations // 3, even, Progress(report, 0.82, 0.1))
    return finished(problem, now.slot, most)


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
    return Plan(
        slot, table, weight, most.weight, gap, weight == most.weight, refusals(problem, slot)
    )


def covered_by(problem: Problem, slot: Ints) -> int:
    """Count the participants with a meeting."""
    rows = problem.people[slot >= 0]
    return len(np.unique(rows[rows >= 0]))


def weightiest(task, some: Bools) -> Ints:  # type: ignore[no-untyped-def]
    """Return the requests of some that could be somewhere, the weightiest first."""
    rows = task.useful[some[task.useful]]
    order: Ints = rows[np.argsort(-task.worth[rows], kind="stable")]
    return order


def _coloured(problem, task, most):  # type: ignore[no-untyped-def]
    """Return the best choice with slots where everybody is free at all; None when it fails."""
    from citybricks.methods.gatherings.meetings import chains, state

    chosen = np.flatnonzero(most.chosen)
    if not len(chosen) or not task.open[chosen].all() or not most.integral:
        return None
    now = state.empty(problem, task)
    state.fill(task, now, chosen.astype(np.int32))
    out, mark = np.empty(problem.requests, np.int32), np.zeros(problem.requests + 1, np.int32)
    for r in chosen[now.slot[chosen] < 0]:
        if problem.people[r, 2] >= 0 or not chains.squeeze(task, now, r, out, mark):
            return None
    chains.level(task, now, out, mark)
    return now


def _searched(problem, task, now, most, draw, iterations, progress):  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    """Anneal, then plan some slots at a time anew, then climb."""
    from citybricks.methods.gatherings.meetings import annealing, state

    scale = float(np.median(problem.weight)) if problem.requests else 1.0
    near = (most.price > NEAR * scale) | problem.must
    some = weightiest(task, near)
    state.fill(task, now, some)
    parts = -(-iterations // PART) if len(some) else 0
    for part in range(parts):
        progress(0.4 * part / parts)
        heat = scale * HOT * (COLD / HOT) ** (part / parts)
        annealing.anneal(task, now, some, draw, min(PART, iterations - part * PART), heat)
    everything = weightiest(task, np.ones(problem.requests, bool))
    state.fill(task, now, everything)
    now = improved(problem, task, now, most, iterations // PER_PART + 1, draw, progress)
    while annealing.climb(task, now, everything, draw):
        progress(0.99)
    return now


def improved(problem, task, now, most, times, draw, progress):  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    """Plan some slots at a time anew; others each time, all in turn."""
    from citybricks.methods.gatherings.meetings import state
    from citybricks.methods.gatherings.meetings.neighbourhoods import part_of, planned

    wide = (most.price > WIDE * float(np.median(problem.weight))) | problem.must
    size = int(task.open[wide].sum())
    count = max(2, min(problem.slots, round(problem.slots * VARIABLES / max(1, size))))
    rng, row = np.random.default_rng(int(draw[0])), []
    for time in range(times):
        if _best(problem, now, most):
            break
        if len(row) < count:
            row = rng.permutation(problem.slots).tolist()
        slots, row = np.sort(np.array(row[:count])), row[count:]
        lonely = np.append(now.count == 0, False)[problem.people].any(axis=1)
        part = part_of(task, now, np.isin(now.slot, slots), slots, wide | lonely)
        slot = progress.during(0.4 + 0.6 * time / times, lambda p=part: planned(task, now, p))
        if slot is None:
            continue
        other = state.state_of(problem, task, slot)
        if other.total[0] >= now.total[0]:
            now = other
        if count == problem.slots:
            break
    return now


def _best(problem, now, most):  # type: ignore[no-untyped-def]
    held = now.slot >= 0
    return (
        int(problem.weight[held].sum()) == most.weight
        and int((now.count > 0).sum()) == most.covered
        and int((problem.must & held).sum()) == most.musts
    )


def _short_waits(task, now, draw, iterations, even, progress):  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    """Make waits short; with `even`, tables in use stay as equal as they are."""
    from citybricks.methods.gatherings.meetings import chains

    held = np.flatnonzero(now.slot >= 0).astype(np.int32)
    least = 0
    if even:  # as many tables at each slot as are in use at the slot with most
        used = task.tables - now.tables
        least = int(used.min())
        task = task._replace(tables=np.full_like(task.tables, used.max()))
        now = now._replace(tables=task.tables - used)
    parts = -(-iterations // PART) if len(held) else 0
    for part in range(parts):
        progress(part / parts)
        heat = WARM * (1 - part / parts)
        rounds = min(PART, iterations - part * PART)
        chains.shorten(task, now, held, draw, rounds, heat, least)
