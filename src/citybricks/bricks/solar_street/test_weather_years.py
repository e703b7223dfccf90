"""Synthetic years: right on average, different from each other, and physically possible."""

import numpy as np
import pytest

from citybricks.bricks.solar_street.clearness import (
    MONTH,
    by_month,
    daily_clearness,
    gaussian_clearness,
    markov_clearness,
)
from citybricks.bricks.solar_street.sun import DAYS, STEPS, Sun, sun_over
from citybricks.bricks.solar_street.weather_years import (
    Years,
    clearness,
    diffuse_share,
    synthetic_years,
    within_days,
)

IRRADIATION = np.array([1.97, 2.82, 4.01, 4.86, 5.65, 5.13, 4.54, 4.44, 4.19, 3.11, 1.92, 1.89])
WARMTH = np.array([-2.4, -1.6, 6.8, 14.4, 20.7, 24.2, 26.1, 25.5, 20.7, 14.4, 5.3, -0.6])


@pytest.fixture(scope="module")
def sun() -> Sun:
    return sun_over(39.08, 117.07, 8.0)


def made(sun: Sun, doubt: float, count: int, seed: int = 0) -> Years:
    rng = np.random.default_rng(seed)
    return synthetic_years(sun, IRRADIATION, WARMTH, doubt=doubt, count=count, source=0, rng=rng)


def test_monthly_means_come_out_right_on_average(sun: Sun) -> None:
    irradiation, warmth = made(sun, 0.0, 200).monthly()
    assert irradiation.mean(axis=1) == pytest.approx(IRRADIATION, rel=0.02)
    assert warmth.mean(axis=1) == pytest.approx(WARMTH, abs=1.0)


def test_months_differ_from_year_to_year_as_they_do(sun: Sun) -> None:
    """Interannual standard deviations of monthly irradiation are some 5 to 12 %."""
    irradiation, _ = made(sun, 0.0, 200).monthly()
    spread = irradiation.std(axis=1) / irradiation.mean(axis=1)
    assert (spread > 0.05).all()
    assert (spread < 0.14).all()


def test_doubt_spreads_whole_years(sun: Sun) -> None:
    yearly = np.log(made(sun, 0.2, 200).level.sum(axis=0))
    assert yearly.std() == pytest.approx(0.2, abs=0.03)


def test_light_is_never_more_than_the_sun_gives_and_the_diffuse_part_never_more(sun: Sun) -> None:
    years = made(sun, 0.3, 20)
    assert (years.level >= 0).all()
    assert (years.diffuse <= years.level + 1e-9).all()
    assert (years.level[sun.horizontal == 0] == 0).all()
    daily = years.level.reshape(DAYS, STEPS, -1).sum(axis=1)
    outside = sun.horizontal.reshape(DAYS, STEPS).sum(axis=1)[:, None]
    assert (daily <= 0.8651 * outside).all()


@pytest.mark.parametrize("mean", [0.15, 0.3, 0.45, 0.6, 0.7])
@pytest.mark.parametrize("draw", [markov_clearness, gaussian_clearness])
def test_both_generators_keep_the_monthly_mean(draw: object, mean: float) -> None:
    days = draw(np.full((12, 300), mean), np.random.default_rng(1))  # type: ignore[operator] # parametrised
    assert days.mean() == pytest.approx(mean, rel=0.04)


@pytest.mark.parametrize("draw", [markov_clearness, gaussian_clearness])
def test_a_dark_day_is_followed_by_a_dark_day_more_often_than_not(draw: object) -> None:
    """Lag-one correlation near 0.3: Aguiar et al. 1988, Graham et al. 1988."""
    days = draw(np.full((12, 300), 0.5), np.random.default_rng(1))  # type: ignore[operator] # parametrised
    assert np.corrcoef(days[:-1].ravel(), days[1:].ravel())[0, 1] == pytest.approx(0.3, abs=0.06)


def test_each_generator_makes_half_of_the_years() -> None:
    means = np.full((12, 6), 0.5)
    days = daily_clearness(means, np.random.default_rng(2))
    rng = np.random.default_rng(2)
    assert (days[:, 0::2] == markov_clearness(means[:, :3], rng)).all()
    assert (days[:, 1::2] == gaussian_clearness(means[:, :3], rng)).all()


def test_a_day_is_spread_without_loss(sun: Sun) -> None:
    daily = np.full((DAYS, 1), 0.55)
    level, diffuse = within_days(sun, daily)
    total = level.reshape(DAYS, STEPS).sum(axis=1)
    outside = sun.horizontal.reshape(DAYS, STEPS).sum(axis=1)
    assert total == pytest.approx(0.55 * outside)
    noon = level.reshape(DAYS, STEPS)[:, 23:26].max(axis=1)
    assert (noon == level.reshape(DAYS, STEPS).max(axis=1)).all()
    assert (diffuse > 0).any()


def test_the_diffuse_share_is_that_of_the_paper() -> None:
    """Erbs et al. 1982, winter and other seasons, by hand."""
    index = np.array([[0.2], [0.5], [0.9]])
    winter = diffuse_share(index, np.full(3, np.radians(75)))[:, 0]
    summer = diffuse_share(index, np.full(3, np.radians(100)))[:, 0]
    assert winter == pytest.approx([0.9628, 0.5688, 0.143], abs=5e-4)
    assert summer == pytest.approx([0.9612, 0.6083, 0.175], abs=5e-4)


def test_days_are_warmest_in_the_afternoon(sun: Sun) -> None:
    wave = made(sun, 0.0, 20).air.reshape(DAYS, STEPS, -1).mean(axis=(0, 2))
    assert 13 <= np.argmax(wave) / 2 <= 16
    assert 3 <= np.argmin(wave) / 2 <= 7


def test_equal_seeds_make_equal_years(sun: Sun) -> None:
    assert (made(sun, 0.3, 4, seed=7).level == made(sun, 0.3, 4, seed=7).level).all()
    assert (made(sun, 0.3, 4, seed=7).level != made(sun, 0.3, 4, seed=8).level).any()


def test_months_are_averaged_over_their_own_days(sun: Sun) -> None:
    assert by_month(MONTH.astype(float)).tolist() == list(range(12))
    assert clearness(sun, IRRADIATION).round(2).tolist()[0] == pytest.approx(0.44, abs=0.01)
