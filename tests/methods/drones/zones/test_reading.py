"""Zones are read from ED-269, ED-318 and plain GeoJSON."""

import json
from datetime import UTC, datetime

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.zones.reading import read_zones
from citybricks.methods.drones.zones.zone import Limit, Zone
from tests.methods.drones.zones.published import BASE, ed269, ed318, layer, plain, square, volume

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def only(document: object, **options: object) -> Zone:
    (zone,) = read_zones(document, **options)  # type: ignore[arg-type]
    return zone


@pytest.mark.parametrize("document", [ed269(), ed318(), plain(ceiling=120)])
def test_one_zone_is_the_same_in_three_formats(document: object) -> None:
    zone = only(json.dumps(document))
    assert zone.restriction == "PROHIBITED"
    assert shapely.equals(zone.area, shapely.Polygon(square()[0]))
    assert (zone.lower, zone.upper) == (Limit(0.0, "AGL"), Limit(120.0, "AGL"))
    assert zone.applies(NOON)
    assert zone.notices == ()


def test_feet_become_metres_and_references_are_kept() -> None:
    high = volume(
        uomDimensions="FT", lowerLimit=1000, lowerVerticalReference="AMSL", upperLimit=2000
    )
    zone = only(ed269(high))
    assert zone.lower == Limit(304.8, "AMSL")
    assert zone.upper == Limit(609.6, "AGL")


def test_a_zone_without_an_upper_limit_has_none() -> None:
    assert only(plain()).upper is None


def test_a_zone_of_several_volumes_is_several_zones() -> None:
    zones = read_zones(ed269(volume(), volume(lowerLimit=60)))
    assert [zone.id for zone in zones] == ["JPN001/1", "JPN001/2"]


def test_layers_of_a_geometry_collection_are_zones_of_their_own() -> None:
    several = {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "Polygon", "coordinates": square(), "layer": layer()},
            {
                "type": "Point",
                "coordinates": [140.2, 36.1],
                "extent": {"subType": "Circle", "radius": 500},
                "layer": layer(upper=300),
            },
        ],
    }
    assert [zone.upper for zone in read_zones(ed318(several))] == [Limit(120.0), Limit(300.0)]


CIRCLES = [
    ed269(volume(horizontalProjection={"type": "Circle", "center": [*BASE], "radius": 500})),
    ed318(
        {
            "type": "Point",
            "coordinates": [*BASE],
            "extent": {"subType": "Circle", "radius": 500},
            "layer": layer(),
        }
    ),
    plain({"type": "Point", "coordinates": [*BASE]}, radius_m=500),
]


@pytest.mark.parametrize("document", CIRCLES)
def test_a_circle_holds_every_point_of_its_radius_and_hardly_more(document: object) -> None:
    area = only(document).area
    geod = Geod(ellps="WGS84")
    for azimuth in range(0, 360, 5):
        inside = geod.fwd(*BASE, azimuth, 500)[:2]
        outside = geod.fwd(*BASE, azimuth, 502)[:2]
        assert shapely.contains_xy(area, *inside)
        assert not shapely.contains_xy(area, *outside)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("REQ_AUTHORIZATION", "REQ_AUTHORISATION"),
        ("REQ_AUTHORISATION", "REQ_AUTHORISATION"),
        ("USPACE", "CONDITIONAL"),
        ("no_restriction", "NO_RESTRICTION"),
    ],
)
def test_restrictions_have_one_spelling(written: str, meant: str) -> None:
    assert only(ed318(type=written)).restriction == meant


def test_a_ring_that_crosses_itself_is_repaired_and_that_is_said() -> None:
    bow = [[[140.0, 36.0], [140.1, 36.1], [140.1, 36.0], [140.0, 36.1], [140.0, 36.0]]]
    zone = only(plain({"type": "Polygon", "coordinates": bow}))
    assert zone.area.is_valid
    assert shapely.contains_xy(zone.area, 140.02, 36.05)
    assert "crosses itself" in zone.notices[0].en
    assert "自相交" in zone.notices[0].zh


def test_a_ring_that_is_not_closed_is_closed_and_that_is_said() -> None:
    zone = only(plain({"type": "Polygon", "coordinates": [square()[0][:-1]]}))
    assert shapely.equals(zone.area, shapely.Polygon(square()[0]))
    assert "not closed" in zone.notices[0].en


def test_a_bare_list_and_the_list_of_zones_of_the_interface_are_read_too() -> None:
    (feature,) = ed269()["features"]
    assert only([feature]).id == only({"UASZoneList": [feature]}).id == "JPN001"


def test_a_time_without_a_zone_is_read_in_the_zone_that_is_named() -> None:
    times = {"start": "2026-11-24T09:00:00", "end": "2026-11-24T17:00:00"}
    zone = only(plain(**times), timezone="Asia/Tokyo")
    assert zone.applies(datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    assert not zone.applies(datetime(2026, 11, 24, 9, tzinfo=UTC))


def test_a_single_volume_need_not_be_in_a_list() -> None:
    (feature,) = ed269()["features"]
    assert only([{**feature, "geometry": volume()}]).upper == Limit(120.0)


def test_conditions_are_kept_in_the_words_of_the_authority() -> None:
    words = [{"text": "Ask first", "lang": "en-GB"}, {"text": "事前に連絡", "lang": "ja-JP"}]
    assert only(ed318(message=words)).conditions == "Ask first; 事前に連絡"
    assert only(ed269(restrictionConditions="Below 60 m")).conditions == "Below 60 m"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["features", "type", "geometry", "coordinates", "properties", "layer", "id", "name"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(document=JSON)
def test_any_json_is_read_or_refused_with_a_reason(document: object) -> None:
    reason = refusal(json.dumps(document))
    assert reason is None or (reason.field and reason.zh)


def refusal(text: str) -> InputError | None:
    """Return why a text cannot be read as zones, if so."""
    try:
        read_zones(text)
    except InputError as refused:
        return refused
    return None


@given(text=st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    with pytest.raises(InputError):
        read_zones(text)
