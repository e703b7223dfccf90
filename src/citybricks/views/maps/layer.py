"""One layer of a map: places that are drawn alike, in the colours of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely

from citybricks.types import Features
from citybricks.views.columns import Column, columns, readable, row_model
from citybricks.views.maps.ground import Shapes
from citybricks.views.reader import Reader

Shape = Literal["point", "line", "area"]
_SHAPES: tuple[Shape, ...] = ("point", "line", "line", "area", "point", "line", "area", "area")
"""By the number that GEOS gives a kind of geometry."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Places, and the columns that say how they look.

    Parameters
    ----------
    features
        The places.
    name
        What they are, in English; the name of their row model when empty.
    colour, size, label
        Columns that colour them, give points their area, and are written beside them.
    """

    features: Features[Any]
    name: str = ""
    colour: str | None = None
    size: str | None = None
    label: str | None = None

    @property
    def title(self) -> str:
        """What the places are, in English: the message id of its translations."""
        model = row_model(self.features)
        return self.name or (readable(model.__name__) if model else "Places")

    def columns(self) -> list[Column]:
        """Return the columns of the places that are drawn, those that say how they look first."""
        drawn = self.drawn()
        telling = (self.label, self.colour, self.size)
        listed = sorted(columns(self.features), key=lambda each: each.name not in telling)
        return [each.among(drawn) for each in listed]

    def column(self, name: str | None) -> Column | None:
        """Return a column of the places that are drawn, if there is one of that name."""
        found = (each for each in columns(self.features) if each.name == name)
        each = next(found, None)
        return each.among(self.drawn()) if each else None

    def heading(self, reader: Reader) -> str:
        """Return what the colours mean; empty when they mean nothing."""
        column = self.column(self.colour)
        return column.heading(reader) if column else ""

    def texts(self, reader: Reader) -> list[str]:
        """Return the labels of the places, if they have any."""
        column = self.column(self.label)
        return column.texts(reader) if column else []

    def drawn(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Return which places have a geometry."""
        shapes = self._shapes()
        has: np.ndarray[Any, np.dtype[np.bool_]] = ~(
            shapely.is_missing(shapes) | shapely.is_empty(shapes)
        )
        return has

    def shapes(self) -> Shapes:
        """Return the geometries there are, in longitude and latitude."""
        kept: Shapes = self._shapes()[self.drawn()]
        return kept

    def _shapes(self) -> Shapes:
        frame = self.features.frame
        shapes: Shapes = frame.geometry.to_numpy() if len(frame) else np.array([])
        return shapes.astype(object)

    @property
    def shape(self) -> Shape:
        """What most of its geometries are."""
        drawn = [_SHAPES[kind] for kind in shapely.get_type_id(self.shapes())]
        return max(dict.fromkeys(drawn), key=drawn.count, default="point")
