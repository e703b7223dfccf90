"""What closing would change: ill pupils of a class on the next days, under each closure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from citybricks.methods.epidemics.classes import Closure, Projection
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

NAMES = {
    "none": gettext_lazy("nothing closed"),
    "class": gettext_lazy("class closed"),
    "grade": gettext_lazy("grade closed"),
    "school": gettext_lazy("school closed"),
}
_LOOKS = {
    "none": (colours.SERIES[1], None),
    "class": (colours.SERIES[0], "7 3"),
    "grade": (colours.SERIES[4], "2 3"),
    "school": (colours.SERIES[3], "9 3 2 3"),
}


def drawn(found: Mapping[Closure, Projection], day: date | None) -> Markup:
    """Draw the mean number of ill pupils in the school under each closure."""
    ids = new_id("title"), new_id("note")
    first = (day or date.min) + timedelta(days=1)
    length = len(found["none"].absent.mean)
    days = [first + timedelta(days=at) for at in range(length)]
    highest = max(float(one.absent.mean.max()) for one in found.values())
    band = found["none"].absent
    highest = max(highest, float(band.upper.max()))
    plane = Plane(days[0], days[-1], highest)
    marks = join((plane.axes(), _band(found["none"], plane, days), *_lines(found, plane, days)))
    picture = svg(marks, height=plane.height, titled=ids[0], noted=ids[1])
    note = _("Means of 200 simulated courses; the band holds nine of ten when nothing is closed.")
    headers = [_("Day"), *(str(NAMES[closure]) for closure in found)]
    numbers = table(headers, _rows(found, days))
    title = _("Ill pupils of the school on the next days")
    return figure(title, picture, note, ids=ids, keys=_keys(found), numbers=numbers)


def _band(none: Projection, plane: Plane, days: list[date]) -> Markup:
    up = [
        f"{plane.middle(d):.1f} {plane.y(v):.1f}"
        for d, v in zip(days, none.absent.upper, strict=True)
    ]
    low = [
        f"{plane.middle(d):.1f} {plane.y(v):.1f}"
        for d, v in zip(days, none.absent.lower, strict=True)
    ]
    edge = "M" + "L".join([*up, *low[::-1]]) + "Z"
    return tag("path", d=edge, fill=_LOOKS["none"][0], fill_opacity=0.14)


def _lines(found: Mapping[Closure, Projection], plane: Plane, days: list[date]) -> Iterator[Markup]:
    for closure, one in found.items():
        colour, dashes = _LOOKS[closure]
        points = (
            f"{plane.middle(day):.1f} {plane.y(value):.1f}"
            for day, value in zip(days, one.absent.mean, strict=True)
        )
        look = {"stroke": colour, "stroke_dasharray": dashes, "stroke_width": 2.25}
        yield tag("path", d="M" + "L".join(points), fill="none", **look)


def _keys(found: Mapping[Closure, Projection]) -> Iterator[Key]:
    for closure in found:
        colour, dashes = _LOOKS[closure]
        look = {"stroke": colour, "stroke_dasharray": dashes, "stroke_width": 2.25}
        yield Key(tag("path", d="M1 7h22", **look), str(NAMES[closure]))


def _rows(found: Mapping[Closure, Projection], days: list[date]) -> Iterator[list[str]]:
    for at, day in enumerate(days):
        yield [day.isoformat(), *(f"{one.absent.mean[at]:.1f}" for one in found.values())]
