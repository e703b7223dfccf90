"""The ribbon of reproduction numbers: how many others each case infects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from django.utils.translation import gettext as _
from markupsafe import Markup

from citybricks.services.schoolhealth.signals.domain.dashboard import Dashboard
from citybricks.services.schoolhealth.signals.drawing.paper import (
    Key,
    Plane,
    figure,
    new_id,
    svg,
    table,
)
from citybricks.views import colours
from citybricks.views.markup import join, tag

_HEIGHT, _MOST = 190.0, 12.0
RIBBON = colours.SERIES[3]


def drawn(found: Dashboard, disease: str) -> Markup:
    """Draw the ribbon of a dashboard."""
    ids = new_id("title"), new_id("note")
    title = _("Reproduction number: how many others each case infects")
    known = np.isfinite(found.spread.mean)
    if not known.any():
        empty = tag("p", _why_not(found), class_="empty")
        return figure(title, empty, "", ids=ids)
    highest = min(float(np.nanmax(found.spread.high)), _MOST)
    plane = Plane(found.days[0], found.days[-1], highest, _HEIGHT)
    marks = join((plane.axes(), *_areas(found, plane), _one(plane)))
    picture = svg(marks, height=_HEIGHT, titled=ids[0], noted=ids[1])
    numbers = table([_("Day"), "R", _("interval of 95 %")], _rows(found))
    return figure(title, picture, _note(found, disease), ids=ids, keys=_keys(), numbers=numbers)


def _why_not(found: Dashboard) -> str:
    if found.spread.interval is None:
        return _("Nothing is said: of this syndrome no serial interval is known.")
    return _("Nothing is said yet: there were fewer than 12 cases, or they vary too much.")


def _note(found: Dashboard, disease: str) -> str:
    interval = found.spread.interval
    last = int(np.flatnonzero(np.isfinite(found.spread.mean))[-1])
    words = _(
        "On %(day)s: %(mean).1f (95 %% interval %(low).1f to %(high).1f). Cori's method over seven"
        " days; serial interval of %(disease)s %(days).1f days (%(source)s). New cases are"
        " estimated as rises between reports."
    )
    return words % {
        "day": found.days[last].isoformat(),
        "mean": found.spread.mean[last],
        "low": found.spread.low[last],
        "high": found.spread.high[last],
        "disease": disease,
        "days": interval.mean if interval else 0.0,
        "source": interval.source if interval else "",
    }


def _areas(found: Dashboard, plane: Plane) -> Iterator[Markup]:
    spread = found.spread
    places = range(len(found.days))
    for known, group in groupby(places, key=lambda at: bool(np.isfinite(spread.mean[at]))):
        part = list(group)
        if not known:
            continue

        def points(values: object, part: list[int] = part) -> list[str]:
            numbers = np.asarray(values, dtype=float)
            return [f"{plane.middle(found.days[at]):.1f} {plane.y(numbers[at]):.1f}" for at in part]

        edge = "M" + "L".join([*points(spread.high), *points(spread.low)[::-1]]) + "Z"
        yield tag("path", d=edge, fill=RIBBON, fill_opacity=0.25)
        line = "M" + "L".join(points(spread.mean))
        yield tag("path", d=line, fill="none", stroke=RIBBON, stroke_width=2.25)


def _one(plane: Plane) -> Markup:
    """Draw where each case infects one other: below it an epidemic ends."""
    ends = f"M{plane.x(plane.first):.1f} {plane.y(1):.1f}H{plane.x(plane.last) + plane.day:.1f}"
    return tag("path", d=ends, stroke=colours.ACCENT, stroke_dasharray="5 4", fill="none")


def _keys() -> Iterator[Key]:
    yield Key(tag("path", d="M1 7h22", stroke=RIBBON, stroke_width=2.25), _("estimate"))
    box = {"x": 1, "y": 2, "width": 22, "height": 10}
    yield Key(tag("rect", **box, fill=RIBBON, fill_opacity=0.25), _("interval of 95 %"))
    dashes = {"stroke": colours.ACCENT, "stroke_dasharray": "5 4"}
    yield Key(tag("path", d="M1 7h22", **dashes), _("1: neither grows nor shrinks"))


def _rows(found: Dashboard) -> Iterator[list[str]]:
    spread = found.spread
    for at, day in enumerate(found.days):
        if np.isfinite(spread.mean[at]):
            interval = f"{spread.low[at]:.2f}–{spread.high[at]:.2f}"
            yield [day.isoformat(), f"{spread.mean[at]:.2f}", interval]
