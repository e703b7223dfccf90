"""No hidden count is known to within the width that was asked for, whoever adds up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays
from scipy import sparse

from citybricks.methods.privacy.attacking import Interval, bounds
from citybricks.methods.privacy.holding import held
from citybricks.methods.privacy.suppression import Protected, protect
from citybricks.methods.privacy.tables import Release, Table, table, with_totals

COUNTS = some.one_of(some.integers(0, 9), some.integers(0, 60))


def attacked(*published: tuple[Table, Protected]) -> Interval:
    """Attack every hidden cell with everything that was published."""
    known = sparse.vstack([made.cells[safe.shown] for made, safe in published])
    values = np.concatenate([safe.values[safe.shown] for _, safe in published])
    shown = {tuple(row) for row in known.toarray()}
    hidden = [
        row
        for made, safe in published
        for row in made.cells[~safe.shown].toarray()
        if tuple(row) not in shown
    ]
    if not hidden:
        return Interval(np.zeros(0), np.full(0, np.inf))
    return bounds(sparse.csr_array(np.array(hidden)), known, values)


def released(made: Table, safe: Protected) -> Release:
    """What the public has of a table."""
    return Release(made.cells, safe.shown, np.where(safe.shown, safe.values, -1))


@given(
    counts=arrays.arrays(
        np.int64,
        arrays.array_shapes(min_dims=1, max_dims=3, min_side=2, max_side=4),
        elements=COUNTS,
    )
)
@settings(max_examples=25, deadline=None)
def test_no_hidden_cell_of_any_table_is_known_to_within_five(counts: np.ndarray) -> None:
    made = table(counts)
    safe = protect(made)
    np.testing.assert_array_equal(safe.values, made.values)
    assert not np.any(safe.shown & (made.values > 0) & (made.values < 5))
    assert np.all(attacked((made, safe)).width >= 5)
    assert np.all(safe.interval.width[~safe.shown] >= 5) or safe.level == "nothing"


def test_a_table_of_large_counts_is_shown_whole() -> None:
    safe = protect(table(np.arange(5, 29).reshape(4, 6)))
    assert safe.shown.all()
    assert (safe.level, safe.loss) == ("table", 0)


def test_a_single_small_count_takes_three_others_with_it() -> None:
    counts = np.full((4, 5), 20)
    counts[1, 2] = 3
    safe = protect(table(counts))
    assert (~safe.shown).sum() == 4
    assert safe.small.sum() == 1
    assert not safe.shown[1 * 6 + 2]


def test_zero_is_hidden_where_few_could_be_counted() -> None:
    counts, people = np.full((3, 3), 20), np.full((3, 3), 40)
    counts[0, 0], counts[2, 2] = 0, 0
    people[0, 0] = 19
    safe = protect(table(counts, population=people))
    assert not safe.shown[0]
    assert safe.small.sum() == 1


def test_a_sum_of_few_is_hidden_with_its_parts() -> None:
    made = table(np.array([[1, 0, 0], [0, 1, 1]]))
    assert not np.any(protect(made).shown & (made.values > 0))


def test_a_table_of_which_nothing_is_left_says_so() -> None:
    assert protect(table(np.array([1, 1, 1]))).level == "nothing"


def test_where_no_table_is_safe_its_total_may_be() -> None:
    safe = protect(table(np.array([[3, 4]])))
    assert safe.level in {"table", "totals"}
    assert safe.values[safe.shown].tolist() == [7] * int(safe.shown.sum())
    assert np.all(attacked((table(np.array([[3, 4]])), safe)).width >= 5)


def weeks(counts: np.ndarray, first: int, last: int) -> Table:
    """A release of some weeks, with their total, of counts by week, school and syndrome."""
    groups = np.zeros((last - first + 1, len(counts)), dtype=np.int8)
    groups[np.arange(last - first), np.arange(first, last)] = 1
    groups[-1, first:last] = 1
    return table(counts, [groups, *(with_totals(size) for size in counts.shape[1:])])


@given(seed=some.integers(0, 10_000), mean=some.sampled_from([4, 12, 40]))
@settings(max_examples=8, deadline=None)
def test_the_release_of_the_next_week_gives_nothing_away(seed: int, mean: int) -> None:
    chance = np.random.default_rng(seed)
    counts = chance.negative_binomial(1.5, 1.5 / (1.5 + mean), (4, 4, 2))
    first = weeks(counts * (np.arange(4) < 3)[:, None, None], 0, 3)
    one = protect(first)
    late = chance.poisson(0.3, counts.shape) * (np.arange(4) < 3)[:, None, None]
    second = weeks(counts + late, 1, 4)
    two = protect(second, [released(first, one)])
    assert np.all(attacked((first, one), (second, two)).width >= 5)


def test_what_was_released_stands_when_corrections_come_late() -> None:
    counts = np.full((3, 3), 20)
    first = table(counts)
    corrected = counts.copy()
    corrected[1, 1] += 2
    again = protect(table(corrected), [released(first, protect(first))])
    np.testing.assert_array_equal(again.values, first.values)
    assert again.held == 2


def test_a_correction_of_what_was_never_shown_is_taken_in() -> None:
    counts = np.full((3, 3), 20)
    unseen = Release(table(counts).cells, np.zeros(16, dtype=bool), np.zeros(16, dtype=np.int64))
    np.testing.assert_array_equal(held(counts.ravel() + 1, [unseen]), counts.ravel() + 1)


def test_another_grouping_of_what_was_released_gives_nothing_away() -> None:
    counts = np.array([[12, 9, 30, 3], [8, 25, 17, 40]])
    halves = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 1, 1, 1]], dtype=np.int8)
    thirds = np.array([[1, 1, 1, 0], [0, 0, 0, 1], [1, 1, 1, 1]], dtype=np.int8)
    first = table(counts, [with_totals(2), halves])
    one = protect(first)
    assert one.shown.all()
    second = table(counts, [with_totals(2), thirds])
    two = protect(second, [released(first, one)])
    assert not np.all(two.shown)
    assert np.all(attacked((first, one), (second, two)).width >= 5)


def test_nothing_is_published_of_what_earlier_releases_give_away() -> None:
    counts = np.array([12, 3, 30])
    leaky = Release(sparse.csr_array(np.eye(3)), np.ones(3, dtype=bool), counts)
    safe = protect(table(counts), [leaky])
    assert safe.level == "nothing"
    assert not safe.shown.any()


def test_work_without_time_publishes_less_not_more() -> None:
    counts = np.random.default_rng(4).negative_binomial(1.5, 0.1, (3, 4, 3))
    safe = protect(table(counts), seconds=0)
    assert np.all(attacked((table(counts), safe)).width >= 5)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        table(np.array([[3, -1]]))
