"""A ribbon of reproduction numbers before the line at 1."""

from __future__ import annotations

from typing import Any

import numpy as np
from markupsafe import Markup

from citybricks.bricks.outbreak_detect import paper
from citybricks.types import Table as Data
from citybricks.views import Table, colours
from citybricks.views.markup import tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

LEFT, RIGHT, TOP, BOTTOM = 48, 12, 22, 30
HEIGHT = 190
MOST = 12.0
"""Largest reproduction number that is drawn."""
RIBBON, ONE = colours.SERIES[3], colours.ACCENT
DASHES = "5 4"


class Ribbon:
    """How many others each case of one unit infects.

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
        """Write the ribbon with its legend, in words and as a table."""
        numbers = Table(self.table, "Numbers of the ribbon", folded=True, limit=400)
        drawn = paper.named(HEIGHT, *self._marks())
        return paper.figure(
            self.title(reader), drawn, _legend(reader), self.summary(reader), numbers, reader
        )

    def svg(self, reader: Reader) -> str:
        """Draw the ribbon as an SVG file."""
        title = tag("title", f"{self.title(reader)}: {self.summary(reader)}")
        return str(paper.sheet(HEIGHT, title, *self._marks(), role="img"))

    def title(self, reader: Reader) -> str:
        """Name what is drawn."""
        return reader("{unit}: how many others each case infects", unit=self.unit)

    def summary(self, reader: Reader) -> str:
        """Say in sentences what the last number is and of how many days there is none."""
        frame = self.table.frame
        known = np.flatnonzero(frame["mean"].notna())
        silent = len(frame) - len(known)
        said = reader("Of {count} days nothing is said.", count=number(silent)) if silent else ""
        if not len(known):
            return said
        last = frame.iloc[known[-1]]
        latest = reader(
            "In the seven days until {day}: {mean} (95 % interval {lower} to {upper}).",
            day=str(last["day"])[:10],
            **{name: number(float(last[name]), 2) for name in ("mean", "lower", "upper")},
        )
        return reader.joined(latest, said)

    def _marks(self) -> list[Markup]:
        frame = self.table.frame.reset_index(drop=True)
        most = max(1.5, min(float(np.nan_to_num(frame["upper"].to_numpy(float)).max()), MOST))
        step = (paper.WIDTH - LEFT - RIGHT) / len(frame)

        def x(at: float) -> float:
            return LEFT + step * at

        def y(value: float) -> float:
            return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value / most, 1.0)

        one = {"stroke": ONE, "stroke_width": 1.5, "stroke_dasharray": DASHES, "fill": "none"}
        return [
            paper.axis((0, 1, int(most)), LEFT, RIGHT, y),
            paper.band(frame["lower"], frame["upper"], x, y, fill=RIBBON, fill_opacity=0.25),
            paper.line(frame["mean"], x, y, stroke=RIBBON, stroke_width=2.25),
            tag("path", d=f"M{LEFT} {y(1):.1f}H{paper.WIDTH - RIGHT}", **one),
            paper.dates(frame["day"].tolist(), lambda at: x(at + 0.5), HEIGHT - 8),
        ]


def _legend(reader: Reader) -> Markup:
    mean = tag("path", d="M0 7H16", stroke=RIBBON, stroke_width=2.25)
    within = tag("rect", width=16, height=14, fill=RIBBON, fill_opacity=0.25)
    one = tag("path", d="M0 7H16", stroke=ONE, stroke_width=1.5, stroke_dasharray=DASHES)
    return paper.legend(
        [
            (mean, reader("estimate")),
            (within, reader("95 % interval")),
            (one, reader("1: neither grows nor shrinks")),
        ],
        reader,
    )
