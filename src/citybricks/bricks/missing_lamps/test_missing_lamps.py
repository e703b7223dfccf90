"""Truths about dark streets and missing lamps, on towns drawn in metres."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from scipy.spatial import cKDTree
from shapely import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from citybricks import BrickError, Cancelled, Run
from citybricks.bricks.missing_lamps.brick import (
    MissingLamps,
    missing_lamps,
)
from citybricks.bricks.missing_lamps.views import show
from citybricks.types import Features, Street, StreetLamp
from citybricks.types.files import GEOJSON, PARQUET, File

Pair = tuple[float, float]
Line = list[Pair]

SHANGHAI = (121.47, 31.23)
EXAMPLE = json.loads(Path(__file__).with_name("example.json").read_text(encoding="utf-8"))
TOLERANCE = 0.15
"""What a test allows beyond the reach: distances are rounded to 0.1 m. [m]"""


def flat(centre: Pair = SHANGHAI) -> CRS:
    return CRS(f"+proj=aeqd +lon_0={centre[0]} +lat_0={centre[1]} +datum=WGS84")


def frame(shapes: list[BaseGeometry], centre: Pair = SHANGHAI, **columns: Any) -> gpd.GeoDataFrame:
    """Place shapes drawn in metres around a centre."""
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=flat(centre)).to_crs(4326)


def streets(*lines: Line, centre: Pair = SHANGHAI, **columns: Any) -> Features[Street]:
    return Features[Street](frame(list(map(LineString, lines)), centre, **columns))


def lamps(*at: Pair, centre: Pair = SHANGHAI) -> Features[StreetLamp]:
    return Features[StreetLamp](frame(list(map(Point, at)), centre))


def metres(places: Features[Any], centre: Pair = SHANGHAI) -> Any:
    """Return places as coordinates on the map they were drawn on."""
    return shapely.get_coordinates(places.frame.geometry.to_crs(flat(centre)))


def together(*groups: Features[Any] | None) -> Features[StreetLamp]:
    """Join lamps that stand and lamps that were missing."""
    shapes = [shape for group in groups if group is not None for shape in group.frame.geometry]
    return Features[StreetLamp](gpd.GeoDataFrame(geometry=shapes, crs=4326))


def lengths(outcome: MissingLamps) -> tuple[float, float]:
    """Return how much is lit and how much is dark, in metres."""
    return float(outcome.lit.frame["length"].sum()), float(outcome.dark.frame["length"].sum())


def farthest(outcome: MissingLamps, standing: Features[Any] | None = None) -> float:
    """Walk the dark stretches in steps of 0.25 m and measure to the nearest lamp."""
    dark = outcome.dark.frame.geometry.to_crs(flat())
    steps = shapely.get_coordinates(shapely.segmentize(dark.to_numpy(), 0.25))
    return float(cKDTree(metres(together(standing, outcome.places))).query(steps)[0].max())


grid = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda at: (at[0] * 37.0, at[1] * 23.0))
bent = st.lists(grid, min_size=2, max_size=5).filter(lambda line: len(set(line)) > 1)
towns = st.lists(bent, min_size=1, max_size=6)
spots = st.lists(st.tuples(st.integers(-20, 170), st.integers(-20, 110)), min_size=1, max_size=5)
reaches = st.sampled_from([4.0, 15.0, 33.0])
spacings = st.sampled_from([9.0, 30.0, 200.0])


@given(town=towns, at=st.none() | spots, reach=reaches, spacing=spacings)
def test_new_lamps_leave_nobody_in_the_dark(
    town: list[Line], at: list[Pair] | None, reach: float, spacing: float
) -> None:
    standing = lamps(*at) if at else None
    outcome = missing_lamps(streets(*town), standing, reach=reach, spacing=spacing)
    assert outcome.count == len(outcome.places)
    if outcome.count:
        assert farthest(outcome, standing) <= reach + TOLERANCE
        again = missing_lamps(streets(*town), together(standing, outcome.places), reach=reach)
        assert (again.count, len(again.dark)) == (0, 0)
        assert again.lit_share == 100


@given(town=towns, at=spots, reach=reaches)
def test_every_metre_is_either_lit_or_dark(town: list[Line], at: list[Pair], reach: float) -> None:
    outcome = missing_lamps(streets(*town), lamps(*at), reach=reach)
    lit, dark = lengths(outcome)
    once = {min(tuple(line), tuple(line[::-1])) for line in town}
    total = sum(LineString(line).length for line in once)
    assert lit + dark == pytest.approx(total, abs=0.01)
    assert outcome.streets_length == pytest.approx(total / 1000)
    assert outcome.dark_length == pytest.approx(dark / 1000)
    assert outcome.share.value == outcome.lit_share == pytest.approx(100 * lit / total, abs=0.01)


@given(town=towns, at=spots, data=st.data())
def test_order_direction_and_repetition_change_nothing(
    town: list[Line], at: list[Pair], data: st.DataObject
) -> None:
    turned = [line[::-1] if data.draw(st.booleans()) else line for line in town]
    mixed = data.draw(st.permutations([*turned, town[0]]))
    one = missing_lamps(streets(*town), lamps(*at))
    other = missing_lamps(streets(*mixed), lamps(*at[::-1], at[0]))
    assert other.count == one.count
    assert other.lit_share == pytest.approx(one.lit_share, abs=1e-6)
    assert metres(other.places) == pytest.approx(metres(one.places), abs=0.01)


@pytest.mark.parametrize(
    ("length", "reach", "spacing", "count"),
    [
        (300, 15, 30, 10),
        (301, 15, 30, 11),
        (300, 15, 200, 10),  # lamps never stand farther apart than two reaches
        (300, 15, 20, 15),
        (1, 15, 30, 1),
        (30, 15, 30, 1),
        (300, 100, 200, 2),
    ],
)
def test_a_straight_street_takes_the_fewest_lamps_at_equal_distances(
    length: float, reach: float, spacing: float, count: int
) -> None:
    outcome = missing_lamps(streets([(0, 0), (length, 0)]), reach=reach, spacing=spacing)
    expected = [(k + 0.5) * length / count for k in range(count)]
    assert metres(outcome.places)[:, 0] == pytest.approx(expected, abs=0.01)
    assert outcome.places.frame["lights"].sum() >= length - 0.5
    assert outcome.lit_share == 0


def test_pieces_that_join_are_one_way() -> None:
    pieces = [[(k * 7.0, 0.0), (k * 7.0 + 7.0, 0.0)] for k in range(43)]
    assert missing_lamps(streets(*pieces)).count == missing_lamps(streets([(0, 0), (301, 0)])).count


def test_a_lamp_lights_its_reach_in_both_directions() -> None:
    outcome = missing_lamps(streets([(-150, 0), (150, 0)]), lamps((0, 9)), reach=15)
    lit, dark = lengths(outcome)
    assert (lit, dark) == pytest.approx((24, 276), abs=0.3)  # 2 · √(15² - 9²)
    assert len(outcome.lit) == 1
    assert sorted(outcome.dark.frame["length"]) == pytest.approx([138, 138], abs=0.2)


def test_one_lamp_at_a_junction_lights_all_its_arms() -> None:
    arms: list[Line] = [
        [(0, 0), (15, 0)],
        [(0, 0), (0, 15)],
        [(0, 0), (-15, 0)],
        [(0, -15), (0, 0)],
    ]
    outcome = missing_lamps(streets(*arms))
    assert metres(outcome.places) == pytest.approx(np.zeros((1, 2)), abs=0.01)
    assert outcome.places.frame["lights"].tolist() == pytest.approx([60], abs=0.1)


def test_a_side_street_that_begins_along_another_meets_it_at_a_junction() -> None:
    outcome = missing_lamps(streets([(-45, 0), (0, 0), (45, 0)], [(0, 0), (0, 45)]))
    assert [0, 0] in metres(outcome.places).round(1).tolist()
    assert outcome.count == 4


def test_streets_beside_each_other_share_lamps() -> None:
    one = missing_lamps(streets([(0, 0), (290, 0)]))
    both = missing_lamps(streets([(0, 0), (290, 0)], [(0, 3), (290, 3)]), reach=15.3)
    assert (one.count, both.count) == (10, 10)
    assert both.streets_length == pytest.approx(2 * one.streets_length)


def test_overlapping_pieces_are_not_lit_twice() -> None:
    overlapping = streets([(0, 0), (120, 0), (300, 0)], [(0, 0), (120, 0)], [(40, 0), (200, 0)])
    assert missing_lamps(overlapping).count == 10


def test_a_loop_is_lit_all_around_wherever_it_was_begun() -> None:
    corners: Line = [(0, 0), (90, 0), (90, 60), (0, 60)]
    counts = set()
    for start in range(4):
        ring = corners[start:] + corners[:start]
        outcome = missing_lamps(streets([*ring, ring[0]]))
        assert farthest(outcome) <= 15 + TOLERANCE
        counts.add((outcome.count, tuple(metres(outcome.places).round(1).ravel().tolist())))
    assert len(counts) == 1
    assert outcome.count == 10


def test_parts_of_a_multi_part_street_are_lit_each() -> None:
    parts = MultiLineString([[(0, 0), (20, 0)], [(500, 0), (520, 0)]])
    outcome = missing_lamps(Features[Street](frame([parts], name=["Long Lane"])))
    assert outcome.count == len(outcome.dark) == 2
    assert outcome.dark.frame["name"].tolist() == ["Long Lane"] * 2


@pytest.mark.parametrize(
    ("said", "lit"),
    [
        (["yes", None], 50),
        (["no", "24/7"], 50),
        ([True, False], 50),
        (["Automatic", "dusk-dawn"], 100),
        (["limited", "Mo-Su 18:00-22:00"], 0),
        ([None, None], 0),
    ],
)
def test_a_street_declared_lit_all_night_needs_no_lamp(said: list[Any], lit: float) -> None:
    town = streets([(0, 0), (100, 0)], [(0, 500), (100, 500)], lit=said)
    outcome = missing_lamps(town)
    assert outcome.lit_share == pytest.approx(lit, abs=1e-3)
    assert (outcome.count == 0) == (lit == 100)


@pytest.mark.parametrize("kind", [GEOJSON, PARQUET])
@pytest.mark.parametrize("lit", ["yes", "no"])
def test_where_everything_or_nothing_is_lit_tables_are_empty_and_can_be_kept(
    kind: str, lit: str
) -> None:
    outcome = missing_lamps(streets([(0, 0), (100, 0)], lit=[lit]))
    assert len(outcome.dark) == (lit == "no")
    for part in (outcome.places, outcome.dark, outcome.lit):
        assert len(type(part).read(File(part.write(kind), kind))) == len(part)
    assert ("no lamp is missing" in show(outcome).html()) == (lit == "yes")


def test_rests_of_half_a_metre_between_two_lights_are_not_dark() -> None:
    outcome = missing_lamps(streets([(0, 0), (60, 0)]), lamps((15, 0), (45.6, 0)))
    assert outcome.lit_share == pytest.approx(100)
    assert missing_lamps(streets([(0, 0), (60, 0)]), lamps((14, 0), (46, 0))).count == 1


def test_new_lamps_are_poles_that_the_sun_may_power() -> None:
    outcome = missing_lamps(streets([(0, 0), (300, 0)]), skyline=12.5)
    assert outcome.places.frame["id"].tolist() == [f"lamp-{k:02}" for k in range(1, 11)]
    assert set(outcome.places.frame["skyline"]) == {12.5}
    again = outcome.places
    assert missing_lamps(streets([(0, 0), (300, 0)]), lamps=again).count == 0


def test_stretches_keep_the_columns_of_their_street() -> None:
    town = streets([(0, 0), (100, 0)], [(0, 50), (100, 50)], name=["A", "B"], walk=[5.0, 6.0])
    outcome = missing_lamps(town, lamps((50, 0)))
    rows = outcome.dark.frame[["name", "walk"]].to_numpy().tolist()
    assert rows == [["A", 5.0], ["A", 5.0], ["B", 6.0]]
    assert outcome.lit.frame["name"].tolist() == ["A"]


@pytest.mark.parametrize(
    "centre",
    [(179.9999, -16.8), (120.0, 30.0), (15.6, 78.2), (0.0, 0.0)],
    ids=["date line", "border of zones", "Svalbard", "equator"],
)
def test_a_city_is_lit_alike_wherever_it_lies(centre: Pair) -> None:
    town = streets([(-150, 0), (150, 0)], [(0, 0), (0, 195)], centre=centre)
    outcome = missing_lamps(town, lamps((-150, 0), centre=centre))
    lit, dark = lengths(outcome)
    assert (lit, dark) == pytest.approx((15.1, 479.9), abs=0.1)
    here = missing_lamps(streets([(-150, 0), (150, 0)], [(0, 0), (0, 195)]), lamps((-150, 0)))
    assert metres(outcome.places, centre) == pytest.approx(metres(here.places), abs=0.05)


@pytest.mark.parametrize(("length", "count"), [(0.003, 0), (0.04, 0), (0.06, 1), (0.6, 1)])
def test_a_hair_of_a_street_is_no_street(length: float, count: int) -> None:
    outcome = missing_lamps(streets([(0, 0), (length, 0)]))
    assert (outcome.count, outcome.lit_share) == (count, 100 * (1 - count))


def test_heights_of_streets_do_not_matter() -> None:
    tall = Features[Street](frame([LineString([(0, 0, 5), (300, 0, 90)])]))
    assert missing_lamps(tall).count == 10


def town_of(side: int) -> Features[Street]:
    """Draw a chequered town with `side` streets in each direction, cut at every crossing."""
    random = np.random.default_rng(5)
    node = np.stack(np.meshgrid(*[np.arange(side) * 100.0] * 2), axis=-1)
    node += random.normal(0, 15, node.shape)
    ends = [(node[:, :-1], node[:, 1:]), (node[:-1], node[1:])]
    lines = [np.stack([a.reshape(-1, 2), b.reshape(-1, 2)], axis=1) for a, b in ends]
    return Features[Street](frame(list(shapely.linestrings(np.concatenate(lines)))))


@pytest.mark.parametrize("wait", [0.3, 1.5])
def test_a_dismissed_run_stops_within_a_second(wait: float) -> None:
    town = town_of(100)
    begun = time.process_time()
    with (
        pytest.raises(Cancelled),
        Run(cancelled=lambda: time.process_time() > begun + wait).active(),
    ):
        missing_lamps(town)
    assert time.process_time() - begun < wait + 1


def test_progress_is_told() -> None:
    said: list[str] = []
    missing_lamps.run(EXAMPLE["inputs"], Run(report=lambda _share, message: said.append(message)))
    assert list(dict.fromkeys(said)) == [
        "Looking for what the lamps light",
        "Looking for dark streets beside each other",
        "Placing lamps along the dark streets",
    ]


def test_the_example_of_porto_alegre_tells_what_the_map_knows() -> None:
    outcome = missing_lamps.run(EXAMPLE["inputs"])
    assert outcome.streets_length == pytest.approx(30.143, abs=0.001)
    assert outcome.lit_share == pytest.approx(45.71, abs=0.01)
    assert outcome.count == pytest.approx(575, abs=2)
    given = {k: v for k, v in EXAMPLE["inputs"].items() if k != "lamps"}
    assert missing_lamps.run(given).lit_share < outcome.lit_share


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: missing_lamps(streets([(0, 0), (0, 0)], [(5, 5), (5, 5)])),
            "streets: the 2 streets have no length; each needs two points",
        ),
        (
            lambda: missing_lamps(streets([(0, 0), (100, 0)], [(300_000, 0), (300_100, 0)])),
            "streets: the streets are up to 150 km from their centre; at most 100 km",
        ),
        (
            lambda: missing_lamps(streets([(0, 0), (100, 0)]), lamps((0, 30_000))),
            "lamps: the lamp nearest to any street is 30 km away; are both of one city",
        ),
    ],
)
def test_what_cannot_be_answered_is_explained(
    call: Callable[[], MissingLamps], message: str
) -> None:
    with pytest.raises(BrickError, match=message):
        call()
