"""Vehicles drive on streets: the right way, past the right kerb, turning where they may."""

import itertools

import numpy as np
import pytest
import shapely
from shapely import LineString

from citybricks.methods.routing.problem import NEVER
from citybricks.methods.routing.roads import Roads, Spot, along, beside, roads
from citybricks.methods.routing.travel import Travel, gathered, plane, travel

BLOCK: list[list[tuple[float, float]]] = [
    [(0, 0), (100, 0)],
    [(100, 0), (100, 50)],
    [(100, 50), (0, 50)],
    [(0, 50), (0, 0)],
]


def drawn(lines: list[list[tuple[float, float]]], one_way: tuple[int, ...] = ()) -> Roads:
    shapes = np.array([LineString(line) for line in lines], dtype=object)
    only = np.isin(np.arange(len(lines)), one_way)
    return roads(shapes, np.full(len(lines), 10.0), only)


def driven(made: Roads, *points: tuple[float, float], u_turn_s: float = 0) -> Travel:
    spots = [found[0] for found in beside(made, np.array(points, dtype=float), "right")]
    return travel(made, spots, u_turn_s)


def test_on_the_plane_a_detour_is_longer() -> None:
    metres, seconds = plane(np.array([[0.0, 0], [300, 400]]), 10, detour=1.3)
    assert metres.tolist() == [[0, 650], [650, 0]]
    assert seconds[0, 1] == 65


def test_a_kerb_is_served_from_its_own_side() -> None:
    made = drawn([[(0, 0), (100, 0)]])
    south, north = beside(made, np.array([[30.0, -5], [30, 5]]), "right")
    assert (south[0].arc, north[0].arc) == (0, 1)
    assert south[0].along == pytest.approx(30)
    assert north[0].along == pytest.approx(70)
    left = beside(made, np.array([[30.0, -5]]), "left")
    assert left[0][0].arc == 1
    assert len(beside(made, np.array([[30.0, -5]]), "either")[0]) == 2
    assert beside(made, np.array([[30.0, -500]])) == [()]


def test_a_one_way_street_is_driven_around_the_block() -> None:
    ways = driven(drawn(BLOCK, one_way=(0, 1, 2, 3)), (80, -2), (20, -2))
    assert ways.metres[1, 0] == 60
    assert ways.metres[0, 1] == 300 - 60
    assert ways.seconds[0, 1] == 24
    path = ways.path(0, 1)
    assert LineString(path).length == pytest.approx(240)
    assert tuple(path[0]) == pytest.approx((80, 0))
    assert tuple(path[-1]) == pytest.approx((20, 0))


def test_turning_round_costs_time_and_so_a_block_may_be_quicker() -> None:
    loop = [[(100.0, 0.0), (130.0, 20.0), (130.0, -20.0), (100.0, 0.0)]]
    opposite = ((80.0, -2.0), (80.0, 2.0))
    at_once = driven(drawn(BLOCK + loop), *opposite)
    assert at_once.metres[0, 1] == 40
    around = driven(drawn(BLOCK + loop), *opposite, u_turn_s=60)
    assert around.metres[0, 1] == pytest.approx(40 + 40 + 2 * np.hypot(30, 20), abs=1)
    assert around.seconds[0, 1] == pytest.approx(15.2, abs=1)


def test_what_no_street_leads_to_is_never_reached() -> None:
    made = drawn([[(0, 0), (100, 0)], [(0, 500), (100, 500)]])
    ways = driven(made, (50, -1), (50, 499))
    assert ways.metres[0, 1] == NEVER
    assert ways.seconds[1, 0] == NEVER


def test_a_street_that_ends_at_another_joins_it() -> None:
    made = drawn([[(0, 0), (100, 0)], [(50, 0.2), (50, 80)]])
    ways = driven(made, (10, -1), (51, 60))
    assert ways.metres[0, 1] == pytest.approx(100, abs=2)


@pytest.mark.parametrize("seed", range(3))
def test_drives_are_as_long_as_they_are_drawn(seed: int) -> None:
    random = np.random.default_rng(seed)
    lines = [
        [(x * 80.0, y * 60.0), (x * 80.0 + dx * 80, y * 60.0 + dy * 60)]
        for x, y in itertools.product(range(4), range(4))
        for dx, dy in ((1, 0), (0, 1))
        if x + dx < 4 and y + dy < 4
    ]
    made = drawn(lines, one_way=tuple(random.choice(len(lines), 5, replace=False)))
    points = random.uniform(0, 180, (8, 2))
    ways = travel(made, [spots[0] for spots in beside(made, points)], u_turn_s=20)
    for one, other in itertools.permutations(range(8), 2):
        if ways.metres[one, other] < NEVER:
            path = ways.path(one, other)
            assert shapely.length(LineString(path)) == pytest.approx(ways.metres[one, other], abs=1)


def test_a_yard_may_be_left_in_the_other_direction() -> None:
    made = drawn([[(0, 0), (100, 0)]])
    spots = [spot for point in ((50.0, 9.0), (80.0, -1.0)) for spot in _both(made, point)]
    metres, _, chosen = gathered(travel(made, spots, u_turn_s=90), [[0, 1], [2, 3]])
    assert metres.tolist()[0][1] == metres.tolist()[1][0] == 30
    assert chosen[0, 1].tolist() == [0, 2]
    assert chosen[1, 0].tolist() == [3, 1]


def _both(made: Roads, point: tuple[float, float]) -> tuple[Spot, ...]:
    return beside(made, np.array([point]), "either")[0]


def test_a_piece_is_driven_along_through_its_junctions() -> None:
    made = drawn([[(0, 0), (100, 0)], [(50, 0.2), (50, 80)]], one_way=(1,))
    onwards, back = along(made, 0)
    assert len(onwards) == len(back) == 2
    assert [arc ^ 1 for arc in onwards[::-1]] == back
    assert along(made, 1)[1] == []
