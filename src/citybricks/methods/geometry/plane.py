"""A flat map in metres around a city, wherever it lies.

An azimuthal equidistant projection centred on the places has no zones that a city could straddle
and no seam at the date line. Lengths are off by a factor of at most 1 + r² / 6R² at the distance
r from the centre: 0.4 mm in a walk of 500 m at 14 km, 5 cm at 150 km.
"""

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

WGS84 = 4326


def around(places: gpd.GeoDataFrame) -> CRS:
    """Return the flat map centred on places, by the mean of their vertices."""
    longitude, latitude = np.radians(shapely.get_coordinates(places.geometry.to_crs(WGS84))).T
    level = np.cos(latitude)
    x, y = (level * np.cos(longitude)).mean(), (level * np.sin(longitude)).mean()
    lon = np.degrees(np.arctan2(y, x))
    lat = np.degrees(np.arctan2(np.sin(latitude).mean(), np.hypot(x, y)))
    return CRS(f"+proj=aeqd +lat_0={lat:.6f} +lon_0={lon:.6f} +datum=WGS84 +units=m")


def points(places: gpd.GeoDataFrame, crs: CRS) -> NDArray[np.float64]:
    """Return the points of places on the map: shape (n_places, 2), metres."""
    xy: NDArray[np.float64] = shapely.get_coordinates(places.geometry.to_crs(crs))
    return xy


def lines(places: gpd.GeoDataFrame, crs: CRS) -> NDArray[np.object_]:
    """Return the lines of places on the map: shape (n_places,)."""
    drawn: NDArray[np.object_] = places.geometry.to_crs(crs).to_numpy()
    return drawn
