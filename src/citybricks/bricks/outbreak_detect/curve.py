"""An epidemic curve: bars of cases before the band of what is usual, with alarms marked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from citybricks.bricks.outbreak_detect import paper
from citybricks.types import Table as Data
from citybricks.views import Table, colours
from citybricks.views.markup import tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

LEFT, RIGHT, TOP, BOTTOM = 48, 12, 22, 30
HEIGHT = 240
BAND, BAR, ALARM = colours.SERIES[0], colours.INK_SOFT, colours.ACCENT


class EpidemicCurve:
    """Cases of one unit beside what is usual.

    Parameters
    ----------
    table
        Rows of the unit, by day.
    unit
        Its name, as it is written.
    """

    def __init__(self, table: Data[Any], unit: str) -> None:
        self.table, self.unit = table, unit

    def html(self, reader: Reader) -> Markup:
        """Write the curve with its legend, in words and as a table."""
        numbers = Table(self.table, "Numbers of the curve", folded=True, limit=400)
        drawn = paper.named(HEIGHT, *self._marks())
        return paper.figure(
            self.unit, drawn, _legend(reader), self.summary(reader), numbers, reader
        )

    def svg(self, reader: Reader) -> str:
        """Draw the curve as an SVG file."""
        title = tag("title", f"{self.unit}: {self.summary(reader)}")
        return str(paper.sheet(HEIGHT, title, *self._marks(), role="img"))

    def summary(self, reader: Reader) -> str:
        """Say in sentences how many cases and alarms there are."""
        frame = self.table.frame
        cases = frame["observed"].to_numpy(float)
        if np.isnan(cases).all():
            return reader("Nothing was reported.")
        most = int(np.nanargmax(cases))
        said = reader(
            "{cases} cases, most of them, {most}, on {day}; {alarms} alarms.",
            cases=number(float(np.nansum(cases))),
            most=number(float(cases[most])),
            day=str(frame["day"].iloc[most])[:10],
            alarms=number(int(frame["alarm"].sum())),
        )
        silent = int(np.isnan(cases).sum())
        gaps = reader("{count} times without a report.", count=number(silent)) if silent else ""
        return reader.joined(said, gaps)

    def _marks(self) -> list[Markup]:
        frame = self.table.frame.reset_index(drop=True)
        top = _top(frame)
        step = (paper.WIDTH - LEFT - RIGHT) / len(frame)

        def x(at: float) -> float:
            return LEFT + step * at

        def y(value: float) -> float:
            return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value, top) / top

        return [
            paper.axis((round(top / 1.08 * share) for share in (0, 0.5, 1)), LEFT, RIGHT, y),
            paper.band(frame["low_95"], frame["high_95"], x, y, fill=BAND, fill_opacity=0.14),
            paper.band(frame["low_50"], frame["high_50"], x, y, fill=BAND, fill_opacity=0.28),
            *(_bar(frame, at, x, y, step) for at in range(len(frame))),
            paper.line(frame["expected"], x, y, stroke=BAND, stroke_width=2),
            paper.line(
                frame["upper"], x, y, stroke=ALARM, stroke_width=1.5, stroke_dasharray="5 3"
            ),
            *(_mark(frame, at, x, y, step) for at in np.flatnonzero(frame["alarm"]).tolist()),
            paper.dates(frame["day"].tolist(), lambda at: x(at + 0.5), HEIGHT - 8),
        ]


def _top(frame: pd.DataFrame) -> float:
    """Return the greatest value of the axis: of the cases, and of limits that are near them."""
    cases = float(np.nanmax([*frame["observed"].to_numpy(float), 1.0]))
    usual = frame[["expected", "high_95", "upper"]].to_numpy(float)
    near = usual[np.isfinite(usual) & (usual <= 3 * cases)]
    return float(max(cases, near.max(initial=0.0))) * 1.08


def _bar(frame: pd.DataFrame, at: int, x: Any, y: Any, step: float) -> Markup:
    cases = float(frame["observed"].iloc[at])
    base = y(0)
    if np.isnan(cases):
        return paper.hatched(x(at) + step / 4, base - 8, step / 2, 8)
    gap = min(step / 8, 2)
    return tag(
        "rect",
        x=f"{x(at) + gap:.1f}",
        y=f"{y(cases):.1f}",
        width=f"{step - 2 * gap:.1f}",
        height=f"{base - y(cases):.1f}",
        fill=BAR,
        fill_opacity=0.75,
    )


def _mark(frame: pd.DataFrame, at: int, x: Any, y: Any, step: float) -> Markup:
    """Draw a triangle over an alarm: a shape, not a colour alone."""
    middle, over = x(at) + step / 2, y(float(frame["observed"].iloc[at])) - 4
    return tag("path", d=f"M{middle:.1f} {over:.1f}l-5 -9h10z", fill=ALARM)


def _legend(reader: Reader) -> Markup:
    bar = tag("rect", x=4, y=1, width=8, height=12, fill=BAR, fill_opacity=0.75)
    usual = tag("path", d="M0 7H16", stroke=BAND, stroke_width=2)
    half = tag("rect", width=16, height=14, fill=BAND, fill_opacity=0.42)
    most = tag("rect", width=16, height=14, fill=BAND, fill_opacity=0.14)
    limit = tag("path", d="M0 7H16", stroke=ALARM, stroke_width=1.5, stroke_dasharray="5 3")
    alarm = tag("path", d="M8 12l-5 -9h10z", fill=ALARM)
    return paper.legend(
        [
            (bar, reader("cases")),
            (usual, reader("usual")),
            (half, reader("half of usual times")),
            (most, reader("95 % of usual times")),
            (limit, reader("threshold")),
            (alarm, reader("alarm")),
            (paper.hatched(4, 3, 8, 8), reader("no report")),
        ],
        reader,
    )
