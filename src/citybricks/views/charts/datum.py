"""The data of a chart: a row for each x of each line, thinned where there are very many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from citybricks.views.charts.plot import Plot
from citybricks.views.columns import Column, absent
from citybricks.views.markup import clean
from citybricks.views.reader import Reader

Datum = dict[str, Any]
"""``x`` and ``y`` as drawn, ``xt`` and ``yt`` as written with their unit, and the line ``s``."""
Places = np.ndarray[Any, np.dtype[np.int64]]

SENTENCES = {
    "one": "{line}: {first} ({first_x}).",
    "level": "{line}: {first} throughout.",
    "names": "{line}: lowest {low} ({low_x}), highest {high} ({high_x}).",
    "steady": "{line}: from {first} ({first_x}) to {last} ({last_x}).",
    "varied": "{line}: from {first} ({first_x}) to {last} ({last_x}); lowest {low} ({low_x}), "
    "highest {high} ({high_x}).",
}
"""What is said of a line that has one point, one value, no order, no turn, or none of these."""
MOST = 1_600
"""Points of a line: more than twice the pixels it is drawn on."""
_BARS = 100
_LINES = 6
"""As many as there are colours."""


def data(plot: Plot, reader: Reader) -> list[Datum]:
    """Return the points of all lines, line by line."""
    return [
        datum
        for y in plot.ys
        for name, chosen in _lines(plot, y, reader)
        for datum in _line(plot, y, name, chosen, reader)
    ]


def _lines(plot: Plot, y: Column, reader: Reader) -> Iterator[tuple[str, Places]]:
    if plot.colour is None:
        yield clean(reader(y.label)), np.arange(len(y.cells))
        return
    places = plot.colour.places()
    written = (clean(plot.colour.written(cell, reader, places)) for cell in plot.colour.cells)
    words = np.array(list(written), dtype=object)
    for word in pd.unique(words)[:_LINES]:
        yield word, np.flatnonzero(words == word)


def _line(plot: Plot, y: Column, name: str, chosen: Places, reader: Reader) -> Iterator[Datum]:
    values = y.floats()
    kept = _thinned(values, chosen[_drawable(plot, values)[chosen]], _BARS if plot.listed else MOST)
    limits = [each.floats() for each in plot.band or ()] if y is plot.ys[0] else []
    places = plot.x.places(), y.places()
    for at in kept.tolist():
        x = plot.x.cells.iloc[at]
        written = clean(plot.x.written(x, reader, places[0]))
        band = zip(("low", "high"), (float(each[at]) for each in limits), strict=False)
        yield {
            "x": _abscissa(plot, x, written),
            "y": float(values[at]),
            "s": name,
            "xt": written,
            "yt": y.written(values[at], reader, places[1]),
            **{limit: value for limit, value in band if np.isfinite(value)},
        }


def _drawable(plot: Plot, values: Any) -> Any:
    """Return which rows have a place in the plane; a logarithm takes positive numbers only."""
    drawable = np.isfinite(values) & np.array([not absent(x) for x in plot.x.cells], dtype=bool)
    if plot.log_y:
        drawable &= values > 0
    if plot.x.numeric:
        along = plot.x.floats()
        drawable &= np.isfinite(along) & ((along > 0) | (not plot.log_x))
    return drawable


def _abscissa(plot: Plot, x: Any, written: str) -> Any:
    if plot.listed:
        return written
    if plot.temporal:  # the clock on the wall, which the drawing takes for universal time
        return f"{pd.Timestamp(x).tz_localize(None).isoformat()}Z"
    return float(x)


def _thinned(values: Any, chosen: Places, most: int) -> Places:
    """Keep the ends, and the lowest and highest of each stretch, so that no peak is lost."""
    if len(chosen) <= most:
        return chosen
    kept = {int(chosen[0]), int(chosen[-1])}
    for stretch in np.array_split(chosen, most // 2):
        kept |= {int(stretch[values[stretch].argmin()]), int(stretch[values[stretch].argmax()])}
    return np.array(sorted(kept))


def sentences(plot: Plot, points: list[Datum], reader: Reader) -> list[str]:
    """Say of each line its lowest and highest value, and its ends where they have an order."""
    lines: dict[str, list[Datum]] = {}
    for point in points:
        lines.setdefault(point["s"], []).append(point)
    return [
        _sentence(name, line, reader, ordered=plot.x.kind != "text") for name, line in lines.items()
    ]


def _sentence(name: str, line: list[Datum], reader: Reader, *, ordered: bool) -> str:
    low, high = min(line, key=lambda p: p["y"]), max(line, key=lambda p: p["y"])
    if len(line) == 1:
        said = SENTENCES["one"]
    elif low["y"] == high["y"]:
        said = SENTENCES["level"]
    elif not ordered:
        said = SENTENCES["names"]
    elif {id(low), id(high)} == {id(line[0]), id(line[-1])}:
        said = SENTENCES["steady"]
    else:
        said = SENTENCES["varied"]
    ends = {"first": line[0], "last": line[-1], "low": low, "high": high}
    values = {name: point["yt"] for name, point in ends.items()}
    return reader(said, line=name, **values, **{f"{n}_x": point["xt"] for n, point in ends.items()})
