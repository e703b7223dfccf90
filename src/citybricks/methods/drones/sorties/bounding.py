"""What no plan of many orders can be below, where time is minimised."""

from __future__ import annotations

import numpy as np

from citybricks.methods.drones.sorties.annealing import State
from citybricks.methods.drones.sorties.objectives import Objective, steps
from citybricks.methods.drones.sorties.orders import Whole
from citybricks.methods.drones.sorties.relaxing import pool
from citybricks.methods.drones.sorties.tables import BUSY, COLUMNS, FIRST, Setting, fly
from citybricks.methods.routing.stopping import Stop


def bound(s: Setting, drones: int, objective: Objective, best: State, stop: Stop) -> float:
    """Return what no plan can be below.

    makespan
        The work of all flights shared out evenly, and each order by itself.
    waiting, fair
        Each order as if there were a drone for it alone.
    """
    waits = np.maximum(0, soonest(s) - s.opens)
    if objective == "waiting":
        return float((s.weight * waits).sum())
    if objective == "fair":
        return float(steps(int(waits[s.watched > 0].max(initial=0)), s.step_s) * s.step_s)
    work = pool(s, best, BUSY, stop).bound / drones
    longest = max(int(np.ceil(work - 1e-6)), int(_alone(s)[:, [FIRST, BUSY]].sum(axis=1).max()))
    return float(steps(longest, s.step_s) * s.step_s)


def soonest(s: Setting) -> Whole:
    """Return the seconds after which each order can be in hands."""
    there = s.seconds[0, 1:] + s.service
    return np.ceil(there - 1e-6).astype(np.int64)


def _alone(s: Setting) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return what each order takes by itself."""
    taken = np.zeros((len(s.mass), COLUMNS))
    for order in range(len(s.mass)):
        fly(s, np.array([order, -1, -1]), 1, taken[order])
    return taken
