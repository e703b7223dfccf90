"""Lay a layer of lines or areas: one path for each class."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.maps import drawing, path
from citybricks.views.maps.classes import Classes
from citybricks.views.maps.ground import Array, Ground, Shapes
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.sheet import DEGREES, Sheet, facts
from citybricks.views.markup import tag
from citybricks.views.reader import Reader

_LIVE = 25_000
"""Vertices of a layer on screen: about half a megabyte."""


def lay_outlines(
    layer: Layer, classes: Classes, ground: Ground, reader: Reader, room: int
) -> Sheet:
    """Draw lines or areas with at most `room` vertices."""
    whole = ground.flat(layer.shapes())
    flat = path.simplified(whole, room)
    area = layer.shape == "area"
    return Sheet(
        layer.shape,
        reader(layer.title),
        classes.keys,
        _areas(flat, classes, faint=not layer.colour) if area else _lines(flat, classes),
        _live(whole, layer, ground, classes, reader),
        heading=layer.heading(reader),
        labels=_labels(flat, layer.texts(reader)),
        note=_note(flat, reader),
    )


def _live(
    whole: Shapes, layer: Layer, ground: Ground, classes: Classes, reader: Reader
) -> dict[str, Any]:
    """Return the runs of coordinates of each shape, finer than on paper where there is room."""
    fine = path.simplified(whole, _LIVE, path.FINE)
    seen = ~shapely.is_empty(fine)
    earth = shapely.transform(fine[seen], ground.earth)
    cut = shapely.get_rings if layer.shape == "area" else shapely.get_parts
    lines = [
        [shapely.get_coordinates(run).round(DEGREES).tolist() for run in cut(shape)]
        for shape in earth
    ]
    columns = [each.among(seen) for each in layer.columns()]
    return {"lines": lines} | facts(columns, classes.codes[seen], reader)


def _labels(flat: Shapes, texts: list[str]) -> tuple[Array, list[str]] | None:
    if not texts:
        return None
    inside = shapely.point_on_surface(flat)
    seen = ~shapely.is_empty(inside)
    said = [text for text, is_seen in zip(texts, seen, strict=True) if is_seen]
    halves = np.array([drawing.wide(text) / 2 for text in said])
    return shapely.get_coordinates(inside) - np.column_stack((halves, 0 * halves)), said


def _note(flat: Shapes, reader: Reader) -> str:
    dropped = int(shapely.is_empty(flat).sum())
    return reader("The {count} smallest are not drawn.", count=dropped) if dropped else ""


def _areas(flat: Shapes, classes: Classes, *, faint: bool) -> Markup:
    paths = (
        tag(
            "path",
            d=path.outlines(flat[classes.codes == code], closed=True),
            fill=key.colour,
            stroke=_edge(key.colour) if faint else colours.SURFACE,
        )
        for code, key in enumerate(classes.keys)
    )
    look = {"fill_opacity": 0.35 if faint else None, "stroke_width": 0.8, "fill_rule": "evenodd"}
    return tag("g", *paths, stroke_linejoin="round", **look)


def _edge(colour: str) -> str:
    """Return the colour of the edge of a faint area."""
    return colours.CONTEXT["line"] if colour == colours.CONTEXT["area"] else colour


def _lines(flat: Shapes, classes: Classes) -> Markup:
    paths = (
        tag("path", d=path.outlines(flat[classes.codes == code], closed=False), stroke=key.colour)
        for code, key in enumerate(classes.keys)
    )
    look = {
        "stroke_linejoin": "round",
        "stroke_linecap": "round",
        "stroke_width": 2 if len(classes.keys) > 1 else 1.5,
    }
    return tag("g", *paths, fill="none", **look)
