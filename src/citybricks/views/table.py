"""A table for reading: caption, units in the header, numbers aligned."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views import numbers
from citybricks.views.columns import Column, columns
from citybricks.views.markup import join, tag
from citybricks.views.reader import Reader


class Table:
    """The first rows of a table.

    Parameters
    ----------
    table
        A `Table`, `Series` or `Features`; geometry is left out.
    title
        Its caption, in English.
    limit
        How many rows are shown at most.
    folded
        Whether the reader has to open it.
    """

    def __init__(
        self, table: Data[Any], title: str = "", *, limit: int = 50, folded: bool = False
    ) -> None:
        self.table = table
        self.title = title
        self.limit = limit
        self.folded = folded

    def html(self, reader: Reader) -> Markup:
        """Write the table, behind a summary when it is folded."""
        name = reader(self.title) if self.title else reader("Data as a table")
        if not self.folded:
            caption = tag("figcaption", name, class_="cb-title") if self.title else None
            return tag("figure", caption, self.body(reader), class_="cb-table")
        summary = tag("summary", name, " ", tag("small", self._count(reader)))
        return tag("details", summary, self.body(reader), class_="cb-table cb-fold")

    def body(self, reader: Reader) -> Markup:
        """Write the table itself, in a frame that scrolls sideways."""
        shown = columns(self.table)
        caption = reader(self.title) if self.title else reader("Data as a table")
        head = tag("thead", tag("tr", *(_heading(each, reader) for each in shown)))
        grid = tag(
            "table",
            tag("caption", caption, class_="cb-hidden"),
            head,
            tag("tbody", *_rows(shown, self.limit, reader)),
        )
        frame = tag("div", grid, class_="cb-scroll", role="group", aria_label=caption, tabindex=0)
        return join((frame, tag("p", self._count(reader), class_="cb-count")))

    def _count(self, reader: Reader) -> str:
        total = len(self.table)
        if total > self.limit:
            first = numbers.number(self.limit)
            return reader("{shown} of {total} rows", shown=first, total=numbers.number(total))
        if total == 1:
            return reader("1 row")
        return reader("{total} rows", total=numbers.number(total))


def _heading(each: Column, reader: Reader) -> Markup:
    unit = each.heading(reader).removeprefix(reader(each.label))
    return tag(
        "th",
        reader(each.label),
        tag("span", unit, class_="cb-unit") if unit else None,
        scope="col",
        class_="cb-right" if each.numeric else None,
        title=reader(each.description) if each.description else None,
    )


def _rows(shown: list[Column], limit: int, reader: Reader) -> list[Markup]:
    cells = [
        [tag("td", text, class_="cb-right" if each.numeric else None) for text in texts]
        for each, texts in ((each, each.texts(reader, limit)) for each in shown)
    ]
    return [tag("tr", *row) for row in zip(*cells, strict=True)]
