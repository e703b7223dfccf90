"""The bars of the public bins of Wyndham hold, where the data folder is."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import waste_fill
from citybricks.methods.waste.fill import scoring

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not waste_fill.FILE.is_file(), reason=f"{waste_fill.FILE} is not here: CITYBRICKS_DATA"
    ),
]


def test_the_next_fill_is_told_better_than_by_every_simple_way() -> None:
    frame = waste_fill.readings()
    simple = waste_fill.peers(frame)
    _, told = waste_fill.walked(frame)
    assert scoring.rmse(told) / 10 < min(2.7, 0.95 * min(simple.errors.values()))
    assert scoring.crps(told) / 10 < 0.9 * simple.persistence_crps
    assert 0.77 <= scoring.coverage(told) <= 0.83


def test_bins_without_a_past_are_told_too() -> None:
    frame = waste_fill.readings()
    told = waste_fill.joined(list(waste_fill.folds(frame)))
    assert scoring.rmse(told) / 10 < 2.7
    assert 0.77 <= scoring.coverage(told) <= 0.83


def test_nothing_is_told_by_what_comes_later() -> None:
    frame = waste_fill.readings()
    end = waste_fill.CUT + 2 * waste_fill.REFIT
    some = frame[frame["time"] < end]
    changed = frame.copy()
    late = changed["time"] >= end
    changed.loc[late, "fill"] = np.random.default_rng(0).permutation(changed.loc[late, "fill"])
    _, whole = waste_fill.walked(changed)
    _, early = waste_fill.walked(some)
    np.testing.assert_array_equal(whole.chance[: len(early.chance)], early.chance)
