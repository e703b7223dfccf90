"""Shortest ways between places around areas that may not be overflown.

A shortest way around polygons bends only at their convex corners, and touches there [1]_: the
graph of places and corners that see each other and touch holds every shortest way exactly.

References
----------
.. [1] Lozano-Pérez and Wesley 1979, An algorithm for planning collision-free paths among
   polyhedral obstacles, CACM 22(10), doi:10.1145/359156.359164.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Geod, Transformer
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from citybricks.methods.drones.wind import CALM, Wind, cruise_seconds

Floats = NDArray[np.float64]

_MARGIN_M = 0.02
"""Ways keep this much more distance than asked for, so that rounding never enters an area."""
_TOUCHING_M = 0.01
_QUARTER = 6
"""Pieces of a quarter circle around a corner; GEOS may make one half as wide again."""
_TAUT = 0.985
"""GEOS smooths an area by up to 1 % of the distance before it grows it."""
_MOST_CORNERS = 2500
_COARSER_M = (1.0, 2.0, 4.0, 8.0, 16.0)
"""How far outlines may be smoothed, outwards, while there are more corners than that."""
_ON_A_LINE_M4 = -1e-6


@dataclass(frozen=True, slots=True)
class Airways:
    """Shortest ways between all pairs of places.

    Attributes
    ----------
    points_xy
        The places on the plane, metres: shape (n, 2).
    metres
        Lengths: shape (n, n); infinite where no way exists.
    inside
        For each place the areas that hold it with their clearance, as positions in the input.
    """

    points_xy: Floats
    metres: Floats
    inside: tuple[tuple[int, ...], ...]
    _nodes: Floats
    _previous: NDArray[np.int32]

    def path(self, start: int, end: int) -> Floats:
        """Return the bends of the way from one place to another, both included: shape (k, 2).

        Raises
        ------
        ValueError
            When no way exists.
        """
        if not np.isfinite(self.metres[start, end]):
            message = f"there is no way from place {start} to place {end}"
            raise ValueError(message)
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(int(self._previous[start, nodes[-1]]))
        bends: Floats = self._nodes[nodes[::-1]]
        return bends

    def vectors(self, start: int, end: int) -> Floats:
        """Return the straight pieces of a way, as `energy.Leg` takes them: shape (k - 1, 2)."""
        return np.diff(self.path(start, end), axis=0)

    def seconds(self, airspeed_m_s: float, wind: Wind = CALM) -> Floats:
        """Return the cruise times along all ways: shape (n, n); infinite when it is too windy."""
        count = len(self.points_xy)
        start, end = np.divmod(np.arange(count * count), count)
        total = np.where(np.isfinite(self.metres.ravel()), 0.0, np.inf)
        going = np.flatnonzero(np.isfinite(total) & (start != end))
        while going.size:
            before = self._previous[start[going], end[going]]
            pieces = self._nodes[end[going]] - self._nodes[before]
            total[going] += cruise_seconds(pieces, airspeed_m_s, wind)
            end[going] = before
            going = going[before != start[going]]
        return total.reshape(count, count)


def airways(
    points_xy: ArrayLike,
    obstacles: Sequence[BaseGeometry] = (),
    clearance_m: float = 0.0,
    plane: CRS | None = None,
) -> Airways:
    """Return the shortest ways between all pairs of places around areas.

    Parameters
    ----------
    points_xy
        Places on a local plane, metres: shape (n, 2).
    obstacles
        Areas on the same plane that may not be entered: polygons.
    clearance_m
        Distance kept from them: error of navigation and contingency volume together.
    plane
        When given, lengths are geodesic: those of the ellipsoid below the plane.
    """
    points = np.asarray(points_xy, dtype=float).reshape(-1, 2)
    reach = 2 * float(np.hypot(*np.ptp(points, axis=0))) + clearance_m if len(points) else 0.0
    while True:
        near = _near(points, obstacles, reach)
        ways = _ways(points, [grow(obstacles[at], clearance_m) for at in near], plane)
        longest = ways.metres.max(initial=0.0, where=np.isfinite(ways.metres))
        # a way that is no longer than the reach cannot meet what lies beyond it
        if longest + clearance_m <= reach or len(near) == len(obstacles):
            return replace(ways, inside=tuple(tuple(near[at] for at in i) for i in ways.inside))
        reach *= 2


def _near(points: Floats, obstacles: Sequence[BaseGeometry], reach_m: float) -> list[int]:
    """Return the areas within reach of the places, as positions in the list."""
    if not len(points) or not len(obstacles):
        return []
    around = shapely.box(*(points.min(axis=0) - reach_m), *(points.max(axis=0) + reach_m))
    found: list[int] = np.flatnonzero(shapely.intersects(list(obstacles), around)).tolist()
    return found


def _ways(points: Floats, grown: Sequence[BaseGeometry], plane: CRS | None) -> Airways:
    walls = _walls(grown)
    corners, before, after = _corners(walls)
    nodes = np.vstack([points, corners])
    held = inside(points, grown)
    free = np.array([not areas for areas in held] + [True] * len(corners), dtype=bool)
    sees = _candidates(nodes, len(points), before, after, free)
    sees = sees[_clear(nodes, sees, walls)]
    graph = _graph(nodes, sees, _lengths(nodes, sees, plane))
    metres, previous = dijkstra(
        graph, directed=False, indices=np.arange(len(points)), return_predecessors=True
    )
    between = np.ascontiguousarray(metres[:, : len(points)])
    np.fill_diagonal(between, 0.0)
    return Airways(points, between, held, nodes, previous)


def grow(area: BaseGeometry, clearance_m: float) -> BaseGeometry:
    """Return an area with the clearance around it, never less, at most 4 % of it more."""
    if clearance_m <= 0:
        return area.buffer(_MARGIN_M, join_style="mitre")
    widest = 1.5 * np.pi / (2 * _QUARTER)
    around = clearance_m / (np.cos(widest / 2) * _TAUT) + _MARGIN_M
    return area.buffer(around, quad_segs=_QUARTER)


def _walls(grown: Sequence[BaseGeometry]) -> list[Polygon]:
    """Return the areas as polygons that do not touch, coarser where there are very many corners."""
    together = shapely.union_all(list(grown))
    for tolerance in _COARSER_M:
        if shapely.get_num_coordinates(together) <= _MOST_CORNERS:
            break
        coarse = [area.simplify(tolerance).buffer(1.5 * tolerance, quad_segs=2) for area in grown]
        together = shapely.union_all(coarse)
    return [part for part in shapely.get_parts(together) if not part.is_empty]


def _corners(walls: Sequence[Polygon]) -> tuple[Floats, Floats, Floats]:
    """Return the convex corners of the areas, and the neighbours of each on its ring."""
    at, before, after = [np.empty((0, 2))], [np.empty((0, 2))], [np.empty((0, 2))]
    for wall in walls:
        wall_ccw = shapely.orient_polygons(wall)
        for ring in (wall_ccw.exterior, *wall_ccw.interiors):
            xy = shapely.get_coordinates(ring)[:-1]
            last, following = np.roll(xy, 1, axis=0), np.roll(xy, -1, axis=0)
            convex = _cross(xy - last, following - xy) > 0
            at.append(xy[convex])
            before.append(last[convex])
            after.append(following[convex])
    return np.vstack(at), np.vstack(before), np.vstack(after)


def _cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def inside(points: Floats, grown: Sequence[BaseGeometry]) -> tuple[tuple[int, ...], ...]:
    """Return for each place the areas that hold it, as positions in the list."""
    drawn = shapely.points(points)
    held = [shapely.contains(shapely.buffer(area, -_TOUCHING_M), drawn) for area in grown]
    return tuple(
        tuple(area for area, holds in enumerate(held) if holds[index])
        for index in range(len(points))
    )


def _candidates(
    nodes: Floats, places: int, before: Floats, after: Floats, free: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """Return pairs of nodes whose straight line touches the corners at its ends: shape (k, 2)."""
    touches = np.ones((len(nodes), len(nodes)), dtype=bool)
    corners = nodes[places:]
    for index, corner in enumerate(corners):
        away = nodes - corner
        sides = _cross(away, before[index] - corner) * _cross(away, after[index] - corner)
        touches[places + index] = sides >= _ON_A_LINE_M4
    touches &= touches.T & free & free[:, None]
    return np.argwhere(np.triu(touches, 1))


def _clear(nodes: Floats, pairs: NDArray[np.intp], walls: Sequence[Polygon]) -> NDArray[np.bool_]:
    """Return which of the straight lines enter no area."""
    clear = np.ones(len(pairs), dtype=bool)
    if not walls or not len(pairs):
        return clear
    lines = shapely.linestrings(nodes[pairs])
    solid = [shapely.buffer(wall, -_TOUCHING_M, join_style="mitre") for wall in walls]
    _, crossed = shapely.STRtree(lines).query(solid, predicate="intersects")
    clear[crossed] = False
    return clear


def _lengths(nodes: Floats, pairs: NDArray[np.intp], plane: CRS | None) -> Floats:
    if plane is None:
        return np.asarray(np.linalg.norm(nodes[pairs[:, 0]] - nodes[pairs[:, 1]], axis=1))
    to_earth = Transformer.from_crs(plane, 4326, always_xy=True)
    longitude, latitude = to_earth.transform(nodes[:, 0], nodes[:, 1])
    start, end = pairs.T
    geod = Geod(ellps="WGS84")
    *_, lengths = geod.inv(longitude[start], latitude[start], longitude[end], latitude[end])
    return np.asarray(lengths, dtype=float)


def _graph(nodes: Floats, pairs: NDArray[np.intp], lengths: Floats) -> csr_array:
    # two places on one spot are 1e-9 m apart: a sparse graph has no edges of length 0
    weights = np.maximum(lengths, 1e-9)
    return csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=(len(nodes), len(nodes)))
