"""Streets as a network: where the pieces join, and where a point touches them.

Pieces join where they share a vertex, and where the end of one is within `TOLERANCE` of another;
lines that merely cross do not, for one of them may be a bridge.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from citybricks import track

TOLERANCE = 0.5
"""How far the end of a piece may be from another that it joins; the gap is walked. [m]"""
CHUNK = 5_000
"""Points between two looks at whether the run was cancelled."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where pieces of street end or meet others: shape (n_cuts,) each.

    Parameters
    ----------
    piece
        Which piece.
    along
        How far from its start. [m]
    node
        Which junction; pieces that join have cuts with the same.
    """

    piece: Ints
    along: Floats
    node: Ints

    def plus(self, more: Cuts) -> Cuts:
        """Return these cuts and `more`, in the order of pieces and along them."""
        piece = np.append(self.piece, more.piece)
        along = np.append(self.along, more.along)
        order = np.lexsort((along, piece))
        return Cuts(piece[order], along[order], np.append(self.node, more.node)[order])


@dataclass(frozen=True, slots=True)
class Links:
    """Short ways from ends of pieces to other pieces: shape (n_links,) each.

    Parameters
    ----------
    a, b
        The junctions.
    metres
        How far apart they are.
    """

    a: Ints
    b: Ints
    metres: Floats


@dataclass(frozen=True, slots=True)
class Streets:
    """Pieces of street on a flat map, and how they join.

    Parameters
    ----------
    tree
        Finds pieces by place.
    cuts
        Where pieces end or meet others, at `nodes` junctions.
    links
        Which junctions are so close that they are one.
    nodes
        How many junctions there are.
    """

    tree: shapely.STRtree
    cuts: Cuts
    links: Links
    nodes: int


@dataclass(frozen=True, slots=True)
class Places:
    """Points moved to the nearest point of a street: shape (n_points,) each.

    Parameters
    ----------
    piece
        Which piece they are on; -1 where no street is near enough.
    along
        How far from its start. [m]
    gap
        How far they are from the nearest street. [m]
    """

    piece: Ints
    along: Floats
    gap: Floats

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Whether a street is near enough."""
        return self.piece >= 0


def join(lines: NDArray[np.object_]) -> Streets:
    """Join lines on a flat map into a network."""
    xy, piece = shapely.get_coordinates(lines, return_index=True)
    _, vertex, uses = np.unique(_complex(xy), return_inverse=True, return_counts=True)
    starts = np.append(True, piece[1:] != piece[:-1])
    ends = starts | np.append(starts[1:], True)
    cut = ends | (uses[vertex] > 1)
    cuts = Cuts(piece[cut], _along(xy, piece, starts)[cut], vertex[cut])
    tree = shapely.STRtree(lines)
    touches, links = _touches(tree, xy[ends], vertex[ends], cuts, len(uses))
    return Streets(tree, cuts.plus(touches), links, len(uses) + len(touches.node))


def _complex(xy: Floats) -> NDArray[np.complex128]:
    return np.ascontiguousarray(xy).view(np.complex128)[:, 0]


def _along(xy: Floats, piece: Ints, starts: NDArray[np.bool_]) -> Floats:
    """Measure how far each vertex is from the start of its piece."""
    step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
    total = np.cumsum(np.where(starts, 0.0, step))
    along: Floats = total - total[starts][piece]
    return along


def _touches(
    tree: shapely.STRtree, xy: Floats, vertex: Ints, cuts: Cuts, nodes: int
) -> tuple[Cuts, Links]:
    """Cut pieces where the ends of others touch them, and link the ends to the cuts."""
    which, first = np.unique(vertex, return_index=True)
    ends = shapely.points(xy[first])
    end, piece = tree.query(ends, predicate="dwithin", distance=TOLERANCE)
    pieces = len(tree.geometries)
    own = np.isin(which[end] * pieces + piece, cuts.node * pieces + cuts.piece)
    end, piece = end[~own], piece[~own]
    line, node = tree.geometries[piece], nodes + np.arange(len(end))
    gap = shapely.distance(line, ends[end])
    touches = Cuts(piece, shapely.line_locate_point(line, ends[end]), node)
    return touches, Links(which[end], node, gap)


def middles(streets: Streets) -> Places:
    """Return the middle of each piece."""
    lines = streets.tree.geometries
    return Places(np.arange(len(lines)), shapely.length(lines) / 2, np.zeros(len(lines)))


def snap(streets: Streets, points: Floats, reach: float, message: str = "") -> Places:
    """Move points to the nearest point of a street that is within `reach` metres.

    Of streets equally near, the first is taken. The message is told while it is done.
    """
    chunks = np.array_split(points, max(1, -(-len(points) // CHUNK)))
    found = [_nearest(streets.tree, chunk) for chunk in track(chunks, message)]
    piece, along, gap = (np.concatenate(column) for column in zip(*found, strict=True))
    return Places(np.where(gap > reach, -1, piece), along, gap)


def _nearest(tree: shapely.STRtree, points: Floats) -> tuple[Ints, Floats, Floats]:
    shapes = shapely.points(points)
    (at, piece), gap = tree.query_nearest(shapes, return_distance=True)
    order = np.lexsort((piece, at))
    first = order[np.unique(at[order], return_index=True)[1]]
    line = tree.geometries[piece[first]]
    return piece[first], shapely.line_locate_point(line, shapes), gap[first]
