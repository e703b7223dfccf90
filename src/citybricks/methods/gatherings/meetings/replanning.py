"""A published plan that has to change: as few others as can be move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings import searching, state
from citybricks.methods.gatherings.meetings.bounding import bound
from citybricks.methods.gatherings.meetings.neighbourhoods import Keep, part_of, planned
from citybricks.methods.gatherings.meetings.problem import Ints, Plan, Problem, Refusal
from citybricks.methods.gatherings.meetings.progress import Progress, Report
from citybricks.methods.gatherings.meetings.solving import finished

MOVED = 0.08
"""Share of the meetings that could stay that may change."""
COST = 0.5
"""What each such change has to gain at least, as a share of the median weight."""
TIMES = 6
"""Times that some slots are planned anew."""


def replan(
    problem: Problem,
    plan: Plan | None,
    *,
    most_moved: float = MOVED,
    times: int = TIMES,
    seed: int = 0,
    report: Report | None = None,
) -> Plan:
    """Return the plan after something changed: people fell ill, a slot closed, tables are fewer.

    Meetings that still can stay do, but for a share of them, where that gains more than it
    disturbs; tables stay too.

    Parameters
    ----------
    problem
        As things are now.
    plan
        What was published; None for `Problem.published`.
    most_moved
        Share of the meetings that could stay that may be at another slot, or end.
    times
        Times that some slots are planned anew.
    seed
        Start of the random sequence.
    report
        Told the share that is done.
    """
    progress = Progress(report)
    most = progress.during(0.0, lambda: bound(problem))
    search = searching.Search.of(problem, most, seed)
    published = problem.published if plan is None else plan.slot
    now = state.state_of(problem, search.task, published.astype(np.int32))
    stays = now.slot.copy()
    everything = searching.weightiest(search.task, np.ones(problem.requests, bool))
    state.fill(search.task, now, everything)
    changes = int(most_moved * (stays >= 0).sum())
    now = _improved(search, now, stays, changes, times, progress)
    state.fill(search.task, now, everything)
    kept = None if plan is None else plan.table
    return progress.during(0.95, lambda: finished(problem, now.slot, most, kept))


def _improved(
    search: searching.Search,
    now: state.State,
    stays: Ints,
    changes: int,
    times: int,
    progress: Progress,
) -> state.State:
    """Plan some slots at a time anew, with few changes."""
    slots = search.problem.slots
    wide = search.dear(searching.WIDE) | (stays >= 0)
    count = searching.at_a_time(search, search.dear(searching.WIDE))
    rng, row = np.random.default_rng(int(search.draw[0])), list[int]()
    for time in range(times):
        if len(row) < count:
            row = rng.permutation(slots).tolist()
        here, row = np.sort(np.array(row[:count])), row[count:]
        away = (stays >= 0) & (now.slot != stays) & ~np.isin(stays, here)
        keep = Keep(stays, COST * search.scale, changes - int(away.sum()))
        stage = progress.within(time / times, 0.0)
        now = searching.anew(search, now, here, wide, searching.NODES, stage, keep)
    return now


def refill(problem: Problem, plan: Plan, freed: Sequence[int], *, most_moved: int = 0) -> Plan:
    """Return the plan without some meetings, their places given to those who wait.

    Parameters
    ----------
    freed
        Requests whose meetings were declined or given up; they are not taken in again.
    most_moved
        Other meetings of the same people that may change; nobody else moves when 0.
    """
    task = state.task_of(problem)
    gone = np.zeros(problem.requests, bool)
    gone[list(freed)] = True
    slot = np.where(gone, -1, plan.slot).astype(np.int32)
    now = state.state_of(problem, task, slot)
    slots = np.arange(problem.slots)
    movable, keep = np.zeros(problem.requests, bool), None
    if most_moved:  # other meetings of those whose meetings are given up
        movable = (slot >= 0) & _with(problem, problem.people[gone])
        keep = Keep(slot, COST * float(np.median(problem.weight)), most_moved)
    part = part_of(task, now, movable, slots, ~gone)
    found = planned(task, now, part, searching.NODES, keep)
    if found is not None:
        now = state.state_of(problem, task, found.slot)
    state.fill(task, now, searching.weightiest(task, ~gone))
    without = replace(problem, allowed=problem.allowed & ~gone)
    done = finished(without, now.slot, None, plan.table)
    done.refusals = [
        Refusal(why.request, "declined", why.who) if gone[why.request] else why
        for why in done.refusals
    ]
    return done


def _with(problem: Problem, people: Ints) -> NDArray[np.bool_]:
    """Return (m,): requests of some participants."""
    return np.asarray(np.isin(problem.people, people[people >= 0]).any(axis=1))


def moved(plan: Plan, before: Plan, problem: Problem) -> tuple[int, int]:
    """Return how many meetings that could have stayed changed, and how many could have stayed."""
    could = problem.open()
    held = np.flatnonzero(before.slot >= 0)
    stays = held[could[held, before.slot[held]]]
    return int((plan.slot[stays] != before.slot[stays]).sum()), len(stays)
