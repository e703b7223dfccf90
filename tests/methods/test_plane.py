"""A flat map keeps lengths, wherever a city lies."""

import geopandas as gpd
import numpy as np
import pytest
from pyproj import Geod
from shapely import LineString, Point

from citybricks.methods.geometry import plane

Pair = tuple[float, float]

CITIES = {
    "date line": (179.9999, -16.8),
    "border of zones": (120.0, 30.0),
    "Svalbard": (15.6, 78.2),
    "equator": (0.0, 0.0),
}


@pytest.mark.parametrize("centre", CITIES.values(), ids=CITIES)
def test_lengths_are_those_on_the_ellipsoid(centre: Pair) -> None:
    azimuth, metres = np.array([0.0, 75, 160, 290]), np.array([500.0, 2_000, 9_000, 14_000])
    lon, lat, _ = Geod(ellps="WGS84").fwd([centre[0]] * 4, [centre[1]] * 4, azimuth, metres)
    shapes = [Point(centre), *map(Point, zip(lon, lat, strict=True))]
    places = gpd.GeoDataFrame(geometry=shapes, crs=plane.WGS84)
    xy = plane.points(places, plane.around(places))
    assert np.hypot(*(xy[1:] - xy[0]).T) == pytest.approx(metres, rel=1e-6)


def test_the_middle_of_the_map_is_the_middle_of_the_places() -> None:
    shapes = [
        LineString([(121.4, 31.2), (121.6, 31.2)]),
        LineString([(121.4, 31.4), (121.6, 31.4)]),
    ]
    places = gpd.GeoDataFrame(geometry=shapes, crs=plane.WGS84)
    drawn = plane.lines(places, plane.around(places))
    middle = np.mean([coordinate for line in drawn for coordinate in line.coords], axis=0)
    assert np.hypot(*middle) < 50
