"""What it costs from the end of one service to the end of the next, both directions of both."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.routing.arcs.errors import ArcsError
from citybricks.methods.routing.arcs.instance import MOST, Instance, Service, arcs

Legs = NDArray[np.int32]
"""(jobs + 1, jobs + 1, 2, 2): from, to, direction of the first, direction of the second.

The last index is the depot. Serving the second is included. A direction that is not allowed
repeats the other one, so that each entry is a leg that can be driven.
"""


def directions(instance: Instance, job: int) -> tuple[Service, Service]:
    """Return the two ways to serve a job; twice the same where only one is allowed."""
    ways = [w for w in (Service(job), Service(job, forward=False)) if instance.allowed(w)]
    return ways[0], ways[-1]


def legs_of(instance: Instance) -> Legs:
    """Compute all legs by shortest paths, with turns where the instance has costs of turns.

    Raises
    ------
    ArcsError
        When a job cannot be reached from the depot and left again, naming it.
    """
    ways = [way for job in range(len(instance.jobs)) for way in directions(instance, job)]
    with_turns = bool(instance.u_turn or instance.turns)
    empty = (_over_turns if with_turns else _over_nodes)(instance, ways)
    _reachable(instance, empty)
    count = len(instance.jobs) + 1
    served = np.array([instance.job_cost(job) for job in range(count - 1)] + [0], dtype=np.int64)
    full = empty.reshape(count, 2, count, 2).transpose(0, 2, 1, 3) + served[None, :, None, None]
    return np.ascontiguousarray(full.astype(np.int32))


def _over_nodes(instance: Instance, ways: list[Service]) -> NDArray[np.float64]:
    starts = np.array([instance.ends(w)[0] for w in ways] + [instance.depot] * 2)
    ends = np.array([instance.ends(w)[1] for w in ways] + [instance.depot] * 2)
    triples = [(tail, head, cost) for _, tail, head, cost in arcs(instance)]
    sources = np.unique(np.concatenate([ends, instance.tips]).astype(int))
    far = shortest(instance.nodes, triples, sources)
    row = {int(node): i for i, node in enumerate(sources)}
    empty = far[[row[int(n)] for n in ends]][:, starts]
    if instance.tips:
        tips = list(instance.tips)
        home = far[[row[t] for t in tips], instance.depot] + instance.tip_cost
        over = (far[[row[int(n)] for n in ends]][:, tips] + home).min(axis=1)
        empty[:, -2:] = over[:, None]
    return empty


def _over_turns(instance: Instance, ways: list[Service]) -> NDArray[np.float64]:
    """Shortest paths over arcs: node `arc` is the end of the arc; then the depot and the tips."""
    last = 2 * len(instance.links)
    driven = list(arcs(instance))
    leaving: list[list[tuple[int, int]]] = [[] for _ in range(instance.nodes)]
    for arc, tail, _, cost in driven:
        leaving[tail].append((arc, cost))
    triples = [
        (arc, onto, _turn(instance, arc, onto, len(leaving[head])) + cost)
        for arc, _, head, cost in driven
        for onto, cost in leaving[head]
    ]
    halts = [instance.depot, *instance.tips]
    for i, halt in enumerate(halts):
        triples += [(last + 2 * i, onto, cost) for onto, cost in leaving[halt]]
        triples += [(arc, last + 2 * i + 1, 0) for arc, _, head, _ in driven if head == halt]
    ends = np.array([instance.arc(w) for w in ways] + [last] * 2)
    sources = np.unique(np.concatenate([ends, [last + 2 * i for i in range(len(halts))]]))
    far = shortest(last + 2 * len(halts), triples, sources)
    row = {int(node): i for i, node in enumerate(sources)}
    rows = far[[row[int(n)] for n in ends]]
    empty = np.empty((len(ends), len(ends)))
    for j, way in enumerate(ways):
        empty[:, j] = _onto(instance, rows, way, leaving)
    empty[:, -2:] = rows[:, last + 1, None]
    if instance.tips:
        spots = [last + 2 * i for i in range(1, len(halts))]
        home = np.array([far[row[s], last + 1] for s in spots])
        home[[t == instance.depot for t in instance.tips]] = 0
        over = (rows[:, [s + 1 for s in spots]] + home + instance.tip_cost).min(axis=1)
        empty[:, -2:] = over[:, None]
    empty[-2:, -2:] = 0
    return empty


def _onto(
    instance: Instance,
    rows: NDArray[np.float64],
    way: Service,
    leaving: list[list[tuple[int, int]]],
) -> NDArray[np.float64]:
    """Return the cost from each end to the beginning of a service, its first turn included."""
    onto, begin = instance.arc(way), instance.ends(way)[0]
    best = np.full(len(rows), np.inf)
    for arc, _, head, _ in arcs(instance):
        if head == begin:
            turn = _turn(instance, arc, onto, len(leaving[begin]))
            best = np.minimum(best, rows[:, arc] + turn)
    if begin == instance.depot:
        best[-2:] = 0
    return best


def _turn(instance: Instance, arc: int, onto: int, choices: int) -> int:
    extra = instance.turns.get((arc, onto), 0)
    back = arc ^ 1 == onto and choices > 1
    return extra + (instance.u_turn if back else 0)


def shortest(
    nodes: int, triples: list[tuple[int, int, int]], sources: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the least costs from each source to each node, over (from, to, cost)."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    least: dict[tuple[int, int], int] = {}
    for tail, head, cost in triples:
        known = least.get((tail, head))
        least[tail, head] = cost if known is None else min(known, cost)
    pairs = np.array(list(least), dtype=np.int32).reshape(-1, 2)
    costs = np.array(list(least.values()), dtype=float)
    graph: Any = csr_array((costs, (pairs[:, 0], pairs[:, 1])), shape=(nodes, nodes))
    return cast("NDArray[np.float64]", dijkstra(graph, indices=sources))


def _reachable(instance: Instance, empty: NDArray[np.float64]) -> None:
    lost = ~np.isfinite(empty[-1, :-2]) | ~np.isfinite(empty[:-2, -1])
    if lost.any():
        job = int(np.argmax(lost)) // 2
        link = instance.links[instance.jobs[job].link]
        raise ArcsError(
            f"jobs[{job}]",
            f"the street from {link.tail} to {link.head} cannot be reached from the depot"
            " and left again",
            f"从 {link.tail} 到 {link.head} 的街道无法从车场到达并驶回",
        )
    if empty.max(initial=0) * (len(instance.jobs) + 1) > MOST:
        raise ArcsError("links", "the costs are too large", "费用过大")
