"""How far a drone may stray: contingency volume and ground risk buffer of a multirotor.

Distances after the guideline of the German Luftfahrt-Bundesamt on flight geography, contingency
volume and ground risk buffer, which SORA 2.5 Annex A takes up (from memory of its formulas): errors
of position, path and map, a second to react, and the distance to stop with 45 degrees of pitch.
"""

from __future__ import annotations

from dataclasses import dataclass

from citybricks.methods.drones.aircraft import GRAVITY_M_S2, Aircraft
from citybricks.methods.drones.wind import CALM, Wind

POSITION_M = 3.0
PATH_M = 3.0
MAP_M = 1.0
ALTITUDE_M = 4.0
"""Error of height by satellites."""
REACTION_S = 1.0
_CLIMBING = 0.7
"""Share of the speed that may point upwards while nobody reacts: the sine of 45 degrees."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances around the path of a drone, metres.

    Parameters
    ----------
    across_m, above_m
        Contingency volume: sideways and in height.
    buffer_m
        Ground risk buffer beyond the contingency volume: as far as the highest point is high.
    """

    across_m: float
    above_m: float
    buffer_m: float


def margins_of(aircraft: Aircraft, height_m: float, wind: Wind = CALM) -> Margins:
    """Return the margins around a path at a height above ground.

    The speed is the largest over the ground: airspeed with the wind behind.
    """
    speed = aircraft.airspeed_m_s + wind.speed_m_s
    stopping = speed**2 / (2 * GRAVITY_M_S2)
    across = POSITION_M + PATH_M + MAP_M + speed * REACTION_S + stopping
    above = ALTITUDE_M + _CLIMBING * speed * REACTION_S + stopping
    return Margins(across, above, height_m + above + aircraft.size_m / 2)


USUAL = margins_of(Aircraft(), 60.0)
"""Of the default aircraft, 60 m above ground, in calm air."""
