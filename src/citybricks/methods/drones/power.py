"""Electric power of a multirotor in cruise, hover, climb and descent, by published models.

All powers are drawn from the battery, avionics included, and rise with the payload. The models
differ several-fold for the same aircraft [5]_, which is why an answer names its model and shows
what the others say.

stolaroff
    Momentum theory in forward flight: the thrust that carries weight and drag, times the speed of
    the air through the tilted disks, over the efficiency [1]_.
dorling
    Linear in the payload: the straight line through the hover power without payload and with the
    heaviest, whatever the speed [2]_.
dandrea
    Weight times airspeed over lift-to-drag and an efficiency of 0.5 [3]_.
rodrigues
    Regressions on 188 flights of a Matrice 100: take-off, cruise and landing, each linear in the
    ideal hover power [4]_; scaled by the disk area for other aircraft.

References
----------
.. [1] Stolaroff et al. 2018, Energy use and life cycle greenhouse gas emissions of drones for
   commercial package delivery, Nature Communications 9, 409, doi:10.1038/s41467-017-02411-5,
   Methods. Checked in a summary of its methods: conservation of momentum, efficiency 0.70 (0.53 at
   low speed, which is not used here). Not checked: the text itself.
.. [2] Dorling et al. 2017, Vehicle routing problems for drone delivery, IEEE TSMC 47(1),
   doi:10.1109/TSMC.2016.2582745, arXiv:1608.02305, section III. Checked in its abstract: power is
   approximately linear in payload and battery weight.
.. [3] D'Andrea 2014, Can drones deliver?, IEEE TASE 11(3), doi:10.1109/TASE.2014.2326952. Checked
   in an implementation: kilowatts are kg km/h over 370, efficiency and lift-to-drag.
.. [4] Rodrigues et al. 2022, Drone flight data reveal energy and greenhouse gas emissions savings
   for very small package delivery, Patterns 3, 100569, doi:10.1016/j.patter.2022.100569, table 1.
   Checked: form, masses, speeds, losses in the authors' open analysis; with the coefficients
   below the paper's 0.33 MJ a parcel and 0.08 MJ/km follow.
.. [5] Zhang et al. 2021, Energy consumption models for delivery drones, Transportation Research
   Part D 90, 102668, doi:10.1016/j.trd.2020.102668.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import ArrayLike, NDArray

from citybricks.methods.drones.aircraft import GRAVITY_M_S2, Aircraft
from citybricks.methods.drones.errors import InputError

MODELS: tuple[str, ...] = ("stolaroff", "dorling", "dandrea", "rodrigues")

Floats = NDArray[np.float64]

_DANDREA_EFFICIENCY = 0.5
_RODRIGUES = {"climb": (80.4, 13.8), "cruise": (68.9, 16.8), "descent": (71.5, -24.3)}
"""Slope in W per kg^1.5 (kg/m³)^-0.5 and constant in W of each regime."""
_RODRIGUES_AREA_M2 = 4 * pi * 0.15**2


@dataclass(frozen=True, slots=True)
class Powers:
    """What an aircraft draws from its battery in each phase of a flight, by payload: watts."""

    climb_w: Floats
    cruise_w: Floats
    descent_w: Floats
    hover_w: Floats


def air_density(height_m: float) -> float:
    """Return the density of air in the standard atmosphere (ISO 2533), kg/m³, up to 11 km.

    Raises
    ------
    InputError
        When the height above sea level is outside -500 to 9000 m.
    """
    if not -500 <= height_m <= 9000:  # noqa: PLR2004
        raise InputError.outside("height_m", height_m, -500, 9000)
    return float(1.225 * (1 - 2.25577e-5 * height_m) ** 4.25588)


def powers(
    model: str, aircraft: Aircraft, payload_kg: ArrayLike, altitude_m: float = 0.0
) -> Powers:
    """Return the power in each phase for one or many payloads.

    Raises
    ------
    InputError
        When the model is unknown or a payload is negative or over the aircraft's.
    """
    if model not in MODELS:
        names = ", ".join(MODELS)
        raise InputError("model", model, (names, names))
    payload = np.asarray(payload_kg, dtype=float)
    _check_payload(payload, aircraft.payload_kg)
    density = air_density(altitude_m)
    if model == "rodrigues":
        return _rodrigues(aircraft, payload, density)
    weight = (aircraft.mass_kg + payload) * GRAVITY_M_S2
    climb = _axial(aircraft, weight, aircraft.climb_m_s, density)
    hover = _axial(aircraft, weight, 0.0, density)
    if model == "dorling":
        cruise = hover = _linear(aircraft, payload, density)
    elif model == "dandrea":
        cruise = weight * aircraft.airspeed_m_s / (_DANDREA_EFFICIENCY * aircraft.lift_to_drag)
    else:
        cruise = _forward(aircraft, weight, density)
    return Powers(*(watts + aircraft.avionics_w for watts in (climb, cruise, hover, hover)))


def cruise_w(model: str, aircraft: Aircraft, payload_kg: float, altitude_m: float = 0.0) -> float:
    """Return the power in level flight at the cruise airspeed, watts."""
    return float(powers(model, aircraft, payload_kg, altitude_m).cruise_w)


def hover_w(model: str, aircraft: Aircraft, payload_kg: float, altitude_m: float = 0.0) -> float:
    """Return the power in hover, watts."""
    return float(powers(model, aircraft, payload_kg, altitude_m).hover_w)


def induced_m_s(thrust_n: ArrayLike, area_m2: float, density: float) -> Floats:
    """Return the speed of the air through the disks in hover: momentum theory."""
    speed: Floats = np.sqrt(np.asarray(thrust_n, dtype=float) / (2 * density * area_m2))
    return speed


def _axial(aircraft: Aircraft, weight: Floats, climb_m_s: float, density: float) -> Floats:
    """Return the power of a vertical climb by momentum theory; descents cost what hover costs.

    Momentum theory does not hold in a slow descent, through one's own wake; rotors draw about as
    much as in hover there.
    """
    hover = induced_m_s(weight, aircraft.rotor_area_m2, density)
    through = climb_m_s / 2 + np.sqrt((climb_m_s / 2) ** 2 + hover**2)
    return np.asarray(weight * through / aircraft.efficiency)


def _forward(aircraft: Aircraft, weight: Floats, density: float) -> Floats:
    """Return the power of level flight: thrust times the air's speed through the tilted disks."""
    speed = aircraft.airspeed_m_s
    drag = density * aircraft.drag_area_m2 * speed**2 / 2
    thrust = np.hypot(weight, drag)
    normal, along = speed * drag / thrust, speed * weight / thrust
    squared = induced_m_s(thrust, aircraft.rotor_area_m2, density) ** 2
    induced = np.sqrt(squared)
    for _ in range(16):  # Newton's method on a convex, rising function
        through = normal + induced
        swept = np.hypot(along, through)
        residual = induced * swept - squared
        induced = induced - residual / (swept + induced * through / swept)
    return np.asarray(thrust * (normal + induced) / aircraft.efficiency)


def _linear(aircraft: Aircraft, payload: Floats, density: float) -> Floats:
    most = max(aircraft.payload_kg, 1e-6)
    ends = (aircraft.mass_kg + np.array([0.0, most])) * GRAVITY_M_S2
    empty, full = _axial(aircraft, ends, 0.0, density)
    return np.asarray(empty + (full - empty) / most * payload)


def _rodrigues(aircraft: Aircraft, payload: Floats, density: float) -> Powers:
    scale = np.sqrt(_RODRIGUES_AREA_M2 / aircraft.rotor_area_m2)
    ideal = scale * (aircraft.mass_kg + payload) ** 1.5 / np.sqrt(density)
    watts = {phase: slope * ideal + rest for phase, (slope, rest) in _RODRIGUES.items()}
    return Powers(watts["climb"], watts["cruise"], watts["descent"], watts["cruise"])


def _check_payload(payload: Floats, most_kg: float) -> None:
    wrong = ~((payload >= 0) & (payload <= most_kg + 1e-9))
    if wrong.any():
        value = float(np.extract(wrong, payload)[0])
        raise InputError.outside("payload_kg", value, 0.0, most_kg)
