"""Access to public transport in a district of Porto Alegre, against a search of our own."""

import heapq
import itertools
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyproj import Geod

from citybricks.bricks.service_area.brick import ServiceArea, service_area
from citybricks.bricks.service_area.views import show
from citybricks.types import Features

Pair = tuple[float, float]

EXAMPLE = json.loads((Path(__file__).parent / "example.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example() -> ServiceArea:
    return service_area.run(EXAMPLE["inputs"])


def test_the_example_of_porto_alegre_gives_the_shares_counted_by_hand(
    example: ServiceArea,
) -> None:
    assert example.method == "street network"
    assert (example.residents_within, example.residents) == (5924, 9808)
    assert example.share.value == pytest.approx(100 * 5924 / 9808)
    assert example.share_straight == pytest.approx(100 * 9014 / 9808)


def test_the_page_says_how_walks_were_measured(example: ServiceArea) -> None:
    lines = service_area.run({k: v for k, v in EXAMPLE["inputs"].items() if k != "streets"})
    assert lines.share.value == example.share_straight
    assert "measured along the street network" in show(example).html()
    assert "measured in straight lines, because no streets were given" in show(lines).html()


def test_walks_in_porto_alegre_agree_with_a_search_from_each_home_on_the_ellipsoid(
    example: ServiceArea,
) -> None:
    ways = streets_with_stops()
    found = {row["cell"]: row["walk"] for row in rows(example.covered) + rows(example.uncovered)}
    sample = np.random.default_rng(11).choice(EXAMPLE["inputs"]["homes"]["features"], 20, False)
    for home in sample:
        here = tuple(home["geometry"]["coordinates"])
        foot = split(ways, here)
        expected = apart(here, foot) + nearest_stop(ways, foot)
        assert found[home["properties"]["cell"]] == pytest.approx(expected, abs=0.2)


def rows(places: Features[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in places.frame.to_dict("records")]


Ways = dict[Any, dict[Any, float]]
GEOD = Geod(ellps="WGS84")


def apart(a: Pair, b: Pair) -> float:
    """Return the distance of two places on the ellipsoid, in metres."""
    return float(GEOD.inv(a[0], a[1], b[0], b[1])[2])


def streets_with_stops() -> Ways:
    """Join the streets of the example vertex by vertex, and put its stops into them."""
    ways: Ways = defaultdict(dict)
    for piece in EXAMPLE["inputs"]["streets"]["features"]:
        for a, b in itertools.pairwise(map(tuple, piece["geometry"]["coordinates"])):
            connect(ways, a, b)
    for k, stop in enumerate(EXAMPLE["inputs"]["stops"]["features"]):
        at = tuple(stop["geometry"]["coordinates"])
        foot = split(ways, at)
        ways[foot]["stop", k] = apart(foot, at)
    return ways


def connect(ways: Ways, a: Pair, b: Pair) -> None:
    if a != b:
        ways[a][b] = ways[b][a] = apart(a, b)


def split(ways: Ways, at: Pair) -> Pair:
    """Put a vertex into the street nearest to a place, and return it."""
    sides = [(a, b) for a in ways for b in ways[a] if not isinstance(b[0], str)]
    scale = np.array([apart(at, (at[0] + 0.01, at[1])), apart(at, (at[0], at[1] + 0.01))]) * 100
    start, end = np.array(sides).transpose(1, 0, 2) * scale
    along, here = end - start, np.array(at) * scale
    share = (((here - start) * along).sum(axis=1) / (along**2).sum(axis=1)).clip(0, 1)
    foot = start + share[:, None] * along
    best = int(np.hypot(*(here - foot).T).argmin())
    lon, lat = np.round(foot[best] / scale, 9).tolist()
    for side in sides[best]:
        connect(ways, (lon, lat), side)
    return lon, lat


def nearest_stop(ways: Ways, start: Pair) -> float:
    """Search from a place until a stop is found."""
    front: list[tuple[float, str, Any]] = [(0.0, "", start)]
    known = set()
    while front:
        metres, _, at = heapq.heappop(front)
        if at[0] == "stop":
            return metres
        if at not in known:
            known.add(at)
            for end, more in ways[at].items():
                heapq.heappush(front, (metres + more, str(end), end))
    return np.inf
