"""Some slots planned anew at once, exactly, while all other slots stay: large neighbourhoods.

The slots are a whole-number program [1]_ over the requests whose price in the bound (`bounding`)
says that they may belong to a best plan; HiGHS solves it within a number of nodes, so that equal
inputs give equal plans.

.. [1] P. Shaw, Using constraint programming and local search methods to solve vehicle routing
       problems, CP 1998, doi:10.1007/3-540-49481-2_30.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import Bools, Ints
from citybricks.methods.gatherings.meetings.state import State, Task

NODES = 20
"""Nodes of one program at most."""
LARGE = 20
"""What a first meeting and a must-meet count in a program: times the greatest weight."""

Whole = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """What is planned anew: one variable for each request and slot that it may be at."""

    freed: Bools
    """(m,): meetings given up before."""
    request: Whole
    slot: Whole

    def __len__(self) -> int:
        """Return the number of variables."""
        return len(self.request)


@dataclass(frozen=True, slots=True)
class Keep:
    """Published meetings should stay."""

    slot: Ints
    """(m,): published slots; -1 for none."""
    cost: float
    """What a change costs, in weight."""
    changes: int
    """Changes at most."""


def part_of(task: Task, state: State, freed: Bools, slots: Whole, some: Bools) -> Part:
    """Return what may be at some slots when these meetings are given up and all others stay.

    Parameters
    ----------
    some
        (m,): requests without a meeting that are looked at.
    """
    outside = _outside(task, state, freed)
    candidates = np.flatnonzero(freed | (some & (state.slot < 0)))
    room = np.append(task.cap - outside, 1) > 0
    candidates = candidates[room[task.people[candidates]].all(axis=1)]
    busy = np.vstack([state.diary, np.full((1, len(task.tables)), -1, np.int32)])
    taken = (busy >= 0) & ~freed[busy]
    could = task.open[candidates] & ~taken[task.people[candidates]].any(axis=1)
    at, column = np.nonzero(could[:, slots])
    return Part(freed, candidates[at], slots[column])


def planned(task: Task, state: State, part: Part, keep: Keep | None = None) -> Ints | None:
    """Return the slots of all requests with the best plan found for a part; None without one."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not len(part):
        return None
    covers = _covers(task, state, part)
    more = covers.shape[0]
    rows, limits = _rows(task, state, part)
    if keep is not None:
        rows, limits = _kept(rows, limits, part, keep)
    link = sparse.hstack([-covers, sparse.eye_array(more)])
    wide = sparse.hstack([rows, sparse.csr_array((rows.shape[0], more))])
    worth, large = _worth(task, part, keep)
    goal = -np.concatenate([worth, np.full(more, large)])
    found = milp(
        goal,
        constraints=[
            LinearConstraint(sparse.vstack([wide, link]), -np.inf, np.append(limits, np.zeros(more)))
        ],
        integrality=np.ones(len(goal)),
        bounds=Bounds(0, 1),
        options={"node_limit": NODES, "mip_rel_gap": 0},
    )
    if found.x is None:
        return None
    slot = np.where(part.freed, -1, state.slot).astype(np.int32)
    held = found.x[: len(part)] > 0.5  # noqa: PLR2004 - rounded
    slot[part.request[held]] = part.slot[held]
    return slot


def _outside(task: Task, state: State, freed: Bools) -> NDArray[np.int64]:
    """Return (n,): meetings of each that stay."""
    rows = task.people[(state.slot >= 0) & ~freed]
    return np.bincount(rows[rows >= 0], minlength=len(task.cap))


def _worth(task: Task, part: Part, keep: Keep | None) -> tuple[Floats, float]:
    """Return the worth of each variable, and of a first meeting."""
    worth = task.worth[part.request].astype(float)
    must = worth > task.first
    large = LARGE * max(1.0, worth[~must].max(initial=1))
    worth[must] = large
    if keep is not None:
        published = keep.slot[part.request]
        worth += keep.cost * (published == part.slot)
    return worth, large


def _kept(rows: Any, limits: Floats, part: Part, keep: Keep) -> tuple[Any, Floats]:
    """Add that at most so many published meetings change."""
    from scipy import sparse

    there = (keep.slot[part.request] == part.slot).astype(float)
    least = there.sum() - keep.changes
    if least <= 0:
        return rows, limits
    row = sparse.csr_array(-there[None, :])
    return sparse.vstack([rows, row]).tocsr(), np.append(limits, -least)


def _covers(task: Task, state: State, part: Part) -> Any:
    """Return (people, variables): in which those are who have no meeting elsewhere."""
    waiting = np.flatnonzero(_outside(task, state, part.freed) == 0)
    who = _who(task, part)[waiting]
    return who[np.diff(who.indptr) > 0]


def _who(task: Task, part: Part) -> Any:
    """Return (participants, variables): who is in which."""
    from scipy import sparse

    rows = task.people[part.request]
    at, place = np.nonzero(rows >= 0)
    shape = (len(task.cap), len(part))
    return sparse.csr_array((np.ones(len(at)), (rows[at, place], at)), shape=shape)


def _rows(task: Task, state: State, part: Part) -> tuple[Any, Floats]:
    """Return one meeting at a time, each request once, caps, tables and interpreters."""
    from scipy import sparse

    slots, count = len(task.tables), np.arange(len(part))
    stays = np.flatnonzero((state.slot >= 0) & ~part.freed)
    people = task.people[part.request]
    at, place = np.nonzero(people >= 0)
    cells = people[at, place].astype(np.int64) * slots + part.slot[at]
    seated = task.seated[stays]
    blocks = [
        (cells, at, np.ones(len(task.cap) * slots)),
        (part.request, count, np.ones(len(task.seated))),
        (people[at, place], at, task.cap - _outside(task, state, part.freed)),
        (
            *_needing(task.seated[part.request], part.slot, count),
            task.tables - np.bincount(state.slot[stays][seated], minlength=slots),
        ),
    ]
    if len(task.interpreters):
        pool = task.pool[part.request]
        asks = stays[task.pool[stays] >= 0]
        used = np.zeros_like(task.interpreters)
        np.add.at(used, (task.pool[asks], state.slot[asks]), 1)
        needing = _needing(pool >= 0, pool * slots + part.slot, count)
        blocks.append((*needing, (task.interpreters - used).ravel()))
    made = [
        sparse.csr_array((np.ones(len(r)), (r, c)), shape=(len(most), len(part)))
        for r, c, most in blocks
    ]
    matrix = sparse.vstack(made).tocsr()
    limits = np.concatenate([most for *_, most in blocks]).astype(float)
    binding = np.diff(matrix.indptr) > limits
    return matrix[binding], limits[binding]


def _needing(asks: Bools, cells: Any, count: Whole) -> tuple[Whole, Whole]:
    return cells[asks], count[asks]
