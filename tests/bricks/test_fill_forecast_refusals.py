"""What cannot be read of containers is refused by name, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.fill_forecast.brick import fill_forecast
from citybricks.bricks.fill_forecast.test_fill_forecast import place, small
from citybricks.faces.json_schema import HERE
from citybricks.faces.problems import problems
from citybricks.kernel.translation import translator

Inputs = dict[str, Any]


def changed(path: str, value: Any) -> Callable[[Inputs], None]:
    """Return what puts a value somewhere."""

    def change(inputs: Inputs) -> None:
        *way, last = path.split("/")
        at: Any = inputs
        for key in way:
            at = at[int(key)] if isinstance(at, list) else at[key]
        at[int(last) if isinstance(at, list) else last] = value

    return change


def removed(path: str) -> Callable[[Inputs], None]:
    def change(inputs: Inputs) -> None:
        *way, last = path.split("/")
        at: Any = inputs
        for key in way:
            at = at[int(key)] if isinstance(at, list) else at[key]
        del at[last]

    return change


def everywhere(name: str, turn: Callable[[Any], Any]) -> Callable[[Inputs], None]:
    def change(inputs: Inputs) -> None:
        for row in inputs["readings"]:
            row[name] = turn(row.get(name))

    return change


def repeated(inputs: Inputs) -> None:
    inputs["readings"].append({**inputs["readings"][5], "fill": 1})


def twice(inputs: Inputs) -> None:
    inputs["containers"]["features"].append(place("A"))


def swapped(inputs: Inputs) -> None:
    inputs["containers"]["features"] += [place("C"), place("D", 31.23, 21.47)]
    for at, lon in enumerate((21.47, 21.48, 21.49)):
        inputs["containers"]["features"][at]["geometry"]["coordinates"] = [lon, 31.23]


R, C = "readings/3/", "containers/features/1/"
MALFORMED: dict[str, tuple[Callable[[Inputs], None], str, str]] = {
    "fill over capacity": (changed(R + "fill", 130), "readings.3.fill", "at most 100"),
    "negative fill": (changed(R + "fill", -5), "readings.3.fill", "at least 0"),
    "fill in words": (changed(R + "fill", "half"), "readings.3.fill", "must be a number"),
    "fill without a value": (
        everywhere("fill", lambda _: None),
        "readings",
        "neither a fill nor deposits",
    ),
    "fill as a share": (everywhere("fill", lambda f: f / 100), "readings", "not shares"),
    "negative deposits": (changed(R + "deposits", -1), "readings.3.deposits", "at least 0"),
    "half a deposit": (changed(R + "deposits", 2.5), "readings.3.deposits", "whole number"),
    "too many deposits": (changed(R + "deposits", 10**6), "readings.3.deposits", "at most 100000"),
    "emptied in words": (changed(R + "emptied", "perhaps"), "readings.3.emptied", "true or false"),
    "overflowed while empty": (
        changed("readings/0/overflowed", True),
        "readings.0.overflowed",
        "at least 20.0 % full",
    ),
    "unknown container": (changed(R + "container", "Z"), "readings.3.container", "none of the 2"),
    "reading of nothing": (removed(R + "container"), "readings.3.container", "is required"),
    "reading without time": (removed(R + "time"), "readings.3.time", "is required"),
    "two readings at one time": (repeated, "readings.56.time", "two readings"),
    "reading in the future": (
        changed("now", "2026-09-10T00:00:00+08:00"),
        "readings.9.time",
        "later than now",
    ),
    "time without zone": (
        everywhere("time", lambda t: t[:19]),
        "readings.0.time",
        "offset of its time zone",
    ),
    "time that is none": (changed(R + "time", "yesterday"), "readings.3.time", "must be a time"),
    "time in seconds": (changed(R + "time", 1_790_000_000), "readings.3.time", "must be a time"),
    "clock that was never set": (
        changed(R + "time", "1970-01-01T00:00:07Z"),
        "readings.3.time",
        "was the clock set",
    ),
    "too long ago": (changed(R + "time", "2009-01-01T00:00:00Z"), "readings", "allowed are 3660"),
    "now without zone": (changed("now", "2026-10-01T06:00:00"), "now", "offset of its time zone"),
    "container without capacity": (
        removed(C + "properties/capacity_l"),
        "containers.1.capacity_l",
        "is required",
    ),
    "container of no size": (
        changed(C + "properties/capacity_l", 0),
        "containers.1.capacity_l",
        "more than 0",
    ),
    "container as large as a house": (
        changed(C + "properties/capacity_l", 1e6),
        "containers.1.capacity_l",
        "at most 100000",
    ),
    "container without a name": (changed(C + "properties/id", " "), "containers.1.id", "empty"),
    "two containers of one name": (twice, "containers.2.id", "row 0 already"),
    "longitude and latitude swapped": (
        changed(C + "geometry/coordinates", [31.23, 121.48]),
        "containers.1.geometry",
        "latitude -90 to 90",
    ),
    "swapped within bounds": (swapped, "containers.3.geometry", "seem swapped"),
    "container in another country": (
        changed(C + "geometry/coordinates", [2.35, 48.86]),
        "containers.0.geometry",
        "from the middle of",
    ),
    "container that is a line": (
        changed(C + "geometry", {"type": "LineString", "coordinates": [[121, 31], [122, 31]]}),
        "containers.1.geometry",
        "must be a Point",
    ),
    "no container": (changed("containers/features", []), "containers", "no rows"),
    "no reading": (changed("readings", []), "readings", "no rows"),
    "no day": (changed("days", 0), "days", "at least 1"),
    "too many days": (changed("days", 60), "days", "at most 14"),
    "unknown zone": (changed("zone", "Shanghai"), "zone", "not Shanghai"),
    "unknown country": (changed("country", "ZZ"), "country", "not ZZ"),
    "half life of a day": (changed("half_life", 1), "half_life", "at least 7"),
    "unknown input": (changed("weather", "fine"), "weather", "is not an input"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_refused_with_its_field_value_and_limit(name: str) -> None:
    change, field, said = MALFORMED[name]
    inputs = small()
    change(inputs)
    with pytest.raises((BrickError, ValidationError)) as caught:
        fill_forecast.run(inputs)
    error = caught.value
    assert isinstance(error, BrickError | ValidationError)
    english = problems(error, translator("en", *fill_forecast.texts, HERE))
    chinese = problems(error, translator("zh-Hans", *fill_forecast.texts, HERE))
    assert field in {each.input for each in english}
    assert said in " ".join(each.message for each in english)
    for one, other in zip(english, chinese, strict=True):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in other.message), other
        assert one.message != other.message
