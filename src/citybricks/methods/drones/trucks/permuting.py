"""Annealing over sequences, each cut into operations at the least cost."""

from __future__ import annotations

import numpy as np
from numba import njit

from citybricks.methods.drones.trucks.operations import operation, refresh


@njit(cache=True, _nrt=False)
def arrive(p, line, loops, time, limit, most, ahead, j, span):  # type: ignore[no-untyped-def]
    """Return when position j is reached at the earliest, from `ahead` of the positions before."""
    best, truck, most_gain = np.inf, 0.0, -np.inf
    for i in range(j - 1, max(0, j - span) - 1, -1):
        truck += line[0, i + 1]
        room = best - ahead[i]
        if room > 0:
            c = operation(p, line, loops, time, limit, most, i, j, truck, most_gain, room)
            best = min(best, ahead[i] + c)
        most_gain = max(most_gain, line[1, i])
    return best


@njit(cache=True, _nrt=False)
def leave(p, line, loops, time, limit, most, behind, i, span):  # type: ignore[no-untyped-def]
    """Return how long it takes from position i to the end, from `behind` of the positions after."""
    best, truck, most_gain = np.inf, 0.0, -np.inf
    for j in range(i + 1, min(len(p) - 1, i + span) + 1):
        truck += line[0, j]
        room = best - behind[j]
        if room > 0:
            c = operation(p, line, loops, time, limit, most, i, j, truck, most_gain, room)
            best = min(best, behind[j] + c)
        most_gain = max(most_gain, line[1, j])
    return best


@njit(cache=True, _nrt=False)
def across(p, line, loops, time, limit, most, ahead, behind, last, span, room):  # type: ignore[no-untyped-def]
    """Return the whole time, over all operations that begin up to `last` and end after it."""
    best = room
    start, start_gain = 0.0, -np.inf
    for j in range(last + 1, min(len(p) - 1, last + span) + 1):
        start += line[0, j]
        truck, most_gain = start, start_gain
        for i in range(last, max(0, j - span) - 1, -1):
            left = best - ahead[i] - behind[j]
            if left > 0:
                c = operation(p, line, loops, time, limit, most, i, j, truck, most_gain, left)
                if c < left:
                    best = min(best, ahead[i] + behind[j] + c)
            truck += line[0, i]
            most_gain = max(most_gain, line[1, i])
        start_gain = max(start_gain, line[1, j])
    return best


@njit(cache=True, _nrt=False)
def whole(p, line, loops, time, limit, most, most_loops, ahead, behind, span):  # type: ignore[no-untyped-def]
    """Fill both tables, and return the whole time."""
    m = len(p)
    refresh(p, line, loops, time, limit, most, most_loops, 0, m)
    ahead[0] = behind[m - 1] = 0.0
    for j in range(1, m):
        ahead[j] = arrive(p, line, loops, time, limit, most, ahead, j, span)
    for i in range(m - 2, -1, -1):
        behind[i] = leave(p, line, loops, time, limit, most, behind, i, span)
    return ahead[m - 1]


@njit(cache=True, _nrt=False)
def copy(source, target, a, b):  # type: ignore[no-untyped-def]
    """Copy positions a to b, without them."""
    for z in range(a, b):
        target[z] = source[z]


@njit(cache=True, _nrt=False)
def reverse(p, i, j):  # type: ignore[no-untyped-def]
    """Turn positions i to j round."""
    while i < j:
        p[i], p[j] = p[j], p[i]
        i += 1
        j -= 1


@njit(cache=True, _nrt=False)
def move(p, kind, a, b, length):  # type: ignore[no-untyped-def]
    """Change positions a to b: swap, shift forward or back, reverse, move a block."""
    if kind == 0:
        p[a], p[b] = p[b], p[a]
    elif kind == 1:
        x = p[a]
        for z in range(a, b):
            p[z] = p[z + 1]
        p[b] = x
    elif kind == 2:
        x = p[b]
        for z in range(b, a, -1):
            p[z] = p[z - 1]
        p[a] = x
    elif kind == 3:
        reverse(p, a, b)
    else:
        k = min(length, b - a) if kind == 4 else b - a + 1 - min(length, b - a)
        reverse(p, a, a + k - 1)
        reverse(p, a + k, b)
        reverse(p, a, b)


@njit(cache=True, _nrt=False)
def pick(p, pos, near, local):  # type: ignore[no-untyped-def]
    """Return two positions: near in the sequence, near in the city, or anywhere."""
    n = len(p) - 2
    a = 1 + np.random.randint(n)
    r = np.random.random()
    if r < local:
        b = a + np.random.randint(-10, 11)
        b = max(1, min(n, b))
    elif r < 0.97:
        b = pos[near[p[a], np.random.randint(near.shape[1])]]
        if np.random.random() < 0.5:
            b += np.random.randint(-1, 2)
        b = max(1, min(n, b))
    else:
        b = 1 + np.random.randint(n)
    return min(a, b), max(a, b)


@njit(cache=True, _nrt=False)
def seeded(seed):  # type: ignore[no-untyped-def]
    """Start the random numbers of the compiled parts."""
    np.random.seed(seed)


@njit(cache=True, _nrt=False)
def anneal(
    p,
    best_p,
    line,
    loops,
    time,
    limit,
    most,
    most_loops,
    ahead,
    behind,
    fresh,
    pos,
    old,
    near,
    span,
    moves,
    hot,
    cold,
    cur,
    best,
    local,
    mix,
):  # type: ignore[no-untyped-def]
    """Try moves between two temperatures; change p, best_p; return (current, best)."""
    m = len(p)
    n = m - 2
    for x in range(1, m - 1):
        pos[p[x]] = x
    cur = whole(p, line, loops, time, limit, most, most_loops, ahead, behind, span)
    for it in range(moves):
        heat = hot * (cold / hot) ** (it / moves)
        a, b = pick(p, pos, near, local)
        if a == b:
            continue
        r = np.random.random()
        kind = 0
        while kind < 5 and r > mix[kind]:
            kind += 1
        if b - a == 1 and kind:
            kind = 0
        copy(p, old, a, b + 1)
        move(p, kind, a, b, 2 + np.random.randint(2))
        refresh(p, line, loops, time, limit, most, most_loops, a, b)
        copy(ahead, fresh, 0, a)
        for j in range(a, b + 1):
            fresh[j] = arrive(p, line, loops, time, limit, most, fresh, j, span)
        # ahead before a, where the path may end before a - never: positions are passed in order
        room = cur - heat * np.log(np.random.random())
        c = across(p, line, loops, time, limit, most, fresh, behind, b, span, room)
        if c >= room:
            copy(old, p, a, b + 1)
            refresh(p, line, loops, time, limit, most, most_loops, a, b)
            continue
        cur = c
        for x in range(a, b + 1):
            pos[p[x]] = x
        copy(fresh, ahead, a, b + 1)
        same, by = 0, 0.0
        for j in range(b + 1, m):
            f = arrive(p, line, loops, time, limit, most, ahead, j, span)
            d = f - ahead[j]
            ahead[j] = f
            same = same + 1 if abs(d - by) < 1e-9 and same else 1
            by = d
            if same > span:
                for z in range(j + 1, m):
                    ahead[z] += d
                break
        same = 0
        for i in range(b, -1, -1):
            f = leave(p, line, loops, time, limit, most, behind, i, span)
            if i >= a:
                behind[i] = f
                continue
            d = f - behind[i]
            behind[i] = f
            same = same + 1 if abs(d - by) < 1e-9 and same else 1
            by = d
            if same > span:
                for z in range(i):
                    behind[z] += d
                break
        if cur < best - 1e-9:
            best = cur
            copy(p, best_p, 0, m)
    return cur, best
