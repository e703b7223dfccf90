"""What is given, as the compiled parts read it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from citybricks.methods.drones.trucks.compiling import Floats, Ints
from citybricks.methods.drones.trucks.operations import LOOPS
from citybricks.methods.drones.trucks.problem import Problem

NEAR = 8
"""Neighbours of a customer that are tried first."""


class Arrays(NamedTuple):
    """What is given, as arrays and plain numbers."""

    bare: Floats
    """Seconds by truck, out with the service, back [recovery, customer] (3, n, n)."""
    time: Floats
    """The same; the truck's with the service at the stop that it leaves."""
    limit: Floats
    """Most seconds in the air, (n, n, n) or (1, 1, 1)."""
    most: float
    """Seconds of launch and recovery together."""
    loops: int
    """Most loops from one stop."""
    near: Ints
    """Nearest customers of each."""
    scale: float
    """Mean seconds to near neighbours."""


def prepared(problem: Problem) -> Arrays:
    """Return what is given as the compiled parts read it."""
    out = problem.flight_s + problem.drone_service_s
    out = np.where(problem.droppable & (problem.drones > 0), out, np.inf)
    bare = np.stack([problem.truck_s, out, problem.flight_s.T])
    time = bare.copy()
    time[0] += problem.truck_service_s[:, None]
    return Arrays(
        bare=bare,
        time=time,
        limit=np.ascontiguousarray(problem.endurance_s),
        most=float(problem.launch_s + problem.recovery_s),
        loops=LOOPS if problem.loops else 0,
        near=_near(problem),
        scale=_scale(problem),
    )


def _near(problem: Problem) -> Ints:
    """Return the nearest other customers of each customer; the depot's row stays unused."""
    n = problem.nodes
    road = problem.truck_s + problem.truck_s.T + np.diag(np.full(n, np.inf))
    road[:, 0] = np.inf
    width = max(1, min(NEAR, n - 2))
    near = np.argsort(road, axis=1, kind="stable")[:, :width]
    return np.where(near == 0, min(1, n - 1), near).astype(np.int64)


def _scale(problem: Problem) -> float:
    """Return the mean time to near neighbours."""
    road = np.sort(problem.truck_s + np.diag(np.full(problem.nodes, np.inf)), axis=1)
    near = road[:, : max(1, min(5, problem.nodes - 1))]
    return float(near[np.isfinite(near)].mean()) if np.isfinite(near).any() else 1.0
