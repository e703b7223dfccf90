"""How far a search is, and how warm it is by then."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from citybricks.methods.routing.stopping import Stop

CHUNK = 4096
"""Moves between two looks at the clock; a multiple of the calls between reports."""


class Heat(NamedTuple):
    """Temperatures at the begin and the end of a search."""

    hot: float
    cold: float

    def at(self, share: float) -> float:
        """Return the temperature when a share of the search is done."""
        return float(max(1e-12, self.hot * (self.cold / self.hot) ** min(1.0, share)))


def runs(stop: Stop, moves_of_a_run: float, moves_in_a_second: float, most: int) -> int:
    """Return how often to start anew: as often as leaves each run enough moves."""
    by_time = math.inf if stop.cpu_s is None else stop.cpu_s * moves_in_a_second
    moves = min(by_time, math.inf if stop.iterations is None else stop.iterations)
    return max(1, min(most, int(moves / moves_of_a_run)))


def stretches(stop: Stop, begin: float, end: float) -> Iterator[tuple[int, float, float]]:
    """Yield moves, and the shares of a phase at their begin and end, until the phase is over."""
    moves, share = CHUNK, max(begin, stop.share)
    while True:
        if stop.iterations is not None:
            moves = min(CHUNK, stop.iterations - stop.done)
        if share >= end or moves <= 0 or stop():
            return
        before = (share - begin) / (end - begin)
        grown = moves / stop.iterations if stop.iterations else moves * share / max(1, stop.done)
        after = min(1.0, before + grown / (end - begin))
        yield moves, before, max(after, before)
        stop.done += moves - 1
        share = stop.share
