"""Sorties as they are flown, whoever planned them: legs, tracks, energy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from citybricks import BrickError
from citybricks.bricks.drone_delivery.reading import SAID, Place
from citybricks.bricks.drone_delivery.task import Parcel, Station, Task
from citybricks.methods.drones.airspace import Airspace, airspace
from citybricks.methods.drones.energy import Leg, ranges, reserve_j, sortie
from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.legs import Cruise, LegTable, leg_table
from citybricks.methods.drones.margins import Margins, margins_of
from citybricks.methods.drones.tracks import Track, track

if TYPE_CHECKING:
    from citybricks.methods.drones.aircraft import Aircraft

WINCH_M = 15.0
"""Height from which parcels are let down."""
LEAST = 0.05
"""Share of what may be drawn that has to be left for sorties."""
ROOF_M = 2.0
"""Height of a truck's roof, where drones leave and come back to; parcels are set down."""


@dataclass(frozen=True, slots=True)
class Base:
    """A depot, the orders it serves, and the ways between them; place 0 is the depot.

    Parameters
    ----------
    station
        The depot.
    parcels
        What it brings: places 1, 2, …
    space
        Ways around zones.
    table
        Seconds and joules of all legs; none when it is too windy to fly at all.
    margin
        How far a drone may stray.
    budget_j
        Energy that a sortie may take.
    """

    station: Station
    parcels: tuple[Parcel, ...]
    space: Airspace
    table: LegTable | None
    margin: Margins
    budget_j: float


@dataclass(frozen=True, slots=True)
class Sortie:
    """A sortie with what is carried on each leg.

    Parameters
    ----------
    id, drone
        How they are called.
    base
        Whose ways it flies.
    stops
        Places in order: where it takes off first, where it lands last.
    payloads_kg
        Carried on each leg: one fewer than stops.
    start_s
        Of the take-off, in seconds from the start of the plan.
    hovering_s
        Spent over the truck before it is recovered.
    """

    id: str
    drone: str
    base: Base
    stops: tuple[int, ...]
    payloads_kg: tuple[float, ...]
    start_s: float
    hovering_s: float = 0.0

    @property
    def craft(self) -> Aircraft:
        """What flies."""
        return self.base.station.aircraft

    @property
    def orders(self) -> list[Parcel]:
        """What it brings, in sequence."""
        return [self.base.parcels[stop - 1] for stop in self.stops[1:-1]]

    def legs(self) -> list[Leg]:
        """Return its legs."""
        if self.base.table is None:
            return []
        legs = self.base.table.legs(self.base.space.ways, self.stops, self.payloads_kg)
        return [*legs[:-1], replace(legs[-1], service_s=self.hovering_s)]

    def track(self, task: Task) -> Track:
        """Return where it is when."""
        start = self.base.space.ways.points_xy[self.stops[0]]
        return track(self.craft, start, self.legs(), task.wind, self.start_s)

    def path(self) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Return the bends of the whole way over the ground."""
        ways = self.base.space.ways
        parts = [ways.path(a, b) for a, b in pairwise(self.stops)]
        return np.concatenate(parts)

    @property
    def metres(self) -> float:
        """Ground covered."""
        ways = self.base.space.ways
        return float(sum(ways.metres[a, b] for a, b in pairwise(self.stops)))

    def joules(self, model: str, task: Task) -> float:
        """Return its energy by a model."""
        return sortie(model, self.craft, self.legs(), task.wind).joules

    def joules_by_model(self, task: Task) -> dict[str, float]:
        """Return its energy by every model."""
        return ranges(self.craft, self.legs(), task.wind)


def bases(task: Task, model: str, *, on_truck: bool) -> list[Base]:
    """Return the depots, each with the orders that are nearer to it than to any other."""
    shared = _shared(task)
    return [
        _base(task, station, parcels, model, on_truck=on_truck)
        for station, parcels in zip(task.stations, shared, strict=True)
        if parcels
    ]


def _shared(task: Task) -> list[tuple[Parcel, ...]]:
    lon, lat = np.radians(np.array([station.place for station in task.stations])).T
    groups: list[list[Parcel]] = [[] for _ in task.stations]
    for parcel in task.parcels:
        x, y = np.radians(parcel.place)
        far = np.hypot((lon - x) * np.cos(y), lat - y)
        groups[int(np.argmin(far))].append(parcel)
    return [tuple(group) for group in groups]


def _base(
    task: Task, station: Station, parcels: tuple[Parcel, ...], model: str, *, on_truck: bool
) -> Base:
    margin = margins_of(station.aircraft, task.height_m, task.wind)
    space = _space(task, station, [parcel.place for parcel in parcels], "orders")
    if 0 in space.unreachable:
        why = space.unreachable[0]
        raise BrickError("depots", SAID, en=f"{station.id}: {why.en}", zh=f"{station.id}：{why.zh}")
    stop_m = (
        [ROOF_M, *(ROOF_M for _ in parcels)] if on_truck else [0.0, *(WINCH_M for _ in parcels)]
    )
    table = _table(
        task, station, space, parcels, Cruise(model, task.height_m, 0.0, task.wind), stop_m
    )
    budget = budget_j(task, station, model, landing=not on_truck)
    return Base(station, parcels, space, table, margin, budget)


def _space(task: Task, station: Station, places: Sequence[Place], field: str) -> Airspace:
    """Return the ways between a depot, place 0, and places; a complaint names their input."""
    try:
        return airspace(
            [station.place, *places],
            task.zones,
            task.start,
            task.end,
            task.height_m,
            margins_of(station.aircraft, task.height_m, task.wind),
            task.ground,
            permits=task.permits,
        )
    except InputError as error:
        raise BrickError(field, SAID, en=error.en, zh=error.zh) from error


def _table(
    task: Task,
    station: Station,
    space: Airspace,
    parcels: Sequence[Parcel],
    cruise: Cruise,
    stop_m: Sequence[float],
) -> LegTable | None:
    if is_too_windy(task, station):
        return None
    craft = station.aircraft
    service = [0.0, *(float(parcel.service_s) for parcel in parcels)]
    return leg_table(craft, space.ways, cruise, stop_m, service)


def is_too_windy(task: Task, station: Station) -> bool:
    """Whether the wind keeps what flies from a depot on the ground."""
    craft = station.aircraft
    return task.wind.speed_m_s > min(craft.wind_limit_m_s, craft.airspeed_m_s - 1)


def budget_j(task: Task, station: Station, model: str, *, landing: bool = True) -> float:
    """Return the energy that a sortie may take: what may be drawn, without the reserve.

    The reserve is 20 %, or the way from the depot to the nearest alternate where that takes more.
    A truck that drones land on can stop anywhere; it has no alternate.

    Raises
    ------
    BrickError
        When no alternate can be flown to, or when the way leaves nothing to fly with.
    """
    craft = station.aircraft
    if not (task.alternates and landing) or is_too_windy(task, station):
        return craft.drawable_j - reserve_j(craft)
    space = _space(task, station, task.alternates, "alternates")
    free = [at for at in range(1, len(task.alternates) + 1) if at not in space.unreachable]
    if not free:
        raise BrickError(
            "alternates",
            "none of the {count} places can be flown to from {depot} around the zones",
            count=len(task.alternates),
            depot=station.id,
        )
    cruise = Cruise(model, task.height_m, 0.0, task.wind)
    table = leg_table(craft, space.ways, cruise, 0.0, 0.0)
    away = table.to_alternate_j(0, free)
    left = craft.drawable_j - reserve_j(craft, away)
    if left < LEAST * craft.drawable_j:
        raise BrickError(
            "alternates",
            "the way from {depot} to the nearest takes {needed} Wh of the {held} Wh that may be"
            " drawn; name one that is nearer",
            depot=station.id,
            needed=round(away / 3600, 1),
            held=round(craft.drawable_j / 3600, 1),
        )
    return left
