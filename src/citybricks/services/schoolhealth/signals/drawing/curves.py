"""Epidemic curves: bars of ill pupils, what is expected, alarms, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.utils.translation import gettext as _
from markupsafe import Markup

from citybricks.services.schoolhealth.signals.domain.totals import Curve
from citybricks.services.schoolhealth.signals.drawing.paper import (
    BOTTOM,
    TOP,
    Key,
    Plane,
    figure,
    hatching,
    new_id,
    svg,
    table,
)
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.views import colours
from citybricks.views.markup import join, tag

BAR, LINE, ALARM = colours.SERIES[0], colours.SERIES[4], colours.ACCENT
_GAP = 0.14
"""Of a day, on each side of its bar."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of days, as far as there is a baseline; NaN elsewhere.

    Parameters
    ----------
    mean
        Expected counts.
    bands
        Lower and upper limits: of one half, and of 95 of 100 days.
    """

    mean: Sequence[float]
    bands: Sequence[tuple[Sequence[float], Sequence[float]]]


@dataclass(frozen=True, slots=True)
class Epidemic:
    """What an epidemic curve shows; sequences are of one value for each day.

    Parameters
    ----------
    days
        In order, with gaps where nothing was reported.
    ill
        Counted.
    more
        How many more are expected to be reported of the day still; 0 where nothing is.
    alarms
        Days on which a detector rang.
    closed
        Days without school.
    """

    title: str
    days: Sequence[date]
    ill: Sequence[float]
    expected: Expected | None = None
    more: Sequence[float] = ()
    alarms: Sequence[date] = ()
    closed: Sequence[date] = ()
    mark: date | None = None
    note: str = ""
    keys: tuple[str, ...] = field(default=())


def of_signal(curve: Curve, signal: Signal) -> Markup:
    """Draw what was counted around a signal."""
    shown = Epidemic(
        title=_("Ill pupils, day by day"),
        days=curve.days,
        ill=curve.ill,
        alarms=[signal.day],
        note=_("As known by now. Days without a bar and without a number were not reported."),
    )
    return drawn(shown)


def drawn(shown: Epidemic) -> Markup:
    """Draw an epidemic curve with its legend and its numbers."""
    ids = new_id("title"), new_id("note")
    if not shown.days:
        empty = tag("p", _("Nothing was reported in these days."), class_="empty")
        return figure(shown.title, empty, shown.note, ids=ids)
    hatch = new_id("hatch")
    highest = max(_highest(shown), 1.0)
    plane = Plane(shown.days[0], shown.days[-1], highest)
    marks = join(
        (
            hatching(hatch, BAR),
            *_shades(shown, plane),
            plane.axes(),
            *_bands(shown, plane),
            *_bars(shown, plane, hatch),
            _line(shown, plane),
            *_alarms(shown, plane),
        )
    )
    picture = svg(marks, height=plane.height, titled=ids[0], noted=ids[1])
    keys = list(_keys(shown, hatch))
    numbers = table(_headers(shown), _rows(shown))
    return figure(shown.title, picture, said(shown), ids=ids, keys=keys, numbers=numbers)


def _highest(shown: Epidemic) -> float:
    values = [*shown.ill]
    if shown.more:
        values += [a + b for a, b in zip(shown.ill, shown.more, strict=True)]
    if shown.expected:
        values += [*shown.expected.mean, *shown.expected.bands[-1][1]]
    return float(np.nanmax(np.nan_to_num(values)))


def _shades(shown: Epidemic, plane: Plane) -> Iterator[Markup]:
    height = plane.height - TOP - BOTTOM
    for day in shown.closed:
        if plane.first <= day <= plane.last:
            box = {"width": f"{plane.day:.2f}", "height": height}
            yield tag("rect", x=f"{plane.x(day):.1f}", y=TOP, **box, class_="sh-closed")


def _bands(shown: Epidemic, plane: Plane) -> Iterator[Markup]:
    if shown.expected is None:
        return
    for opacity, (low, high) in zip((0.3, 0.15), shown.expected.bands, strict=False):
        for part in _stretches(shown.expected.mean):
            days = [shown.days[at] for at in part]
            up = [
                f"{plane.middle(d):.1f} {plane.y(high[at]):.1f}"
                for d, at in zip(days, part, strict=True)
            ]
            down = [
                f"{plane.middle(d):.1f} {plane.y(low[at]):.1f}"
                for d, at in zip(days, part, strict=True)
            ]
            path = "M" + "L".join([*up, *down[::-1]]) + "Z"
            yield tag("path", d=path, fill=LINE, fill_opacity=opacity)


def _stretches(values: Sequence[float]) -> list[list[int]]:
    """Return the places of values that are known, stretch by stretch."""
    found: list[list[int]] = [[]]
    for at, value in enumerate(values):
        if np.isfinite(value):
            found[-1].append(at)
        elif found[-1]:
            found.append([])
    return [each for each in found if each]


def _bars(shown: Epidemic, plane: Plane, hatch: str) -> Iterator[Markup]:
    width = f"{plane.day * (1 - 2 * _GAP):.2f}"
    base = plane.y(0)
    for at, (day, ill) in enumerate(zip(shown.days, shown.ill, strict=True)):
        x = f"{plane.x(day) + plane.day * _GAP:.1f}"
        top = plane.y(ill)
        if ill > 0:
            yield tag(
                "rect", x=x, y=f"{top:.1f}", width=width, height=f"{base - top:.1f}", fill=BAR
            )
        more = shown.more[at] if shown.more else 0.0
        if more > 0:
            higher = plane.y(ill + more)
            box = {"width": width, "height": f"{top - higher:.1f}"}
            yield tag("rect", x=x, y=f"{higher:.1f}", **box, fill=f"url(#{hatch})", stroke=BAR)


def _line(shown: Epidemic, plane: Plane) -> Markup | None:
    if shown.expected is None:
        return None
    parts = [
        "M"
        + "L".join(
            f"{plane.middle(shown.days[at]):.1f} {plane.y(shown.expected.mean[at]):.1f}"
            for at in part
        )
        for part in _stretches(shown.expected.mean)
    ]
    return tag("path", d="".join(parts), fill="none", stroke=LINE, stroke_width=2)


def _alarms(shown: Epidemic, plane: Plane) -> Iterator[Markup]:
    for day in shown.alarms:
        if plane.first <= day <= plane.last:
            x = plane.middle(day)
            yield tag("path", d=f"M{x - 5:.1f} 4h10l-5 9z", fill=ALARM)


def _keys(shown: Epidemic, hatch: str) -> Iterator[Key]:
    yield Key(tag("rect", x=7, y=1, width=10, height=12, fill=BAR), _("ill, counted"))
    if any(more > 0 for more in shown.more):
        box = {"x": 7, "y": 1, "width": 10, "height": 12}
        mark = tag("rect", **box, fill=f"url(#{hatch})", stroke=BAR)
        yield Key(mark, _("still to be reported, estimated"))
    if shown.expected is not None:
        yield Key(tag("path", d="M1 7h22", stroke=LINE, stroke_width=2), _("expected"))
        for opacity, said in ((0.45, _("half of usual days")), (0.15, _("95 of 100 usual days"))):
            box = {"x": 1, "y": 2, "width": 22, "height": 10}
            yield Key(tag("rect", **box, fill=LINE, fill_opacity=opacity), said)
    if shown.alarms:
        yield Key(tag("path", d="M7 2h10l-5 9z", fill=ALARM), _("alarm"))
    if shown.closed:
        box = {"x": 1, "y": 1, "width": 22, "height": 12}
        yield Key(tag("rect", **box, class_="sh-closed"), _("no school"))


def _headers(shown: Epidemic) -> list[str]:
    headers = [_("Day"), _("Ill")]
    if shown.more:
        headers.append(_("Still to come"))
    if shown.expected is not None:
        headers += [_("Expected"), _("95 of 100 days")]
    return [*headers, _("Alarm")]


def _rows(shown: Epidemic) -> Iterator[list[str]]:
    rung = set(shown.alarms)
    for at, (day, ill) in enumerate(zip(shown.days, shown.ill, strict=True)):
        row = [day.isoformat(), _written(ill)]
        if shown.more:
            row.append(_written(shown.more[at], places=1))
        if shown.expected is not None:
            low, high = (limit[at] for limit in shown.expected.bands[-1])
            row += [_written(shown.expected.mean[at], places=1), _range(low, high)]
        yield [*row, "▲" if day in rung else ""]


def _written(value: float, places: int = 0) -> str:
    return f"{value:.{places}f}" if np.isfinite(value) else "–"


def _range(low: float, high: float) -> str:
    return f"{low:.0f}–{high:.0f}" if np.isfinite(low) and np.isfinite(high) else "–"


def said(shown: Epidemic) -> str:
    """Say in sentences what the curve shows."""
    if not np.isfinite(shown.ill).any():
        return _("Nothing was reported in these days.")
    most = int(np.nanargmax(shown.ill))
    words = _("From %(first)s to %(last)s; most on %(peak)s: %(count)d.") % {
        "first": shown.days[0].isoformat(),
        "last": shown.days[-1].isoformat(),
        "peak": shown.days[most].isoformat(),
        "count": shown.ill[most],
    }
    return f"{words} {shown.note}".strip()
