"""Areas of zones from JSON: polygons, repaired where they cross themselves, and circles."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from citybricks.methods.drones.zones.document import Node
from citybricks.methods.drones.zones.zone import Notice

LARGEST_RADIUS_M = 200_000.0
NEAR_DEGREES = 10.0
"""A zone further than this from the depot, but near with its axes exchanged, is exchanged."""
_SIDES = 64
_FEWEST = 3
_HALF_TURN = 180.0

Area = tuple[BaseGeometry, tuple[Notice, ...]]


def polygons(node: Node, near: tuple[float, float] | None = None) -> Area:
    """Return the area of a GeoJSON Polygon or MultiPolygon.

    A ring that crosses itself is repaired by the even-odd rule, with a notice; so is one that is
    not closed.

    Parameters
    ----------
    node
        The geometry.
    near
        Longitude and latitude of the depot, to recognise exchanged axes.

    Raises
    ------
    InputError
        When there are fewer than three corners, a coordinate is outside the earth, the axes are
        exchanged, or no area is left.
    """
    kind = node.need("type", "Polygon, MultiPolygon", "Polygon、MultiPolygon").choice(
        "POLYGON", "MULTIPOLYGON"
    )
    coordinates = node.need("coordinates", "rings of positions", "由位置组成的环")
    several = [coordinates] if kind == "POLYGON" else list(coordinates.items())
    notices: list[Notice] = []
    parts = [_polygon(part, notices, near) for part in several]
    area = shapely.union_all(parts) if len(parts) > 1 else parts[0]
    return area, tuple(notices)


def circle(centre: Node, radius: Node, near: tuple[float, float] | None = None) -> Area:
    """Return a circle of a radius in metres, as the polygon of 64 sides around it."""
    longitude, latitude = _position(centre)
    _refuse_exchanged(centre, np.array([[longitude, latitude]]), near)
    reach = radius.number(1.0, LARGEST_RADIUS_M) / np.cos(np.pi / _SIDES)
    azimuths = np.arange(_SIDES) * 360.0 / _SIDES
    ones = np.ones(_SIDES)
    x, y, _ = Geod(ellps="WGS84").fwd(longitude * ones, latitude * ones, azimuths, reach * ones)
    return Polygon(np.column_stack([x, y])), ()


def _polygon(node: Node, notices: list[Notice], near: tuple[float, float] | None) -> BaseGeometry:
    rings = [_ring(ring, notices) for ring in node.items()]
    if not rings:
        raise node.refuse("at least one ring", "至少一个环")
    _refuse_exchanged(node, rings[0], near)
    drawn = Polygon(rings[0], rings[1:])
    if not drawn.is_valid:
        drawn = shapely.make_valid(drawn)
        notices.append(
            Notice(node.field, "A ring crosses itself; it was repaired.", "环自相交；已修复。")
        )
    areas = [part for part in shapely.get_parts(drawn) if isinstance(part, Polygon | MultiPolygon)]
    whole = shapely.union_all(areas)
    if whole.area <= 0:
        raise node.refuse("a ring around an area", "围成面积的环")
    return whole


def _ring(node: Node, notices: list[Notice]) -> np.ndarray[Any, np.dtype[np.float64]]:
    xy = np.array([_position(position) for position in node.items()], dtype=float).reshape(-1, 2)
    if len(np.unique(xy, axis=0)) < _FEWEST:
        raise node.refuse("at least three different corners", "至少三个不同的角点")
    if not np.array_equal(xy[0], xy[-1]):
        notices.append(Notice(node.field, "A ring was not closed.", "环未闭合；已闭合。"))
    if np.abs(np.diff(xy[:, 0])).max() > _HALF_TURN:
        raise node.refuse("rings that are cut at the 180th meridian", "在 180° 经线处切开的环")
    return xy


def _position(node: Node) -> tuple[float, float]:
    values = list(node.items())
    if len(values) not in {2, 3}:
        raise node.refuse("longitude and latitude", "经度和纬度")
    return values[0].number(-180.0, 180.0), values[1].number(-90.0, 90.0)


def _refuse_exchanged(
    node: Node, xy: np.ndarray[Any, np.dtype[np.float64]], near: tuple[float, float] | None
) -> None:
    if near is None:
        return
    there = np.abs(xy.mean(axis=0) - near).max()
    exchanged = np.abs(xy.mean(axis=0)[::-1] - near).max()
    if there > NEAR_DEGREES and exchanged <= NEAR_DEGREES:
        raise node.refuse(
            "longitude before latitude; these look exchanged",
            "经度在前、纬度在后；此处似乎颠倒",
        )
