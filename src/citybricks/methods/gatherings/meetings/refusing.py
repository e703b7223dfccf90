"""Why a request has no meeting, from what the plan leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import Bools, Ints, Longs, Problem, Refusal

Whole = NDArray[np.intp]
NOBODY = np.iinfo(np.int64).max


class Residue:
    """What a plan leaves: who is idle when, who may have more, tables and interpreters."""

    def __init__(self, problem: Problem, slot: Ints) -> None:
        self.problem, self.slot = problem, slot
        held = np.flatnonzero(slot >= 0)
        self.diary = np.full((problem.participants + 1, problem.slots), -1, np.int64)
        for place in range(problem.people.shape[1]):
            self.diary[problem.people[held, place], slot[held]] = held
        self.diary[-1] = -1
        self.weight = np.append(problem.weight, NOBODY)
        met = self.weight[self.diary[:-1]]
        self.full = (self.diary[:-1] >= 0).sum(axis=1) >= problem.cap
        self.lightest = np.where(
            self.full, self.diary[np.arange(problem.participants), met.argmin(axis=1)], -1
        )
        seated = problem.seated & (slot >= 0)
        self.tables = problem.tables - np.bincount(slot[seated], minlength=problem.slots)
        self.least_seated = self._lightest_at(seated)
        self.pools = [
            (problem.interpreter == pool) & (slot >= 0) for pool in range(len(problem.interpreters))
        ]
        self.least_in_pool = [self._lightest_at(pool) for pool in self.pools]
        self.interpreters = [
            have - np.bincount(slot[pool], minlength=problem.slots)
            for have, pool in zip(problem.interpreters, self.pools, strict=True)
        ]

    def _lightest_at(self, some: Bools) -> Longs:
        """Return (s,): the lightest of some meetings at each slot; -1 for none."""
        found = np.full(self.problem.slots, -1, np.int64)
        rows = np.flatnonzero(some)
        for r in rows[np.argsort(self.problem.weight[rows], kind="stable")][::-1]:
            found[self.slot[r]] = r  # the last of them is the lightest
        return found

    def displaced(self, r: int, who: list[int], slots: Whole) -> int:
        """Return the least weight that would have to give way at one of some slots."""
        problem = self.problem
        met = self.diary[who][:, slots]
        ways = np.where(met < 0, self.lightest[who][:, None], met)
        if problem.seated[r]:
            ways = self._freeing(ways, slots, problem.seated, self.tables, self.least_seated)
        pool = int(problem.interpreter[r])
        if pool >= 0:
            holds, left = problem.interpreter == pool, self.interpreters[pool]
            ways = self._freeing(ways, slots, holds, left, self.least_in_pool[pool])
        for row in range(1, len(ways)):  # a meeting of two of them gives way once
            ways[row, (ways[:row] == ways[row]).any(axis=0)] = -1
        return int(np.where(ways < 0, 0, self.weight[ways]).sum(axis=0).min())

    def _freeing(self, ways: Longs, slots: Whole, holds: Bools, left: Longs, least: Longs) -> Longs:
        """Add the lightest that holds what is needed, where none is left and none becomes free."""
        freed = ((ways >= 0) & holds[ways] & (self.slot[ways] == slots)).any(axis=0)
        more = np.where(freed | (left[slots] > 0), -1, least[slots])
        return np.vstack([ways, more])


def refusals(problem: Problem, slot: Ints) -> list[Refusal]:
    """Return the reason of each request that a plan refuses, in order of the requests."""
    residue, common = Residue(problem, np.asarray(slot)), problem.common()
    return [
        _never(problem, int(r), common[r]) or _held_by_others(residue, int(r), common[r])
        for r in np.flatnonzero(np.asarray(slot) < 0)
    ]


def _never(problem: Problem, r: int, common: Bools) -> Refusal | None:
    """Return why a request could be nowhere even if it were alone, if so."""
    who, slots = _who(problem, r), np.flatnonzero(common)
    if not problem.allowed[r]:
        return Refusal(r, "rule", who)
    if not len(slots):
        return Refusal(r, "no_common_slot", who)
    pool = int(problem.interpreter[r])
    tables = problem.tables[slots] > 0 if problem.seated[r] else np.ones(len(slots), bool)
    if not tables.any():
        return Refusal(r, "no_table", who, (), _whole(slots))
    if pool >= 0 and not (tables & (problem.interpreters[pool, slots] > 0)).any():
        return Refusal(r, "no_interpreter", who, (), _whole(slots))
    nothing = tuple(p for p in who if problem.cap[p] <= 0)
    return Refusal(r, "cap", nothing) if nothing else None


def _held_by_others(residue: Residue, r: int, common: Bools) -> Refusal:
    """Return which meetings hold the place of a request."""
    problem, slots = residue.problem, np.flatnonzero(common)
    who = _who(problem, r)
    could = slots[problem.tables[slots] > 0] if problem.seated[r] else slots
    pool = int(problem.interpreter[r])
    if pool >= 0:
        could = could[problem.interpreters[pool, could] > 0]
    less = residue.displaced(r, list(who), could)
    full = tuple(p for p in who if residue.full[p])
    if full:
        return Refusal(r, "cap", full, _held(residue.diary[list(full)]), (), less)
    meetings = residue.diary[list(who)][:, could]
    idle = could[(meetings < 0).all(axis=0)]
    if not len(idle):
        busy = tuple(p for p, row in zip(who, meetings, strict=True) if (row >= 0).any())
        return Refusal(r, "busy", busy, _held(meetings), _whole(could), less)
    at = np.isin(residue.slot, idle)
    if problem.seated[r] and (residue.tables[idle] <= 0).all():
        holders = np.flatnonzero(problem.seated & at)
        return Refusal(r, "tables_full", who, _whole(holders), _whole(idle), less)
    if pool >= 0:
        none = residue.interpreters[pool][idle] <= 0
        free = ~none & ((residue.tables[idle] > 0) | ~problem.seated[r])
        short, idle = idle[none], idle[free]
    if pool >= 0 and not len(idle):
        holders = np.flatnonzero(residue.pools[pool] & np.isin(residue.slot, short))
        return Refusal(r, "interpreters_full", who, _whole(holders), _whole(short), less)
    return Refusal(r, "left_out", who, (), _whole(idle), less)


def _who(problem: Problem, r: int) -> tuple[int, ...]:
    row = problem.people[r]
    return _whole(row[row >= 0])


def _held(meetings: NDArray[np.int64]) -> tuple[int, ...]:
    return _whole(np.unique(meetings[meetings >= 0]))


def _whole(values: NDArray[np.integer]) -> tuple[int, ...]:
    return tuple(int(value) for value in values)
