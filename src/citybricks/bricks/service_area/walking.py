"""How far each home is from the nearest stop, in a straight line or along streets."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from citybricks import track
from citybricks.methods.routing.streets import Cuts, Floats, Ints, Places, Streets

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Walks:
    """The way from each home to the stop nearest to it: shape (n_homes,) each.

    Parameters
    ----------
    metres
        How long it is; infinite where there is none.
    stop
        Where it leads; -1 where there is none.
    """

    metres: Floats
    stop: Ints


@dataclass(frozen=True, slots=True)
class Survey:
    """The ways from all homes.

    Parameters
    ----------
    low
        To the nearest stop of low capacity.
    high
        To the nearest stop of high capacity.
    homes
        Which homes a way can start from, shape (n_homes,).
    stops
        Which stops a way can end at, shape (n_stops,).
    """

    low: Walks
    high: Walks
    homes: Mask
    stops: Mask

    def rounded(self) -> Survey:
        """Round to 0.1 m, which is what coordinates with six decimals tell."""
        low, high = (
            Walks(np.round(walks.metres, 1), walks.stop) for walks in (self.low, self.high)
        )
        return replace(self, low=low, high=high)


def straight(homes: Floats, stops: Floats, high: Mask) -> Survey:
    """Measure in straight lines.

    Parameters
    ----------
    homes
        Points on a flat map, shape (n_homes, 2). [m]
    stops
        Points on a flat map, shape (n_stops, 2). [m]
    high
        Which stops are of high capacity, shape (n_stops,).
    """
    low_walks, high_walks = (
        _straight(homes, stops, np.flatnonzero(group))
        for group in track((~high, high), "Measuring straight lines to the stops")
    )
    everywhere = np.ones(len(homes), dtype=bool), np.ones(len(stops), dtype=bool)
    return Survey(low_walks, high_walks, *everywhere)


def _straight(homes: Floats, stops: Floats, group: Ints) -> Walks:
    if not len(group):
        return _nowhere(len(homes))
    metres, nearest = cKDTree(stops[group]).query(homes)
    return Walks(metres, group[nearest])


def _nowhere(count: int) -> Walks:
    return Walks(np.full(count, np.inf), np.full(count, -1))


def along(streets: Streets, homes: Places, stops: Places, high: Mask) -> Survey:
    """Measure along the streets.

    The way to the street and from it is straight and is added.

    Notes
    -----
    Pieces are cut where they join and where stops touch them. One Dijkstra search from all stops
    of a group gives d, the distance of every cut. A home at t on a part of street of length l
    between the cuts a and b, off the street by g, walks g + min(d(a) + t, d(b) + l - t).
    """
    cuts, entry = _cut(streets, stops)
    ways = _ways(streets, cuts, stops)
    groups = [~high & stops.placed, high & stops.placed]
    low_walks, high_walks = (
        _along(ways, cuts, homes, entry[group], np.flatnonzero(group))
        for group in track(groups, "Walking along the streets from the stops")
    )
    return Survey(low_walks, high_walks, homes.placed, stops.placed)


def _cut(streets: Streets, stops: Places) -> tuple[Cuts, Ints]:
    """Cut the streets where stops touch them; also return the node of each stop itself.

    Nodes are the junctions, then the touching points, then the stops.
    """
    here = np.flatnonzero(stops.placed)
    touch = streets.nodes + np.arange(len(here))
    entry = np.full(len(stops.piece), -1)
    entry[here] = touch + len(here)
    return streets.cuts.plus(Cuts(stops.piece[here], stops.along[here], touch)), entry


def _ways(streets: Streets, cuts: Cuts, stops: Places) -> csr_array:
    """Return the graph of the parts of street between cuts, and of the ways from stops to them."""
    part = cuts.piece[1:] == cuts.piece[:-1]
    a, b, metres = _shortest(
        np.append(cuts.node[:-1][part], streets.links.a),
        np.append(cuts.node[1:][part], streets.links.b),
        np.append(np.diff(cuts.along)[part], streets.links.metres),
    )
    gap = stops.gap[stops.placed]
    touch = streets.nodes + np.arange(len(gap))
    source = touch + len(gap)
    start, end = np.concatenate([a, b, source]), np.concatenate([b, a, touch])
    weight = np.concatenate([metres, metres, gap])
    size = streets.nodes + 2 * len(gap)
    return coo_array((weight, (start, end)), (size, size)).tocsr()


def _shortest(a: Ints, b: Ints, length: Floats) -> tuple[Ints, Ints, Floats]:
    """Keep the shortest of parallel parts, which a sparse matrix would add up."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((length, high, low))
    low, high, length = low[order], high[order], length[order]
    first = np.append(True, (np.diff(low) != 0) | (np.diff(high) != 0)) & (low != high)
    return low[first], high[first], length[first]


def _along(ways: csr_array, cuts: Cuts, homes: Places, sources: Ints, group: Ints) -> Walks:
    walks = _nowhere(len(homes.piece))
    here = np.flatnonzero(homes.placed)
    if not len(sources) or not len(here):
        return walks
    far, _, origin = dijkstra(ways, indices=sources, min_only=True, return_predecessors=True)
    left, before, after = _between(cuts, homes.piece[here], homes.along[here])
    a, b = cuts.node[left], cuts.node[left + 1]
    by_a, by_b = far[a] + before, far[b] + after
    walks.metres[here] = homes.gap[here] + np.minimum(by_a, by_b)
    found = np.isfinite(walks.metres[here])
    start = np.where(by_a <= by_b, origin[a], origin[b])[found]
    walks.stop[here[found]] = group[np.searchsorted(sources, start)]
    return walks


def _between(cuts: Cuts, piece: Ints, at: Floats) -> tuple[Ints, Floats, Floats]:
    """Find the cut before each place on the streets, and how far it and the next one are."""
    first = np.searchsorted(cuts.piece, piece)
    last = np.searchsorted(cuts.piece, piece, side="right") - 2
    ends = np.append(cuts.piece[1:] != cuts.piece[:-1], True)
    offset = np.append(0.0, np.cumsum(cuts.along[ends] + 1))  # a gap keeps pieces apart
    left = np.searchsorted(offset[cuts.piece] + cuts.along, offset[piece] + at, side="right") - 1
    left = np.clip(left, first, last)
    before, after = at - cuts.along[left], cuts.along[left + 1] - at
    return left, np.maximum(before, 0), np.maximum(after, 0)
