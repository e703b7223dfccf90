"""Kempe chains: meetings at two slots that hang together change places, compiled.

All meetings at the two slots that are linked by people, from one meeting on; when they swap, nobody
meets two at a time [1]_. With everybody free at all slots this colours the edges of a graph [2]_:
a meeting whose people have no idle slot in common gets one by a chain.

.. [1] A. Kempe, On the geographical problem of the four colours, American Journal of Mathematics 2
       (1879), doi:10.2307/2369235.
.. [2] J. Misra, D. Gries, A constructive proof of Vizing's theorem, Information Processing Letters
       41 (1992), doi:10.1016/0020-0190(92)90041-S.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from citybricks.methods.gatherings.meetings.annealing import Seed
from citybricks.methods.gatherings.meetings.problem import LARGEST, Ints
from citybricks.methods.gatherings.meetings.state import IDLE, State, Task, put, supplied, take
from citybricks.methods.routing.arcs.improving import below, uniform


@njit(cache=True)
def chain(task: Task, state: State, r: int, other: int, out: Ints, mark: Ints) -> int:
    """Collect the chain of a meeting and a slot; return its length, 0 when somebody cannot.

    `mark` (m + 1,): the last one counts the calls, the others say when each was met last.
    """
    mark[-1] += 1
    now = mark[-1]
    s = state.slot[r]
    out[0], mark[r] = r, now
    count, at = 1, 0
    while at < count:
        q = out[at]
        at += 1
        to = other if state.slot[q] == s else s
        if not task.open[q, to]:
            return 0
        for i in range(LARGEST):
            p = task.people[q, i]
            if p < 0:
                break
            met = state.diary[p, to]
            if met >= 0 and mark[met] != now:
                out[count], mark[met] = met, now
                count += 1
    return count


@njit(cache=True)
def swap(task: Task, state: State, s: int, other: int, out: Ints, count: int) -> bool:
    """Swap the slots of a chain; False and nothing done when tables or interpreters are short."""
    for i in range(count):
        mine = state.slot[out[i]]
        take(task, state, out[i])
        out[i] = -2 - out[i] if mine == s else out[i]
    whole = True
    done = 0
    for i in range(count):
        first = out[i] < 0
        q = -2 - out[i] if first else out[i]
        to = other if first else s
        if not supplied(task, state, q, to):
            whole = False
            break
        put(task, state, q, to)
        done += 1
    if not whole:
        for i in range(done):
            take(task, state, -2 - out[i] if out[i] < 0 else out[i])
    for i in range(count):
        first = out[i] < 0
        q = -2 - out[i] if first else out[i]
        if not whole:
            put(task, state, q, s if first else other)
        out[i] = q
    return whole


@njit(cache=True)
def squeeze(task: Task, state: State, r: int, out: Ints, mark: Ints) -> bool:
    """Hold a request of two by a chain that frees one of them at an idle slot of the other."""
    slots = len(task.tables)
    for turn in range(2):
        one, other = task.people[r, turn], task.people[r, 1 - turn]
        for s in range(slots):
            if state.diary[one, s] != IDLE or not task.open[r, s] or state.diary[other, s] < 0:
                continue
            for t in range(slots):
                if t == s or state.diary[other, t] != IDLE:
                    continue
                count = chain(task, state, state.diary[other, s], t, out, mark)
                if count == 0 or not swap(task, state, s, t, out, count):
                    continue
                if state.diary[one, s] == IDLE and supplied(task, state, r, s):
                    put(task, state, r, s)
                    return True
                swap(task, state, t, s, out, count)
    return False


@njit(cache=True)
def level(task: Task, state: State, out: Ints, mark: Ints) -> None:
    """Make the tables in use at each slot as equal as chains can."""
    slots = len(task.tables)
    better = True
    while better:
        better = False
        for s in range(slots):
            for t in range(slots):
                if task.tables[s] - state.tables[s] < task.tables[t] - state.tables[t] + 2:
                    continue
                for p in range(len(task.cap)):
                    better |= lower(task, state, p, s, t, out, mark)


@njit(cache=True)
def lower(task: Task, state: State, p: int, s: int, t: int, out: Ints, mark: Ints) -> bool:
    """Swap the chain of one participant when that takes tables from a slot with more of them."""
    apart = task.tables[s] - state.tables[s] - task.tables[t] + state.tables[t]
    r = state.diary[p, s]
    if apart < 2 or r < 0 or not task.seated[r]:  # noqa: PLR2004 - equal up to one
        return False
    count = chain(task, state, r, t, out, mark)
    more = 0
    for i in range(count):
        more += task.seated[out[i]] * (1 if state.slot[out[i]] == s else -1)
    return 0 < more < apart and swap(task, state, s, t, out, count)


@njit(cache=True)
def wait(state: State, p: int) -> int:
    """Count the slots between meetings in which a participant is free and meets nobody."""
    waited, idle, met = 0, 0, False
    for s in range(state.diary.shape[1]):
        q = state.diary[p, s]
        if q >= 0:
            waited += idle if met else 0
            idle, met = 0, True
        elif q == IDLE:
            idle += 1
    return waited


@njit(cache=True)
def waits(task: Task, state: State, out: Ints, count: int) -> int:
    """Count what all people of some meetings wait; one in two meetings counts twice."""
    waited = 0
    for i in range(count):
        for j in range(LARGEST):
            p = task.people[out[i], j]
            if p < 0:
                break
            waited += wait(state, p)
    return waited


@njit(cache=True)
def shorten(
    task: Task, state: State, held: Ints, draw: Seed, rounds: int, heat: float, least: int
) -> None:
    """Swap chains to make waits short, the same meetings held: annealing at one temperature.

    `least` tables are in use at each slot then as before.
    """
    slots = len(task.tables)
    out = np.empty(len(task.seated), np.int32)
    mark = np.zeros(len(task.seated) + 1, np.int32)
    for _ in range(rounds):
        r = held[below(draw, len(held))]
        s, t = state.slot[r], below(draw, slots)
        if s == t:
            continue
        count = chain(task, state, r, t, out, mark)
        if count == 0:
            continue
        before = waits(task, state, out, count)
        if not swap(task, state, s, t, out, count):
            continue
        more = waits(task, state, out, count) - before
        bare = min(task.tables[s] - state.tables[s], task.tables[t] - state.tables[t]) < least
        if bare or (more > 0 and more > -heat * np.log(1.0 - uniform(draw))):
            swap(task, state, t, s, out, count)
