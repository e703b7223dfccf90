"""The best plan of a truck with one drone, proved, for a dozen customers."""

from __future__ import annotations

import math

import numpy as np

from citybricks.methods.drones.trucks.cutting import Step, Steps
from citybricks.methods.drones.trucks.exact import LOOPED, SERVED, WALKED, shortest
from citybricks.methods.drones.trucks.preparing import Arrays
from citybricks.methods.drones.trucks.problem import Numbers, Problem

Move = tuple[int, tuple[int, int, int], tuple[int, int, int]]
"""How a state is reached, from which, and the state: pending, customers served, stop."""
CUSTOMERS = 13
"""Most customers for which every plan is looked at."""


def decided(problem: Problem, arrays: Arrays) -> tuple[float, Steps]:
    """Return the least time of all plans, and a plan that takes it.

    Parameters
    ----------
    problem
        What is given; one drone, and time as the objective.
    arrays
        The same, for the compiled part.
    """
    n = problem.nodes
    service = problem.truck_service_s
    given = (arrays.bare, arrays.limit, service, arrays.most)
    f, before = shortest(*given, problem.loops, problem.revisits and problem.loops)
    full = (1 << (n - 1)) - 1
    value, pending, s, i = float(f[0, full, 0]), 0, full, 0
    moves: list[Move] = []
    while (s, i) != (0, 0):
        code, kind = divmod(int(before[pending, s, i]), 4)
        came = (code & 1, code // (2 * n), (code >> 1) % n)
        moves.append((kind, came, (pending, s, i)))
        pending, s, i = came
    return value, _steps(problem, arrays.bare, moves[::-1])


def _members(s: int) -> list[int]:
    return [k + 1 for k in range(s.bit_length()) if s >> k & 1]


def _steps(problem: Problem, time: Numbers, moves: list[Move]) -> Steps:
    """Turn moves between states into operations."""
    steps: Steps = []
    loops: list[int] = []
    early, in_loop, n = False, -1, problem.nodes
    start = 0
    for kind, (was, s, i), (now, t, j) in moves:
        if kind == SERVED:
            early = True
            continue
        if kind == LOOPED:
            if was and not now:
                in_loop = len(loops)
            loops += _members(t & ~s)
            continue
        new = j > 0 and not s >> (j - 1) & 1
        end = j if new or (j == 0 and kind != WALKED and _is_last(n, t)) else j + n
        inner = _members(t & ~s & ~(1 << (j - 1) if new else 0))
        flown, driven = _flown(problem, time, inner, (i, was), (j, new and not now))
        steps.append(Step(start, tuple(loops), flown, driven, end, early, bool(now), in_loop))
        loops, early, in_loop, start = [], False, -1, end
    if loops:
        steps.append(Step(start, tuple(loops), 0, (), n))
    return steps


def _is_last(n: int, served: int) -> bool:
    return served == (1 << (n - 1)) - 1


def _flown(
    problem: Problem, time: Numbers, inner: list[int], start: tuple[int, int], end: tuple[int, bool]
) -> tuple[int, tuple[int, ...]]:
    """Return who is flown to between two stops, and the order in which the truck serves others."""
    (i, was), (j, served) = start, end
    if not inner:
        return 0, ()
    best = math.inf
    chosen: tuple[int, tuple[int, ...]] = (0, ())
    for k in inner:
        others = [x for x in inner if x != k]
        seconds, order = _order(problem, time, i, others, j)
        seconds += was * problem.truck_service_s[i] + served * problem.truck_service_s[j]
        seconds = max(seconds, time[1, i, k] + time[2, j, k])
        if seconds <= problem.most_in_the_air(i, k, j) + 1e-9 and seconds < best:
            best, chosen = seconds, (k, order)
    return chosen


def _order(
    problem: Problem, time: Numbers, i: int, others: list[int], j: int
) -> tuple[float, tuple[int, ...]]:
    """Return the shortest way from i over all others to j."""
    size = len(others)
    table: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, i): (0.0, ())}
    for s in range(1 << size):
        for at in [i, *others]:
            if (s, at) not in table:
                continue
            seconds, order = table[s, at]
            for z, node in enumerate(others):
                if s >> z & 1:
                    continue
                more = seconds + time[0, at, node] + problem.truck_service_s[node]
                key = (s | 1 << z, node)
                if key not in table or more < table[key][0]:
                    table[key] = (more, (*order, node))
    ends = [
        (c + time[0, at, j], order) for (s, at), (c, order) in table.items() if s == (1 << size) - 1
    ]
    return min(ends, key=lambda x: x[0]) if np.isfinite(ends[0][0]) else (math.inf, ())
