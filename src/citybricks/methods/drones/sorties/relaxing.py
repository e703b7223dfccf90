"""A lower bound for many orders: prices of orders that no flight at all is cheaper than.

Flights are generated as columns of a set cover [1]_. The best column is looked for among all sets
of up to three orders; prices divided by how much it overdraws them are a bound at any time [2]_.

References
----------
.. [1] Desaulniers et al. 2005, Column Generation, doi:10.1007/b135457.
.. [2] Farley 1990, A note on bounding a class of linear programming problems,
   doi:10.1287/opre.38.5.922.
.. [3] Wentges 1997, Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming,
   doi:10.1111/j.1475-3995.1997.tb00071.x.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from scipy import sparse
from scipy.optimize import linprog

from citybricks.methods.drones.sorties.annealing import State
from citybricks.methods.drones.sorties.enumerating import Numbers
from citybricks.methods.drones.sorties.orders import NONE, Whole
from citybricks.methods.drones.sorties.partition import cheapest
from citybricks.methods.drones.sorties.tables import BUSY, COLUMNS, JOULES, Setting, fly
from citybricks.methods.routing.stopping import Stop

MOST_TRIPLES = 800
"""More orders than these are bounded by their legs alone: looking at all triples takes long."""
ROUNDS = 25
_PER_ORDER = 10
_MORE = 1.01
"""Flights are looked for that cost up to so much more than their orders are worth."""
_HELD = 0.3
"""How much of the prices of the best bound is kept, so that they do not swing [3]_."""
_KEPT = 60
_CLOSE = 1e-3
_GENEROUS = 1.04
"""Flights that cost little more than their orders are worth may be in a good plan."""
_WIDE = 40
_TRIED = 10


@dataclass(frozen=True, slots=True)
class Pool:
    """Flights that may be in a good plan, their costs, and what no plan can be below.

    `rows` has shape (n_flights, 3), -1 where there are fewer orders.
    """

    rows: Whole
    cost: Numbers
    bound: float


def pool(s: Setting, best: State, measure: int, stop: Stop) -> Pool:
    """Return flights for a set partition, and a bound of its joules or seconds.

    Parameters
    ----------
    best
        Its flights are the first.
    measure
        `JOULES` or `BUSY`.
    """
    first = _first(s, best, measure)
    rows, cost = first
    base = _legs(s, measure)
    bound = _by_legs(s, base, measure)
    if len(s.mass) > MOST_TRIPLES:
        return Pool(rows, cost, bound)
    prices = held = _shares(s, best, cost, measure)
    target = np.inf
    for _ in range(ROUNDS):
        if stop.report is not None:
            stop.report(min(1.0, stop.share))
        found, spent, over = price(s, base, prices * _MORE, measure, _PER_ORDER)
        over = max(1.0, over / _MORE)
        below = float(prices.sum()) / over / (1 + s.error)
        if below > bound:
            bound, held = below, prices / over
        new = found[:, 0] >= 0
        rows, cost = np.concatenate([rows, found[new]]), np.concatenate([cost, spent[new]])
        exact = _prices(rows, cost, len(s.mass))
        target = float(exact.sum())
        if bound >= target * (1 - _CLOSE):
            break
        kept = np.argsort(cost - _drawn(rows, exact), kind="stable")[: _KEPT * len(s.mass)]
        rows, cost = rows[kept], cost[kept]
        prices = _HELD * held + (1 - _HELD) * exact
    prices = held
    found, spent, _ = price(s, base, prices * _GENEROUS, measure, _WIDE)
    new = found[:, 0] >= 0
    rows, cost = np.concatenate([rows, found[new]]), np.concatenate([cost, spent[new]])
    rows, once = np.unique(rows, axis=0, return_index=True)
    cost = cost[once]
    kept = np.argsort(cost - _drawn(rows, prices), kind="stable")[: _TRIED * len(s.mass)]
    rows, cost = np.concatenate([first[0], rows[kept]]), np.concatenate([first[1], cost[kept]])
    return Pool(rows, cost, bound)


def _first(s: Setting, best: State, measure: int) -> tuple[Whole, Numbers]:
    """Return each order by itself, and the flights of a plan."""
    used = best.size > 0
    count = len(s.mass)
    alone = np.full((count, 3), NONE)
    alone[:, 0] = np.arange(count)
    cost, taken = np.empty(count), np.zeros(COLUMNS)
    for order in range(count):
        fly(s, alone[order], 1, taken)
        cost[order] = taken[measure]
    rows = np.concatenate([alone, best.orders[used]])
    return rows, np.concatenate([cost, best.taken[used, measure]])


def _shares(s: Setting, best: State, alone: Numbers, measure: int) -> Numbers:
    """Return each order's share of what its flight costs: prices to begin with."""
    prices = alone[: len(s.mass)].copy()
    for flight in np.flatnonzero(best.size):
        orders = best.orders[flight, : best.size[flight]]
        prices[orders] *= min(1.0, best.taken[flight, measure] / prices[orders].sum())
    return prices


def _drawn(rows: Whole, prices: Numbers) -> Numbers:
    drawn: Numbers = np.append(prices, 0.0)[rows].sum(axis=1)
    return drawn


def members(rows: Whole, count: int) -> sparse.csr_array:
    """Return which orders each flight has, shape (count, n_flights)."""
    flight, place = np.nonzero(rows >= 0)
    ones = np.ones(len(flight))
    return sparse.csr_array((ones, (rows[flight, place], flight)), (count, len(rows)))


def _prices(rows: Whole, cost: Numbers, count: int) -> Numbers:
    """Return the prices of orders at which no flight of these is cheaper than its orders."""
    cover = members(rows, count)
    found = linprog(cost, A_ub=-cover, b_ub=-np.ones(count), method="highs")
    prices: Numbers = np.maximum(0.0, -np.asarray(found.ineqlin.marginals))
    return prices


def _legs(s: Setting, measure: int) -> Numbers:
    """Return the least that each leg can cost."""
    if measure == JOULES:
        return np.ascontiguousarray(s.joules[:, :, 0])
    base: Numbers = s.seconds + np.append(0.0, s.service)
    return base


def _by_legs(s: Setting, base: Numbers, measure: int) -> float:
    """Return half of the cheapest ways to and from each order: a bound for whatever flies."""
    apart = base + np.diag(np.full(len(base), np.inf))
    legs = (apart.min(axis=0) + apart.min(axis=1))[1:].sum() / 2
    swaps = s.swap_s * np.ceil(len(s.mass) / s.drops) if measure == BUSY else 0.0
    return float(legs + swaps)


@njit(cache=True)
def price(  # noqa: C901 - compiled
    s: Setting, base: Numbers, prices: Numbers, measure: int, per_order: int
) -> tuple[Whole, Numbers, float]:
    """Look at all flights for those that cost less than the prices of their orders.

    Returns
    -------
    tuple
        The best of each first order (shape (n * per_order, 3)), what they cost, and how much the
        prices are too high at most: prices of a flight divided by its cost.
    """
    count = len(prices)
    rows = np.full((count * per_order, 3), -1)
    cost, gain = np.zeros(count * per_order), np.zeros(count * per_order)
    trial, best, taken = np.zeros(3, np.int64), np.zeros(3, np.int64), np.zeros(COLUMNS)
    over = 1.0
    for i in range(count):
        begin = i * per_order
        for j in range(i, count):
            if j > i and s.mass[i] + s.mass[j] > s.payload_kg * (1 + 1e-9):
                continue
            last = count if j > i and s.drops > 2 else j + 1  # noqa: PLR2004 - a third order
            if j > i and s.drops < 2:  # noqa: PLR2004 - a second order
                continue
            for k in range(j, last):
                size = 1 + (j > i) + (k > j)
                worth = prices[i]
                if j > i:
                    worth += prices[j]
                if k > j:
                    if s.mass[i] + s.mass[j] + s.mass[k] > s.payload_kg * (1 + 1e-9):
                        continue
                    worth += prices[k]
                if worth <= _least(s, base, i, j, k, measure):
                    continue
                spent = least_of(s, i, j, k, size, measure, trial, best, taken)
                if spent >= worth:
                    continue
                over = max(over, worth / spent)
                worst = begin + np.argmin(gain[begin : begin + per_order])
                if worth - spent > gain[worst]:
                    gain[worst], cost[worst] = worth - spent, spent
                    rows[worst] = -1
                    rows[worst, :size] = best[:size]
    return rows, cost, over


@njit(cache=True)
def _least(s: Setting, base: Numbers, i: int, j: int, k: int, measure: int) -> float:
    """Return less than any flight of three orders costs: its legs with nothing carried."""
    a, b, c = i + 1, j + 1, k + 1
    ends = min(base[0, a], base[0, b], base[0, c]) + min(base[a, 0], base[b, 0], base[c, 0])
    ab, bc, ca = (
        min(base[a, b], base[b, a]),
        min(base[b, c], base[c, b]),
        min(base[c, a], base[a, c]),
    )
    fixed = s.swap_s if measure == BUSY else 0
    if j in (i, k):
        return ends + ab + fixed if j > i else ends + fixed  # type: ignore[no-any-return]
    return ends + ab + bc + ca - max(ab, bc, ca) + fixed  # type: ignore[no-any-return]


@njit(cache=True)
def least_of(  # noqa: PLR0913, PLR0917 - compiled
    s: Setting,
    i: int,
    j: int,
    k: int,
    size: int,
    measure: int,
    trial: Whole,
    best: Whole,
    taken: Numbers,
) -> float:
    """Return the least cost of orders in any sequence, infinite when none can be flown."""
    least = np.inf
    three = (i, j, k)
    for first in range(size):
        for second in range(size):
            if size > 1 and second == first:
                continue
            trial[0] = three[first]
            trial[1] = three[second]
            trial[2] = three[3 - first - second] if size > 2 else -1  # noqa: PLR2004
            if fly(s, trial, size, taken) and taken[measure] < least:
                least = taken[measure]
                best[:] = trial
    return least


def shared_out(found: Pool, count: int, nodes: int) -> list[list[int]]:
    """Return the cheapest flights of a pool that bring every order once; none when unknown."""
    rows, first = np.unique(found.rows, axis=0, return_index=True)
    held = members(rows, count).toarray().T > 0
    chosen = cheapest(held, found.cost[first], nodes=nodes)
    return [[order for order in rows[place].tolist() if order >= 0] for place in chosen.flights]
