"""Areas of a town's airspace: an airfield, a school in its hours, and high-voltage wires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from citybricks.methods.towns.town import Floats, Town

_AIRFIELD_M, _AIRFIELD_AT_M = 800.0, 3_400.0
_SCHOOL_M = 130.0
_WIRES_M, _WIRES_WIDE_M = 2_600.0, 60.0
_RESERVE_M = 450.0
_FREE_M = 600.0
"""Between an area and the depot, and between an airfield and a hamlet."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its rule, in the words of EUROCAE ED-318.

    Parameters
    ----------
    xy
        Corners on the town's map, the first not repeated, shape ``(n, 2)``. [m]
    type
        ``PROHIBITED``, ``REQ_AUTHORISATION``, ``CONDITIONAL`` or ``NO_RESTRICTION``.
    reason
        ED-318's reason, such as ``AIR_TRAFFIC``.
    lower_m, upper_m
        Above the ground.
    schedule
        Hours in which it applies, as ED-318 writes them; always when empty.
    """

    id: str
    name: str
    xy: Floats
    type: str
    reason: str
    lower_m: float = 0.0
    upper_m: float = 150.0
    schedule: tuple[dict[str, Any], ...] = ()


def zones(town: Town) -> list[Area]:
    """Return the areas of a town; none holds the depot, and no hamlet is in the airfield."""
    random = np.random.default_rng([town.seed, 3])
    depot = np.array(town.depot)
    keep = np.vstack([depot, *(hamlet.place for hamlet in town.hamlets)])
    airfield = _free(random, keep, _AIRFIELD_AT_M, _AIRFIELD_M)
    school = _free(random, depot[None], 700.0, _SCHOOL_M)
    wires = _free(random, keep, 2_400.0, _WIRES_WIDE_M)
    reserve = _free(random, keep, 5_200.0, _RESERVE_M)
    hours = {
        "day": ["MON", "TUE", "WED", "THU", "FRI"],
        "startTime": "08:00:00+09:00",
        "endTime": "16:00:00+09:00",
    }
    flown = _disk(airfield, _AIRFIELD_M, 10), "PROHIBITED", "AIR_TRAFFIC"
    taught = _disk(school, _SCHOOL_M, 8), "PROHIBITED", "SENSITIVE"
    bred = _disk(reserve, _RESERVE_M, 9), "REQ_AUTHORISATION", "NATURE"
    return [
        Area("AIRFIELD", "Airfield", *flown),
        Area("SCHOOL", "School", *taught, schedule=(hours,)),
        Area("WIRES", "High-voltage wires", _strip(wires), "PROHIBITED", "HAZARD", upper_m=50.0),
        Area("RESERVE", "Bird reserve", *bred),
    ]


def _free(random: np.random.Generator, keep: Floats, at: float, radius: float) -> Floats:
    """Return a place about so far from the middle that leaves the places to keep free."""
    while True:
        angle, far = random.uniform(0, 2 * np.pi), at * random.uniform(0.8, 1.2)
        place = far * np.array([np.cos(angle), np.sin(angle)])
        if np.hypot(*(keep - place).T).min() >= radius + _FREE_M:
            return np.asarray(place)


def _disk(middle: Floats, radius: float, corners: int) -> Floats:
    angle = np.arange(corners) * 2 * np.pi / corners
    return np.asarray(middle + radius * np.column_stack([np.cos(angle), np.sin(angle)]))


def _strip(middle: Floats) -> Floats:
    """Return a strip across the way out of town."""
    out = middle / np.hypot(*middle)
    along = np.array([-out[1], out[0]]) * _WIRES_M / 2
    wide = out * _WIRES_WIDE_M / 2
    near, far = middle - wide, middle + wide
    return np.array([near - along, near + along, far + along, far - along])
