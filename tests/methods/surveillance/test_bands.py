"""Usual counts lie in their band; chances are adjusted for all series of a day."""

from __future__ import annotations

import numpy as np
import pytest

from citybricks.methods.surveillance.bands import adjusted, band
from citybricks.methods.surveillance.judging import judge
from citybricks.methods.surveillance.series import Series


def test_half_of_usual_counts_lie_in_the_band_of_half() -> None:
    dates = np.datetime64("2015-01-05") + 7 * np.arange(330)
    counts = np.random.default_rng(3).poisson(30, (40, 330)).astype(float)
    weeks = Series(counts, dates, 52)
    judged = judge(weeks, range(300, 330), method="farrington-flexible")
    low, high = band(judged.alarms, 0.5)
    counts = weeks.counts[:, 300:]
    assert ((counts >= low) & (counts <= high)).mean() == pytest.approx(0.55, abs=0.06)


def test_p_values_are_adjusted_for_all_series_of_a_day() -> None:
    p = np.array([[0.01], [0.04], [np.nan], [0.03]])
    assert adjusted(p)[:, 0] == pytest.approx([0.03, 0.04, np.nan, 0.04], nan_ok=True)
