"""People below a flight: how many are overflown, how densely they live, and what a crash may do.

The expected number of casualties is a proxy to compare ways with, not a safety case: rate of loss
of control, times hours, times people per area, times the critical area of the size class, after
JARUS SORA 2.5 Annex F, where the same product defines the intrinsic ground risk class. Critical
areas were checked against the values in CasEx, the open toolbox written beside that annex.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.errors import InputError

CRITICAL_AREAS_M2 = ((1.0, 8.0), (3.0, 80.0), (8.0, 800.0), (20.0, 8_000.0), (40.0, 43_000.0))
"""Largest dimension in metres, and the area in which a crash is taken to be fatal."""
CELL_M = 200.0
"""Size of the cells in which the densest population is sought, for flights below 150 m."""
LOSSES_PER_HOUR = 1e-4
"""Loss of control in an hour of flight of an aircraft at SAIL II, by order of magnitude."""
_M2_PER_KM2 = 1e6


@dataclass(frozen=True, slots=True)
class GroundRisk:
    """Who lives below a flight.

    Parameters
    ----------
    km2
        Area of the corridor.
    residents
        Who live in it.
    density_km2, densest_km2
        Residents per km² in the corridor, and in its densest cell of 200 m.
    residents_per_km
        Overflown per kilometre of way.
    casualties
        Expected number in one flight: a proxy.
    """

    km2: float
    residents: float
    density_km2: float
    densest_km2: float
    residents_per_km: float
    casualties: float


def ground_risk(
    aircraft: Aircraft,
    path_xy: ArrayLike,
    width_m: float,
    homes_xy: ArrayLike,
    residents: ArrayLike,
    seconds: float,
    losses_per_hour: float = LOSSES_PER_HOUR,
) -> GroundRisk:
    """Return the risk below a path.

    Parameters
    ----------
    aircraft
        Its size gives the critical area.
    path_xy
        Bends of the way on the local plane: shape (k, 2).
    width_m
        Of the corridor to each side: contingency volume and ground risk buffer.
    homes_xy, residents
        Where people live, shape (n, 2), and how many, shape (n,).
    seconds
        Time in flight.
    losses_per_hour
        Rate of loss of control.

    Raises
    ------
    InputError
        When residents are negative or not as many as homes, or the corridor has no width.
    """
    homes = np.asarray(homes_xy, dtype=float).reshape(-1, 2)
    people = np.asarray(residents, dtype=float).ravel()
    _check(homes, people, width_m)
    line = shapely.LineString(np.asarray(path_xy, dtype=float))
    corridor = line.buffer(width_m)
    shapely.prepare(corridor)
    below = shapely.contains_xy(corridor, homes[:, 0], homes[:, 1])
    km2 = corridor.area / _M2_PER_KM2
    count = float(people[below].sum())
    hours = seconds / 3600
    fatal = count / corridor.area * critical_area_m2(aircraft.size_m)
    return GroundRisk(
        km2,
        count,
        count / km2,
        _densest(homes[below], people[below]),
        count / max(line.length / 1000, 1e-9),
        losses_per_hour * hours * fatal,
    )


def critical_area_m2(size_m: float) -> float:
    """Return the critical area of the size class.

    Raises
    ------
    InputError
        When the aircraft is larger than the largest class.
    """
    for most, area in CRITICAL_AREAS_M2:
        if size_m <= most:
            return area
    raise InputError.outside("size_m", size_m, 0.0, CRITICAL_AREAS_M2[-1][0])


def _densest(homes: np.ndarray, people: np.ndarray) -> float:
    if not len(homes):
        return 0.0
    cells = np.floor(homes / CELL_M).astype(np.int64)
    _, which = np.unique(cells, axis=0, return_inverse=True)
    most = np.bincount(which.ravel(), weights=people).max()
    return float(most / (CELL_M**2 / _M2_PER_KM2))


def _check(homes: np.ndarray, people: np.ndarray, width_m: float) -> None:
    if len(homes) != len(people):
        allowed = (f"one number for each of {len(homes)} homes", f"{len(homes)} 个住处各一个数")
        raise InputError("residents", len(people), allowed)
    wrong = ~(np.isfinite(people) & (people >= 0))
    if wrong.any():
        at = int(np.argmax(wrong))
        allowed = ("a number of at least 0", "不小于 0 的数")
        raise InputError(f"residents[{at}]", float(people[at]), allowed)
    if not 0 < width_m <= 10_000:  # noqa: PLR2004
        raise InputError.outside("width_m", width_m, 0.0, 10_000.0)
