"""Lines on a flat map laid end to end, so that a place on any of them is one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

GAP = 1_000.0
"""Between the end of a line and the start of the next; farther than lamps stand apart. [m]"""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Lines = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Spans:
    """Parts of lines that are laid end to end: shape (n_spans,) each.

    Parameters
    ----------
    start, end
        Where they start and end on the axis. [m]
    """

    start: Floats
    end: Floats

    @property
    def length(self) -> Floats:
        """How long each is in metres."""
        return self.end - self.start

    def plus(self, more: Spans) -> Spans:
        """Return these spans and `more`."""
        return Spans(np.append(self.start, more.start), np.append(self.end, more.end))

    def among(self, kept: NDArray[np.bool_]) -> Spans:
        """Return the spans that are kept."""
        return Spans(self.start[kept], self.end[kept])


@dataclass(frozen=True, slots=True)
class Axis:
    """Lines laid end to end, with gaps between them.

    Parameters
    ----------
    xy
        Their vertices on the map, shape (n_vertices, 2). [m]
    metres
        Where the vertices are on the axis, shape (n_vertices,). [m]
    first, last
        Which vertices are the ends of each line, shape (n_lines,).
    """

    xy: Floats
    metres: Floats
    first: Ints
    last: Ints

    @property
    def whole(self) -> Spans:
        """The lines from end to end."""
        return Spans(self.metres[self.first], self.metres[self.last])

    @property
    def sides(self) -> Ints:
        """The vertices that a straight side leads from, to the next: shape (n_sides,)."""
        return np.setdiff1d(np.arange(len(self.metres)), self.last, assume_unique=True)

    def lines_of(self, spans: Spans) -> Ints:
        """Return which line each span is on."""
        return np.searchsorted(self.metres[self.first], spans.start, side="right") - 1

    def points(self, at: Floats) -> Floats:
        """Return places on the axis as points on the map: shape (n_places, 2)."""
        x, y = (np.interp(at, self.metres, values) for values in self.xy.T)
        return np.column_stack([x, y])

    def rest(self, covered: Spans) -> Spans:
        """Return what of the lines is not covered, in their order."""
        start = np.concatenate([[-np.inf], self.metres[self.last], covered.start])
        end = np.concatenate([self.metres[self.first], [np.inf], covered.end])
        order = np.argsort(start, kind="stable")
        start, so_far = start[order][1:], np.maximum.accumulate(end[order])[:-1]
        bare = start > so_far
        return Spans(so_far[bare], start[bare])

    def parts(self, spans: Spans) -> Lines:
        """Cut spans out of the lines: shape (n_spans,)."""
        low = np.searchsorted(self.metres, spans.start, side="right")
        count = np.searchsorted(self.metres, spans.end, side="left") - low + 2
        owner = np.repeat(np.arange(len(count)), count)
        begins = np.cumsum(count) - count
        vertex = np.arange(len(owner)) - begins[owner] + low[owner] - 1
        xy = self.xy[vertex.clip(0, len(self.xy) - 1)]
        xy[begins] = self.points(spans.start)
        xy[begins + count - 1] = self.points(spans.end)
        drawn: Lines = shapely.linestrings(xy, indices=owner)
        return drawn


def lay(lines: Lines) -> Axis:
    """Lay lines on a flat map end to end; repeated vertices are left out."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    starts = np.append(True, line[1:] != line[:-1])[: len(line)]
    step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
    kept = starts | (step > 0)
    at = np.cumsum(np.where(starts, GAP, step)[kept])
    first = np.flatnonzero(starts[kept])
    return Axis(xy[kept], at, first, np.append(first[1:], len(at))[: len(first)] - 1)
