"""Shortest time of a truck with one drone over all plans, for a dozen customers: compiled.

Dynamic programming over sets of customers, Bouman, Agatz and Schmidt (2018), Networks 72(4),
doi:10.1002/net.21864, in which the customer of a stop may still have to be served when the drone
is launched, or is served before the drone is back. The truck may come back to places where it was,
to meet the drone, but stops nowhere else.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from citybricks.methods.drones.trucks.compiling import Floats, Ints

MOVED, SERVED, LOOPED, WALKED = range(4)
"""How a state is reached: by an operation, by serving the stop, by a loop, by driving back."""


@njit(cache=True)
def routes(
    drive: Floats,
    service: Floats,
) -> Floats:
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
def operations(
    table: Floats,
    time: Floats,
    limit: Floats,
    service: Floats,
    most: float,
) -> Floats:
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
def lower(
    f: Floats,
    before: Ints,
    q: int,
    s: int,
    i: int,
    seconds: float,
    came: int,
) -> None:
    """Note a way to a state if it is the shortest so far."""
    if seconds < f[q, s, i]:
        f[q, s, i] = seconds
        before[q, s, i] = came


@njit(cache=True)
def spread(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    f: Floats,
    before: Ints,
    s: int,
    i: int,
    pending: int,
    found: Floats,
    table: Floats,
    revisits: bool,
    service: Floats,
) -> None:
    """Carry on from set s at stop i in one operation, by truck alone or with the drone."""
    n = len(service)
    full = (1 << (n - 1)) - 1
    now, came = f[pending, s, i], ((s * n + i) * 2 + pending) * 4 + MOVED
    rest = full & ~s
    u = rest
    while True:
        for j in range(n):
            new = j > 0 and rest >> (j - 1) & 1
            if (j > 0 and u >> (j - 1) & 1) or (u == 0 and not new and j > 0):
                continue
            if not new and not revisits and not (j == 0 and u == rest):
                continue
            t = s | u | (1 << (j - 1) if new else 0)
            if u == 0:
                if new or s == full:
                    c = now + table[i, 0, j] + pending * service[i]
                    lower(f, before, 1 if new else 0, t, j, c, came)
                continue
            if new:
                lower(f, before, 1, t, j, now + found[pending, i, u, j], came)
                lower(f, before, 0, t, j, now + found[pending + 2, i, u, j], came)
            else:
                lower(f, before, 0, t, j, now + found[pending, i, u, j], came)
        if u == 0:
            break
        u = (u - 1) & rest


@njit(cache=True)
def loop(  # noqa: PLR0913, PLR0917 - what an inner loop needs
    f: Floats,
    before: Ints,
    s: int,
    i: int,
    pending: int,
    time: Floats,
    limit: Floats,
    most: float,
    service: Floats,
) -> None:
    """Carry on from set s at stop i by a loop, during which the stop may be served."""
    n = len(service)
    for k in range(1, n):
        if s >> (k - 1) & 1:
            continue
        d = time[1, i, k] + time[2, i, k]
        e = limit[i, k, i] if limit.shape[0] > 1 else limit[0, 0, 0]
        for q in range(pending + 1):
            aloft = max(d, service[i]) if q < pending else d
            if aloft <= e + 1e-9:
                c = f[pending, s, i] + most + aloft
                came = ((s * n + i) * 2 + pending) * 4 + LOOPED
                lower(f, before, q, s | 1 << (k - 1), i, c, came)


@njit(cache=True)
def shortest(  # noqa: C901 - one pass over all states
    time: Floats,
    limit: Floats,
    service: Floats,
    most: float,
    loops: bool,
    revisits: bool,
) -> tuple[Floats, Ints]:
    """Return the least time, and for each state (pending, set, stop) where it comes from."""
    n = time.shape[1]
    sets = 1 << (n - 1)
    states = 2 if service.max() > 0 else 1
    table = routes(time[0], service)
    found = operations(table, time, limit, service, most)
    f = np.full((2, sets, n), np.inf)
    before = np.full((2, sets, n), -1)
    f[0, 0, 0] = 0.0
    for s in range(sets):
        for i in range(1, n):
            came = ((s * n + i) * 2 + 1) * 4 + SERVED
            lower(f, before, 0, s, i, f[1, s, i] + service[i], came)
        if revisits and s < sets - 1:
            done = f[0, s].copy()
            for i in range(n):
                for j in range(n):
                    if i != j and done[i] < np.inf and (j == 0 or s >> (j - 1) & 1):
                        came = ((s * n + i) * 2) * 4 + WALKED
                        lower(f, before, 0, s, j, done[i] + time[0, i, j], came)
        for i in range(n):
            if i == 0 and s == sets - 1:
                continue
            for pending in range(states):
                if f[pending, s, i] < np.inf:
                    if loops:
                        loop(f, before, s, i, pending, time, limit, most, service)
                    spread(f, before, s, i, pending, found, table, revisits, service)
    return f, before
