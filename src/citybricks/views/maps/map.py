"""A map of places: drawn on paper, and alive on screen."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from markupsafe import Markup

from citybricks.types import Features
from citybricks.views.maps import drawing, legend
from citybricks.views.maps.ground import Shapes
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.laying import lay
from citybricks.views.maps.sheet import Sheet
from citybricks.views.markup import NOTE, TITLE, data, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader


class Map:
    """Places on plain paper: points over lines over areas.

    Parameters
    ----------
    layers
        `Features`, or a `Layer` where layers differ in their columns.
    colour, size, label
        Columns that colour the places, give points their area, and are written beside them;
        of the layers that have such a column.
    title
        What the map shows, in English.

    Raises
    ------
    LookupError
        When no layer has a column that is named.
    """

    def __init__(
        self,
        *layers: Features[Any] | Layer,
        colour: str | None = None,
        size: str | None = None,
        label: str | None = None,
        title: str = "",
    ) -> None:
        wanted = {"colour": colour, "size": size, "label": label}
        given = [layer if isinstance(layer, Layer) else Layer(layer) for layer in layers]
        _check(given, wanted)
        self.layers = [_dressed(layer, wanted) for layer in given]
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write the map: drawing, legend, sentences, and data for the interactive map."""
        caption = tag("figcaption", self._named(reader), class_="cb-title", id=TITLE)
        ground, sheets = lay(self.layers, reader)
        if ground is None:
            empty = tag("p", reader("There are no places to show."), class_="cb-empty")
            return tag("figure", caption, empty, class_="cb-map")
        drawn = drawing.paper(
            ground,
            _marks(sheets),
            reader,
            role="img",
            aria_labelledby=TITLE,
            aria_describedby=NOTE,
        )
        notes = dict.fromkeys(sheet.note for sheet in sheets)
        return tag(
            "figure",
            caption,
            tag("div", drawn, class_="cb-static"),
            legend.listed(sheets, reader),
            tag("p", reader.joined(self.summary(reader), *notes), class_="cb-note", id=NOTE),
            data(self._live(sheets, reader), class_="cb-data"),
            class_="cb-map",
        )

    def svg(self, reader: Reader) -> str:
        """Draw the map, with its legend, as an SVG file."""
        ground, sheets = lay(self.layers, reader)
        if ground is None:
            return str(tag("svg", xmlns=drawing.SVG, viewBox="0 0 1 1"))
        below = legend.drawn(sheets, ground.height)
        return str(drawing.paper(ground, _marks(sheets), reader, below=below))

    def summary(self, reader: Reader) -> str:
        """Say in sentences what the map shows: how many places, where, and their numbers."""
        drawn = [layer for layer in self.layers if layer.drawn().any()]
        if not drawn:
            return reader("There are no places to show.")
        shapes = [layer.shapes() for layer in drawn]
        counts = (
            reader("{name}: {count}", name=reader(layer.title), count=number(len(each)))
            for layer, each in zip(drawn, shapes, strict=True)
        )
        where = _where(np.concatenate(shapes), reader.listed(*counts), reader)
        return reader.joined(where, *(_said(layer, reader) for layer in drawn))

    def _named(self, reader: Reader) -> str:
        return reader(self.title) if self.title else reader("Map")

    def _live(self, sheets: list[Sheet], reader: Reader) -> dict[str, Any]:
        return {
            "layers": [sheet.data() for sheet in sheets],
            "texts": {
                "in": reader("Zoom in"),
                "out": reader("Zoom out"),
                "reset": reader("Show everything"),
            },
        }


def _where(shapes: Shapes, places: str, reader: Reader) -> str:
    west, south, east, north = (number(value, 3) for value in shapely.total_bounds(shapes))
    if (west, south) == (east, north):
        return reader(
            "{places}, at {south}° latitude and {west}° longitude.",
            places=places, south=south, west=west,
        )  # fmt: skip
    return reader(
        "{places}, from {south}° to {north}° latitude and {west}° to {east}° longitude.",
        places=places, south=south, north=north, west=west, east=east,
    )  # fmt: skip


def _marks(sheets: list[Sheet]) -> list[Markup]:
    """Return all marks from low to high, with all labels above them."""
    labels = [drawing.labels(*sheet.labels) for sheet in sheets if sheet.labels]
    return [*(sheet.marks for sheet in sheets), *labels]


def _check(layers: list[Layer], wanted: dict[str, str | None]) -> None:
    """Refuse a column that no layer has, rather than leave it out in silence."""
    known = {str(name) for layer in layers for name in layer.features.frame.columns}
    own = [name for layer in layers for name in (layer.colour, layer.size, layer.label)]
    if not any(len(layer.features) for layer in layers):
        return
    for name in (*wanted.values(), *own):
        if name is not None and name not in known:
            there = ", ".join(sorted(known - {"geometry"}))
            raise LookupError(f"there is no column {name!r}; there are: {there}")


def _dressed(layer: Layer, wanted: dict[str, str | None]) -> Layer:
    """Give a layer the map's columns that it has, where it names none itself."""
    has = {None, *layer.features.frame.columns}
    kept = {part: name for part, name in wanted.items() if name in has}
    return Layer(
        layer.features,
        layer.name,
        colour=layer.colour or kept.get("colour"),
        size=layer.size or kept.get("size"),
        label=layer.label or kept.get("label"),
    )


def _said(layer: Layer, reader: Reader) -> str:
    column = layer.column(layer.colour)
    values = column.finite() if column else np.array([])
    if column is None or not column.numeric or not len(values):
        return ""
    low, middle, high = (
        column.written(value, reader, column.places())
        for value in (values.min(), np.median(values), values.max())
    )
    name = reader(column.label)
    return reader(
        "{column}: {low} to {high}, median {middle}.",
        column=name,
        low=low,
        middle=middle,
        high=high,
    )
