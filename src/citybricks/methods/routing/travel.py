"""How far vehicles drive: on the plane, or on streets with sides, one-way traffic and U-turns.

On streets a vehicle has a heading: it stands on an arc, one direction of a piece of street. A
place beside a street is served from the arcs whose kerb it stands at, so that a truck neither
crosses the street on foot nor turns round where that costs time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.routing.problem import NEVER, Ints
from citybricks.methods.routing.roads import Roads, Spot, drawn
from citybricks.methods.routing.streets import Floats


def plane(points: Floats, metres_per_second: float, detour: float = 1.0) -> tuple[Ints, Ints]:
    """Return metres and seconds between points on a flat map, straight lines times a detour."""
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * detour
    return np.rint(apart).astype(np.int64), np.rint(apart / metres_per_second).astype(np.int64)


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
            return drawn(self.made, start.arc, start.along, stop.along)
        arcs = self._arcs(start.arc, stop.arc)
        parts = [drawn(self.made, start.arc, start.along, np.inf)]
        parts += [drawn(self.made, arc, 0, np.inf) for arc in arcs]
        parts.append(drawn(self.made, stop.arc, 0, stop.along))
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


def gathered(ways: Travel, places: Sequence[Sequence[int]]) -> tuple[Ints, Ints, NDArray[np.int64]]:
    """Join spots into places where a vehicle may leave by another spot than it came to.

    Parameters
    ----------
    places
        The spots of each place; those of a yard are both directions of its street.

    Returns
    -------
    tuple
        Metres and seconds between places, and the spots each drive leads from and to: shape
        (n_places, n_places, 2).
    """
    count = len(places)
    metres = np.full((count, count), NEVER)
    seconds = metres.copy()
    spots = np.zeros((count, count, 2), dtype=np.int64)
    most = max(map(len, places), default=0)
    for a in range(most):
        for b in range(most):
            rows = np.array([each[min(a, len(each) - 1)] for each in places])
            columns = np.array([each[min(b, len(each) - 1)] for each in places])
            time = ways.seconds[np.ix_(rows, columns)]
            better = time < seconds
            seconds = np.where(better, time, seconds)
            metres = np.where(better, ways.metres[np.ix_(rows, columns)], metres)
            pair = np.stack(np.broadcast_arrays(rows[:, None], columns[None]), axis=-1)
            spots = np.where(better[..., None], pair, spots)
    return metres, seconds, spots


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
