"""The search over plans that are simulated: several drones, any objective."""

from __future__ import annotations

import math

import numpy as np

from citybricks.methods.drones.trucks.arranging import arrange
from citybricks.methods.drones.trucks.compiling import Floats, Ints
from citybricks.methods.drones.trucks.cooling import Heat, runs, stretches
from citybricks.methods.drones.trucks.cutting import Steps, genes_of
from citybricks.methods.drones.trucks.plan import Task, TruckPlan, written
from citybricks.methods.drones.trucks.preparing import Arrays
from citybricks.methods.drones.trucks.problem import Costs, Problem
from citybricks.methods.drones.trucks.simulating import RULES, simulate
from citybricks.methods.routing.stopping import Stop

WARM, CHILL = 0.25, 0.005
"""Temperatures at the begin and the end, as shares of the mean time to near neighbours."""

RUNS, MOVES_OF_A_RUN, NODES_IN_A_SECOND = 12, 30_000, 2e7
"""Most runs from the start; moves of each per customer; nodes that are simulated in a second."""


def scheduled(problem: Problem, arrays: Arrays, steps: Steps, stop: Stop) -> list[TruckPlan]:
    """Anneal over plans that are simulated, from one of a single drone."""
    n = problem.nodes
    genes = genes_of(problem, steps)
    trial, best = genes.copy(), genes.copy()
    mode = ("makespan", "cost", "worst", "p90").index(problem.objective)
    spent, per_s = _spent(problem)
    numbers = np.array(
        [problem.drones, problem.loops, problem.launch_s, problem.recovery_s, per_s], dtype=float
    )
    given = (arrays.bare, arrays.limit, problem.truck_service_s, spent, numbers, RULES)
    stay, delivered, out = np.zeros((problem.drones + 1, 5)), np.zeros(n), np.zeros(4)
    work = (stay, delivered, np.zeros((1, 3), dtype=np.int64), out, np.zeros(n))
    state = np.array([math.inf, math.inf, 1.0])
    scale = arrays.scale
    if mode == 1:
        scale = float(np.mean(spent[0])) / 4 + per_s * scale
    flags = (arrays.near, problem.droppable & (problem.drones > 0), problem.remote)
    heat = Heat(WARM * scale, CHILL * scale)
    many, run, first = runs(stop, MOVES_OF_A_RUN * n, NODES_IN_A_SECOND / n, RUNS), 0, genes.copy()
    for moves, before, after in stretches(stop, stop.share, 1.0):
        if int(before * many) > run:
            run += 1
            genes[:], state[0] = first, math.inf
        heats = heat.at(before * many - run), heat.at(after * many - run)
        arrange(genes, trial, best, *given, *flags, mode, work, state, moves, *heats)
    if not math.isfinite(state[1]):
        return []
    record = np.zeros((4 * n + 4, 3), dtype=np.int64)
    simulate(best, *given, stay, delivered, record, out)
    return [written(problem, *_recorded(best, record[: int(out[3])]))]


def _spent(problem: Problem) -> tuple[Floats, float]:
    """Return costs as the simulation reads them, and of a second."""
    if problem.objective != "cost" or problem.costs is None:
        return np.zeros((3, 1, 1)), 0.0
    costs: Costs = problem.costs
    back = np.asarray(costs.back).T
    return np.stack([np.asarray(costs.truck), np.asarray(costs.out), back]), costs.per_s


def _recorded(genes: Ints, record: Ints) -> tuple[list[int], list[list[Task]]]:
    """Return the route and the tasks of what was simulated."""
    stops = [int(c) for c in genes[0, :-1] if not genes[1, c]]
    route = [0, *stops, 0]
    tasks: list[list[Task]] = [[] for _ in route]
    for kind, customer, stop in record.tolist():
        tasks[stop].append(Task(("launch", "recover", "serve")[kind], customer))
    return route, tasks
