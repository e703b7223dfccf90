"""How good a plan is for the people in it: who has meetings, how evenly, how long they wait."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import Plan, Problem


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of a plan."""

    meetings: int
    musts: int
    """Must-meets held."""
    asked: int
    """Participants with a request that could be held if it were alone."""
    covered: int
    """Those of them with a meeting."""
    gini: float
    """Gini coefficient of the share of meetings wanted that each participant has: 0 when equal."""
    waits: int
    """Slots between the first and the last meeting of a participant, free and without one."""
    table_moves: int
    """Times that a participant goes to another table from one meeting on site to the next."""
    tables: tuple[int, ...]
    """Tables in use at each slot."""


def measure(problem: Problem, plan: Plan) -> Measures:
    """Return the figures of a plan."""
    held = np.flatnonzero(plan.slot >= 0)
    diary = _diary(problem, plan, held)
    counts = (diary >= 0).sum(axis=1)
    could = problem.people[problem.open().any(axis=1)]
    asked = np.unique(could[could >= 0])
    wanted = np.minimum(problem.cap, np.bincount(could[could >= 0], minlength=len(problem.cap)))
    seated = held[problem.seated[held]]
    return Measures(
        meetings=len(held),
        musts=int(problem.must[held].sum()),
        asked=len(asked),
        covered=int((counts[asked] > 0).sum()),
        gini=gini(counts[asked] / np.maximum(1, wanted[asked])),
        waits=sum(waits(row, free) for row, free in zip(diary, problem.free, strict=True)),
        table_moves=sum(_moves(row, plan) for row in diary),
        tables=tuple(np.bincount(plan.slot[seated], minlength=problem.slots).tolist()),
    )


def gini(shares: NDArray[np.float64]) -> float:
    """Return the Gini coefficient: 0 when all have the same, near 1 when one has everything."""
    total, count = float(shares.sum()), len(shares)
    if not total:
        return 0.0
    ranks = np.arange(1, count + 1)
    return float(2 * (ranks * np.sort(shares)).sum() / (count * total) - (count + 1) / count)


def waits(row: NDArray[np.int64], free: NDArray[np.bool_]) -> int:
    """Count free slots without a meeting between the first and the last meeting of one."""
    held = np.flatnonzero(row >= 0)
    if not len(held):
        return 0
    span = slice(held[0], held[-1] + 1)
    return int((free[span] & (row[span] < 0)).sum())


def _diary(problem: Problem, plan: Plan, held: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return (n, s): the meeting of each participant at each slot; -1 for none."""
    diary = np.full((problem.participants + 1, problem.slots), -1, np.int64)
    for place in range(problem.people.shape[1]):
        diary[problem.people[held, place], plan.slot[held]] = held
    return diary[:-1]


def _moves(row: NDArray[np.int64], plan: Plan) -> int:
    """Count changes between tables of one participant."""
    tables = plan.table[row[row >= 0]]
    tables = tables[tables >= 0]
    return int((tables[1:] != tables[:-1]).sum())
