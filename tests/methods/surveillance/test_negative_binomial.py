"""Tails and quantiles for any mean and size, and nothing ends the process."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from citybricks.methods.surveillance.negative_binomial import quantile, upper_tail

MEANS = some.floats(1e-3, 1e4)
SIZES = some.floats(1e-2, 1e5)


@given(some.integers(0, 20_000), MEANS, SIZES)
def test_tails_are_those_of_scipy(count: int, mean: float, size: float) -> None:
    expected = stats.nbinom.sf(count - 1, size, size / (size + mean))
    assert upper_tail(count, mean, size) == pytest.approx(expected, rel=1e-6, abs=1e-300)


@given(some.floats(0.001, 0.9999), MEANS, SIZES)
def test_a_quantile_is_the_first_count_that_reaches_its_probability(
    probability: float, mean: float, size: float
) -> None:
    count = quantile(probability, mean, size)
    assert upper_tail(count + 1, mean, size) <= 1 - probability
    assert count == 0 or upper_tail(count, mean, size) > 1 - probability


def test_without_overdispersion_it_is_the_poisson_distribution() -> None:
    assert quantile(0.995, 4.2, np.inf) == stats.poisson.ppf(0.995, 4.2)
    assert upper_tail(9, 4.2, np.inf) == pytest.approx(stats.poisson.sf(8, 4.2))


@pytest.mark.parametrize("mean", [np.inf, np.nan, 1e300, -1.0])
@pytest.mark.parametrize("size", [1e16, np.inf, 1e-300, 0.0, np.nan, 2.0])
def test_what_is_no_mean_gives_no_number_and_goes_on(mean: float, size: float) -> None:
    assert np.isnan(quantile(0.99, mean, size))
    assert np.isnan(upper_tail(3, mean, size))


@pytest.mark.parametrize("size", [1e16, np.inf, 1e-300, 1e-12])
def test_any_size_of_a_usual_mean_gives_a_number_or_none(size: float) -> None:
    found = quantile(0.99, 3.0, size)
    assert np.isnan(found) or found >= 0
