"""What trips cost at least: a linear programme of streets driven without serving, with cuts.

Any set of crossings without the depot has to be entered and left by as many trips as its load
needs, and is entered as often as it is left; what its served streets do not make up is driven
without serving [1]_. Turns cost nothing here, and one-way streets may be driven both ways, so that
the bound holds for each instance.

.. [1] J. M. Belenguer, E. Benavent, A cutting plane algorithm for the capacitated arc routing
       problem, Computers & Operations Research 30 (2003), doi:10.1016/S0305-0548(02)00046-1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.routing.arcs.instance import Instance

Sets = NDArray[np.bool_]
"""(sets, crossings)."""

ROUNDS = 40
"""Most linear programmes."""
FACTORS = (0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0)
"""Weights of the load in the search of sets that need more trips."""
MOST_PAIRS = 300
"""Crossings up to which sets between all pairs are searched."""
STEPS = 8
"""Crossings that a set gains or loses in search of a better cut."""
SLACK = 1e-4
GRAIN = 10_000
"""Whole units that flows are counted in."""


@dataclass(frozen=True, slots=True)
class _Graph:
    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    served: NDArray[np.int64]
    """Jobs on each link."""
    loads: NDArray[np.int64]
    """Their demand."""
    costs: NDArray[np.int64]
    nodes: int
    depot: int
    capacity: int


def lower_bound(instance: Instance, rounds: int = ROUNDS) -> float:
    """Return a cost below which no trips serve all jobs."""
    fixed = sum(instance.job_cost(job) for job in range(len(instance.jobs)))
    fixed += instance.least_trips * (instance.tip_cost if instance.tips else 0)
    graph = _graph(instance)
    driven = np.zeros(len(graph.costs))
    value = 0.0
    sets = np.concatenate([_singles(graph), _rings(graph)])
    known: dict[bytes, tuple[NDArray[np.bool_], float]] = {}
    for _ in range(rounds):
        if not _add(graph, sets, driven, known):
            sets = _searched(graph, driven)
            if not _add(graph, sets, driven, known):
                break
        driven, value = _solved(graph, known)
        sets = _components(graph, driven)
    return fixed + math.ceil(value - SLACK)


def _graph(instance: Instance) -> _Graph:
    served = np.zeros(len(instance.links), dtype=np.int64)
    loads = np.zeros(len(instance.links), dtype=np.int64)
    for job in instance.jobs:
        served[job.link] += 1
        loads[job.link] += job.demand
    return _Graph(
        tails=np.array([link.tail for link in instance.links]),
        heads=np.array([link.head for link in instance.links]),
        served=served,
        loads=loads,
        costs=np.array([link.cost for link in instance.links]),
        nodes=instance.nodes,
        depot=instance.depot,
        capacity=instance.capacity,
    )


def _singles(graph: _Graph) -> Sets:
    return np.delete(np.eye(graph.nodes, dtype=bool), graph.depot, axis=0)


def _rings(graph: _Graph) -> Sets:
    """Return what lies beyond each distance from the depot, whole and in its connected parts."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    shape = (graph.nodes, graph.nodes)
    near: Any = csr_array((graph.costs + 1e-9, (graph.tails, graph.heads)), shape=shape)
    far = dijkstra(near, directed=False, indices=graph.depot)
    found = [np.zeros((0, graph.nodes), dtype=bool)]
    for distance in np.unique(far[np.isfinite(far)])[:MOST_PAIRS]:
        beyond = far > distance
        both = beyond[graph.tails] & beyond[graph.heads]
        parts = _parts(graph, both)
        found += [beyond[None, :], parts[(parts & beyond).any(axis=1)]]
    return _outside(graph, np.concatenate(found))


def _grown(graph: _Graph, driven: NDArray[np.float64], sets: Sets) -> Sets:
    """Let sets gain or lose one crossing at a time as long as their cuts are broken more."""
    flips = _singles(graph)
    found = []
    for start in sets:
        now, short = start, -math.inf
        for _ in range(STEPS):
            tried = np.concatenate([now[None, :], now ^ flips])
            across, needed = _needed(graph, tried)
            each = needed - across @ driven
            best = int(np.argmax(each))
            if each[best] <= short + SLACK:
                break
            now, short = tried[best], float(each[best])
            found.append(now)
    return np.array(found).reshape(-1, graph.nodes)


def _needed(graph: _Graph, sets: Sets) -> tuple[Sets, NDArray[np.float64]]:
    """Return the links across each set, and how often they are driven without serving, at least."""
    tail, head = sets[:, graph.tails], sets[:, graph.heads]
    across = tail != head
    trips = -(-((tail | head) @ graph.loads) // graph.capacity)
    served = across @ graph.served
    return across, np.maximum(2 * trips - served, served % 2).astype(float)


def _add(
    graph: _Graph,
    sets: Sets,
    driven: NDArray[np.float64],
    known: dict[bytes, tuple[NDArray[np.bool_], float]],
) -> bool:
    """Keep the cuts that do not hold yet; say whether there were any."""
    if not len(sets):
        return False
    across, needed = _needed(graph, sets)
    short = needed - across @ driven
    added = False
    for row in np.flatnonzero(short > SLACK):
        key = across[row].tobytes()
        if key not in known or known[key][1] < needed[row]:
            known[key] = (across[row], float(needed[row]))
            added = True
    return added


def _solved(
    graph: _Graph, known: dict[bytes, tuple[NDArray[np.bool_], float]]
) -> tuple[NDArray[np.float64], float]:
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    across = csr_array(np.array([row for row, _ in known.values()], dtype=float))
    needed = np.array([least for _, least in known.values()])
    found: Any = linprog(graph.costs, A_ub=-across, b_ub=-needed, method="highs-ds")
    if found.status != 0:  # without an optimum nothing is known
        return np.zeros(len(graph.costs)), 0.0
    return np.maximum(found.x, 0), float(found.fun)


def _components(graph: _Graph, driven: NDArray[np.float64]) -> Sets:
    """Return sets that are held together by what is driven, with and without what is served."""
    found = [_parts(graph, driven > least) for least in (0.0, 0.25, 0.5, 0.75, 1.0)]
    return _outside(graph, np.concatenate(found))


def _parts(graph: _Graph, held: NDArray[np.bool_]) -> Sets:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    pairs = (graph.tails[held], graph.heads[held])
    shape = (graph.nodes, graph.nodes)
    links: Any = csr_array((np.ones(int(held.sum())), pairs), shape=shape)
    count, label = connected_components(links, directed=False)
    return np.asarray(label[None, :] == np.arange(count)[:, None])


def _outside(graph: _Graph, sets: Sets) -> Sets:
    """Turn sets with the depot inside out."""
    turned = np.where(sets[:, [graph.depot]], ~sets, sets)
    return turned[turned.any(axis=1)]


def _searched(graph: _Graph, driven: NDArray[np.float64]) -> Sets:
    """Search sets by least cuts: those that need most trips, and between all pairs."""
    heavy = _outside(graph, np.array([_heavy(graph, driven, factor) for factor in FACTORS]))
    found = list(heavy)
    if graph.nodes <= MOST_PAIRS:
        found += _pairs(graph, driven)
        found += list(_grown(graph, driven, np.concatenate([heavy, _components(graph, driven)])))
    return _outside(graph, np.array(found))


def _heavy(graph: _Graph, driven: NDArray[np.float64], factor: float) -> NDArray[np.bool_]:
    """Return the set whose load needs most above its links, by one flow from the loads."""
    share = factor / graph.capacity
    width = driven + graph.served - np.minimum(share * graph.loads, graph.served)
    source = graph.nodes
    loads = np.bincount(graph.tails, graph.loads, graph.nodes)
    loads += np.bincount(graph.heads, graph.loads, graph.nodes)
    loads[graph.depot] = 0
    tails = np.concatenate([graph.tails, graph.heads, np.full(graph.nodes, source)])
    heads = np.concatenate([graph.heads, graph.tails, np.arange(graph.nodes)])
    widths = np.concatenate([width, width, share * loads])
    side = _least_cut(tails, heads, widths, graph.nodes + 1, source, graph.depot)[1]
    return side[: graph.nodes]


def _pairs(graph: _Graph, driven: NDArray[np.float64]) -> list[NDArray[np.bool_]]:
    """Return least cuts of a tree of all pairs (Gusfield 1990)."""
    tails = np.concatenate([graph.tails, graph.heads])
    heads = np.concatenate([graph.heads, graph.tails])
    widths = np.concatenate([driven, driven])
    parent = np.full(graph.nodes, graph.depot)
    found = []
    for node in range(graph.nodes):
        if node == graph.depot:
            continue
        _, side = _least_cut(tails, heads, widths, graph.nodes, node, int(parent[node]))
        found.append(side)
        later = side & (parent == parent[node]) & (np.arange(graph.nodes) > node)
        parent[later] = node
    return found


def _least_cut(
    tails: NDArray[np.int64],
    heads: NDArray[np.int64],
    widths: NDArray[np.float64],
    nodes: int,
    source: int,
    sink: int,
) -> tuple[int, NDArray[np.bool_]]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    whole = np.rint(widths * GRAIN).astype(np.int32)
    graph: Any = csr_array((whole, (tails, heads)), shape=(nodes, nodes))
    flow = maximum_flow(graph, source, sink)
    left = graph - flow.flow
    left.data = (left.data > 0).astype(np.int32)
    left.eliminate_zeros()
    side = np.zeros(nodes, dtype=bool)
    side[breadth_first_order(left, source, return_predecessors=False)] = True
    return int(flow.flow_value), side
