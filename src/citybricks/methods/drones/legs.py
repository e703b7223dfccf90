"""All legs between places at once: seconds, and joules for any payload, to enumerate sorties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import Airways
from citybricks.methods.drones.energy import Leg
from citybricks.methods.drones.power import powers
from citybricks.methods.drones.wind import CALM, Wind, check_wind

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cruise:
    """How a plan flies between places.

    Parameters
    ----------
    model
        One of `power.MODELS`.
    height_m
        Cruise above ground.
    altitude_m
        Ground above sea level; the air is thinner higher up.
    wind
        At cruise height.
    """

    model: str = "stolaroff"
    height_m: float = 60.0
    altitude_m: float = 0.0
    wind: Wind = CALM


@dataclass(frozen=True, slots=True)
class LegTable:
    """Seconds and joules of legs between all places, as `energy.sortie` has them.

    Attributes
    ----------
    seconds
        Climb, cruise and descent, without the service: shape (n, n); infinite without a way, or
        where the wind is too strong.
    """

    aircraft: Aircraft
    cruise: Cruise
    cruise_s: Floats
    stop_m: Floats
    service_s: Floats
    seconds: Floats

    def joules(self, start: ArrayLike, end: ArrayLike, payload_kg: ArrayLike) -> Floats:
        """Return the energy of legs with their service at the end, for arrays of equal shape.

        Raises
        ------
        InputError
            When a payload is negative or over the aircraft's.
        """
        a, b = np.asarray(start), np.asarray(end)
        plan, craft = self.cruise, self.aircraft
        drawn = powers(plan.model, craft, payload_kg, plan.altitude_m + plan.height_m)
        at_stop = np.where(self.stop_m[b] > 0, drawn.hover_w, craft.avionics_w)
        spent: Floats = (
            drawn.climb_w * (plan.height_m - self.stop_m[a]) / craft.climb_m_s
            + drawn.cruise_w * self.cruise_s[a, b]
            + drawn.descent_w * (plan.height_m - self.stop_m[b]) / craft.descent_m_s
            + at_stop * self.service_s[b]
        )
        return spent

    def to_alternate_j(self, base: int, alternates: Sequence[int]) -> float:
        """Return the energy from a base that cannot be landed on to the nearest alternate.

        Infinite when none of them can be reached; 0 when there are none.
        """
        if not alternates:
            return 0.0
        ends = np.asarray(alternates)
        return float(self.joules(np.full(len(ends), base), ends, np.zeros(len(ends))).min())

    def legs(self, ways: Airways, stops: Sequence[int], payloads_kg: Sequence[float]) -> list[Leg]:
        """Return the legs of a sortie along its stops, the base first and last.

        Parameters
        ----------
        ways
            The ways that the table was made from.
        stops
            Places in order.
        payloads_kg
            Carried on each leg: one fewer than stops.
        """
        return [
            Leg(
                ways.vectors(a, b),
                payload,
                self.cruise.height_m,
                float(self.service_s[b]),
                float(self.stop_m[a]),
                float(self.stop_m[b]),
            )
            for a, b, payload in zip(stops, stops[1:], payloads_kg, strict=False)
        ]


def leg_table(
    aircraft: Aircraft,
    ways: Airways,
    cruise: Cruise,
    stop_m: ArrayLike = 0.0,
    service_s: ArrayLike = 0.0,
) -> LegTable:
    """Return the table of all legs.

    Parameters
    ----------
    aircraft, ways, cruise
        What flies, between which places, and how.
    stop_m
        Height above ground at each place: 0 to land, more to let a parcel down by a winch.
    service_s
        Time at each place.

    Raises
    ------
    TooWindyError
        When the wind is over the aircraft's limit.
    """
    check_wind(cruise.wind, aircraft.wind_limit_m_s, aircraft.airspeed_m_s)
    count = len(ways.points_xy)
    stops = np.broadcast_to(np.asarray(stop_m, dtype=float), count)
    service = np.broadcast_to(np.asarray(service_s, dtype=float), count)
    cruise_s = ways.seconds(aircraft.airspeed_m_s, cruise.wind)
    up = (cruise.height_m - stops) / aircraft.climb_m_s
    down = (cruise.height_m - stops) / aircraft.descent_m_s
    seconds = up[:, None] + cruise_s + down
    np.fill_diagonal(seconds, 0.0)
    return LegTable(aircraft, cruise, cruise_s, stops, service, seconds)
