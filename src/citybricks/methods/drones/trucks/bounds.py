"""How short a plan of a truck with drones can be at best.

Two bounds of the makespan hold for every plan. Both are simple; the better one is taken. Costs are
bounded customer by customer, waiting by what it would be if everybody else came later.

*Work.* A customer of the truck takes, of the driver, half of the shortest way in and half of the
shortest way out, and the service; one of a drone takes the shortest flight in and out of the drone,
and launch and recovery of both. The makespan is at least the driver's work, and at least the
drones' work shared evenly; customers are divided so that the larger of the two is least (a linear
programme in which customers may be split, solved through its dual: any weight gives a bound).

*Tours.* When roads are symmetric and keep the triangle inequality, a drone's flight can be driven
there and back by the truck in at most `ratio` times its seconds. So every plan becomes a tour of
the truck, of at most `1 + ratio * drones` times the makespan (Agatz, Bouman, Schmidt 2018,
doi:10.1287/trsc.2017.0791). A tour is at least as long as any 1-tree (Held and Karp 1970,
doi:10.1287/opre.18.6.1138).
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.drones.trucks.problem import Costs, Numbers, Problem

ROUNDS = 300
"""Steps of the ascent over 1-trees."""


def bound(problem: Problem) -> float:
    """Return the objective that no plan can stay below."""
    if problem.nodes == 1:
        return 0.0
    if problem.objective == "makespan":
        return makespan_bound(problem)
    if problem.objective == "cost" and problem.costs is not None:
        return _cost(problem, problem.costs)
    waits = _earliest(problem)[problem.remote]
    if not len(waits):
        return 0.0
    return float(waits.max() if problem.objective == "worst" else np.percentile(waits, 90))


def makespan_bound(problem: Problem) -> float:
    """Return seconds that no plan can stay below."""
    return max(_farthest(problem), _work(problem), _tours(problem))


def _earliest(problem: Problem) -> Numbers:
    """Return when each customer can be served at the earliest, if all others wait."""
    ways = _shortest_ways(problem)
    by_truck = ways[0] + problem.truck_service_s
    by_drone = np.full(problem.nodes, np.inf)
    if problem.drones:
        launched = ways[0] + problem.launch_s
        by_drone = (launched[:, None] + problem.flight_s).min(axis=0) + problem.drone_service_s
    best: Numbers = np.where(problem.droppable, np.minimum(by_truck, by_drone), by_truck)
    return best


def _cost(problem: Problem, costs: Costs) -> float:
    """Return half of the cheapest ways in and out of all, or the cheapest sorties; and time."""
    n = problem.nodes
    truck, out, back = (np.asarray(x) for x in (costs.truck, costs.out, costs.back))
    ways = np.where(np.eye(n, dtype=bool), np.inf, truck)
    halves = (ways.min(axis=0) + ways.min(axis=1)) / 2
    for k in range(1, n):
        if problem.droppable[k] and problem.drones:
            sorties = np.where(_aloft(problem, k) < np.inf, out[:, k][:, None] + back[k], np.inf)
            halves[k] = min(halves[k], sorties.min())
    return float(halves[1:].sum() + costs.per_s * makespan_bound(problem))


def _flights(problem: Problem) -> Numbers:
    """Return the least seconds in the air for each customer, infinite where there are none."""
    n = problem.nodes
    least = np.full(n, np.inf)
    if not problem.drones:
        return least
    for k in range(1, n):
        if problem.droppable[k]:
            least[k] = _aloft(problem, k).min()
    return least


def _aloft(problem: Problem, k: int) -> Numbers:
    """Return seconds in the air to customer k, by launch and recovery; infinite where too long."""
    aloft = problem.flight_s[:, k][:, None] + problem.drone_service_s[k] + problem.flight_s[k]
    many = len(problem.endurance_s) > 1
    limit = problem.endurance_s[:, k] if many else problem.endurance_s[0]
    allowed = np.where(aloft <= limit + 1e-9, aloft, np.inf)
    allowed[k], allowed[:, k] = np.inf, np.inf
    return allowed


def _shortest_ways(problem: Problem) -> Numbers:
    """Return the truck's least seconds between nodes, over other nodes too."""
    ways = np.array(problem.truck_s)
    for k in range(problem.nodes):
        ways = np.minimum(ways, ways[:, k][:, None] + ways[k])
    return ways


def _farthest(problem: Problem) -> float:
    """Return the least seconds until somebody, truck or drone, was at the hardest customer."""
    n, ways = problem.nodes, _shortest_ways(problem)
    there = ways[0] + problem.truck_service_s + ways[:, 0]
    flights = _flights(problem) + problem.launch_s + problem.recovery_s
    return float(np.minimum(there, flights)[1:].max()) if n > 1 else 0.0


def _work(problem: Problem) -> float:
    """Return the better of the bounds over weights of driver and drones."""
    if problem.nodes == 1:
        return 0.0
    ways = np.where(np.eye(problem.nodes, dtype=bool), np.inf, problem.truck_s)
    halves = (ways.min(axis=0) + ways.min(axis=1)) / 2
    by_truck = halves[1:] + problem.truck_service_s[1:]
    handling = problem.launch_s + problem.recovery_s
    by_drone = (_flights(problem)[1:] + handling) / max(1, problem.drones)
    best, depot = 0.0, halves[0] if not np.isfinite(by_drone).all() else 0.0
    for weight in (*np.geomspace(1e-4, 0.5, 50), *np.linspace(0.5, 1, 50)[:-1]):
        flown = (1 - weight) * by_drone + weight * handling
        least = np.where(
            np.isinf(by_drone), weight * by_truck, np.minimum(weight * by_truck, flown)
        )
        best = max(best, float(least.sum() + weight * depot))
    return best


def _tours(problem: Problem) -> float:
    """Return the bound by tours; 0 where it does not hold."""
    road, n = problem.truck_s, problem.nodes
    if n < 3 or not np.allclose(road, road.T):  # noqa: PLR2004 - no tour
        return 0.0
    road = _shortest_ways(problem)
    apart = ~np.eye(n, dtype=bool)
    flight = np.where(apart, problem.flight_s, np.inf)
    if problem.drones and (flight[road > 0] <= 0).any():
        return 0.0
    with np.errstate(invalid="ignore"):
        ratios = np.where(road > 0, road / flight, 0.0)
    ratio = float(ratios[apart].max()) if problem.drones else 0.0
    return _one_tree(road) / (1 + ratio * problem.drones)


def _one_tree(road: Numbers) -> float:
    """Return the best length of 1-trees found by an ascent over prices of nodes."""
    from scipy.sparse.csgraph import minimum_spanning_tree

    n = len(road)
    prices, best = np.zeros(n), 0.0
    step = float(road.mean()) / 4
    rest = np.arange(1, n)
    for _ in range(ROUNDS):
        priced = road + prices[:, None] + prices
        shift = 1.0 - float(priced.min())
        tree = minimum_spanning_tree(priced[1:, 1:] + shift).tocoo()
        first, second = rest[np.argsort(priced[0, 1:])[:2]]
        degrees = np.bincount([*(tree.row + 1), *(tree.col + 1), first, second], minlength=n) - 2
        degrees[0] = 0
        length = tree.data.sum() - shift * (n - 2) + priced[0, first] + priced[0, second]
        best = max(best, float(length - 2 * prices.sum()))
        if not degrees.any():
            break
        prices += step * degrees
        step *= 0.98
    return best
