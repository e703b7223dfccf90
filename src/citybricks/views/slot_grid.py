"""A grid of people and slots: who is at which table when, who is free, who is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from citybricks.views.markup import NOTE, TITLE, join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

Mark = Literal["table", "online", "free", "away"]
DETAILED = 60
"""Lines up to which a cell names whom somebody meets; of more, it has the table only."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody in a slot.

    Parameters
    ----------
    mark
        At a table, online, free or away.
    others
        Whom they meet.
    table
        At which table.
    """

    mark: Mark
    others: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in all slots, in their order."""

    name: str
    cells: Sequence[Cell]


class SlotGrid:
    """People by slots.

    Parameters
    ----------
    heads
        Day and time of each slot, in order.
    lines
        The people.
    title
        What it shows, in English.
    """

    def __init__(
        self, heads: Sequence[tuple[str, str]], lines: Sequence[Line], title: str = ""
    ) -> None:
        self.heads = heads
        self.lines = lines
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write the grid, what its marks mean, and what it shows in words."""
        named = reader(self.title) if self.title else reader("Grid of slots")
        return tag(
            "figure",
            tag("figcaption", named, class_="cb-title", id=TITLE),
            self._legend(reader),
            tag(
                "div",
                tag("table", self._head(reader), self._body(reader)),
                class_="cb-scroll cb-slots",
                role="group",
                aria_labelledby=TITLE,
                aria_describedby=NOTE,
                tabindex=0,
            ),
            tag("p", self.summary(reader), class_="cb-note", id=NOTE),
            class_="cb-table",
        )

    def summary(self, reader: Reader) -> str:
        """Say how many meet in the fullest and in the emptiest slot, and how many never do."""
        if not self.lines or not self.heads:
            return reader("There are no values to show.")
        busy = [sum(line.cells[at].mark in {"table", "online"} for line in self.lines)
                for at in range(len(self.heads))]  # fmt: skip
        most, least = (choose(range(len(busy)), key=busy.__getitem__) for choose in (max, min))
        never = sum(
            all(cell.mark in {"free", "away"} for cell in line.cells) for line in self.lines
        )
        return reader(
            "{people} people, {slots} slots; most of them meet on {most} ({high}), fewest on"
            " {least} ({low}); {never} never do.",
            people=number(len(self.lines)),
            slots=number(len(self.heads)),
            most=" ".join(self.heads[most]),
            high=number(busy[most]),
            least=" ".join(self.heads[least]),
            low=number(busy[least]),
            never=number(never),
        )

    def _head(self, reader: Reader) -> Markup:
        days = [(day, len(list(slots))) for day, slots in groupby(self.heads, lambda head: head[0])]
        first = tag(
            "tr",
            tag("th", reader("Name"), rowspan=2, scope="col"),
            *(tag("th", day, colspan=many, scope="colgroup") for day, many in days),
        )
        second = tag("tr", *(tag("th", time, scope="col") for _, time in self.heads))
        return tag("thead", first, second)

    def _body(self, reader: Reader) -> Markup:
        detailed = len(self.lines) <= DETAILED
        free, away = (tag("td", tag("i", said), class_=f"cb-{mark}") for said, mark in (
            (reader("Idle"), "f"), ("", "a")))  # fmt: skip
        rows = []
        for line in self.lines:
            cells = [tag("th", line.name, scope="row")]
            for cell in line.cells:
                match cell.mark:
                    case "free":
                        cells.append(free)
                    case "away":
                        cells.append(away)
                    case _:
                        cells.append(_meeting(cell, detailed=detailed))
            rows.append(tag("tr", *cells))
        return tag("tbody", *rows)

    @staticmethod
    def _legend(reader: Reader) -> Markup:
        marks = (
            ("t", reader("At a table, with its number")),
            ("o", reader("Meets online (@)")),
            ("f", reader("Idle")),
            ("a", reader("Not free then")),
        )
        rows = (tag("li", tag("span", class_=f"cb-key cb-{mark}"), said) for mark, said in marks)
        listed = tag("ul", *rows)
        return tag("div", listed, class_="cb-legend", role="group", aria_label=reader("Legend"))


def _meeting(cell: Cell, *, detailed: bool) -> Markup:
    """Write a meeting: its table, and with whom where there is room."""
    mark = "t" if cell.mark == "table" else "o"
    where = str(cell.table) if cell.mark == "table" else "@"
    if not detailed:
        return tag("td", where, class_=f"cb-{mark}")
    return tag("td", join((tag("b", where), " ", cell.others)), class_=f"cb-{mark}")
