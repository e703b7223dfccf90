"""The legend of a map: beside it on a page, below it in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.maps import drawing
from citybricks.views.maps.ground import WIDTH
from citybricks.views.maps.sheet import Sheet
from citybricks.views.markup import join, tag
from citybricks.views.reader import Reader

Item = tuple[Markup | None, str, str | None]
"""A swatch, what it stands for, and the class of their element."""

_LINE, _MARGIN, _GAP = 24, 16, 22
"""Pixels."""


def listed(sheets: Sequence[Sheet], reader: Reader) -> Markup:
    """Write the legend as lists: one for each meaning of colours, of sizes, and for the rest."""
    lists = (
        tag("ul", *(tag("li", mark, said, class_=look) for mark, said, look in items))
        for items in _rows(sheets)
    )
    return tag("div", *lists, class_="cb-legend", role="group", aria_label=reader("Legend"))


def _rows(sheets: Sequence[Sheet]) -> Iterator[list[Item]]:
    top_down = sheets[::-1]
    told = {(sheet.shape, sheet.heading): sheet for sheet in sheets if sheet.heading}
    for sheet in reversed(told.values()):
        yield [(None, sheet.heading, "cb-heading"), *_keys(sheet)]
    plain = [item for sheet in top_down if not sheet.heading for item in _keys(sheet)]
    if plain:
        yield plain
    for scale in dict.fromkeys(sheet.scale for sheet in top_down if sheet.scale):
        steps = [(_circle(radius), said, None) for radius, said in scale.steps]
        yield [(None, scale.heading, "cb-heading"), *steps]


def _keys(sheet: Sheet) -> Iterator[Item]:
    for key in sheet.keys:
        swatch = _swatch(sheet, key.colour)
        yield tag("svg", swatch, viewBox="0 0 16 14", aria_hidden="true"), key.label, None


def _circle(radius: float) -> Markup:
    """Return a swatch of a point of that radius, in the size that it has on the map."""
    half = radius + 1
    ring = tag("circle", cx=half, cy=half, r=radius, fill="none", stroke="currentColor")
    side = f"{2 * half:.1f}"
    return tag("svg", ring, width=side, height=side, class_="cb-ring", aria_hidden="true")


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
    pieces: list[Markup] = []
    y = top
    for items in _rows(sheets):
        x, y = float(_MARGIN), y + _LINE
        for mark, said, look in items:
            if x > _MARGIN and x + _GAP + drawing.wide(said) > WIDTH - _MARGIN:
                x, y = float(_MARGIN), y + _LINE
            if mark:
                pieces.append(
                    tag("svg", mark, x=f"{x:.1f}", y=f"{y - 11:.1f}", width=16, height=14)
                )
            x += _GAP if mark else 0
            pieces.append(drawing.text(said, x, y, font_weight="bold" if look else None))
            x += drawing.wide(said) * (1.1 if look else 1) + _GAP
    rule = tag("path", d=f"M0 {top - 0.5:g}h{WIDTH}", stroke=colours.LINE)
    return join((rule, *pieces)), y - top + _LINE / 2
