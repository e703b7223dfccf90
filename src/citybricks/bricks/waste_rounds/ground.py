"""Where containers, kerbs and yards are for a truck, and how far apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from citybricks import BrickError
from citybricks.bricks.waste_rounds.given import Given
from citybricks.methods.geometry.plane import WGS84, around, lines, points
from citybricks.methods.routing.problem import NEVER, Ints, Way
from citybricks.methods.routing.roads import Roads, Spot, along, beside, drawn, roads
from citybricks.methods.routing.streets import Floats
from citybricks.methods.routing.travel import Travel, gathered, plane, travel

if TYPE_CHECKING:
    from pyproj import CRS

REACH_M = 500.0
"""How far a container may be from a street."""
YARD_M = 2_000.0
"""How far a yard may be from a street."""


@dataclass(frozen=True, slots=True)
class Kerb:
    """A side of a street, or both, that a truck collects while it drives along.

    Parameters
    ----------
    street
        Which street.
    ways
        One for each direction in which it may be collected.
    arcs
        What is driven in each of them.
    share
        Of what stands along the street.
    side
        Which of its sides, where each is collected by itself.
    seconds
        To collect it.
    """

    street: int
    ways: tuple[Way, ...]
    arcs: tuple[tuple[int, ...], ...]
    share: float
    side: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Places that trucks drive between, and the ways.

    Parameters
    ----------
    metres, seconds
        Between places.
    containers
        Ways to serve each container.
    yards
        Place of each yard.
    kerbs
        What is collected along streets.
    """

    metres: Ints
    seconds: Ints
    containers: list[tuple[Way, ...]]
    yards: list[int]
    kerbs: list[Kerb]
    crs: CRS
    spots: Any = None
    ways: Travel | None = None
    xy: Floats = field(default_factory=lambda: np.zeros((0, 2)))

    def drive(self, one: int, other: int) -> Floats:
        """Return the way from a place to another as longitude and latitude: shape (n, 2)."""
        if self.ways is None:
            return self._earth(self.xy[[one, other]])
        start, stop = (int(at) for at in self.spots[one, other])
        return self._earth(self.ways.path(start, stop))

    def collect(self, kerb: int, way: int) -> Floats:
        """Return the way along a kerb: shape (n, 2)."""
        if self.ways is None:
            raise LookupError("there are no kerbs without streets")
        made = self.ways.made
        parts = [drawn(made, arc, 0, np.inf) for arc in self.kerbs[kerb].arcs[way]]
        return self._earth(np.concatenate(parts))

    def _earth(self, xy: Floats) -> Floats:
        shapes = gpd.GeoSeries(gpd.points_from_xy(*xy.T), crs=self.crs).to_crs(WGS84)
        return np.column_stack([shapes.x, shapes.y])


def ground(given: Given) -> Ground:
    """Find out where everything is and how far apart."""
    bins, yards = (
        gpd.GeoDataFrame(geometry=given.places[name]) for name in ("containers", "yards")
    )
    crs = around(gpd.GeoDataFrame(geometry=pd.concat([bins.geometry, yards.geometry])))
    at_bin, at_yard = points(bins, crs), points(yards, crs)
    if given.places["streets"] is None:
        return _open(given, crs, at_bin, at_yard)
    return _on_streets(given, crs, at_bin, at_yard)


def _open(given: Given, crs: CRS, at_bin: Floats, at_yard: Floats) -> Ground:
    xy = np.concatenate([at_bin, at_yard])
    practice = given.practice
    metres, seconds = plane(xy, practice.speed_km_h / 3.6, practice.detour)
    ways: list[tuple[Way, ...]] = [(Way(at, at),) for at in range(len(at_bin))]
    yards = list(range(len(at_bin), len(xy)))
    return Ground(metres, seconds, ways, yards, [], crs, xy=xy)


def _on_streets(given: Given, crs: CRS, at_bin: Floats, at_yard: Floats) -> Ground:
    made = _roads(given, crs)
    practice = given.practice
    spots: list[Spot] = []
    places: list[list[int]] = []

    def place(*found: Spot) -> int:
        places.append(list(range(len(spots), len(spots) + len(found))))
        spots.extend(found)
        return len(places) - 1

    turning = practice.u_turn_s > 0
    containers = []
    for found in _near(made, at_bin, practice.side, REACH_M, "containers"):
        kept = [place(one) for one in found] if turning else [place(*found)]
        containers.append(tuple(Way(at, at) for at in kept))
    yards = [place(*found) for found in _near(made, at_yard, "either", YARD_M, "yards")]
    kerbs = [
        Kerb(
            street, ways, directions, share, side, round(ways[0].metres / practice.kerb_km_h * 3.6)
        )
        for street, directions, share, side in _kerbs(given, made)
        for ways in [tuple(_way(made, arcs, place) for arcs in directions)]
    ]
    ways = travel(made, spots, practice.u_turn_s)
    metres, seconds, chosen = gathered(ways, places)
    laid = Ground(metres, seconds, containers, yards, kerbs, crs, chosen, ways)
    _check_reached(given, laid)
    return laid


def _roads(given: Given, crs: CRS) -> Roads:
    shapes = gpd.GeoDataFrame(geometry=given.places["streets"]).explode(index_parts=False)
    if len(shapes) > len(given.streets):
        doubled = int(shapes.index[shapes.index.duplicated()][0])
        raise BrickError(f"streets.{doubled}", "must be one line, not several parts")
    speed = np.array([row["speed_m_s"] for row in given.streets])
    one_way = np.array([row["one_way"] for row in given.streets], dtype=bool)
    return roads(lines(shapes, crs), speed, one_way)


def _near(
    made: Roads, xy: Floats, side: Any, reach: float, name: str
) -> Iterator[tuple[Spot, ...]]:
    for number, found in enumerate(beside(made, xy, side, reach)):
        if not found:
            raise BrickError(
                f"{name}.{number}",
                "is farther than {reach} m from every street; are longitude and latitude swapped,"
                " or is a street missing?",
                reach=reach,
            )
        yield found


def _kerbs(
    given: Given, made: Roads
) -> Iterator[tuple[int, tuple[tuple[int, ...], ...], float, str]]:
    """Return what is collected along each street: directions, share of it, and the side."""
    for street, row in enumerate(given.streets):
        if not row["kerb_l"]:
            continue
        onwards, back = (tuple(arcs) for arcs in along(made, street))
        if not row["each_side"]:
            yield street, (onwards, back) if back else (onwards,), 1.0, ""
        else:
            yield street, (onwards,), 0.5, "a"
            yield street, (back or onwards,), 0.5, "b"


def _way(made: Roads, arcs: tuple[int, ...], place: Any) -> Way:
    long = [float(made.metres[arc // 2]) for arc in arcs]
    enter, leave = place(Spot(arcs[0], 0.0)), place(Spot(arcs[-1], long[-1]))
    return Way(enter, leave, round(sum(long)))


def _check_reached(given: Given, found: Ground) -> None:
    """Refuse places that no street leads to from the depots and back."""
    depots = [
        at for at, row in zip(found.yards, given.yards, strict=True) if row["kind"] == "depot"
    ]
    for number, at in enumerate(found.yards):
        _check_way(found, depots, (Way(at, at),), f"yards.{number}", given.yards[number]["id"])
    for number, ways in enumerate(found.containers):
        _check_way(found, depots, ways, f"containers.{number}", given.containers[number]["id"])
    for kerb in found.kerbs:
        name = given.streets[kerb.street]["id"]
        _check_way(found, depots, kerb.ways, f"streets.{kerb.street}", name)


def _check_way(
    found: Ground, depots: list[int], ways: tuple[Way, ...], where: str, name: str
) -> None:
    for way in ways:
        there = min(found.seconds[depot, way.enter] for depot in depots)
        back = min(found.seconds[way.leave, depot] for depot in depots)
        if max(there, back) < NEVER:
            return
    raise BrickError(
        where,
        "{name} cannot be reached from a depot and left again: no street joins them, or one-way"
        " streets lead nowhere",
        name=name,
    )
