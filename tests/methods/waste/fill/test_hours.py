"""Nights are quiet: what is read morning and evening says so, and no sensor is blamed for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.waste.fill import fit, hours

NIGHT = 7
"""Hours after midnight in which nobody throws anything in."""


def twice_a_day(containers: int = 40, days: int = 60) -> tuple[pd.DataFrame, np.ndarray]:
    random = np.random.default_rng(1)
    rate = 12 * np.exp(0.4 * random.standard_normal(containers))
    awake = np.where(np.arange(24) < NIGHT, 0.0, 24 / (24 - NIGHT)) / 24
    count = random.poisson(rate / 3 * np.tile(awake, days)[:, None])
    thrown = random.gamma(np.maximum(2 * count, 1e-9), 1.5) * (count > 0)
    fill, told = np.zeros(containers), []
    for at, amount in enumerate(thrown):
        fill = fill + amount
        told.append(np.minimum(fill, 100).round())
        fill = np.where((at % 24 == 9) & (fill > 75), 0.0, fill)
    moments = pd.date_range("2025-03-01T01:00", periods=24 * days, freq="h", tz="Asia/Shanghai")
    frame = pd.DataFrame(
        {
            "container": np.tile([f"C{at:02}" for at in range(containers)], 2 * days),
            "time": np.repeat(moments[::12], containers),
            "fill": np.array(told)[::12].ravel(),
        }
    )
    return frame, rate


def test_a_quiet_night_is_learnt_and_taken_for_no_fault() -> None:
    frame, rate = twice_a_day()
    model = fit(frame)
    ratio = model.rate / rate
    assert abs(ratio.mean() - 1) < 0.04
    assert ratio.std() < 0.15
    assert (model.latest.stuck > 0.5).sum() <= 2
    assert np.diff(model.clock)[:NIGHT].sum() < 0.25


def test_one_reading_a_day_says_nothing_of_the_hours() -> None:
    frame, _ = twice_a_day()
    once = frame[frame["time"].dt.hour == 1]
    np.testing.assert_array_equal(fit(once).clock, hours.even())


@given(st.lists(st.floats(0.01, 10), min_size=24, max_size=24), st.floats(0, 30_000))
def test_the_clock_can_be_read_back_and_midnight_is_midnight(
    share: list[float], time: float
) -> None:
    clock = np.concatenate([[0.0], np.cumsum(share) / np.sum(share)])
    times = np.array([time, np.floor(time)])
    shown = hours.told(times, clock)
    np.testing.assert_allclose(hours.local(shown, clock), times, atol=1e-6)
    assert shown[1] == times[1]
