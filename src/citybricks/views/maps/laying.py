"""Lay the layers of a map on one ground, with one scale for what they have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from citybricks.views import colours
from citybricks.views.columns import Column
from citybricks.views.maps.classes import Classes, Key, classify
from citybricks.views.maps.ground import Ground
from citybricks.views.maps.hexagons import lay_hexagons
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.outlines import lay_outlines
from citybricks.views.maps.points import Sizes, lay_points
from citybricks.views.maps.sheet import MANY, Sheet
from citybricks.views.reader import Reader

_ROOM = 40_000
"""Vertices of all layers together: what about 500 kB can hold."""
_LEAST_VERTICES = 4
_ORDER = {"area": 0, "line": 1, "point": 2}


def lay(layers: Sequence[Layer], reader: Reader) -> tuple[Ground | None, list[Sheet]]:
    """Return the ground under the layers, if any has places, and their sheets, lowest first."""
    drawn = [layer for layer in layers if layer.drawn().any()]
    if not drawn:
        return None, []
    ground = Ground.under(np.concatenate([layer.shapes() for layer in drawn]))
    room = _ROOM // len(drawn)
    sheets = [
        _lay(layer, classes, _sizes(layer, drawn), ground, reader, room)
        for layer, classes in zip(drawn, _classes(drawn, reader), strict=True)
    ]
    return ground, sorted(sheets, key=lambda sheet: _ORDER[sheet.shape])


def _lay(
    layer: Layer, classes: Classes, sizes: Sizes | None, ground: Ground, reader: Reader, room: int
) -> Sheet:
    count = len(classes.codes)
    crowded = layer.shape == "area" and count * _LEAST_VERTICES > room
    if crowded or (layer.shape == "point" and count > MANY):
        return lay_hexagons(layer, ground, reader)
    if layer.shape == "point":
        return lay_points(layer, classes, sizes, ground, reader)
    return lay_outlines(layer, classes, ground, reader, room)


def _classes(layers: Sequence[Layer], reader: Reader) -> list[Classes]:
    """Sort the places of each layer; layers with the same column have the same classes."""
    shared: dict[tuple[str, str], list[int]] = {}
    found: dict[int, Classes] = {}
    for at, (layer, plain) in enumerate(zip(layers, _plain(layers), strict=True)):
        column = layer.column(layer.colour)
        if column is None:
            codes = np.zeros(len(layer.shapes()), dtype=np.int64)
            found[at] = Classes(codes, (Key(plain, reader(layer.title)),))
        else:
            shared.setdefault((column.name, column.unit), []).append(at)
    taken = 0
    for group in shared.values():
        alike = _together([layers[at] for at in group], reader, taken)
        found |= dict(zip(group, alike, strict=True))
        column = layers[group[0]].column(layers[group[0]].colour)
        taken += len(alike[0].keys) if column and not column.numeric else 0
    return [found[at] for at in range(len(layers))]


def _together(layers: Sequence[Layer], reader: Reader, taken: int) -> list[Classes]:
    columns = [column for layer in layers if (column := layer.column(layer.colour))]
    whole = classify(_pooled(columns), reader, taken)
    ends = np.cumsum([len(column.cells) for column in columns])[:-1]
    return [Classes(codes, whole.keys) for codes in np.split(whole.codes, ends)]


def _pooled(columns: Sequence[Column]) -> Column:
    if len(columns) == 1:
        return columns[0]
    return columns[0].with_cells(pd.concat([each.cells for each in columns], ignore_index=True))


def _sizes(layer: Layer, layers: Sequence[Layer]) -> Sizes | None:
    """Return the scale of a layer's sizes, the same for all layers with that column."""
    column = layer.column(layer.size)
    if column is None or not column.numeric:
        return None
    alike = [each.column(each.size) for each in layers if each.size == layer.size]
    amounts = np.concatenate([each.finite() for each in alike if each])
    return Sizes(column, float(amounts.max(initial=0)), len(amounts))


def _plain(layers: Sequence[Layer]) -> list[str]:
    """Choose the colours of layers without a column: quiet beside those that have one."""
    coloured = any(layer.colour for layer in layers)
    sized = any(layer.size for layer in layers)
    return [
        colours.CONTEXT[layer.shape]
        if coloured or (sized and layer.shape != "point")
        else colours.SERIES[at % len(colours.SERIES)]
        for at, layer in enumerate(layers)
    ]
