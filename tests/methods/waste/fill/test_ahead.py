"""The next reading is told from those before it alone, and scored as it should be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citybricks.methods.waste.fill import fit, scoring
from citybricks.methods.waste.fill.ahead import Ahead, ahead
from citybricks.methods.waste.fill.simulating import Sensor, simulate


def told(step: float = 20.0, noise: float = 1.0, stuck: float = 0.0) -> tuple[Ahead, pd.DataFrame]:
    """Return what is told of the last forty days, learnt from those before."""
    sensor = Sensor(step=step, noise=noise, stuck=stuck, tells=False)
    frame = simulate(60, 240, 5, sensor=sensor, mean_rate=15.0).frame
    cut = frame["time"].min() + pd.Timedelta(days=200)
    model = fit(frame[frame["time"] < cut])
    since = (cut.tz_localize(None) - pd.Timestamp(0)) / pd.Timedelta(days=1)
    return ahead(model, frame, since), frame


@pytest.mark.parametrize("step", [1.0, 5.0, 20.0])
def test_readings_fall_into_their_intervals_as_often_as_these_say(step: float) -> None:
    found, _ = told(step)
    np.testing.assert_allclose(found.chance.sum(axis=1), 1, atol=1e-9)
    assert (found.chance >= -1e-9).all()
    for share in (0.5, 0.8):
        assert scoring.coverage(found, share) == pytest.approx(share, abs=0.05)


def test_readings_are_told_better_than_by_no_change() -> None:
    found, _ = told(noise=1.0, stuck=0.01)
    unchanged = np.sqrt(np.mean((found.before - found.read) ** 2))
    assert scoring.rmse(found) < 0.75 * unchanged
    assert scoring.crps(found) < 0.6 * np.mean(np.abs(found.before - found.read))


def test_what_comes_later_changes_nothing_that_is_told() -> None:
    found, frame = told()
    model = fit(frame)
    at = frame["time"].max() - pd.Timedelta(days=10)
    early = ahead(model, frame[frame["time"] <= at])
    whole = ahead(model, frame)
    kept = whole.time <= early.time.max()
    np.testing.assert_array_equal(whole.chance[kept], early.chance)
    assert len(found.read) > 0


def test_containers_the_model_does_not_know_are_left_out() -> None:
    _, frame = told()
    model = fit(frame).only(["C003", "C001"])
    found = ahead(model, frame)
    assert set(found.container.tolist()) == {0, 1}
    alone = ahead(model.only(["C003"]), frame)
    np.testing.assert_allclose(alone.chance, found.chance[found.container == 0])


def test_scores_are_those_of_a_hand_count() -> None:
    values, chance = np.array([0.0, 10.0]), np.array([[0.5, 0.5], [0.9, 0.1]])
    read = np.array([0.0, 10.0])
    hand = Ahead(np.zeros(2, int), np.zeros(2), np.zeros(2), read, values, chance)
    assert scoring.rmse(hand) == pytest.approx(np.sqrt((25 + 81) / 2))
    assert scoring.crps(hand) == pytest.approx(10 * (0.25 + 0.81) / 2)
    # of the first, 0.1 to 0.5 of its half lies inside; of the second nothing beyond 0.9
    assert scoring.coverage(hand) == pytest.approx((0.8 + 0.0) / 2)
    assert scoring.closed_coverage(hand) == 0.5
