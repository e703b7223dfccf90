"""Flows from node to node, as wide as they are large."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views import colours
from citybricks.views.charts.sheet import NAMED, WIDTH, figure, paper, text
from citybricks.views.columns import column
from citybricks.views.markup import clean, join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader
from citybricks.views.units import quantity, shown

_BAR, _GAP, _LEAST = 10, 16, 1.0
_TALLEST = 340.0
_TOLD = 12
"""Flows that are told in words."""
_LETTERS = 15
"""Half widths of letters of a name that are drawn; the table has all of it."""


@dataclass(slots=True)
class _Node:
    name: str
    column: int
    size: float = 0.0
    y: float = 0.0
    out: float = 0.0
    into: float = 0.0


class Sankey:
    """Flows between nodes, as bands as wide as they carry much.

    Parameters
    ----------
    table
        A row for each flow.
    start, end
        Columns that name where it comes from and goes to; they hold no circle.
    amount
        Column of how much flows.
    title
        What it shows, in English.

    Raises
    ------
    LookupError
        When the table has no column of that name.
    """

    def __init__(
        self, table: Data[Any], start: str, end: str, amount: str, title: str = ""
    ) -> None:
        self.table = table
        self.start, self.end = column(table, start), column(table, end)
        self.amount = column(table, amount)
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write the drawing, its sentences and its table."""
        flows = self._flows(reader)
        drawn: Markup = tag("p", reader("There are no values to show."), class_="cb-empty")
        if flows:
            drawn = tag("div", self._sheet(flows, reader, NAMED), class_="cb-static cb-narrow")
        return figure(self._named(reader), drawn, self.summary(reader), self.table, reader)

    def svg(self, reader: Reader) -> str:
        """Draw the flows as an SVG file."""
        title = tag("title", f"{self._named(reader)}: {self.summary(reader)}")
        return str(self._sheet(self._flows(reader), reader, {"role": "img"}, title))

    def summary(self, reader: Reader) -> str:
        """Say the largest flows in words."""
        flows = sorted(self._flows(reader), key=lambda flow: -flow[2])
        told = [
            reader("{start} → {end}: {amount}.", start=a, end=b, amount=self._amount(c, reader))
            for a, b, c in flows[:_TOLD]
        ]
        if len(flows) > _TOLD:
            told.append(reader("{count} more in the table.", count=number(len(flows) - _TOLD)))
        return reader.joined(*told)

    def _named(self, reader: Reader) -> str:
        return reader(self.title) if self.title else reader("Flows")

    def _amount(self, value: float, reader: Reader) -> str:
        return quantity(number(value, 0 if value >= 100 else 1), shown(self.amount.unit, reader, value))  # noqa: PLR2004, E501  # fmt: skip

    def _flows(self, reader: Reader) -> list[tuple[str, str, float]]:
        """Return the flows that carry something, those between the same nodes together."""
        sums: dict[tuple[str, str], float] = defaultdict(float)
        cells = zip(
            self.start.texts(reader), self.end.texts(reader), self.amount.cells, strict=True
        )
        for a, b, amount in cells:
            sums[clean(a), clean(b)] += float(amount)
        return [(a, b, c) for (a, b), c in sums.items() if c > 0]

    def _sheet(
        self,
        flows: list[tuple[str, str, float]],
        reader: Reader,
        named: dict[str, Any],
        title: Markup | None = None,
    ) -> Markup:
        nodes = _placed(flows)
        height = max((node.y + node.size for node in nodes.values()), default=0) + _GAP
        marks = join(
            (
                *_bands(flows, nodes),
                *(_bar(node, nodes, self._amount(_large(node), reader)) for node in nodes.values()),
            )
        )
        return paper(height, marks, title, **named)


def _placed(flows: list[tuple[str, str, float]]) -> dict[str, _Node]:
    """Return nodes in columns, each as far from the left as its longest way, sized and stacked."""
    nodes = {name: _Node(name, 0) for flow in flows for name in flow[:2]}
    for _ in nodes:
        for a, b, _amount in flows:
            nodes[b].column = min(max(nodes[b].column, nodes[a].column + 1), len(nodes) - 1)
    for a, b, amount in flows:
        nodes[a].out += amount
        nodes[b].into += amount
    columns: dict[int, list[_Node]] = defaultdict(list)
    for node in nodes.values():
        columns[node.column].append(node)
    room = _TALLEST - (_GAP + 14) * max((len(each) for each in columns.values()), default=0)
    most = max((sum(map(_large, each)) for each in columns.values()), default=1.0)
    for each in columns.values():
        at = 22.0
        for node in each:
            node.size = max(_large(node) / most * max(room, 60.0), _LEAST)
            node.y = at
            at += node.size + _GAP + 14
    return nodes


def _large(node: _Node) -> float:
    return max(node.into, node.out)


def _abscissa(node: _Node, nodes: dict[str, _Node]) -> float:
    last = max([1, *(each.column for each in nodes.values())])
    return 8 + node.column * (WIDTH - 16 - _BAR) / last


def _bands(flows: list[tuple[str, str, float]], nodes: dict[str, _Node]) -> Iterator[Markup]:
    """Draw the flows, stacked at both ends in the order of the nodes they go to."""
    out: dict[str, float] = defaultdict(float)
    into: dict[str, float] = defaultdict(float)
    names = list(nodes)
    firsts = [name for name in names if not nodes[name].into]
    for a, b, amount in sorted(flows, key=lambda flow: (nodes[flow[0]].y, nodes[flow[1]].y)):
        one, other = nodes[a], nodes[b]
        wide = amount / _large(one) * one.size, amount / _large(other) * other.size
        y0, y1 = one.y + out[a], other.y + into[b]
        out[a] += wide[0]
        into[b] += wide[1]
        x0, x1 = _abscissa(one, nodes) + _BAR, _abscissa(other, nodes)
        middle = (x0 + x1) / 2
        colour = colours.SERIES[firsts.index(a) % 5] if a in firsts else colours.NEUTRAL
        yield tag(
            "path",
            tag("title", f"{a} → {b}: {number(amount, 1)}"),
            d=f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
            f"v{wide[1]:.2f}C{middle:.1f} {y1 + wide[1]:.1f} {middle:.1f} {y0 + wide[0]:.1f} "
            f"{x0:.1f} {y0 + wide[0]:.1f}z",
            fill=colour,
            fill_opacity=0.45,
        )


def _bar(node: _Node, nodes: dict[str, _Node], amount: str) -> Markup:
    """Draw a node with its name above it, to the side where there is room."""
    x = _abscissa(node, nodes)
    anchor, at = "middle", x + _BAR / 2
    if node.column == 0:
        anchor, at = "start", x
    elif x > WIDTH - 80:
        anchor, at = "end", x + _BAR
    box = tag(
        "rect",
        tag("title", f"{node.name}: {amount}"),
        x=f"{x:.1f}",
        y=f"{node.y:.1f}",
        width=_BAR,
        height=f"{node.size:.1f}",
        fill=colours.INK_SOFT,
    )
    return join((box, text(_short(node.name), at, node.y - 5, anchor)))


def _short(name: str) -> str:
    """Return what of a name has room; a Chinese character takes the room of two letters."""
    kept, wide = "", 0
    for letter in name:
        wide += 1 + (ord(letter) > 0x2E80)  # noqa: PLR2004 - where wide characters begin
        if wide > _LETTERS:
            return f"{kept}…"
        kept += letter
    return kept
