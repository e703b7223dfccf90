"""What was put into a simulation is found in its readings, whatever sensors do to them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from citybricks.methods.waste.fill import FillModel, fit
from citybricks.methods.waste.fill.simulating import WEEKDAYS, Sensor, Simulated, simulate

FIRST = date(2025, 1, 1)
CUT = 250
SHANGHAI = ZoneInfo("Asia/Shanghai")
HALF_LIFE_D = 3650.0


def known(sensor: Sensor, containers: int = 80, **more: Any) -> tuple[FillModel, Simulated]:
    """Return what is learnt of the days before the cut, and the truth of all."""
    truth = simulate(containers, CUT + 10, 7, first=FIRST, sensor=sensor, **more)
    cut = pd.Timestamp(FIRST, tz=SHANGHAI) + pd.Timedelta(days=CUT)
    return fit(truth.frame[truth.frame["time"] <= cut], half_life_d=HALF_LIFE_D), truth


@pytest.fixture(scope="module")
def clean() -> tuple[FillModel, Simulated]:
    return known(Sensor())


def test_rates_deposits_weekdays_and_holidays_are_found(clean: tuple[FillModel, Simulated]) -> None:
    model, truth = clean
    ratio = model.rate / truth.rate
    assert ratio.mean() == pytest.approx(1, abs=0.02)
    assert ratio.std() < 0.08
    assert (model.deposit / truth.deposit).mean() == pytest.approx(1, abs=0.1)
    np.testing.assert_allclose(model.weekday.mean(axis=0), WEEKDAYS[:7], atol=0.06)
    assert model.holiday == pytest.approx(WEEKDAYS[7], abs=0.1)


def test_what_a_full_container_hides_does_not_lower_its_rate() -> None:
    model, truth = known(Sensor(), mean_rate=30.0, deposit=8.0)
    hidden = np.mean(truth.true >= 100)
    assert hidden > 0.15
    assert (model.rate / truth.rate).mean() == pytest.approx(1, abs=0.03)
    shown = np.minimum(truth.true, 100)
    start = np.where(truth.emptied, 0, shown)[:-1]
    rise = (shown[1:] - start)[start < 100]
    assert rise.mean() < 0.9 * truth.daily[1:][start < 100].mean()


@pytest.mark.parametrize(
    "sensor",
    [
        Sensor(tells=False, missing=0.1),
        Sensor(step=20.0, noise=2.0),
        Sensor(noise=2.0, spikes=0.01, stuck=0.004, tells=False),
        Sensor(counts=True),
    ],
    ids=["emptyings untold", "coarse", "faulty", "counting"],
)
def test_rates_are_found_through_what_sensors_do(sensor: Sensor) -> None:
    model, truth = known(sensor)
    assert (model.rate / truth.rate).mean() == pytest.approx(1, abs=0.06)


def test_spikes_are_left_out_and_emptyings_are_not_taken_for_them() -> None:
    noisy, _ = known(Sensor(spikes=0.02), mean_rate=4.0, deposit=1.5)
    quiet, _ = known(Sensor(), mean_rate=4.0, deposit=1.5)
    assert noisy.spikes.sum() > 0.3 * 0.02 * 80 * CUT
    assert quiet.spikes.sum() < 0.001 * 80 * CUT


def test_a_sensor_that_repeats_itself_is_found_and_few_others() -> None:
    truth = simulate(60, 200, 3, first=FIRST, sensor=Sensor(noise=1.0), mean_rate=8.0)
    frame = truth.frame.copy()
    held = frame["container"].isin(["C007", "C031"])
    last = frame["time"] > frame["time"].max() - pd.Timedelta(days=12)
    frame.loc[held & last, "fill"] = 37.0
    frame.loc[held & last, "emptied"] = False
    model = fit(frame)
    stuck = {name for name, p in zip(model.containers, model.latest.stuck, strict=True) if p > 0.5}
    assert {"C007", "C031"} <= stuck
    assert len(stuck) <= 4


def test_a_fall_that_is_no_emptying_is_not_taken_for_one() -> None:
    moments = pd.date_range("2026-01-01", periods=40, freq="D", tz="UTC")
    level = np.tile([10.0, 20, 30, 40, 50, 60, 70, 80], 5)
    moved = level.copy()
    moved[20:24] -= 25  # the sensor slips from 50 to 25 and stays there until it is emptied
    told = [
        fit(pd.DataFrame({"container": "A", "time": moments, "fill": fill}), "UTC", "")
        for fill in (level, moved)
    ]
    assert told[1].rate[0] == pytest.approx(told[0].rate[0], rel=0.1)
    assert told[0].rate[0] == pytest.approx(10, rel=0.1)


@pytest.mark.parametrize("more", [{}, {"mean_rate": 4.0, "deposit": 1.5}], ids=["busy", "quiet"])
def test_chances_and_quantiles_hold_on_the_truth_that_follows(more: dict[str, Any]) -> None:
    model, truth = known(Sensor(), 200, **more)
    start = np.minimum(np.where(truth.emptied[CUT - 1], 0, truth.true[CUT - 1]), 100)
    look = model.outlook(FIRST + timedelta(days=CUT), start)
    then = np.minimum(start[:, None] + truth.daily[CUT : CUT + 7].T.cumsum(axis=1), 100)
    low, _, high = np.moveaxis(look.quantiles, -1, 0)
    open_ended = (start < 100)[:, None] & (low < 100) & (high < 100)
    inside = ((then >= low) & (then <= high))[open_ended].mean()
    assert 0.74 <= inside <= 0.88
    assert look.overflow.mean() == pytest.approx((then >= 100).mean(), abs=0.02)
    assert look.mean.mean() == pytest.approx(then.mean(), abs=1.5)


def test_only_deposits_are_known_and_crews_see_what_is_full() -> None:
    model, truth = known(
        Sensor(fill=False, counts=True), mean_rate=25.0, deposit=8.0, empty_at=90.0
    )
    assert (model.rate / truth.rate).mean() == pytest.approx(1, abs=0.1)
    cut = datetime.combine(FIRST, datetime.min.time(), SHANGHAI) + timedelta(days=CUT, hours=12)
    look = model.forecast(cut)
    start = np.where(truth.emptied[CUT - 1], 0, truth.true[CUT - 1])
    then = start[:, None] + truth.daily[CUT : CUT + 7].T.cumsum(axis=1)
    assert look.overflow.mean() == pytest.approx((then >= 100).mean(), abs=0.06)
    score = np.mean((look.overflow - (then >= 100)) ** 2)
    assert score < 0.6 * np.mean((then >= 100).mean(axis=0) * (1 - (then >= 100).mean(axis=0)))


def test_a_container_of_which_little_is_known_is_like_the_others(
    clean: tuple[FillModel, Simulated],
) -> None:
    _, truth = clean
    frame = truth.frame[truth.frame["container"] != "C000"]
    new = frame.iloc[-1:].assign(container="new", fill=np.nan, emptied=False)
    model = fit(pd.concat([frame, new]))
    at = model.containers.index("new")
    assert model.rate[at] == pytest.approx(model.rate.mean(), rel=0.1)
    assert model.rates.doubt[at] > 5 * np.median(model.rates.doubt)


def test_some_containers_are_told_as_among_all(clean: tuple[FillModel, Simulated]) -> None:
    model, _ = clean
    some = model.only(["C005", "C002"])
    now = datetime(2025, 9, 9, 9, tzinfo=UTC)
    np.testing.assert_allclose(some.forecast(now).overflow, model.forecast(now).overflow[[5, 2]])
    with pytest.raises(KeyError):
        model.only(["nowhere"])


def test_what_is_known_longer_ago_is_told_from_then(clean: tuple[FillModel, Simulated]) -> None:
    model, _ = clean
    day = date(2025, 9, 9)
    start = np.full(80, 20.0)
    early = model.outlook(day, start, 7)
    late = model.outlook(day + timedelta(days=2), start, 5, np.full(80, 2.0))
    np.testing.assert_allclose(late.overflow, early.overflow[:, 2:], atol=1e-9)
    np.testing.assert_allclose(late.demand, early.demand[:, 2:], atol=1e-9)


def test_a_full_container_is_full_and_a_day_to_that_is_told(
    clean: tuple[FillModel, Simulated],
) -> None:
    model, _ = clean
    look = model.outlook(date(2025, 9, 9), np.full(80, 100.0))
    assert (look.overflow == 1).all()
    assert (model.full_in(look) == 1).all()
    empty = model.outlook(date(2025, 9, 9), np.zeros(80), days=1)
    assert np.isnan(model.full_in(empty)[:, 2]).any()


def test_a_year_of_two_hundred_containers_is_fitted_fast_and_told_faster() -> None:
    truth = simulate(200, 365, 1)
    start = process_time()
    model = fit(truth.frame)
    assert process_time() - start < 5
    fill = np.linspace(0, 99, 200)
    model.outlook(date(2026, 1, 1), fill)
    start = process_time()
    for _ in range(20):
        model.outlook(date(2026, 1, 1), fill)
    assert (process_time() - start) / 20 < 0.005
