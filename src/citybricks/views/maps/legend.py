"""The legend of a map: beside it on a page, below it in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.maps import drawing
from citybricks.views.maps.ground import WIDTH
from citybricks.views.maps.sheet import Sheet
from citybricks.views.markup import join, tag
from citybricks.views.reader import Reader

_LINE, _MARGIN, _GAP = 25, 16, 22
"""Pixels."""


class Item(NamedTuple):
    """A text of the legend, behind the mark that it explains."""

    said: str
    mark: Markup | None = None
    width: float = 0
    height: float = 0


def listed(sheets: Sequence[Sheet], reader: Reader) -> Markup | None:
    """Write the legend as lists: one for each meaning of colours, of sizes, and for the rest."""
    lists = [
        tag("ul", *(tag("li", _svg(item), item.said, class_=_look(item)) for item in items))
        for items in _rows(sheets)
    ]
    if not lists:
        return None
    return tag("div", *lists, class_="cb-legend", role="group", aria_label=reader("Legend"))


def _look(item: Item) -> str | None:
    return None if item.mark else "cb-heading"


def _svg(item: Item, **attributes: object) -> Markup | None:
    if item.mark is None:
        return None
    return tag(
        "svg",
        item.mark,
        viewBox=f"0 0 {item.width:g} {item.height:g}",
        width=f"{item.width:g}",
        height=f"{item.height:g}",
        aria_hidden="true",
        **attributes,
    )


def _rows(sheets: Sequence[Sheet]) -> Iterator[list[Item]]:
    top_down = sheets[::-1]
    told = {(sheet.shape, sheet.heading): sheet for sheet in sheets if sheet.heading}
    for sheet in reversed(told.values()):
        yield [Item(sheet.heading), *_keys(sheet)]
    plain = [item for sheet in top_down if not sheet.heading for item in _keys(sheet)]
    if plain and len(sheets) > 1:
        yield plain
    for scale in dict.fromkeys(sheet.scale for sheet in top_down if sheet.scale):
        yield [Item(scale.heading), *(_ring(radius, said) for radius, said in scale.steps)]


def _keys(sheet: Sheet) -> Iterator[Item]:
    return (Item(key.label, _swatch(sheet, key.colour), 16, 14) for key in sheet.keys)


def _ring(radius: float, said: str) -> Item:
    """Return a point in the size that it has on the map."""
    half = radius + 1
    ring = tag("circle", cx=half, cy=half, r=radius, fill="none", stroke=colours.INK)
    return Item(said, ring, round(2 * half, 1), round(2 * half, 1))


def _swatch(sheet: Sheet, colour: str) -> Markup:
    match sheet.shape:
        case "point":
            return tag("circle", cx=8, cy=7, r=5, fill=colour)
        case "line":
            return tag("path", d="M1 7h14", stroke=colour, stroke_width=2.5)
    opacity = 0.35 if sheet.faint else None
    box = {"x": 1, "y": 2, "width": 14, "height": 10, "rx": 1}
    return tag("rect", **box, fill=colour, fill_opacity=opacity, stroke=sheet.edge or colour)


def drawn(sheets: Sequence[Sheet], top: float) -> tuple[Markup, float]:
    """Draw the legend below the height `top`; return it with its own height."""
    pieces: list[Markup | None] = []
    y = top
    for items in _rows(sheets):
        x, y = float(_MARGIN), y + max(_LINE, *(item.height + 4 for item in items))
        for item in items:
            long = item.width + 6 * bool(item.mark) + drawing.wide(item.said)
            if x > _MARGIN and x + long > WIDTH - _MARGIN:
                x, y = float(_MARGIN), y + _LINE
            pieces.append(_svg(item, x=f"{x:.1f}", y=f"{y - 4.5 - item.height / 2:.1f}"))
            weight = None if item.mark else "bold"
            at = x + item.width + 6 * bool(item.mark)
            pieces.append(drawing.text(item.said, at, y, font_weight=weight))
            x += long * (1 if item.mark else 1.1) + _GAP
    rule = tag("path", d=f"M0 {top - 0.5:g}h{WIDTH}", stroke=colours.LINE)
    return join((rule, *pieces)), y - top + _LINE / 2
