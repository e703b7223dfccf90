"""Operational intents: valid, and around every point of the track."""

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import shapely
import yaml
from pyproj import CRS

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.energy import Leg
from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.intents import intent, schema, volumes
from citybricks.methods.drones.margins import USUAL
from citybricks.methods.drones.tracks import Track, to_earth, track
from citybricks.methods.drones.wind import Wind
from citybricks.methods.drones.zones.zone import Terrain

PLANE = CRS("+proj=aeqd +lat_0=36.08 +lon_0=140.11 +datum=WGS84")
NOW = datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=9)))
HILLS = Terrain(20.0, 90.0, 40.0)
ADDRESS = "https://uss.example.com/utm"


@cache
def flown() -> Track:
    out = np.array([[1500.0, 200.0], [700.0, -900.0]])
    legs = [Leg(out, 2.0, 60.0, 30.0, 0.0, 15.0), Leg(-out[::-1], 0.0, 60.0, 0.0, 15.0, 0.0)]
    return track(Aircraft(), [0.0, 0.0], legs, Wind(3, 2), 3600.0)


@cache
def extents() -> list[dict[str, Any]]:
    return volumes(flown(), PLANE, NOW, HILLS)


def seconds(time: dict[str, str]) -> float:
    return (datetime.fromisoformat(time["value"]) - NOW).total_seconds()


def outline(volume: dict[str, Any]) -> shapely.Polygon:
    vertices = volume["volume"]["outline_polygon"]["vertices"]
    return shapely.Polygon([(v["lng"], v["lat"]) for v in vertices])


def test_an_intent_is_valid_by_our_schema() -> None:
    made = json.loads(json.dumps(intent(extents(), ADDRESS, priority=3)))
    described = schema()
    jsonschema.Draft202012Validator.check_schema(described)
    jsonschema.Draft202012Validator(described).validate(made)


@pytest.mark.parametrize("part", ["reference", "details"])
def test_an_intent_is_valid_by_the_published_interface(part: str) -> None:
    """The interface has no licence, so it is read from where an environment variable says."""
    if "CITYBRICKS_UTM_YAML" not in os.environ:
        pytest.skip("CITYBRICKS_UTM_YAML does not say where utm.yaml of ASTM F3548-21 is")
    published = yaml.safe_load(Path(os.environ["CITYBRICKS_UTM_YAML"]).read_text("utf-8"))
    name = {
        "reference": "PutOperationalIntentReferenceParameters",
        "details": "OperationalIntentDetails",
    }[part]
    whole = {"$ref": f"#/components/schemas/{name}", "components": published["components"]}
    made = json.loads(json.dumps(intent(extents(), ADDRESS)[part]))
    # OpenAPI 3.0 writes "exclusiveMinimum: true" as JSON Schema draft 4 does
    jsonschema.Draft4Validator(whole).validate(made)
    broken = json.loads(json.dumps(made).replace('"W84"', '"AGL"'))
    assert not jsonschema.Draft4Validator(whole).is_valid(broken)


def test_every_point_of_the_track_is_in_a_volume_of_its_time() -> None:
    when, xy, height = flown().sampled(5.0)
    places = to_earth(xy, PLANE)
    held = np.zeros(len(when), dtype=bool)
    for each in extents():
        during = (when >= seconds(each["time_start"])) & (when <= seconds(each["time_end"]))
        inside = shapely.contains_xy(outline(each), *places.T)
        lower, upper = (each["volume"][f"altitude_{side}"]["value"] for side in ("lower", "upper"))
        for ground in (HILLS.lowest_m, HILLS.highest_m):
            altitude = height + ground + HILLS.geoid_m
            during &= (altitude >= lower) & (altitude <= upper)
        held |= during & inside
    assert held.all()


def test_volumes_hold_the_contingency_volume_beside_the_track() -> None:
    when, xy, _ = flown().sampled(20.0)
    around = 0.999 * USUAL.across_m
    for angle in np.linspace(0, 2 * np.pi, 8, endpoint=False):
        beside = to_earth(xy + around * np.array([np.cos(angle), np.sin(angle)]), PLANE)
        held = np.zeros(len(when), dtype=bool)
        for each in extents():
            during = (when >= seconds(each["time_start"])) & (when <= seconds(each["time_end"]))
            held |= during & shapely.contains_xy(outline(each), *beside.T)
        assert held.all()


def test_volumes_are_small_in_time_and_follow_each_other() -> None:
    spans = [(seconds(each["time_start"]), seconds(each["time_end"])) for each in extents()]
    assert all(end - start <= 60 + 2 * 10 + 0.01 for start, end in spans)
    assert spans == sorted(spans)
    assert spans[0][0] == pytest.approx(3590, abs=0.01)


def test_outlines_are_simple_and_name_no_corner_twice() -> None:
    for each in extents():
        vertices = each["volume"]["outline_polygon"]["vertices"]
        assert len({(v["lat"], v["lng"]) for v in vertices}) == len(vertices)
        assert outline(each).is_valid


def test_times_end_in_z_and_are_of_the_plan() -> None:
    first = extents()[0]["time_start"]
    assert first["value"] == "2026-11-24T00:59:50.000Z"
    assert datetime.fromisoformat(first["value"]).tzinfo == UTC


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"extents": []}, "extents"),
        ({"state": "Contingent"}, "state"),
        ({"uss_base_url": "http://uss.example.com"}, "uss_base_url"),
        ({"uss_base_url": "https://uss.example.com/"}, "uss_base_url"),
    ],
)
def test_an_intent_that_no_service_would_take_is_refused(
    changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        intent(**{"extents": extents(), "uss_base_url": ADDRESS, **changed})
    assert refused.value.field == field


def test_a_plan_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InputError, match="epoch"):
        volumes(flown(), PLANE, datetime(2026, 11, 24))  # noqa: DTZ001
