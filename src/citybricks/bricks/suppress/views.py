"""How a protected table looks: what is hidden is hatched, as it is not zero."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from markupsafe import Markup

from citybricks.bricks.suppress.brick import Suppressed
from citybricks.views import Card, Page, Table, colours
from citybricks.views.markup import ID, NOTE, TITLE, join, tag
from citybricks.views.reader import Reader

_CELL, _ROW, _NAME, _HEAD, _SIZE = 76.0, 26.0, 150.0, 34.0, 12
_LONGEST = 20
_WEEKS = 4
"""Weeks that are drawn, the last ones; the table has all."""


def show(outcome: Suppressed) -> Page:
    """Show how much is hidden, the table with its gaps, and the audit for the office."""
    rows: list[Any] = outcome.table.frame.to_dict("records")
    weeks = [(week, list(cells)) for week, cells in groupby(rows, key=lambda cell: cell["week"])]
    return Page(
        Card(outcome.shown, "Numbers shown"),
        Card(outcome.hidden, "Numbers hidden"),
        Card(
            outcome.small,
            "Small themselves",
            description="The others are hidden so that sums do not give these away.",
        ),
        Card(
            outcome.narrowest,
            "Narrowest interval",
            unit="{person}",
            description="Nobody who adds up all releases can narrow a hidden number down further.",
        ),
        Card(outcome.loss, "Information hidden", unit="%"),
        *_said(outcome),
        *(Grid(week, cells) for week, cells in weeks[-_WEEKS:]),
        Table(outcome.table, "For publication", folded=True),
        Page("Not for publication: it has the hidden numbers.", title="For the office"),
        Table(outcome.audit, "What an attacker knows of hidden numbers", folded=True),
        title="Protected table",
    )


def _said(outcome: Suppressed) -> list[Page]:
    found = []
    if outcome.level == "totals":
        found.append(Page("So few people are counted that the total alone can be shown."))
    if outcome.level == "nothing":
        found.append(
            Page(
                "No number can be shown: so few people are counted, or earlier releases give away"
                " what must be hidden."
            )
        )
    if outcome.standing:
        found.append(
            Page(
                "Some numbers stay as an earlier release has them, although they were corrected"
                " since: the difference would tell of the few people in the correction."
            )
        )
    return found


class Grid:
    """The numbers of a week: a row for each place, a column for each group, hatched gaps."""

    def __init__(self, week: str, cells: list[dict[str, Any]]) -> None:
        self.week = week
        self.places = list(dict.fromkeys(cell["place"] for cell in cells))
        self.groups = list(dict.fromkeys(cell["group"] for cell in cells))
        self.cells = {(cell["place"], cell["group"]): cell for cell in cells}

    def html(self, reader: Reader) -> Markup:
        """Write the grid with its title and what hatching means."""
        note = reader("Hatched: hidden. It is not zero.")
        frame = tag(
            "div",
            self._svg(reader),
            class_="cb-scroll",
            role="group",
            aria_labelledby=TITLE,
            tabindex=0,
        )
        return tag(
            "figure",
            tag("figcaption", self._title(reader), class_="cb-title", id=TITLE),
            frame,
            tag("p", note, class_="cb-note", id=NOTE),
            class_="cb-chart",
        )

    def svg(self, reader: Reader) -> str:
        """Draw the grid."""
        return str(self._svg(reader).replace(str(ID), "grid"))

    def _title(self, reader: Reader) -> str:
        return self.week or reader("All weeks")

    def _svg(self, reader: Reader) -> Markup:
        width = _NAME + _CELL * len(self.groups)
        height = _HEAD + _ROW * len(self.places) + 2
        lines = tag("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", stroke=colours.INK_SOFT, stroke_width=1)
        box = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
        heads = [
            self._word(group or reader("all"), _NAME + _CELL * (at + 0.5), _HEAD - 10, "middle")
            for at, group in enumerate(self.groups)
        ]
        return tag(
            "svg",
            tag("defs", tag("pattern", lines, id=ID + "-hatch", **box)),
            *heads,
            *(self._row(at, place, reader) for at, place in enumerate(self.places)),
            viewBox=f"0 0 {width:g} {height:g}",
            width=f"{width:g}",
            height=f"{height:g}",
            xmlns="http://www.w3.org/2000/svg",
            font_family="system-ui, sans-serif",
            font_size=_SIZE,
            role="img",
            aria_labelledby=TITLE,
            aria_describedby=NOTE,
        )

    def _row(self, at: int, place: str, reader: Reader) -> Markup:
        y = _HEAD + _ROW * at
        name = self._word(place or reader("all"), _NAME - 8, y + 17, "end")
        return join((name, *(self._cell(place, n, y) for n in range(len(self.groups)))))

    def _cell(self, place: str, number: int, y: float) -> Markup:
        cell, x = self.cells[place, self.groups[number]], _NAME + _CELL * number
        is_hidden = cell["status"] == "hidden"
        fill = Markup("url(#{}-hatch)").format(ID) if is_hidden else colours.SURFACE
        box = tag("rect", x=x, y=y, width=_CELL, height=_ROW, fill=fill, stroke=colours.LINE)
        if is_hidden:
            return box
        return join((box, self._word(f"{int(cell['count']):,}", x + _CELL / 2, y + 17, "middle")))

    def _word(self, said: str, x: float, y: float, anchor: str) -> Markup:
        short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
        return tag("text", short, x=x, y=y, fill=colours.INK, text_anchor=anchor)
