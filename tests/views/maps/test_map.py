import json
import re
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from citybricks.types import Features
from citybricks.views import Layer, Map, Page
from citybricks.views.columns import describe
from citybricks.views.reader import Reader

SMALL = 600_000
"""Bytes a drawing may have."""


def live(made: Map) -> Any:
    html = Page(made).html()
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_areas_lie_under_lines_under_points(outcome: Any) -> None:
    street = gpd.GeoDataFrame(geometry=[shapely.LineString([[121.4, 31.2], [121.5, 31.25]])])
    made = Map(outcome.homes, Features(street.set_crs(4326)), outcome.districts)
    assert [layer["shape"] for layer in live(made)["layers"]] == ["area", "line", "point"]


def test_the_summary_tells_what_is_seen(outcome: Any) -> None:
    describe(outcome)
    said = Map(outcome.homes, outcome.districts, colour="density").summary(Reader())
    assert said.startswith("Walk: 80, District: 4, from 31.1")
    assert said.endswith(
        "Density: 1.5\xa0people/km² to 24,000.0\xa0people/km², median 4,450.0\xa0people/km²."
    )
    chinese = Map(outcome.homes, colour="distance").summary(Reader(language="zh-Hans"))
    assert "Walk 80 处" in chinese
    assert "中位数" in chinese


def test_the_legend_has_classes_with_their_unit(outcome: Any) -> None:
    describe(outcome)
    html = Map(outcome.homes, colour="distance", size="residents").html(Reader())
    assert "Distance (m)" in html
    assert "Residents (people)" in html


def test_layers_with_one_column_have_one_scale(outcome: Any) -> None:
    near = outcome.homes.frame.query("distance < 300")
    far = outcome.homes.frame.query("distance >= 300").assign(residents=lambda f: f.residents * 4)
    made = Map(
        Layer(Features(near), "Near", colour="distance", size="residents"),
        Layer(Features(far), "Far", colour="distance", size="residents"),
    )
    one, other = live(made)["layers"]
    assert one["colours"] == other["colours"]
    assert set(one["codes"]).isdisjoint(set(other["codes"]) - {max(one["codes"])})
    assert max(one["radii"]) < max(other["radii"])


def test_every_place_has_its_values_on_screen(outcome: Any) -> None:
    describe(outcome)
    (layer,) = live(Map(outcome.districts, colour="density", label="name"))["layers"]
    assert layer["columns"] == [["Name", ""], ["Density", "people/km²"]]
    assert layer["rows"][1] == ["黄浦", "900.0"]
    assert layer["labels"] == ["Huangpu", "黄浦", "Pudong", "浦东"]
    assert len(layer["lines"]) == len(layer["codes"]) == 4


def test_holes_stay_open() -> None:
    ring = shapely.box(0, 0, 1, 1) - shapely.box(0.4, 0.4, 0.6, 0.6)
    made = Map(Features(gpd.GeoDataFrame(geometry=[ring], crs=4326)))
    assert len(live(made)["layers"][0]["lines"][0]) == 2
    assert made.svg(Reader()).count("z") >= 2


def test_places_without_geometry_are_left_out(outcome: Any) -> None:
    frame = outcome.homes.frame.copy()
    frame.loc[frame.index[:30], "geometry"] = None
    assert "Places: 50" in Map(Features(frame), colour="distance").summary(Reader())


@pytest.mark.long
@pytest.mark.parametrize("column", ["distance", "kind", None])
def test_sixty_thousand_places_stay_small(many_homes: Features[Any], column: str | None) -> None:
    page = Page(Map(many_homes, colour=column))
    assert len(page.svgs()["map-1"]) < SMALL
    html = page.html()
    assert len(html) < 2 * SMALL
    assert "gathered into hexagons" in html


@pytest.mark.parametrize("count", [8_000, 20_000])
def test_thousands_of_buildings_stay_small(count: int) -> None:
    random = np.random.default_rng(0)
    middles = shapely.points(random.normal([121.47, 31.23], 0.05, (count, 2)))
    buildings = shapely.buffer(middles, 0.0004)
    frame = gpd.GeoDataFrame({"height": random.gamma(2, 9, count)}, geometry=buildings, crs=4326)
    page = Page(Map(Features(frame), colour="height"))
    assert len(page.svgs()["map-1"]) < SMALL
    assert len(page.html()) < 3 * SMALL


def test_a_long_line_stays_small_and_keeps_its_ends() -> None:
    walk = np.cumsum(np.random.default_rng(0).normal(0, 1e-4, (200_000, 2)), axis=0) + np.array(
        [121, 31]
    )
    frame = gpd.GeoDataFrame(geometry=[shapely.LineString(walk)], crs=4326)
    made = Map(Features(frame))
    assert len(made.svg(Reader())) < SMALL
    (run,) = live(made)["layers"][0]["lines"][0]
    assert [run[0], run[-1]] == [
        pytest.approx(walk[0], abs=1e-4),
        pytest.approx(walk[-1], abs=1e-4),
    ]


def test_a_map_of_nothing_says_so() -> None:
    for frame in (gpd.GeoDataFrame(), gpd.GeoDataFrame({"a": [1]}, geometry=[None], crs=4326)):
        made = Map(Features(frame))
        assert "There are no places to show." in made.html(Reader())
        assert made.summary(Reader()) == "There are no places to show."
        assert made.svg(Reader()).startswith("<svg")


def test_a_column_no_layer_has_is_refused(outcome: Any) -> None:
    with pytest.raises(LookupError, match=r"there is no column 'walk'; there are: .*distance"):
        Map(outcome.homes, colour="walk")


def test_missing_and_infinite_values_are_drawn(outcome: Any) -> None:
    frame = outcome.homes.frame.copy()
    frame.loc[frame.index[:3], "distance"] = [np.nan, np.inf, -np.inf]
    frame["residents"] = frame.residents.astype(float)
    frame.loc[frame.index[:3], "residents"] = [np.nan, np.inf, -5]
    html = Map(Features(frame), colour="distance", size="residents").html(Reader())
    assert "no value" in html
    assert "nan" not in html
    assert "inf" not in html
