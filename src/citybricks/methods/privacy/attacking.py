"""What somebody who can add up finds out about cells that are hidden.

The attacker knows every sum that was ever published, knows that counts are whole and not
negative, and asks of each hidden cell for the least and the largest count that fits. A linear
program answers; where its answer is not whole, an integer program does.

References
----------
.. [1] A. Hundepool et al., "Statistical Disclosure Control", Wiley 2012, section 4.3: auditing
   of tables with suppressed cells. doi:10.1002/9781118348239
.. [2] M. Fischetti, J. J. Salazar, "Solving the cell suppression problem on tabular data with
   linear constraints", Management Science 47 (2001) 1008-1027. doi:10.1287/mnsc.47.7.1008.9805
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from citybricks.methods.privacy.tables import Cells, Ints, keys

Floats = NDArray[np.float64]
SECONDS = 20.0
"""Longest search for a single integer bound."""
_NEAR = 1e-6
_INFEASIBLE = 2  # as HiGHS says it


class ContradictionError(ValueError):
    """Published sums that no table has."""


@dataclass(frozen=True, eq=False)
class Interval:
    """The counts that each hidden cell may have: least and most, of shape (cells,)."""

    least: Floats
    most: Floats

    @property
    def width(self) -> Floats:
        """Most less least."""
        return self.most - self.least


class Attack:
    """Everything that is known of some counts, made as small as it can be.

    Parameters
    ----------
    known
        Sums that were published, of shape (sums, atoms).
    values
        Their counts, of shape (sums,).

    Raises
    ------
    ContradictionError
        When a sum is less than its parts.
    """

    def __init__(self, known: Cells, values: Ints) -> None:
        self.fixed = np.full(known.shape[1], -1, dtype=np.int64)
        rest = self._follow(known, values)
        self.free = np.flatnonzero(self.fixed < 0)
        self.sums, self.values = _once(known[:, self.free], rest)
        self.limited = np.asarray(self.sums.sum(axis=0)).ravel() > 0

    def _follow(self, known: Cells, values: Ints) -> Ints:
        """Fix what is plain: the last part of a sum, and parts of a sum that is used up."""
        while True:
            free = self.fixed < 0
            rest = values - known @ np.where(free, 0, self.fixed)
            left = known @ free.astype(np.int64)
            if np.any(rest < 0) or np.any((left == 0) & (rest > 0)):
                raise ContradictionError("a published sum is not that of its parts")
            last = np.flatnonzero((left == 1) | ((rest == 0) & (left > 0)))
            if not len(last):
                return np.asarray(rest, dtype=np.int64)
            for row in last:
                parts = known.indices[known.indptr[row] : known.indptr[row + 1]]
                parts = parts[free[parts]]
                self.fixed[parts] = rest[row] if left[row] == 1 else 0

    def largest(self, weights: Floats) -> tuple[Ints | None, float]:
        """Return a whole table with the largest weighted sum, and that sum.

        Parameters
        ----------
        weights
            Of shape (atoms,).

        Returns
        -------
        counts, sum
            No counts where nothing limits the sum, which is infinite.

        Raises
        ------
        TimeoutError
            When no whole table is found in time.
        """
        weight = weights[self.free]
        if np.any(weight[~self.limited] > 0):
            return None, np.inf
        counts = self.fixed.copy()
        counts[self.free] = self._whole(-weight)
        return counts, float(weights @ counts)

    def _whole(self, cost: Floats) -> Ints:
        if not len(cost):
            return np.empty(0, dtype=np.int64)
        found = self._cheapest(cost, whole=False)
        rounded = np.rint(found)
        if np.abs(found - rounded).max() > _NEAR:
            rounded = np.rint(self._cheapest(cost, whole=True))
        if np.any(self.sums @ rounded != self.values):
            raise TimeoutError("no whole table was found that fits the published sums")
        return rounded.astype(np.int64)

    def _cheapest(self, cost: Floats, *, whole: bool) -> Floats:
        limits = optimize.LinearConstraint(self.sums, self.values, self.values)
        done = optimize.milp(
            cost,
            constraints=[limits] if len(self.values) else [],
            bounds=optimize.Bounds(0, np.where(self.limited, np.inf, 0)),
            integrality=np.full(len(cost), int(whole)),
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if done.status == _INFEASIBLE:
            raise ContradictionError("no table has all of the published sums")
        if done.x is None:
            raise TimeoutError(f"no table was found in {SECONDS} s: {done.message}")
        return np.asarray(done.x, dtype=np.float64)


def bounds(hidden: Cells, known: Cells, values: Ints) -> Interval:
    """Return the least and the largest count of each hidden cell over all whole tables.

    Parameters
    ----------
    hidden
        Cells that are not published, of shape (cells, atoms).
    known
        Everything that is, of this and of earlier releases, of shape (sums, atoms).
    values
        The published counts, of shape (sums,).

    Returns
    -------
    Interval
        `most` is infinite where nothing limits a count.

    Raises
    ------
    ContradictionError
        When no table has all the published sums.
    """
    attack = Attack(sparse.csr_array(known), np.asarray(values, dtype=np.int64))
    rows = sparse.csr_array(hidden).toarray().astype(np.float64)
    most = np.array([attack.largest(row)[1] for row in rows])
    least = np.array([-attack.largest(-row)[1] for row in rows])
    return Interval(least, most)


def _once(sums: Cells, values: Ints) -> tuple[Cells, Ints]:
    """Leave out sums of nothing and sums that are there already."""
    sums = sparse.csr_array(sums)
    sums.sum_duplicates()
    seen: dict[bytes, int] = {}
    for row, key in enumerate(keys(sums)):
        if key:
            seen.setdefault(key, row)
    kept = sorted(seen.values())
    return sums[kept], values[kept]
