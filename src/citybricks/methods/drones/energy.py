"""Time and energy of sorties: legs with what is carried on each, wind, reserve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.power import MODELS, Powers, cruise_w, hover_w, powers
from citybricks.methods.drones.wind import (
    CALM,
    TooWindyError,
    Wind,
    check_wind,
    cruise_seconds,
)

__all__ = [
    "MODELS",
    "Leg",
    "Powers",
    "Spent",
    "TooWindyError",
    "cruise_w",
    "enough",
    "from_grid_j",
    "hover_w",
    "leg_joules",
    "powers",
    "ranges",
    "reserve_j",
    "sortie",
]

RESERVE = 0.2
"""Least share of the drawable energy that is still there after landing."""
CHARGING, GRID = 0.88, 0.935
"""Efficiency of charging and of the grid (Rodrigues et al. 2022)."""


@dataclass(frozen=True, slots=True)
class Leg:
    """From one stop to the next: climb, cruise along a path, descend, and serve.

    Parameters
    ----------
    vectors_m
        Straight pieces of the path, east and north: shape (k, 2).
    payload_kg
        Carried on the way, until the end of the service.
    height_m
        Cruise above the ground.
    service_s
        At the end of the leg: hovering when `to_m` is above 0, else on the ground.
    from_m, to_m
        Heights above the ground at which the leg begins and ends; 0 is on the ground.
    """

    vectors_m: NDArray[np.float64]
    payload_kg: float
    height_m: float = 60.0
    service_s: float = 0.0
    from_m: float = 0.0
    to_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Spent:
    """What legs take."""

    seconds_by_leg: NDArray[np.float64]
    joules_by_leg: NDArray[np.float64]

    @property
    def seconds(self) -> float:
        """All legs together."""
        return float(self.seconds_by_leg.sum())

    @property
    def joules(self) -> float:
        """All legs together, from the battery."""
        return float(self.joules_by_leg.sum())


def sortie(
    model: str,
    aircraft: Aircraft,
    legs: Sequence[Leg],
    wind: Wind = CALM,
    altitude_m: float = 0.0,
) -> Spent:
    """Return the time and the energy of each leg.

    Parameters
    ----------
    model
        One of `MODELS`.
    aircraft, legs
        What flies, and where, with what is carried on each leg.
    wind
        At cruise height, the same on all legs.
    altitude_m
        Ground above sea level; the air is thinner higher up.

    Raises
    ------
    TooWindyError
        When the wind is over the aircraft's limit or a piece cannot be flown against it.
    InputError
        When the model is unknown or a payload is over the aircraft's.
    """
    check_wind(wind, aircraft.wind_limit_m_s, aircraft.airspeed_m_s)
    seconds, joules = np.zeros(len(legs)), np.zeros(len(legs))
    for index, leg in enumerate(legs):
        drawn = powers(model, aircraft, leg.payload_kg, altitude_m + leg.height_m)
        cruise = float(cruise_seconds(leg.vectors_m, aircraft.airspeed_m_s, wind).sum())
        joules[index] = leg_joules(drawn, aircraft, leg, cruise)
        seconds[index] = (
            (leg.height_m - leg.from_m) / aircraft.climb_m_s
            + cruise
            + (leg.height_m - leg.to_m) / aircraft.descent_m_s
            + leg.service_s
        )
    return Spent(seconds, joules)


def leg_joules(drawn: Powers, aircraft: Aircraft, leg: Leg, cruise_s: float) -> float:
    """Return the energy of one leg whose powers and cruise time are known."""
    on_the_ground = aircraft.avionics_w if leg.to_m <= 0 else float(drawn.hover_w)
    return float(
        drawn.climb_w * (leg.height_m - leg.from_m) / aircraft.climb_m_s
        + drawn.cruise_w * cruise_s
        + drawn.descent_w * (leg.height_m - leg.to_m) / aircraft.descent_m_s
        + on_the_ground * leg.service_s
    )


def ranges(
    aircraft: Aircraft, legs: Sequence[Leg], wind: Wind = CALM, altitude_m: float = 0.0
) -> dict[str, float]:
    """Return the energy of a sortie by every model: joules by model's name."""
    return {model: sortie(model, aircraft, legs, wind, altitude_m).joules for model in MODELS}


def from_grid_j(battery_j: float) -> float:
    """Return what the grid supplies for energy from a battery, as in comparisons with vans."""
    return battery_j / (CHARGING * GRID)


def reserve_j(aircraft: Aircraft, to_alternate_j: float = 0.0) -> float:
    """Return what has to be left: 20 % or the way to the alternate, whichever is larger."""
    return max(RESERVE * aircraft.drawable_j, to_alternate_j)


def enough(aircraft: Aircraft, spent_j: float, to_alternate_j: float = 0.0) -> bool:
    """Return whether a full battery carries a sortie and keeps its reserve."""
    return spent_j + reserve_j(aircraft, to_alternate_j) <= aircraft.drawable_j
