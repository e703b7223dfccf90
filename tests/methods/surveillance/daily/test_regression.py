"""Coefficients solve the likelihood equations that scipy's optimiser solves, unit by unit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, special

from citybricks.methods.surveillance.daily.regression import (
    leverages,
    mean_of,
    raised,
    slopes,
    solve,
)

CHANCE = np.random.default_rng(1)
DAYS = 120
DESIGN = np.column_stack([np.ones(DAYS), np.linspace(0, 1, DAYS), np.arange(DAYS) % 7 == 2]).astype(
    float
)
OFFSET = np.log(CHANCE.uniform(50, 150, (3, DAYS)))
TRUE = np.array([[-2.0, 0.5, 0.3], [-4.0, -1.0, 0.0], [-1.0, 0.0, -0.5]])
COUNTS = CHANCE.poisson(mean_of(TRUE, DESIGN, OFFSET)).astype(float)
NONE = np.zeros((3, 3))


def test_with_a_dispersion_of_one_it_is_the_largest_poisson_likelihood() -> None:
    found, _ = solve(COUNTS, DESIGN, OFFSET, np.ones(COUNTS.shape), NONE, NONE)
    for unit in range(3):

        def cost(at: np.ndarray[tuple[int], np.dtype[np.float64]], unit: int = unit) -> float:
            log = DESIGN @ at + OFFSET[unit]
            return float((np.exp(log) - COUNTS[unit] * log).sum())

        best = optimize.minimize(cost, TRUE[unit], method="BFGS", options={"gtol": 1e-6})
        assert found[unit] == pytest.approx(best.x, abs=1e-4)


def test_a_constant_alone_is_the_largest_negative_binomial_likelihood() -> None:
    counts = CHANCE.negative_binomial(5, 0.2, (1, 400)).astype(float)
    one = np.ones((400, 1))
    zero = np.zeros((1, 1))
    found, _ = solve(counts, one, np.zeros(counts.shape), np.ones(counts.shape) / 5, zero, zero)

    def cost(at: float) -> float:  # variance 5 · mean, size in proportion to the mean
        size = np.exp(at) / 4
        logs = special.gammaln(counts + size) - special.gammaln(size)
        return float(-(logs + size * np.log(1 / 5) + counts * np.log(4 / 5)).sum())

    best = optimize.minimize_scalar(cost, bounds=(0, 6), method="bounded")
    assert found[0, 0] == pytest.approx(best.x, abs=0.01)
    assert np.exp(found[0, 0]) == pytest.approx(counts.mean(), rel=1e-6)


def test_days_without_weight_have_no_influence() -> None:
    weights = np.ones(COUNTS.shape)
    weights[:, 60:70] = 0
    other = COUNTS.copy()
    other[:, 60:70] = 1e6
    one, _ = solve(COUNTS, DESIGN, OFFSET, weights, NONE, NONE)
    two, _ = solve(other, DESIGN, OFFSET, weights, NONE, NONE)
    assert one == pytest.approx(two, abs=1e-12)


def test_counts_of_nothing_but_zero_have_a_small_mean_and_an_end() -> None:
    ridge = np.full((1, 3), 1e-3)
    zero = np.zeros((1, DAYS))
    found, _ = solve(zero, DESIGN, zero, np.ones((1, DAYS)), ridge, NONE[:1])
    assert mean_of(found, DESIGN, zero).max() < 0.01


def test_leverages_add_up_to_the_number_of_columns() -> None:
    found, information = solve(COUNTS, DESIGN, OFFSET, np.ones(COUNTS.shape), NONE, NONE)
    mean = mean_of(found, DESIGN, OFFSET)
    hat = leverages(DESIGN, np.linalg.inv(information), mean)
    assert hat.sum(axis=1) == pytest.approx([3, 3, 3], rel=1e-6)


def test_slopes_of_columns_of_ones_own_are_found() -> None:
    columns = CHANCE.normal(0, 0.3, (2, 3000, 2))
    mean = np.full((2, 3000), 30.0)
    true = np.array([[0.6, -0.2], [0.0, 0.4]])
    counts = CHANCE.poisson(raised(mean, columns, true)).astype(float)
    assert slopes(counts, mean, columns, np.ones(mean.shape), 1e-6) == pytest.approx(true, abs=0.05)
