"""Arrows on a map that point where the wind blows to."""

from __future__ import annotations

from typing import Any

import numpy as np

from citybricks.types import Features, Table

_SIDE = 3
_SHARE = 0.05
"""Length of an arrow at 10 m/s, of the width of the map."""
_FULL_M_S = 10.0
_HEAD = 2.6
"""Angle between the shaft and a side of the head. [rad]"""


def arrows(fixes: Table[Any], from_deg: float, speed_m_s: float) -> Features[Any] | None:
    """Return arrows spread over the ground that is flown over; none in calm air.

    Parameters
    ----------
    fixes
        Where vehicles are: columns ``lon`` and ``lat``.
    from_deg, speed_m_s
        Where the wind comes from, and how fast: the longer the arrow.
    """
    import geopandas as gpd

    if speed_m_s <= 0 or not len(fixes):
        return None
    lonlat = fixes.frame[["lon", "lat"]].to_numpy(dtype=float)
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    level = np.cos(np.radians((low[1] + high[1]) / 2))
    wide = max(*(high - low), 0.005)
    long = wide * _SHARE * min(max(speed_m_s / _FULL_M_S, 0.4), 1.5)
    x, y = np.meshgrid(*(np.linspace(a, b, _SIDE) for a, b in zip(low, high, strict=True)))
    angle = np.radians(from_deg + 180)
    lines = [_arrow(at, angle, long, level) for at in zip(x.ravel(), y.ravel(), strict=True)]
    rows = {"speed": [speed_m_s] * len(lines)}
    return Features(gpd.GeoDataFrame(rows, geometry=lines, crs=4326))


def _arrow(at: tuple[float, float], angle: float, long: float, level: float) -> Any:
    import shapely

    def step(turned: float, far: float) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array([np.sin(angle + turned) * far / level, np.cos(angle + turned) * far])

    middle = np.array(at)
    tail, tip = middle - step(0, long / 2), middle + step(0, long / 2)
    sides = [tip + step(turned, long / 3) for turned in (_HEAD, -_HEAD)]
    return shapely.MultiLineString([[tail, tip], [sides[0], tip, sides[1]]])
