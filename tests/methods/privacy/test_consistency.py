"""Counts that were made consistent add up, are not negative, and are nearer to the truth."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from citybricks.methods.privacy.consistency import consistent
from citybricks.methods.privacy.tables import table


@given(arrays.arrays(np.int64, (3, 2), elements=some.integers(0, 500)))
def test_what_adds_up_already_stays(counts: np.ndarray) -> None:
    made = table(counts)
    np.testing.assert_array_equal(consistent(made.cells, made.values), counts.ravel())


@given(arrays.arrays(np.int64, 12, elements=some.integers(-60, 200)))
@settings(deadline=None)
def test_noise_leaves_whole_counts_of_people(noisy: np.ndarray) -> None:
    found = consistent(table(np.zeros((3, 2))).cells, noisy)
    assert found.dtype == np.int64
    assert np.all(found >= 0)


def test_sums_that_were_noised_too_bring_the_total_nearer() -> None:
    chance = np.random.default_rng(7)
    made = table(np.full((6, 4), 100))
    total = made.counts.sum()
    noise = np.rint(chance.laplace(0, 20, (200, len(made.values)))).astype(np.int64)
    adjusted = [consistent(made.cells, made.values + each).sum() - total for each in noise]
    single = made.cells.sum(axis=1) == 1
    added = noise[:, np.asarray(single).ravel()].sum(axis=1)
    assert np.std(adjusted) < 0.5 * np.std(added)
