"""Ejection chains under annealing, compiled.

A request is pushed into a slot; who stands in its way gives way: another meeting at that slot, the
lightest of one who has all the meetings one wants, one at a table when all tables are taken. Those
find another slot if there is one [1]_. Worse states are accepted as in annealing [2]_.

.. [1] F. Glover, Ejection chains, reference structures and alternating path methods for traveling
       salesman problems, Discrete Applied Mathematics 65 (1996), doi:10.1016/0166-218X(94)00037-E.
.. [2] S. Kirkpatrick, C. Gelatt, M. Vecchi, Optimization by simulated annealing, Science 220
       (1983), doi:10.1126/science.220.4598.671.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import LARGEST, Ints
from citybricks.methods.gatherings.meetings.state import State, Task, has_room, put, settle, take
from citybricks.methods.routing.arcs.improving import below, uniform

Seed = NDArray[np.uint64]


def seeded(seed: int) -> Seed:
    """Return the start of a random sequence."""
    return np.array([(seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 | 1], np.uint64)


@njit(cache=True)
def lightest(task: Task, state: State, p: int) -> int:
    """Return the meeting of a participant that is worth least."""
    best, least = -1, np.int64(2**62)
    for s in range(state.diary.shape[1]):
        q = state.diary[p, s]
        if q >= 0 and task.worth[q] < least:
            best, least = q, task.worth[q]
    return best


@njit(cache=True)
def holder(task: Task, state: State, s: int, pool: int, state_seed: Seed) -> int:
    """Return one of the meetings that hold a table (pool -1) or an interpreter at a slot."""
    people = len(task.cap)
    p = below(state_seed, people)
    for _ in range(people):
        q = state.diary[p, s]
        if q >= 0 and (task.seated[q] if pool < 0 else task.pool[q] == pool):
            return int(q)
        p += 1
        if p == people:
            p = 0
    return -1


@njit(cache=True)
def push(task: Task, state: State, r: int, s: int, out: Ints, was: Ints, draw: Seed) -> int:
    """Hold a request at a slot, and end what is in its way; return how many were ended."""
    count = 0
    for i in range(LARGEST):
        p = task.people[r, i]
        if p < 0:
            break
        q = state.diary[p, s]
        if q < 0 and state.meetings[p] >= task.cap[p]:
            q = lightest(task, state, p)
        if q >= 0:
            out[count], was[count] = q, state.slot[q]
            take(task, state, q)
            count += 1
    pool = task.pool[r]
    if pool >= 0 and state.interpreters[pool, s] <= 0:
        q = holder(task, state, s, pool, draw)
        out[count], was[count] = q, s
        take(task, state, q)
        count += 1
    if task.seated[r] and state.tables[s] <= 0:
        q = holder(task, state, s, -1, draw)
        out[count], was[count] = q, s
        take(task, state, q)
        count += 1
    put(task, state, r, s)
    return count


@njit(cache=True)
def back(task: Task, state: State, r: int, old: int, out: Ints, was: Ints, count: int) -> None:
    """Undo a push."""
    for i in range(count):
        if state.slot[out[i]] >= 0:
            take(task, state, out[i])
    take(task, state, r)
    for i in range(count):
        put(task, state, out[i], was[i])
    if old >= 0:
        put(task, state, r, old)


@njit(cache=True)
def insert(task: Task, state: State, r: int, heat: float, draw: Seed, out: Ints, was: Ints) -> None:
    """Push a request into a slot; keep or undo it."""
    slots = len(task.tables)
    s, found = below(draw, slots), False
    for _ in range(slots):
        if task.open[r, s] and s != state.slot[r]:
            found = True
            break
        s += 1
        if s == slots:
            s = 0
    if not found:
        return
    old, before = state.slot[r], state.total[0]
    if old >= 0:
        take(task, state, r)
    count = push(task, state, r, s, out, was, draw)
    for i in range(count):
        if has_room(task, state, out[i]):
            settle(task, state, out[i], below(draw, slots))
    change = state.total[0] - before
    if change < 0 and change < heat * np.log(1.0 - uniform(draw)):
        back(task, state, r, old, out, was, count)


@njit(cache=True)
def anneal(task: Task, state: State, some: Ints, draw: Seed, rounds: int, heat: float) -> None:
    """Push requests out of some at one temperature."""
    out, was = np.empty(2 * LARGEST, np.int32), np.empty(2 * LARGEST, np.int32)
    for _ in range(rounds):
        insert(task, state, some[below(draw, len(some))], heat, draw, out, was)


@njit(cache=True)
def climb(task: Task, state: State, some: Ints, draw: Seed) -> int:
    """Push each of some requests that has no meeting into each slot; keep what is better."""
    out, was = np.empty(2 * LARGEST, np.int32), np.empty(2 * LARGEST, np.int32)
    gains = 0
    for r in some:
        for s in range(len(task.tables)):
            if state.slot[r] >= 0 or not task.open[r, s]:
                continue
            before = state.total[0]
            count = push(task, state, r, s, out, was, draw)
            for i in range(count):
                if has_room(task, state, out[i]):
                    settle(task, state, out[i], 0)
            if state.total[0] > before:
                gains += 1
            else:
                back(task, state, r, -1, out, was, count)
    return gains
