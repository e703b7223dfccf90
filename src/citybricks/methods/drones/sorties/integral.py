"""A timed problem in whole numbers over the columns that can be in an optimal plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from citybricks.methods.drones.sorties.orders import Whole
from citybricks.methods.drones.sorties.timed import Relaxed, Timed, relax
from citybricks.methods.routing.stopping import Stop

_SHARES = (0.002, 0.006, 0.015, 0.04, 0.1)
"""How far above the relaxation's value a plan is looked for: shares of it, one after the other."""
MOST_COLUMNS = 40_000
NODES = 1_000


@dataclass(frozen=True, slots=True)
class Timetable:
    """Flights (places in the timed problem) with their steps of take-off.

    `bound` is what no timetable can be below; `missing` lists the orders that it leaves out.
    """

    flights: tuple[int, ...]
    starts: tuple[int, ...]
    cost: float
    bound: float
    missing: tuple[int, ...]


def solve(
    problem: Timed,
    stop: Stop | None = None,
    relaxed: Relaxed | None = None,
    *,
    any_will_do: bool = False,
    shares: tuple[float, ...] = _SHARES,
) -> Timetable:
    """Return the best timetable found, and what none can be below.

    Parameters
    ----------
    problem
        What may fly when.
    stop
        Told about the search, and asked whether to go on to a wider one.
    relaxed
        The linear relaxation, when it is there already.
    any_will_do
        Whether the first timetable that brings all orders is enough.
    shares
        How wide the searches are.
    """
    relaxed = relax(problem, stop) if relaxed is None else relaxed
    best, bound = nothing(problem), relaxed.value
    for share in shares:
        slack = max(1.0, share * relaxed.value)
        columns = np.argwhere(relaxed.reduced <= slack)
        if len(columns) > MOST_COLUMNS:
            if best.flights:
                break
            columns, slack = _nearest(relaxed.reduced, columns)
        if stop is not None and stop() and best.flights:
            break
        found = _whole(problem, columns, relaxed, rough=any_will_do)
        best = found if found.cost < best.cost else best
        bound = max(bound, min(found.bound, relaxed.value + slack))
        if bound > best.cost - 1 or (any_will_do and not best.missing):
            break
    # costs are whole numbers, and so is the least of them
    return replace(best, bound=min(best.cost, float(np.ceil(bound - 1e-3))))


def _nearest(reduced: NDArray[np.float64], columns: Whole) -> tuple[Whole, float]:
    """Return as many columns as can be solved, and up to which reduced cost they are all there."""
    prices = reduced[columns[:, 0], columns[:, 1]]
    order = np.argsort(prices, kind="stable")
    return columns[order[:MOST_COLUMNS]], float(prices[order[MOST_COLUMNS]])


def nothing(problem: Timed) -> Timetable:
    """Return the timetable without flights."""
    orders = problem.members.shape[1]
    return Timetable((), (), problem.missing * (orders + 1), 0.0, tuple(range(orders)))


def _whole(problem: Timed, columns: Whole, relaxed: Relaxed, *, rough: bool) -> Timetable:
    """Solve over given columns: rows of flight and step."""
    place, step = columns[:, 0], columns[:, 1]
    orders, ticks = problem.members.shape[1], problem.horizon + 1
    matrix, low, high = _rows(problem, place, step, relaxed)
    cost = np.concatenate(
        [
            problem.base[place] + problem.rate[place] * step,
            np.full(orders, problem.missing),
            np.zeros(ticks),
        ]
    )
    whole = np.concatenate([np.ones(len(columns) + orders), np.zeros(ticks)])
    most = np.concatenate([np.ones(len(columns) + orders), np.full(ticks, problem.drones)])
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, low, high),
        integrality=whole,
        bounds=Bounds(0, most),
        options={"mip_rel_gap": 0.2 if rough else 1e-7, "node_limit": NODES},
    )
    if found.x is None:
        return replace(nothing(problem), bound=relaxed.value)
    flown = np.flatnonzero(found.x[: len(columns)] > 0.5)  # noqa: PLR2004 - a whole number
    left = np.flatnonzero(found.x[len(columns) : len(columns) + orders] > 0.5)  # noqa: PLR2004
    return Timetable(
        tuple(place[flown].tolist()),
        tuple(step[flown].tolist()),
        float(np.round(found.fun)),
        float(found.mip_dual_bound),
        tuple(left.tolist()),
    )


def _rows(
    problem: Timed, place: Whole, step: Whole, relaxed: Relaxed
) -> tuple[sparse.csr_array, Whole, Whole]:
    """Return orders covered once, drones on the ground from step to step, and the cuts."""
    count, (_, orders), ticks = len(place), problem.members.shape, problem.horizon + 1
    back = np.minimum(problem.horizon, step + problem.busy[place])
    at = np.arange(count)
    one = np.ones(count)
    away = sparse.csr_array((one, (step, at)), (ticks, count))
    home = sparse.csr_array((one, (back, at)), (ticks, count))
    held = problem.members[place]
    pairs = [held[:, list(triple)].sum(axis=1) > 1 for triple in relaxed.cuts]
    cuts = np.array(pairs, dtype=float).reshape(len(pairs), count)
    blocks = [
        [sparse.csr_array(held.T.astype(float)), sparse.eye_array(orders), None],
        [away - home, None, sparse.eye_array(ticks) - sparse.eye_array(ticks, k=-1)],
    ]
    if pairs:
        blocks.append([sparse.csr_array(cuts), None, None])
    ground = np.zeros(ticks)
    ground[0] = problem.drones
    low = np.concatenate([np.ones(orders), ground, np.full(len(pairs), -np.inf)])
    high = np.concatenate([np.ones(orders), ground, np.ones(len(pairs))])
    return sparse.csr_array(sparse.block_array(blocks)), low, high
