"""Tables of meetings on site: as few changes of table for everybody as can be, slot by slot."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import Ints, Problem

PASSES = 4
"""Times that the slots are gone through."""


def seat(problem: Problem, slot: Ints, kept: Ints | None = None) -> Ints:
    """Return the table of each meeting: the one where its people sat before or sit afterwards.

    Parameters
    ----------
    slot
        (m,): slot of each request; -1 for none.
    kept
        (m,): tables that were published; one stays where it was when nothing speaks against it.
    """
    table = np.full(problem.requests, -1, np.int32)
    whose = _diaries(problem, slot)
    for turn in range(PASSES):
        slots = range(problem.slots) if turn % 2 == 0 else range(problem.slots - 1, -1, -1)
        for s in slots:
            _seat_slot(problem, slot, table, whose, s, kept)
    return table


def _diaries(problem: Problem, slot: Ints) -> NDArray[np.int64]:
    """Return (n + 1, s): the seated meeting of each participant at each slot; -1 for none."""
    held = np.flatnonzero((slot >= 0) & problem.seated)
    diary = np.full((problem.participants + 1, problem.slots), -1, np.int64)
    for place in range(problem.people.shape[1]):
        diary[problem.people[held, place], slot[held]] = held
    diary[-1] = -1
    return diary


def _seat_slot(
    problem: Problem,
    slot: Ints,
    table: Ints,
    diary: NDArray[np.int64],
    s: int,
    kept: Ints | None,
) -> None:
    """Assign the tables of one slot, given the others."""
    from scipy.optimize import linear_sum_assignment

    held = np.flatnonzero((slot == s) & problem.seated)
    if not len(held):
        return
    liked = np.zeros((len(held), int(problem.tables[s])))
    for at, r in enumerate(held):
        for p in problem.people[r][problem.people[r] >= 0]:
            row = diary[p]
            for near in (row[:s][row[:s] >= 0][-1:], row[s + 1 :][row[s + 1 :] >= 0][:1]):
                if len(near) and 0 <= table[near[0]] < liked.shape[1]:
                    liked[at, table[near[0]]] += 1
        if kept is not None and 0 <= kept[r] < liked.shape[1]:
            liked[at, kept[r]] += 2 * problem.people.shape[1] + 1
    liked -= np.arange(liked.shape[1]) * 1e-6  # low numbers first
    rows, columns = linear_sum_assignment(-liked)
    table[held[rows]] = columns
