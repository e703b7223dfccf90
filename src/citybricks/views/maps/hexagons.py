"""Lay a layer of very many places: gathered into hexagons, it stays readable and small."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from citybricks.views.columns import Column
from citybricks.views.maps import path
from citybricks.views.maps.classes import Classes, Codes, classify
from citybricks.views.maps.ground import Array, Ground
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.sheet import DEGREES, Sheet, facts
from citybricks.views.markup import tag
from citybricks.views.reader import Reader

RADIUS = 6.0
"""Pixels from the middle of a hexagon to its corners."""
_CORNERS = np.radians([30, 90, 150, 210, 270, 330])


@dataclass(frozen=True, slots=True)
class Hexagons:
    """Hexagons with something in them.

    Parameters
    ----------
    middles
        In pixels, shape ``(n_hexagons, 2)``.
    member
        The hexagon each place is in, shape ``(n_places,)``.
    """

    middles: Array
    member: Codes

    def counts(self) -> Codes:
        """Return how many places are in each hexagon."""
        counts: Codes = np.bincount(self.member, minlength=len(self.middles))
        return counts

    def medians(self, values: Array) -> Array:
        """Return the median of the values in each hexagon, without missing ones."""
        grouped = pd.Series(values).groupby(self.member).median()
        medians: Array = np.asarray(grouped.reindex(range(len(self.middles))), dtype=np.float64)
        return medians

    def commonest(self, codes: Codes, kinds: int) -> Codes:
        """Return the most frequent class in each hexagon."""
        table = np.bincount(self.member * kinds + codes, minlength=len(self.middles) * kinds)
        commonest: Codes = table.reshape(-1, kinds).argmax(axis=1)
        return commonest

    def corners(self) -> Array:
        """Return the corners, shape ``(n_hexagons, 6, 2)``."""
        ring = np.column_stack((np.cos(_CORNERS), np.sin(_CORNERS))) * RADIUS
        corners: Array = self.middles[:, None, :] + ring[None]
        return corners


def gather(points: Array) -> Hexagons:
    """Put points, shape ``(n_places, 2)``, into the hexagons of a regular tiling."""
    column = (np.sqrt(3) / 3 * points[:, 0] - points[:, 1] / 3) / RADIUS
    row = 2 / 3 * points[:, 1] / RADIUS
    cells, member = np.unique(_nearest(column, row), axis=0, return_inverse=True)
    x = RADIUS * np.sqrt(3) * (cells[:, 0] + cells[:, 1] / 2)
    y = RADIUS * 1.5 * cells[:, 1]
    return Hexagons(np.column_stack((x, y)), member.reshape(-1))


def _nearest(column: Array, row: Array) -> Array:
    """Round axial coordinates to the nearest hexagon's."""
    third = -column - row
    a, b, c = np.round(column), np.round(row), np.round(third)
    da, db, dc = np.abs(a - column), np.abs(b - row), np.abs(c - third)
    first = (da > db) & (da > dc)
    second = ~first & (db > dc)
    return np.column_stack((np.where(first, -b - c, a), np.where(second, -a - c, b)))


def lay_hexagons(layer: Layer, ground: Ground, reader: Reader) -> Sheet:
    """Draw the median, the most frequent class, or else the number of places in each hexagon."""
    middles = shapely.points(shapely.get_coordinates(shapely.centroid(layer.shapes())))
    hexagons = gather(shapely.get_coordinates(ground.flat(middles)))
    counts = Column("places", pd.Series(hexagons.counts()), "number")
    shown, classes, heading = _summed(layer.column(layer.colour), counts, hexagons, reader)
    corners = hexagons.corners()
    earth = ground.earth(corners.reshape(-1, 2)).round(DEGREES).reshape(corners.shape)
    cells = shapely.polygons(corners)
    paths = (
        tag("path", d=path.outlines(cells[classes.codes == code], closed=True), fill=key.colour)
        for code, key in enumerate(classes.keys)
    )
    listed = [counts] if shown is counts else [shown, counts]
    return Sheet(
        "area",
        reader(layer.title),
        classes.keys,
        tag("g", *paths),
        {"lines": [[ring] for ring in earth.tolist()]} | facts(listed, classes.codes, reader),
        heading=heading,
        note=reader("Places are gathered into hexagons, because there are very many."),
    )


def _summed(
    column: Column | None, counts: Column, hexagons: Hexagons, reader: Reader
) -> tuple[Column, Classes, str]:
    if column is None:
        return counts, classify(counts, reader), reader("Places in each hexagon")
    heading = column.heading(reader)
    if column.numeric:
        medians = column.with_cells(pd.Series(hexagons.medians(column.floats())))
        return medians, classify(medians, reader), reader("{column}, median", column=heading)
    every = classify(column, reader)
    classes = replace(every, codes=hexagons.commonest(every.codes, len(every.keys)))
    words = pd.Series([every.keys[code].label for code in classes.codes])
    commonest = Column(column.name, words, "text", column.description)
    return commonest, classes, reader("{column}, most frequent", column=heading)
