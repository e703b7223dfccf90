"""Flights at the steps of a timetable: a linear program by columns, its cuts, and whole numbers.

A column is a flight that takes off at a step. Each order is covered once, and drones on the ground
are counted from step to step. The linear relaxation is solved by generating columns, strengthened
by subset-row cuts [1]_; columns whose reduced cost is above the gap are in no better plan [2]_, and
what is left is solved in whole numbers.

References
----------
.. [1] Jepsen et al. 2008, Subset-row inequalities, doi:10.1287/opre.1070.0449.
.. [2] Baldacci et al. 2008, An exact algorithm for the capacitated vehicle routing problem based
   on the set partitioning formulation with additional cuts, doi:10.1007/s10107-007-0178-5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.drones.sorties.dominance import waits, weights
from citybricks.methods.drones.sorties.objectives import steps_up
from citybricks.methods.drones.sorties.orders import Flights, Order, Whole
from citybricks.methods.routing.stopping import Stop

Numbers = NDArray[np.float64]

_ENOUGH = 1e-4
"""A column whose reduced cost is less negative than this share of a cost of 1 changes nothing."""
_PER_ORDER, _PER_ROUND = 10, 200
_CUTS, _CUTS_A_ROUND, _VIOLATED = 150, 30, 0.05
_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Timed:
    """Flights, the steps at which each may take off, and what waiting costs.

    Parameters
    ----------
    flights, members
        The flights, and which order each carries.
    first, last, busy
        First and last step of take-off, and steps until its drone is ready again.
    base, rate
        Cost of a take-off at step t: base + rate * t.
    drones
        How many can be away at a time.
    missing
        Cost of an order that is not delivered: more than all waiting there can be.
    """

    flights: Flights
    members: NDArray[np.bool_]
    first: Whole
    last: Whole
    busy: Whole
    base: Numbers
    rate: Numbers
    drones: int
    missing: float

    @property
    def horizon(self) -> int:
        """Return the step at which the last drone is ready, were it to take off last of all."""
        return int((self.last + self.busy).max(initial=0)) + 1

    def some(self, places: Whole | NDArray[np.bool_], last: Whole | None = None) -> Timed:
        """Return it with some flights alone, or with other last steps; without impossible ones."""
        end = (self.last if last is None else last)[places]
        kept = np.arange(len(self.busy))[places][end >= self.first[places]]
        ends = self.last if last is None else last
        return Timed(
            self.flights.take(kept),
            self.members[kept],
            self.first[kept],
            ends[kept],
            self.busy[kept],
            self.base[kept],
            self.rate[kept],
            self.drones,
            self.missing,
        )

    def free(self) -> Timed:
        """Return it with nothing to pay but for what is not delivered: whether it can be."""
        nothing = np.zeros(len(self.busy))
        return replace(self, base=nothing, rate=nothing, missing=1.0)


def timed(
    orders: Sequence[Order], flights: Flights, drones: int, swap_s: float, step_s: int
) -> Timed:
    """Return flights at the steps of a timetable; its cost is the weighted waiting."""
    weight, _ = weights(orders)
    most = sum(order.weight * (order.close_s - order.open_s) for order in orders)
    every = Timed(
        flights,
        flights.members(len(orders)),
        -(-flights.earliest_s // step_s),
        flights.latest_s // step_s,
        -(-(flights.seconds + steps_up(swap_s)) // step_s),
        waits(flights, orders).astype(float),
        weight[flights.orders].sum(axis=1).astype(float) * step_s,
        drones,
        float(most + 1),
    )
    return every.some(np.arange(len(flights)))


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The linear relaxation: its value, the reduced cost of every column, its cuts.

    `reduced` has shape (n_flights, n_steps) and is infinite where a flight may not take off;
    `missed` is how many orders the relaxation leaves out. Where rounding leads astray, nothing is
    claimed: the value is 0, as no waiting is negative.
    """

    value: float
    reduced: Numbers
    cuts: tuple[tuple[int, ...], ...]
    missed: float


def relax(problem: Timed, stop: Stop | None = None) -> Relaxed:
    """Solve the linear relaxation over all columns."""
    master = _Master(problem)
    reduced = np.zeros((len(problem.busy), problem.horizon))
    for _ in range(_ROUNDS):
        if stop is not None:
            stop()
        try:
            master.solve()
        except ArithmeticError:
            return Relaxed(0.0, reduced, tuple(master.cuts), 0.0)
        reduced = master.reduced()
        best = reduced.argmin(axis=1) if reduced.size else np.zeros(0, dtype=np.int64)
        least = reduced[np.arange(len(best)), best]
        found = np.flatnonzero(least < -_ENOUGH)
        if len(found) and master.value > _ENOUGH:  # who pays nothing saves nothing
            master.add(_chosen(problem.members, found[np.argsort(least[found])]), best)
        elif not master.cut():
            break
    return Relaxed(master.value, reduced, tuple(master.cuts), master.missed)


def _chosen(members: NDArray[np.bool_], ranked: Whole) -> list[int]:
    """Return the best columns, some for each order."""
    held = np.zeros(members.shape[1], dtype=np.int64)
    chosen: list[int] = []
    for place in ranked.tolist():
        if (held[members[place]] < _PER_ORDER).any():
            held[members[place]] += 1
            chosen.append(place)
        if len(chosen) >= _PER_ROUND:
            break
    return chosen


class _Master:
    """The linear program of the columns generated so far."""

    def __init__(self, problem: Timed) -> None:
        from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

        self.problem = problem
        self.cuts: list[tuple[int, ...]] = []
        self._cut_rows: list[Any] = []
        self._columns: dict[tuple[int, int], Any] = {}
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self._solver.SuppressOutput()
        self._infinity = self._solver.infinity()
        self._goal = self._solver.Objective()
        self._goal.SetMinimization()
        self._cover = [
            self._solver.Constraint(1, self._infinity) for _ in range(problem.members.shape[1])
        ]
        self._missing = [self._missing_column(row) for row in self._cover]
        self._ground = self._grounds(problem.horizon + 1)
        steps = np.arange(problem.horizon)
        self._cost = problem.base[:, None] + problem.rate[:, None] * steps
        outside = (steps < problem.first[:, None]) | (steps > problem.last[:, None])
        self._cost[outside] = np.inf
        self._back = np.minimum(problem.horizon, steps + problem.busy[:, None])

    def _missing_column(self, row: Any) -> Any:
        column = self._solver.NumVar(0, self._infinity, "")
        row.SetCoefficient(column, 1)
        self._goal.SetCoefficient(column, self.problem.missing)
        return column

    def _grounds(self, count: int) -> list[Any]:
        """Return the rows that count drones on the ground from step to step."""
        rows = [self._solver.Constraint(0, 0) for _ in range(count)]
        rows[0].SetBounds(self.problem.drones, self.problem.drones)
        before: Any = None
        for row in rows:
            idle = self._solver.NumVar(0, self.problem.drones, "")
            row.SetCoefficient(idle, 1)
            if before is not None:
                row.SetCoefficient(before, -1)
            before = idle
        return rows

    def solve(self) -> None:
        """Solve it, from where it was; from the beginning when rounding led astray.

        Raises
        ------
        ArithmeticError
            When rounding leads astray again.
        """
        if self._solver.Solve() != self._solver.OPTIMAL:
            self._solver.Reset()
            if self._solver.Solve() != self._solver.OPTIMAL:
                raise ArithmeticError
        self.value = float(self._goal.Value())
        self.missed = float(sum(column.solution_value() for column in self._missing))

    def reduced(self) -> Numbers:
        """Return the reduced cost of every column there could be."""
        prices = np.array([row.dual_value() for row in self._cover])
        ground = np.array([row.dual_value() for row in self._ground])
        gain = self.problem.members @ prices
        for triple, row in zip(self.cuts, self._cut_rows, strict=True):
            gain = gain + _in_cut(self.problem.members, triple) * row.dual_value()
        reduced: Numbers = self._cost - gain[:, None] - ground[:-1] + ground[self._back]
        return reduced

    def add(self, places: Sequence[int], when: Whole) -> None:
        """Add columns."""
        for place in places:
            step = int(when[place])
            if (place, step) in self._columns:
                continue
            column = self._solver.NumVar(0, self._infinity, "")
            self._columns[place, step] = column
            self._goal.SetCoefficient(column, float(self._cost[place, step]))
            for order in np.flatnonzero(self.problem.members[place]):
                self._cover[order].SetCoefficient(column, 1)
            self._ground[step].SetCoefficient(column, 1)
            self._ground[int(self._back[place, step])].SetCoefficient(column, -1)
            for triple, row in zip(self.cuts, self._cut_rows, strict=True):
                if _in_cut(self.problem.members[place : place + 1], triple)[0]:
                    row.SetCoefficient(column, 1)

    def cut(self) -> bool:
        """Add the subset rows that the solution violates most; say whether there were any."""
        used = [(key, c.solution_value()) for key, c in self._columns.items()]
        used = [(key, value) for key, value in used if value > _ENOUGH]
        count = self.problem.members.shape[1]
        if len(self.cuts) >= _CUTS or not used or count < 3:  # noqa: PLR2004 - orders of a cut
            return False
        held = self.problem.members[[key[0] for key, _ in used]].astype(np.int8)
        share = np.array([value for _, value in used])
        triples = np.array(list(combinations(range(count), 3)))
        met = held[:, triples[:, 0]] + held[:, triples[:, 1]] + held[:, triples[:, 2]]
        over = share @ (met > 1) - 1
        worst = np.argsort(-over, kind="stable")[:_CUTS_A_ROUND]
        for at in worst[over[worst] > _VIOLATED]:
            self._cut(tuple(triples[at].tolist()))
        return bool(over[worst[0]] > _VIOLATED)

    def _cut(self, triple: tuple[int, ...]) -> None:
        row = self._solver.Constraint(-self._infinity, 1)
        self.cuts.append(triple)
        self._cut_rows.append(row)
        inside = _in_cut(self.problem.members, triple)
        for (place, _), column in self._columns.items():
            if inside[place]:
                row.SetCoefficient(column, 1)


def _in_cut(members: NDArray[np.bool_], triple: Sequence[int]) -> NDArray[np.bool_]:
    """Return which flights carry at least two of three orders: one plan has one of them."""
    held: NDArray[np.bool_] = members[:, list(triple)].sum(axis=1) > 1
    return held
