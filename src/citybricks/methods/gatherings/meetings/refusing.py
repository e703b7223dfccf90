"""Why a request has no meeting, from what the plan leaves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import Bools, Ints, Problem, Refusal


class Residue:
    """What a plan leaves: who is idle when, who may have more, tables and interpreters."""

    def __init__(self, problem: Problem, slot: Ints) -> None:
        held = np.flatnonzero(slot >= 0)
        self.diary = np.full((problem.participants + 1, problem.slots), -1, np.int64)
        for place in range(problem.people.shape[1]):
            self.diary[problem.people[held, place], slot[held]] = held
        self.diary[-1] = -1
        self.left = problem.cap - (self.diary[:-1] >= 0).sum(axis=1)
        self.tables = problem.tables - np.bincount(
            slot[held][problem.seated[held]], minlength=problem.slots
        )
        self.interpreters = problem.interpreters.copy()
        asks = held[problem.interpreter[held] >= 0]
        np.subtract.at(self.interpreters, (problem.interpreter[asks], slot[asks]), 1)
        self.seated, self.pool, self.slot = problem.seated, problem.interpreter, slot


def refusals(problem: Problem, slot: Ints) -> list[Refusal]:
    """Return the reason of each request that a plan refuses, in order of the requests."""
    residue, common = Residue(problem, slot), problem.common()
    return [
        _reason(problem, residue, int(r), common[r]) for r in np.flatnonzero(np.asarray(slot) < 0)
    ]


def _reason(problem: Problem, residue: Residue, r: int, common: Bools) -> Refusal:
    """Return the first reason of: rule, no common slot, nothing at them, cap, busy, supplies."""
    row = problem.people[r]
    who = tuple(int(p) for p in row[row >= 0])
    slots = np.flatnonzero(common)
    if not problem.allowed[r]:
        return Refusal(r, "rule", who)
    if not len(slots):
        return Refusal(r, "no_common_slot", who)
    pool = int(problem.interpreter[r])
    if problem.seated[r] and not problem.tables[slots].any():
        return Refusal(r, "no_table", who, (), _whole(slots))
    if pool >= 0 and not problem.interpreters[pool, slots].any():
        return Refusal(r, "no_interpreter", who, (), _whole(slots))
    full = tuple(p for p in who if residue.left[p] <= 0)
    if full:
        meetings = residue.diary[list(full)]
        return Refusal(r, "cap", full, _held(meetings))
    meetings = residue.diary[list(who)][:, slots]
    idle = slots[(meetings < 0).all(axis=0)]
    if not len(idle):
        busy = tuple(p for p, row in zip(who, meetings, strict=True) if (row >= 0).any())
        return Refusal(r, "busy", busy, _held(meetings), _whole(slots))
    return next(_short(residue, r, who, idle), Refusal(r, "left_out", who, (), _whole(idle)))


def _short(
    residue: Residue, r: int, who: tuple[int, ...], idle: NDArray[np.intp]
) -> Iterator[Refusal]:
    """Yield what is short at the slots in which all are idle."""
    there = np.isin(residue.slot, idle)
    pool = residue.pool[r]
    if residue.seated[r]:
        full = idle[residue.tables[idle] <= 0]
        if len(full):
            holders = np.flatnonzero(residue.seated & np.isin(residue.slot, full))
            yield Refusal(r, "tables_full", who, _whole(holders), _whole(full))
    if pool >= 0:
        short = idle[residue.interpreters[pool, idle] <= 0]
        if len(short):
            holders = np.flatnonzero((residue.pool == pool) & there)
            yield Refusal(r, "no_interpreter", who, _whole(holders), _whole(short))


def _held(meetings: NDArray[np.int64]) -> tuple[int, ...]:
    return _whole(np.unique(meetings[meetings >= 0]))


def _whole(values: NDArray[np.intp] | NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(value) for value in values)
