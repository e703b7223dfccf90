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

LARGEST_SUM = 1e6
"""Most that a first meeting counts in a program, for the numbers' sake."""
MUST = 20
"""What a must-meet counts in a program: times a first meeting."""

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


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan found for a part."""

    slot: Ints
    """(m,): slots of all requests."""
    optimal: bool
    """Whether it was proved the best."""


def planned(
    task: Task, state: State, part: Part, nodes: int, keep: Keep | None = None
) -> Found | None:
    """Return the best plan found for a part within some nodes; None without one."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not len(part):
        return None
    covers, covered = _covers(task, state, part)
    more = covers.shape[0]
    rows, limits = _rows(task, state, part)
    rows = sparse.vstack([rows, -covered]).tocsr()
    limits = np.append(limits, np.full(covered.shape[0], -1.0))
    if keep is not None:
        rows, limits = _kept(rows, limits, part, keep)
    link = sparse.hstack([-covers, sparse.eye_array(more)])
    wide = sparse.hstack([rows, sparse.csr_array((rows.shape[0], more))])
    worth, large = _worth(task, part, keep)
    goal = -np.concatenate([worth, np.full(more, large)])
    found = milp(
        goal,
        constraints=[
            LinearConstraint(
                sparse.vstack([wide, link]), -np.inf, np.append(limits, np.zeros(more))
            )
        ],
        integrality=np.ones(len(goal)),
        bounds=Bounds(0, 1),
        options={"node_limit": nodes, "mip_rel_gap": 0},
    )
    if found.x is None:
        return None
    slot = np.where(part.freed, -1, state.slot).astype(np.int32)
    held = found.x[: len(part)] > 0.5  # noqa: PLR2004 - rounded
    slot[part.request[held]] = part.slot[held]
    clear = large < LARGEST_SUM and more < MUST
    return Found(slot, found.status == 0 and clear)


def _outside(task: Task, state: State, freed: Bools) -> NDArray[np.int64]:
    """Return (n,): meetings of each that stay."""
    rows = task.people[(state.slot >= 0) & ~freed]
    return np.bincount(rows[rows >= 0], minlength=len(task.cap))


def _worth(task: Task, part: Part, keep: Keep | None) -> tuple[Floats, float]:
    """Return the worth of each variable, and of a first meeting."""
    worth = task.worth[part.request].astype(float)
    must = worth > task.first
    _, one = np.unique(part.request[~must], return_index=True)
    large = min(LARGEST_SUM, 1.0 + worth[~must][one].sum())
    worth[must] = MUST * large
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


def _covers(task: Task, state: State, part: Part) -> tuple[Any, Any]:
    """Return (people, variables): in which those are who have no meeting elsewhere.

    First of those without a meeting now, then of those who have one and keep one.
    """
    waiting = _outside(task, state, part.freed) == 0
    who = _who(task, part)
    asks = np.diff(who.indptr) > 0
    covered = state.meetings > 0
    return who[waiting & asks & ~covered], who[waiting & covered]


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
