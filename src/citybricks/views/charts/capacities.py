"""Bars of what is used of a capacity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views import colours
from citybricks.views.charts.sheet import NAMED, WIDTH, figure, paper, text
from citybricks.views.columns import column
from citybricks.views.markup import join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader
from citybricks.views.units import quantity, shown


class Capacities:
    """Bars of how much of each capacity is used.

    Parameters
    ----------
    table
        A row for each place.
    name, used, capacity
        Columns of its name, what it takes and what it can take.
    title
        What it shows, in English.
    """

    def __init__(
        self, table: Data[Any], name: str, used: str, capacity: str, title: str = ""
    ) -> None:
        self.table = table
        self.name, self.used = column(table, name), column(table, used)
        self.capacity = column(table, capacity)
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write the bars, their sentences and their table."""
        drawn = tag("div", self._sheet(reader, NAMED), class_="cb-static cb-narrow")
        return figure(self._named(reader), drawn, self.summary(reader), self.table, reader)

    def svg(self, reader: Reader) -> str:
        """Draw the bars as an SVG file."""
        title = tag("title", f"{self._named(reader)}: {self.summary(reader)}")
        return str(self._sheet(reader, {"role": "img"}, title))

    def summary(self, reader: Reader) -> str:
        """Say of each place how much of it is used."""
        return reader.joined(*(self._said(row, reader) for row in self._rows(reader)))

    def _named(self, reader: Reader) -> str:
        return reader(self.title) if self.title else reader("Capacities")

    def _rows(self, reader: Reader) -> Iterable[tuple[str, float, float]]:
        return zip(
            self.name.texts(reader),
            map(float, self.used.cells),
            map(float, self.capacity.cells),
            strict=True,
        )

    def _said(self, row: tuple[str, float, float], reader: Reader) -> str:
        name, used, capacity = row
        unit = shown(self.used.unit, reader, used)
        return reader(
            "{name}: {used} of {capacity}.",
            name=name,
            used=number(used, 0),
            capacity=quantity(number(capacity, 0), unit),
        )

    def _sheet(self, reader: Reader, named: dict[str, Any], title: Markup | None = None) -> Markup:
        rows = list(self._rows(reader))
        most = max((max(used, capacity) for _, used, capacity in rows), default=1.0) or 1.0
        marks = [self._drawn(row, at, most, reader) for at, row in enumerate(rows)]
        return paper(40 * len(rows) + 8, join(marks), title, **named)

    def _drawn(self, row: tuple[str, float, float], at: int, most: float, reader: Reader) -> Markup:
        _, used, capacity = row
        y, wide = 40 * at + 24, (WIDTH - 16) / most
        over = used > capacity * (1 + 1e-9)
        look = {"x": 8, "y": y, "height": 12}
        return join(
            (
                text(self._said(row, reader), 8, y - 6),
                tag(
                    "rect",
                    **look,
                    width=f"{wide * capacity:.1f}",
                    fill=colours.SURFACE,
                    stroke=colours.RIM,
                ),
                tag(
                    "rect",
                    **look,
                    width=f"{wide * used:.1f}",
                    fill=colours.SERIES[1 if over else 0],
                    fill_opacity=0.75,
                ),
            )
        )
