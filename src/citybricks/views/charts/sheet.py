"""Small drawings of our own: a sheet, a text with a rim, a figure with its words and its table."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views import colours
from citybricks.views.markup import NOTE, TITLE, tag
from citybricks.views.reader import Reader
from citybricks.views.table import Table

WIDTH = 400
"""Of the drawings; they are read on a telephone too."""
FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
_SIZE = 12
NAMED: dict[str, Any] = {"role": "img", "aria_labelledby": TITLE, "aria_describedby": NOTE}
"""What names a drawing by the texts around it."""


def figure(title: str, drawn: Markup, note: str, table: Data[Any], reader: Reader) -> Markup:
    """Put a drawing under its title, with its sentences and its table."""
    return tag(
        "figure",
        tag("figcaption", title, class_="cb-title", id=TITLE),
        drawn,
        tag("p", note, class_="cb-note", id=NOTE),
        Table(table, folded=True).html(reader),
        class_="cb-chart",
    )


def paper(height: float, marks: Markup, title: Markup | None, **named: Any) -> Markup:
    """Return a drawing on paper of its own."""
    return tag(
        "svg",
        title,
        tag("rect", width=WIDTH, height=f"{height:.0f}", fill=colours.SURFACE),
        marks,
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        xmlns="http://www.w3.org/2000/svg",
        font_family=FONTS,
        font_size=_SIZE,
        **named,
    )


def text(said: str, x: float, y: float, anchor: str = "start", ink: str = colours.INK) -> Markup:
    """Write something that stays readable on what lies below."""
    return tag(
        "text",
        said,
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        text_anchor=anchor,
        fill=ink,
        stroke=colours.SURFACE,
        stroke_width=3,
        paint_order="stroke",
    )
