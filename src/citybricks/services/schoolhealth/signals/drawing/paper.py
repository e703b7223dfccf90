"""Paper to draw on: days along, counts up, and a figure with its numbers as a table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.utils.translation import gettext as _
from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.maps.drawing import FONTS, SVG
from citybricks.views.markup import join, tag

WIDTH, HEIGHT = 720.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 10.0, 22.0, 30.0
_SIZE = 12
_MONTH = 28
"""Days from which on weeks are too many to be written."""
_LABELS = 9
_numbers = count(1)


def new_id(word: str) -> str:
    """Return an id that no other element of this process's pages has."""
    return f"sh-{word}-{next(_numbers)}"


@dataclass(frozen=True, slots=True)
class Plane:
    """A plane of days and counts.

    Parameters
    ----------
    first, last
        Days at its ends, both shown in whole.
    most
        The greatest count that it has to hold.
    height
        Of the paper, in pixels.
    """

    first: date
    last: date
    most: float
    height: float = HEIGHT

    @property
    def day(self) -> float:
        """Pixels of a day."""
        return (WIDTH - LEFT - RIGHT) / ((self.last - self.first).days + 1)

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return LEFT + (day - self.first).days * self.day

    def middle(self, day: date) -> float:
        """Return the middle of a day."""
        return self.x(day) + self.day / 2

    def y(self, value: float) -> float:
        """Return the height of a count."""
        room = self.height - TOP - BOTTOM
        return TOP + room * (1 - min(max(value, 0.0), self.top) / self.top)

    @property
    def top(self) -> float:
        """The count at the upper end: of the last tick."""
        return self.ticks()[-1]

    def ticks(self) -> list[float]:
        """Return round counts from 0 to beyond the greatest."""
        most = max(self.most, 1.0)
        power = 10.0 ** math.floor(math.log10(most / 4))
        step = next(each * power for each in (1, 2, 2.5, 5, 10) if each * power * 5 >= most)
        step = max(step, 1.0) if most > 4 else step  # noqa: PLR2004 - pupils come whole
        return [step * at for at in range(math.ceil(most / step) + 1)]

    def axes(self) -> Markup:
        """Draw ticks of counts and days."""
        lines = [
            tag("path", d=f"M{LEFT} {self.y(tick):.1f}H{WIDTH - RIGHT}", stroke=colours.LINE)
            for tick in self.ticks()
        ]
        counts = [
            word(f"{tick:g}", LEFT - 6, self.y(tick) + 4, text_anchor="end")
            for tick in self.ticks()
        ]
        base = self.height - BOTTOM
        along = [
            word(said, self.middle(day), base + 16, text_anchor="middle")
            for day, said in self.dates()
        ]
        floor = tag("path", d=f"M{LEFT} {base:.1f}H{WIDTH - RIGHT}", stroke=colours.INK_SOFT)
        return join((*lines, *counts, floor, *along))

    def dates(self) -> list[tuple[date, str]]:
        """Return which days are written along, Mondays or firsts of months."""
        span = (self.last - self.first).days + 1
        days = [self.first + timedelta(days=at) for at in range(span)]
        wanted = [day for day in days if day.weekday() == 0] if span >= _SIZE else days
        every = max(1, math.ceil(len(wanted) / _LABELS))
        chosen = wanted[::every]
        room = WIDTH - RIGHT - _SIZE
        return [(day, f"{day:%m-%d}") for day in chosen if self.middle(day) < room]


def word(said: str, x: float, y: float, **attributes: object) -> Markup:
    """Write something on the paper."""
    options = {"fill": colours.INK_SOFT, **attributes}
    return tag("text", said, x=f"{x:.1f}", y=f"{y:.1f}", **options)


def hatching(name: str, colour: str) -> Markup:
    """Define slanting lines to fill with."""
    lines = tag("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", stroke=colour, stroke_width=1.4)
    box = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return tag("defs", tag("pattern", lines, id=name, **box))


def svg(*marks: object, height: float, titled: str, noted: str, width: float = WIDTH) -> Markup:
    """Put marks on paper that is named by texts beside it."""
    return tag(
        "svg",
        *marks,
        viewBox=f"0 0 {width:g} {height:g}",
        xmlns=SVG,
        font_family=FONTS,
        font_size=_SIZE,
        role="img",
        aria_labelledby=titled,
        aria_describedby=noted,
    )


@dataclass(frozen=True, slots=True)
class Key:
    """A line of a legend: a mark of 24 x 14 pixels, and what it means."""

    mark: Markup
    said: str


def legend(keys: Iterable[Key]) -> Markup | None:
    """Write what the marks mean."""
    items = [
        tag(
            "li",
            tag("svg", key.mark, viewBox="0 0 24 14", width=24, height=14, aria_hidden="true"),
            key.said,
        )
        for key in keys
    ]
    return tag("ul", *items, class_="sh-legend") if items else None


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Write the numbers of a chart as a table that unfolds."""
    head = tag("tr", *(tag("th", said, scope="col") for said in headers))
    body = [
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))
        for row in rows
    ]
    whole = tag("table", tag("thead", head), tag("tbody", *body), class_="list")
    named = _("Numbers of the chart")
    scrolled = tag("div", whole, class_="scroll", tabindex=0, role="region", aria_label=named)
    return tag("details", tag("summary", _("As a table")), scrolled, class_="sh-table")


def figure(
    title: str,
    drawing: Markup,
    note: str,
    *,
    ids: tuple[str, str],
    keys: Iterable[Key] = (),
    numbers: Markup | None = None,
) -> Markup:
    """Return a chart with its title, legend, what it says, and its numbers."""
    return tag(
        "figure",
        tag("figcaption", title, id=ids[0], class_="sh-title"),
        tag("div", drawing, class_="sh-drawing", tabindex=0, role="region", aria_labelledby=ids[0]),
        legend(keys),
        tag("p", note, id=ids[1], class_="small"),
        numbers,
        class_="sh-chart",
    )
