"""Answers in the reader's language; names keep the language they were asked in."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from citybricks.bricks.waste_sorting.brick import WasteSorting
from citybricks.types import Table as Data
from citybricks.views import Table
from citybricks.views.markup import tag
from citybricks.views.reader import Reader

MOST = 500
"""Items that are shown; the outcome has all."""


def _short(reader: Reader) -> str:
    return "zh" if reader.language.startswith("zh") else "en"


def _foreign(text: str, reader: Reader) -> str | None:
    """Return the language of a text where it is not the reader's."""
    chinese = any("\u3400" <= sign <= "\u9fff" for sign in text)
    if chinese == reader.language.startswith("zh"):
        return None
    return "zh" if chinese else "en"


class Answers:
    """Where each item goes and why.

    Parameters
    ----------
    outcome
        What the brick found.
    """

    def __init__(self, outcome: WasteSorting) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write a table with a row for each item."""
        title = reader("Where it goes")
        heads = reader("Item"), reader("Goes to"), reader("Why")
        rows = self.outcome.items.frame.head(MOST).to_dict("records")
        grid = tag(
            "table",
            tag("caption", title, class_="cb-hidden"),
            tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
            tag("tbody", *(self._row(row, reader) for row in rows)),
        )
        frame = tag("div", grid, class_="cb-scroll", role="group", aria_label=title, tabindex=0)
        return tag("figure", tag("figcaption", title, class_="cb-title"), frame, class_="cb-table")

    def _row(self, row: dict[Any, Any], reader: Reader) -> Markup:
        short = _short(reader)
        goes = row[f"class_{short}"] or tag("em", reader("Not sure: ask"))
        said = {"lang": None if reader.language.startswith(short) else short}
        return tag(
            "tr",
            tag("td", row["name"], lang=_foreign(row["name"], reader)),
            tag("td", goes, **said),
            tag("td", row[short], **said),
        )


class Classes:
    """How many items belong to each class.

    Parameters
    ----------
    outcome
        What the brick found.
    """

    def __init__(self, outcome: WasteSorting) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write a table with a row for each class."""
        import pandas as pd

        rows = self.outcome.classes.frame
        columns = {reader("Class"): rows[f"class_{_short(reader)}"], reader("Items"): rows["items"]}
        return Table(Data[Any](pd.DataFrame(columns)), "Classes").html(reader)


class Source:
    """Whose rules were used, and where they are published.

    Parameters
    ----------
    outcome
        What the brick found.
    """

    def __init__(self, outcome: WasteSorting) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write a sentence."""
        short = _short(reader)
        of = self.outcome
        said = reader(
            "Rules of {city}, version {version}, after: {source}.",
            city=getattr(of, f"city_{short}"),
            version=of.version,
            source=getattr(of, f"source_{short}"),
        )
        return tag("p", said)
