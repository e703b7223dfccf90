"""The legend of a map: beside it on a page, below it in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.maps import drawing
from citybricks.views.maps.ground import WIDTH
from citybricks.views.maps.sheet import Sheet
from citybricks.views.markup import join, tag
from citybricks.views.reader import Reader

Item = tuple[Markup | None, str, str | None]
"""A swatch, what it stands for, and the class of their element."""

_LINE, _MARGIN, _GAP = 22, 16, 18
"""Pixels."""


def listed(sheets: Sequence[Sheet], reader: Reader) -> Markup:
    """Write the legend as lists, one for each layer."""
    lists = (
        tag("ul", *(tag("li", mark, said, class_=look) for mark, said, look in chain(*items)))
        for items in _rows(sheets)
    )
    return tag("div", *lists, class_="cb-legend", role="group", aria_label=reader("Legend"))


def _rows(sheets: Sequence[Sheet]) -> Iterator[list[Iterator[Item]]]:
    """Yield a row for each layer whose marks mean something, then one for the others."""
    telling = [sheet for sheet in reversed(sheets) if sheet.heading or sheet.scale]
    others = [sheet for sheet in reversed(sheets) if sheet not in telling]
    yield from ([_items(sheet)] for sheet in telling)
    if others:
        yield [_items(sheet) for sheet in others]


def _items(sheet: Sheet) -> Iterator[Item]:
    if sheet.heading:
        yield None, sheet.heading, "cb-heading"
    for key in sheet.keys:
        yield (
            tag("svg", _swatch(sheet, key.colour), viewBox="0 0 16 14", aria_hidden="true"),
            key.label,
            None,
        )
    if sheet.scale:
        yield None, sheet.scale.heading, "cb-heading"
        for radius, said in sheet.scale.steps:
            yield _circle(radius), said, None


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
    y = top + _LINE / 2
    for sheet in reversed(sheets):
        x = float(_MARGIN)
        if sheet.heading:
            pieces.append(drawing.text(sheet.heading, x, y, font_weight="bold"))
            y += _LINE
        for key in sheet.keys:
            if x > _MARGIN and x + _GAP + 4 + drawing.wide(key.label) > WIDTH - _MARGIN:
                x, y = float(_MARGIN), y + _LINE
            swatch = tag("svg", _swatch(sheet, key.colour), x=f"{x:.1f}", y=f"{y - 11:.1f}",
                         width=16, height=14)  # fmt: skip
            pieces += [swatch, drawing.text(key.label, x + _GAP + 4, y)]
            x += 2 * _GAP + 4 + drawing.wide(key.label)
        y += _LINE
        if sheet.scale:
            steps = " · ".join(said for _, said in sheet.scale.steps)
            pieces.append(drawing.text(f"{sheet.scale.heading}: {steps}", _MARGIN, y))
            y += _LINE
    rule = tag("path", d=f"M0 {top - 0.5:g}h{WIDTH}", stroke=colours.LINE)
    return join((rule, *pieces)), y - top
