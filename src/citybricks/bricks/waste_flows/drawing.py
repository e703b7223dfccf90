"""Flows with their ends named in the reader's language, and shortages as sentences."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from citybricks.bricks.waste_flows.answering import AIR, PRODUCTS, STORED
from citybricks.bricks.waste_flows.rows import Step
from citybricks.types import Table as Data
from citybricks.views import Sankey
from citybricks.views.markup import tag
from citybricks.views.reader import Reader


class Flows:
    """The flows as a drawing, with the ends that are no facility named in the reader's language.

    Parameters
    ----------
    steps
        A row for each flow.
    """

    def __init__(self, steps: Data[Any]) -> None:
        self.steps = steps

    def html(self, reader: Reader) -> Markup:
        """Write the drawing."""
        return self._drawn(reader).html(reader)

    def svg(self, reader: Reader) -> str:
        """Draw the flows as an SVG file."""
        return self._drawn(reader).svg(reader)

    def _drawn(self, reader: Reader) -> Sankey:
        frame = self.steps.frame.copy()
        words = {
            PRODUCTS: reader("Products"),
            STORED: reader("Stored for good"),
            AIR: reader("To the air"),
        }
        frame["end"] = [words.get(end, end) for end in frame["end"]]
        return Sankey(Data[Step](frame), "start", "end", "tonnes", reader("Where waste goes"))


class Shortages:
    """What has no place, in words.

    Parameters
    ----------
    table
        A row for each facility that would have to take more.
    """

    def __init__(self, table: Data[Any]) -> None:
        self.table = table

    def html(self, reader: Reader) -> Markup:
        """Write a sentence for each."""
        chinese = reader.language.startswith("zh")
        own = chinese or reader.language.startswith("en")
        rows = self.table.frame.to_dict("records")
        said = (
            tag("li", row["zh" if chinese else "en"], lang=None if own else "en") for row in rows
        )
        told = reader("Not all waste has a place. The plan below adds what is missing.")
        return tag("div", tag("p", tag("strong", told)), tag("ul", *said))
