"""The search over sequences of customers, each cut into operations."""

from __future__ import annotations

import math

import numpy as np

from citybricks.methods.drones.trucks.compiling import Ints
from citybricks.methods.drones.trucks.cooling import Heat, runs, stretches
from citybricks.methods.drones.trucks.cutting import Steps, cut
from citybricks.methods.drones.trucks.operations import LOOPS
from citybricks.methods.drones.trucks.permuting import anneal
from citybricks.methods.drones.trucks.preparing import Arrays
from citybricks.methods.drones.trucks.problem import Problem
from citybricks.methods.routing.stopping import Stop

SPAN = 10
"""Most positions of an operation."""
SPARES = (2, 12)
"""Least spare stops, and customers for each of them."""
MIX = np.array([0.3, 0.48, 0.65, 0.88, 0.94])
"""Shares of moves: swap, shift forward, shift back, reverse, blocks."""
LOCAL = 0.6
"""Share of moves within a few positions."""
MEETING = 0.06
"""Share of moves of spare stops."""
HOT, COLD = 0.35, 0.03
"""Temperatures at the begin and the end, as shares of the mean time to near neighbours."""
RUNS, MOVES_OF_A_RUN, MOVES_IN_A_SECOND = 3, 15_000, 300_000
"""Most runs from the start; moves of each per customer; about how fast."""


def sequenced(problem: Problem, arrays: Arrays, stop: Stop, end: float, *, spare: bool) -> Steps:
    """Anneal over sequences cut into operations.

    Parameters
    ----------
    problem, arrays
        What is given.
    stop
        When the search ends.
    end
        Share of it that is used here.
    spare
        Whether the truck may come back to a place to meet the drone.
    """
    n = problem.nodes
    first = _start(problem)
    spares = max(SPARES[0], n // SPARES[1]) if spare else 0
    first = np.concatenate([first[:1], np.full(spares, n), first[1:]])
    best, span = first.copy(), min(SPAN, len(first) - 1)
    if n > 3:  # noqa: PLR2004 - three customers at least
        _search(best, arrays, stop, end, runs(stop, MOVES_OF_A_RUN * n, MOVES_IN_A_SECOND, RUNS))
    return cut(best.tolist(), arrays, span)[1]


def _search(best: Ints, arrays: Arrays, stop: Stop, end: float, many: int) -> None:
    """Anneal from the sequence in `best`, a number of times; leave the best one there."""
    first, p, m = best.copy(), best.copy(), len(best)
    spare = int(best.max()) >= len(arrays.near)
    at, old, pos = (np.zeros(m, dtype=np.int64) for _ in range(3))
    ahead, behind, fresh = (np.zeros(m) for _ in range(3))
    line, loops = np.zeros((2, m)), np.full((m, LOOPS, 3), np.inf)
    heat = Heat(HOT * arrays.scale, COLD * arrays.scale)
    value, run = math.inf, 0
    for moves, before, after in stretches(stop, 0.0, end):
        if int(before * many) > run:
            run += 1
            p[:] = first
        value = anneal(
            p,
            best,
            at,
            old,
            pos,
            line,
            loops,
            arrays.time,
            arrays.limit,
            arrays.most,
            arrays.loops,
            ahead,
            behind,
            fresh,
            arrays.near,
            min(SPAN, m - 1),
            moves,
            heat.at(before * many - run),
            heat.at(after * many - run),
            value,
            LOCAL,
            MIX,
            MEETING if spare else 0.0,
        )


def _start(problem: Problem) -> Ints:
    """Return a sequence: always to the nearest customer."""
    left, sequence = set(range(1, problem.nodes)), [0]
    while left:
        road = problem.truck_s[sequence[-1]]
        nearest = min(left, key=lambda c: (road[c], c))
        sequence.append(nearest)
        left.remove(nearest)
    return np.array([*sequence, 0], dtype=np.int64)
