"""Lay streets: a bent grid in the middle, curved roads to the outskirts and to hamlets."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from citybricks.methods.towns.town import Floats, Ints, Road

COLUMNS, ROWS = 8, 7
BLOCK_M = 230.0
_BENT = 26.0
"""How far junctions are off a straight grid. [m]"""
_MISSING = 0.12
"""Share of blocks that are joined."""
_MAIN, _STREET, _LANE = 14.0, 8.5, 11.0
"""Speeds on main roads, on streets and on the roads outside. [m/s]"""

Edge = tuple[int, int]


def centre(random: np.random.Generator) -> tuple[Floats, list[Edge], list[Road]]:
    """Lay the middle: a grid of junctions, bent and turned, some streets of it one-way.

    Returns
    -------
    tuple
        Junctions, shape ``(n, 2)``; pairs of junctions; and the streets between them.
    """
    junctions = _junctions(random)
    edges = _kept(_edges(), len(junctions), random)
    one_way = _one_ways(edges, len(junctions))
    roads = [
        Road(_bowed(junctions[a], junctions[b], 0.04, random), one, _speed(a, b))
        for (a, b), one in zip(edges, one_way, strict=True)
    ]
    return junctions, edges, roads


def _junctions(random: np.random.Generator) -> Floats:
    x, y = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    grid = np.column_stack([x.ravel() - (COLUMNS - 1) / 2, y.ravel() - (ROWS - 1) / 2]) * BLOCK_M
    grid += random.normal(0, _BENT, grid.shape).clip(-2 * _BENT, 2 * _BENT)
    turn = random.uniform(-0.4, 0.4)
    c, s = np.cos(turn), np.sin(turn)
    return np.asarray(grid @ np.array([[c, s], [-s, c]]))


def _edges() -> list[Edge]:
    at = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    across = zip(at[:, :-1].ravel().tolist(), at[:, 1:].ravel().tolist(), strict=True)
    along = zip(at[:-1].ravel().tolist(), at[1:].ravel().tolist(), strict=True)
    return [*across, *along]


def _is_border(a: int, b: int) -> bool:
    """Whether a street runs along the edge of the grid."""
    (row_a, column_a), (row_b, column_b) = divmod(a, COLUMNS), divmod(b, COLUMNS)
    ends = {0, ROWS - 1}, {0, COLUMNS - 1}
    level = row_a == row_b and row_a in ends[0]
    return level or (column_a == column_b and column_a in ends[1])


def _kept(edges: list[Edge], nodes: int, random: np.random.Generator) -> list[Edge]:
    """Leave out some streets inside, as long as everything stays connected."""
    kept = list(edges)
    inside = [edge for edge in edges if not _is_border(*edge)]
    for at in random.permutation(len(inside))[: round(_MISSING * len(inside))]:
        fewer = [edge for edge in kept if edge != inside[at]]
        if connected(fewer, [False] * len(fewer), nodes):
            kept = fewer
    return kept


def _one_ways(edges: list[Edge], nodes: int) -> list[bool]:
    """Make the level streets of every other row inside one-way, where nobody is shut in."""
    rows = [
        a // COLUMNS == b // COLUMNS and (a // COLUMNS) % 2 == 1 and not _is_border(a, b)
        for a, b in edges
    ]
    for row in range(1, ROWS, 2):
        if not connected(edges, rows, nodes):
            rows = [one and a // COLUMNS != row for one, (a, _) in zip(rows, edges, strict=True)]
    return rows


def connected(edges: list[Edge], one_way: list[bool], nodes: int) -> bool:
    """Whether every junction can be reached from every other."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = [*edges, *((b, a) for (a, b), one in zip(edges, one_way, strict=True) if not one)]
    start, end = np.array(pairs).T
    graph = coo_array((np.ones(len(pairs)), (start, end)), shape=(nodes, nodes))
    return bool(connected_components(graph, connection="strong")[0] == 1)


def _speed(a: int, b: int) -> float:
    return _MAIN if _is_border(a, b) else _STREET


def outside(random: np.random.Generator, border: Floats, places: Floats) -> Iterator[Road]:
    """Yield curved roads that lead from the middle to places outside, the nearest first.

    Parameters
    ----------
    border
        Junctions that roads may leave from, shape ``(n, 2)``.
    places
        Where they lead, shape ``(m, 2)``; each then is a junction that the next may leave from.
    """
    known = border
    for place in places[np.argsort(np.hypot(*places.T), kind="stable")]:
        near = known[np.argmin(np.hypot(*(known - place).T))]
        yield Road(_bowed(near, place, 0.14, random), metres_per_second=_LANE)
        known = np.vstack([known, place])


def border(junctions: Floats) -> Floats:
    """Return the junctions at the edge of the middle."""
    at: Ints = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    edge = np.unique(np.concatenate([at[0], at[-1], at[:, 0], at[:, -1]]))
    return np.asarray(junctions[edge])


def _bowed(start: Floats, end: Floats, bow: float, random: np.random.Generator) -> Floats:
    """Return a curve between two junctions: a cubic Bézier curve, its ends exact."""
    step = end - start
    aside = np.array([-step[1], step[0]])
    first, second = random.uniform(-bow, bow, 2) * 2
    bends = start + step / 3 + first * aside, start + 2 * step / 3 + second * aside
    t = np.linspace(0, 1, max(3, min(16, int(np.hypot(*step) / 60))))[:, None]
    curve = (1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * bends[0]
    curve += 3 * (1 - t) * t**2 * bends[1] + t**3 * end
    curve[0], curve[-1] = start, end
    return np.asarray(curve)
