"""Orders shared out among flights at the least energy, and flights among drones.

Without the timetable it is a set partition: its relaxation bounds the energy, and flights whose
reduced cost is above the gap are in no better plan. With it, CP-SAT chooses among what is left: one
interval for each order that is the first of a flight, as many at a time as there are drones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from citybricks.kernel.run import Cancelled, cancelled
from citybricks.methods.drones.sorties.integral import NODES
from citybricks.methods.drones.sorties.orders import Whole
from citybricks.methods.drones.sorties.timed import Timed

EFFORT = 30.0
"""Deterministic seconds of CP-SAT at most; equal on every machine."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The relaxation of a set partition: its value and the reduced cost of each flight."""

    value: float
    reduced: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Flights that bring every order once; none when none were found. None cost below `bound`."""

    flights: tuple[int, ...]
    cost: float
    bound: float


def share(members: NDArray[np.bool_], cost: NDArray[Any]) -> Shared:
    """Return the relaxation of sharing orders out among flights; infinite when it cannot be."""
    cover = sparse.csr_array(members.T.astype(float))
    found = linprog(cost, A_eq=cover, b_eq=np.ones(members.shape[1]), method="highs")
    if found.x is None:
        return Shared(np.inf, np.zeros(len(cost)))
    return Shared(float(found.fun), np.asarray(cost - cover.T @ found.eqlin.marginals))


def cheapest(
    members: NDArray[np.bool_],
    cost: NDArray[Any],
    most: tuple[NDArray[Any], float] | None = None,
    nodes: int = 20 * NODES,
) -> Chosen:
    """Return the cheapest flights that bring every order once, whenever they fly.

    `most` bounds another sum over the chosen flights; `nodes` limits the search.
    """
    cover = sparse.csr_array(members.T.astype(float))
    rules = [LinearConstraint(cover, 1, 1)]
    if most is not None:
        rules.append(LinearConstraint(sparse.csr_array(most[0][None].astype(float)), 0, most[1]))
    found = milp(
        cost,
        constraints=rules,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 1e-7, "node_limit": nodes},
    )
    if found.x is None:
        return Chosen((), np.inf, -np.inf)
    flown = np.flatnonzero(found.x > 0.5)  # noqa: PLR2004 - a whole number
    return Chosen(tuple(flown.tolist()), float(cost[flown].sum()), float(found.mip_dual_bound))


def choose(
    problem: Timed,
    cost: Whole,
    least: int,
    hint: Sequence[int] = (),
    effort: float = EFFORT,
) -> Chosen:
    """Return the cheapest flights for which the drones are enough, by CP-SAT.

    Parameters
    ----------
    problem
        Flights, and when each may take off.
    cost
        Of each flight, shape (n_flights,).
    least
        A lower bound that is known.
    hint
        Flights to begin with.
    effort
        Deterministic seconds.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    flown = [model.new_bool_var("") for _ in cost]
    for held in problem.members.T:
        model.add_exactly_one([flown[place] for place in np.flatnonzero(held)])
    _intervals(model, problem, flown)
    total = cp_model.LinearExpr.weighted_sum(flown, cost.tolist())
    model.add(total >= least)
    model.minimize(total)
    for place in hint:
        model.add_hint(flown[place], value=True)
    solver = cp_model.CpSolver()
    status = run(solver, model, effort)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        bound = np.inf if status == cp_model.INFEASIBLE else float(least)
        return Chosen((), np.inf, bound)
    chosen = [place for place, one in enumerate(flown) if solver.boolean_value(one)]
    return Chosen(tuple(chosen), float(cost[chosen].sum()), float(solver.best_objective_bound))


def _intervals(model: Any, problem: Timed, flown: Sequence[Any]) -> None:
    """Let no more drones be away than there are; the flight is that of its first order."""
    from ortools.sat.python.cp_model import LinearExpr

    first_order = problem.members.argmax(axis=1)
    horizon = problem.horizon
    intervals = []
    for order in range(problem.members.shape[1]):
        places = np.flatnonzero(first_order == order)
        if not len(places):
            continue
        mine = [flown[place] for place in places.tolist()]
        present = model.new_bool_var("")
        model.add(sum(mine) == present)
        start = model.new_int_var(0, horizon, "")
        busy = model.new_int_var(0, int(problem.busy[places].max()), "")
        model.add(busy == LinearExpr.weighted_sum(mine, problem.busy[places].tolist()))
        model.add(start >= LinearExpr.weighted_sum(mine, problem.first[places].tolist()))
        early = (horizon - problem.last[places]).tolist()
        model.add(start <= horizon - LinearExpr.weighted_sum(mine, early))
        end = model.new_int_var(0, 2 * horizon, "")
        intervals.append(model.new_optional_interval_var(start, busy, end, present, ""))
    model.add_cumulative(intervals, [1] * len(intervals), problem.drones)


def run(solver: Any, model: Any, effort: float) -> Any:
    """Run CP-SAT so that equal models give equal answers; it ends when the run is dismissed."""
    from contextvars import copy_context
    from threading import Event, Thread

    settings = solver.parameters
    settings.num_workers, settings.random_seed = 1, 0
    settings.max_deterministic_time = effort
    settings.linearization_level = 2
    over = Event()

    def watch() -> None:
        while not over.wait(0.2):
            if cancelled():
                solver.stop_search()
                return

    watcher = Thread(target=copy_context().run, args=(watch,), daemon=True)
    watcher.start()
    try:
        status = solver.solve(model)
    finally:
        over.set()
        watcher.join()
    if cancelled():
        raise Cancelled
    return status
