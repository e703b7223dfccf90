"""A table with columns in English and in Chinese, of which a reader sees one."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views.markup import tag
from citybricks.views.reader import Reader
from citybricks.views.table import Table


class Bilingual:
    """A table whose columns ``en`` and ``zh`` say the same, and so do those that end in them.

    Parameters
    ----------
    table
        The table.
    title
        Its caption, in English.
    folded
        Whether the reader has to open it.
    """

    def __init__(self, table: Data[Any], title: str = "", *, folded: bool = False) -> None:
        self.table = table
        self.title = title
        self.folded = folded

    def html(self, reader: Reader) -> Markup:
        """Write the table in the reader's language, or in English."""
        own, other = ("zh", "en") if reader.language.startswith("zh") else ("en", "zh")
        frame = self.table.frame.drop(columns="geometry", errors="ignore")
        kept = frame[[name for name in frame if str(name).split("_")[-1] != other]]
        named = {
            own: reader("In words"),
            f"relaxation_{own}": reader("What would help"),
        }
        shown: Data[Any] = Data(kept.rename(columns=named))
        written = Table(shown, self.title, folded=self.folded).html(reader)
        lang = None if reader.language.startswith(own) else own
        return tag("div", written, class_="cb-words", lang=lang)
