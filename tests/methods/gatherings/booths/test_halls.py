"""Halls have islands of two rows, aisles all around, and ways that lead through the aisles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.gatherings.booths.halls import Hall, is_aisle, stands, walks
from citybricks.methods.gatherings.booths.signs import fit, width


@given(some.floats(12, 120), some.floats(12, 120))
def test_every_stand_touches_an_aisle_and_walls_are_free(wide: float, deep: float) -> None:
    hall = Hall("1", wide, deep)
    free, taken = is_aisle(hall), stands(hall)
    assert len(taken) % 4 == 0
    assert len({tuple(cell) for cell in taken}) == len(taken) > 0
    assert free[[0, -1]].all()
    assert free[:, [0, -1]].all()
    for row, column in taken:
        assert free[row - 1, column] or free[row + 1, column]


@given(some.floats(12, 90), some.floats(12, 90))
def test_every_stand_can_be_walked_to_from_every_other(wide: float, deep: float) -> None:
    way = walks(Hall("1", wide, deep, entrances=("south", "east")))
    assert np.isfinite(way.between).all()
    assert np.allclose(way.between, way.between.T)
    assert np.isfinite(way.entrance).all()


def test_who_faces_each_other_is_nearer_than_who_stands_back_to_back() -> None:
    hall = Hall("1", 36, 24)
    number = {(int(row), int(column)): at for at, (row, column) in enumerate(stands(hall))}
    between = walks(hall).between
    assert between[number[2, 5], number[4, 5]] == 3  # over the aisle
    assert between[number[2, 5], number[2, 6]] == 6  # next to each other
    assert between[number[1, 5], number[2, 5]] > 20  # around the island


def test_a_long_island_is_crossed_by_an_aisle() -> None:
    free = is_aisle(Hall("1", 69, 15))
    lengths = [len(run) for run in "".join("x" if c else "#" for c in free[1]).split("x") if run]
    assert max(lengths) <= 10
    assert len(lengths) == 2


def test_a_hall_that_is_too_small_has_no_stands() -> None:
    assert not len(stands(Hall("1", 11, 30)))
    assert not len(stands(Hall("1", 30, 11)))


@pytest.mark.parametrize(
    ("text", "wide", "lines", "written"),
    [
        ("Clean Air Works", 6, 3, ("Clean Air", "Works")),
        ("远程医疗研究所", 4, 2, ("远程医疗", "研究所")),
        ("Telemedicine Lab", 3, 2, ("Tele…", "Lab")),
        ("One two three four", 2, 2, ("One", "tw…")),
        ("上海 Health 中心", 4, 4, ("上海", "Health", "中心")),
        ("", 4, 2, ("",)),
    ],
)
def test_a_name_is_broken_to_fit_its_stand(
    text: str, wide: float, lines: int, written: tuple[str, ...]
) -> None:
    assert fit(text, wide, lines) == written


@given(some.text(max_size=60), some.floats(2, 20), some.integers(1, 5))
def test_no_line_is_wider_than_its_stand(text: str, wide: float, lines: int) -> None:
    written = fit(text, wide, lines)
    assert len(written) <= lines
    assert all(width(line) <= wide for line in written)
