"""Wind, and how fast an aircraft of a fixed airspeed moves over the ground in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, isfinite, radians, sin

import numpy as np
from numpy.typing import ArrayLike, NDArray

from citybricks.methods.drones.errors import InputError

SLOWEST_M_S = 1.0
"""Over the ground; who gets on slower than this does not get anywhere."""
SHEAR = 1 / 7
"""Exponent of the wind profile over open land in neutral air."""
MEASURED_AT_M = 10.0
"""Height above ground of the mast of a weather station (WMO-No. 8, part I, 5.1)."""


class TooWindyError(ValueError):
    """A leg that cannot be flown in this wind, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


@dataclass(frozen=True, slots=True)
class Wind:
    """Wind as a vector: where the air moves to.

    Raises
    ------
    InputError
        When a component is no number or beyond 60 m/s.
    """

    east_m_s: float = 0.0
    north_m_s: float = 0.0

    def __post_init__(self) -> None:
        for name in ("east_m_s", "north_m_s"):
            value = getattr(self, name)
            if not isfinite(value) or abs(value) > 60:  # noqa: PLR2004
                raise InputError.outside(f"wind.{name}", value, -60, 60)

    @classmethod
    def coming_from(cls, degrees: float, speed_m_s: float) -> Wind:
        """Return the wind of a weather report: 270 degrees is a wind from the west."""
        angle = radians(degrees)
        return cls(-speed_m_s * sin(angle), -speed_m_s * cos(angle))

    @property
    def speed_m_s(self) -> float:
        """How fast the air moves."""
        return hypot(self.east_m_s, self.north_m_s)

    def at_height(self, height_m: float, measured_at_m: float = MEASURED_AT_M) -> Wind:
        """Return the wind at another height above ground, by the power law of 1/7."""
        factor = (max(height_m, 1.0) / measured_at_m) ** SHEAR
        return Wind(self.east_m_s * factor, self.north_m_s * factor)


CALM = Wind()


@dataclass(frozen=True, slots=True)
class Forecast:
    """Wind that changes: one wind per time, between them linear, constant before and after.

    Raises
    ------
    InputError
        When there is no time, the times do not rise or there is not one wind for each.
    """

    times_s: Sequence[float]
    winds: Sequence[Wind]

    def __post_init__(self) -> None:
        if not self.times_s or len(self.times_s) != len(self.winds):
            raise InputError("wind", len(self.winds), ("one wind per time", "每个时刻一个风"))
        if any(np.diff(np.asarray(self.times_s, dtype=float)) <= 0):
            raise InputError("wind.times_s", list(self.times_s), ("rising times", "递增的时刻"))

    def at(self, time_s: float) -> Wind:
        """Return the wind at a time."""
        east = np.interp(time_s, self.times_s, [wind.east_m_s for wind in self.winds])
        north = np.interp(time_s, self.times_s, [wind.north_m_s for wind in self.winds])
        return Wind(float(east), float(north))

    def between(self, start_s: float, end_s: float) -> list[Wind]:
        """Return the winds of which one is the worst for any leg between two times.

        Every wind in between lies on a straight line between two of these.
        """
        inside = [t for t in self.times_s if start_s < t < end_s]
        return [self.at(time) for time in (start_s, *inside, end_s)]


def ground_speeds(vectors_m: ArrayLike, airspeed_m_s: float, wind: Wind) -> NDArray[np.float64]:
    """Return how fast each straight piece is flown over the ground: the wind triangle.

    The nose points into the cross wind; what is left of the airspeed along the track, and the
    wind along it, add up.

    Parameters
    ----------
    vectors_m
        Pieces of a track, east and north: shape (..., 2). A piece without length has the airspeed.
    airspeed_m_s, wind
        Speed through the air, and the wind.

    Returns
    -------
    NDArray
        Shape (...): metres per second; 0 where the piece cannot be flown.
    """
    vectors = np.asarray(vectors_m, dtype=float)
    lengths = np.hypot(vectors[..., 0], vectors[..., 1])
    safe = np.where(lengths > 0, lengths, 1.0)
    along = (vectors[..., 0] * wind.east_m_s + vectors[..., 1] * wind.north_m_s) / safe
    across = (vectors[..., 0] * wind.north_m_s - vectors[..., 1] * wind.east_m_s) / safe
    left = airspeed_m_s**2 - across**2
    speeds = np.sqrt(np.maximum(left, 0.0)) + along
    flown = np.where((left > 0) & (speeds >= SLOWEST_M_S), speeds, 0.0)
    return np.where(lengths > 0, flown, airspeed_m_s)


def cruise_seconds(vectors_m: ArrayLike, airspeed_m_s: float, wind: Wind) -> NDArray[np.float64]:
    """Return how long each straight piece takes, shape (...); infinite where it is too windy."""
    vectors = np.asarray(vectors_m, dtype=float)
    speeds = ground_speeds(vectors, airspeed_m_s, wind)
    with np.errstate(divide="ignore", invalid="ignore"):
        seconds = np.hypot(vectors[..., 0], vectors[..., 1]) / speeds
    return np.where(speeds > 0, seconds, np.inf)


def check_wind(wind: Wind, limit_m_s: float, airspeed_m_s: float) -> None:
    """Refuse to fly at all in a wind over the aircraft's limit.

    Raises
    ------
    TooWindyError
        When the wind is over the limit, or leaves less than 1 m/s against it.
    """
    speed = wind.speed_m_s
    if speed > limit_m_s:
        raise TooWindyError(
            f"No-go: the wind is {speed:.1f} m/s; the aircraft flies in {limit_m_s:g} m/s at most.",
            f"禁飞：风速 {speed:.1f} m/s；本机最多可在 {limit_m_s:g} m/s 的风中飞行。",
        )
    if speed > airspeed_m_s - SLOWEST_M_S:
        raise TooWindyError(
            f"No-go: a wind of {speed:.1f} m/s leaves too little of {airspeed_m_s:g} m/s airspeed.",
            f"禁飞：{speed:.1f} m/s 的风中，{airspeed_m_s:g} m/s 的空速不足以前进。",
        )
