"""What drone deliveries are planned from: depots, orders, aircraft and zones."""

from __future__ import annotations

import json
from typing import Annotated, Any, ClassVar, Literal

from annotated_types import Ge, Gt, Le
from pydantic import ConfigDict, model_validator

from citybricks.types import File, Geometry, Model, Moment, Row, Street, Unit
from citybricks.types.files import GEOJSON, JSON


class Depot(Row):
    """A place that drones fly from and vans drive from."""

    id: str = "depot"
    """How people call it."""
    drones: Annotated[int, Ge(1), Le(50)] = 4
    """Drones that are there."""
    aircraft: str = ""
    """Name of their type in the aircraft table; the first one when empty."""


class LandingPlace(Row):
    """A place where drones land when their depot cannot be landed on."""

    id: str = "alternate"
    """How people call it."""


class DroneOrder(Row):
    """Something to be brought to a home."""

    id: str
    """Its name, unlike that of any other order."""
    mass_kg: Annotated[float, Gt(0), Le(300), Unit("kg")]
    """Of the parcel with its box."""
    open: Moment | None = None
    """It may not be handed over before, with the offset of the time zone; the start when empty."""
    close: Moment | None = None
    """It has to be handed over by then; eight hours after the start when empty."""
    priority: Literal["medicine", "food", "parcel"] = "parcel"
    """What it is; waiting for medicine counts three times, for food twice."""
    service_s: Annotated[float, Ge(0), Le(3_600), Unit("s")] = 30.0
    """How long handing over takes."""
    droppable: bool = True
    """Whether a drone may bring it; if not, only a truck can."""
    hamlet: str | None = None
    """Remote hamlet it goes to; empty in town."""


class AircraftType(Row):
    """A type of multirotor; what is left out is that of a hexacopter for parcels of up to 3 kg."""

    name: str
    """How people call it."""
    mass_kg: Annotated[float, Ge(0.1), Le(600), Unit("kg")] = 9.5
    """With its battery, without payload."""
    battery_wh: Annotated[float, Ge(1), Le(100000), Unit("W.h")] = 600.0
    """Energy of a full battery."""
    usable: Annotated[float, Ge(0.05), Le(1), Unit("1")] = 0.9
    """Share of the battery that may be drawn at all."""
    payload_kg: Annotated[float, Ge(0), Le(300), Unit("kg")] = 3.0
    """Heaviest payload."""
    airspeed_m_s: Annotated[float, Ge(1), Le(80), Unit("m/s")] = 15.0
    """Speed through the air in cruise."""
    rotors: Annotated[int, Ge(1), Le(64)] = 6
    """How many."""
    rotor_area_m2: Annotated[float, Ge(0.001), Le(100), Unit("m2")] = 1.34
    """All disks together."""
    drag_area_m2: Annotated[float, Ge(0), Le(10), Unit("m2")] = 0.08
    """Drag coefficient times frontal area."""
    lift_to_drag: Annotated[float, Ge(0.5), Le(40), Unit("1")] = 3.0
    """Lift over drag in cruise."""
    efficiency: Annotated[float, Ge(0.05), Le(1), Unit("1")] = 0.7
    """From the battery to the air."""
    avionics_w: Annotated[float, Ge(0), Le(5000), Unit("W")] = 50.0
    """Drawn by all but the motors."""
    climb_m_s: Annotated[float, Ge(0.2), Le(30), Unit("m/s")] = 4.0
    """Speed of climbs."""
    descent_m_s: Annotated[float, Ge(0.2), Le(30), Unit("m/s")] = 3.0
    """Speed of descents."""
    wind_limit_m_s: Annotated[float, Ge(0), Le(40), Unit("m/s")] = 10.0
    """Strongest wind it flies in."""
    swap_s: Annotated[float, Ge(0), Le(86400), Unit("s")] = 120.0
    """Time on the ground for another battery and the next parcels."""
    noise_db: Annotated[float, Ge(0), Le(140), Unit("dB[A]")] = 65.0
    """Below an overflight."""
    size_m: Annotated[float, Ge(0.05), Le(60), Unit("m")] = 1.5
    """Largest dimension, rotors included."""


class TruckRoad(Street):
    """A piece of street that trucks drive on."""

    geometry: ClassVar[Geometry] = "LineString"

    one_way: bool = False
    """Whether it may only be driven as it is drawn."""
    speed_m_s: Annotated[float, Gt(0), Le(50), Unit("m/s")] = 8.5
    """Speed of a van."""


class Zones(Model):
    """Zones of an airspace, as authorities publish them.

    Read from a file after EUROCAE ED-269 (JSON), ED-318 (GeoJSON) or plain GeoJSON with `id`,
    `restriction`, `floor`, `ceiling`, `start` and `end`.
    """

    model_config = ConfigDict(json_schema_extra={"x-files": [GEOJSON, JSON]})

    document: str
    """The file's text."""

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: Any) -> Any:
        if isinstance(value, File):
            return _unwrapped(value.content.decode("utf-8", "replace"))
        if isinstance(value, list) or (isinstance(value, dict) and "document" not in value):
            return {"document": _written(value)}
        return value


def _unwrapped(text: str) -> dict[str, str]:
    """Take the text of a file; one that holds what this model writes is what it wrote."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {"document": text}
    if isinstance(read, dict) and set(read) == {"document"} and isinstance(read["document"], str):
        return {"document": read["document"]}
    return {"document": text}


def _written(value: Any) -> str:
    """Write what was already read from a file; what JSON cannot say becomes no document."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return ""
