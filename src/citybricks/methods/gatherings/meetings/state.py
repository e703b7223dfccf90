"""Who is where at each slot: what the searches change, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from citybricks.methods.gatherings.meetings.problem import LARGEST, Bools, Ints, Longs, Problem

AWAY, IDLE = -2, -1
"""What stands in the diary of a participant who cannot meet, or has no meeting, at a slot."""


class Task(NamedTuple):
    """What does not change during a search."""

    people: Ints
    """(m, 4)."""
    worth: Longs
    """(m,): weight, and far more for a must-meet."""
    first: int
    """What the first meeting of a participant is worth besides: more than any weights."""
    seated: Bools
    pool: Longs
    """(m,): pool of interpreters; -1 for none."""
    open: Bools
    """(m, s): where each request could be if it were alone."""
    useful: Ints
    """Requests that could be somewhere."""
    ends: Ints
    """(n + 1,): where the requests of each participant end in `asked`."""
    asked: Ints
    cap: Longs
    tables: Longs
    interpreters: Longs


class State(NamedTuple):
    """Meetings held, and what follows from them."""

    slot: Ints
    """(m,): -1 for none."""
    diary: Ints
    """(n, s): the request, `IDLE` or `AWAY`."""
    meetings: Longs
    """(n,): meetings of each."""
    tables: Longs
    """(s,): tables left."""
    interpreters: Longs
    """(k, s): interpreters left."""
    total: Longs
    """(1,): worth of all meetings, with first meetings."""


def task_of(problem: Problem) -> Task:
    """Return what the searches know of a problem."""
    first = int(problem.weight.sum()) + 1
    must = first * (problem.participants + 1)
    could = problem.open()
    useful = np.flatnonzero(could.any(axis=1)).astype(np.int32)
    rows = problem.people[useful]
    whose, asked = rows[rows >= 0], np.repeat(useful, (rows >= 0).sum(axis=1))
    order = np.argsort(whose, kind="stable")
    ends = np.searchsorted(whose[order], np.arange(problem.participants + 1))
    return Task(
        np.ascontiguousarray(problem.people, np.int32),
        problem.weight.astype(np.int64) + must * problem.must,
        first,
        np.ascontiguousarray(problem.seated, bool),
        problem.interpreter.astype(np.int64),
        np.ascontiguousarray(could),
        useful,
        ends.astype(np.int32),
        asked[order].astype(np.int32),
        problem.cap.astype(np.int64),
        problem.tables.astype(np.int64),
        problem.interpreters.astype(np.int64).reshape(-1, problem.slots),
    )


def empty(problem: Problem, task: Task) -> State:
    """Return the state without a meeting."""
    return State(
        np.full(problem.requests, -1, np.int32),
        np.where(problem.free, IDLE, AWAY).astype(np.int32),
        np.zeros(problem.participants, np.int64),
        task.tables.copy(),
        task.interpreters.copy(),
        np.zeros(1, np.int64),
    )


def state_of(problem: Problem, task: Task, slot: Ints) -> State:
    """Return the state with these meetings, without those that do not fit; the weightiest first."""
    state = empty(problem, task)
    held = np.flatnonzero(slot >= 0)
    order = held[np.argsort(-task.worth[held], kind="stable")]
    hold(task, state, order.astype(np.int32), np.ascontiguousarray(slot, np.int32))
    return state


@njit(cache=True)
def hold(task: Task, state: State, order: Ints, slot: Ints) -> None:
    """Put requests where they should be, as far as they fit, in order."""
    for r in order:
        if has_room(task, state, r) and fits(task, state, r, slot[r]):
            put(task, state, r, slot[r])


@njit(cache=True)
def has_room(task: Task, state: State, r: int) -> bool:
    """Whether all people of a request may have one more meeting."""
    for i in range(LARGEST):
        p = task.people[r, i]
        if p < 0:
            break
        if state.meetings[p] >= task.cap[p]:
            return False
    return True


@njit(cache=True)
def supplied(task: Task, state: State, r: int, s: int) -> bool:
    """Whether a table and an interpreter are left at a slot, if the request needs them."""
    if task.seated[r] and state.tables[s] <= 0:
        return False
    pool = task.pool[r]
    return bool(pool < 0 or state.interpreters[pool, s] > 0)


@njit(cache=True)
def fits(task: Task, state: State, r: int, s: int) -> bool:
    """Whether all people of a request are idle at a slot, and table and interpreter are left."""
    if not task.open[r, s]:
        return False
    for i in range(LARGEST):
        p = task.people[r, i]
        if p < 0:
            break
        if state.diary[p, s] != IDLE:
            return False
    return supplied(task, state, r, s)


@njit(cache=True)
def put(task: Task, state: State, r: int, s: int) -> None:
    """Hold a meeting at a slot; nothing is asked."""
    state.slot[r] = s
    gained = task.worth[r]
    for i in range(LARGEST):
        p = task.people[r, i]
        if p < 0:
            break
        state.diary[p, s] = r
        if state.meetings[p] == 0:
            gained += task.first
        state.meetings[p] += 1
    state.tables[s] -= task.seated[r]
    if task.pool[r] >= 0:
        state.interpreters[task.pool[r], s] -= 1
    state.total[0] += gained


@njit(cache=True)
def take(task: Task, state: State, r: int) -> None:
    """Give a meeting up."""
    s = state.slot[r]
    state.slot[r] = -1
    lost = task.worth[r]
    for i in range(LARGEST):
        p = task.people[r, i]
        if p < 0:
            break
        state.diary[p, s] = IDLE
        state.meetings[p] -= 1
        if state.meetings[p] == 0:
            lost += task.first
    state.tables[s] += task.seated[r]
    if task.pool[r] >= 0:
        state.interpreters[task.pool[r], s] += 1
    state.total[0] -= lost


@njit(cache=True)
def settle(task: Task, state: State, r: int, start: int) -> bool:
    """Hold a request at the first slot that fits, from `start` on and around."""
    slots = len(task.tables)
    s = start
    for _ in range(slots):
        if fits(task, state, r, s):
            put(task, state, r, s)
            return True
        s += 1
        if s == slots:
            s = 0
    return False


@njit(cache=True)
def fill(task: Task, state: State, order: Ints) -> int:
    """Hold all requests that fit somewhere, in order; return how many."""
    slots, done = len(task.tables), 0
    for r in order:
        if state.slot[r] < 0 and has_room(task, state, r) and settle(task, state, r, r % slots):
            done += 1
    return done
