"""A layer laid on the ground for a reader: its marks, its legend, and its data for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from citybricks.views.colours import CONTEXT, RIM, SURFACE
from citybricks.views.columns import Column
from citybricks.views.maps.classes import Codes, Key
from citybricks.views.maps.ground import Array
from citybricks.views.maps.layer import Shape
from citybricks.views.reader import Reader
from citybricks.views.units import shown

MANY = 5_000
"""Places beyond which a layer is gathered or told in brief."""
_FEW = 2
DEGREES = 5
"""Decimals of longitude and latitude: about a metre."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the area of points means.

    Parameters
    ----------
    heading
        The column, with its unit.
    steps
        Radii in pixels, with the values they stand for.
    """

    heading: str
    steps: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layer, drawn.

    Parameters
    ----------
    shape
        What its marks are.
    name
        What the places are, in the reader's language.
    keys
        The classes of the legend.
    marks
        The drawing.
    live
        What the interactive map needs beside the legend.
    heading
        What the colours mean, with the unit; empty when they mean nothing.
    scale
        What the size of points means, when it means something.
    labels
        Where texts are written, in pixels, and what.
    note
        How the drawing differs from the data, when it does.
    """

    shape: Shape
    name: str
    keys: tuple[Key, ...]
    marks: Markup
    live: dict[str, Any]
    heading: str = ""
    scale: Scale | None = None
    labels: tuple[Array, list[str]] | None = None
    note: str = ""

    @property
    def faint(self) -> bool:
        """Whether areas let the layers below them be seen."""
        return self.shape == "area" and not self.heading

    def _look(self) -> str:
        if self.shape == "point":
            return "circle" if self.scale else "dot"
        return "faint" if self.faint else self.shape

    @property
    def edge(self) -> str | None:
        """The colour of the edges of its marks; None when it is that of the mark."""
        if self.faint:
            return CONTEXT["line"] if self.keys[0].colour == CONTEXT["area"] else None
        return {"dot": RIM, "circle": SURFACE, "area": SURFACE}.get(self._look())

    def data(self) -> dict[str, Any]:
        """Return the layer as the interactive map reads it."""
        look = {
            "shape": self.shape,
            "name": self.name,
            "look": self._look(),
            "edge": self.edge,
            "colours": [key.colour for key in self.keys],
            "labels": self.labels[1] if self.labels else [],
        }
        return look | self.live


def facts(listed: Sequence[Column], codes: Codes, reader: Reader) -> dict[str, Any]:
    """Return what a pointer shows: each place's class and, unless they are many, its values."""
    if len(codes) > MANY:
        listed = listed[:_FEW]
    texts = [each.texts(reader) for each in listed]
    return {
        "columns": [[reader(each.label), shown(each.unit, reader)] for each in listed],
        "rows": [list(row) for row in zip(*texts, strict=True)],
        "codes": codes.tolist(),
    }
