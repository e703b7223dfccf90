"""The task: depots, orders and airspace, checked, in seconds from the start of the plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from citybricks import BrickError
from citybricks.bricks.drone_delivery.reading import (
    Place,
    absent,
    check_near,
    filled,
    refuse_twins,
    rows,
    saying,
)
from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.wind import CALM, Wind
from citybricks.methods.drones.zones.zone import SEA_LEVEL, Terrain

if TYPE_CHECKING:
    from citybricks.bricks.drone_delivery.rows import (
        AircraftType,
        Depot,
        DroneOrder,
        LandingPlace,
        Zones,
    )
    from citybricks.methods.drones.zones.zone import Zone
    from citybricks.types import Features, Table

LONGEST_S = 8 * 3600
"""An order without a close may be handed over until then."""
_LATEST_S = 48 * 3600
MOST_ORDERS = 500
WEIGHTS = {"medicine": 3, "food": 2, "parcel": 1}


@dataclass(frozen=True, slots=True)
class Station:
    """A depot with its drones."""

    id: str
    place: Place
    drones: int
    aircraft: Aircraft


@dataclass(frozen=True, slots=True)
class Parcel:
    """An order, its window in seconds from the start of the plan."""

    id: str
    place: Place
    mass_kg: float
    open_s: int
    close_s: int
    service_s: int
    priority: str
    droppable: bool
    hamlet: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked, checked."""

    start: datetime
    stations: tuple[Station, ...]
    parcels: tuple[Parcel, ...]
    zones: tuple[Zone, ...]
    permits: tuple[str, ...]
    alternates: tuple[Place, ...] = ()
    wind: Wind = CALM
    height_m: float = 100.0
    ground: Terrain = SEA_LEVEL

    @property
    def end(self) -> datetime:
        """When the last window closes."""
        latest = max(parcel.close_s for parcel in self.parcels)
        return self.start + timedelta(seconds=latest)

    def moment(self, seconds: float) -> datetime:
        """Return the time of a second of the plan, to the second."""
        return self.start + timedelta(seconds=round(float(seconds)))


def task(
    depots: Features[Depot],
    orders: Features[DroneOrder],
    start: datetime,
    given: Zones | None,
    time_zone: str,
    asked: Collection[str],
    aircraft: Table[AircraftType] | None,
    alternates: Features[LandingPlace] | None,
) -> Task:
    """Return the task; what cannot be meant is refused with its field, value and what may be."""
    begun = checked_start(start)
    at = stations(depots, aircraft)
    near = at[0].place
    parcels_asked = tuple(parcels(orders, begun, near))
    known = zones(given, time_zone, near)
    others = landing_places(alternates, near)
    return Task(begun, tuple(at), parcels_asked, known, permits(asked, known), others)


def landing_places(alternates: Features[LandingPlace] | None, near: Place) -> tuple[Place, ...]:
    """Return where drones land when their depot cannot be landed on."""
    if alternates is None:
        return ()
    refuse_twins(alternates.frame, "alternates")
    places = [row["place"] for row in rows(alternates)]
    check_near(places, near, "alternates")
    return tuple(places)


def under(known: Task, wind: Wind, height_m: float, ground: Terrain) -> Task:
    """Return the task in a wind, at a height of cruise, over a ground."""
    return replace(known, wind=wind, height_m=height_m, ground=ground)


def terrain(lowest_m: float, highest_m: float, geoid_m: float) -> Terrain:
    """Return how high the ground lies."""
    if lowest_m > highest_m:
        raise BrickError(
            "ground_lowest",
            "the lowest ground, {lowest} m, is above the highest, {highest} m",
            lowest=lowest_m,
            highest=highest_m,
        )
    return Terrain(lowest_m, highest_m, geoid_m)


def weather(from_deg: float, speed_m_s: float) -> Wind:
    """Return a wind by where it comes from."""
    return Wind.coming_from(from_deg, speed_m_s)


def stations(depots: Features[Depot], aircraft: Table[AircraftType] | None) -> list[Station]:
    """Return the depots; each flies the aircraft it names, or else the first."""
    types = _types(aircraft)
    refuse_twins(depots.frame, "depots")
    listed = rows(depots)
    check_near([row["place"] for row in listed], listed[0]["place"], "depots")
    found = []
    for at, row in enumerate(listed):
        named = str(row.get("aircraft") or "")
        if named and named not in types:
            raise BrickError(
                f"depots.{at}.aircraft",
                "there is no aircraft {name}; the aircraft table has: {names}",
                name=named, names=", ".join(types),
            )  # fmt: skip
        craft = types[named] if named else next(iter(types.values()))
        drones = int(filled(row.get("drones"), 4))
        found.append(Station(str(filled(row.get("id"), "depot")), row["place"], drones, craft))
    return found


def _types(aircraft: Table[AircraftType] | None) -> dict[str, Aircraft]:
    if aircraft is None:
        craft = Aircraft()
        return {craft.name: craft}
    found: dict[str, Aircraft] = {}
    known = {field.name for field in fields(Aircraft)}
    for at, row in enumerate(aircraft.frame.to_dict("records")):
        given = {str(k): v for k, v in row.items() if k in known and not absent(v)}
        if given["name"] in found:
            raise BrickError(
                f"aircraft.{at}.name", "{name} is there twice; names differ", name=given["name"]
            )
        found[given["name"]] = saying("aircraft", lambda values=given: Aircraft(**values))
    return found


def parcels(orders: Features[DroneOrder], start: datetime, near: Place) -> list[Parcel]:
    """Return the orders with their windows in seconds; what cannot be meant is refused."""
    if len(orders) > MOST_ORDERS:
        raise BrickError(
            "orders",
            "there are {count} orders; at most {most}",
            count=len(orders),
            most=MOST_ORDERS,
        )
    refuse_twins(orders.frame, "orders")
    listed = rows(orders)
    check_near([row["place"] for row in listed], near, "orders")
    return [_parcel(at, row, start) for at, row in enumerate(listed)]


def _parcel(at: int, row: dict[str, Any], start: datetime) -> Parcel:
    opens = _seconds(row.get("open"), start, 0, f"orders.{at}.open")
    closes = _seconds(row.get("close"), start, LONGEST_S, f"orders.{at}.close")
    if closes <= opens:
        raise BrickError(
            f"orders.{at}.close",
            "{close} is not after it opens, {open}; a window closes after it opens",
            close=_said(row.get("close"), start, closes),
            open=_said(row.get("open"), start, opens),
        )
    if closes <= 0 or opens > _LATEST_S or closes > 2 * _LATEST_S:
        raise BrickError(
            f"orders.{at}.close",
            "{close} is not within two days of the start, {start}",
            close=_said(row.get("close"), start, closes), start=start.isoformat(),
        )  # fmt: skip
    hamlet = row.get("hamlet")
    return Parcel(
        id=str(row["id"]),
        place=row["place"],
        mass_kg=float(row["mass_kg"]),
        open_s=max(0, opens),
        close_s=closes,
        service_s=round(float(filled(row.get("service_s"), 30.0))),
        priority=str(filled(row.get("priority"), "parcel")),
        droppable=bool(filled(row.get("droppable"), True)),
        hamlet=None if absent(hamlet) or not str(hamlet).strip() else str(hamlet),
    )


def _seconds(value: Any, start: datetime, otherwise: int, field: str) -> int:
    """Return a time of an order as seconds from the start."""
    if absent(value):
        return otherwise
    moment = _moment(value)
    if moment.utcoffset() is None:
        raise BrickError(
            field, "{value} has no offset; write it as in 2026-11-23T09:00:00+09:00",
            value=moment.isoformat(),
        )  # fmt: skip
    return round((moment - start).total_seconds())


def _moment(value: Any) -> datetime:
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    python: datetime = read.to_pydatetime() if hasattr(read, "to_pydatetime") else read
    return python


def _said(value: Any, start: datetime, seconds: int) -> str:
    known = start + timedelta(seconds=seconds) if absent(value) else _moment(value)
    return known.astimezone(start.tzinfo).isoformat()


def zones(given: Zones | None, time_zone: str, near: Place) -> tuple[Zone, ...]:
    """Return the zones of a file."""
    from citybricks.methods.drones.zones.reading import read_zones

    if given is None:
        return ()
    name = time_zone.strip() or None
    found: list[Zone] = saying("zones", lambda: read_zones(given.document, name, near))
    if not found:
        raise BrickError("zones", "has no zone; leave it out where flying is free everywhere")
    return tuple(found)


def permits(asked: Collection[str], known: Sequence[Zone]) -> tuple[str, ...]:
    """Return the permits; each is for a zone that gives any."""
    by_id = {zone.id: zone for zone in known}
    for at, name in enumerate(asked):
        open_to = [i for i, zone in by_id.items() if zone.restriction != "PROHIBITED"]
        if name not in open_to:
            raise BrickError(
                f"permits.{at}",
                "{name} is no zone that gives permits; those that do: {names}",
                name=name, names=", ".join(open_to) or "–",
            )  # fmt: skip
    return tuple(asked)


def checked_start(start: datetime) -> datetime:
    """Return the start; one without an offset could mean many times."""
    if start.utcoffset() is None:
        raise BrickError(
            "start", "{value} has no offset; write it as in 2026-11-23T09:00:00+09:00",
            value=start.isoformat(),
        )  # fmt: skip
    return start
