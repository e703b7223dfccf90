"""Bars of reported cases with what is still to come."""

from __future__ import annotations

from typing import Any

import numpy as np
from markupsafe import Markup

from citybricks.bricks.outbreak_detect import paper
from citybricks.types import Table as Data
from citybricks.views import Table, colours
from citybricks.views.markup import join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

LEFT, RIGHT, TOP, BOTTOM = 48, 12, 22, 30
HEIGHT = 240
BAR, SPAN = colours.INK_SOFT, colours.SERIES[0]
_SEEN = 0.05
"""Cases to come from which on they are drawn."""


class NowcastBars:
    """Cases of one unit that are reported, and that are still to come.

    Parameters
    ----------
    table
        Rows of the unit, by day.
    unit
        Its name, as it is written; empty where all are told together.
    """

    def __init__(self, table: Data[Any], unit: str) -> None:
        self.table, self.unit = table, unit

    def html(self, reader: Reader) -> Markup:
        """Write the bars with their legend, in words and as a table."""
        numbers = Table(self.table, "Numbers of the bars", folded=True, limit=400)
        drawn = paper.named(HEIGHT, *self._marks())
        return paper.figure(
            self.title(reader), drawn, _legend(reader), self.summary(reader), numbers, reader
        )

    def svg(self, reader: Reader) -> str:
        """Draw the bars as an SVG file."""
        title = tag("title", f"{self.title(reader)}: {self.summary(reader)}")
        return str(paper.sheet(HEIGHT, title, *self._marks(), role="img"))

    def title(self, reader: Reader) -> str:
        """Name what is drawn."""
        if not self.unit:
            return reader("Cases that are still to be reported")
        return reader("{unit}: cases that are still to be reported", unit=self.unit)

    def summary(self, reader: Reader) -> str:
        """Say in sentences how many cases are reported and how many are still to come."""
        frame = self.table.frame
        told = frame[frame["expected"].notna()]
        silent = len(frame) - len(told)
        left = reader("Of {count} days nothing is said.", count=number(silent)) if silent else ""
        reported = float(frame["reported"].sum())
        more = float((told["expected"] - told["reported"]).sum())
        said = reader(
            "{reported} cases are reported until {day}, about {more} are still to come.",
            reported=number(reported),
            day=str(frame["day"].iloc[-1])[:10],
            more=number(round(more)),
        )
        if not len(told):
            said = reader("{reported} cases are reported.", reported=number(reported))
        return reader.joined(said, left)

    def _marks(self) -> list[Markup]:
        frame = self.table.frame.reset_index(drop=True)
        values = frame[["reported", "expected", "upper"]].to_numpy(float)
        most = max(float(np.nanmax(values)), 1.0)
        step = (paper.WIDTH - LEFT - RIGHT) / len(frame)

        def x(at: float) -> float:
            return LEFT + step * at

        def y(value: float) -> float:
            return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most

        return [
            paper.axis((round(most * share) for share in (0, 0.5, 1)), LEFT, RIGHT, y),
            *(_bar(one, x(at), y, step) for at, one in enumerate(frame.itertuples(index=False))),
            paper.dates(frame["day"].tolist(), lambda at: x(at + 0.5), HEIGHT - 8),
        ]


def _bar(one: Any, x: float, y: Any, step: float) -> Markup:
    """Draw one day: what is reported, what is to come above it, and what holds both."""
    gap = min(step / 8, 2)
    left, width, top = x + gap, step - 2 * gap, y(one.reported)
    marks = [_reported(left, top, width, y(0) - top)]
    if np.isnan(one.expected):
        marks.append(paper.hatched(x + step / 4, top - 10, step / 2, 8))
    elif one.expected - one.reported > _SEEN:
        marks.append(paper.striped(left, y(one.expected), width, top - y(one.expected), BAR))
        marks.append(_span(x + step / 2, y(one.upper), y(one.lower), min(step / 4, 4)))
    return join(marks)


def _reported(x: float, y: float, width: float, height: float) -> Markup:
    box = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    return tag("rect", **box, fill=BAR, fill_opacity=0.75)


def _span(x: float, upper: float, lower: float, half: float) -> Markup:
    ends = "".join(f"M{x - half:.1f} {at:.1f}h{2 * half:.1f}" for at in (upper, lower))
    path = f"M{x:.1f} {upper:.1f}V{lower:.1f}{ends}"
    return tag("path", d=path, stroke=SPAN, stroke_width=1.5, fill="none")


def _legend(reader: Reader) -> Markup:
    return paper.legend(
        [
            (_reported(4, 1, 8, 12), reader("reported")),
            (paper.striped(3, 1, 10, 12, BAR), reader("still to be reported, estimated")),
            (_span(8, 1, 13, 4), reader("95 % interval")),
            (paper.hatched(4, 3, 8, 8), reader("nothing is said")),
        ],
        reader,
    )
