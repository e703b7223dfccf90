"""Turnout by district tells nothing of small groups, not even by its sums."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citybricks.services.voting.roll.domain.suppression import suppressed

TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=2, max_size=6
    )
)


def test_counts_that_are_large_enough_are_shown_with_their_sums() -> None:
    assert suppressed([[10, 20], [30, 40]]) == [[10, 20, 30], [30, 40, 70], [40, 60, 100]]


def test_what_would_give_a_small_count_away_is_left_out_too() -> None:
    shown = suppressed([[3, 20], [30, 40], [50, 60]])
    assert shown == [[None, None, 23], [None, None, 70], [50, 60, 110], [83, 120, 203]]


@given(TABLES)
def test_no_small_count_is_shown_and_no_line_has_a_single_gap(table: list[list[int]]) -> None:
    shown = suppressed(table)
    for row in shown[:-1]:
        assert all(count is None or count >= 10 for count in row)
        assert row.count(None) != 1
    for column in zip(*shown, strict=True):
        assert column.count(None) != 1
    assert shown[-1] == [sum(column) for column in zip(*table, strict=True)] + [
        sum(map(sum, table))
    ]
