"""Booths placed so that what is alike stands together, by steps that are counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from citybricks.methods.gatherings.booths.filling import fill, firsts, who
from citybricks.methods.gatherings.booths.halls import Ints
from citybricks.methods.gatherings.booths.problem import Problem
from citybricks.methods.gatherings.booths.swapping import (
    Task,
    anneal,
    block,
    change,
    cost,
    descend,
)

PARTS = 20
"""Times that progress is told."""
COOLED = 1e-2
"""The temperature at the end, of that at the start."""
HOT = 0.7
"""The temperature at the start, of the mean change of a swap."""
PASSES = 20
"""Most passes downhill at the end."""
LEAST_STEPS = 30
"""Swaps for each pair of cells that are worth cooling down for."""
MOST_ROUNDS = 8
"""Most times that it is cooled down."""

Report = Callable[[float], None]


def place(
    problem: Problem, *, iterations: int = 200_000, seed: int = 0, report: Report | None = None
) -> Ints:
    """Place booths; the same iterations and seed give the same places.

    Parameters
    ----------
    problem
        Booths and cells.
    iterations
        Swaps that are tried; passes downhill follow.
    seed
        Start of the random sequence.
    report
        Is told the share that is done.

    Returns
    -------
    The first cell of each booth.

    Raises
    ------
    FullError
        When a booth finds no place.
    """
    return firsts(problem, _searched(problem, iterations, seed, report))


def _searched(problem: Problem, iterations: int, seed: int, report: Report | None) -> Ints:
    """Anneal once or, where there are few cells, again from where it ended; keep the best."""
    task = task_of(problem)
    held = best = who(problem, fill(problem, range(len(problem.size))))
    state = np.array([seed * 2654435769 + 88172645463325252], dtype=np.uint64)
    rounds = min(MOST_ROUNDS, max(1, iterations // (LEAST_STEPS * len(held) ** 2)))
    hot = HOT * _usual(task, held, seed)
    for at in range(rounds):
        share = None if report is None else _part(report, at, rounds)
        held = held.copy()
        _annealed(task, held, iterations // rounds, hot, state, share)
        if cost(task, held) < cost(task, best):
            best = held
    return best


def _part(report: Report, at: int, rounds: int) -> Report:
    return lambda share: report((at + share) / rounds)


def _annealed(
    task: Task, held: Ints, iterations: int, hot: float, state: object, report: Report | None
) -> None:
    """Cool down once, then go downhill, in place."""
    heat, cooling = hot, COOLED ** (1.0 / max(iterations, 1))
    for part in range(PARTS):
        steps = iterations * (part + 1) // PARTS - iterations * part // PARTS
        heat = anneal(task, held, steps, heat, cooling, state)
        if report is not None:
            report((part + 1) / (PARTS + 1))
    for _ in range(PASSES):
        if not descend(task, held):
            break


def task_of(problem: Problem) -> Task:
    """Return the problem as compiled code takes it: per cell, with a booth that is nobody."""
    share = 1.0 / problem.size
    flow = np.pad(problem.flow() * share[:, None] * share[None, :], (0, 1))
    return Task(
        size=np.append(problem.size, 1),
        flow=np.ascontiguousarray(flow),
        pull=np.pad(problem.pull() * share[:, None], ((0, 1), (0, 0))),
        far=np.ascontiguousarray(problem.far),
        hall=problem.hall,
        start=np.searchsorted(problem.hall, problem.hall),
        many=np.bincount(problem.hall)[problem.hall],
        allowed=np.pad(problem.allowed, ((0, 1), (0, 0)), constant_values=True),
        stays=np.append(problem.kept >= 0, [False]),
    )


def _usual(task: Task, held: Ints, seed: int) -> float:
    """Return the mean change of some swaps."""
    chosen = np.random.default_rng(seed).integers(len(held), size=(200, 2))
    changes = []
    for one, other in chosen:
        size = block(task, held, one, other, 1)
        if size:
            changes.append(abs(change(task, held, one - one % size, other - other % size, size)))
    return float(np.mean(changes)) if changes else 1.0


def objective(problem: Problem, first: Ints) -> float:
    """Return what places cost."""
    return float(cost(task_of(problem), who(problem, first)))
