"""Tables of answers in the reader's language."""

from __future__ import annotations

from typing import Any, ClassVar

from markupsafe import Markup

from citybricks.bricks.waste_sorting.brick import WasteSorting
from citybricks.types import Row
from citybricks.types import Table as Data
from citybricks.views import Table
from citybricks.views.reader import Reader


class Answer(Row):
    """An item, its class and why."""

    item: str
    """As it was asked."""
    goes_to: str
    """Class of the city."""
    why: str
    """By what it is known."""


class Group(Row):
    """A class, and how many items belong to it."""

    collected_as: str
    """Class of the city."""
    items: int
    """Items that belong to it."""


class _Told:
    """A table of which the reader sees the columns of one language."""

    row: ClassVar[Any]
    title: ClassVar[str]

    def __init__(self, outcome: WasteSorting) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write the table."""
        language = "zh" if reader.language.startswith("zh") else "en"
        frame = self._frame(language, reader)
        return Table(Data[self.row](frame), self.title, limit=500).html(reader)  # type: ignore[name-defined] # chosen by the class

    def _frame(self, language: str, reader: Reader, /) -> Any:
        raise NotImplementedError


class Answers(_Told):
    """Where each item goes and why."""

    row, title = Answer, "Where it goes"

    def _frame(self, language: str, reader: Reader, /) -> Any:
        import pandas as pd

        rows = self.outcome.items.frame
        unsure = reader("Not sure: ask")
        goes = [name or unsure for name in rows[f"class_{language}"]]
        return pd.DataFrame({"item": rows["name"], "goes_to": goes, "why": rows[language]})


class Classes(_Told):
    """How many items belong to each class."""

    row, title = Group, "Classes"

    def _frame(self, language: str, _reader: Reader, /) -> Any:
        import pandas as pd

        rows = self.outcome.classes.frame
        return pd.DataFrame({"collected_as": rows[f"class_{language}"], "items": rows["items"]})
