"""Which meetings are held when: colouring where that is exact, annealing and programs elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from citybricks.methods.gatherings.meetings import annealing, chains, state
from citybricks.methods.gatherings.meetings.neighbourhoods import Keep, Whole, part_of, planned
from citybricks.methods.gatherings.meetings.problem import Bools, Bound, Ints, Problem
from citybricks.methods.gatherings.meetings.progress import Progress
from citybricks.methods.gatherings.meetings.state import State, Task

PART = 10_000
"""Pushes between two reports at most."""
STEPS = 25
"""Temperatures at least."""
PER_PART = 12_500
"""Pushes for each time that some slots are planned anew."""
VARIABLES = 8_000
"""Requests and slots in a program; most are ruled out by the meetings that stay."""
NODES, ALL_NODES = 20, 500
"""Nodes of a program at most: of one for some slots, of one for all."""
HOT, COLD = 0.14, 0.014
"""First and last temperature, as shares of the median weight."""
NEAR, WIDE = -0.03, -0.14
"""Requests with a price of more are pushed, or planned anew; as shares of the median weight."""
SLACK = 0.25
"""How far tables in use may be from equal for the sake of short waits; as a share of their mean."""
WARM = 0.5
"""First temperature at which waits are made short, in slots."""


@dataclass(slots=True)
class Search:
    """A problem on its way to a plan."""

    problem: Problem
    task: Task
    most: Bound
    draw: annealing.Seed
    scale: float
    """Median weight."""
    proved: bool = False
    """Whether a program over all slots and requests was solved to its optimum."""

    @classmethod
    def of(cls, problem: Problem, most: Bound, seed: int) -> Search:
        """Return the start of a search."""
        scale = float(np.median(problem.weight)) if problem.requests else 1.0
        return cls(problem, state.task_of(problem), most, annealing.seeded(seed), scale)

    def dear(self, share: float) -> Bools:
        """Return the requests whose price is more than a share of the median weight."""
        return (self.most.price > share * self.scale) | self.problem.must

    def is_best(self, now: State) -> bool:
        """Whether a state reaches the bound."""
        held = now.slot >= 0
        return (
            int(self.problem.weight[held].sum()) == self.most.weight
            and int((now.meetings > 0).sum()) == self.most.covered
            and int((self.problem.must & held).sum()) == self.most.musts
        )


def weightiest(task: Task, some: Bools) -> Ints:
    """Return the requests of some that could be somewhere, the weightiest first."""
    rows = task.useful[some[task.useful]]
    order: Ints = rows[np.argsort(-task.worth[rows], kind="stable")]
    return order


def steps(iterations: int) -> Iterator[tuple[int, float]]:
    """Yield the rounds of each temperature, and the share of all that is done before."""
    parts = max(STEPS, -(-iterations // PART))
    ends = [iterations * part // parts for part in range(parts + 1)]
    for start, end in pairwise(ends):
        if end > start:
            yield end - start, start / iterations


def coloured(search: Search) -> State | None:
    """Return the best choice with slots where everybody is free at all of them; None if not."""
    problem, task = search.problem, search.task
    chosen = np.flatnonzero(search.most.chosen)
    if not len(chosen) or not search.most.integral or not task.open[chosen].all():
        return None
    now = state.empty(problem, task)
    state.fill(task, now, chosen.astype(np.int32))
    out, mark = _room(problem)
    for r in chosen[now.slot[chosen] < 0]:
        if problem.people[r, 2] >= 0 or not chains.squeeze(task, now, r, out, mark):
            return None
    return now if search.is_best(now) else None


def searched(search: Search, iterations: int, progress: Progress) -> State:
    """Push requests that matter under annealing, then plan some slots at a time anew."""
    task = search.task
    now = state.empty(search.problem, task)
    some = weightiest(task, search.dear(NEAR))
    state.fill(task, now, some)
    for rounds, share in steps(iterations if len(some) else 0):
        progress(0.3 * share)
        heat = search.scale * HOT * (COLD / HOT) ** share
        annealing.anneal(task, now, some, search.draw, rounds, heat)
    state.fill(task, now, weightiest(task, np.ones(search.problem.requests, bool)))
    now = improved(search, now, iterations // PER_PART + 1, progress.within(0.3, 0.7))
    climb(search, now)
    return now


def climb(search: Search, now: State) -> None:
    """Hold each request that is worth more than the meetings that would give way to it."""
    everything = weightiest(search.task, np.ones(search.problem.requests, bool))
    while annealing.climb(search.task, now, everything, search.draw):
        pass


def improved(search: Search, now: State, times: int, progress: Progress) -> State:
    """Plan some slots at a time anew, all in turn; more at a time when that no longer helps."""
    slots = search.problem.slots
    size = int(search.task.open.sum())
    whole = size <= VARIABLES
    wide = np.ones(search.problem.requests, bool) if whole else search.dear(WIDE)
    count = slots if whole else at_a_time(search, wide)
    rng = np.random.default_rng(int(search.draw[0]))
    row: list[int] = []
    idle = 0
    for time in range(times):
        if search.is_best(now):
            break
        if len(row) < count:
            row = rng.permutation(slots).tolist()
        here, row = np.sort(np.array(row[:count])), row[count:]
        stage = progress.within(time / times, 0.0)
        better = anew(search, now, here, wide, ALL_NODES if whole else NODES, stage)
        if whole:
            return better
        idle = 0 if better.total[0] > now.total[0] else idle + 1
        if idle * count > 2 * slots and count < slots:
            idle, count = 0, count + 1
        now = better
    return now


def anew(
    search: Search,
    now: State,
    slots: Whole,
    wide: Bools,
    nodes: int,
    progress: Progress,
    keep: Keep | None = None,
) -> State:
    """Return the state with some slots planned anew, or as it was when that is no better."""
    problem, task = search.problem, search.task
    lonely = np.append(now.meetings == 0, False)[problem.people].any(axis=1)
    part = part_of(task, now, np.isin(now.slot, slots), slots, wide | lonely)
    found = progress.during(0.0, lambda: planned(task, now, part, nodes, keep))
    if found is None:
        return now
    other = state.state_of(problem, task, found.slot)
    if len(slots) == problem.slots and found.optimal and wide.all() and keep is None:
        search.proved = other.total[0] >= now.total[0]
    gained = other.total[0] - now.total[0]
    return other if gained >= 0 or (keep is not None and found.optimal) else now


def at_a_time(search: Search, wide: Bools) -> int:
    """Return how many slots make a program of about the size wanted."""
    size = int(search.task.open[wide].sum())
    slots = search.problem.slots
    return max(min(2, slots), min(slots, round(slots * VARIABLES / max(1, size))))


def shorten_waits(
    search: Search, now: State, iterations: int, progress: Progress, *, even: bool
) -> None:
    """Make waits short with the same meetings.

    Tables in use at the slots are made equal first; with `even` they stay so.
    """
    out, mark = _room(search.problem)
    chains.level(search.task, now, out, mark)
    used = search.task.tables - now.tables
    slack = 0 if even else int(SLACK * used.mean())
    most = np.minimum(search.task.tables, used.max() + slack)
    task, least = search.task._replace(tables=most), int(used.min()) if even else 0
    now = now._replace(tables=most - used)
    held = np.flatnonzero(now.slot >= 0).astype(np.int32)
    for rounds, share in steps(iterations if len(held) else 0):
        progress(share)
        chains.shorten(task, now, held, search.draw, rounds, WARM * (1 - share), least)


def _room(problem: Problem) -> tuple[Ints, Ints]:
    """Return room for a chain, and its marks."""
    return np.empty(problem.requests, np.int32), np.zeros(problem.requests + 1, np.int32)


def proven(search: Search, now: State) -> Bound:
    """Return the bound, which is the weight where a program over everything proved it."""
    if not search.proved:
        return search.most
    weight = int(search.problem.weight[now.slot >= 0].sum())
    covered = int((now.meetings > 0).sum())
    musts = int((search.problem.must & (now.slot >= 0)).sum())
    return replace(search.most, weight=weight, covered=covered, musts=musts)
