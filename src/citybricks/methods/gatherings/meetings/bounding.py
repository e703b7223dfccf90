"""What no schedule can exceed: the best choice of meetings when slots do not matter.

A b-matching [1]_: each participant has at most as many meetings as wanted and as slots there are
in which somebody who asked is free too; all meetings together at most as many tables and
interpreters as all slots have. As many must-meets as can be, then as many participants with a
meeting as can be, then the weight: each is a whole-number program solved to its proven optimum by
HiGHS [2]_.

.. [1] A. Schrijver, Combinatorial Optimization (2003), chapters 31-33, ISBN 978-3-540-44389-6.
.. [2] Q. Huangfu, J. Hall, Parallelizing the dual revised simplex method, Mathematical Programming
       Computation 10 (2018), doi:10.1007/s12532-017-0130-5.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import Bools, Bound, Longs, Problem

CLEAR = 1e-6


def bound(problem: Problem, *, musts: int | None = None, covered: int | None = None) -> Bound:
    """Return the most that any schedule can reach.

    Parameters
    ----------
    musts, covered
        Must-meets held and participants with a meeting at least; as many as can be when None.
    """
    could = problem.open()
    useful = np.flatnonzero(could.any(axis=1))
    model = _Model(problem, could, useful)
    if musts is None:
        musts = model.most(problem.must[useful].astype(float), 0, 0)[0]
    if covered is None:
        covered = model.most_covered(musts)
    weight, chosen, whole = model.most(problem.weight[useful].astype(float), musts, covered)
    held = np.zeros(problem.requests, bool)
    held[useful] = chosen
    return Bound(weight, whole, covered, musts, held)


class _Model:
    """Rows of the program over the requests that could be somewhere."""

    def __init__(self, problem: Problem, could: Bools, useful: NDArray[np.intp]) -> None:
        from scipy import sparse

        self.count, self.must = len(useful), problem.must[useful]
        rows = problem.people[useful]
        at, place = np.nonzero(rows >= 0)
        self.who = sparse.csr_array(
            (np.ones(len(at)), (rows[at, place], at)), shape=(problem.participants, self.count)
        )
        self.asked = np.flatnonzero(np.diff(self.who.indptr))
        supplies = [problem.seated[useful].astype(float)]
        limits: list[int] = [int(problem.tables.sum())]
        for pool, counts in enumerate(problem.interpreters):
            supplies.append((problem.interpreter[useful] == pool).astype(float))
            limits.append(int(counts.sum()))
        self.rows = sparse.vstack([self.who, sparse.csr_array(np.array(supplies))]).tocsr()
        self.limits = np.concatenate([_caps(problem, could), np.array(limits)]).astype(float)

    def most(self, worth: NDArray[np.float64], musts: int, covered: int) -> tuple[int, Bools, bool]:
        """Return the most worth, the requests chosen, and whether that is proved."""
        floors: list[Any] = []
        if musts:
            floors.append((self.must.astype(float)[None, :], float(musts)))
        everybody = covered == len(self.asked)
        if covered and everybody:
            return self._solved(worth, floors, None)
        return self._solved(worth, floors, covered if covered else None)

    def most_covered(self, musts: int) -> int:
        """Return how many participants can have a meeting."""
        return self._solved(None, [(self.must.astype(float)[None, :], float(musts))], 0)[0]

    def _solved(
        self, worth: NDArray[np.float64] | None, floors: list[Any], covered: int | None
    ) -> tuple[int, Bools, bool]:
        """Solve with a variable for each request, and one for each participant when counted."""
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        if not self.count:
            return 0, np.zeros(0, bool), True
        n = len(self.asked) if covered is not None else 0
        pad = sparse.csr_array((self.rows.shape[0], n))
        limits = [LinearConstraint(sparse.hstack([self.rows, pad]), -np.inf, self.limits)]
        for row, least in floors:
            limits.append(LinearConstraint(np.hstack([row, np.zeros((1, n))]), least, np.inf))
        if covered is None:
            limits.append(LinearConstraint(self.who[self.asked], 1, np.inf))
        else:
            link = sparse.hstack([self.who[self.asked], -sparse.eye_array(n)])
            limits.append(LinearConstraint(link, 0, np.inf))
            counted = np.concatenate([np.zeros(self.count), np.ones(n)])[None, :]
            limits.append(LinearConstraint(counted, covered, np.inf))
        goal = np.zeros(self.count + n)
        goal[: self.count] = 0 if worth is None else -worth
        goal[self.count :] = -1 if worth is None else 0
        found = milp(goal, constraints=limits, integrality=np.ones(len(goal)), bounds=Bounds(0, 1))
        most = math.floor(-found.mip_dual_bound + CLEAR)
        chosen: Bools = found.x[: self.count] > 0.5  # noqa: PLR2004 - rounded
        return most, chosen, abs(float(goal @ np.round(found.x)) + most) < 0.5  # noqa: PLR2004


def _caps(problem: Problem, could: Bools) -> Longs:
    """Return the most meetings of each: as wanted, and slots in which somebody who asked can."""
    some = np.zeros((problem.participants + 1, problem.slots), bool)
    for place in range(problem.people.shape[1]):
        np.logical_or.at(some, problem.people[:, place], could)
    most: Longs = np.minimum(problem.cap, some[:-1].sum(axis=1))
    return most
