"""Where a drone is at every moment of a sortie: climb, cruise, descent, service at each stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.energy import Leg
from citybricks.methods.drones.wind import CALM, Wind, check_wind, cruise_seconds

Floats = NDArray[np.float64]

PHASES = ("climb", "cruise", "descent", "service")


@dataclass(frozen=True, slots=True)
class Track:
    """A broken line in space and time; between its points the drone moves evenly.

    Attributes
    ----------
    seconds
        Since the start of the plan, rising: shape (n,).
    xy
        On the local plane, metres: shape (n, 2).
    height_m
        Above ground: shape (n,).
    leg, phase
        Of the piece that ends at the point: the leg's number, and the place in `PHASES`; the
        first point has those of the first piece.
    """

    seconds: Floats
    xy: Floats
    height_m: Floats
    leg: NDArray[np.int32]
    phase: NDArray[np.int32]

    def at(self, seconds: ArrayLike) -> tuple[Floats, Floats]:
        """Return places and heights at times: shapes (m, 2) and (m,)."""
        when = np.asarray(seconds, dtype=float)
        x, y, height = (
            np.interp(when, self.seconds, values) for values in (*self.xy.T, self.height_m)
        )
        return np.column_stack([x, y]), height

    def sampled(self, step_m: float = 1.0) -> tuple[Floats, Floats, Floats]:
        """Return times, places and heights at most so many metres apart, corners included."""
        xyz = np.column_stack([self.xy, self.height_m])
        lengths = np.linalg.norm(np.diff(xyz, axis=0), axis=1)
        pieces = np.maximum(1, np.ceil(lengths / step_m)).astype(int)
        when = [
            np.linspace(start, end, count, endpoint=False)
            for start, end, count in zip(self.seconds, self.seconds[1:], pieces, strict=False)
        ]
        seconds = np.concatenate([*when, self.seconds[-1:]])
        return seconds, *self.at(seconds)

    def positions(self, plane: CRS) -> Floats:
        """Return longitudes and latitudes of the points: shape (n, 2)."""
        return to_earth(self.xy, plane)


def to_earth(xy: Floats, plane: CRS) -> Floats:
    """Return longitudes and latitudes of points on a local plane: shape (n, 2)."""
    longitude, latitude = _transformer(plane).transform(*xy.T)
    return np.column_stack([longitude, latitude])


@lru_cache(maxsize=8)
def _transformer(plane: CRS) -> Transformer:
    return Transformer.from_crs(plane, 4326, always_xy=True)


def track(
    aircraft: Aircraft,
    start_xy: ArrayLike,
    legs: Sequence[Leg],
    wind: Wind = CALM,
    start_s: float = 0.0,
) -> Track:
    """Return the track of a sortie, as long as `energy.sortie` says it takes.

    Parameters
    ----------
    aircraft, legs, wind
        As in `energy.sortie`.
    start_xy
        Where the first leg begins, on the local plane.
    start_s
        When, in seconds since the start of the plan.

    Raises
    ------
    TooWindyError
        When the wind is over the aircraft's limit.
    ValueError
        When there is no leg.
    """
    if not legs:
        message = "a track needs a leg"
        raise ValueError(message)
    check_wind(wind, aircraft.wind_limit_m_s, aircraft.airspeed_m_s)
    rows = [(start_s, *np.asarray(start_xy, dtype=float), legs[0].from_m, 0, 0)]
    for number, leg in enumerate(legs):
        rows += _leg(aircraft, rows[-1], number, leg, wind)
    table = np.array(rows, dtype=float)
    moved = np.concatenate([[True], np.diff(table[:, 0]) > 0])
    table = table[moved]
    kinds = table[:, 4:].astype(np.int32)
    if len(kinds) > 1:
        kinds[0] = kinds[1]
    return Track(table[:, 0], table[:, 1:3], table[:, 3], kinds[:, 0], kinds[:, 1])


def _leg(
    aircraft: Aircraft, last: tuple[float, ...], number: int, leg: Leg, wind: Wind
) -> list[tuple[float, ...]]:
    """Return the points of a leg after its first: time, x, y, height, leg, phase."""
    time, x, y = last[:3]
    time += (leg.height_m - leg.from_m) / aircraft.climb_m_s
    rows: list[tuple[float, ...]] = [(time, x, y, leg.height_m, number, 0)]
    seconds = cruise_seconds(leg.vectors_m, aircraft.airspeed_m_s, wind)
    for (east, north), taken in zip(np.reshape(leg.vectors_m, (-1, 2)), seconds, strict=True):
        time, x, y = time + float(taken), x + float(east), y + float(north)
        rows.append((time, x, y, leg.height_m, number, 1))
    time += (leg.height_m - leg.to_m) / aircraft.descent_m_s
    rows.append((time, x, y, leg.to_m, number, 2))
    rows.append((time + leg.service_s, x, y, leg.to_m, number, 3))
    return rows
