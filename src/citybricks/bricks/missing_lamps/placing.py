"""Where new lamps stand so that no dark street is left."""

from __future__ import annotations

import numpy as np

from citybricks import track
from citybricks.bricks.missing_lamps import ways as dark_ways
from citybricks.bricks.missing_lamps.axis import Axis, Floats, Lines, Spans, lay
from citybricks.bricks.missing_lamps.light import by_lamps

SLACK = 0.02
"""What a way may be too long for its lamps: less than coordinates tell. [m]"""


def place(dark: Lines, reach: float, spacing: float) -> Floats:
    """Place lamps along dark stretches: shape (n_lamps, 2), from west to east.

    Parameters
    ----------
    dark
        The stretches, on a flat map.
    reach
        How far a lamp lights the way. [m]
    spacing
        Farthest that neighbours may stand apart. [m]

    Notes
    -----
    Lamps stand at junctions first, where one lights three arms, then along the ways between
    them, the longest first. What lamps placed before already light gets no lamp of its own. What
    is left of a way takes the fewest lamps that its length allows, at equal distances.
    """
    if not len(dark):
        return np.empty((0, 2))
    ways = dark_ways.join(dark)
    step = min(spacing, 2 * reach)
    lamps = dark_ways.junctions(ways, reach)
    for wave in track(dark_ways.waves(ways, reach), "Placing lamps along the dark streets"):
        axis = lay(ways[wave])
        lit, _ = by_lamps(axis, lamps, reach)
        lamps = np.vstack([lamps, axis.points(evenly(axis.rest(lit), step))])
    order = np.lexsort(lamps.round(3).T[::-1])
    return lamps[order]


def lights(axis: Axis, lamps: Floats, reach: float) -> Floats:
    """Return how many metres of street each lamp lights: shape (n_lamps,)."""
    lit, lamp = by_lamps(axis, lamps, reach)
    metres: Floats = np.bincount(lamp, lit.length, minlength=len(lamps)).astype(float)
    return metres


def evenly(dark: Spans, step: float) -> Floats:
    """Place the fewest lamps on an axis that leave no dark place farther than half a step.

    Light that reaches from one dark span into the next is used there; lamps whose light joins
    stand at equal distances.
    """
    rows: list[tuple[float, float, int]] = []
    start, end, count = -np.inf, -np.inf, 0
    for first, last in zip(dark.start.tolist(), dark.end.tolist(), strict=True):
        if last - first <= SLACK:
            continue
        if first >= start + count * step:
            rows.append((start, end, count))
            start, count = first, 0
        end = last
        count = max(count, 1, int(np.ceil((end - start - SLACK) / step)))
    rows.append((start, end, count))
    return np.concatenate([_row(*row) for row in rows if row[2]] or [np.empty(0)])


def _row(start: float, end: float, count: int) -> Floats:
    return start + (np.arange(count) + 0.5) * (end - start) / count
