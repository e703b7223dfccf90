import json
import re
from datetime import UTC, datetime
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from citybricks.types import Features, Table
from citybricks.views import Layer, Moving, Page
from citybricks.views.reader import Reader


def fixes(**more: Any) -> Table[Any]:
    rows = {
        "who": ["Drone 2", "Drone 1", "Drone 1", "Drone 1", "Drone 2"],
        "at_s": [0, 0, 60, 300, 600],
        "lon": [140.10, 140.10, 140.11, 140.10, 140.14],
        "lat": [36.10, 36.10, 36.10, 36.10, 36.12],
        "height_m": [0, 0, 60, 0, 60],
    }
    return Table(pd.DataFrame(rows | more))


def data(page: str) -> Any:
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_each_vehicle_is_told_with_its_times_and_length() -> None:
    said = Moving(fixes=fixes()).summary(Reader())
    assert "Drone 1: 0:00:00 to 0:05:00, 1.8 km." in said
    start = datetime(2026, 5, 1, 23, 58, tzinfo=UTC)
    said = Moving(fixes=fixes(), start=start).summary(Reader(language="zh-Hans"))
    assert "Drone 1：23:58:00 至 00:03:00，1.8 千米。" in said


def test_the_still_map_has_routes_ends_and_a_table_but_no_controls() -> None:
    still = Page(Moving(fixes=fixes(), title="Sorties")).still()
    assert "Starts and ends" in still
    assert "Drone 1" in still
    assert "Journeys" in still
    assert "<script" not in still
    assert "cb-clock" not in still


def test_the_screen_gets_each_journey_in_the_colour_of_its_route() -> None:
    live = data(Page(Moving(fixes=fixes())).html())
    first, second = live["clock"]["vehicles"]
    assert (first["who"], second["who"]) == ("Drone 1", "Drone 2")
    assert first["at"] == [0, 60, 300]
    assert first["heights"] == [0, 60, 0]
    routes = next(layer for layer in live["layers"] if layer["shape"] == "line")
    shades = [routes["colours"][code] for code in routes["codes"]]
    assert shades == [first["colour"], second["colour"]]


def test_beyond_six_vehicles_the_others_share_a_colour() -> None:
    many = pd.concat([fixes().frame.assign(who=f"v{n}") for n in range(9)])
    live = data(Page(Moving(fixes=Table(many))).html())
    routes = next(layer for layer in live["layers"] if layer["shape"] == "line")
    shades = [routes["colours"][code] for code in routes["codes"]]
    assert shades == [each["colour"] for each in live["clock"]["vehicles"]]
    assert len(set(shades)) == 6


def test_very_long_journeys_are_thinned_and_keep_their_ends() -> None:
    count = 30_000
    table = fixes().frame.iloc[[0] * count].assign(at_s=range(count), who="long")
    (long,) = data(Page(Moving(fixes=Table(table))).html())["clock"]["vehicles"]
    assert len(long["at"]) <= 2_000
    assert (long["at"][0], long["at"][-1]) == (0, count - 1)


def test_other_layers_lie_below_and_their_numbers_are_told() -> None:
    zone = gpd.GeoDataFrame(
        {"kind": ["school"]}, geometry=[shapely.box(140.11, 36.1, 140.12, 36.11)], crs=4326
    )
    made = Moving(Layer(Features(zone), "Zones", colour="kind"), fixes=fixes())
    assert "Zones: 1" in made.summary(Reader())
    assert ">school<" in made.svg(Reader())
    live = data(Page(made).html())
    zones, routes = (next(x for x in live["layers"] if x["shape"] == s) for s in ("area", "line"))
    assert not set(zones["colours"]) & set(routes["colours"])  # two meanings, no colour twice
    assert [each["colour"] for each in live["clock"]["vehicles"]] == routes["colours"]


def test_fixes_without_place_or_time_are_left_out() -> None:
    table = fixes(lat=[None, 36.1, 36.1, 36.1, None])
    assert "Drone 2" not in Moving(fixes=table).summary(Reader())


def test_without_fixes_it_is_a_map() -> None:
    none = Table[Any](fixes().frame.iloc[:0])
    assert "There are no places to show." in Page(Moving(fixes=none)).html()


def test_a_missing_column_is_named() -> None:
    with pytest.raises(LookupError, match="'at_s'"):
        Moving(fixes=Table(fixes().frame.drop(columns="at_s")))
