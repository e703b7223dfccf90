"""Who can be reached in time: by the nearest drone, and by a van that drives there first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from citybricks import track
from citybricks.bricks.drone_delivery.baseline import (
    APART_M,
    DETOUR,
    LOADING_S,
    SPEED_M_S,
    STOPPING_S,
    roads_of,
)
from citybricks.bricks.drone_delivery.flying import WINCH_M, budget_j, is_too_windy
from citybricks.bricks.drone_delivery.task import Station, Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citybricks.bricks.drone_delivery.rows import TruckRoad
    from citybricks.methods.routing.roads import Roads, Spot
    from citybricks.types import Features, Home

PARCEL_KG = 0.5
"""A parcel of medicine."""
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Reach:
    """Seconds until a parcel can be at each home; infinite where it cannot: shape (n_homes,)."""

    drone_s: NDArray[np.float64]
    van_s: NDArray[np.float64]


def reach(
    task: Task, model: str, homes: Features[Home], streets: Features[TruckRoad] | None
) -> Reach:
    """Return how soon drones and vans can be at each home."""
    import shapely

    places = shapely.get_coordinates(homes.frame.geometry.to_numpy())
    drone = np.full(len(places), np.inf)
    van = drone.copy()
    for station in task.stations:
        drone = np.minimum(drone, _flown(task, station, places, model))
        van = np.minimum(van, _driven(station, places, streets))
    return Reach(drone, van)


def _flown(
    task: Task, station: Station, places: NDArray[np.float64], model: str
) -> NDArray[np.float64]:
    craft = station.aircraft
    if is_too_windy(task, station):
        return np.full(len(places), np.inf)
    if craft.payload_kg < PARCEL_KG:
        return np.full(len(places), np.inf)
    parts = np.array_split(places, -(-len(places) // _BATCH))
    found = [
        _batch(task, station, part, model) for part in track(parts, "Looking for who is reached")
    ]
    return np.concatenate(found)


def _batch(
    task: Task, station: Station, places: NDArray[np.float64], model: str
) -> NDArray[np.float64]:
    from citybricks.methods.drones.airspace import airspace
    from citybricks.methods.drones.legs import Cruise, leg_table
    from citybricks.methods.drones.margins import margins_of

    craft = station.aircraft
    margin = margins_of(craft, task.height_m, task.wind)
    space = airspace(
        np.vstack([[station.place], places]),
        task.zones,
        task.start,
        task.end,
        task.height_m,
        margin,
        task.ground,
        permits=task.permits,
    )
    stop_m = np.array([0.0, *(WINCH_M for _ in places)])
    table = leg_table(craft, space.ways, Cruise(model, task.height_m, 0.0, task.wind), stop_m, 30.0)
    there = np.arange(1, len(places) + 1)
    base = np.zeros_like(there)
    load = np.full(len(there), PARCEL_KG)
    with np.errstate(invalid="ignore"):
        spent = table.joules(base, there, load) + table.joules(there, base, 0.0 * load)
    seconds = craft.swap_s + table.seconds[0, 1:]
    return np.where(spent <= budget_j(task, station, model), seconds, np.inf)


def _driven(
    station: Station, places: NDArray[np.float64], streets: Features[TruckRoad] | None
) -> NDArray[np.float64]:
    import geopandas as gpd

    from citybricks.methods.geometry.plane import WGS84, around, points

    every = gpd.points_from_xy(*np.vstack([[station.place], places]).T)
    where = gpd.GeoDataFrame(geometry=every, crs=WGS84)
    crs = around(where)
    xy = points(where, crs)
    if streets is None:
        drive = np.hypot(*(xy[1:] - xy[0]).T) * DETOUR / SPEED_M_S
    else:
        drive = _on_streets(xy, streets, crs)
    return np.asarray(LOADING_S + drive + STOPPING_S)


def _on_streets(
    xy: NDArray[np.float64], streets: Features[TruckRoad], crs: Any
) -> NDArray[np.float64]:
    """Return the drives from the first place to the others; infinite where no street leads."""
    from citybricks.methods.routing.roads import beside

    made = roads_of(streets, crs)
    spots = beside(made, xy, reach=APART_M)
    pace = made.seconds / np.maximum(made.metres, 1e-9)
    found = np.full(len(xy), np.inf)
    for spot in spots[0]:
        far = _from(made, spot, pace)
        for at, there in enumerate(spots):
            found[at] = min([found[at], *(_onto(made, far, pace, spot, each) for each in there)])
    return found[1:]


def _from(made: Roads, spot: Spot, pace: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the seconds from a spot to each junction."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    both = ~made.one_way
    start = np.concatenate([made.ends[:, 0], made.ends[both, 1]])
    end = np.concatenate([made.ends[:, 1], made.ends[both, 0]])
    cost = np.maximum(np.concatenate([made.seconds, made.seconds[both]]), 1e-6)
    order = np.lexsort((cost, end, start))
    new = (np.diff(start[order]) != 0) | (np.diff(end[order]) != 0)
    kept = order[np.concatenate([[True], new])]  # of streets between two junctions the fastest
    nodes = int(made.ends.max()) + 1
    graph = csr_array((cost[kept], (start[kept], end[kept])), shape=(nodes, nodes))
    segment, back = divmod(spot.arc, 2)
    head = int(made.ends[segment, 0 if back else 1])
    ahead = (made.metres[segment] - spot.along) * pace[segment]
    return np.asarray(dijkstra(graph, indices=head) + ahead)


def _onto(
    made: Roads, far: NDArray[np.float64], pace: NDArray[np.float64], spot: Spot, there: Spot
) -> float:
    """Return the seconds to a spot, through the junction it is driven to from or straight on."""
    segment, back = divmod(there.arc, 2)
    through = far[made.ends[segment, 1 if back else 0]] + there.along * pace[segment]
    if there.arc == spot.arc and there.along >= spot.along:
        through = min(through, (there.along - spot.along) * pace[segment])
    return float(through)
