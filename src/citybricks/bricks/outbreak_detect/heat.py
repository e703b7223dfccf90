"""A heat calendar: units by times, coloured by how far they are above what is usual."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from citybricks.bricks.outbreak_detect import paper
from citybricks.types import Table as Data
from citybricks.views import Table, colours
from citybricks.views.markup import join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

LEFT, RIGHT, TOP, BOTTOM, ROW = 150, 8, 8, 28, 20
MOST_UNITS = 40
"""Rows that are drawn; those with alarms come first."""
STEPS = (0.0, 1.0, 2.0, 3.0)
"""Square roots of the expected cases above it, between the colours."""
_NAME = 20
"""Letters of a name that have room."""


class HeatCalendar:
    """All units at all times looked at.

    Parameters
    ----------
    table
        Rows of units by day, as of an epidemic curve.
    """

    def __init__(self, table: Data[Any]) -> None:
        frame = table.frame
        name = frame["unit"] + np.where(frame["syndrome"] == "", "", " · " + frame["syndrome"])
        alarms = frame.groupby(name, sort=False)["alarm"].sum()
        self.names = alarms.sort_values(ascending=False, kind="stable").index[:MOST_UNITS].tolist()
        self.count = len(alarms)
        self.table = table
        self.rows = frame.assign(name=name)

    def html(self, reader: Reader) -> Markup:
        """Write the calendar with its legend, in words and as a table."""
        numbers = Table(self.table, "Numbers of all units", folded=True)
        drawn = paper.named(self._height, *self._marks())
        title = reader("Units by time")
        return paper.figure(title, drawn, _legend(reader), self.summary(reader), numbers, reader)

    def svg(self, reader: Reader) -> str:
        """Draw the calendar as an SVG file."""
        title = tag("title", reader("Units by time"))
        return str(paper.sheet(self._height, title, *self._marks(), role="img"))

    def summary(self, reader: Reader) -> str:
        """Say in sentences how many units have alarms and how much was not reported."""
        with_alarm = int(self.rows.groupby("name")["alarm"].any().sum())
        silent = int(self.rows["observed"].isna().sum())
        said = reader(
            "{with_alarm} of {count} units have an alarm; {silent} of {all} reports are missing.",
            with_alarm=number(with_alarm),
            count=number(self.count),
            silent=number(silent),
            all=number(len(self.rows)),
        )
        more = self.count - len(self.names)
        left = reader("{more} more units are in the table.", more=number(more)) if more else ""
        return reader.joined(said, left)

    @property
    def _height(self) -> float:
        return TOP + ROW * len(self.names) + BOTTOM

    def _marks(self) -> list[Markup]:
        days = sorted(self.rows["day"].unique())
        step = (paper.WIDTH - LEFT - RIGHT) / len(days)
        column = {day: at for at, day in enumerate(days)}
        marks = [
            paper.text(_short(name), LEFT - 6, TOP + ROW * at + 14, text_anchor="end")
            for at, name in enumerate(self.names)
        ]
        place = {name: at for at, name in enumerate(self.names)}
        drawn = self.rows[self.rows["name"].isin(place)]
        marks += [
            _cell(LEFT + step * column[one.day], TOP + ROW * place[one.name], step, one)
            for one in drawn.itertuples(index=False)
        ]
        below = TOP + ROW * len(self.names) + 18
        return [*marks, paper.dates(days, lambda at: LEFT + step * (at + 0.5), below)]


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _cell(x: float, y: float, step: float, one: Any) -> Markup:
    """Draw one unit at one time."""
    width, height = step - 1, ROW - 2
    if pd.isna(one.observed):
        return paper.hatched(x, y, width, height)
    shade = colours.NEUTRAL if pd.isna(one.expected) else _shade(one.observed, one.expected)
    field = tag(
        "rect",
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        width=f"{width:.1f}",
        height=height,
        fill=shade,
    )
    return (
        join((field, _alarm(x + width / 2, y + height / 2, min(5.0, step / 2))))
        if one.alarm
        else field
    )


def _shade(observed: float, expected: float) -> str:
    excess = (observed - expected) / np.sqrt(max(expected, 0.5))
    return colours.SEQUENTIAL[int(np.searchsorted(STEPS, excess))]


def _alarm(x: float, y: float, half: float = 5.0) -> Markup:
    """Draw a light triangle with a rim: seen on every colour."""
    return tag(
        "path",
        d=f"M{x:.1f} {y + half:.1f}l{-half:.1f} {-1.8 * half:.1f}h{2 * half:.1f}z",
        fill=colours.ACCENT,
        stroke=colours.SURFACE,
        stroke_width=1,
    )


def _legend(reader: Reader) -> Markup:
    says = (
        reader("not above usual"),
        reader("a little above"),
        reader("above"),
        reader("far above"),
        reader("very far above"),
    )
    shades = [
        (tag("rect", width=16, height=14, fill=shade), said)
        for shade, said in zip(colours.SEQUENTIAL, says, strict=True)
    ]
    unknown = tag("rect", width=16, height=14, fill=colours.NEUTRAL)
    return paper.legend(
        [
            *shades,
            (_alarm(8, 7), reader("alarm")),
            (unknown, reader("not judged")),
            (paper.hatched(1, 1, 14, 12), reader("no report")),
        ],
        reader,
    )
