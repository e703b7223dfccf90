"""The cheapest way of serving a sequence of customers by a truck and a drone.

A sequence is cut into operations: from one stop to another the truck serves everybody in between,
except one whom the drone serves meanwhile. Before it drives on, the truck may wait while the drone
serves the next ones from the stop and back (loops). Over all cuts this is a shortest path, [1]_;
loops are what [2]_ allows beside.

References
----------
.. [1] Agatz, N., Bouman, P., Schmidt, M. (2018). Optimization approaches for the traveling salesman
   problem with drone. Transportation Science 52(4). doi:10.1287/trsc.2017.0791
.. [2] Bouman, P., Agatz, N., Schmidt, M. (2018). Dynamic programming approaches for the traveling
   salesman problem with drone. Networks 72(4). doi:10.1002/net.21864
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.drones.trucks.compiling import Floats, Ints, compiled

LOOPS = 2
"""Most loops from one stop."""


@compiled
def refresh(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    at: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    most_loops: int,
    a: int,
    b: int,
) -> None:
    """Bring what depends on positions a to b up to date.

    An entry of n or more is a spare stop at node entry - n: the truck only meets the drone there.
    """
    m, n = len(p), time.shape[1]
    for x in range(a, min(m - 1, b) + 1):
        at[x] = p[x] % n
    for x in range(max(1, a), min(m - 1, b + 1) + 1):
        line[0, x] = time[0, at[x - 1], at[x]]
    for x in range(max(1, a - 1), min(m - 2, b + 1) + 1):
        line[1, x] = line[0, x] + line[0, x + 1] - time[0, at[x - 1], at[x + 1]]
        if p[x] >= n:
            line[1, x] = -np.inf
    for i in range(max(0, a - LOOPS - 2), min(m - 3, b) + 1):
        pi = at[i]
        around = saved = 0.0
        for s in range(LOOPS):
            loops[i, s, 0] = np.inf
        for s in range(min(most_loops, m - 2 - i)):
            k, after = at[i + s + 1], at[i + s + 2]
            d = time[1, pi, k] + time[2, pi, k]
            by_truck = time[0, pi, k] + time[0, k, after] - time[0, pi, after]
            e = limit[pi, k, pi] if limit.shape[0] > 1 else limit[0, 0, 0]
            if p[i + s + 1] >= n or d + most >= by_truck or d > e:
                break
            around += d + most
            saved += by_truck
            loops[i, s, 0] = around
            loops[i, s, 1] = saved
            loops[i, s, 2] = -np.inf
            if i + s + 3 < m and p[i + s + 2] < n:
                beyond = at[i + s + 3]
                loops[i, s, 2] = time[0, pi, after] + time[0, after, beyond] - time[0, pi, beyond]


@compiled
def with_one(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    line: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    i: int,
    first: int,
    j: int,
    truck: float,
    best: float,
) -> float:
    """Return the least seconds when the drone serves one of positions first to j - 1."""
    pi, pj = p[i], p[j]
    for k in range(first, j):
        t = max(truck - line[1, k], time[1, pi, p[k]] + time[2, pj, p[k]])
        e = limit[pi, p[k], pj] if limit.shape[0] > 1 else limit[0, 0, 0]
        best = min(best, t + most if t <= e else np.inf)
    return best


@compiled
def operation(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    p: Ints,
    line: Floats,
    loops: Floats,
    time: Floats,
    limit: Floats,
    most: float,
    i: int,
    j: int,
    truck: float,
    most_gain: float,
    room: float,
) -> float:
    """Return the least seconds from position i to position j, if less than `room`."""
    best = room
    if j == i + 1:
        return min(best, truck)
    if truck - most_gain + most < best:
        best = with_one(p, line, time, limit, most, i, i + 1, j, truck, best)
    for s in range(min(LOOPS, j - i - 1)):
        around = loops[i, s, 0]
        if around >= best:
            break
        rest = truck - loops[i, s, 1]
        first = i + s + 2
        if first == j:
            best = min(best, around + rest)
            break
        if around + rest - max(most_gain, loops[i, s, 2]) + most >= best:
            continue
        c = with_one(p, line, time, limit, most, i, first + 1, j, rest, best - around)
        best = min(best, around + c)
        t = max(rest - loops[i, s, 2], time[1, p[i], p[first]] + time[2, p[j], p[first]])
        e = limit[p[i], p[first], p[j]] if limit.shape[0] > 1 else limit[0, 0, 0]
        if t <= e:
            best = min(best, around + t + most)
    return best
