"""A plot in Vega-Lite, through Altair: drawn the same here and in the browser."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from citybricks.views import colours
from citybricks.views.charts.datum import Datum
from citybricks.views.charts.plot import Plot
from citybricks.views.reader import Reader
from citybricks.views.units import shown

WIDTH, HEIGHT = 640, 280
_FONTS = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_DASHES = ([1, 0], [7, 3], [2, 2.5], [9, 3, 2, 3], [4, 4], [1, 3])
"""Tell lines apart where colours cannot."""
_TIMES = {
    "year": "%Y", "quarter": "%Y-%m", "month": "%Y-%m", "week": "%m-%d", "date": "%m-%d",
    "hours": "%H:%M", "minutes": "%H:%M", "seconds": "%H:%M:%S", "milliseconds": "%S.%L",
}  # fmt: skip
"""Times along an axis, after ISO 8601, the same in every language."""
_WORDS = {
    "labelColor": colours.INK_SOFT, "labelFontSize": 12,
    "titleColor": colours.INK_SOFT, "titleFontSize": 12, "titleFontWeight": "normal",
}  # fmt: skip
CONFIG: dict[str, Any] = {
    "font": _FONTS,
    "background": "transparent",
    "aria": False,
    "mark": {"aria": False},
    "view": {"stroke": None},
    "axis": {
        **_WORDS, "gridColor": colours.LINE, "domainColor": colours.INK_SOFT,
        "tickColor": colours.LINE, "labelPadding": 6, "titlePadding": 10, "labelLimit": 240,
        "labelSeparation": 8,
    },
    "axisX": {"grid": False},
    "axisY": {
        "domain": False, "ticks": False, "titleAngle": 0, "titleAlign": "left",
        "titleAnchor": "end", "titleBaseline": "bottom", "titleX": 0, "titleY": -10,
    },
    "legend": {
        **_WORDS, "orient": "top", "titleOrient": "left", "titlePadding": 10, "symbolSize": 200,
        "symbolStrokeWidth": 2.25, "labelLimit": 240, "offset": 28,
    },
    "line": {"strokeWidth": 2.25},
    "text": {"fontSize": 12},
}  # fmt: skip
"""How every chart looks."""
_ROLES = re.compile(r' (?:role|aria-roledescription|aria-hidden|pointer-events)="[\w -]+"')
"""What Vega says of every mark, where the drawing is named as a whole."""
_DOTTED = 40
"""Points a line may have to be marked one by one."""
_WIDE_NAME, _MANY_NAMES = 8, 12
"""Bytes and number of names beyond which bars lie on their side."""
_BAR = 26
"""Pixels of a lying bar with its gap."""


def describe(plot: Plot, points: list[Datum], reader: Reader) -> dict[str, Any]:
    """Describe the plot of points in Vega-Lite, for paper."""
    return _composed(plot, points, _layers(plot, points, reader), reader)


def live(plot: Plot, points: list[Datum], reader: Reader) -> dict[str, Any]:
    """Describe the plot for a screen, where a pointer shows the values it is at."""
    layers = _layers(plot, points, reader)
    if plot.kind in ("line", "step", "area"):
        layers.append(_pointer(plot, points, reader))
    return _composed(plot, points, layers, reader)


def _composed(plot: Plot, points: list[Datum], layers: list[Any], reader: Reader) -> dict[str, Any]:
    import altair as alt

    height = _height(points) if _lies(plot, points) else HEIGHT
    chart = alt.layer(*layers, *_reference(plot, reader, lying=_lies(plot, points)))
    sized = chart.properties(width=WIDTH, height=height).configure(**CONFIG)
    described: dict[str, Any] = sized.to_dict()
    return described


def _height(points: list[Datum]) -> float:
    """Return the height of lying bars, thinner where there are several for each name."""
    names, lines = ({point[part] for point in points} for part in ("x", "s"))
    return _BAR * len(names) * (1 + len(lines)) / 2 + _BAR / 2


def _layers(plot: Plot, points: list[Datum], reader: Reader) -> list[Any]:
    lying = _lies(plot, points)
    names = list(dict.fromkeys(point["s"] for point in points))
    marks = _marks(plot, _base(plot, points, names, reader))
    apart = _apart(plot, names, reader, lying=lying) if len(names) > 1 else {}
    return [*_band(plot, points), marks.encode(**apart)]


def _base(plot: Plot, points: list[Datum], names: list[str], reader: Reader) -> Any:
    import altair as alt

    shades = alt.Scale(domain=names, range=list(colours.SERIES[: len(names)]))
    legend = _legend(plot, reader) if len(names) > 1 else None
    return alt.Chart(alt.InlineData(values=points)).encode(
        **_axes(plot, points, reader),
        color=alt.Color("s:N", scale=shades, legend=legend),
        tooltip=_hints(plot, names, reader) if plot.kind in ("bar", "point") else alt.Undefined,
    )


def _hints(plot: Plot, names: list[str], reader: Reader) -> list[Any]:
    """Choose what a pointer shows."""
    import altair as alt

    if len(names) == 1:
        hints = [("xt", reader(plot.x.label)), ("yt", names[0])]
    else:
        hints = [("s", reader("Series")), ("xt", reader(plot.x.label)), ("yt", reader("Value"))]
    return [alt.Tooltip(f"{name}:N", title=title) for name, title in hints]


def _legend(plot: Plot, reader: Reader) -> Any:
    import altair as alt

    symbol = "stroke" if plot.kind in ("line", "step") else "square"
    title = reader(plot.colour.label) if plot.colour else None
    return alt.Legend(symbolType=symbol, title=title)


def _apart(plot: Plot, names: list[str], reader: Reader, *, lying: bool) -> dict[str, Any]:
    """Tell several lines or bars apart by more than their colours."""
    import altair as alt

    if plot.kind in ("line", "step"):
        dashes = alt.Scale(domain=names, range=list(_DASHES[: len(names)]))
        return {"strokeDash": alt.StrokeDash("s:N", scale=dashes, legend=_legend(plot, reader))}
    if plot.kind == "bar":
        offset = alt.YOffset if lying else alt.XOffset
        return {"yOffset" if lying else "xOffset": offset("s:N", sort=names)}
    return {}


def _pointer(plot: Plot, points: list[Datum], reader: Reader) -> Any:
    """Return upright bands, one at each x, that show the values of all lines there."""
    import altair as alt

    names = list(dict.fromkeys(point["s"] for point in points))
    rows: dict[Any, Datum] = {}
    for point in points:
        row = rows.setdefault(point["x"], {"x": point["x"], "xt": point["xt"]})
        row[f"y{names.index(point['s'])}"] = point["yt"]
    hover = alt.selection_point(name="hover", on="pointerover", clear="pointerout", empty=False)
    hints = [alt.Tooltip(f"y{at}:N", title=name) for at, name in enumerate(names)]
    bands = alt.Chart(alt.InlineData(values=list(rows.values()))).mark_rule(
        color=colours.INK, strokeWidth=max(3, 1.6 * WIDTH / len(rows))
    )
    return (
        bands.encode(
            x=_along(plot, reader),
            opacity=alt.condition(hover, alt.value(0.1), alt.value(0)),
            tooltip=[alt.Tooltip("xt:N", title=reader(plot.x.label)), *hints],
        )
        .add_params(hover)
        .properties(name="pointer")
    )


def _lies(plot: Plot, points: list[Datum]) -> bool:
    """Whether bars lie on their side, because their names are long or many."""
    names = {str(point["x"]) for point in points}
    wide = any(len(name.encode("gb18030", "replace")) > _WIDE_NAME for name in names)
    return plot.kind == "bar" and plot.x.kind == "text" and (wide or len(names) > _MANY_NAMES)


def _axes(plot: Plot, points: list[Datum], reader: Reader) -> dict[str, Any]:
    import altair as alt

    low, high = _range(points)
    zero = plot.kind in ("bar", "area") or not 0 < high < 2 * low
    title = plot.ys[0].heading(reader) if len(plot.ys) == 1 else shown(plot.unit, reader)
    up = {
        "title": title or None,
        "scale": _scale(log=plot.log_y, zero=zero),
        "axis": alt.Axis(tickCount=5),
        "stack": "zero" if plot.kind == "area" and not plot.log_y else None,
    }
    if _lies(plot, points):
        return {"y": alt.Y("x:O", title=None, sort=None), "x": alt.X("y:Q", **up)}
    return {"x": _along(plot, reader), "y": alt.Y("y:Q", **up)}


def _along(plot: Plot, reader: Reader) -> Any:
    import altair as alt

    title = plot.x.heading(reader)
    if plot.listed:
        return alt.X("x:O", title=title, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    if plot.temporal:
        return times("x", title)
    axis = alt.Axis(format="d", tickMinStep=1) if plot.x.kind == "year" else alt.Axis()
    return alt.X(
        "x:Q", title=title, scale=_scale(log=plot.log_x, zero=False, nice=False), axis=axis
    )


def times(field: str, title: str | None) -> Any:
    """Return a horizontal axis of times, as the clock on the wall shows them."""
    import altair as alt

    axis = alt.Axis(format=_TIMES, labelOverlap=True, tickCount=6)
    return alt.X(f"{field}:T", title=title, scale=alt.Scale(type="utc"), axis=axis)


def _range(points: list[Datum]) -> tuple[float, float]:
    values = [point["y"] for point in points] or [0.0]
    return min(values), max(values)


def _scale(*, log: bool, zero: bool, nice: bool = True) -> Any:
    import altair as alt

    return alt.Scale(type="log") if log else alt.Scale(zero=zero, nice=nice)


def _marks(plot: Plot, base: Any) -> Any:
    match plot.kind:
        case "line":
            dotted = len(base.data.values) <= _DOTTED * len(plot.ys)
            return base.mark_line(point={"size": 30} if dotted else False)
        case "step":
            return base.mark_line(interpolate="step-after")
        case "area":
            return base.mark_area(line=True, fillOpacity=0.25)
        case "point":
            return base.mark_point(filled=True, size=36, opacity=0.75)
    return base.mark_bar(cornerRadiusEnd=2)


def _band(plot: Plot, points: list[Datum]) -> list[Any]:
    import altair as alt

    limited = [
        {"x": p["x"], "low": p["low"], "high": p["high"]}
        for p in points
        if {"low", "high"} <= p.keys()
    ]
    if not limited:
        return []
    area = alt.Chart(alt.InlineData(values=limited)).mark_area(
        opacity=0.16, color=colours.SERIES[0]
    )
    kind = "O" if plot.listed else "T" if plot.temporal else "Q"
    return [area.encode(x=alt.X(f"x:{kind}"), y=alt.Y("low:Q"), y2="high:Q")]


def _reference(plot: Plot, reader: Reader, *, lying: bool) -> list[Any]:
    import altair as alt

    if plot.reference is None:
        return []
    value, name = plot.reference
    base = alt.Chart(alt.InlineData(values=[{"at": value, "name": reader(name)}]))
    rule = base.mark_rule(strokeDash=[5, 4], color=colours.ACCENT, strokeWidth=1.5)
    if lying:
        text = base.mark_text(align="left", baseline="top", dx=4, color=colours.ACCENT)
        return [rule.encode(x="at:Q"), text.encode(x="at:Q", y=alt.value(2), text="name:N")]
    text = base.mark_text(align="right", baseline="bottom", dx=-2, dy=-3, color=colours.ACCENT)
    return [rule.encode(y="at:Q"), text.encode(x=alt.value("width"), y="at:Q", text="name:N")]


def draw(described: dict[str, Any]) -> str:
    """Draw a plot as an SVG file."""
    return _drawn(json.dumps(described, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=64)
def _drawn(described: str) -> str:
    import vl_convert

    return _ROLES.sub("", vl_convert.vegalite_to_svg(described, allowed_base_urls=[]))
