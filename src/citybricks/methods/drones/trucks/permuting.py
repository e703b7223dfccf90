"""Annealing over sequences, each cut into operations at the least cost."""

# ruff: noqa: NPY002, PLR2004 - compiled code has this generator only; shares of moves
from __future__ import annotations

from typing import Any

import numpy as np

from citybricks.methods.drones.trucks.compiling import Floats, Ints, compiled
from citybricks.methods.drones.trucks.operations import operation, refresh


@compiled
def arrive(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    ahead: Floats,
    j: int,
    span: int,
) -> float:
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


@compiled
def leave(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    behind: Floats,
    i: int,
    span: int,
) -> float:
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


@compiled
def across(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    ahead: Floats,
    behind: Floats,
    last: int,
    span: int,
    room: float,
) -> float:
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


@compiled
def whole(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    at: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    most_loops: int,
    ahead: Floats,
    behind: Floats,
    span: int,
) -> float:
    """Fill both tables, and return the whole time."""
    m = len(p)
    refresh(p, at, line, loops, time, limit, most, most_loops, 0, m)
    ahead[0] = behind[m - 1] = 0.0
    for j in range(1, m):
        ahead[j] = arrive(at, line, loops, time, limit, most, ahead, j, span)
    for i in range(m - 2, -1, -1):
        behind[i] = leave(at, line, loops, time, limit, most, behind, i, span)
    return float(ahead[m - 1])


@compiled
def copy(
    source: Any,
    target: Any,
    a: int,
    b: int,
) -> None:
    """Copy positions a to b, without them."""
    for z in range(a, b):
        target[z] = source[z]


@compiled
def reverse(
    p: Ints,
    i: int,
    j: int,
) -> None:
    """Turn positions i to j round."""
    while i < j:
        p[i], p[j] = p[j], p[i]
        i += 1
        j -= 1


@compiled
def move(
    p: Ints,
    kind: int,
    a: int,
    b: int,
    length: int,
) -> None:
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


@compiled
def pick(
    p: Ints,
    pos: Ints,
    near: Ints,
    local: float,
) -> tuple[int, int]:
    """Return two positions: near in the sequence, near in the city, or anywhere."""
    last, n = len(p) - 2, len(near)
    a = 1 + np.random.randint(last)
    r = np.random.random()
    if r < local:
        b = a + np.random.randint(-10, 11)
    elif r < 0.97 and p[a] % n > 0:
        b = pos[near[p[a] % n, np.random.randint(near.shape[1])]]
        if np.random.random() < 0.5:
            b += np.random.randint(-1, 2)
    else:
        b = 1 + np.random.randint(last)
    b = max(1, min(last, b))
    return min(a, b), max(a, b)


@compiled
def shuffle(
    p: Ints,
    old: Ints,
    pos: Ints,
    near: Ints,
    local: float,
    mix: Floats,
) -> tuple[int, int]:
    """Make a move of customers; return the positions it changed, or 1 and 0 for none."""
    a, b = pick(p, pos, near, local)
    if a == b:
        return 1, 0
    r = np.random.random()
    kind = 0
    while b - a > 1 and kind < len(mix) and r > mix[kind]:
        kind += 1
    copy(p, old, a, b + 1)
    move(p, kind, a, b, 2 + np.random.randint(2))
    return a, b


@compiled
def meet(
    p: Ints,
    old: Ints,
    near: Ints,
) -> tuple[int, int]:
    """Move a spare stop: elsewhere, or only to another node, or out of the way at the depot."""
    last, n = len(p) - 2, len(near)
    x = 1 + np.random.randint(last)
    for _ in range(last):
        if p[x] >= n:
            break
        x = x + 1 if x < last else 1
    r, y = np.random.random(), x
    if r < 0.2:
        y = 1
    elif r < 0.6:
        y = 1 + np.random.randint(last)
    a, b = min(x, y), max(x, y)
    copy(p, old, a, b + 1)
    if x != y:
        move(p, 1 if x < y else 2, a, b, 0)
    node = 0
    if r >= 0.2:
        z = y - 1 if np.random.random() < 0.5 else y + 1
        beside = p[z] % n
        if beside > 0:
            node = near[beside, np.random.randint(near.shape[1])]
            if np.random.random() < 0.3:
                z = max(0, min(last + 1, y + np.random.randint(-6, 7)))
                node = p[z] % n
        elif np.random.random() < 0.5:
            node = 1 + np.random.randint(n - 1)
    p[y] = n + node
    return a, b


@compiled
def settle(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    at: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    ahead: Floats,
    behind: Floats,
    a: int,
    b: int,
    span: int,
) -> None:
    """Bring both tables up to date after positions a to b have changed."""
    m = len(at)
    same, by = 0, 0.0
    for j in range(b + 1, m):
        f = arrive(at, line, loops, time, limit, most, ahead, j, span)
        d = f - ahead[j]
        ahead[j] = f
        same = same + 1 if same and abs(by - d) < 1e-9 else 1
        by = d
        if same > span:
            for z in range(j + 1, m):
                ahead[z] += d
            break
    same = 0
    for i in range(b, -1, -1):
        f = leave(at, line, loops, time, limit, most, behind, i, span)
        d = f - behind[i]
        behind[i] = f
        if i >= a:
            continue
        same = same + 1 if same and abs(by - d) < 1e-9 else 1
        by = d
        if same > span:
            for z in range(i):
                behind[z] += d
            break


@compiled
def seeded(
    seed: int,
) -> None:
    """Start the random numbers of the compiled parts."""
    np.random.seed(seed)


@compiled
def anneal(  # noqa: C901, PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    best_p: Ints,
    at: Ints,
    old: Ints,
    pos: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    most_loops: int,
    ahead: Floats,
    behind: Floats,
    fresh: Floats,
    near: Ints,
    span: int,
    moves: int,
    hot: float,
    cold: float,
    best: float,
    local: float,
    mix: Floats,
    meeting: float,
) -> float:
    """Try moves between two temperatures; change p and best_p; return the best value.

    Parameters
    ----------
    p, best_p
        The sequence now, and the best one: nodes, and spare stops.
    at, old, pos, line, loops, ahead, behind, fresh
        Work space.
    time, limit, most, most_loops
        What is given, as `operation` reads it.
    near
        Nearest customers of each.
    span
        Most positions of an operation.
    moves, hot, cold
        How many moves, and temperatures at the first and the last.
    best
        Value of best_p.
    local, mix, meeting
        Shares of moves: within a few positions; of each kind, summed up; of spare stops.
    """
    m, n = len(p), time.shape[1]
    for x in range(1, m - 1):
        if p[x] < n:
            pos[p[x]] = x
    now = whole(p, at, line, loops, time, limit, most, most_loops, ahead, behind, span)
    for it in range(moves):
        heat = hot * (cold / hot) ** (it / moves)
        if np.random.random() < meeting:
            a, b = meet(p, old, near)
        else:
            a, b = shuffle(p, old, pos, near, local, mix)
        if a > b:
            continue
        refresh(p, at, line, loops, time, limit, most, most_loops, a, b)
        copy(ahead, fresh, max(0, a - span), a)
        for j in range(a, b + 1):
            fresh[j] = arrive(at, line, loops, time, limit, most, fresh, j, span)
        copy(ahead, fresh, max(0, b + 1 - span), a)
        room = now - heat * np.log(np.random.random())
        value = across(at, line, loops, time, limit, most, fresh, behind, b, span, room)
        if value >= room:
            copy(old, p, a, b + 1)
            refresh(p, at, line, loops, time, limit, most, most_loops, a, b)
            continue
        now = value
        for x in range(a, b + 1):
            if p[x] < n:
                pos[p[x]] = x
        copy(fresh, ahead, a, b + 1)
        settle(at, line, loops, time, limit, most, ahead, behind, a, b, span)
        if now < best - 1e-9:
            best = now
            copy(p, best_p, 0, m)
    return best
