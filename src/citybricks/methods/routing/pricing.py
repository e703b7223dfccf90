"""The trip of least cost among trips that may come to a client again when it is far [1]_.

A trip starts somewhere, serves clients whose loads add up to no more than a vehicle holds, and ends
somewhere. It remembers those of its clients that are near where it is, and comes to none of these
again; so there are few states, and the trips that drivers could drive are among these.

References
----------
.. [1] Baldacci R., Mingozzi A., Roberti R., New route relaxation and pricing strategies for the
   vehicle routing problem, Operations Research 59(5) (2011) 1269-1283, doi:10.1287/opre.1110.0975.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR = 4
"""Clients around each that a trip remembers."""
MASKS = 1 << NEAR


@dataclass(frozen=True, slots=True)
class Stops:
    """What trips are made of: stops, each of them a way to serve a client.

    Parameters
    ----------
    owner
        The client of each stop.
    load
        Of each stop, in levels, at least 1.
    levels
        That a vehicle holds.
    after
        What is remembered at a client after another with what it remembered: shape (n_clients,
        MASKS, n_clients); -1 where the other is remembered.
    """

    owner: Ints
    load: Ints
    levels: int
    after: Ints


@dataclass(frozen=True, slots=True)
class Found:
    """A trip: its stops in order, and its cost."""

    stops: tuple[int, ...]
    cost: float


def memory(apart: Floats) -> Ints:
    """Return what is remembered after what, from how far clients are apart."""
    count = len(apart)
    far = apart.copy()
    np.fill_diagonal(far, np.inf)
    near = np.argsort(far, axis=1, kind="stable")[:, : min(NEAR, count - 1)]
    bit = np.full((count, count), -1, dtype=np.int64)
    for place in range(near.shape[1]):
        bit[np.arange(count), near[:, place]] = place
    return np.asarray(_memory(near, bit))


def best(stops: Stops, first: Floats, between: Floats, last: Floats) -> list[Found]:
    """Return the best trip for each last stop, from the cheapest; none where there is none.

    Parameters
    ----------
    first
        Cost from the best start to each stop, with the stop.
    between
        Cost from each stop to each, with the latter.
    last
        Cost from each stop to the best end.
    """
    cost, came = _extended(stops.owner, stops.load, stops.levels, stops.after, first, between)
    ended = (cost + last[None, :, None]).transpose(1, 0, 2).reshape(len(last), -1)
    least = np.argmin(ended, axis=1)
    found = []
    for stop in np.argsort(ended[np.arange(len(last)), least], kind="stable").tolist():
        value = float(ended[stop, least[stop]])
        if np.isfinite(value):
            level, mask = divmod(int(least[stop]), MASKS)
            found.append(Found(_traced(stops, came, level, stop, mask), value))
    return found


def _traced(stops: Stops, came: Any, level: int, stop: int, mask: int) -> tuple[int, ...]:
    way = [stop]
    while (before := int(came[level, stop, mask])) >= 0:
        level -= int(stops.load[stop])
        stop, mask = divmod(before, MASKS)
        way.append(stop)
    return tuple(reversed(way))


@njit(cache=True)
def _memory(near: Any, bit: Any) -> Any:
    count = len(bit)
    after = np.full((count, MASKS, count), -1, dtype=np.int64)
    for one in range(count):
        for mask in range(MASKS):
            for other in range(count):
                if other == one or (bit[one, other] >= 0 and mask >> bit[one, other] & 1):
                    continue
                kept = 1 << bit[other, one] if bit[other, one] >= 0 else 0
                for place in range(near.shape[1]):
                    at = bit[other, near[one, place]]
                    if mask >> place & 1 and at >= 0:
                        kept |= 1 << at
                after[one, mask, other] = kept
    return after


@njit(cache=True)
def _extended(owner: Any, load: Any, levels: int, after: Any, first: Any, between: Any) -> Any:
    """Return the least cost at each level, stop and memory, and from where it came."""
    count = len(owner)
    cost = np.full((levels + 1, count, MASKS), np.inf)
    came = np.full((levels + 1, count, MASKS), -1, dtype=np.int32)
    low = np.full((count, MASKS), np.inf)
    for stop in range(count):
        if load[stop] <= levels:
            cost[load[stop], stop, 0] = first[stop]
    for level in range(1, levels + 1):
        for stop in range(count):
            for mask in range(MASKS):
                value = cost[level, stop, mask]
                if value >= low[stop, mask] or not np.isfinite(value):
                    continue
                _spread(low[stop], mask, value)
                known = after[owner[stop], mask]
                for other in range(count):
                    then = known[owner[other]]
                    at = level + load[other]
                    if then < 0 or at > levels:
                        continue
                    new = value + between[stop, other]
                    if new < cost[at, other, then]:
                        cost[at, other, then] = new
                        came[at, other, then] = stop * MASKS + mask
    return cost, came


@njit(cache=True)
def _spread(low: Any, mask: int, value: float) -> None:
    """Note a cost for all that remember at least as much: they are no better with it."""
    rest = (MASKS - 1) & ~mask
    more = rest
    while True:
        low[mask | more] = min(low[mask | more], value)
        if more == 0:
            break
        more = (more - 1) & rest
