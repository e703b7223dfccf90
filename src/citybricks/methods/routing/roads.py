"""Streets for vehicles: segments between junctions, directions, and the kerbs they serve from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from citybricks.methods.routing.problem import NEVER, Ints
from citybricks.methods.routing.streets import Floats, Places, Streets, join, snap

Side = Literal["right", "left", "either"]
"""The kerb that vehicles serve from: right where they drive on the right."""


@dataclass(frozen=True, slots=True)
class Roads:
    """Streets cut at junctions; arc 2s drives segment s as it is drawn, arc 2s + 1 against it.

    Parameters
    ----------
    streets
        What they are made of.
    ends
        Junctions at the start and the end of each segment: shape (n_segments, 2).
    piece, span
        Which piece of street each is of, and from where to where: (n_segments,), (n_segments, 2).
        [m]
    seconds
        To drive each.
    one_way
        Whether each may be driven as it is drawn only.
    """

    streets: Streets
    ends: Ints
    piece: Ints
    span: Floats
    seconds: Floats
    one_way: NDArray[np.bool_]

    @property
    def metres(self) -> Floats:
        """How long each segment is."""
        long: Floats = self.span[:, 1] - self.span[:, 0]
        return long


class Spot(NamedTuple):
    """Where a vehicle stands: on an arc, so many metres from the arc's start."""

    arc: int
    along: float


def roads(
    lines: NDArray[np.object_], metres_per_second: Floats, one_way: NDArray[np.bool_]
) -> Roads:
    """Join lines on a flat map into streets for vehicles.

    Parameters
    ----------
    lines
        Pieces of street, joined where they share a vertex or where one ends at another.
    metres_per_second
        Speed on each.
    one_way
        Whether each may be driven from its first to its last vertex only.
    """
    streets = join(lines)
    cuts = streets.cuts
    node = _merged(streets)[cuts.node]
    first = np.flatnonzero((cuts.piece[1:] == cuts.piece[:-1]) & (np.diff(cuts.along) > 0))
    piece = cuts.piece[first]
    span = np.column_stack([cuts.along[first], cuts.along[first + 1]])
    seconds = (span[:, 1] - span[:, 0]) / metres_per_second[piece]
    ends = np.column_stack([node[first], node[first + 1]])
    return Roads(streets, ends, piece, span, seconds, one_way[piece])


def _merged(streets: Streets) -> Ints:
    """Return one number for junctions that are so close that they are one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links, size = streets.links, (streets.nodes, streets.nodes)
    graph = coo_array((np.ones(len(links.a)), (links.a, links.b)), shape=size)
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def beside(
    made: Roads, points: Floats, side: Side = "either", reach: float = 200.0
) -> list[tuple[Spot, ...]]:
    """Return the spots that vehicles serve each point from; none where no street is near.

    Parameters
    ----------
    points
        Shape (n_points, 2). [m]
    side
        The kerb vehicles serve from; a one-way street is served from both.
    reach
        How far a point may be from a street. [m]
    """
    places = snap(made.streets, points, reach)
    return [
        _spots(made, place, point, side)
        for place, point in zip(_segments(made, places), points, strict=True)
    ]


def _segments(made: Roads, places: Places) -> list[tuple[int, float]]:
    """Return the segment and the metres from its start of each place; -1 where there is none."""
    order = np.lexsort((made.span[:, 0], made.piece))
    starts = made.piece[order] * float(NEVER) + made.span[order, 0]
    found = np.searchsorted(starts, places.piece * float(NEVER) + places.along, side="right") - 1
    segment = order[np.maximum(found, 0)]
    along = places.along - made.span[segment, 0]
    return [
        (int(at), float(far)) if placed else (-1, 0.0)
        for at, far, placed in zip(segment, along, places.placed, strict=True)
    ]


def _spots(made: Roads, place: tuple[int, float], point: Floats, side: Side) -> tuple[Spot, ...]:
    segment, along = place
    if segment < 0:
        return ()
    long = float(made.metres[segment])
    onwards, back = Spot(2 * segment, along), Spot(2 * segment + 1, long - along)
    if made.one_way[segment]:
        return (onwards,)
    if side == "either":
        return (onwards, back)
    on_right = _is_right(made, segment, along, point)
    return (onwards,) if on_right == (side == "right") else (back,)


def _is_right(made: Roads, segment: int, along: float, point: Floats) -> bool:
    """Return whether a point is on the right of a segment as it is drawn."""
    line = made.streets.tree.geometries[made.piece[segment]]
    at = float(made.span[segment, 0]) + along
    near = (max(at - 1, 0), min(at + 1, float(line.length)))
    (x0, y0), (x1, y1) = (shapely.get_coordinates(line.interpolate(d))[0] for d in near)
    return bool((x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0) <= 0)


def along(made: Roads, piece: int) -> tuple[list[int], list[int]]:
    """Return the arcs of a piece of street as it is drawn, and against it.

    A one-way street has none against it.
    """
    segments = np.flatnonzero(made.piece == piece)
    segments = segments[np.argsort(made.span[segments, 0])]
    onwards = [2 * int(at) for at in segments]
    if not segments.size or made.one_way[segments[0]]:
        return onwards, []
    return onwards, [2 * int(at) + 1 for at in segments[::-1]]


def drawn(made: Roads, arc: int, start: float, stop: float) -> Floats:
    """Return a part of an arc as a line, in the direction it is driven."""
    from shapely.ops import substring

    segment = arc // 2
    long = float(made.metres[segment])
    start, stop = min(start, long), min(stop, long)
    if arc % 2:
        start, stop = long - stop, long - start
    line = made.streets.tree.geometries[made.piece[segment]]
    at = float(made.span[segment, 0])
    xy: Floats = shapely.get_coordinates(substring(line, at + start, at + stop))
    return xy[::-1] if arc % 2 else xy
