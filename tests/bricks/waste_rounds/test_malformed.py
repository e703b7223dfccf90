"""What is no use for planning rounds is refused with place and reason, in both languages."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.waste_rounds.brick import waste_rounds
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems

INPUTS = json.loads((waste_rounds.folder / "example.json").read_text(encoding="utf-8"))["inputs"]
Inputs = dict[str, Any]
Change = Callable[[Inputs], None]


def given() -> Inputs:
    return copy.deepcopy(INPUTS)


def put(path: str, value: Any) -> Change:
    """Return a change that puts a value at a path; places are named by their properties."""

    def change(inputs: Inputs) -> None:
        *way, last = path.split(".")
        at: Any = inputs
        for step in way:
            at = _into(at, step)
        if isinstance(at, list):
            at[int(last)] = value
        else:
            at[last] = value

    return change


def _into(at: Any, step: str) -> Any:
    if isinstance(at, dict) and at.get("type") == "FeatureCollection":
        return at["features"][int(step)]
    if isinstance(at, dict) and at.get("type") == "Feature" and step not in at:
        return at["properties"][step]
    return at.setdefault(step, {}) if isinstance(at, dict) else at[int(step)]


def also(*changes: Change) -> Change:
    def change(inputs: Inputs) -> None:
        for each in changes:
            each(inputs)

    return change


def without(path: str) -> Change:
    def change(inputs: Inputs) -> None:
        *way, last = path.split(".")
        at: Any = inputs
        for step in way:
            at = _into(at, step)
        del at[int(last) if isinstance(at, list) else last]

    return change


def feature(table: str, number: int, name: str, value: Any) -> Change:
    return put(f"{table}.{number}.properties.{name}", value)


def swapped(table: str, number: int) -> Change:
    def change(inputs: Inputs) -> None:
        shape = inputs[table]["features"][number]["geometry"]
        if shape["type"] == "Point":
            shape["coordinates"] = shape["coordinates"][::-1]
        else:
            shape["coordinates"] = [[lat, lon] for lon, lat in shape["coordinates"]]

    return change


def again(table: str) -> Change:
    """Return a change that gives the first row of a table twice."""

    def change(inputs: Inputs) -> None:
        rows = inputs[table]["features"] if isinstance(inputs[table], dict) else inputs[table]
        rows.append(copy.deepcopy(rows[0]))

    return change


def only(table: str, kind: str) -> Change:
    def change(inputs: Inputs) -> None:
        rows = inputs[table]["features"]
        inputs[table]["features"] = [row for row in rows if row["properties"]["kind"] == kind]

    return change


def island(inputs: Inputs) -> None:
    """Draw a street that no other leads to, and a container beside it."""
    lon, lat = 140.2, 36.2
    street = copy.deepcopy(inputs["streets"]["features"][0])
    street["geometry"]["coordinates"] = [[lon, lat], [lon + 0.002, lat]]
    inputs["streets"]["features"].append(street)
    inputs["containers"]["features"][0]["geometry"]["coordinates"] = [lon + 0.001, lat]


def kerb(inputs: Inputs) -> int:
    rows = inputs["streets"]["features"]
    return next(at for at, row in enumerate(rows) if row["properties"].get("kerb_l"))


KERB = kerb(INPUTS)
TRUCK = INPUTS["trucks"][0]
CASES: dict[str, tuple[Change, str, str]] = {
    "swapped longitude and latitude of a container": (
        swapped("containers", 3),
        "containers",
        "latitude",
    ),
    "swapped longitude and latitude of a yard": (swapped("yards", 1), "yards", "latitude"),
    "swapped longitude and latitude of a street": (swapped("streets", 2), "streets", "latitude"),
    "a container in another country": (
        put("containers.2.geometry.coordinates", [121.4, 31.2]),
        "containers.2",
        "at most 150 km",
    ),
    "a latitude beyond the pole": (
        put("containers.0.geometry.coordinates", [140.0, 95.0]),
        "containers",
        "90",
    ),
    "a container that is an area": (
        put(
            "containers.0.geometry",
            {
                "type": "Polygon",
                "coordinates": [[[140, 36], [140.1, 36], [140.1, 36.1], [140, 36]]],
            },
        ),
        "containers",
        "Point",
    ),
    "no containers": (put("containers.features", []), "containers", ""),
    "a container twice": (again("containers"), "containers.34.id", "twice"),
    "a container without a name": (feature("containers", 1, "id", " "), "containers.1.id", "empty"),
    "a container of no size": (feature("containers", 1, "capacity_l", 0), "containers", "0"),
    "a container of negative size": (feature("containers", 1, "capacity_l", -5), "containers", "0"),
    "a container larger than any truck": (
        feature("containers", 1, "capacity_l", 50_000.0),
        "containers.1.capacity_l",
        "largest truck",
    ),
    "a container heavier than any truck": (
        also(put("practice.kg_per_m3", 2000.0), feature("containers", 1, "capacity_l", 4000.0)),
        "containers",
        "kg when full",
    ),
    "a fraction nobody collects": (
        feature("containers", 1, "fraction", "glass"),
        "containers.1.fraction",
        "no truck takes glass",
    ),
    "a container far from every street": (
        put("containers.0.geometry.coordinates", [140.3, 36.3]),
        "containers.0",
        "every street",
    ),
    "a disconnected street": (island, "containers.0", "cannot be reached"),
    "a forecast of an unknown container": (
        put("forecast.0.container", "nobody"),
        "forecast.0.container",
        "not known",
    ),
    "a container without a forecast": (
        feature("containers", 0, "id", "new"),
        "forecast.0.container",
        "not known",
    ),
    "a day without a forecast": (without("forecast.1"), "containers.0", "no forecast"),
    "more days than are forecast": (put("days", 5), "containers.0", "needs 5 days"),
    "two forecasts for a day": (again("forecast"), "forecast.102.day", "two forecasts"),
    "quantiles that fall": (put("forecast.0.low", 99.9), "forecast.0.median", "must rise"),
    "a chance above one": (put("forecast.0.overflow", 82.0), "forecast", "1"),
    "a chance that falls": (
        also(
            put("forecast.0.overflow", 0.9),
            put("forecast.1.overflow", 0.1),
            put("forecast.2.overflow", 0.95),
        ),
        "forecast",
        "has to rise",
    ),
    "more than a container holds": (
        put("forecast.0.mean_l", 90_000.0),
        "forecast.0.mean_l",
        "holds",
    ),
    "a day that is none": (put("forecast.0.day", "2026-13-45"), "forecast", ""),
    "no depot": (only("yards", "tip"), "yards", "none is a depot"),
    "no tip": (only("yards", "depot"), "yards", "none is a tip"),
    "a yard of no kind": (feature("yards", 0, "kind", "harbour"), "yards", ""),
    "a yard twice": (again("yards"), "yards.3.id", "twice"),
    "a tip that closes before it opens": (
        feature("yards", 1, "closes_h", 2.0),
        "yards.1.closes_h",
        "before it opens",
    ),
    "a tip that is closed during the shift": (
        also(
            *(
                also(feature("yards", at, "opens_h", 20.0), feature("yards", at, "closes_h", 22.0))
                for at in (1, 2)
            )
        ),
        "trucks.0.shift_end_h",
        "open during the shift",
    ),
    "a tip that takes something else": (
        also(feature("yards", 1, "fraction", "paper"), feature("yards", 2, "fraction", "paper")),
        "trucks.0.fraction",
        "no tip takes",
    ),
    "a depot nobody knows": (put("trucks.0.depot", "moon"), "trucks.0.depot", "not known"),
    "a depot that is a tip": (
        put("trucks.0.depot", "transfer station"),
        "trucks.0.depot",
        "is a tip",
    ),
    "a truck without capacity": (put("trucks.0.capacity_l", 0.0), "trucks", "0"),
    "a truck that swells": (put("trucks.0.compaction", 0.5), "trucks", "1"),
    "a shift that ends before it starts": (
        put("trucks.0.shift_end_h", 4.0),
        "trucks.0.shift_end_h",
        "before it starts",
    ),
    "a shift during the ban": (
        also(put("trucks.0.shift_start_h", 7.0), put("trucks.0.shift_end_h", 9.0)),
        "trucks.0.shift_start_h",
        "banned",
    ),
    "a truck twice": (again("trucks"), "trucks.2.fraction", "two compartments"),
    "compartments of two depots": (
        put("trucks.1", {**TRUCK, "fraction": "paper", "shift_end_h": 12.0}),
        "trucks.1.shift_end_h",
        "differ",
    ),
    "compartments that no tip takes together": (
        also(
            put("trucks.1", {**TRUCK, "fraction": "paper"}),
            feature("yards", 1, "fraction", "residual"),
            feature("yards", 2, "fraction", "paper"),
        ),
        "trucks",
        "no tip takes all",
    ),
    "a time of day after midnight": (put("trucks.0.shift_end_h", 25.0), "trucks", "24"),
    "access of an unknown container": (
        put("access.0.container", "nobody"),
        "access.0.container",
        "not known",
    ),
    "access that closes before it opens": (
        put("access.0.closes_h", 8.0),
        "access.0.closes_h",
        "before it opens",
    ),
    "a ban that ends before it starts": (
        also(put("practice.banned_from_h", 9.0), put("practice.banned_to_h", 7.0)),
        "practice.banned_to_h",
        "before it starts",
    ),
    "a practice nobody knows": (put("practice.colour", "green"), "practice", ""),
    "a street without length": (
        put("streets.0.geometry.coordinates", [[140.08, 36.12], [140.08, 36.12]]),
        "streets.0",
        "no length",
    ),
    "a street without a name": (
        feature("streets", KERB, "id", ""),
        f"streets.{KERB}.id",
        "must not be empty",
    ),
    "a street called like a container": (
        feature("streets", KERB, "id", "C001"),
        f"streets.{KERB}.id",
        "container too",
    ),
    "a street with more than a truck holds": (
        feature("streets", KERB, "kerb_l", 90_000.0),
        f"streets.{KERB}.kerb_l",
        "largest truck",
    ),
    "a street on which nothing moves": (feature("streets", 0, "speed_m_s", 0.0), "streets", "0"),
    "no day": (put("days", 0), "days", "1"),
    "eight days": (put("days", 8), "days", "7"),
    "no step of the search": (put("iterations", 0), "iterations", "1"),
    "a word instead of a number": (put("trucks.0.capacity_l", "much"), "trucks", ""),
    "no trucks": (put("trucks", []), "trucks", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_its_place_and_a_reason_in_both_languages(name: str) -> None:
    change, where, reason = CASES[name]
    inputs = given()
    change(inputs)
    with pytest.raises((BrickError, ValidationError)) as caught:
        waste_rounds.run(inputs)
    assert isinstance(caught.value, BrickError | ValidationError)
    english = problems(caught.value, words_of(waste_rounds, "en"))
    chinese = problems(caught.value, words_of(waste_rounds, "zh-Hans"))
    assert english[0].input.startswith(where)
    assert any(reason in one.message for one in english)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese[0].message)


def test_there_are_more_than_forty_ways() -> None:
    assert len(CASES) >= 40
