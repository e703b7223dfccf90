"""The strip of data quality: of each school day, which classes reported, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

import pandas as pd
from django.utils.translation import gettext as _
from markupsafe import Markup

from citybricks.services.schoolhealth.signals.drawing.paper import (
    BOTTOM,
    Key,
    Plane,
    figure,
    hatching,
    new_id,
    svg,
    table,
)
from citybricks.views import colours
from citybricks.views.markup import join, tag

_HEIGHT = 130.0
IN_TIME, LATE = colours.SERIES[0], colours.SERIES[2]


@dataclass(frozen=True, slots=True)
class Counts:
    """Classes of a day: all, those that reported, by the deadline, and with nobody ill."""

    classes: int
    reported: int
    in_time: int
    zero: int

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> Self:
        """Read a row."""
        return cls(**{each.name: int(row[each.name]) for each in fields(cls)})


def drawn(found: pd.DataFrame, days: Sequence[date]) -> Markup:
    """Draw completeness of reports (`daily.domain.completeness`)."""
    ids, hatch = (new_id("title"), new_id("note")), new_id("hatch")
    title = _("Data quality: classes that reported")
    by_day = found.groupby("day")[["classes", "reported", "in_time", "zero"]].sum()
    if not len(by_day):
        return figure(title, tag("p", _("No report was due."), class_="empty"), "", ids=ids)
    plane = Plane(days[0], days[-1], 100.0, _HEIGHT)
    rows = list(zip(by_day.index, map(Counts.of, by_day.to_dict("records")), strict=True))
    marks = join(
        (
            hatching(hatch, colours.INK_SOFT),
            plane.axes(),
            *(piece for day, row in rows for piece in _bar(plane, day, row, hatch)),
        )
    )
    picture = svg(marks, height=_HEIGHT, titled=ids[0], noted=ids[1])
    numbers = table(_headers(), _rows(rows))
    return figure(title, picture, _note(by_day), ids=ids, keys=_keys(hatch), numbers=numbers)


def _bar(plane: Plane, day: date, row: Counts, hatch: str) -> Iterator[Markup]:
    """Draw a day: in time, late, and not at all, from below."""
    classes = max(row.classes, 1)
    ends = (0.0, 100 * row.in_time / classes, 100 * row.reported / classes, 100.0)
    fills = (IN_TIME, LATE, f"url(#{hatch})")
    parts = zip(ends[:-1], ends[1:], fills, strict=True)
    x, width = f"{plane.x(day) + plane.day * 0.1:.1f}", f"{plane.day * 0.8:.2f}"
    for low, high, fill in parts:
        if high > low and plane.first <= day <= plane.last:
            top = min(plane.y(high), _HEIGHT - BOTTOM)
            tall = plane.y(low) - top
            yield tag("rect", x=x, y=f"{top:.1f}", width=width, height=f"{tall:.1f}", fill=fill)


def _note(by_day: pd.DataFrame) -> str:
    total = by_day.sum()
    share = {
        name: 100 * int(total[name]) / max(int(total["classes"]), 1)
        for name in ("reported", "in_time")
    }
    zero = 100 * int(total["zero"]) / max(int(total["reported"]), 1)
    return _(
        "%(in_time).0f %% of the reports came by the deadline, %(reported).0f %% at all; %(zero).0f"
        " %% of them said that nobody is ill."
    ) % {**share, "zero": zero}


def _keys(hatch: str) -> Iterator[Key]:
    box = {"x": 1, "y": 1, "width": 22, "height": 12}
    yield Key(tag("rect", **box, fill=IN_TIME), _("by the deadline"))
    yield Key(tag("rect", **box, fill=LATE), _("later"))
    mark = tag("rect", **box, fill=f"url(#{hatch})", stroke=colours.LINE)
    yield Key(mark, _("not reported"))


def _headers() -> list[str]:
    return [_("Day"), _("Classes"), _("By the deadline"), _("Reported"), _("Nobody ill")]


def _rows(rows: Sequence[tuple[date, Counts]]) -> Iterator[list[str]]:
    for day, row in rows:
        numbers = (row.classes, row.in_time, row.reported, row.zero)
        yield [day.isoformat(), *map(str, numbers)]
