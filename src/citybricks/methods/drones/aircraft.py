"""Multirotor aircraft: what flying, planning and a risk assessment need to know of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isfinite, pi

from citybricks.methods.drones.errors import InputError

GRAVITY_M_S2 = 9.80665
JOULES_PER_WH = 3600.0


@dataclass(frozen=True, slots=True)
class Aircraft:
    """A multirotor; the defaults describe a hexacopter for parcels of up to 3 kg.

    Defaults whose values are published: lift-to-drag 3 (D'Andrea 2014,
    doi:10.1109/TASE.2014.2326952), efficiency 0.7 (Stolaroff et al. 2018,
    doi:10.1038/s41467-017-02411-5). The others are plausible for the class, not a product's.

    Raises
    ------
    InputError
        When a value is no number or outside what the field can be.
    """

    name: str = "hexacopter"
    mass_kg: float = 9.5
    """With its battery, without payload."""
    battery_wh: float = 600.0
    usable: float = 0.9
    """Share of the battery that may be drawn at all; the reserve is kept within it."""
    payload_kg: float = 3.0
    """Heaviest payload."""
    airspeed_m_s: float = 15.0
    """Speed through the air in cruise, whatever the wind."""
    rotors: int = 6
    rotor_area_m2: float = 6 * pi * 0.2667**2
    """All disks together."""
    drag_area_m2: float = 0.08
    """Drag coefficient times frontal area, with the parcel."""
    lift_to_drag: float = 3.0
    efficiency: float = 0.7
    """From battery to air: rotors, motors and controllers together."""
    avionics_w: float = 50.0
    climb_m_s: float = 4.0
    descent_m_s: float = 3.0
    wind_limit_m_s: float = 10.0
    swap_s: float = 120.0
    """Time on the ground for another battery and the next parcels."""
    noise_db: float = 65.0
    """A-weighted level below an overflight in cruise."""
    size_m: float = 1.5
    """Largest dimension, rotors included."""

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name in _RANGES:
                _check(field.name, getattr(self, field.name), *_RANGES[field.name])

    @property
    def battery_j(self) -> float:
        """Energy of a full battery, joules."""
        return self.battery_wh * JOULES_PER_WH

    @property
    def drawable_j(self) -> float:
        """Energy that may be drawn from a full battery, reserve included, joules."""
        return self.battery_j * self.usable


_RANGES: dict[str, tuple[float, float]] = {
    "mass_kg": (0.1, 600.0),
    "battery_wh": (1.0, 100_000.0),
    "usable": (0.05, 1.0),
    "payload_kg": (0.0, 300.0),
    "airspeed_m_s": (1.0, 80.0),
    "rotors": (1, 64),
    "rotor_area_m2": (0.001, 100.0),
    "drag_area_m2": (0.0, 10.0),
    "lift_to_drag": (0.5, 40.0),
    "efficiency": (0.05, 1.0),
    "avionics_w": (0.0, 5_000.0),
    "climb_m_s": (0.2, 30.0),
    "descent_m_s": (0.2, 30.0),
    "wind_limit_m_s": (0.0, 40.0),
    "swap_s": (0.0, 86_400.0),
    "noise_db": (0.0, 140.0),
    "size_m": (0.05, 60.0),
}


def _check(field: str, value: float, low: float, high: float) -> None:
    if not isfinite(value) or not low <= value <= high:
        raise InputError.outside(field, value, low, high)


MATRICE_100 = Aircraft(
    name="Matrice 100",
    mass_kg=3.715,
    battery_wh=129.96,
    payload_kg=1.0,
    airspeed_m_s=12.0,
    rotors=4,
    rotor_area_m2=4 * pi * 0.15**2,
    drag_area_m2=0.05,
    avionics_w=20.0,
    climb_m_s=2.5,
    descent_m_s=2.0,
    size_m=1.0,
)
"""The 3.7 kg quadcopter that Rodrigues et al. 2022 (doi:10.1016/j.patter.2022.100569) measured."""
