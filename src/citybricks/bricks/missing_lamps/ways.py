"""Dark stretches joined into ways that lead from junction to junction."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from citybricks import track
from citybricks.bricks.missing_lamps.axis import Floats, Ints, Lines, lay

CENTIMETRES = 2
"""Decimals of a metre to which ends are taken as one, so that none is missed by a hair."""
ARMS = 3
"""Ways that meet at a junction, at least."""
CHUNK = 2_000
"""Ways between two looks at whether the run was cancelled."""


def join(parts: Lines) -> Lines:
    """Join parts of streets into ways, the longest first.

    A way ends where it is a dead end and where three or more meet; a part given twice, in
    whichever direction, is one. The ways do not depend on the order of the parts.
    """
    axis = lay(shapely.transform(parts, lambda xy: xy.round(CENTIMETRES)))
    ends = axis.xy[axis.sides], axis.xy[axis.sides + 1]
    back = (ends[0][:, 0] > ends[1][:, 0]) | (
        (ends[0][:, 0] == ends[1][:, 0]) & (ends[0][:, 1] > ends[1][:, 1])
    )
    sides = np.where(back[:, None], np.hstack(ends[::-1]), np.hstack(ends))
    once = np.unique(sides, axis=0).reshape(-1, 2, 2)
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(once)))
    ways = shapely.normalize(shapely.get_parts(merged))
    x, y = shapely.get_coordinates(shapely.get_point(ways, 0)).T
    longest: Lines = ways[np.lexsort((y, x, -shapely.length(ways).round(3)))]
    return longest


def junctions(ways: Lines, apart: float) -> Floats:
    """Return where three or more ways meet, those with most arms first: shape (n_junctions, 2).

    Of junctions within `apart` metres of each other only the first is returned.
    """
    xy = shapely.get_coordinates([shapely.get_point(ways, at) for at in (0, -1)])
    place, arms = np.unique(xy, axis=0, return_counts=True)
    order = np.argsort(-arms, kind="stable")
    met = place[order][arms[order] >= ARMS]
    if not len(met):
        return met
    taken = np.zeros(len(met), dtype=bool)
    near = cKDTree(met).query_ball_point(met, apart)
    for here, others in enumerate(near):
        taken[here] = not taken[others].any()
    kept: Floats = met[taken]
    return kept


def waves(ways: Lines, reach: float) -> list[Ints]:
    """Divide ways into waves: each way comes after all longer ways within `reach` metres.

    Ways of one wave are farther apart, so that a lamp on one lights none of the others.
    """
    tree = shapely.STRtree(ways)
    wave = [0] * len(ways)
    chunks = np.array_split(np.arange(len(ways)), max(1, -(-len(ways) // CHUNK)))
    for chunk in track(chunks, "Looking for dark streets beside each other"):
        for way, longer in zip(*_longer(tree, chunk, reach), strict=True):
            wave[way] = max(wave[way], wave[longer] + 1)
    return _by_wave(np.array(wave))


def _longer(tree: shapely.STRtree, ways: Ints, reach: float) -> tuple[list[int], list[int]]:
    """Return pairs of ways and longer ones within reach, in the order of the ways."""
    way, other = tree.query(tree.geometries[ways], predicate="dwithin", distance=reach)
    before = other < ways[way]
    order = np.argsort(way[before], kind="stable")
    return ways[way][before][order].tolist(), other[before][order].tolist()


def _by_wave(wave: NDArray[np.int64]) -> list[Ints]:
    order = np.argsort(wave, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(wave[order])) + 1)
