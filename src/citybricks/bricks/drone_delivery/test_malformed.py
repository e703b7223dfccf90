"""What cannot be meant, or cannot be flown, is named: field, value and what is allowed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.drone_delivery.brick import drone_delivery
from citybricks.kernel.refusal import refusals
from citybricks.kernel.translation import Translate, translator
from citybricks.types import File

PACKAGE = drone_delivery.folder.parents[1]
HAN = re.compile(r"[\u4e00-\u9fff]")
Document = dict[str, Any]
Change = Callable[[Document], object]


def place(lon: float, lat: float, **properties: Any) -> Document:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def collection(*features: Document) -> Document:
    return {"type": "FeatureCollection", "features": list(features)}


def ring(*corners: tuple[float, float]) -> list[list[float]]:
    return [list(corner) for corner in (*corners, corners[0])]


def zone(corners: Any = None, **properties: Any) -> Document:
    known = {"id": "Z1", "restriction": "PROHIBITED", "floor": 0, "ceiling": 120} | properties
    shape = corners or ring((140.12, 36.12), (140.13, 36.12), (140.13, 36.13), (140.12, 36.13))
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [shape]},
        "properties": known,
    }


def sound() -> Document:
    """Return a document that is answered."""
    return {
        "depots": collection(place(140.08, 36.12, id="north", drones=2)),
        "orders": collection(
            place(140.09, 36.13, id="a", mass_kg=0.5, priority="medicine"),
            place(140.10, 36.11, id="b", mass_kg=1.5, close="2026-11-24T12:00:00+09:00"),
        ),
        "start": "2026-11-24T09:00:00+09:00",
        "zones": collection(zone()),
        "aircraft": [{"name": "hexacopter"}],
        "iterations": 50,
    }


def order(at: int = 0, **properties: Any) -> Change:
    return lambda d: d["orders"]["features"][at]["properties"].update(properties)


def moved(lon: float, lat: float) -> Change:
    return lambda d: d["orders"]["features"][0]["geometry"].update(coordinates=[lon, lat])


def given(**inputs: Any) -> Change:
    return lambda d: d.update(inputs)


def zones(*features: Any, **more: Any) -> Change:
    return lambda d: d.update(zones=collection(*features) | more)


def craft(**properties: Any) -> Change:
    return lambda d: d["aircraft"][0].update(properties)


def depot(**properties: Any) -> Change:
    return lambda d: d["depots"]["features"][0]["properties"].update(properties)


def ed269(**changed: Any) -> Document:
    volume = {
        "uomDimensions": "M",
        "lowerLimit": 0,
        "lowerVerticalReference": "AGL",
        "upperLimit": 120,
        "upperVerticalReference": "AGL",
        "horizontalProjection": {"type": "Circle", "center": [140.125, 36.125], "radius": 300},
    } | changed
    known = {"identifier": "Z9", "country": "JPN", "restriction": "PROHIBITED"}
    return known | {"geometry": [volume]}


REFUSED: dict[str, tuple[Change, str, str, str]] = {
    "an order with exchanged axes": (moved(36.13, 140.09), "orders.0", "36.13", "-90 to 90"),
    "an order with exchanged axes in Europe": (
        lambda d: (d["depots"].update(features=[place(13.4, 52.5, id="Berlin")]),
                   d["orders"].update(features=[place(52.51, 13.41, id="a", mass_kg=1)]),
                   d.pop("zones")),
        "orders.0", "52.51", "exchanged"),
    "an order in another country": (moved(2.35, 48.86), "orders.0", "2.35", "3.0 degrees"),
    "an order beyond the pole": (moved(140.09, 96.0), "orders", "96", ""),
    "a mass of nothing": (order(mass_kg=0), "orders.0.mass_kg", "0", "more than 0"),
    "a negative mass": (order(mass_kg=-2), "orders.0.mass_kg", "-2", "more than 0"),
    "a mass in words": (order(mass_kg="two"), "orders.0.mass_kg", "two", "number"),
    "no mass": (lambda d: d["orders"]["features"][0]["properties"].pop("mass_kg"),
                "orders.0.mass_kg", "", "required"),
    "an order twice": (order(1, id="a"), "orders.1.id", "a is there twice", "names differ"),
    "a depot twice": (lambda d: d["depots"]["features"].append(place(140.09, 36.1, id="north")),
                      "depots.1.id", "north is there twice", "names differ"),
    "no order": (given(orders=collection()), "orders", "no rows", "at least one"),
    "no depot": (given(depots=collection()), "depots", "no rows", "at least one"),
    "a window that closes before it opens": (
        order(1, open="2026-11-24T13:00:00+09:00"), "orders.1.close", "12:00", "after it opens"),
    "a window of no length": (
        order(1, open="2026-11-24T12:00:00+09:00"), "orders.1.close", "12:00", "after it opens"),
    "a window of yesterday": (
        order(1, close="2026-11-23T12:00:00+09:00"), "orders.1", "2026-11-23", ""),
    "a window next year": (
        order(1, open="2027-11-24T09:00:00+09:00", close="2027-11-24T12:00:00+09:00"),
        "orders.1.close", "2027", "within two days"),
    "a time that is none": (order(1, close="25 o'clock"), "orders.1.close", "25 o'clock", "a time"),
    "an order's time without an offset": (
        order(1, close="2026-11-24T12:00:00"), "orders.1.close", "12:00", "+09:00"),
    "a start without an offset": (
        given(start="2026-11-24T09:00:00"), "start", "09:00", "+09:00"),
    "a start that is no time": (given(start="morning"), "start", "morning", "a time"),
    "an unknown priority": (order(priority="urgent"), "orders.0.priority", "urgent", "medicine"),
    "a service of no length": (order(service_s=-1), "orders.0.service_s", "-1", "at least 0"),
    "no drones": (depot(drones=0), "depots.0.drones", "0", "at least 1"),
    "half a drone": (depot(drones=1.5), "depots.0.drones", "1.5", "whole number"),
    "an aircraft nobody has": (depot(aircraft="blimp"), "depots.0.aircraft", "blimp", "hexacopter"),
    "an aircraft twice": (given(aircraft=[{"name": "x"}, {"name": "x"}]),
                          "aircraft.1.name", "x is there twice", "names differ"),
    "an empty battery": (craft(battery_wh=0), "aircraft.0.battery_wh", "0", "at least 1"),
    "more battery than there is": (craft(usable=1.2), "aircraft.0.usable", "1.2", "at most 1"),
    "a negative payload": (craft(payload_kg=-1), "aircraft.0.payload_kg", "-1", "at least 0"),
    "an aircraft as large as an airliner, over homes": (
        lambda d: (d["aircraft"][0].update(size_m=50),
                   d.update(homes=collection(place(140.085, 36.125, residents=9)))),
        "aircraft", "50", "0–40"),
    "no airspeed": (craft(airspeed_m_s=0), "aircraft.0.airspeed_m_s", "0", "at least 1"),
    "a wind from nowhere": (given(wind_from=400), "wind_from", "400", "at most 360"),
    "a negative wind": (given(wind_speed=-3), "wind_speed", "-3", "at least 0"),
    "a height above the law": (given(height=400), "height", "400", "at most 150"),
    "a ground upside down": (
        given(ground_lowest=90, ground_highest=20), "ground_lowest", "90", "20"),
    "an unknown objective": (given(objective="cheap"), "objective", "cheap", "makespan"),
    "an unknown energy model": (given(energy_model="magic"), "energy_model", "magic", "dorling"),
    "an unknown mode": (given(mode="balloon"), "mode", "balloon", "truck_and_drone"),
    "zones that are no JSON": (given(zones={"document": "<kml/>"}), "zones", "kml", "JSON"),
    "zones that are no list": (given(zones={"document": "7"}), "zones", "7", "an object"),
    "a file without zones": (zones(), "zones", "no zone", "leave it out"),
    "a zone with two corners": (
        zones(zone(ring((140.1, 36.1), (140.2, 36.2)))), "zones", "features[0]", "three"),
    "a zone with exchanged axes": (
        zones(zone(ring((36.12, 140.12), (36.12, 140.13), (36.13, 140.1)))), "zones", "140.12", ""),
    "a zone without an area": (
        zones(zone(ring((140.1, 36.1), (140.2, 36.1), (140.15, 36.1)))), "zones", "", "area"),
    "a zone upside down": (
        zones(zone(floor=120, ceiling=50)), "zones", "ceiling is 50", "more than floor"),
    "a zone in cubits": (zones(zone(unit="cubit")), "zones", "cubit", "M, FT"),
    "a zone above nothing": (zones(zone(reference="moon")), "zones", "moon", "AGL"),
    "a zone with an unknown rule": (
        zones(zone(restriction="MAYBE")), "zones", "MAYBE", "PROHIBITED"),
    "a zone twice": (zones(zone(), zone()), "zones", "Z1", "no other zone"),
    "a zone whose time has no time zone": (
        zones(zone(start="2026-11-24T09:00:00", end="2026-11-24T10:00:00")),
        "zones", "09:00:00", "zone"),
    "a zone at an hour that comes twice": (
        lambda d: d.update(zones=collection(zone(start="2026-10-25T02:30:00",
                                                 end="2026-10-25T05:00:00")),
                           time_zone="Europe/Berlin"),
        "zones", "02:30:00", "Europe/Berlin"),
    "a zone that ends before it starts": (
        zones(zone(start="2026-11-24T10:00:00Z", end="2026-11-24T09:00:00Z")),
        "zones", "09:00", ""),
    "a clock nobody knows": (given(time_zone="Tsukuba"), "zones", "Tsukuba", "Asia/Tokyo"),
    "a circle of no size": (
        given(zones={"features": [ed269(horizontalProjection={
            "type": "Circle", "center": [140.125, 36.125], "radius": -5})]}),
        "zones", "-5", "1–200000"),
    "a volume without a shape": (
        given(zones={"features": [ed269(horizontalProjection=None)]}), "zones", "None", "Circle"),
    "a permit for no zone": (given(permits=["Z7"]), "permits.0", "Z7", "permits"),
    "a permit for what is prohibited": (given(permits=["Z1"]), "permits.0", "Z1", "permits"),
    "a depot in a closed zone": (
        zones(zone(ring((140.07, 36.11), (140.09, 36.11), (140.09, 36.13), (140.07, 36.13)))),
        "depots", "north", "closed zone"),
    "a truck from two depots": (
        lambda d: (d["depots"]["features"].append(place(140.09, 36.1, id="south")),
                   d.update(mode="truck_and_drone")),
        "depots", "2", "one depot"),
    "a street that leads nowhere": (
        lambda d: d.update(mode="truck_and_drone", streets=collection({
            "type": "Feature", "properties": {},
            "geometry": {"type": "LineString", "coordinates": [[140.2, 36.2], [140.21, 36.2]]}})),
        "streets", "order a", "500 m"),
    "a street of no speed": (
        given(streets=collection({
            "type": "Feature", "properties": {"speed_m_s": 0},
            "geometry": {"type": "LineString", "coordinates": [[140.08, 36.12], [140.1, 36.1]]}})),
        "streets.0.speed_m_s", "0", "more than 0"),
    "homes with fewer than nobody": (
        given(homes=collection(place(140.08, 36.12, residents=-4))),
        "homes.0.residents", "-4", "at least 0"),
    "too many orders": (
        lambda d: d["orders"].update(features=[
            place(140.09, 36.13, id=f"o{at}", mass_kg=1) for at in range(501)]),
        "orders", "501", "500"),
}  # fmt: skip


def words(language: str) -> Translate:
    """Return who knows the texts of the brick, and those that all bricks share."""
    return translator(language, *drone_delivery.texts, PACKAGE / "faces", PACKAGE / "views")


def said(error: Any, translate: Translate) -> list[tuple[str, str]]:
    """Return where something is wrong, and what."""
    return [(each.input, each.said(translate)) for each in refusals(error)]


@pytest.mark.parametrize(("change", "field", "value", "allowed"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused_with_its_reason(
    change: Change, field: str, value: str, allowed: str
) -> None:
    document = copy.deepcopy(sound())
    change(document)
    with pytest.raises((ValidationError, BrickError)) as caught:
        drone_delivery.run(document)
    english, chinese = (said(caught.value, words(language)) for language in ("en", "zh-Hans"))
    (told,) = [message for where, message in english if where.startswith(field)][:1]
    assert value in told
    assert allowed in told
    assert not any(HAN.search(message) for _, message in english)
    assert all(HAN.search(message) for _, message in chinese)
    assert [where for where, _ in english] == [where for where, _ in chinese]


UNFLOWN: dict[str, tuple[Change, str, str]] = {
    "a payload over the maximum": (order(mass_kg=4.5), "too_heavy", "4.5"),
    "a place beyond the battery": (moved(140.35, 36.12), "too_far", "km"),
    "a place in a zone": (moved(140.125, 36.125), "in_zone", "Z1"),
    "a wind over the limit": (given(wind_speed=14), "too_windy", "14"),
    "a window too short": (
        order(close="2026-11-24T09:01:00+09:00"), "window", "60 s"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "code", "value"), UNFLOWN.values(), ids=UNFLOWN)
def test_what_cannot_be_flown_is_told_with_the_nearest_relaxation(
    change: Change, code: str, value: str
) -> None:
    document = copy.deepcopy(sound())
    change(document)
    outcome = drone_delivery.run(document)
    row = outcome.unserved.frame.iloc[0]
    assert row["order"] == "a"
    assert row["reason"] == code
    assert value in row["en"]
    assert row["value"] != row["limit"]
    assert HAN.search(row["zh"])
    assert HAN.search(row["relaxation_zh"])
    assert row["relaxation_en"]


def test_a_zone_that_crosses_itself_is_repaired_and_that_is_told() -> None:
    bow = ring((140.12, 36.12), (140.13, 36.13), (140.13, 36.12), (140.12, 36.13))
    outcome = drone_delivery.run(sound() | {"zones": collection(zone(bow))})
    (notice,) = outcome.notices.frame.to_dict("records")
    assert notice["input"].startswith("zones.features[0].geometry")
    assert "crosses itself" in notice["en"]
    assert "自相交" in notice["zh"]
    assert outcome.zones.frame.geometry.is_valid.all()


def test_the_same_zones_from_a_file_and_as_json_give_the_same_plan() -> None:
    known = collection(zone())
    text = json.dumps(known, ensure_ascii=False)
    for given_as in (
        {"document": text},
        File(text.encode(), "application/geo+json", "zones.geojson"),
        File(json.dumps({"document": text}).encode(), "application/json", "zones.json"),
    ):
        read = drone_delivery.inputs.model_validate(sound() | {"zones": given_as})
        assert json.loads(read.zones.document) == known  # type: ignore[attr-defined] # of the brick


def test_what_is_sound_is_answered() -> None:
    outcome = drone_delivery.run(sound())
    assert len(outcome.unserved) == 0
    assert len(outcome.deliveries) == 2
