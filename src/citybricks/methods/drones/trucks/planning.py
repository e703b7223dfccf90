"""A plan for a truck with drones, and how good it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.drones.trucks.arranging import arrange
from citybricks.methods.drones.trucks.bounds import makespan_bound
from citybricks.methods.drones.trucks.checking import check, worth
from citybricks.methods.drones.trucks.cutting import Steps, cut, genes_of, tasks_of
from citybricks.methods.drones.trucks.deciding import CUSTOMERS, decided
from citybricks.methods.drones.trucks.operations import LOOPS
from citybricks.methods.drones.trucks.permuting import anneal, seeded
from citybricks.methods.drones.trucks.plan import Task, TruckPlan, written
from citybricks.methods.drones.trucks.problem import Costs, Problem
from citybricks.methods.drones.trucks.simulating import RULES, simulate
from citybricks.methods.routing.answer import Answer, watched
from citybricks.methods.routing.stopping import Stop

SOLVER = "citybricks truck and drones 1"
SPAN = 10
"""Most positions of an operation."""
SPARES = (2, 12)
"""Least spare stops, and customers for each of them."""
MEETING = 0.06
"""Share of moves of spare stops."""
NEAR = 8
"""Neighbours of a customer that are tried first."""
MIX = np.array([0.3, 0.48, 0.65, 0.88, 0.94])
"""Shares of moves: swap, shift forward, shift back, reverse, blocks."""
LOCAL = 0.6
"""Share of moves within a few positions."""
HOT, COLD = 0.35, 0.01
"""Temperatures at the start and the end, as shares of the mean distance of near neighbours."""
WARM, CHILL = 0.25, 0.005
"""The same, where plans are simulated."""
FIRST = 0.2
"""Share of the search over sequences, when plans are simulated after it."""
CHUNK = 4096
"""Moves between two looks at the clock; a multiple of the calls between reports."""

Genes = NDArray[np.int64]


def plan(problem: Problem, stop: Stop, seed: int = 0) -> tuple[TruckPlan, Answer]:
    """Plan the stops of the truck, the sorties of the drones, and the timetable.

    Parameters
    ----------
    problem
        What is given.
    stop
        When the search ends; an iteration is a move.
    seed
        Of the random numbers; the same seed and iterations give the same plan.
    """
    with watched() as watch:
        arrays = arrays_of(problem)
        bound = -math.inf
        one = problem.drones <= 1 and problem.objective == "makespan"
        if one and problem.nodes - 1 <= CUSTOMERS:
            bound, steps = decided(problem, arrays)
            found = [written(problem, *tasks_of(steps, problem.nodes))]
        else:
            seeded(seed)
            alone = one and not problem.truck_service_s.any()
            steps = _sequenced(problem, arrays, stop, 1.0 if alone else FIRST)
            found = [written(problem, *tasks_of(steps, problem.nodes))]
            if not alone:
                found += _arranged(problem, arrays, steps, stop)
            if problem.objective == "makespan":
                bound = makespan_bound(problem)
        chosen = min(found, key=lambda x: (len(check(problem, x.rows)), worth(problem, x.rows)))
    value = worth(problem, chosen.rows)
    answer = Answer(
        solver=SOLVER,
        seed=seed,
        cpu_s=watch.seconds,
        iterations=stop.done,
        objective=value,
        lower_bound=min(bound, value),
        violations=check(problem, chosen.rows),
    )
    return chosen, answer


def arrays_of(problem: Problem) -> dict[str, Any]:
    """Return what is given as the compiled parts read it."""
    out = problem.flight_s + problem.drone_service_s
    out = np.where(problem.droppable & (problem.drones > 0), out, np.inf)
    bare = np.stack([problem.truck_s, out, problem.flight_s.T])
    time = bare.copy()
    time[0] += problem.truck_service_s[:, None]
    return {
        "bare": bare,
        "time": time,
        "limit": np.ascontiguousarray(problem.endurance_s),
        "most": float(problem.launch_s + problem.recovery_s),
        "loops": LOOPS if problem.loops else 0,
        "near": _near(problem),
        "scale": _scale(problem),
    }


def _near(problem: Problem) -> Genes:
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


def _stretches(stop: Stop, begin: float, end: float) -> Iterator[tuple[int, float, float]]:
    """Yield moves, and the shares of a phase at their begin and end, until the phase is over."""
    moves, share = CHUNK, max(begin, stop.share)
    while True:
        if stop.iterations is not None:
            moves = min(CHUNK, stop.iterations - stop.done)
        if share >= end or moves <= 0 or stop():
            return
        before = (share - begin) / (end - begin)
        grown = moves / stop.iterations if stop.iterations else moves * share / max(1, stop.done)
        after = min(1.0, before + grown / (end - begin))
        yield moves, before, max(after, before)
        stop.done += moves - 1
        share = stop.share


def _heat(share: float, hot: float, cold: float) -> float:
    return max(1e-12, hot * (cold / hot) ** share)


def _start(problem: Problem) -> Genes:
    """Return a sequence: always to the nearest customer."""
    left, sequence = set(range(1, problem.nodes)), [0]
    while left:
        road = problem.truck_s[sequence[-1]]
        nearest = min(left, key=lambda c: (road[c], c))
        sequence.append(nearest)
        left.remove(nearest)
    return np.array([*sequence, 0], dtype=np.int64)


def _sequenced(problem: Problem, arrays: dict[str, Any], stop: Stop, end: float) -> Steps:
    """Anneal over sequences cut into operations."""
    n = problem.nodes
    start = _start(problem)
    spares = (
        max(SPARES[0], n // SPARES[1]) if end == 1.0 and problem.loops and problem.revisits else 0
    )
    p = np.concatenate([start[:1], np.full(spares, n), start[1:]])
    m = len(p)
    best, span = p.copy(), min(SPAN, m - 1)
    if n > 3:  # noqa: PLR2004 - three customers at least
        whole_numbers = [np.zeros(m, dtype=np.int64) for _ in range(3)]
        line, loops = np.zeros((2, m)), np.full((m, LOOPS, 3), np.inf)
        given = [arrays[x] for x in ("time", "limit", "most", "loops")]
        tables = [np.zeros(m) for _ in range(3)]
        scale, value = arrays["scale"], math.inf
        for moves, before, after in _stretches(stop, 0.0, end):
            heats = [_heat(s, HOT * scale, COLD * scale) for s in (before, after)]
            value = anneal(
                p,
                best,
                *whole_numbers,
                line,
                loops,
                *given,
                *tables,
                arrays["near"],
                span,
                moves,
                *heats,
                value,
                LOCAL,
                MIX,
                MEETING if spares else 0.0,
            )
    return cut(best.tolist(), arrays, span)[1]


def _arranged(
    problem: Problem, arrays: dict[str, Any], steps: Steps, stop: Stop
) -> list[TruckPlan]:
    """Anneal over plans that are simulated, from one of a single drone."""
    n = problem.nodes
    genes = genes_of(problem, steps)
    trial, best = genes.copy(), genes.copy()
    mode = ("makespan", "cost", "worst", "p90").index(problem.objective)
    spent, per_s = _spent(problem)
    numbers = np.array(
        [problem.drones, problem.loops, problem.launch_s, problem.recovery_s, per_s], dtype=float
    )
    given = (arrays["bare"], arrays["limit"], problem.truck_service_s, spent, numbers, RULES)
    stay, delivered, out = np.zeros((problem.drones + 1, 5)), np.zeros(n), np.zeros(4)
    work = (stay, delivered, np.zeros((1, 3), dtype=np.int64), out, np.zeros(n))
    state = np.array([math.inf, math.inf, 1.0])
    scale = arrays["scale"]
    if mode == 1:
        scale = float(np.mean(spent[0])) / 4 + per_s * scale
    flags = (arrays["near"], problem.droppable & (problem.drones > 0), problem.remote)
    for moves, before, after in _stretches(stop, stop.share, 1.0):
        heats = [_heat(s, WARM * scale, CHILL * scale) for s in (before, after)]
        arrange(genes, trial, best, *given, *flags, mode, work, state, moves, *heats)
    if not math.isfinite(state[1]):
        return []
    record = np.zeros((4 * n + 4, 3), dtype=np.int64)
    simulate(best, *given, stay, delivered, record, out)
    return [written(problem, *_recorded(best, record[: int(out[3])]))]


def _spent(problem: Problem) -> tuple[NDArray[np.float64], float]:
    """Return costs as the simulation reads them, and of a second."""
    if problem.objective != "cost" or problem.costs is None:
        return np.zeros((3, 1, 1)), 0.0
    costs: Costs = problem.costs
    back = np.asarray(costs.back).T
    return np.stack([np.asarray(costs.truck), np.asarray(costs.out), back]), costs.per_s


def _recorded(genes: Genes, record: Genes) -> tuple[list[int], list[list[Task]]]:
    """Return the route and the tasks of what was simulated."""
    stops = [int(c) for c in genes[0, :-1] if not genes[1, c]]
    route = [0, *stops, 0]
    tasks: list[list[Task]] = [[] for _ in route]
    for kind, customer, stop in record.tolist():
        tasks[stop].append(Task(("launch", "recover", "serve")[kind], customer))  # type: ignore[arg-type]
    return route, tasks
