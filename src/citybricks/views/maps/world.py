"""The world with places and what joins them: land only, no boundaries, no names but theirs.

References
----------
.. [1] B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection. International Journal of
   Geographical Information Science 33(3), 454-465, 2019. doi:10.1080/13658816.2018.1504949
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.maps.drawing import FONTS, SVG, text, wide
from citybricks.views.maps.ground import Array
from citybricks.views.markup import tag

WIDTH, HEIGHT = 960, 432
"""Of the paper, in pixels."""
CUT = -25.0
"""Longitude at which the map begins and ends, in the Atlantic."""
_MIDDLE = CUT + 180
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_NORTH, _SOUTH = 84.0, -57.0
"""Latitudes between which the paper shows the earth."""
_SIZES = (4.0, 6.0, 8.5, 12.0)
"""Radius of a point by its class, in pixels."""
_REACH = 12.0
"""Radius of what can be clicked around a point, in pixels."""
_LETTER = 13
_STEPS = 48
"""Pieces of an arc."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place.

    Parameters
    ----------
    longitude, latitude
        Where it is, in degrees.
    name
        What it is called, or how many places it stands for.
    href
        Where it leads; empty: nowhere.
    size
        Class of its size, 0 to 3.
    soft
        Whether it is of less weight, drawn hollow.
    labelled
        Whether its name is written where there is room.
    """

    longitude: float
    latitude: float
    name: str
    href: str = ""
    size: int = 1
    soft: bool = False
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Arc:
    """A relation of two places, along the shortest way.

    Parameters
    ----------
    start, end
        Longitude and latitude, in degrees.
    name
        What joins them.
    soft
        Whether it is only reported, drawn dashed.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    name: str = ""
    soft: bool = False


def equal_earth(degrees: Array) -> Array:
    """Project longitudes and latitudes, shape ``(n, 2)``, to the plane of a unit sphere [1]_.

    Longitudes are taken around the middle of the map; y grows to the north.
    """
    turned = np.radians((degrees[:, 0] - CUT) % 360 - 180)
    theta = np.arcsin(_M * np.sin(np.radians(degrees[:, 1])))
    square = theta * theta
    sixth = square**3
    a1, a2, a3, a4 = _A
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = turned * np.cos(theta) / (_M * slope)
    y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return np.column_stack((x, y))


def place(degrees: Array) -> Array:
    """Return where places are on the paper, in pixels, y down."""
    scale, top = _scale()
    xy = equal_earth(degrees)
    return np.column_stack((WIDTH / 2 + xy[:, 0] * scale, (top - xy[:, 1]) * scale))


@cache
def _scale() -> tuple[float, float]:
    """Return pixels per unit, and the highest y of the projection that is shown."""
    edges = equal_earth(np.array([[_MIDDLE, _NORTH], [_MIDDLE, _SOUTH], [CUT + 359.999, 0.0]]))
    top, bottom, right = float(edges[0, 1]), float(edges[1, 1]), float(edges[2, 0])
    return min((WIDTH / 2 - 4) / right, HEIGHT / (top - bottom)), top


@cache
def _land() -> Markup:
    rings = json.loads((Path(__file__).parent / "data" / "land-110m.json").read_text())
    drawn = []
    for ring in rings:
        degrees = np.array(ring).reshape(-1, 2)
        # the rim of the map is nobody's neighbour on the other side
        degrees[:, 0] = np.clip(degrees[:, 0], CUT, CUT + 359.99)
        drawn.append(_line(place(degrees)) + "z")
    return tag("path", d="".join(drawn), class_="cb-land", fill=colours.LINE)


def _line(xy: Array) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in xy.tolist())


def great_circle(start: tuple[float, float], end: tuple[float, float]) -> Array:
    """Return the shortest way over the sphere as longitudes and latitudes, shape ``(n, 2)``."""
    a, b = _unit(*start), _unit(*end)
    angle = math.acos(max(-1.0, min(1.0, float(a @ b))))
    if angle < 1e-9 or math.pi - angle < 1e-6:  # noqa: PLR2004 - no way, or every way
        return np.array([start, end])
    part = np.linspace(0, 1, _STEPS + 1)[:, None]
    way = (np.sin((1 - part) * angle) * a + np.sin(part * angle) * b) / math.sin(angle)
    lon = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
    return np.column_stack((lon, np.degrees(np.arcsin(np.clip(way[:, 2], -1, 1)))))


def _unit(longitude: float, latitude: float) -> Array:
    lon, lat = math.radians(longitude), math.radians(latitude)
    return np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])


def _arc(arc: Arc) -> Markup:
    xy = place(great_circle(arc.start, arc.end))
    torn = [0, *(np.flatnonzero(np.abs(np.diff(xy[:, 0])) > WIDTH / 2) + 1).tolist(), len(xy)]
    pieces = "".join(_line(xy[a:b]) for a, b in pairwise(torn) if b - a > 1)
    return tag(
        "path",
        tag("title", arc.name) if arc.name else None,
        d=pieces,
        fill="none",
        stroke=colours.SERIES[0],
        stroke_width=1.6,
        stroke_dasharray="5 4" if arc.soft else None,
        class_="cb-arc",
    )


def _mark(point: Point, x: float, y: float) -> Markup:
    dot = tag(
        "circle",
        cx=f"{x:.1f}",
        cy=f"{y:.1f}",
        r=_SIZES[point.size],
        fill=colours.SURFACE if point.soft else colours.ACCENT,
        stroke=colours.ACCENT if point.soft else colours.SURFACE,
        stroke_width=1.8 if point.soft else 1.2,
    )
    named = tag("title", point.name)
    if not point.href:
        return tag("g", named, dot)
    around = tag(
        "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=_REACH, fill_opacity=0, class_="cb-reach"
    )
    return tag("a", named, around, dot, href=point.href, aria_label=point.name)


def _names(points: Sequence[Point], xy: Array) -> Markup:
    """Write the names that have room, those of the biggest points first."""
    taken = [(x, y, r, r) for (x, y), r in zip(xy.tolist(), _radii(points), strict=True)]
    written = []
    for at in sorted(range(len(points)), key=lambda at: -points[at].size):
        point, (x, y) = points[at], xy[at].tolist()
        if point.labelled and (found := _room(point.name, x, y, _SIZES[point.size], taken)):
            left, base, half = found
            taken.append((left + half, base - _LETTER / 3, half, _LETTER / 2))
            written.append(text(point.name, left, base))
    return tag("g", *written, class_="cb-world-names", aria_hidden="true")


def _radii(points: Iterable[Point]) -> list[float]:
    return [_SIZES[point.size] for point in points]


def _room(
    name: str, x: float, y: float, radius: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, float] | None:
    """Find room for a name beside its point, above or below it, or at one of its corners."""
    half = wide(name) / 2
    sides = (
        (radius + 3, 0),
        (-radius - 3 - 2 * half, 0),
        (-half, -radius - 8),
        (-half, radius + 8),
        (radius + 1, radius + 8),
        (radius + 1, -radius - 8),
        (-radius - 1 - 2 * half, radius + 8),
        (-radius - 1 - 2 * half, -radius - 8),
    )
    for dx, dy in sides:
        cx, cy = x + dx + half, y + dy
        inside = half < cx < WIDTH - half and _LETTER < cy < HEIGHT - _LETTER / 2
        if inside and not any(
            abs(cx - tx) < half + hw and abs(cy - ty) < _LETTER / 2 + hh for tx, ty, hw, hh in taken
        ):
            return x + dx, cy + _LETTER / 3, half
    return None


def world(
    points: Sequence[Point],
    arcs: Iterable[Arc] = (),
    *,
    title: str,
    description: str,
    id: str = "world",
) -> Markup:
    """Draw the world as SVG that follows the colours of the page it is on.

    Parameters
    ----------
    points
        The places; those that lead somewhere are links.
    arcs
        What joins places, drawn below them.
    title, description
        Name and text alternative.
    id
        Start of the ids of title and description, where a page has several maps.
    """
    degrees = np.array([(p.longitude, p.latitude) for p in points], dtype=float).reshape(-1, 2)
    xy = place(degrees)
    order = sorted(range(len(points)), key=lambda at: -points[at].size)
    marks = [_mark(points[at], *xy[at].tolist()) for at in order]
    return tag(
        "svg",
        tag("title", title, id=id + "-title"),
        tag("desc", description, id=id + "-desc"),
        _land(),
        tag("g", *map(_arc, arcs)),
        tag("g", *marks),
        _names(points, xy),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        xmlns=SVG,
        role="group" if any(point.href for point in points) else "img",
        aria_labelledby=id + "-title",
        aria_describedby=id + "-desc",
        class_="cb-world",
        font_family=FONTS,
        font_size=_LETTER,
    )
