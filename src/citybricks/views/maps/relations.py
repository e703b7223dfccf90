"""A map of the world with what joins places: land only, no boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views.maps.world import Arc, Point, world
from citybricks.views.markup import ID, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader
from citybricks.views.table import Table

_TOLD = 5
"""Relations that are told in words."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Columns of the name and the place of both ends of a relation.

    Parameters
    ----------
    one, other
        Prefixes: the column ``one`` has the name, ``one_longitude`` and ``one_latitude`` the place.
    """

    one: str = "one"
    other: str = "other"


class Relations:
    """Places on the land of the world, joined by arcs.

    Parameters
    ----------
    table
        A row for each relation.
    count
        Column of how often they are joined.
    ends
        Columns of names and places.
    title
        What it shows, in English.
    """

    def __init__(
        self, table: Data[Any], count: str, ends: Ends | None = None, title: str = ""
    ) -> None:
        self.table = table
        self.count = count
        self.ends = ends or Ends()
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write the map, its sentence and its table."""
        return tag(
            "figure",
            tag("figcaption", self._named(reader), class_="cb-title"),
            tag("div", self._drawn(reader, ID), class_="cb-static"),
            tag("p", self.summary(reader), class_="cb-note"),
            Table(self.table, folded=True).html(reader),
            class_="cb-map",
        )

    def svg(self, reader: Reader) -> str:
        """Draw the map as an SVG file."""
        return str(self._drawn(reader, "world"))

    def summary(self, reader: Reader) -> str:
        """Say how many places there are, and which are joined most."""
        rows = sorted(self._rows(), key=lambda row: -int(row[self.count]))
        places = {name for row in rows for name in self._names(row)}
        said = reader(
            "{places} places, {relations} relations.",
            places=number(len(places)),
            relations=number(len(rows)),
        )
        told = (
            f"{' – '.join(self._names(row))}: {number(row[self.count])}" for row in rows[:_TOLD]
        )
        listed = reader.listed(*told)
        full = "。" if reader.language.startswith("zh") else "."
        return reader.joined(said, f"{listed}{full}" if listed else "")

    def _named(self, reader: Reader) -> str:
        return reader(self.title) if self.title else reader("Map")

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {str(name): cell for name, cell in row.items()}
            for row in self.table.frame.to_dict("records")
        ]

    def _names(self, row: dict[str, Any]) -> tuple[str, str]:
        return str(row[self.ends.one]), str(row[self.ends.other])

    def _drawn(self, reader: Reader, id: str) -> Markup:
        points: dict[str, tuple[float, float]] = {}
        met: dict[str, int] = {}
        arcs = []
        for row in self._rows():
            ends = [self._place(row, end) for end in (self.ends.one, self.ends.other)]
            for name, place in zip(self._names(row), ends, strict=True):
                points[name] = place
                met[name] = met.get(name, 0) + int(row[self.count])
            said = f"{' – '.join(self._names(row))}: {number(row[self.count])}"
            if ends[0] != ends[1]:
                arcs.append(Arc(ends[0], ends[1], said))
        most = max(met.values(), default=1)
        marks = [
            Point(*place, f"{name}: {number(met[name])}", size=round(2 * met[name] / most))
            for name, place in points.items()
        ]
        return world(
            marks, arcs, title=self._named(reader), description=self.summary(reader), id=id
        )

    @staticmethod
    def _place(row: dict[str, Any], end: str) -> tuple[float, float]:
        return float(row[f"{end}_longitude"]), float(row[f"{end}_latitude"])
