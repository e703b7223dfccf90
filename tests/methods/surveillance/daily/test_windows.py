"""Tails are continuous in the dispersion, and thresholds belong to their scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from citybricks.methods.surveillance.daily.windows import Windows, largest, tail

MEANS, SPREADS = some.floats(0.01, 5000), some.floats(0.02, 40)


def test_a_dispersion_of_one_is_the_poisson_distribution_and_nearby_ones_are_near() -> None:
    count = np.arange(1, 30.0)
    exact = stats.poisson.sf(count - 1, 9)
    for spread in (1 - 1e-7, 1.0, 1 + 1e-7):
        assert tail(count, np.full(29, 9.0), np.full(29, spread)) == pytest.approx(exact, rel=1e-5)


def test_a_dispersion_above_one_is_the_negative_binomial_distribution() -> None:
    count = np.arange(1, 60.0)
    expected = stats.nbinom.sf(count - 1, 10 / 2, 1 / 3)
    assert tail(count, np.full(59, 10.0), np.full(59, 3.0)) == pytest.approx(expected, rel=1e-8)


def test_counts_of_which_only_every_tenth_is_reported_have_a_tail() -> None:
    whole = np.random.default_rng(1).poisson(400, 200_000)
    reported = np.floor(whole / 10 + 0.5)
    for count in (42, 45, 47):
        found = float(tail(np.array(count), np.array(40.0), np.array(0.1 + 1 / 480)))
        assert found == pytest.approx((reported >= count).mean(), rel=0.25)


@given(MEANS, SPREADS, some.floats(0.2, 25))
def test_the_largest_usual_count_is_usual_and_the_next_is_not(
    mean: float, spread: float, threshold: float
) -> None:
    one, two, level = np.array([mean]), np.array([spread]), np.array([np.exp(-threshold)])
    count = largest(one, two, level)
    assert tail(count, one, two)[0] >= level[0]
    assert tail(count + 1, one, two)[0] < level[0]


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
def test_what_is_no_mean_or_dispersion_has_no_threshold(value: float) -> None:
    one = np.array([5.0])
    assert np.isnan(largest(np.array([value]), one, np.array([0.01])))[0]
    if value != 1e300:
        assert np.isnan(largest(one, np.array([value]), np.array([0.01])))[0]


def test_counts_above_the_threshold_are_those_with_the_score() -> None:
    chance = np.random.default_rng(2)
    counts = chance.poisson(8.0, (4, 300)).astype(float)
    mean, spread = np.full(counts.shape, 6.0), np.full(counts.shape, 1.3)
    limit = np.full((4, 1), 3.0)
    windows = Windows(counts, mean, spread, (1, 2, 3, 5, 7))
    alarm, upper = windows.score() > 3.0, windows.upper(limit)
    assert alarm.any()
    above = counts > upper
    assert np.array_equal(above, alarm & (counts > 0))


def test_a_slow_outbreak_shows_in_a_longer_window() -> None:
    counts = np.full((1, 20), 10.0)
    counts[0, 10:] = 14.0
    mean, spread = np.full((1, 20), 10.0), np.ones((1, 20))
    one, all_ = (Windows(counts, mean, spread, widths).score() for widths in ((1,), (1, 7)))
    assert one[0, 16] < 3 < all_[0, 16]


def test_days_that_nobody_reported_are_in_no_window() -> None:
    counts = np.array([[10.0, 12.0, np.nan, 30.0]])
    mean, spread = np.full((1, 4), 10.0), np.ones((1, 4))
    found = Windows(counts, mean, spread, (2,)).score()
    assert np.isnan(found[0, 2])
    assert found[0, 3] == pytest.approx(-np.log(stats.poisson.sf(29, 10)), rel=1e-6)
