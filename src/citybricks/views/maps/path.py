"""The outlines of places as SVG path data, in tenths of a pixel."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from citybricks.views.maps.ground import Array, Shapes

FINE, _TOLERANCE = 0.1, 0.4
"""Pixels a simplified line may be off, on screen and on paper."""
_COARSEST = 2.0


def dots(xy: Array) -> str:
    """Return a path with a dot at each point, shape ``(n, 2)``, drawn by its round line ends."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in np.round(xy, 1).tolist())


def outlines(shapes: Shapes, *, closed: bool) -> str:
    """Return the path of lines, or of areas with their holes."""
    cut = shapely.get_rings if closed else shapely.get_parts
    return "".join(_run(shapely.get_coordinates(run), closed=closed) for run in cut(shapes))


def _run(xy: Array, *, closed: bool) -> str:
    """Go from point to point in relative steps, which are short to write."""
    if not len(xy):
        return ""
    tenths = np.round(xy * 10).astype(int)
    steps = np.diff(tenths[: -1 if closed else None], axis=0)
    walked = [f"{dx / 10:g} {dy / 10:g}" for dx, dy in steps[steps.any(axis=1)].tolist()]
    return f"M{tenths[0, 0] / 10:g} {tenths[0, 1] / 10:g}l{' '.join(walked) or '0 0'}{'z' * closed}"


def simplified(shapes: Shapes, room: int, tolerance: float = _TOLERANCE) -> Shapes:
    """Simplify shapes on paper until they have at most `room` vertices.

    Areas too small to be seen become their bounding boxes; where even that is not enough, the
    smallest shapes become empty.
    """
    while True:
        kept: Shapes = shapely.simplify(shapes, tolerance, preserve_topology=False)
        kept = np.where(shapely.is_empty(kept), shapely.envelope(shapes), kept)
        counts = shapely.get_num_coordinates(kept)
        if counts.sum() <= room:
            return kept
        if tolerance >= _COARSEST:
            return _largest(kept, shapes, counts, room)
        tolerance *= 1.5


def _largest(kept: Shapes, shapes: Shapes, counts: Any, room: int) -> Shapes:
    order = np.argsort(-(shapely.area(shapes) + shapely.length(shapes)), kind="stable")
    dropped = order[np.cumsum(counts[order]) > room]
    kept[dropped] = shapely.GeometryCollection()
    return kept
