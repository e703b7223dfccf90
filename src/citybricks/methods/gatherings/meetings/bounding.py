"""What no schedule can exceed: the best choice of meetings when slots do not matter.

A b-matching [1]_: each participant has at most as many meetings as wanted and as slots there are
in which somebody who asked is free too; all meetings together at most as many tables and
interpreters as all slots have. As many must-meets as can be, then as many participants with a
meeting as can be, then the weight. Where the linear program has a whole answer that is the proof,
elsewhere the whole-number program is solved to its proven optimum; both by HiGHS [2]_.

.. [1] A. Schrijver, Combinatorial Optimization (2003), chapters 31-33, ISBN 978-3-540-44389-6.
.. [2] Q. Huangfu, J. Hall, Parallelizing the dual revised simplex method, Mathematical Programming
       Computation 10 (2018), doi:10.1007/s12532-017-0130-5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.errors import MeetingsError
from citybricks.methods.gatherings.meetings.problem import Bools, Bound, Longs, Problem

COUNT = -1
"""Participants with a meeting are what is maximised."""
CLEAR = 1e-6
"""How far from whole a value of the linear program may be."""

NODES = 10_000
"""Nodes of the whole-number program at most."""
INFEASIBLE = 2
HALF = 0.5

Floats = NDArray[np.float64]


def bound(problem: Problem, *, musts: int | None = None, covered: int | None = None) -> Bound:
    """Return the most that any schedule can reach.

    Parameters
    ----------
    musts, covered
        Must-meets held and participants with a meeting at least; as many as can be when None.
    """
    could = problem.open()
    useful = np.flatnonzero(could.any(axis=1))
    choice = _Choice(problem, could, useful)
    must = problem.must[useful].astype(float)
    weight = problem.weight[useful].astype(float)
    if musts is None:
        musts = choice.reached(must, 0, 0).weight if must.any() else 0
    found = choice.best(weight, musts, choice.everybody if covered is None else covered)
    if found is None and covered is None:  # not everybody can have a meeting
        covered = choice.reached(np.zeros(len(useful)), musts, COUNT).weight
        found = choice.reached(weight, musts, covered)
    if found is None:
        raise MeetingsError("covered", None, (musts, covered), _LEVELS)
    covered = choice.everybody if covered is None else covered
    chosen, price = np.zeros(problem.requests, bool), np.full(problem.requests, -np.inf)
    chosen[useful], price[useful] = found.chosen, found.price
    return Bound(found.weight, found.integral, covered, musts, chosen, price)


@dataclass(frozen=True, slots=True)
class _Found:
    weight: int
    integral: bool
    chosen: Bools
    price: Floats


class _Choice:
    """The program over the requests that could be somewhere, and who has a meeting."""

    def __init__(self, problem: Problem, could: Bools, useful: NDArray[np.intp]) -> None:
        from scipy import sparse

        self.count, self.must = len(useful), problem.must[useful].astype(float)
        rows = problem.people[useful]
        at, place = np.nonzero(rows >= 0)
        shape = (problem.participants, self.count)
        who = sparse.csr_array((np.ones(len(at)), (rows[at, place], at)), shape=shape)
        supplies = [problem.seated[useful], *_pools(problem, useful)]
        limits = [problem.tables.sum(), *problem.interpreters.sum(axis=1)]
        self.rows = sparse.vstack([who, sparse.csr_array(np.array(supplies, float))]).tocsr()
        self.limits = np.concatenate([_caps(problem, could), np.array(limits)]).astype(float)
        self.who = who[np.diff(who.indptr) > 0]
        self.everybody = self.who.shape[0]

    def reached(self, worth: Floats, musts: int, covered: int) -> _Found:
        """Return the choice of most worth; there is one."""
        return self.best(worth, musts, covered) or _Found(0, False, worth > 0, worth)

    def best(self, worth: Floats, musts: int, covered: int) -> _Found | None:
        """Return the choice of most worth with so many must-meets and people, if there is one.

        A variable for each request, and one for each participant when some have no meeting;
        `covered` is `COUNT` to count the participants besides the worth.
        """
        if not self.count:
            return _Found(0, True, np.zeros(0, bool), np.zeros(0))
        from scipy import sparse

        counted = covered not in {0, self.everybody}
        more = self.everybody if counted else 0
        upper = [sparse.hstack([self.rows, sparse.csr_array((self.rows.shape[0], more))])]
        limits = [self.limits]
        floor = sparse.hstack([-self.who, sparse.eye_array(self.everybody, more)])
        if covered:
            upper.append(floor)
            limits.append(np.full(self.everybody, -1.0 if not counted else 0.0))
        if counted and covered > 0:
            ones = np.concatenate([np.zeros(self.count), np.ones(more)])
            upper.append(sparse.csr_array(-ones[None, :]))
            limits.append(np.array([-float(covered)]))
        if musts:
            row = np.concatenate([self.must, np.zeros(more)])
            upper.append(sparse.csr_array(-row[None, :]))
            limits.append(np.array([-float(musts)]))
        goal = np.concatenate([-worth, np.full(more, -1.0 if covered < 0 else 0.0)])
        return _solved(goal, sparse.vstack(upper).tocsr(), np.concatenate(limits), self.count)


def _solved(goal: Floats, rows: Any, limits: Floats, count: int) -> _Found | None:
    """Return the linear program's answer when it is whole, otherwise that in whole numbers."""
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp

    loose = linprog(goal, A_ub=rows, b_ub=limits, bounds=(0, 1), method="highs")
    if loose.x is None:
        return None
    price = -(loose.lower.marginals + loose.upper.marginals)[:count]
    most = math.floor(-loose.fun + CLEAR)
    if np.abs(loose.x - np.round(loose.x)).max(initial=0) < CLEAR:
        return _Found(most, True, loose.x[:count] > HALF, price)
    tight = milp(
        goal,
        constraints=[LinearConstraint(rows, -np.inf, limits)],
        integrality=np.ones(len(goal)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    if tight.status == INFEASIBLE:
        return None
    if tight.x is None:  # out of nodes: what the linear program says holds
        return _Found(most, False, loose.x[:count] > HALF, price)
    most = math.floor(-tight.mip_dual_bound + CLEAR)
    held = np.round(tight.x)
    proved = bool(abs(float(goal @ held) + most) < HALF)
    return _Found(most, proved, held[:count] > 0, price)


def _pools(problem: Problem, useful: NDArray[np.intp]) -> list[Bools]:
    """Return which requests need each pool of interpreters."""
    return [problem.interpreter[useful] == pool for pool in range(len(problem.interpreters))]


def _caps(problem: Problem, could: Bools) -> Longs:
    """Return the most meetings of each: as wanted, and slots in which somebody who asked can."""
    some = np.zeros((problem.participants + 1, problem.slots), bool)
    for place in range(problem.people.shape[1]):
        np.logical_or.at(some, problem.people[:, place], could)
    most: Longs = np.minimum(problem.cap, some[:-1].sum(axis=1))
    return most


_LEVELS = (
    "as many must-meets and participants as can be held together",
    "能同时满足的必见会面数与参会者数",
)
