"""The ground of a map: a flat, equal-area picture of a part of the earth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import shapely

EARTH_RADIUS_M = 6_371_008.8
HALF_TURN = 180.0
"""Degrees of longitude; places farther apart than this are nearer the other way round."""
WIDTH = 720
"""Pixels, as all lengths on the paper."""
_LOWEST, _TALLEST = 0.45, 0.8
"""Limits of height over width."""
_MARGIN, _FOOT = 26, 50
"""Around the places, and below them, where the scale bar is."""
_LEAST_M = 200.0
"""Length of ground the paper shows at least, so that a single place has surroundings."""

Array = np.ndarray[Any, np.dtype[np.float64]]
Shapes = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where longitude and latitude are on the paper.

    Lambert's azimuthal equal-area projection on the sphere around the middle of the data
    (Snyder, Map Projections: A Working Manual, USGS 1987, eq. 24-2 to 24-4).

    Parameters
    ----------
    lon, lat
        The middle, in degrees.
    left, top
        Metres from the middle to the edge of the paper.
    scale
        Pixels per metre.
    height
        Of the paper; its width is `WIDTH`.
    """

    lon: float
    lat: float
    left: float
    top: float
    scale: float
    height: float

    @classmethod
    def under(cls, shapes: Shapes) -> Self:
        """Lay the ground under shapes, none of them empty, with a margin around them."""
        middle = _middle(shapely.get_coordinates(shapes))
        flat = cls(*middle, 0, 0, 1, 0).flat(shapes)
        x0, y0, x1, y1 = shapely.total_bounds(flat)
        wide, tall = max(x1 - x0, _LEAST_M), max(y1 - y0, _LEAST_M)
        inner = WIDTH - 2 * _MARGIN
        height = inner * tall / wide + _MARGIN + _FOOT
        height = min(max(height, _LOWEST * WIDTH), _TALLEST * WIDTH)
        scale = min(inner / wide, (height - _MARGIN - _FOOT) / tall)
        left = (x0 + x1) / 2 - WIDTH / 2 / scale
        top = (y0 + y1) / 2 - (height + _MARGIN - _FOOT) / 2 / scale
        return cls(*middle, left, top, scale, round(height))

    def flat(self, shapes: Shapes) -> Shapes:
        """Return shapes in pixels, x to the right and y down."""
        moved: Shapes = shapely.transform(shapes, self._place)
        return moved

    def _place(self, degrees: Array) -> Array:
        lon, lat = np.radians(degrees[:, 0] - self.lon), np.radians(degrees[:, 1])
        sin0, cos0 = math.sin(math.radians(self.lat)), math.cos(math.radians(self.lat))
        along = sin0 * np.sin(lat) + cos0 * np.cos(lat) * np.cos(lon)
        stretch = EARTH_RADIUS_M * np.sqrt(2 / np.maximum(1 + along, 1e-9))
        x = stretch * np.cos(lat) * np.sin(lon)
        y = stretch * (cos0 * np.sin(lat) - sin0 * np.cos(lat) * np.cos(lon))
        return np.column_stack(((x - self.left) * self.scale, (-y - self.top) * self.scale))

    def earth(self, pixels: Array) -> Array:
        """Return the longitude and latitude, in degrees, of places on the paper."""
        x = pixels[:, 0] / self.scale + self.left
        y = -(pixels[:, 1] / self.scale + self.top)
        far = np.maximum(np.hypot(x, y), 1e-9)
        angle = 2 * np.arcsin(np.minimum(far / (2 * EARTH_RADIUS_M), 1))
        sin0, cos0 = math.sin(math.radians(self.lat)), math.cos(math.radians(self.lat))
        lat = np.arcsin(np.cos(angle) * sin0 + y * np.sin(angle) * cos0 / far)
        across = far * cos0 * np.cos(angle) - y * sin0 * np.sin(angle)
        lon = np.arctan2(x * np.sin(angle), across)
        return np.column_stack((self.lon + np.degrees(lon), np.degrees(lat)))

    def bar(self) -> tuple[float, float]:
        """Return the length of a scale bar, in metres and in pixels: 1, 2 or 5 times ten to n."""
        most = WIDTH / 5 / self.scale
        base = 10.0 ** math.floor(math.log10(most))
        metres = max(step * base for step in (1, 2, 5) if step * base <= most)
        return metres, metres * self.scale


def _middle(degrees: Array) -> tuple[float, float]:
    """Return the middle of places, across the date line when that is nearer."""
    lon, lat = degrees[:, 0], degrees[:, 1]
    if np.ptp(lon) > HALF_TURN > np.ptp(lon % 360):
        lon = lon % 360
    return float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2
