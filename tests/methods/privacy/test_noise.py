"""The noise is what was promised, and what was promised is what one pupil can change."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from citybricks.methods.privacy.noise import capped, deviation, margin, noisy_totals


def test_the_noise_is_two_sided_geometric() -> None:
    scale, draws = 8.0, 20_000
    noise = noisy_totals(np.full(draws, 1000)).values - 1000
    ratio, edge = math.exp(-1 / scale), 30
    each = (1 - ratio) / (1 + ratio) * ratio ** np.abs(np.arange(-edge, edge + 1))
    tail = ratio ** (edge + 1) / (1 + ratio)
    seen = np.bincount(np.clip(noise, -edge - 1, edge + 1) + edge + 1, minlength=2 * edge + 3)
    assert stats.chisquare(seen, draws * np.r_[tail, each, tail]).pvalue > 1e-6
    assert noise.std() == pytest.approx(deviation(scale), rel=0.05)


def test_epsilon_is_the_sensitivity_over_the_scale_and_never_more_than_asked() -> None:
    found = noisy_totals(np.array([3]), epsilon=0.3, sensitivity=7)
    assert found.scale == pytest.approx(7 / 0.3)
    assert found.epsilon <= 0.3


@pytest.mark.parametrize("scale", [0.4, 3.0, 8.0, 56.0])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_the_margin_is_the_least_that_covers(scale: float, level: float) -> None:
    ratio, most = math.exp(-1 / scale), margin(scale, level)
    beyond = [2 * ratio ** (at + 1) / (1 + ratio) for at in (most - 1, most)]
    assert 1 - beyond[1] >= level - 1e-12
    assert most == 0 or 1 - beyond[0] < level


@pytest.mark.parametrize("epsilon", [0.0, -1.0, math.inf, math.nan])
def test_an_epsilon_that_promises_nothing_is_refused(epsilon: float) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        noisy_totals(np.array([1]), epsilon)


@pytest.mark.parametrize("count", [-1, 2**41])
def test_counts_that_are_none_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="of people in a city"):
        noisy_totals(np.array([count]))


@given(
    rows=some.lists(some.tuples(some.integers(0, 3), some.integers(0, 9))),
    limit=some.integers(1, 4),
)
def test_one_pupil_changes_the_counts_by_no_more_than_the_limit(
    rows: list[tuple[int, int]], limit: int
) -> None:
    whole = capped(rows, limit)
    without = capped([row for row in rows if row[0]], limit)
    apart = sum(abs(whole[cell] - without[cell]) for cell in range(10))
    assert apart <= limit
    assert apart == min(limit, len({cell for pupil, cell in rows if not pupil}))
