"""A timetable: who does what from when to when, a lane for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.views import colours
from citybricks.views.charts import vega
from citybricks.views.charts.chart import framed
from citybricks.views.columns import Column, absent, column
from citybricks.views.markup import NOTE, TITLE, clean, tag
from citybricks.views.markup import data as embedded
from citybricks.views.numbers import clock, number
from citybricks.views.reader import Reader
from citybricks.views.table import Table

Bar = dict[str, Any]
"""``from`` and ``to`` as drawn, ``ft`` and ``tt`` as written, the lane, the class, the label."""
_LANE = 34
"""Pixels of a lane with its gap."""
_LETTER = 7.5
"""Pixels a letter of a label takes."""
_TOLD = 8
"""Lanes that are told in words."""


class Gantt:
    """Stretches of time along an axis, a lane for each vehicle, crew or machine.

    Parameters
    ----------
    table
        A row for each stretch.
    lane
        Column that names the lane.
    start, end
        Columns of when it starts and ends: moments, seconds from the start of the plan, or any
        other measure.
    colour
        Column of categories that colours the stretches; the lanes when None.
    label
        Column written in the stretches where there is room.
    title
        What it shows, in English.

    Raises
    ------
    LookupError
        When the table has no column of that name.
    """

    def __init__(
        self,
        table: Data[Any],
        lane: str,
        start: str,
        end: str,
        colour: str | None = None,
        label: str | None = None,
        title: str = "",
    ) -> None:
        self.table = table
        self.lane = column(table, lane)
        self.start = column(table, start)
        self.end = column(table, end)
        self.colour = column(table, colour or lane)
        self.label = column(table, label) if label else None
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write the timetable: drawing, sentences, data as a table, and data for the screen."""
        named = reader(self.title) if self.title else reader("Timetable")
        caption = tag("figcaption", named, class_="cb-title", id=TITLE)
        table = Table(self.table, folded=True).html(reader)
        bars = self._bars(reader)
        if not bars:
            empty = tag("p", reader("There are no values to show."), class_="cb-empty")
            return tag("figure", caption, empty, table, class_="cb-chart")
        return tag(
            "figure",
            caption,
            tag("div", framed(vega.draw(self._described(bars, reader))), class_="cb-static"),
            tag("p", self.summary(reader), class_="cb-note", id=NOTE),
            table,
            embedded(self._described(bars, reader), class_="cb-data"),
            class_="cb-chart",
        )

    def svg(self, reader: Reader) -> str:
        """Draw the timetable as an SVG file."""
        return vega.draw(self._described(self._bars(reader), reader))

    def summary(self, reader: Reader) -> str:
        """Say of each lane when it begins and ends and how much of that time is taken."""
        lanes: dict[str, list[Bar]] = {}
        for bar in self._bars(reader):
            lanes.setdefault(bar["lane"], []).append(bar)
        told = [_said(lane, bars, reader) for lane, bars in list(lanes.items())[:_TOLD]]
        more = len(lanes) - len(told)
        if more:
            told.append(reader("{count} more in the table.", count=number(more)))
        return reader.joined(*told)

    def _bars(self, reader: Reader) -> list[Bar]:
        """Return the stretches that have a start and an end."""
        return [bar for bar in self._all(reader) if bar is not None]

    def _all(self, reader: Reader) -> Iterator[Bar | None]:
        lanes, classes = self.lane.texts(reader), self.colour.texts(reader)
        labels = self.label.texts(reader) if self.label else [""] * len(lanes)
        kept = {name: name for name in list(dict.fromkeys(classes))[: len(colours.SERIES) - 1]}
        if len(set(classes)) == len(colours.SERIES):
            kept = {name: name for name in classes}
        cells = zip(self.start.cells, self.end.cells, strict=True)
        for at, (start, end) in enumerate(cells):
            if absent(start) or absent(end):
                yield None
                continue
            yield {
                "from": self._abscissa(start),
                "to": self._abscissa(end),
                "ft": self._written(self.start, start, reader),
                "tt": self._written(self.end, end, reader),
                "n": _measure(start),
                "m": _measure(end),
                "lane": clean(lanes[at]),
                "s": clean(kept.get(classes[at], reader("other"))),
                "label": clean(labels[at]),
            }

    @property
    def _elapsed(self) -> bool:
        """Whether times are seconds from the start of the plan."""
        named = self.start.unit == "s" or self.start.name.endswith("_s")
        return self.start.kind == "number" and named

    @property
    def _temporal(self) -> bool:
        return self._elapsed or self.start.kind in ("day", "moment")

    def _abscissa(self, value: Any) -> Any:
        if self._elapsed:
            return datetime.fromtimestamp(float(value), UTC).isoformat().replace("+00:00", "Z")
        if self._temporal:  # the clock on the wall, which the drawing takes for universal time
            return f"{pd.Timestamp(value).tz_localize(None).isoformat()}Z"
        return float(value)

    def _written(self, each: Column, value: Any, reader: Reader) -> str:
        if self._elapsed:
            return clock(float(value))
        if self._on_a_day:
            return pd.Timestamp(value).strftime("%H:%M")
        return each.written(value, reader, each.places())

    @cached_property
    def _on_a_day(self) -> bool:
        """Whether everything is on one day, which then need not be said each time."""
        if self.start.kind != "moment" or self.end.kind != "moment":
            return False
        cells = [*self.start.cells.dropna(), *self.end.cells.dropna()]
        return len({pd.Timestamp(cell).date() for cell in cells}) == 1

    def _described(self, bars: list[Bar], reader: Reader) -> dict[str, Any]:
        """Describe the timetable in Vega-Lite."""
        import altair as alt

        lanes = list(dict.fromkeys(bar["lane"] for bar in bars))
        base = alt.Chart(alt.InlineData(values=bars)).encode(
            y=alt.Y("lane:N", title=None, sort=lanes, axis=alt.Axis(grid=True)),
            x=self._along(reader),
        )
        layers = [self._marks(base, bars, reader), *self._texts(bars, lanes)]
        chart = alt.layer(*layers).properties(width=vega.WIDTH, height=_LANE * len(lanes))
        described: dict[str, Any] = chart.configure(**vega.CONFIG).to_dict()
        return described

    def _along(self, reader: Reader) -> Any:
        import altair as alt

        if self._elapsed:
            axis = alt.Axis(format="%H:%M", labelOverlap=True, tickCount=6, grid=True)
            title = reader("Hours and minutes from the start")
            return alt.X("from:T", title=title, scale=alt.Scale(type="utc"), axis=axis)
        if self._temporal:
            return vega.times("from", None)
        return alt.X("from:Q", title=self.start.heading(reader), scale=alt.Scale(zero=False))

    def _marks(self, base: Any, bars: list[Bar], reader: Reader) -> Any:
        import altair as alt

        names = list(dict.fromkeys(bar["s"] for bar in bars))
        shades = alt.Scale(domain=names, range=list(colours.SERIES[: len(names)]))
        own = self.colour.name != self.lane.name
        legend = alt.Legend(columns=3, symbolType="square", title=None) if own else None
        hints = {
            "lane": reader(self.lane.label),
            "s": reader(self.colour.label) if own else "",
            "label": reader(self.label.label) if self.label else "",
            "ft": reader("from"),
            "tt": reader("to"),
        }
        told = [alt.Tooltip(f"{name}:N", title=title) for name, title in hints.items() if title]
        bar = base.mark_bar(cornerRadius=2, fillOpacity=0.35, strokeWidth=1.5)
        return bar.encode(
            x2="to",
            color=alt.Color("s:N", scale=shades, legend=legend),
            stroke=alt.Stroke("s:N", scale=shades, legend=legend),
            tooltip=told,
        )

    def _texts(self, bars: list[Bar], lanes: list[str]) -> list[Any]:
        """Write the labels that fit into their stretch."""
        import altair as alt

        span = max(bar["m"] for bar in bars) - min(bar["n"] for bar in bars) or 1.0
        fits = [
            bar
            for bar in bars
            if 0 < len(bar["label"].encode("gb18030", "replace")) * _LETTER
            < (bar["m"] - bar["n"]) / span * vega.WIDTH
        ]  # fmt: skip
        if not fits:
            return []
        texts = alt.Chart(alt.InlineData(values=fits))
        kind = "T" if self._temporal else "Q"
        ends = "toDate(datum.to)" if self._temporal else "datum.to"
        starts = "toDate(datum.from)" if self._temporal else "datum.from"
        room = alt.ExprRef(f"max(1, scale('x', {ends}) - scale('x', {starts}) - 8)")
        mark = texts.mark_text(align="left", dx=5, color=colours.INK, limit=room)
        return [mark.encode(x=f"from:{kind}", y=alt.Y("lane:N", sort=lanes), text="label:N")]


def _measure(value: Any) -> float:
    """Return a time as a number, for lengths and shares."""
    if isinstance(value, int | float | np.number):
        return float(value)
    return pd.Timestamp(value).timestamp()


def _said(lane: str, bars: list[Bar], reader: Reader) -> str:
    first, last = min(bars, key=lambda bar: bar["n"]), max(bars, key=lambda bar: bar["m"])
    whole = last["m"] - first["n"]
    taken = sum(bar["m"] - bar["n"] for bar in bars) / whole if whole else 1.0
    return reader(
        "{lane}: {count} from {start} to {end}, {share} % of that time taken.",
        lane=lane,
        count=len(bars),
        start=first["ft"],
        end=last["tt"],
        share=number(100 * min(taken, 1.0), 0),
    )
