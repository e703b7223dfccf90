"""Placings of booths: as good as trying all, the same again, and checked by who knows no search."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.gatherings.booths import checking, measuring
from citybricks.methods.gatherings.booths.filling import FullError, fill
from citybricks.methods.gatherings.booths.halls import Hall
from citybricks.methods.gatherings.booths.placing import objective, place
from citybricks.methods.gatherings.booths.problem import Booth, Place, Problem, places, problem

WISHES = ("", "", "entrance", "power")


def drawn(count: int, seed: int, sizes: str = "SSML", themes: str = "x") -> list[Booth]:
    """Return booths drawn at random."""
    rng = np.random.default_rng(seed)
    return [
        Booth(
            str(at),
            sizes[rng.integers(len(sizes))],
            themes[at % len(themes)],
            frozenset(map(str, rng.integers(4, size=2))),
            "abc"[rng.integers(3)],
            WISHES[rng.integers(4)],  # type: ignore[arg-type] # one of them
        )
        for at in range(count)
    ]


def broken(booths: list[Booth], halls: list[Hall], found: dict[str, Place]) -> list[str]:
    return [one.code for one in checking.check(booths, halls, found)]


@pytest.mark.parametrize("seed", range(4))
def test_a_few_booths_stand_as_well_as_trying_every_placing_finds(seed: int) -> None:
    task = problem(drawn(5, seed, "S"), [Hall("1", 18, 12)])  # 8 cells
    best = min(_cost(task, cells) for cells in permutations(range(8), 5))
    assert objective(task, place(task, iterations=20_000)) == pytest.approx(best, abs=1e-9)


def test_mixed_sizes_stand_as_well_as_trying_every_placing_finds() -> None:
    task = problem(drawn(4, 3, "SM"), [Hall("1", 18, 12)])
    starts = [range(0, 8, int(size)) for size in task.size]
    best = min(_cost(task, cells) for cells in product(*starts) if _apart(cells, task))
    assert objective(task, place(task, iterations=20_000)) == pytest.approx(best, abs=1e-9)


def _cost(task: Problem, cells: tuple[int, ...]) -> float:
    """Return what a placing costs, by its definition."""
    total = 0.0
    flow, pull = task.flow(), task.pull()
    for one, first in enumerate(cells):
        mine = range(first, first + int(task.size[one]))
        total += float(pull[one, mine].mean())
        for other in range(one):
            theirs = range(cells[other], cells[other] + int(task.size[other]))
            total += float(flow[one, other] * task.far[np.ix_(mine, theirs)].mean())
    return total


def _apart(cells: tuple[int, ...], task: Problem) -> bool:
    held = [cell + at for cell, size in zip(cells, task.size, strict=True) for at in range(size)]
    return len(set(held)) == len(held)


@settings(max_examples=30, deadline=None)
@given(some.integers(0, 10**6), some.integers(1, 24))
def test_placings_hold_whatever_is_drawn(seed: int, count: int) -> None:
    halls = [Hall("A", 30, 21, "x"), Hall("B", 24, 15, "y"), Hall("C", 30, 21)]
    booths = drawn(count, seed, themes="xy")
    task = problem(booths, halls)
    first = place(task, iterations=300, seed=seed)
    names = [booth.id for booth in booths]
    assert broken(booths, halls, dict(zip(names, places(halls, first), strict=True))) == []
    for other in (measuring.alphabetical(task, names), measuring.shuffled(task, seed)):
        found = dict(zip(names, places(halls, other), strict=True))
        assert broken(booths, halls, found) == []
    assert objective(task, first) == pytest.approx(measuring.score(task, first).objective)


def test_equal_seeds_give_equal_places_and_progress_is_told() -> None:
    told: list[float] = []
    task = problem(drawn(20, 1), [Hall("1", 42, 24)])
    one = place(task, iterations=1_000, seed=5, report=told.append)
    assert (one == place(task, iterations=1_000, seed=5)).all()
    assert (one != place(task, iterations=1_000, seed=6)).any()
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < 1


def test_more_booths_than_cells_are_refused_by_number() -> None:
    task = problem([Booth(str(at), "L") for at in range(3)], [Hall("1", 18, 12)])
    with pytest.raises(FullError) as full:
        fill(task, range(3))
    assert full.value.booth == 2


def test_large_booths_find_room_although_small_ones_come_first() -> None:
    booths = [*(Booth(f"s{at}") for at in range(4)), Booth("l", "L")]
    task = problem(booths, [Hall("1", 18, 12)])
    assert sorted(fill(task, [0, 4, 1, 2, 3])) == [0, 1, 2, 3, 4]


HALLS = [Hall("1", 24, 18, "air"), Hall("2", 24, 18)]
STANDS = {
    "a": Place("1", 1, 1),
    "b": Place("1", 2, 3),
    "c": Place("2", 1, 1),
}
BOOTHS = [Booth("a", "L", "air"), Booth("b", "M", "air"), Booth("c", "S", "water")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"c": Place("1", 1, 5)}, "theme"),
        ({"c": Place("9", 1, 1)}, "hall"),
        ({"b": Place("1", 2, 2)}, "overlap"),
        ({"b": Place("1", 2, 8)}, "outside"),
        ({"b": Place("1", 0, 3)}, "aisle"),
    ],
)
def test_a_placing_that_breaks_a_rule_is_told_by_its_code(
    change: dict[str, Place], code: str | None
) -> None:
    codes = broken(BOOTHS, HALLS, STANDS | change)
    assert codes[:1] == ([code] if code else [])


def test_a_booth_without_place_and_one_that_moved_are_told() -> None:
    found = {name: place for name, place in STANDS.items() if name != "b"}
    kept = {"a": Place("1", 1, 3)}
    codes = {one.code for one in checking.check(BOOTHS, HALLS, found, kept)}
    assert codes == {"unplaced", "moved"}


def test_a_booth_walled_in_by_others_cannot_be_reached() -> None:
    around = [(row, column) for row in (1, 2, 3) for column in (1, 2, 3) if (row, column) != (2, 2)]
    booths = [Booth(f"{row}{column}") for row, column in around]
    found = {f"{row}{column}": Place("2", row, column) for row, column in around}
    codes = broken([*booths, Booth("in")], HALLS, found | {"in": Place("2", 2, 2)})
    assert codes == ["aisle"]
