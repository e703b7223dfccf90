"""Places and zones on one map: who can be reached, on which way, and who cannot and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from citybricks.methods.drones.airways import Airways, airways, grow, inside
from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.margins import USUAL, Margins
from citybricks.methods.drones.zones.zone import SEA_LEVEL, Terrain, Zone, closed
from citybricks.methods.geometry.plane import WGS84, around, points

FURTHEST_DEGREES = 3.0
"""From the first place; what is further away is a slip, most often exchanged axes."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Why a place cannot be flown to, in both languages."""

    place: int
    zones: tuple[str, ...]
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Airspace:
    """Places, the zones closed to them, and the ways between them.

    Attributes
    ----------
    plane
        The local map in metres on which the ways are drawn.
    closed
        Zones that are closed for cruise or for landing, as they stand in the input.
    areas
        The areas of `closed` on the map.
    ways
        Shortest ways between all places; infinite to a place that cannot be reached.
    unreachable
        By place.
    """

    plane: CRS
    closed: tuple[Zone, ...]
    areas: tuple[BaseGeometry, ...]
    ways: Airways
    unreachable: dict[int, Unreachable]


def airspace(
    places: ArrayLike,
    zones: Sequence[Zone],
    start: datetime,
    end: datetime | None = None,
    height_m: float = 60.0,
    margins: Margins = USUAL,
    terrain: Terrain = SEA_LEVEL,
    permits: Collection[str] = (),
) -> Airspace:
    """Return the ways between places around the zones that are closed to them.

    Parameters
    ----------
    places
        Longitudes and latitudes: shape (n, 2); the first is the base.
    zones
        All zones, closed or not.
    start, end
        First and last moment of the flights.
    height_m
        Cruise above ground.
    margins
        Kept from zones sideways and in height.
    terrain, permits
        As in `zones.zone.closed`.

    Raises
    ------
    InputError
        When a place is not on earth or too far from the base.
    """
    positions = check_places(places)
    located = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*positions.T), crs=WGS84)
    plane = around(located)
    band = (max(0.0, height_m - margins.above_m), height_m + margins.above_m)
    near = _near(zones, positions)
    in_cruise = closed(near, start, end, band, terrain, permits)
    anywhere = closed(near, start, end, (0.0, band[1]), terrain, permits)
    low = [zone for zone in anywhere if zone not in in_cruise]
    every = (*in_cruise, *low)
    drawn = gpd.GeoSeries([zone.area for zone in every], crs=WGS84).to_crs(plane)
    areas = tuple(drawn)
    xy = points(located, plane)
    ways = airways(xy, areas[: len(in_cruise)], margins.across_m, plane)
    held = inside(xy, [grow(area, margins.across_m) for area in areas])
    return _without(plane, every, areas, ways, held)


def _near(zones: Sequence[Zone], positions: NDArray[np.float64]) -> list[Zone]:
    """Return the zones that any way between the places could meet: national files are large."""
    if not len(positions) or not len(zones):
        return []
    west, south, east, north = shapely.bounds([zone.area for zone in zones]).T
    longitude, latitude = positions[0]
    beside = np.abs(_turned(np.array([west, east]) - longitude)).min(axis=0)
    beside = np.where((west <= longitude) & (longitude <= east), 0.0, beside)
    above = np.maximum(np.maximum(south - latitude, latitude - north), 0.0)
    met = np.maximum(beside, above) <= 2 * FURTHEST_DEGREES
    return [zone for zone, meets in zip(zones, met, strict=True) if meets]


def _turned(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return differences of degrees the short way round: from -180 to 180."""
    return (degrees + 180) % 360 - 180


def check_places(places: ArrayLike) -> NDArray[np.float64]:
    """Return places as longitudes and latitudes, or say which is impossible.

    Raises
    ------
    InputError
        When a coordinate is no number, not on earth, or far from the first place.
    """
    positions = np.asarray(places, dtype=float).reshape(-1, 2)
    for at, (longitude, latitude) in enumerate(positions):
        for axis, value, most in (("longitude", longitude, 180.0), ("latitude", latitude, 90.0)):
            if not abs(value) <= most:
                raise InputError.outside(f"places[{at}].{axis}", float(value), -most, most)
    away = np.abs(_turned(positions - positions[:1])).max(axis=1, initial=0.0)
    for at in np.flatnonzero(away > FURTHEST_DEGREES).tolist():
        shown = f"({positions[at][0]:.4f}, {positions[at][1]:.4f})"
        exchanged = np.abs(positions[at][::-1] - positions[0]).max() <= FURTHEST_DEGREES
        raise InputError(f"places[{at}]", shown, _FAR_EXCHANGED if exchanged else _FAR)
    return positions


_FAR = (
    f"a place within {FURTHEST_DEGREES:g} degrees of the base",
    f"距基地 {FURTHEST_DEGREES:g} 度以内的地点",
)
_FAR_EXCHANGED = (
    "longitude before latitude; these look exchanged",
    "经度在前、纬度在后；此处似乎颠倒",
)


def _without(
    plane: CRS,
    zones: tuple[Zone, ...],
    areas: tuple[BaseGeometry, ...],
    ways: Airways,
    inside: tuple[tuple[int, ...], ...],
) -> Airspace:
    """Return the airspace without ways to places that lie in a zone."""
    metres = ways.metres.copy()
    unreachable: dict[int, Unreachable] = {}
    for place, held in enumerate(inside):
        if held:
            unreachable[place] = _in_zones(place, [zones[at] for at in held])
            metres[place, :] = metres[:, place] = np.inf
    for place in range(1, len(metres)):
        if place not in unreachable and np.isinf(metres[0, place]):
            unreachable[place] = _walled_in(place, 0 in unreachable)
    return Airspace(plane, zones, areas, replace(ways, metres=metres, inside=inside), unreachable)


def _in_zones(place: int, zones: Sequence[Zone]) -> Unreachable:
    names = ", ".join(f"{zone.name} ({zone.restriction})" for zone in zones)
    return Unreachable(
        place,
        tuple(zone.id for zone in zones),
        f"It lies in a closed zone or its margin: {names}.",
        f"该处位于关闭的区域或其缓冲区内：{names}。",
    )


def _walled_in(place: int, base: bool) -> Unreachable:
    if base:
        return Unreachable(place, (), "The base lies in a closed zone.", "基地位于关闭的区域内。")
    return Unreachable(
        place,
        (),
        "Closed zones leave no way there from the base.",
        "关闭的区域使基地无路可达该处。",
    )
