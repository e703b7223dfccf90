"""What drawings of detection share: axis, hatching, the figure around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from citybricks.views import Table, colours
from citybricks.views.markup import NOTE, TITLE, join, tag
from citybricks.views.reader import Reader

FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
SVG = "http://www.w3.org/2000/svg"
WIDTH = 640
SIZE = 12
"""Pixels."""


def sheet(height: float, *marks: object, **attributes: object) -> Markup:
    """Return a drawing of the common width."""
    return tag(
        "svg",
        tag("rect", width=WIDTH, height=f"{height:g}", fill=colours.SURFACE),
        *marks,
        viewBox=f"0 0 {WIDTH} {height:g}",
        xmlns=SVG,
        font_family=FONTS,
        font_size=SIZE,
        **attributes,
    )


def named(height: float, *marks: object) -> Markup:
    """Return a drawing that is named by the texts around it."""
    return sheet(height, *marks, role="img", aria_labelledby=TITLE, aria_describedby=NOTE)


def text(said: str, x: float, y: float, **attributes: object) -> Markup:
    """Write something."""
    soft = {"fill": colours.INK_SOFT, **attributes}
    return tag("text", said, x=f"{x:.1f}", y=f"{y:.1f}", **soft)


def hatched(x: float, y: float, width: float, height: float) -> Markup:
    """Draw a field of which nothing is known: a cross of thin lines, not an empty field."""
    path = f"M{x:.1f} {y:.1f}l{width:.1f} {height:.1f}m0 {-height:.1f}l{-width:.1f} {height:.1f}"
    return tag("path", d=path, stroke=colours.NEUTRAL, stroke_width=1, fill="none")


def legend(items: Iterable[tuple[Markup, str]], reader: Reader) -> Markup:
    """Write what marks mean, as a list."""
    rows = [
        tag(
            "li",
            tag("svg", mark, viewBox="0 0 16 14", width=16, height=14, aria_hidden="true"),
            said,
        )
        for mark, said in items
    ]
    return tag(
        "div", tag("ul", *rows), class_="cb-legend", role="group", aria_label=reader("Legend")
    )


def figure(
    title: str, drawn: Markup, key: Markup, note: str, table: Table, reader: Reader
) -> Markup:
    """Put a drawing beside what it means, what it shows in words, and its numbers."""
    return tag(
        "figure",
        tag("figcaption", title, class_="cb-title", id=TITLE),
        tag("div", drawn, class_="cb-static"),
        key,
        tag("p", note, class_="cb-note", id=NOTE),
        table.html(reader),
        class_="cb-chart",
    )


def dates(days: list[Any], place: Any, y: float) -> Markup:
    """Write the first, the last and a few days between along an axis."""
    count = min(len(days), 5)
    chosen = sorted({round(at * (len(days) - 1) / max(count - 1, 1)) for at in range(count)})
    return join(
        text(str(days[at])[:10], place(at), y, text_anchor=_anchor(at, len(days))) for at in chosen
    )


def _anchor(at: int, count: int) -> str:
    if count > 1 and at == 0:
        return "start"
    return "end" if count > 1 and at == count - 1 else "middle"
