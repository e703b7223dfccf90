"""Which stretches of street are lit: near a lamp, or declared to be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from citybricks import track
from citybricks.bricks.missing_lamps.axis import Axis, Floats, Ints, Spans

ALL_NIGHT = ("yes", "true", "24/7", "automatic", "dusk-dawn", "sunset-sunrise")
"""Values of OpenStreetMap's key ``lit`` that promise light whenever it is dark."""
ROUNDING = 0.1
"""How much farther than it is said to a lamp that stands lights: what coordinates tell. [m]"""
SLIVER = 0.5
"""Shorter rests of a street between two lights are not dark. [m]"""
HAIR = 0.05
"""Shorter pieces of street are not dark, be they joined to others or alone. [m]"""
CHUNK = 20_000
"""Straight sides between two looks at whether the run was cancelled."""


def declared(streets: pd.DataFrame) -> pd.Series[bool]:
    """Whether each street is said to be lit all night, in a column ``lit``."""
    if "lit" not in streets:
        return pd.Series(False, index=streets.index)
    return streets["lit"].map(lambda value: str(value).strip().lower()).isin(ALL_NIGHT)


def stretches(
    axis: Axis, lamps: Floats, reach: float, said: NDArray[np.bool_]
) -> tuple[Spans, Spans]:
    """Cut streets into the stretches that are lit and those that are dark.

    Parameters
    ----------
    axis
        The streets.
    lamps
        Points on the map, shape (n_lamps, 2). [m]
    reach
        How far each lights the way. [m]
    said
        Which streets are declared lit, shape (n_streets,).
    """
    near, _ = by_lamps(axis, lamps, reach + ROUNDING)
    dark = axis.rest(near.plus(axis.whole.among(said)))
    uncut = np.isin(dark.start, axis.whole.start) & np.isin(dark.end, axis.whole.end)
    dark = dark.among(dark.length >= np.where(uncut, HAIR, SLIVER))
    return axis.rest(dark), dark


def by_lamps(axis: Axis, lamps: Floats, reach: float) -> tuple[Spans, Ints]:
    """Return the spans that each lamp lights, and which lamp it is; they may overlap."""
    tree = shapely.STRtree(shapely.points(lamps))
    chunks = np.array_split(axis.sides, max(1, -(-len(axis.sides) // CHUNK)))
    found = [
        _chords(axis, chunk, tree, lamps, reach)
        for chunk in track(chunks, "Looking for what the lamps light")
    ]
    start, end, lamp = (np.concatenate(column) for column in zip(*found, strict=True))
    return Spans(start, end), lamp


def _chords(
    axis: Axis, sides: Ints, tree: shapely.STRtree, lamps: Floats, reach: float
) -> tuple[Floats, Floats, Ints]:
    """Cut straight sides with the circles around lamps."""
    shapes = shapely.linestrings(np.stack([axis.xy[sides], axis.xy[sides + 1]], axis=1))
    side, lamp = tree.query(shapes, predicate="dwithin", distance=reach)
    here = sides[side]
    length = axis.metres[here + 1] - axis.metres[here]
    along = (axis.xy[here + 1] - axis.xy[here]) / length[:, None]
    to_lamp = lamps[lamp] - axis.xy[here]
    foot = (to_lamp * along).sum(axis=1)
    off = to_lamp[:, 0] * along[:, 1] - to_lamp[:, 1] * along[:, 0]
    half = np.sqrt(np.maximum(reach**2 - off**2, 0))
    start, end = (foot - half).clip(0, length), (foot + half).clip(0, length)
    return axis.metres[here] + start, axis.metres[here] + end, lamp
