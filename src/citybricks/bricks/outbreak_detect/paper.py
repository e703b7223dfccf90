"""What drawings of detection share: axis, bands, hatching, the figure around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from citybricks.views import Table, colours
from citybricks.views.markup import NOTE, TITLE, join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
SVG = "http://www.w3.org/2000/svg"
WIDTH = 640
SIZE = 12
"""Pixels."""
STRIPE = 5
"""Pixels from one slanting line to the next."""


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


def striped(x: float, y: float, width: float, height: float, colour: str) -> Markup:
    """Draw a field that is not certain: slanting lines within a rim."""
    lines = [f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"]
    for up in np.arange(STRIPE, width + height, STRIPE).tolist():
        left, right = max(0.0, up - height), min(width, up)
        ends = (x + left, y + up - left), (x + right, y + up - right)
        lines.append("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in ends))
    return tag("path", d="".join(lines), stroke=colour, stroke_width=1, fill="none")


def axis(ticks: Iterable[int], left: float, right: float, y: Any) -> Markup:
    """Draw lines at some values, with the values to their left."""
    chosen = sorted(set(ticks))
    lines = [
        tag(
            "path",
            d=f"M{left} {y(tick):.1f}H{WIDTH - right}",
            stroke=colours.LINE,
            stroke_width=1,
        )
        for tick in chosen
    ]
    said = [text(number(t), left - 6, y(t) + 4, text_anchor="end") for t in chosen]
    return join((*lines, *said))


def _runs(values: pd.Series[float]) -> list[list[int]]:
    """Return runs of times that have a value."""
    known = np.flatnonzero(np.isfinite(values.to_numpy(float)))
    return [run.tolist() for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1)]


def band(low: pd.Series[float], high: pd.Series[float], x: Any, y: Any, **look: object) -> Markup:
    """Draw what is between two values of each time, in steps."""
    shapes = []
    for run in _runs(high):
        if run:
            over = "".join(f"L{x(at):.1f} {y(high[at]):.1f}H{x(at + 1):.1f}" for at in run)
            back = "".join(f"L{x(at + 1):.1f} {y(low[at]):.1f}H{x(at):.1f}" for at in reversed(run))
            shapes.append(f"M{over[1:]}{back}Z")
    return tag("path", d="".join(shapes), **look)


def line(values: pd.Series[float], x: Any, y: Any, **look: object) -> Markup:
    """Draw a value of each time, in steps."""
    runs = [
        "M" + "".join(f"L{x(at):.1f} {y(values[at]):.1f}H{x(at + 1):.1f}" for at in run)[1:]
        for run in _runs(values)
        if run
    ]
    return tag("path", d="".join(runs), fill="none", **look)


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
