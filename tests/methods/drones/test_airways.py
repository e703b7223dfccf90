"""Shortest ways around areas."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod

from citybricks.methods.drones.airways import airways
from citybricks.methods.drones.wind import Wind, cruise_seconds

SQUARE = shapely.box(-100, -100, 100, 100)


def test_without_areas_the_way_is_straight() -> None:
    ways = airways([[0, 0], [300, 400]])
    assert ways.metres == pytest.approx(np.array([[0, 500], [500, 0]]))
    assert ways.path(0, 1).tolist() == [[0, 0], [300, 400]]


def test_around_a_square_the_way_touches_its_corners() -> None:
    ways = airways([[-300, 0], [300, 0]], [SQUARE])
    expected = 2 * np.hypot(200, 100) + 200
    assert ways.metres[0, 1] == pytest.approx(expected, abs=0.2)
    assert len(ways.path(0, 1)) == 4


def test_around_a_circle_the_way_is_two_tangents_and_an_arc() -> None:
    circle = shapely.Point(0, 0).buffer(100, quad_segs=64)
    ways = airways([[-300, 0], [300, 0]], [circle])
    tangent, angle = np.sqrt(300**2 - 100**2), np.pi - 2 * np.arccos(1 / 3)
    assert ways.metres[0, 1] == pytest.approx(2 * tangent + 100 * angle, rel=1e-3)


def test_clearance_is_kept_and_hardly_more() -> None:
    ways = airways([[-300, 0], [300, 0]], [SQUARE], clearance_m=50)
    least = shapely.LineString(ways.path(0, 1)).distance(SQUARE)
    assert 50 <= least <= 52.5


def test_a_way_passes_between_two_areas_that_leave_a_gap_and_not_where_they_meet() -> None:
    wall = [shapely.box(0, y, 10, y + 400) for y in (-405, 5)]
    through = airways([[-100, 0], [100, 0]], wall)
    assert through.metres[0, 1] == pytest.approx(200)
    around = airways([[-100, 0], [100, 0]], wall, clearance_m=6)
    assert around.metres[0, 1] > 800


def test_a_place_in_an_area_is_named_and_has_no_way() -> None:
    ways = airways([[0, 0], [300, 0], [300, 300]], [shapely.box(500, 0, 600, 9), SQUARE])
    assert ways.inside == ((1,), (), ())
    assert np.isinf(ways.metres[0, 1])
    assert np.isfinite(ways.metres[1, 2])
    with pytest.raises(ValueError, match="no way from place 0 to place 1"):
        ways.path(0, 1)


def test_a_place_in_a_court_that_is_closed_all_around_has_no_way_out() -> None:
    ring = shapely.box(-200, -200, 200, 200).difference(SQUARE)
    ways = airways([[0, 0], [50, 50], [400, 0]], [ring])
    assert ways.inside == ((), (), ())
    assert np.isinf(ways.metres[0, 2])
    assert ways.metres[0, 1] == pytest.approx(np.hypot(50, 50))


def test_two_places_on_one_spot_have_a_way_without_length() -> None:
    ways = airways([[5, 5], [5, 5], [9, 5]])
    assert ways.metres[0, 1] == pytest.approx(0, abs=1e-6)
    assert ways.metres[0, 2] == pytest.approx(4)


def test_lengths_are_geodesic_when_the_plane_is_known() -> None:
    plane = CRS("+proj=aeqd +lat_0=36.08 +lon_0=140.11 +datum=WGS84")
    ways = airways([[-9000, 0], [9000, 7000]], plane=plane)
    lon, lat = np.array([140.11, 140.11]), np.array([36.08, 36.08])
    geod = Geod(ellps="WGS84")
    x, y, _ = geod.fwd(lon, lat, [-90, np.degrees(np.arctan2(9, 7))], [9000, np.hypot(9000, 7000)])
    *_, expected = geod.inv(x[0], y[0], x[1], y[1])
    assert ways.metres[0, 1] == pytest.approx(expected, abs=0.01)


def test_times_add_up_along_the_bends() -> None:
    ways = airways([[-300, 0], [300, 0], [0, 500]], [SQUARE])
    wind = Wind(3, -4)
    seconds = ways.seconds(12, wind)
    for start in range(3):
        for end in range(3):
            pieces = ways.vectors(start, end)
            assert seconds[start, end] == pytest.approx(cruise_seconds(pieces, 12, wind).sum())
    assert seconds[0, 1] < seconds[1, 0]


def scattered(seed: int, areas: int, places: int) -> tuple[np.ndarray, list[shapely.Polygon]]:
    random = np.random.default_rng(seed)
    drawn = []
    for middle in random.uniform(-5000, 5000, (areas, 2)):
        angles = np.sort(random.uniform(0, 2 * np.pi, 6))
        reach = random.uniform(200, 1500, 6)
        ring = middle + np.column_stack([np.cos(angles), np.sin(angles)]) * reach[:, None]
        drawn.append(shapely.make_valid(shapely.Polygon(ring)))
    return random.uniform(-6000, 6000, (places, 2)), drawn


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15)
def test_no_metre_of_any_way_is_in_an_area_and_none_is_longer_than_over_a_third_place(
    seed: int,
) -> None:
    places, areas = scattered(seed, 8, 8)
    ways = airways(places, areas, clearance_m=20)
    closed = shapely.union_all(areas)
    for start, end in np.argwhere(np.isfinite(ways.metres) & (ways.metres > 0)):
        line = shapely.LineString(ways.path(int(start), int(end)))
        assert line.distance(closed) >= 20
        assert line.length == pytest.approx(ways.metres[start, end])
    over = (ways.metres[:, :, None] + ways.metres[None, :, :]).min(axis=1)
    assert (ways.metres <= over + 1e-6).all()


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10)
def test_no_way_through_a_fine_grid_is_shorter(seed: int) -> None:
    """A way over the points of a grid that keeps out of the areas is a way, so never shorter."""
    places, areas = scattered(seed, 3, 2)
    ways = airways(places, areas)
    closed = shapely.union_all(areas).buffer(0.03)
    random = np.random.default_rng(seed)
    through = np.vstack([places, random.uniform(-7000, 7000, (150, 2))])
    pairs = np.argwhere(np.triu(np.ones((len(through),) * 2, dtype=bool), 1))
    clear = ~shapely.intersects(shapely.linestrings(through[pairs]), closed)
    lengths = np.full((len(through),) * 2, np.inf)
    a, b = pairs[clear].T
    lengths[a, b] = lengths[b, a] = np.linalg.norm(through[a] - through[b], axis=1)
    best = lengths[0].copy()
    for _ in range(6):
        best = np.minimum(best, (best[:, None] + lengths).min(axis=0))
    assert ways.metres[0, 1] <= best[1] + 0.2


def test_areas_with_very_many_corners_are_still_kept_clear_of() -> None:
    coast = shapely.Point(0, 0).buffer(2000, quad_segs=2000)
    ways = airways([[-4000, 10], [4000, 0]], [coast], clearance_m=30)
    line = shapely.LineString(ways.path(0, 1))
    assert line.distance(coast) >= 30
    shortest = 2 * np.sqrt(4000**2 - 2030**2) + 2030 * (np.pi - 2 * np.arccos(2030 / 4000))
    assert line.length == pytest.approx(shortest, rel=0.01)


def test_areas_far_from_all_places_cost_nothing_and_are_met_when_a_way_leads_there() -> None:
    near, end = shapely.box(-10, -9_000, 10, 9_000), shapely.box(-500, 9_100, 500, 9_600)
    far = [shapely.box(x, y, x + 9, y + 9) for x in range(50_000, 54_000, 40) for y in (0, 50)]
    ways = airways([[-100, 0], [100, 0]], [*far, near, end], clearance_m=60)
    line = shapely.LineString(ways.path(0, 1))
    assert min(line.distance(near), line.distance(end)) >= 60
    assert ways.metres[0, 1] > 18_000
    held = airways([[-100, 0], [0, 0]], [*far, near, end])
    assert held.inside[1] == (len(far),)


def test_sixty_places_and_twenty_areas_take_less_than_two_seconds() -> None:
    from time import process_time

    places, areas = scattered(3, 20, 61)
    start = process_time()
    airways(places, areas, clearance_m=35)
    assert process_time() - start < 2
