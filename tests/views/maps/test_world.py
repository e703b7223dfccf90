"""The world with places on it, against the projection of PROJ and known land and sea."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Proj

from citybricks.views.maps import world as module
from citybricks.views.maps.world import (
    CUT,
    HEIGHT,
    WIDTH,
    Arc,
    Point,
    equal_earth,
    great_circle,
    place,
    world,
)

SVG = "{http://www.w3.org/2000/svg}"
SHANGHAI, LOS_ANGELES = (121.47, 31.23), (-118.24, 34.05)
longitudes = st.floats(-180, 180)
latitudes = st.floats(-89, 89)


def drawn(points: list[Point], arcs: list[Arc] | None = None) -> ET.Element:
    """Return a map as it is read by programs."""
    return ET.fromstring(world(points, arcs or [], title="World", description="Where"))  # noqa: S314 - ours


@pytest.fixture(scope="module")
def land() -> shapely.MultiPolygon:
    """The land that is packaged, in degrees from the cut eastward."""
    path = Path(module.__file__).parent / "data" / "land-110m.json"
    rings = [np.array(ring).reshape(-1, 2) for ring in json.loads(path.read_text())]
    shores = [shapely.Polygon(ring) for ring in rings if not shapely.LinearRing(ring).is_ccw]
    # rings that go the other way round are lakes, as SVG's fill rule has them
    lakes = [shapely.Polygon(ring) for ring in rings if shapely.LinearRing(ring).is_ccw]
    return shapely.unary_union(shores).difference(shapely.unary_union(lakes))


@given(longitudes, latitudes)
def test_places_are_where_proj_puts_them(longitude: float, latitude: float) -> None:
    ours = equal_earth(np.array([[longitude, latitude]]))[0]
    proj = Proj(proj="eqearth", R=1, lon_0=CUT + 180)
    theirs = proj(longitude, latitude)
    if abs((longitude - CUT) % 360) > 1e-6:  # at the rim both sides are right
        assert ours == pytest.approx(theirs, abs=1e-6)


def test_an_area_is_as_big_in_the_north_as_at_the_equator() -> None:
    def area(south: float, north: float) -> float:
        edge = np.linspace(south, north, 60)
        right = np.column_stack((np.full(60, 165.0), edge))
        left = np.column_stack((np.full(60, 155.0), edge[::-1]))
        return float(shapely.Polygon(equal_earth(np.vstack((right, left)))).area)

    # by Archimedes, zones between equal steps of the sine of the latitude are equal
    assert area(0, 30) == pytest.approx(area(30, 90), rel=1e-3)


@pytest.mark.parametrize("latitude", [-50, 0, 60])
@pytest.mark.parametrize("longitude", [CUT + 0.01, CUT + 359.99, 121.47, -118.24])
def test_every_city_is_on_the_paper(longitude: float, latitude: float) -> None:
    x, y = place(np.array([[longitude, latitude]]))[0]
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_land"),
    [
        (105, 35, True),
        (28.04, -26.2, True),
        (260, 40, True),
        (175, 66.5, True),  # Chukotka, up to and beyond the seam of the data
        (181.5, 66.5, True),
        (100, 65, True),  # no gap across Siberia
        (200, -16.5, False),  # no streak through the Pacific
        (60, -16.5, False),
        (50.8, 41.8, False),  # the Caspian Sea
        (330, -16.5, False),
        (250, 76.9, False),
    ],
)
def test_land_is_land_and_sea_is_sea(
    land: shapely.MultiPolygon, longitude: float, latitude: float, is_land: bool
) -> None:
    assert land.contains(shapely.Point(longitude, latitude)) == is_land


def test_the_land_is_as_much_as_there_is(land: shapely.MultiPolygon) -> None:
    geod = Geod(a=6_371_008.8, b=6_371_008.8)
    square_kilometres = sum(abs(geod.geometry_area_perimeter(p)[0]) for p in land.geoms) / 1e6
    # 149 million of the earth without 14 million of Antarctica
    assert square_kilometres == pytest.approx(134e6, rel=0.03)


@given(longitudes, latitudes, longitudes, latitudes)
def test_a_great_circle_goes_from_one_place_to_the_other(
    a: float, b: float, c: float, d: float
) -> None:
    way = great_circle((a, b), (c, d))
    geod = Geod(a=6_371_008.8, b=6_371_008.8)
    shortest = geod.inv(a, b, c, d)[2]
    assert geod.line_length(*way.T) == pytest.approx(shortest, abs=2_000, rel=1e-3)
    assert geod.inv(*way[0], a, b)[2] < 1
    assert geod.inv(*way[-1], c, d)[2] < 1


def test_shanghai_and_los_angeles_are_joined_across_the_pacific_in_one_piece() -> None:
    (path,) = drawn([], [Arc(SHANGHAI, LOS_ANGELES)]).iterfind(f".//{SVG}path[@class='cb-arc']")
    assert path.attrib["d"].count("M") == 1


def test_what_crosses_the_atlantic_leaves_on_one_side_and_comes_in_on_the_other() -> None:
    (path,) = drawn([], [Arc((28, -26), LOS_ANGELES)]).iterfind(f".//{SVG}path[@class='cb-arc']")
    assert path.attrib["d"].count("M") == 2


def test_a_place_that_leads_somewhere_is_a_link_with_a_name() -> None:
    svg = drawn([Point(*SHANGHAI, "上海", "/members/shanghai/"), Point(*LOS_ANGELES, "LA")])
    (link,) = svg.iter(f"{SVG}a")
    assert link.attrib["href"] == "/members/shanghai/"
    assert link.attrib["aria-label"] == "上海"
    assert svg.attrib["role"] == "group"


def test_a_map_without_links_is_a_picture_with_a_text_alternative() -> None:
    svg = drawn([Point(*SHANGHAI, "上海")])
    named = {element.attrib["id"]: element.text for element in svg if "id" in element.attrib}
    assert svg.attrib["role"] == "img"
    assert named[svg.attrib["aria-labelledby"]] == "World"
    assert named[svg.attrib["aria-describedby"]] == "Where"


def test_nothing_is_named_but_the_places_given() -> None:
    svg = drawn([Point(*SHANGHAI, "上海"), Point(*LOS_ANGELES, "LA", labelled=False)])
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["上海"]


def test_of_names_that_cover_each_other_fewer_are_written() -> None:
    crowd = [Point(121 + at / 1000, 31, "A city with a long name") for at in range(40)]
    assert 1 <= len(list(drawn(crowd).iter(f"{SVG}text"))) < len(crowd)


def test_what_a_member_calls_itself_is_text() -> None:
    name = '<script>alert("x")</script>'
    svg = drawn([Point(*SHANGHAI, name, '/"><b>')])
    assert not list(svg.iter("script")) + list(svg.iter(f"{SVG}script"))
    assert [link.attrib["aria-label"] for link in svg.iter(f"{SVG}a")] == [name]


def test_a_world_without_places_is_drawn() -> None:
    assert drawn([]).find(f"{SVG}path") is not None


def test_a_small_place_that_leads_somewhere_can_be_hit_within_24_pixels() -> None:
    (link,) = drawn([Point(*SHANGHAI, "上海", "/members/shanghai/", size=0)]).iter(f"{SVG}a")
    assert max(float(circle.attrib["r"]) for circle in link.iter(f"{SVG}circle")) >= 12


def test_a_name_that_has_no_room_beside_its_place_stands_at_a_corner() -> None:
    around = [Point(100 + dx, 30 + dy, "Town") for dx, dy in ((9, 0), (-9, 0), (0, 7), (0, -7))]
    written = [text.text for text in drawn([Point(100, 30, "Ur"), *around]).iter(f"{SVG}text")]
    assert "Ur" in written
