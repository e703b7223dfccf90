"""The table of compound sums is that of drawn sums, and of its own laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.waste.fill.compound import LEVELS, SHAPE, below, beyond, capped, quantiles

NUMBERS = st.floats(0.01, 300)
SIZES = st.floats(0.1, 50)
LIMITS = st.floats(0, 200)


def sums(number: float, size: float, many: int = 100_000) -> np.ndarray:
    random = np.random.default_rng(1)
    count = random.poisson(number, many)
    return np.asarray(random.gamma(np.maximum(SHAPE * count, 1e-9), size / SHAPE) * (count > 0))


@pytest.mark.parametrize(
    ("number", "size", "limit"),
    [(0.3, 20, 30), (3, 12, 40), (20, 3, 70), (70, 1, 80), (200, 0.4, 85)],
)
def test_chances_means_and_quantiles_are_those_of_drawn_sums(
    number: float, size: float, limit: float
) -> None:
    drawn = sums(number, size)
    assert float(below(number, size, limit)) == pytest.approx(np.mean(drawn <= limit), abs=0.006)
    assert float(capped(number, size, limit)) == pytest.approx(
        np.minimum(drawn, limit).mean(), rel=0.01
    )
    assert float(beyond(number, size, limit)) == pytest.approx(
        drawn[drawn >= limit].mean(), rel=0.01
    )
    np.testing.assert_allclose(quantiles(number, size), np.quantile(drawn, LEVELS), atol=0.6)


@given(NUMBERS, SIZES, LIMITS, st.floats(0, 50))
def test_more_room_is_filled_less_often(
    number: float, size: float, limit: float, more: float
) -> None:
    assert below(number, size, limit + more) >= below(number, size, limit) - 1e-9
    assert 0 <= below(number, size, limit) <= 1
    assert below(number, size, -1.0 - more) == 0


@given(NUMBERS, SIZES, LIMITS, st.floats(1, 2))
def test_more_deposits_fill_more(number: float, size: float, limit: float, more: float) -> None:
    assert below(more * number, size, limit) <= below(number, size, limit) + 2e-3


@given(NUMBERS, SIZES, LIMITS)
def test_what_fits_in_is_at_most_the_room_and_at_most_the_waste(
    number: float, size: float, limit: float
) -> None:
    inside = float(capped(number, size, limit))
    assert -1e-9 <= inside <= min(limit, number * size) + 1e-9
    assert float(beyond(number, size, limit)) >= limit


@given(NUMBERS, SIZES)
def test_quantiles_keep_their_order_and_grow_with_the_size(number: float, size: float) -> None:
    found = quantiles(number, size)
    assert (np.diff(found) >= 0).all()
    np.testing.assert_allclose(quantiles(number, 2 * size), 2 * found, rtol=1e-9)
