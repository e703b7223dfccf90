"""Quiet streets: what is true of it, whatever the data."""

import geopandas as gpd
import pytest
from shapely import Point

from citybricks import BrickError
from citybricks.bricks.quiet_streets.brick import quiet_streets
from citybricks.types import Features, Home


def homes(*residents: int) -> Features[Home]:
    points = [Point(121.47 + at / 1000, 31.23) for at in range(len(residents))]
    return Features[Home](gpd.GeoDataFrame({"residents": residents}, geometry=points, crs=4326))


def test_without_growth_nobody_comes() -> None:
    assert quiet_streets(homes(1, 2), growth=0.0).residents == 3


def test_growth_is_a_share_of_the_residents() -> None:
    assert quiet_streets(homes(100, 300), growth=10.0).growth.value == pytest.approx(10)


def test_homes_without_residents_are_refused() -> None:
    with pytest.raises(BrickError, match="nobody lives in the 2 homes"):
        quiet_streets(homes(0, 0))
