"""Whatever is wrong with a file of zones is named: where, what, and what is allowed."""

import json
from typing import Any

import pytest

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.zones.reading import read_zones
from tests.methods.drones.zones.published import BASE, ed269, ed318, layer, plain, square, volume

BOX = "features[0].geometry.coordinates"
OUTLINE = "features[0].geometry[0].horizontalProjection"
TIMES = "features[0].applicability[0]"


def polygon(coordinates: Any) -> Any:
    return plain({"type": "Polygon", "coordinates": coordinates})


def circle(**changes: Any) -> Any:
    shape = {"type": "Circle", "center": [*BASE], "radius": 500, **changes}
    return ed269(volume(horizontalProjection=shape))


def times(**changes: Any) -> Any:
    return ed269(applicability=[{"permanent": "NO", **changes}])


TWINS = {"features": [*ed269()["features"], *ed269()["features"]]}
MALFORMED: list[tuple[str, Any, str]] = [
    ("not JSON", "{zones}", "document"),
    ("not finite", '{"features": [NaN]}', "document"),
    ("a number", "5", "document"),
    ("no features", {"type": "FeatureCollection"}, "features"),
    ("features are no list", {"features": "many"}, "features"),
    ("a zone is no object", {"features": [7]}, "features[0]"),
    ("no geometry", {"features": [{"identifier": "A"}]}, "features[0].geometry"),
    ("no volume", {"features": [{"identifier": "A", "geometry": []}]}, "features[0].geometry"),
    ("no identifier", ed269(identifier=None), "features[0].identifier"),
    ("an empty identifier", ed269(identifier="  "), "features[0].identifier"),
    ("two zones of one identifier", TWINS, "identifier"),
    ("an unknown restriction", ed269(restriction="FORBIDDEN"), "features[0].restriction"),
    ("no restriction", ed269(restriction=None), "features[0].restriction"),
    ("an unknown type", ed318(type="DANGER"), "features[0].properties.type"),
    ("an unknown geometry", plain({"type": "LineString", "coordinates": []}),
     "features[0].geometry.type"),
    ("two corners", polygon([[[140, 36], [140.1, 36], [140, 36]]]), f"{BOX}[0]"),
    ("no ring", polygon([]), BOX),
    ("a ring without area", polygon([[[140, 36], [140.1, 36.1], [140.2, 36.2], [140, 36]]]), BOX),
    ("a latitude over 90", polygon([[[140, 36], [140, 96], [141, 36], [140, 36]]]),
     f"{BOX}[0][1][1]"),
    ("latitude before longitude", polygon([[[36, 140], [36, 141], [37, 140], [36, 140]]]),
     f"{BOX}[0][0][1]"),
    ("a longitude over 180", polygon([[[181, 36], [140, 36], [140, 37], [181, 36]]]),
     f"{BOX}[0][0][0]"),
    ("a coordinate as text", polygon([[["140", 36], [140, 37], [141, 36]]]), f"{BOX}[0][0][0]"),
    ("a coordinate that is true", polygon([[[True, 36], [140, 37], [141, 36]]]),
     f"{BOX}[0][0][0]"),
    ("a position of one number", polygon([[[140], [140, 37], [141, 36]]]), f"{BOX}[0][0]"),
    ("across the 180th meridian", polygon([[[179, 36], [-179, 36], [-179, 37], [179, 36]]]),
     f"{BOX}[0]"),
    ("no radius", circle(radius=None), f"{OUTLINE}.radius"),
    ("a radius of nothing", circle(radius=0), f"{OUTLINE}.radius"),
    ("a negative radius", circle(radius=-5), f"{OUTLINE}.radius"),
    ("a radius over 200 km", circle(radius=250_000), f"{OUTLINE}.radius"),
    ("no centre", circle(center=None), f"{OUTLINE}.center"),
    ("a unit nobody knows", ed269(volume(uomDimensions="YD")),
     "features[0].geometry[0].uomDimensions"),
    ("a reference nobody knows", ed269(volume(upperVerticalReference="STD")),
     "features[0].geometry[0].upperVerticalReference"),
    ("upside down", ed269(volume(lowerLimit=150, upperLimit=120)),
     "features[0].geometry[0].upperLimit"),
    ("a height as text", plain(ceiling="high"), "features[0].properties.ceiling"),
    ("a height over 100 km", plain(ceiling=1e6), "features[0].properties.ceiling"),
    ("a layer upside down",
     ed318({"type": "Polygon", "coordinates": square(), "layer": layer(lower=9, upper=9)}),
     "features[0].geometry.layer.upper"),
    ("a time without a zone", times(startDateTime="2026-11-24T09:00:00"),
     f"{TIMES}.startDateTime"),
    ("a time that is none", times(startDateTime="tomorrow"), f"{TIMES}.startDateTime"),
    ("an end before the start",
     times(startDateTime="2026-11-24T09:00:00Z", endDateTime="2026-11-24T08:00:00Z"),
     f"{TIMES}.endDateTime"),
    ("a day nobody knows", times(schedule=[{"day": ["MO"]}]), f"{TIMES}.schedule[0].day[0]"),
    ("an hour without a zone", times(schedule=[{"startTime": "09:00:00"}]),
     f"{TIMES}.schedule[0].startTime"),
    ("the hour 25", times(schedule=[{"startTime": "25:00:00Z"}]),
     f"{TIMES}.schedule[0].startTime"),
    ("an event nobody knows", times(schedule=[{"startEvent": "NOON"}]),
     f"{TIMES}.schedule[0].startEvent"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "field"), [(d, f) for _, d, f in MALFORMED], ids=[name for name, *_ in MALFORMED]
)
def test_what_is_wrong_is_named_in_both_languages(document: object, field: str) -> None:
    text = document if isinstance(document, str) else json.dumps(document)
    with pytest.raises(InputError) as refused:
        read_zones(text)
    assert refused.value.field == field
    assert field in refused.value.en
    assert field in refused.value.zh
    assert "allowed:" in refused.value.en
    assert "允许：" in refused.value.zh


def test_axes_that_are_exchanged_are_recognised_by_the_depot() -> None:
    zurich = (8.55, 47.37)
    exchanged = polygon(square(*zurich[::-1]))
    assert read_zones(exchanged)
    with pytest.raises(InputError, match="exchanged"):
        read_zones(exchanged, near=zurich)
    with pytest.raises(InputError, match="exchanged"):
        read_zones(plain({"type": "Point", "coordinates": zurich[::-1]}, radius=9), near=zurich)
    assert read_zones(polygon(square(*zurich)), near=zurich)


def test_a_time_that_the_clock_shows_twice_or_never_is_refused() -> None:
    for moment in ("2026-10-25T02:30:00", "2026-03-29T02:30:00"):
        with pytest.raises(InputError, match="shows once"):
            read_zones(plain(start=moment), timezone="Europe/Berlin")


def test_a_zone_of_time_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="timezone"):
        read_zones(plain(), timezone="Asia/Tsukuba")
