"""Lay a layer of points: dots, or circles with an area in proportion to a column."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.columns import Column
from citybricks.views.maps import path
from citybricks.views.maps.classes import Classes
from citybricks.views.maps.ground import Array, Ground
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.sheet import DEGREES, Scale, Sheet, facts
from citybricks.views.markup import tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

_SMALLEST = 1.5
"""Radius in pixels of the least of points whose size is a column."""
_BESIDE = 3
"""Pixels from a point to its label."""
_LABELLED = 120
"""Places beyond which labels would hide the map."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The scale of the areas of points.

    Parameters
    ----------
    column
        What gives the points of a layer their area.
    most
        Its largest value in all layers that share the scale.
    count
        Points in all those layers.
    """

    column: Column
    most: float
    count: int

    def radii(self) -> Array:
        """Return the radius in pixels of each point of the layer."""
        amounts = np.nan_to_num(np.maximum(self.column.floats(), 0), posinf=0)
        return np.maximum(self._radius(amounts), _SMALLEST)

    def _radius(self, amounts: Array) -> Array:
        largest = float(np.clip(170 / np.sqrt(self.count), 6, 20))
        radii: Array = np.sqrt(amounts / (self.most or 1)) * largest
        return radii

    def scale(self, reader: Reader) -> Scale:
        """Choose round amounts for the legend, from a tenth of the largest up."""
        heading = self.column.heading(reader)
        if self.most <= 0:
            return Scale(heading, ())
        base = 10.0 ** math.floor(math.log10(self.most))
        top = max(step * base for step in (1, 2, 5) if step * base <= self.most)
        steps = np.array([0.1, 0.5, 1.0]) * top
        radii = self._radius(steps).round(1).tolist()
        return Scale(heading, tuple(zip(radii, map(number, steps.tolist()), strict=True)))


def lay_points(
    layer: Layer, classes: Classes, sizes: Sizes | None, ground: Ground, reader: Reader
) -> Sheet:
    """Draw each place as a point."""
    middles = shapely.get_coordinates(shapely.centroid(layer.shapes()))
    places = shapely.get_coordinates(ground.flat(shapely.points(middles)))
    radii = sizes.radii() if sizes else np.full(len(places), _radius(places))
    texts = layer.texts(reader)
    live = {"places": middles.round(DEGREES).tolist(), "radii": radii.round(1).tolist()}
    return Sheet(
        "point",
        reader(layer.title),
        classes.keys,
        _circles(places, classes, radii) if sizes else _dots(places, classes),
        live | facts(layer.columns(), classes.codes, reader),
        heading=layer.heading(reader),
        scale=sizes.scale(reader) if sizes else None,
        labels=(places + np.column_stack((radii + _BESIDE, 0 * radii)), texts)
        if 0 < len(texts) <= _LABELLED
        else None,
    )


def _radius(places: Array) -> float:
    """Return the radius in pixels of dots that leave each other room."""
    return float(np.clip(60 / np.sqrt(len(places)), 2.0, 5.0))


def _dots(places: Array, classes: Classes) -> Markup:
    width = 2 * _radius(places)
    dots = (
        tag("path", d=path.dots(places[classes.codes == code]), stroke=key.colour)
        for code, key in enumerate(classes.keys)
    )
    rims = tag("path", d=path.dots(places), stroke=colours.RIM, stroke_width=f"{width + 1:.1f}")
    return tag("g", rims, *dots, fill="none", stroke_linecap="round", stroke_width=f"{width:.1f}")


def _circles(places: Array, classes: Classes, radii: Array) -> Markup:
    circles = (
        tag(
            "circle",
            cx=f"{places[at, 0]:.1f}",
            cy=f"{places[at, 1]:.1f}",
            r=f"{radii[at]:.1f}",
            fill=classes.keys[classes.codes[at]].colour,
        )
        for at in np.argsort(-radii, kind="stable").tolist()
    )
    return tag("g", *circles, fill_opacity=0.85, stroke=colours.SURFACE, stroke_width=0.8)
