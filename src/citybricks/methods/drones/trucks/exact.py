"""Shortest time of a truck with one drone over all plans, for a dozen customers: compiled.

Dynamic programming over sets of customers, Bouman, Agatz and Schmidt (2018), Networks 72(4),
doi:10.1002/net.21864, in which the customer of a stop may still have to be served when the drone
is launched, or is served before the drone is back.
"""

from __future__ import annotations

import numpy as np
from numba import njit

MOVED, SERVED, LOOPED = range(3)
"""How a state is reached: by an operation, by serving the stop, by a loop."""


@njit(cache=True)
def routes(drive, service):  # type: ignore[no-untyped-def]
    """Return the truck's least seconds from i over all of a set to j, with those served between."""
    n = len(drive)
    sets = 1 << (n - 1)
    table = np.full((n, sets, n), np.inf)
    for i in range(n):
        for j in range(n):
            table[i, 0, j] = drive[i, j]
        for u in range(1, sets):
            for j in range(n):
                if j and u >> (j - 1) & 1:
                    continue
                for k in range(1, n):
                    if u >> (k - 1) & 1:
                        t = table[i, u ^ (1 << (k - 1)), k] + service[k] + drive[k, j]
                        table[i, u, j] = min(table[i, u, j], t)
    return table


@njit(cache=True)
def operations(table, time, limit, service, most):  # type: ignore[no-untyped-def]
    """Return the least seconds from i to j when the set in between is served, one by the drone.

    First index: whether i is served on the way, and whether j is served before the recovery.
    """
    n, sets = table.shape[0], table.shape[1]
    found = np.full((4, n, sets, n), np.inf)
    for i in range(n):
        for u in range(1, sets):
            for j in range(n):
                if j and u >> (j - 1) & 1:
                    continue
                for k in range(1, n):
                    if not u >> (k - 1) & 1:
                        continue
                    d = time[1, i, k] + time[2, j, k]
                    e = limit[i, k, j] if limit.shape[0] > 1 else limit[0, 0, 0]
                    truck = table[i, u ^ (1 << (k - 1)), j]
                    for q in range(4):
                        t = max(truck + (q & 1) * service[i] + (q >> 1) * service[j], d)
                        if t <= e + 1e-9:
                            found[q, i, u, j] = min(found[q, i, u, j], t + most)
    return found


@njit(cache=True)
def spread(f, before, s, i, pending, found, table, full, service):  # type: ignore[no-untyped-def]
    """Carry on from set s at stop i in one operation, by truck alone or with the drone."""
    n = len(service)
    now = f[pending, s, i]
    rest = full & ~s
    u = rest
    while True:
        for j in range(n):
            if (j == 0 and u != rest) or (j and (u >> (j - 1) & 1 or not rest >> (j - 1) & 1)):
                continue
            t = s | u | (1 << (j - 1) if j else 0)
            for q in range(2):
                c = found[pending + 2 * q, i, u, j]
                if u == 0:
                    c = np.inf if q else table[i, 0, j] + pending * service[i]
                if j == 0 and t == full:
                    if now + c < f[1 - q, full, 0]:
                        f[1 - q, full, 0] = now + c
                        before[1 - q, full, 0] = ((s * n + i) * 2 + pending) * 3
                elif now + c < f[1 - q, t, j]:
                    f[1 - q, t, j] = now + c
                    before[1 - q, t, j] = ((s * n + i) * 2 + pending) * 3
        if u == 0:
            break
        u = (u - 1) & rest


@njit(cache=True)
def shortest(time, limit, service, most, loops):  # type: ignore[no-untyped-def]
    """Return the least time, and for each state (pending, set, stop) where it comes from."""
    n = time.shape[1]
    sets = 1 << (n - 1)
    full = sets - 1
    states = 2 if service.max() > 0 else 1
    table = routes(time[0], service)
    found = operations(table, time, limit, service, most)
    f = np.full((2, sets, n), np.inf)
    before = np.full((2, sets, n), -1)
    f[0, 0, 0] = 0.0
    for s in range(sets):
        for i in range(n):
            if (i and not s >> (i - 1) & 1) or (i == 0 and s == full):
                continue
            if f[1, s, i] + service[i] < f[0, s, i]:
                f[0, s, i] = f[1, s, i] + service[i]
                before[0, s, i] = ((s * n + i) * 2 + 1) * 3 + SERVED
            for pending in range(states):
                now = f[pending, s, i]
                if now == np.inf:
                    continue
                for k in range(1, n):
                    if not loops or s >> (k - 1) & 1:
                        continue
                    d = time[1, i, k] + time[2, i, k]
                    e = limit[i, k, i] if limit.shape[0] > 1 else limit[0, 0, 0]
                    t = s | 1 << (k - 1)
                    for q in range(pending + 1):
                        aloft = max(d, service[i]) if q < pending else d
                        if aloft <= e + 1e-9:
                            c = now + most + aloft
                            if c < f[q, t, i]:
                                f[q, t, i] = c
                                before[q, t, i] = ((s * n + i) * 2 + pending) * 3 + LOOPED
                spread(f, before, s, i, pending, found, table, full, service)
    return f, before
