"""How far vehicles drive: on the plane, or on streets with sides, one-way traffic and U-turns.

On streets a vehicle has a heading: it stands on an arc, one direction of a piece of street. A
place beside a street is served from the arcs whose kerb it stands at, so that a truck neither
crosses the street on foot nor turns round where that costs time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from citybricks.methods.routing.problem import NEVER, Ints
from citybricks.methods.routing.streets import Floats, Places, Streets, join, snap

Side = Literal["right", "left", "either"]
"""The kerb that vehicles serve from: right where they drive on the right."""


def plane(points: Floats, metres_per_second: float, detour: float = 1.0) -> tuple[Ints, Ints]:
    """Return metres and seconds between points on a flat map, straight lines times a detour."""
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * detour
    return np.rint(apart).astype(np.int64), np.rint(apart / metres_per_second).astype(np.int64)


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

    def pieces_of(self, segments: Sequence[int]) -> list[int]:
        """Return which pieces of street segments belong to."""
        return [int(self.piece[at]) for at in segments]


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


@dataclass(frozen=True, slots=True)
class Travel:
    """Shortest drives, in time, between spots.

    Parameters
    ----------
    metres, seconds
        From each spot to each: (n_spots, n_spots); `NEVER` where no way leads.
    """

    made: Roads
    spots: tuple[Spot, ...]
    metres: Ints
    seconds: Ints
    before: Ints
    rows: dict[int, int]
    around: dict[int, int]

    def path(self, one: int, other: int) -> Floats:
        """Return the drive from one spot to another as a line: shape (n_points, 2), metres."""
        start, stop = self.spots[one], self.spots[other]
        if start.arc == stop.arc and stop.along >= start.along:
            return _drawn(self.made, start.arc, start.along, stop.along)
        arcs = self._arcs(start.arc, stop.arc)
        parts = [_drawn(self.made, start.arc, start.along, np.inf)]
        parts += [_drawn(self.made, arc, 0, np.inf) for arc in arcs]
        parts.append(_drawn(self.made, stop.arc, 0, stop.along))
        return np.concatenate(parts)

    def _arcs(self, start: int, stop: int) -> list[int]:
        """Return the arcs driven between two, without them."""
        row = self.rows[start]
        at = self.around[stop] if start == stop else int(self.before[row, stop])
        arcs: list[int] = []
        while at not in (start, -1):
            arcs.append(at)
            at = int(self.before[row, at])
        return arcs[::-1]


def travel(made: Roads, spots: Sequence[Spot], u_turn_s: float = 0.0) -> Travel:
    """Find the shortest drives between spots.

    Parameters
    ----------
    u_turn_s
        Time lost by turning round, into the street one comes from; at a dead end nothing else
        is possible, and it costs the same.
    """
    turns = _Turns.of(made, u_turn_s)
    arcs = np.array([spot.arc for spot in spots])
    sources = np.unique(arcs)
    far, before = turns.shortest(sources)
    rows = {int(arc): row for row, arc in enumerate(sources)}
    lengths = np.repeat(made.metres, 2)
    metres = _along_paths(before, sources, lengths)
    around = _around(turns, far, metres, lengths, sources)
    row = np.array([rows[arc] for arc in arcs.tolist()])
    along = np.array([spot.along for spot in spots])
    speed = np.repeat(np.maximum(made.seconds, 1e-9) / np.maximum(made.metres, 1e-9), 2)
    ahead, short = lengths[arcs] - along, along - lengths[arcs]
    long = metres[np.ix_(row, arcs)] + ahead[:, None] + short[None]
    time = far[np.ix_(row, arcs)] + (ahead * speed[arcs])[:, None] + (short * speed[arcs])[None]
    direct = (arcs[:, None] == arcs[None]) & (along[None] >= along[:, None])
    step = along[None] - along[:, None]
    long = np.where(direct, step, long)
    time = np.where(direct, step * speed[arcs][None], time)
    at = np.asarray(before, dtype=np.int64)
    return Travel(made, tuple(spots), _whole(long), _whole(time), at, rows, around)


def _whole(values: Floats) -> Ints:
    reached = np.isfinite(values)
    rounded = np.rint(np.where(reached, np.maximum(values, 0), NEVER))
    return np.asarray(rounded, dtype=np.int64)


class _Turns(NamedTuple):
    """Which arc may follow which, and how long turning into it and driving it takes."""

    graph: object
    frm: Ints
    to: Ints
    seconds: Floats

    @classmethod
    def of(cls, made: Roads, u_turn_s: float) -> _Turns:
        from scipy.sparse import csr_array

        tails = made.ends.ravel()
        heads = made.ends[:, ::-1].ravel()
        may = np.ravel(np.column_stack([np.ones(len(made.ends), bool), ~made.one_way]))
        arcs = np.flatnonzero(may)
        frm, to = _follow(heads, tails, arcs)
        seconds = np.repeat(made.seconds, 2)[to] + np.where((frm ^ 1) == to, u_turn_s, 0.0)
        seconds = np.maximum(seconds, 1e-6)  # a drive of no time is not an arc of a sparse graph
        size = (len(may), len(may))
        return cls(csr_array((seconds, (frm, to)), shape=size), frm, to, seconds)

    def shortest(self, sources: Ints) -> tuple[Floats, Ints]:
        from scipy.sparse.csgraph import dijkstra

        far, before = dijkstra(self.graph, indices=sources, return_predecessors=True)
        return far, np.maximum(before, -1)


def _follow(heads: Ints, tails: Ints, arcs: Ints) -> tuple[Ints, Ints]:
    """Return pairs of arcs of which the second begins where the first ends."""
    order = arcs[np.argsort(tails[arcs], kind="stable")]
    left = np.searchsorted(tails[order], heads[arcs], side="left")
    count = np.searchsorted(tails[order], heads[arcs], side="right") - left
    frm = np.repeat(arcs, count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return frm, order[np.repeat(left, count) + offset]


def _along_paths(before: Ints, sources: Ints, lengths: Floats) -> Floats:
    """Return the metres of each shortest path, its first arc not counted, by doubling steps."""
    rows = np.arange(len(sources))[:, None]
    step = np.where(before >= 0, before, np.arange(len(lengths))[None])
    metres = np.where(before >= 0, lengths[None], 0.0)
    while True:
        further = metres[rows, step]
        if not further.any():
            break
        metres = metres + further
        step = step[rows, step]
    metres[(before < 0) & (sources[:, None] != np.arange(len(lengths)))] = np.inf
    return metres


def _around(
    turns: _Turns, far: Floats, metres: Floats, lengths: Floats, sources: Ints
) -> dict[int, int]:
    """Put in the drives from an arc once around to itself; return the arc before the last."""
    last: dict[int, int] = {}
    for row, arc in enumerate(sources.tolist()):
        onto = np.flatnonzero(turns.to == arc)
        round_trip = far[row, turns.frm[onto]] + turns.seconds[onto]
        if len(onto) and np.isfinite(round_trip.min()):
            best = int(onto[np.argmin(round_trip)])
            last[arc] = int(turns.frm[best])
            far[row, arc] = round_trip.min()
            metres[row, arc] = metres[row, turns.frm[best]] + lengths[arc]
        else:
            far[row, arc] = metres[row, arc] = np.inf
    return last


def _drawn(made: Roads, arc: int, start: float, stop: float) -> Floats:
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
