"""Rows of trucks, yards and streets, and of what a plan of rounds says."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Gt, Le

from citybricks.types import (
    AnyUnit,
    Day,
    Geometry,
    Kilometres,
    Latitude,
    Longitude,
    Model,
    Percent,
    Row,
    Street,
    Unit,
)

Clock = Annotated[float, Ge(0), Le(24), Unit("h")]
"""Hours after midnight."""
Minutes = Annotated[float, Ge(0), Le(720), Unit("min")]
Kilograms = Annotated[float, Ge(0), Unit("kg")]
Volume = Annotated[float, Ge(0), Unit("L")]
Money = Annotated[float, Ge(0), Le(1_000_000), Unit("{CNY}")]
Count = Annotated[int, Ge(0), Unit("1")]


class Truck(Row):
    """A truck, or one of its compartments: rows of one id are one truck."""

    id: str
    """How the city calls it."""
    depot: str
    """Where it starts and ends its shift."""
    capacity_l: Annotated[float, Gt(0), Le(200_000), Unit("L")]
    """Volume of the compartment."""
    payload_kg: Annotated[float, Gt(0), Le(60_000), Unit("kg")] = 8_000.0
    """Mass that the compartment holds."""
    compaction: Annotated[float, Ge(1), Le(10), Unit("1")] = 3.0
    """How much smaller it presses what lies loosely in a container."""
    fraction: str = "residual"
    """What it takes."""
    shift_start_h: Clock = 5.0
    """When its crew starts."""
    shift_end_h: Clock = 13.0
    """When its crew is done."""
    range_km: Annotated[float, Gt(0), Le(2_000), Unit("km")] | None = None
    """How far it drives on a charge or a tank; empty when that is no matter."""
    per_km: Annotated[float, Ge(0), Le(1_000), Unit("{CNY}")] = 8.0
    """Cost of a kilometre."""
    per_h: Annotated[float, Ge(0), Le(10_000), Unit("{CNY}")] = 180.0
    """Cost of an hour of its crew."""
    per_day: Money = 300.0
    """Cost of a day on which it leaves the yard."""
    co2e_g_km: Annotated[float, Ge(0), Le(5_000), Unit("g/km")] = 1_250.0
    """Greenhouse gases of a kilometre, making the fuel or electricity included."""


class Yard(Row):
    """Where trucks start, or where they tip."""

    id: str
    """How the city calls it."""
    kind: Literal["depot", "tip"] = "tip"
    """Whether trucks start here or tip here."""
    opens_h: Clock = 0.0
    """When it opens."""
    closes_h: Clock = 24.0
    """When it closes: no truck tips or leaves later."""
    minutes: Minutes = 15.0
    """Time that tipping takes with its queue; at a depot, time before leaving."""
    fraction: str = ""
    """The only fraction it takes; empty when it takes all."""


class Road(Street):
    """A piece of street that trucks drive, and what stands along its kerb to be collected."""

    id: str = ""
    """How the city calls it; needed where waste is collected along it."""
    one_way: bool = False
    """Whether it may only be driven as it is drawn."""
    speed_m_s: Annotated[float, Gt(0), Le(40), Unit("m/s")] = 8.0
    """Speed of a truck that does not collect."""
    kerb_l: Volume = 0.0
    """Volume of bags and bins along the kerb to be collected; 0 where there is none."""
    fraction: str = "residual"
    """What it is."""
    each_side: bool = False
    """Whether the street is so wide that each side is collected by itself."""


class Access(Row):
    """When a container can be reached."""

    container: str
    """Which container."""
    opens_h: Clock
    """From when."""
    closes_h: Clock
    """Until when."""


class Practice(Model):
    """How a city collects, and what it wants to avoid."""

    overflow_cost: Money = 150.0
    """What a container that overflows costs: cleaning, complaints, an extra trip."""
    visit_cost: Money = 25.0
    """What a visit costs on average; emptying a container that is half full wastes half of it."""
    pick_up_min: Annotated[float, Ge(0), Le(60), Unit("min")] = 3.0
    """Time at a container."""
    kerb_km_h: Annotated[float, Gt(0), Le(40), Unit("km/h")] = 4.0
    """Speed while collecting along a kerb."""
    kg_per_m3: Annotated[float, Gt(0), Le(2_000), Unit("kg/m3")] = 120.0
    """Mass of what lies loosely in a container."""
    side: Literal["right", "left", "either"] = "right"
    """The kerb that trucks lift from: right where they drive on the right."""
    u_turn_s: Annotated[float, Ge(0), Le(3_600), Unit("s")] = 90.0
    """Time lost by turning round."""
    banned_from_h: Clock = 7.0
    """From when no heavy truck may stop in the streets; the same as the end when never."""
    banned_to_h: Clock = 9.0
    """Until when."""
    speed_km_h: Annotated[float, Gt(0), Le(120), Unit("km/h")] = 24.0
    """Speed where no streets are given."""
    detour: Annotated[float, Ge(1), Le(3), Unit("1")] = 1.35
    """How much longer than straight lines the ways are where no streets are given."""


class Trip(Row):
    """What a truck drives from a yard until it has tipped."""

    geometry: ClassVar[Geometry] = "LineString"

    truck: str
    """Which truck."""
    day: Day
    """On which day."""
    trip: Annotated[int, Ge(1)]
    """Number on that day."""
    tip: str
    """Where it tips."""
    kilometres: Kilometres
    """How far it drives."""
    stops: Count
    """Containers and streets it collects."""
    kilograms: Kilograms
    """What it brings."""
    filled: Percent
    """Of its fullest compartment."""


class Served(Row):
    """A street, or a side of it, as it is collected."""

    geometry: ClassVar[Geometry] = "LineString"

    street: str
    """Which street, and which of its sides where each is collected by itself."""
    truck: str
    """Which truck."""
    day: Day
    """On which day."""
    time: str
    """When."""


class Call(Row):
    """A stop of a truck, as its driver reads it."""

    truck: str
    """Which truck."""
    day: Day
    """On which day."""
    stop: Annotated[int, Ge(1)]
    """Number on that day."""
    time: str
    """When."""
    place: str
    """The container or the street."""
    fraction: str
    """What is collected."""
    kilograms: Kilograms
    """How much is expected."""
    overflow: Percent
    """Chance that it would be full by the end of the horizon."""
    en: str
    """Why, in English."""
    zh: str
    """Why, in Chinese."""


class Left(Row):
    """A container that is left alone, and why."""

    container: str
    """Which container."""
    fraction: str
    """What is thrown in."""
    overflow: Percent
    """Chance that it is full by the end of the horizon."""
    en: str
    """Why, in English."""
    zh: str
    """Why, in Chinese."""


class Stretch(Row):
    """What a truck does from when to when."""

    truck: str
    """Which truck, on which day."""
    start_s: Annotated[float, Ge(0), Unit("s")]
    """From when, after midnight of the first day."""
    end_s: Annotated[float, Ge(0), Unit("s")]
    """Until when."""
    kind: Literal["drive", "wait", "collect", "tip", "leave"]
    """What it does."""
    what: str
    """Where, or where to."""


class Fix(Row):
    """Where a truck is at a time."""

    who: str
    """Which truck, on which day."""
    at_s: Annotated[float, Ge(0), Unit("s")]
    """When, after midnight of the first day."""
    lon: Longitude
    """Longitude."""
    lat: Latitude
    """Latitude."""


class Conflict(Row):
    """What cannot be collected, why, and what would have to give."""

    what: str
    """The container or the street."""
    code: str
    """The rule in the way."""
    needed: AnyUnit
    """What it takes."""
    allowed: AnyUnit
    """What there is, in the same unit."""
    en: str
    """Why and what would help, in English."""
    zh: str
    """Why and what would help, in Chinese."""
