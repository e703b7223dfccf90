"""How little rounds can cost: below every plan, found by packing trips and by assignment [1]_.

References
----------
.. [1] Balas E., Toth P., Branch and bound methods, in: The Traveling Salesman Problem, Wiley (1985)
   361-401: the assignment problem relaxes the travelling salesman's.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import linear_sum_assignment

from citybricks.methods.routing.problem import NEVER, Ints, Problem

ROUNDING = 1e-9
"""Share by which sums of costs may be off."""
MOST_STOPS = 90
"""Ways to serve clients up to which trips are packed."""


def lower_bound(problem: Problem) -> float:
    """Return a cost that no plan can beat."""
    return float(max(0, assignment(problem), packed(problem)))


def packed(problem: Problem) -> int:
    """Bound rounds by trips that fit, up to a whole unit as costs are.

    It is 0 where loads do not count or there are too many clients.
    """
    if sum(len(client.ways) for client in problem.clients) > MOST_STOPS:
        return 0
    from citybricks.methods.routing.fleets import relax
    from citybricks.methods.routing.packing import packing

    relaxed = relax(problem)
    if relaxed is None:
        return 0
    found = packing(relaxed) * relaxed.unit
    return math.ceil(found * (1 - ROUNDING)) if math.isfinite(found) else 0


def assignment(problem: Problem) -> int:
    """Bound rounds by letting each client be followed by whatever is cheapest, as often as not.

    Each client is left out at its prize (a loop at itself), or has one before it and one after
    it; sites may be before and after any number of clients. Every plan is such an assignment and
    costs at least as much: the cheapest kind of vehicle drives all of it.
    """
    count = len(problem.clients)
    if not count:
        return 0
    between, out, back = _legs(problem)
    size = 2 * count
    table = np.zeros((size, size), dtype=np.float64)
    table[:count, :count] = between
    skipped = [NEVER**2 if c.required else c.prize for c in problem.clients]
    np.fill_diagonal(table[:count, :count], skipped)
    table[:count, count:] = NEVER**2
    table[count:, :count] = NEVER**2
    np.fill_diagonal(table[:count, count:], back)
    np.fill_diagonal(table[count:, :count], out)
    rows, columns = linear_sum_assignment(table)
    total = float(table[rows, columns].sum())
    return int(total) if total < NEVER**2 else 0


def _legs(problem: Problem) -> tuple[Ints, Ints, Ints]:
    """Return the least cost between clients, from any site to each, and from each to any site."""
    per_m = min(vehicle.per_m for vehicle in problem.vehicles)
    per_s = min(vehicle.per_s for vehicle in problem.vehicles)
    ways = [(at, way) for at, client in enumerate(problem.clients) for way in client.ways]
    owner = np.array([at for at, _ in ways])
    enter = np.array([way.enter for _, way in ways])
    leave = np.array([way.leave for _, way in ways])
    inside = np.array([way.metres * per_m + way.seconds * per_s for _, way in ways])
    inside += np.array([min(client.late, default=0) for client in problem.clients])[owner]
    inside += np.array([client.service_s for client in problem.clients])[owner] * per_s
    cost = problem.metres * per_m + problem.seconds * per_s
    sites = np.array(sorted({site.place for site in problem.sites}))
    between = _least(cost[np.ix_(leave, enter)] + inside[None, :], owner, owner)
    out = _least(cost[np.ix_(sites, enter)] + inside[None, :], np.zeros(len(sites), int), owner)[0]
    back = _least(cost[np.ix_(leave, sites)], owner, np.zeros(len(sites), int))[:, 0]
    return between, out, back


def _least(cost: Ints, rows: Ints, columns: Ints) -> Ints:
    """Return the least of a table over rows and over columns that belong together."""
    least = np.full((rows.max() + 1, columns.max() + 1), np.iinfo(np.int64).max)
    np.minimum.at(least, (rows[:, None], columns[None, :]), cost)
    return least
