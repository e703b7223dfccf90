"""Tails of small classes are exact, and what is flagged is rare when nothing is wrong."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from citybricks.methods.surveillance.series import ShortHistoryError
from citybricks.methods.surveillance.small_counts import (
    MOST_PUPILS,
    fit_school_means,
    flag_classes,
    tail,
)


def chance(k: int, n: int, a: int, b: int) -> Fraction:
    """P(X = k) of a beta-binomial of whole shapes, in whole numbers."""

    def rising(x: int, times: int) -> int:
        return int(np.prod([x + i for i in range(times)], dtype=object)) if times else 1

    return Fraction(comb(n, k) * rising(a, k) * rising(b, n - k), rising(a + b, n))


@given(
    n=some.integers(0, 40),
    a=some.integers(1, 9),
    b=some.integers(1, 400),
    data=some.data(),
)
def test_a_tail_is_the_sum_of_exact_fractions(
    n: int, a: int, b: int, data: some.DataObject
) -> None:
    x = data.draw(some.integers(0, n))
    exact = sum((chance(k, n, a, b) for k in range(x, n + 1)), Fraction())
    assert float(tail(x, n, a, b)) == pytest.approx(float(exact), rel=1e-9)


@pytest.mark.parametrize(("a", "b"), [(0.3, 20.0), (2.5, 5.5), (0.01, 0.02)])
def test_a_tail_is_that_of_scipy(a: float, b: float) -> None:
    x = np.arange(31)
    sums = np.cumsum(stats.betabinom.pmf(x, 30, a, b)[::-1])[::-1]
    assert tail(x, 30, a, b) == pytest.approx(sums, rel=1e-9)


def test_rates_that_never_differ_give_the_binomial_distribution() -> None:
    x = np.arange(31)
    assert tail(x, 30, 1e9, 1e11) == pytest.approx(stats.binom.sf(x - 1, 30, 1 / 101), rel=1e-5)


@given(numbers=some.lists(some.floats(allow_nan=True, allow_infinity=True), min_size=4, max_size=4))
def test_any_numbers_have_a_tail_or_none(numbers: list[float]) -> None:
    p = float(tail(*numbers))
    assert np.isnan(p) or 0 <= p <= 1


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1.0, 1e300, 31.0])
def test_impossible_counts_have_no_tail(wrong: float) -> None:
    assert np.isnan(tail([wrong, 2.0], 30, 1, 9)).tolist() == [True, False]
    assert np.isnan(tail(1, MOST_PUPILS + 1, 1, 9))


def city(
    days: int = 60, schools: int = 30
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw ill and enrolled of 20 classes a school, with the school of each and their means."""
    random = np.random.default_rng(1)
    school = np.repeat(np.arange(schools), 20)
    means = random.beta(4, 200, schools)
    rate = random.beta(
        means[school][:, None] * 60, (1 - means[school])[:, None] * 60, (len(school), days)
    )
    enrolled = np.full(rate.shape, 32.0)
    return random.binomial(32, rate).astype(float), enrolled, school, means


def test_means_of_schools_are_found_and_little_seen_ones_shrink() -> None:
    ill, enrolled, school, means = city()
    fitted = fit_school_means(ill, enrolled, school)
    assert fitted.mean == pytest.approx(means, abs=0.006)
    seldom = ill.copy()
    seldom[school == 0, 1:] = np.nan
    seldom[school == 0, 0] = 8
    raw, middle = 8 / 32, float(fitted.mean.mean())
    shrunk = fit_school_means(seldom, enrolled, school).mean[0]
    assert middle < shrunk < raw
    seldom[school == 0] = np.nan
    assert fit_school_means(seldom, enrolled, school).mean[0] == pytest.approx(middle, abs=0.003)


def test_no_more_classes_are_flagged_than_the_level_says() -> None:
    ill, enrolled, school, _ = city()
    found = [flag_classes(ill[:, :end], enrolled[:, :end], school) for end in range(30, 60)]
    assert 0.001 < np.mean([one.flagged.mean() for one in found]) < 0.01


def test_a_class_with_six_ill_is_flagged_and_one_with_two_is_not() -> None:
    ill, enrolled, school, _ = city()
    ill[:3, -3:] = 0
    ill[0, -1], ill[1, -1] = 9, 2
    enrolled[1, -1] = 3
    flags = flag_classes(ill, enrolled, school)
    assert flags.flagged[:3].tolist() == [True, False, False]
    assert flags.p[2] == 1


def test_three_days_jointly_find_what_one_day_does_not() -> None:
    ill, enrolled, school, _ = city()
    ill[0, -3:] = 4
    flags = flag_classes(ill, enrolled, school)
    assert flags.p_window[0] < flags.p_today[0]


def test_a_class_that_did_not_report_is_unknown_and_not_zero() -> None:
    ill, enrolled, school, _ = city()
    ill[0, -1] = np.nan
    ill[1, -2], ill[1, -1] = np.nan, 5
    flags = flag_classes(ill, enrolled, school)
    assert np.isnan(flags.p[0])
    assert not flags.flagged[0]
    days = ill[1, [-3, -1]].sum()
    means = fit_school_means(ill[:, :-3], enrolled[:, :-3], school)
    assert flags.p_window[1] == pytest.approx(float(tail(days, 64, means.a[0], means.b[0])))


def test_linked_classes_are_found_together_by_the_exact_chance_of_their_sum() -> None:
    ill, enrolled, school, _ = city()
    ill[[0, 20, 40], -3:] = 0
    ill[[0, 20, 40], -1] = 4, 4, 3
    enrolled[[0, 20, 40], -1] = 20, 25, 18
    flags = flag_classes(ill, enrolled, school, edges=[(0, 20), (40, 0)])
    (group,) = flags.linked
    assert (group.classes, group.ill) == ((0, 20, 40), 11)
    means = fit_school_means(ill[:, :-3], enrolled[:, :-3], school)
    each = [
        [
            float(
                tail(k, n, means.a[s], means.b[s])
                - (tail(k + 1, n, means.a[s], means.b[s]) if k < n else 0)
            )
            for k in range(n + 1)
        ]
        for n, s in ((20, 0), (25, 1), (18, 2))
    ]
    summed = sum(
        each[0][i] * each[1][j] * each[2][k]
        for i, j, k in product(range(21), range(26), range(19))
        if i + j + k >= 11
    )
    assert group.p <= 2 * summed * (1 + 1e-6)


def test_an_edge_to_nowhere_is_refused() -> None:
    ill, enrolled, school, _ = city()
    with pytest.raises(ValueError, match="leads beyond the 600 classes"):
        flag_classes(ill, enrolled, school, edges=[(0, 600)])


def test_without_four_weeks_there_is_no_baseline() -> None:
    ill, enrolled, school, _ = city(days=22)
    with pytest.raises(ShortHistoryError) as caught:
        flag_classes(ill, enrolled, school)
    assert (caught.value.needed, caught.value.given) == (20, 19)


@pytest.mark.parametrize("wrong", [1e300, np.inf, -5.0, 99.0])
def test_a_number_that_is_none_leaves_the_others_as_they_are(wrong: float) -> None:
    ill, enrolled, school, _ = city(schools=3)
    known = flag_classes(ill, enrolled, school)
    ill[0, -1] = wrong
    flags = flag_classes(ill, enrolled, school)
    assert np.isnan(flags.p[0])
    assert flags.p[1:] == pytest.approx(known.p[1:])
