"""Truths about deliveries by drone."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # has no stubs

from citybricks import BrickError
from citybricks.bricks.drone_delivery.arrows import arrows
from citybricks.bricks.drone_delivery.brick import Deliveries, drone_delivery
from citybricks.bricks.drone_delivery.views import show
from citybricks.kernel.translation import translator
from citybricks.methods.drones.intents import schema
from tools import drone_example

EXAMPLE = json.loads((drone_delivery.folder / "example.json").read_text("utf-8"))["inputs"]
HOME = (140.08, 36.12)
"""Of the depot."""


def point(lon: float, lat: float, **properties: Any) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def run(*orders: dict[str, Any], **inputs: Any) -> Deliveries:
    known = {
        "depots": collection(point(*HOME, id="north", drones=1)),
        "orders": collection(*orders),
        "start": "2026-11-24T09:00:00+09:00",
        "iterations": 200,
    }
    return drone_delivery.run(known | inputs)


def east(metres: float, **properties: Any) -> dict[str, Any]:
    """Return an order so far to the east of the depot."""
    lon = HOME[0] + metres / (111_320 * np.cos(np.radians(HOME[1])))
    return point(float(lon), HOME[1], **({"id": "a", "mass_kg": 1.0} | properties))


@pytest.fixture(scope="module")
def example() -> Deliveries:
    return drone_delivery.run(EXAMPLE)


def test_the_example_is_what_the_generator_makes() -> None:
    assert drone_example.PATH.read_text("utf-8") == drone_example.written()


def test_the_example_brings_what_can_be_brought_and_breaks_no_rule(example: Deliveries) -> None:
    assert len(example.deliveries) + len(example.unserved) == 12
    assert len(example.deliveries) >= 10
    assert len(example.violations) == 0
    assert example.proof.feasible
    assert example.proof.gap < 0.05
    assert (example.sorties.frame["battery"] >= example.sorties.frame["reserve"]).all()


def test_orders_are_in_hands_within_their_windows(example: Deliveries) -> None:
    asked = {
        feature["properties"]["id"]: feature["properties"]
        for feature in EXAMPLE["orders"]["features"]
    }
    for row in example.deliveries.frame.to_dict("records"):
        window = asked[row["order"]]
        assert pd.Timestamp(window["open"]) <= row["handed_over"] <= pd.Timestamp(window["close"])


def test_no_track_enters_a_zone_that_is_closed_at_its_height(example: Deliveries) -> None:
    closed = example.zones.frame[example.zones.frame["closed"]]
    for _, fixes in example.fixes.frame.groupby("who"):
        at = np.arange(fixes["at_s"].min(), fixes["at_s"].max(), 0.05)
        lon, lat, high = (
            np.interp(at, fixes["at_s"], fixes[name]) for name in ("lon", "lat", "height_m")
        )
        for zone in closed.itertuples():
            within = (high >= zone.floor) & (high <= zone.ceiling)
            assert not shapely.contains_xy(zone.geometry, lon[within], lat[within]).any()


def test_a_drone_flies_one_sortie_at_a_time_with_a_swap_between(example: Deliveries) -> None:
    for _, mine in example.sorties.frame.sort_values("takes_off").groupby("drone"):
        gaps = mine["takes_off"].iloc[1:].to_numpy() - mine["lands"].iloc[:-1].to_numpy()
        assert (gaps >= np.timedelta64(119, "s")).all()


def test_every_operational_intent_validates(example: Deliveries) -> None:
    checker = Draft202012Validator(schema())
    assert len(example.intents) == len(example.sorties)
    for row in example.intents.frame.to_dict("records"):
        checker.validate({part: json.loads(row[part]) for part in ("reference", "details")})


def alternate(metres: float) -> dict[str, Any]:
    """Return a place to land so far to the east of the depot."""
    return collection(east(metres, id="field"))


def test_a_sortie_keeps_enough_for_the_alternate_where_that_is_more_than_a_fifth() -> None:
    usual, near, far = (
        run(east(1000), **extra)
        for extra in ({}, {"alternates": alternate(500)}, {"alternates": alternate(20_000)})
    )
    kept = [outcome.sorties.frame["reserve"].iloc[0] for outcome in (usual, near, far)]
    assert kept[0] == kept[1] < kept[2]
    assert run(east(16_000), alternates=alternate(20_000)).unserved.frame["order"].tolist() == ["a"]


def test_an_alternate_that_cannot_be_flown_to_is_refused() -> None:
    small = [{"name": "small", "battery_wh": 100.0}]
    with pytest.raises(BrickError, match="name one that is nearer") as caught:
        run(east(500), alternates=alternate(9000), aircraft=small)
    assert caught.value.input == "alternates"


def test_intents_are_above_the_ellipsoid_and_not_above_the_ground() -> None:
    low, high = run(east(1000)), run(east(1000), ground_lowest=20, ground_highest=30, geoid=40)
    heights = []
    for outcome in (low, high):
        (volume, *_) = json.loads(outcome.intents.frame["details"].iloc[0])["volumes"]
        sides = volume["volume"]["altitude_lower"], volume["volume"]["altitude_upper"]
        assert {side["reference"] for side in sides} == {"W84"}
        heights.append([side["value"] for side in sides])
    assert heights[1][0] - heights[0][0] == pytest.approx(60)
    assert heights[1][1] - heights[0][1] == pytest.approx(70)


def test_a_van_takes_more_energy_and_an_electric_one_less_than_that(example: Deliveries) -> None:
    means = example.comparison.frame.set_index("means")["energy"]
    assert means["drones"] < means["electric van"] < means["van"]
    assert set(example.comparison.frame["parcels"]) == {len(example.deliveries)}


def test_who_is_reached_are_residents_and_only_some_by_drone_alone(example: Deliveries) -> None:
    reached = example.reached.frame.groupby("reached")["residents"].sum()
    assert example.newly_reached == reached["by drone only"] > 0
    share = 100 * (reached["by both"] + reached["by drone only"]) / reached.sum()
    assert example.access.value == pytest.approx(share, abs=0.01)


def test_against_the_wind_takes_longer_than_with_it() -> None:
    there = {"wind_speed": 6.0, "wind_from": 90.0}
    calm, against = run(east(4000)), run(east(4000), **there)
    with_it = run(east(4000), **there | {"wind_from": 270.0})
    minutes = [each.deliveries.frame["waiting"].iloc[0] for each in (with_it, calm, against)]
    assert minutes[0] < minutes[1] < minutes[2]
    energy = [each.sorties.frame["energy"].iloc[0] for each in (calm, against)]
    assert energy[0] < energy[1]


def test_a_zone_in_the_way_makes_it_longer_and_a_permit_makes_it_straight() -> None:
    lon, lat = east(2000)["geometry"]["coordinates"]
    ring = [[lon - 0.002, lat - 0.01], [lon + 0.002, lat - 0.01], [lon + 0.002, lat + 0.01]]
    ring += [[lon - 0.002, lat + 0.01], ring[0]]
    zone = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"id": "Z", "restriction": "REQ_AUTHORISATION", "ceiling": 150},
    }
    free, around = run(east(4000)), run(east(4000), zones=collection(zone))
    permitted = run(east(4000), zones=collection(zone), permits=["Z"])
    far = [each.sorties.frame["distance"].iloc[0] for each in (free, around, permitted)]
    assert far[0] == pytest.approx(8.0, rel=0.005)
    assert far[1] > far[0] + 0.2
    assert far[2] == far[0]


def test_a_heavier_parcel_takes_more_energy() -> None:
    light, heavy = (run(east(3000, mass_kg=kg)).sorties.frame.iloc[0] for kg in (0.5, 2.5))
    assert light["energy"] < heavy["energy"]
    assert light["lowest"] <= light["energy"] <= light["highest"]


def test_each_order_is_flown_from_the_nearest_depot() -> None:
    two = collection(point(*HOME, id="north"), point(140.30, 36.12, id="east"))
    outcome = run(east(1000), point(140.31, 36.12, id="b", mass_kg=1.0), depots=two)
    by = outcome.sorties.frame.set_index("orders")["depot"]
    assert by.to_dict() == {"a": "north", "b": "east"}
    alone = [run(east(1000)), run(point(140.31, 36.12, id="b", mass_kg=1.0), depots=_east())]
    assert outcome.proof.lower_bound == sum(each.proof.lower_bound or 0.0 for each in alone)
    assert outcome.proof.solver.startswith("orders shared out to the nearest depot first")


def _east() -> dict[str, Any]:
    return collection(point(140.30, 36.12, id="east"))


def test_with_homes_it_is_told_who_lives_below() -> None:
    homes = collection(*(point(140.08 + 0.002 * at, 36.12, residents=50) for at in range(12)))
    outcome = run(east(2000), homes=homes)
    (below,) = outcome.ground_risk.frame.to_dict("records")
    assert 0 < below["residents"] <= 600
    assert 0 < below["casualties"] < 1e-3
    assert "not an approval" in outcome.sora.frame["en"].iloc[0]


@pytest.mark.parametrize("objective", ["energy", "makespan", "waiting", "fair"])
def test_every_objective_brings_everything(objective: str) -> None:
    orders = [
        east(800 + 400 * at, id=f"o{at}", hamlet="far" if at > 2 else None) for at in range(5)
    ]
    outcome = run(*orders, objective=objective)
    assert len(outcome.deliveries) == 5
    assert outcome.objective == objective
    assert len(outcome.violations) == 0


def test_arrows_point_where_the_wind_blows_to() -> None:
    fixes = run(east(2000)).fixes
    drawn = arrows(fixes, 270.0, 5.0)
    assert drawn is not None
    shaft = shapely.get_coordinates(drawn.frame.geometry.iloc[0].geoms[0])
    assert shaft[1, 0] > shaft[0, 0]
    assert shaft[1, 1] == pytest.approx(shaft[0, 1])
    assert arrows(fixes, 270.0, 0.0) is None


def test_the_page_tells_it_in_both_languages(example: Deliveries) -> None:
    english = show(example).html()
    chinese = show(example).html(translator("zh-Hans", *drone_delivery.texts), "zh-Hans")
    assert "Flights around zones" in english
    assert "绕开区域的飞行" in chinese
    assert "预评估，非批准" in chinese
    assert "预评估" not in english
    assert '"wraps":true' in english


def test_where_nothing_is_flown_the_page_says_why() -> None:
    page = show(run(east(2000), wind_speed=14.0))
    assert "Nothing is flown." in page.html()
    assert "14" in page.html()


@pytest.mark.long
@pytest.mark.parametrize("objective", ["makespan", "energy", "waiting", "fair"])
def test_a_truck_meets_its_drones_and_serves_everybody(objective: str) -> None:
    orders = [east(800 + 700 * at, id=f"o{at}") for at in range(4)]
    heavy = east(1500, id="heavy", mass_kg=20.0)
    outcome = run(*orders, heavy, mode="truck_and_drone", objective=objective)
    by = outcome.deliveries.frame.set_index("order")["by"]
    assert len(by) == 5
    assert by["heavy"] == "T"
    assert len(outcome.violations) == 0
    assert set(outcome.comparison.frame["means"]) >= {"truck and drones", "van"}
    assert {"T"} <= set(outcome.fixes.frame["who"])
    assert (outcome.sorties.frame["battery"] >= outcome.sorties.frame["reserve"] - 0.1).all()


@pytest.mark.long
def test_a_truck_that_misses_a_window_is_told_to_break_a_rule() -> None:
    late = east(7000, id="late", mass_kg=20.0, close="2026-11-24T09:02:00+09:00")
    outcome = run(east(800), late, mode="truck_and_drone")
    (broken,) = outcome.violations.frame.to_dict("records")
    assert (broken["code"], broken["where"]) == ("window", "late")
    assert not outcome.proof.feasible


@pytest.mark.long
def test_a_truck_leaves_later_when_that_meets_more_windows() -> None:
    opens = "2026-11-24T11:00:00+09:00"
    outcome = run(east(800, open=opens), east(1600, id="b"), mode="truck_and_drone")
    assert len(outcome.violations) == 0
    first = outcome.deliveries.frame["handed_over"].min()
    assert first > pd.Timestamp("2026-11-24T10:30:00+09:00")
