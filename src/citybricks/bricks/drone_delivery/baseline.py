"""A van on the same orders, to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from citybricks import tell
from citybricks.bricks.drone_delivery.reading import absent
from citybricks.bricks.drone_delivery.task import Parcel, Station
from citybricks.methods.routing.problem import NEVER, Client, Problem, Site, Vehicle, Way
from citybricks.methods.routing.rounds import search
from citybricks.methods.routing.stopping import Stop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citybricks.bricks.drone_delivery.rows import TruckRoad
    from citybricks.methods.routing.roads import Roads
    from citybricks.methods.routing.travel import Travel
    from citybricks.types import Features

LOADING_S = 300
"""Before a van leaves."""
STOPPING_S = 90
"""To park and walk to the door, on top of handing over."""
SPEED_M_S = 10.0
DETOUR = 1.35
"""Roads over straight lines, where no streets are given."""
APART_M = 500.0
"""From a street to a place it leads to, at most."""
_PRIZE = 1_000_000
_FIXED = 20_000
"""Another van costs as much as so many metres."""
_ITERATIONS = 200


@dataclass(frozen=True, slots=True)
class Ways:
    """Drives between places: depot first, then orders; `NEVER` where no street leads."""

    metres: NDArray[np.int64]
    seconds: NDArray[np.int64]
    found: Travel | None = None
    spots: NDArray[np.int64] | None = None
    """Of the fastest drive between two places: shape (n, n, 2)."""

    def path(self, start: int, end: int, ends: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the drive between two places, from the one to the other: shape (k, 2)."""
        if self.found is None or self.spots is None or start == end:
            return ends
        one, other = self.spots[start, end].tolist()
        return np.concatenate([ends[:1], self.found.path(one, other), ends[1:]])


@dataclass(frozen=True, slots=True)
class Round:
    """What vans do: kilometres, parcels in time, and when the last is in hands."""

    metres: float
    brought: int
    last_s: float


def ways(places: Sequence[tuple[float, float]], streets: Features[TruckRoad] | None) -> Ways:
    """Return the drives between places, on streets where they are given."""
    import geopandas as gpd

    from citybricks.methods.geometry.plane import WGS84, around, points
    from citybricks.methods.routing import travel

    where = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*np.array(places).T), crs=WGS84)
    crs = around(where)
    xy = points(where, crs)
    if streets is None:
        return Ways(*travel.plane(xy, SPEED_M_S, DETOUR))
    return _on_streets(xy, streets, crs)


def _on_streets(xy: NDArray[np.float64], streets: Features[TruckRoad], crs: Any) -> Ways:
    """Return the drives between the places that are beside a street; to others no way leads."""
    from citybricks.methods.routing.roads import beside
    from citybricks.methods.routing.travel import gathered, travel

    made = roads_of(streets, crs)
    near = beside(made, xy, reach=APART_M)
    metres = np.full((len(xy), len(xy)), NEVER, dtype=np.int64)
    np.fill_diagonal(metres, 0)
    seconds = metres.copy()
    placed = np.array([at for at, spots in enumerate(near) if spots], dtype=np.int64)
    if not len(placed):
        return Ways(metres, seconds)
    ends = np.cumsum([0, *(len(near[at]) for at in placed)])
    found = travel(made, [spot for at in placed for spot in near[at]])
    rows = [list(range(a, b)) for a, b in pairwise(ends.tolist())]
    among, time, pairs = gathered(found, rows)
    spots = np.zeros((len(xy), len(xy), 2), dtype=np.int64)
    at = np.ix_(placed, placed)
    metres[at], seconds[at], spots[at] = among, time, pairs
    np.fill_diagonal(metres, 0)
    np.fill_diagonal(seconds, 0)
    return Ways(metres, seconds, found, spots)


def roads_of(streets: Features[TruckRoad], crs: Any) -> Roads:
    """Return the streets on a flat map."""
    from citybricks.methods.routing.roads import roads

    frame = streets.frame.explode(index_parts=False)
    lines = frame.geometry.to_crs(crs).to_numpy()
    speed = _column(frame, "speed_m_s", 8.5).astype(float)
    one_way = _column(frame, "one_way", False).astype(bool)
    return roads(lines, speed, one_way)


def _column(frame: Any, name: str, otherwise: Any) -> NDArray[Any]:
    if name not in frame:
        return np.full(len(frame), otherwise)
    return np.array([otherwise if absent(value) else value for value in frame[name]])


def round_of(station: Station, parcels: Sequence[Parcel], drives: Ways, seed: int) -> Round:
    """Plan the rounds of vans from a depot for orders, in their windows where that is possible."""
    clients = tuple(
        Client(
            parcel.id,
            (Way(at, at),),
            (),
            parcel.service_s + STOPPING_S,
            ((parcel.open_s, max(parcel.open_s, parcel.close_s - parcel.service_s - STOPPING_S)),),
            prize=_PRIZE,
            required=False,
        )
        for at, parcel in enumerate(parcels, 1)
    )
    depot = Site(station.id, 0, service_s=LOADING_S)
    van = Vehicle("van", count=max(1, len(parcels) // 4), fixed=_FIXED)
    problem = Problem(drives.metres, drives.seconds, clients, (depot,), (van,))
    plan, _ = search(problem, Stop(iterations=_ITERATIONS, report=tell), seed)
    visits = [visit for route in plan.routes for visit in route.visits if visit.client >= 0]
    metres = sum(_length(route.clients, drives) for route in plan.routes)
    return Round(metres, len(visits), float(max((visit.end_s for visit in visits), default=0)))


def _length(clients: Sequence[int], drives: Ways) -> float:
    stops = [0, *(client + 1 for client in clients), 0]
    return float(sum(drives.metres[a, b] for a, b in pairwise(stops)))
