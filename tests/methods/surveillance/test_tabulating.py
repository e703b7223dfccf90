"""Rows are placed on an axis; what was not reported is unknown, and zero is zero."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.surveillance.tabulating import (
    DAILY,
    WEEKLY,
    RowError,
    tabulate,
)

MONDAY = date(2026, 3, 2)
A, B = ("A", ""), ("B", "fever")


def test_a_day_without_a_row_is_unknown_and_zero_is_zero() -> None:
    days = [MONDAY, MONDAY + timedelta(3), MONDAY + timedelta(1)]
    found = tabulate(days, [A, A, B], [0, 4, np.nan])
    assert found.names == (A, B)
    assert found.series.per_year == DAILY
    assert found.series.counts[0] == pytest.approx([0, np.nan, np.nan, 4], nan_ok=True)
    assert found.reported.tolist() == [[True, False, False, True], [False] * 4]


def test_weeks_are_placed_by_their_first_day() -> None:
    found = tabulate([MONDAY, MONDAY + timedelta(14)], [A, A], [1, 2], weekly=True)
    assert found.series.counts[0] == pytest.approx([1, np.nan, 2], nan_ok=True)
    assert found.series.per_year == WEEKLY


def test_a_population_holds_until_the_next_is_told() -> None:
    days = [MONDAY + timedelta(at) for at in range(5)]
    people = [np.nan, 30, np.nan, 28, np.nan]
    found = tabulate(days, [A] * 5, [1] * 5, people)
    assert found.series.population is not None
    assert found.series.population[0].tolist() == [30, 30, 30, 28, 28]


@given(
    some.lists(
        some.tuples(some.integers(0, 60), some.sampled_from([A, B])), min_size=1, unique=True
    )
)
def test_every_row_is_found_again(rows: list[tuple[int, tuple[str, str]]]) -> None:
    days = [MONDAY + timedelta(at) for at, _ in rows]
    names = [name for _, name in rows]
    extra = [MONDAY, MONDAY + timedelta(1)]  # not all whole weeks apart
    counts = np.arange(len(rows) + 2)
    found = tabulate([*days, *extra], [*names, ("C", ""), ("C", "")], counts)
    assert found.reported.sum() == len(rows) + 2
    first = 0
    for number, (at, name) in enumerate(rows):
        assert found.series.counts[found.names.index(name), at - first] == number


@pytest.mark.parametrize(
    ("days", "weekly", "row", "said"),
    [
        ([0, 1, 0], False, 2, "A  has two rows for 2026-03-02"),
        ([0, 7, 15], True, 2, "weeks begin on different weekdays"),
        ([0, 7, 14], False, None, "all days are whole weeks apart"),
        ([0, 3_000_000, 2], False, None, "take a shorter time"),
    ],
)
def test_rows_that_cannot_be_placed_are_named(
    days: list[int], weekly: bool, row: int | None, said: str
) -> None:
    names = [A] * len(days) if len(days) < 4 else [A, B, B]
    start = date(1, 1, 1) if max(days) > 100 else MONDAY
    with pytest.raises(RowError, match=said) as caught:
        tabulate([start + timedelta(at) for at in days], names, [1] * len(days), weekly=weekly)
    assert caught.value.row == row
