"""The heat calendar: a row for each school, a square for each day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np
from django.utils.translation import gettext as _
from markupsafe import Markup

from citybricks.services.schoolhealth.signals.domain.dashboard import Dashboard, SchoolLine
from citybricks.services.schoolhealth.signals.drawing.paper import (
    Key,
    figure,
    hatching,
    new_id,
    svg,
    table,
    word,
)
from citybricks.views import colours
from citybricks.views.markup import join, tag

Name = Callable[[SchoolLine], str]
LIMITS = (0.0, 2.0, 5.0, 10.0, 20.0)
"""Shares of ill pupils, in percent, at which a darker class begins; 0 is a class of its own."""
_ROW, _NAME, _TOP = 20.0, 150.0, 22.0
_WIDTH = 720.0
_LONGEST, _LABEL = 18, 36.0
_EVERY = 7


def drawn(found: Dashboard, named: Name) -> Markup:
    """Draw the calendar of a dashboard's schools."""
    ids = new_id("title"), new_id("note")
    title = _("Schools, day by day: share of pupils who are ill")
    note = _("Grey: no school. Hatched: not reported, which is not zero. White: nobody is ill.")
    if not found.schools:
        empty = tag("p", _("Nothing was reported in these days."), class_="empty")
        return figure(title, empty, note, ids=ids)
    hatch = new_id("hatch")
    width = (_WIDTH - _NAME) / len(found.days)
    marks = [
        hatching(hatch, colours.INK_SOFT),
        *_dates(found.days, width),
        *(
            piece
            for row, school in enumerate(found.schools)
            for piece in _row(found, school, row, named(school), width, hatch)
        ),
    ]
    height = _TOP + _ROW * len(found.schools) + 4
    picture = svg(join(marks), height=height, titled=ids[0], noted=ids[1])
    numbers = table(_headers(found), _rows(found, named))
    return figure(title, picture, note, ids=ids, keys=_keys(hatch), numbers=numbers)


def shade(share: float) -> str:
    """Return the colour of a share in percent."""
    if share <= 0:
        return colours.SURFACE
    above = sum(share >= limit for limit in LIMITS)
    return colours.SEQUENTIAL[above - 1]


def _dates(days: Sequence[date], width: float) -> Iterator[Markup]:
    mondays = [at for at, day in enumerate(days) if day.weekday() == 0]
    every = max(1, -(-len(mondays) // _EVERY))
    for at in mondays[::every]:
        if _NAME + at * width + _LABEL > _WIDTH:
            break
        yield word(f"{days[at]:%m-%d}", _NAME + at * width, _TOP - 8)


def _row(
    found: Dashboard, school: SchoolLine, row: int, name: str, width: float, hatch: str
) -> Iterator[Markup]:
    y = _TOP + row * _ROW
    said = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    yield word(said, 0, y + 14, fill=colours.INK)
    for at, day in enumerate(found.days):
        box = {
            "x": f"{_NAME + at * width + 0.5:.2f}",
            "y": y + 1,
            "width": f"{max(width - 1, 1):.2f}",
            "height": _ROW - 2,
        }
        share = school.shares[at]
        if np.isfinite(share):
            yield tag("rect", **box, fill=shade(share), stroke=colours.LINE)
        elif day in found.closed:
            yield tag("rect", **box, class_="sh-closed")
        else:
            yield tag("rect", **box, fill=f"url(#{hatch})", stroke=colours.LINE)


def _keys(hatch: str) -> Iterator[Key]:
    box = {"x": 1, "y": 1, "width": 22, "height": 12}
    yield Key(tag("rect", **box, class_="sh-closed"), _("no school"))
    mark = tag("rect", **box, fill=f"url(#{hatch})", stroke=colours.LINE)
    yield Key(mark, _("not reported"))
    zero = tag("rect", **box, fill=colours.SURFACE, stroke=colours.RIM)
    yield Key(zero, "0 %")
    ends = [*LIMITS[1:], None]
    for low, high in zip(LIMITS, ends, strict=True):
        said = f"≥ {low:g} %" if high is None else f"{low:g} – {high:g} %"
        yield Key(tag("rect", **box, fill=shade(low or 0.1), stroke=colours.LINE), said)


def _headers(found: Dashboard) -> list[str]:
    return [_("School"), *(day.isoformat() for day in found.days)]


def _rows(found: Dashboard, named: Name) -> Iterator[list[str]]:
    for school in found.schools:
        yield [named(school), *(_cell(found, school, at) for at in range(len(found.days)))]


def _cell(found: Dashboard, school: SchoolLine, at: int) -> str:
    if np.isfinite(school.shares[at]):
        return f"{school.shares[at]:.1f} %"
    return _("no school") if found.days[at] in found.closed else _("not reported")
