"""A chart of a table: lines, bars, areas, points or steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views.charts import vega
from citybricks.views.charts.datum import data, sentences
from citybricks.views.charts.plot import Kind, Plot
from citybricks.views.columns import Column, column, columns
from citybricks.views.markup import NOTE, TITLE, tag
from citybricks.views.markup import data as embedded
from citybricks.views.reader import Reader
from citybricks.views.table import Table

_LINES = 6


class Chart:
    """Columns of a table along an axis.

    Parameters
    ----------
    table
        A `Series` or `Table`.
    x
        Column along the horizontal axis; the first when None.
    y
        Column or columns along the vertical axis; the numbers that share the unit of the first
        number when None.
    kind
        ``line``, ``bar``, ``area``, ``point`` or ``step``.
    colour
        Column of categories that splits a single y into several.
    band
        Columns of the lower and upper limit of a band behind it.
    log_x, log_y
        Whether an axis is logarithmic.
    reference
        A value of y to compare with, drawn as a line, and its name in English.
    title
        What the chart shows, in English.
    """

    def __init__(  # noqa: PLR0913 - each is a visible part of a chart, given by name
        self,
        table: Data[Any],
        x: str | None = None,
        y: str | Sequence[str] | None = None,
        *,
        kind: Kind = "line",
        colour: str | None = None,
        band: tuple[str, str] | None = None,
        log_x: bool = False,
        log_y: bool = False,
        reference: tuple[float, str] | None = None,
        title: str = "",
    ) -> None:
        along = column(table, x or _first(table))
        names = [y] if isinstance(y, str) else y
        self.plot = Plot(
            x=along,
            ys=tuple(column(table, each) for each in names or _numbers(table, along)),
            kind=kind,
            colour=column(table, colour) if colour else None,
            band=(column(table, band[0]), column(table, band[1])) if band else None,
            log_x=log_x,
            log_y=log_y,
            reference=reference,
        )
        self.table = table
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write the chart: drawing, sentences, data as a table, and data for the screen."""
        named = reader(self.title) if self.title else reader("Chart")
        caption = tag("figcaption", named, class_="cb-title", id=TITLE)
        table = Table(self.table, folded=True).html(reader)
        points = data(self.plot, reader)
        if not points:
            empty = tag("p", reader("There are no values to show."), class_="cb-empty")
            return tag("figure", caption, empty, table, class_="cb-chart")
        described = vega.describe(self.plot, points, reader)
        said = reader.joined(*sentences(self.plot, points, reader))
        return tag(
            "figure",
            caption,
            tag("div", framed(vega.draw(described)), class_="cb-static"),
            tag("p", said, class_="cb-note", id=NOTE),
            table,
            embedded(vega.live(self.plot, points, reader), class_="cb-data"),
            class_="cb-chart",
        )

    def svg(self, reader: Reader) -> str:
        """Draw the chart as an SVG file."""
        return vega.draw(vega.describe(self.plot, data(self.plot, reader), reader))

    def summary(self, reader: Reader) -> str:
        """Say in sentences what the lines do: first, last, lowest and highest value."""
        return reader.joined(*sentences(self.plot, data(self.plot, reader), reader))


def framed(svg: str) -> Markup:
    """Name the drawing by the text around it."""
    opening = f'<svg role="img" aria-labelledby="{TITLE}" aria-describedby="{NOTE}" '
    return Markup(svg.replace("<svg ", opening, 1))  # noqa: S704 - Vega escapes its texts


def _first(table: Data[Any]) -> str:
    return next((each.name for each in columns(table)), "")


def _numbers(table: Data[Any], along: Column) -> list[str]:
    found = [each for each in columns(table) if each.numeric and each.name != along.name]
    return [each.name for each in found if each.unit == found[0].unit][:_LINES]
