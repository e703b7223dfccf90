"""Walks on small flat maps, against a table of all shortest ways and against numbers by hand."""

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from shapely import LineString, Point

from citybricks.bricks.service_area import walking
from citybricks.methods.routing import streets

Pair = tuple[float, float]
Piece = list[Pair]

grid = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda at: (at[0] * 90.0, at[1] * 70.0))
bent = st.lists(grid, min_size=2, max_size=5).filter(lambda line: len(set(line)) > 1)
spot = st.tuples(st.integers(-60, 330), st.integers(-60, 270)).map(lambda at: (at[0], at[1] + 0.3))


def walk(
    pieces: list[Piece], homes: list[Pair], stops: list[Pair], reach: float = 1000
) -> walking.Walks:
    network = streets.join(np.array([LineString(piece) for piece in pieces], dtype=object))
    at_home = streets.snap(network, np.array(homes, dtype=float), reach)
    at_stop = streets.snap(network, np.array(stops, dtype=float), reach)
    return walking.along(network, at_home, at_stop, np.zeros(len(stops), dtype=bool)).low


def shortest(
    pieces: list[Piece], homes: list[Pair], stops: list[Pair], reach: float
) -> list[float]:
    """Put every point into the streets as a vertex, and compute the ways between all pairs."""
    lines = [LineString(piece) for piece in pieces]
    ways: list[tuple[object, object, float]] = []
    marks: list[list[tuple[float, object]]] = []
    for line in lines:
        on = itertools.accumulate(map(step, line.coords, line.coords[1:]), initial=0.0)
        marks.append(list(zip(on, line.coords, strict=True)))
    for end in {end for line in lines for end in (line.coords[0], line.coords[-1])}:
        for i, line in enumerate(lines):
            if end not in line.coords and line.distance(Point(end)) <= streets.TOLERANCE:
                marks[i].append((line.project(Point(end)), (end, i)))
                ways.append((end, (end, i), line.distance(Point(end))))
    for name, at in [*enumerate(homes), *enumerate(stops, len(homes))]:
        gaps = [line.distance(Point(at)) for line in lines]
        i = gaps.index(min(gaps))
        if gaps[i] <= reach:
            marks[i].append((lines[i].project(Point(at)), (name, "street")))
            ways.append((name, (name, "street"), gaps[i]))
    for each in marks:
        each.sort(key=lambda mark: mark[0])
        ways += [(a, b, t - s) for (s, a), (t, b) in itertools.pairwise(each)]
    table = all_pairs(ways, len(homes) + len(stops))
    return list(table[: len(homes), len(homes) :].min(axis=1))


def all_pairs(ways: list[tuple[object, object, float]], count: int) -> np.ndarray:
    """Return how far the places named 0 to `count` - 1 are from each other."""
    names = dict.fromkeys([*range(count), *(end for a, b, _ in ways for end in (a, b))])
    at = {name: row for row, name in enumerate(names)}
    table = np.full((len(at), len(at)), np.inf)
    np.fill_diagonal(table, 0)
    for a, b, metres in ways:
        table[at[a], at[b]] = table[at[b], at[a]] = min(table[at[a], at[b]], metres)
    for k in range(len(at)):  # Floyd and Warshall
        table = np.minimum(table, table[:, k : k + 1] + table[k])
    return table[:count, :count]


def step(a: Pair, b: Pair) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))


@given(
    st.lists(bent, min_size=1, max_size=7),
    st.lists(spot, min_size=1, max_size=5),
    st.lists(spot, min_size=1, max_size=4),
    st.sampled_from([20.0, 60.0, 1000.0]),
)
@example([[(0, 0), (90, 0), (90, 70), (0, 0)]], [(40, 0.3)], [(50, 30.3)], 1000.0)
def test_walks_are_the_shortest_of_all_ways(
    pieces: list[Piece], homes: list[Pair], stops: list[Pair], reach: float
) -> None:
    found = walk(pieces, homes, stops, reach).metres
    assert found == pytest.approx(shortest(pieces, homes, stops, reach), abs=1e-6)


@given(
    st.lists(bent, min_size=1, max_size=7),
    st.lists(spot, min_size=1, max_size=5),
    st.lists(spot, min_size=1, max_size=4),
)
def test_no_walk_along_streets_is_shorter_than_the_straight_line(
    pieces: list[Piece], homes: list[Pair], stops: list[Pair]
) -> None:
    lines = walking.straight(np.array(homes), np.array(stops), np.zeros(len(stops), dtype=bool))
    assert (walk(pieces, homes, stops).metres >= lines.low.metres - 1e-9).all()


@given(
    st.lists(bent, min_size=1, max_size=6),
    st.lists(spot, min_size=1, max_size=5),
    st.lists(spot, min_size=2, max_size=5),
)
def test_the_stop_named_is_the_one_walked_to(
    pieces: list[Piece], homes: list[Pair], stops: list[Pair]
) -> None:
    walks = walk(pieces, homes, stops)
    for home, metres, stop in zip(homes, walks.metres, walks.stop, strict=True):
        if np.isfinite(metres):
            assert walk(pieces, [home], [stops[stop]]).metres[0] == pytest.approx(metres, abs=1e-6)
        else:
            assert stop == -1


def test_home_and_stop_on_the_same_piece_walk_the_part_between_them() -> None:
    walks = walk([[(0, 0), (1000, 0)]], [(300, 10)], [(420, -20)])
    assert walks.metres[0] == pytest.approx(10 + 120 + 20)


def test_a_stop_off_the_street_does_not_hide_one_behind_it() -> None:
    walks = walk([[(0, 0), (1000, 0)]], [(0, 0)], [(100, 90), (130, 5)])
    assert (walks.metres[0], walks.stop[0]) == (pytest.approx(135), 1)


def test_a_ring_is_walked_the_shorter_way_round() -> None:
    ring: Piece = [(0, 0), (300, 0), (300, 300), (0, 300), (0, 0)]
    assert walk([ring], [(0, 100)], [(100, 0)]).metres[0] == pytest.approx(200)


def test_of_two_pieces_between_the_same_junctions_the_shorter_counts() -> None:
    pieces: list[Piece] = [
        [(-50, 0), (0, 0)], [(0, 0), (50, 80), (100, 0)], [(0, 0), (100, 0)], [(100, 0), (150, 0)],
    ]  # fmt: skip
    assert walk(pieces, [(-50, 0)], [(150, 0)]).metres[0] == pytest.approx(200)


def test_pieces_join_at_any_vertex_they_share() -> None:
    pieces: list[Piece] = [[(0, 0), (100, 0), (200, 0)], [(100, -100), (100, 0), (100, 100)]]
    assert walk(pieces, [(0, 0)], [(100, 100)]).metres[0] == pytest.approx(200)


def test_a_piece_that_ends_on_another_joins_it() -> None:
    pieces: list[Piece] = [[(0, 0), (200, 0)], [(100, 0.3), (100, 100)]]
    assert walk(pieces, [(0, 0)], [(100, 100)]).metres[0] == pytest.approx(200)


def test_pieces_that_merely_cross_do_not_join() -> None:
    pieces: list[Piece] = [[(0, 0), (200, 0)], [(100, -100), (100, 100)]]
    assert walk(pieces, [(0, 0)], [(100, 100)]).metres[0] == np.inf


@pytest.mark.parametrize(("gap", "metres"), [(0.4, 200), (0.6, np.inf)])
def test_ends_that_nearly_meet_join_within_the_tolerance(gap: float, metres: float) -> None:
    pieces: list[Piece] = [[(0, 0), (100, 0)], [(100 + gap, 0), (200, 0)]]
    assert walk(pieces, [(0, 0)], [(200, 0)]).metres[0] == pytest.approx(metres)


def test_a_chain_of_tiny_pieces_is_not_free_to_walk() -> None:
    pieces: list[Piece] = [[(k * 0.4, 0), (k * 0.4 + 0.4, 0)] for k in range(500)]
    assert walk(pieces, [(0, 0)], [(200, 0)]).metres[0] == pytest.approx(200)


def test_pieces_without_length_do_no_harm() -> None:
    pieces: list[Piece] = [[(0, 0), (0, 0)], [(0, 0), (50, 0), (50, 0), (100, 0)]]
    assert walk(pieces, [(0, 0)], [(100, 0)]).metres[0] == pytest.approx(100)


def test_a_point_off_all_streets_has_no_way() -> None:
    walks = walk([[(0, 0), (100, 0)]], [(50, 31), (50, 30)], [(100, 0)], reach=30)
    assert walks.metres.tolist() == [np.inf, pytest.approx(80)]


def test_cutting_streets_into_steps_of_a_metre_changes_no_walk() -> None:
    random = np.random.default_rng(20)
    x, y = np.meshgrid(np.arange(5) * 100.0, np.arange(5) * 100.0)
    node = np.stack([x, y], axis=-1) + random.normal(0, 10, (5, 5, 2))
    ends = [*zip(node[:, :-1].reshape(-1, 2), node[:, 1:].reshape(-1, 2), strict=True)]
    ends += [*zip(node[:-1].reshape(-1, 2), node[1:].reshape(-1, 2), strict=True)]
    pieces: list[Piece] = [[tuple(a), tuple(b)] for a, b in ends]
    dense = [shapely.segmentize(LineString(piece), 1.0).coords for piece in pieces]
    steps: list[Piece] = [[a, b] for piece in dense for a, b in itertools.pairwise(piece)]
    homes, stops = (list(map(tuple, random.uniform(-20, 420, (n, 2)))) for n in (100, 4))
    assert walk(pieces, homes, stops).metres == pytest.approx(walk(steps, homes, stops).metres)
