"""What a plan of deliveries tells: rows of its tables."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Le

from citybricks.types import (
    AnyUnit,
    Geometry,
    Home,
    Kilometres,
    Latitude,
    Longitude,
    Metres,
    Minutes,
    Model,
    Moment,
    Percent,
    Row,
    Unit,
)

HeightAsPublished = Annotated[float, Unit("m")]
WattHours = Annotated[float, Ge(0), Unit("W.h")]


class Flown(Row):
    """A sortie: one battery, from take-off to landing."""

    sortie: str
    """Its number, by take-off."""
    drone: str
    """Which drone: D1, D2, …"""
    depot: str
    """Where the drone is at home."""
    takes_off: Moment
    """When it takes off."""
    lands: Moment
    """When it lands."""
    orders: str
    """What it brings, in sequence."""
    payload: Annotated[float, Ge(0), Unit("kg")]
    """Carried at take-off."""
    distance: Kilometres
    """Ground covered."""
    energy: WattHours
    """From the battery, by the model that was chosen."""
    lowest: WattHours
    """By the most favourable of the published models."""
    highest: WattHours
    """By the least favourable of the published models."""
    battery: Percent
    """Of a full battery that is left at landing, by the model that was chosen."""
    reserve: Percent
    """Of a full battery that has to be left at landing."""


class Delivered(Row):
    """An order that is brought."""

    order: str
    """Its name."""
    priority: str
    """What it is."""
    hamlet: str | None
    """Remote hamlet it goes to."""
    by: str
    """What brings it: D1, D2, … are drones, T is the truck."""
    handed_over: Moment
    """When it is in hands."""
    waiting: Minutes
    """Since it could be handed over at the earliest."""


class Fix(Row):
    """Where a vehicle is at a time; between two fixes it goes straight and evenly."""

    who: str
    """Which vehicle: D1, D2, … are drones, T is the truck."""
    at_s: Annotated[float, Ge(0), Unit("s")]
    """Since the start of the plan."""
    lon: Longitude
    """Longitude."""
    lat: Latitude
    """Latitude."""
    height_m: Metres
    """Above the ground."""


class Stretch(Row):
    """A stretch of a vehicle's timetable."""

    vehicle: str
    """Which vehicle: D1, D2, … are drones, T is the truck."""
    what: Literal["flight", "swap", "drive", "handing over", "launch", "recovery", "waiting"]
    """What it does."""
    start: Moment
    """From when."""
    end: Moment
    """Until when."""
    orders: str
    """What it brings meanwhile."""


class Means(Row):
    """A means of bringing the same orders."""

    means: Literal["drones", "truck and drones", "van", "electric van"]
    """What drives or flies."""
    energy: WattHours
    """For each parcel, losses of charging included."""
    lowest: WattHours
    """By the most favourable of the published models."""
    highest: WattHours
    """By the least favourable of the published models."""
    emissions: Annotated[float, Ge(0), Unit("g")]
    """Carbon dioxide for each parcel."""
    distance: Kilometres
    """Driven and flown in all."""
    last: Minutes
    """From the start until the last order is in hands."""
    parcels: Annotated[int, Ge(0), Unit("{parcel}")]
    """Brought in time."""


class ZoneShown(Row):
    """A zone of the airspace."""

    geometry: ClassVar[Geometry] = "Polygon"

    zone: str
    """How its authority calls it."""
    name: str
    """Its name."""
    rule: Literal["prohibited", "authorisation", "conditional", "free"]
    """What is asked of who flies there."""
    closed: bool
    """Whether it was closed to this plan."""
    floor: HeightAsPublished
    """From which height, as published."""
    ceiling: HeightAsPublished | None
    """Up to which height, as published."""


class Reached(Home):
    """Where people live, and how soon a parcel can be there."""

    drone: Minutes | None
    """By the nearest drone, loading included; none out of reach."""
    van: Minutes | None
    """By a van that drives there first, loading included."""
    reached: Literal["by both", "by drone only", "by van only", "by neither"]
    """Within the time that was asked for."""


class Below(Row):
    """Who lives below a sortie: a proxy to compare ways with, not a safety case."""

    sortie: str
    """Which sortie."""
    residents: Annotated[float, Ge(0), Unit("{resident}")]
    """Who live in the corridor of contingency volume and ground risk buffer."""
    densest: Annotated[float, Ge(0), Unit("{resident}/km2")]
    """In the densest cell of 200 m below."""
    casualties: Annotated[float, Ge(0), Unit("1")]
    """Expected in one flight, for one loss of control in ten thousand hours."""


class Unserved(Row):
    """An order that is not brought, and why."""

    order: str
    """Its name."""
    reason: str
    """Kind of conflict."""
    value: AnyUnit
    """What is the case."""
    limit: AnyUnit
    """What would be possible."""
    en: str
    """The conflict in English."""
    zh: str
    """The conflict in Chinese."""
    relaxation_en: str
    """The nearest change that would let it be brought, in English."""
    relaxation_zh: str
    """The nearest change that would let it be brought, in Chinese."""


class Intent(Row):
    """An operational intent of a sortie, after ASTM F3548-21."""

    sortie: str
    """Which sortie."""
    reference: str
    """JSON that creates its reference at the discovery service."""
    details: str
    """JSON of the details that other services are told."""


class Assessed(Row):
    """A line of a pre-assessment after JARUS SORA 2.5; not an approval."""

    en: str
    """What, in English."""
    zh: str
    """What, in Chinese."""
    value: str
    """The value."""


class Notice(Row):
    """Something that was repaired in an input."""

    input: str
    """Where."""
    en: str
    """What, in English."""
    zh: str
    """What, in Chinese."""


class Wind(Model):
    """The wind of the plan."""

    from_deg: Annotated[float, Ge(0), Le(360), Unit("deg")]
    """Where it comes from: 270 is a wind from the west."""
    speed: Annotated[float, Ge(0), Unit("m/s")]
    """At cruise height."""
