"""An outbreak is found; closed days and the order of units have no influence."""

from __future__ import annotations

import numpy as np
import pytest

from citybricks.methods.surveillance.daily import Calendar, Control, calibrate, detect_daily
from citybricks.methods.surveillance.daily.detect import discoveries
from citybricks.methods.surveillance.detectors import detect
from citybricks.methods.surveillance.parameters import ParameterError
from citybricks.methods.surveillance.scoring import episodes
from citybricks.methods.surveillance.series import Floats, Series, ShortHistoryError

DATES = np.datetime64("2023-04-03") + np.arange(900)
WEEKDAY = np.arange(900) % 7
CLOSED = WEEKDAY >= 5
CALENDAR = Calendar(DATES, CLOSED, np.zeros(900, bool))
PLAIN = Control(threshold=8.0, harmonics=1)
LAST = np.arange(870, 900)


def counts(units: int, seed: int = 1) -> Floats:
    """Draw counts of schools: a week, a season, nothing on weekends."""
    season = np.exp(2.5 + 0.4 * np.cos(2 * np.pi * np.arange(900) / 365.25) + 0.1 * (WEEKDAY == 0))
    drawn = np.random.default_rng(seed).poisson(season, (units, 900)).astype(float)
    return np.where(CLOSED, 0.0, drawn)


USUAL = counts(3)
OUTBREAK = USUAL.copy()
OUTBREAK[1, 885:895] += np.where(CLOSED[885:895], 0, 15)


def test_an_outbreak_is_found_where_and_when_it_is() -> None:
    found = detect_daily(Series(OUTBREAK, DATES, 365), LAST, PLAIN, CALENDAR)
    assert not found.alarm[[0, 2]].any()
    first = found.at[found.alarm[1].argmax()]
    assert 885 <= first <= 889
    assert np.array_equal(found.alarm, (OUTBREAK[:, LAST] > found.upper) & ~CLOSED[LAST])
    assert np.nanmin(found.p[1]) < 1e-6


def test_closed_days_have_no_influence_and_no_alarm() -> None:
    strange = np.where(CLOSED, 1000.0, OUTBREAK)
    one, two = (
        detect_daily(Series(each, DATES, 365), LAST, PLAIN, CALENDAR)
        for each in (OUTBREAK, strange)
    )
    assert np.array_equal(one.alarm, two.alarm)
    assert np.array_equal(one.expected, two.expected, equal_nan=True)
    assert not two.alarm[:, CLOSED[LAST]].any()


def test_the_order_of_units_does_not_matter() -> None:
    chosen = Control(threshold=6.0)
    one = detect_daily(Series(OUTBREAK, DATES, 365), LAST, chosen, CALENDAR)
    two = detect_daily(Series(OUTBREAK[::-1], DATES, 365), LAST, chosen, CALENDAR)
    assert two.score[::-1] == pytest.approx(one.score, rel=1e-6, nan_ok=True)
    assert np.array_equal(two.alarm[::-1], one.alarm)


def test_the_same_data_give_the_same_answer_again_and_one_day_the_answer_of_many() -> None:
    series = Series(OUTBREAK, DATES, 365)
    one, two = (detect_daily(series, LAST, PLAIN, CALENDAR) for _ in range(2))
    assert np.array_equal(one.score, two.score, equal_nan=True)
    assert one.parameters_hash == two.parameters_hash
    day = detect_daily(series, np.array([886]), PLAIN, CALENDAR)
    assert day.score[:, 0] == pytest.approx(one.score[:, 16], rel=1e-9)


def test_what_comes_later_has_no_influence() -> None:
    changed = OUTBREAK.copy()
    changed[:, 887:] += 50
    day = np.array([886])
    one, two = (
        detect_daily(Series(each, DATES, 365), day, PLAIN, CALENDAR) for each in (OUTBREAK, changed)
    )
    assert one.score == pytest.approx(two.score)


def test_twice_the_population_and_twice_the_counts_expected_are_usual() -> None:
    people = np.full(USUAL.shape, 1000.0)
    people[:, 860:] = 2000.0
    twice = USUAL.copy()
    twice[:, 860:] *= 2
    with_them = detect_daily(Series(twice, DATES, 365, people), LAST, PLAIN, CALENDAR)
    without = detect_daily(Series(twice, DATES, 365), LAST, PLAIN, CALENDAR)
    assert without.alarm.any()
    opened = ~CLOSED[LAST]
    assert with_them.expected[:, opened].mean() == pytest.approx(
        twice[:, LAST][:, opened].mean(), rel=0.15
    )


def test_days_that_nobody_reported_are_unknown_and_not_zero() -> None:
    holes = USUAL.copy()
    holes[0, 700:897] = np.nan
    found = detect_daily(Series(holes, DATES, 365), LAST, PLAIN, CALENDAR)
    assert not found.alarm[0].any()
    known = np.isfinite(found.score[0])
    assert known.sum() == (~CLOSED[897:]).sum()
    assert found.expected[0, known].mean() > 5


def test_false_alarms_are_about_as_many_as_asked_for() -> None:
    many = counts(6, seed=3)
    control = Control(budget=12.0, harmonics=1, refit=182)
    at = np.arange(560, 900)
    found = detect_daily(Series(many, DATES, 365), at, control, CALENDAR)
    asked = 12.0 * 340 / 365.25
    assert episodes(found.alarm).sum(axis=1).mean() == pytest.approx(asked, rel=0.25)


def test_a_smaller_budget_asks_for_higher_scores() -> None:
    series = Series(USUAL, DATES, 365)
    limits = calibrate(series, Control(harmonics=1), CALENDAR, (1.0, 4.0, 8.0))
    assert limits.shape == (3, 3)
    assert np.all(np.diff(limits, axis=1) < 0)
    assert np.all(limits[:, 0] > limits[:, 2] + 1)


def test_less_than_a_year_is_compared_with_the_weeks_before() -> None:
    short = OUTBREAK[:, 640:].copy()
    dates = DATES[640:]
    found = detect("daily", Series(short, dates, 365), at=[100, 247, 250, 252])
    assert found.alarm[1].any()
    assert not found.alarm[[0, 2]].any()


def test_false_alarms_with_less_than_a_year_stay_within_the_budget() -> None:
    many = np.random.default_rng(4).poisson(20, (60, 300)).astype(float)
    found = detect("daily", Series(many, DATES[:300], 365))
    assert found.alarm.shape == (60, 272)
    assert episodes(found.alarm).sum(axis=1).mean() < 4.5 * 272 / 365


def test_less_than_four_weeks_are_no_baseline() -> None:
    with pytest.raises(ShortHistoryError, match="needs 28 earlier times, there are 20"):
        detect_daily(Series(USUAL[:, :21], DATES[:21], 365), np.array([20]))
    with pytest.raises(ShortHistoryError):
        calibrate(Series(USUAL[:, :200], DATES[:200], 365))


def test_nothing_but_zeros_raise_no_alarm_and_one_case_may() -> None:
    zero = np.zeros((1, 900))
    zero[0, 895] = 3
    found = detect_daily(Series(zero, DATES, 365), LAST, PLAIN)
    assert not found.alarm[0, :25].any()
    assert np.all(np.isfinite(found.expected))
    assert found.expected.max() < 0.1


@pytest.mark.parametrize("slip", [1e9, 1e16, 1e300])
@pytest.mark.parametrize("day", [500, 868, 898])
def test_a_slip_of_the_pen_raises_an_alarm_and_ends_nothing(slip: float, day: int) -> None:
    wrong = USUAL.copy()
    wrong[0, day] = slip
    found = detect_daily(Series(wrong, DATES, 365), LAST, PLAIN, CALENDAR)
    right = detect_daily(Series(USUAL, DATES, 365), LAST, PLAIN, CALENDAR)
    assert found.alarm[0].any() == (day > 860)
    assert found.expected[0, -2] == pytest.approx(right.expected[0, -2], rel=0.2)
    assert np.array_equal(found.alarm[1:], right.alarm[1:])


@pytest.mark.parametrize(
    ("name", "value"),
    [("budget", 0.0), ("budget", np.nan), ("windows", ()), ("refit", 0), ("year", 12.0)],
)
def test_what_is_not_allowed_is_named(name: str, value: object) -> None:
    with pytest.raises(ParameterError, match=name):
        detect("daily", Series(USUAL, DATES, 365), at=[890], **{name: value})


def test_of_many_units_only_those_that_stand_out_among_all_are_told() -> None:
    p = np.array([[0.001], [0.02], [0.04], [0.9], [np.nan]])
    assert discoveries(p, 0.05)[:, 0].tolist() == [True, True, False, False, False]
    assert discoveries(p, 0.06)[:, 0].tolist() == [True, True, True, False, False]
    crowd = np.vstack([OUTBREAK[1:2], counts(30, seed=9)])
    strict = Control(threshold=4.0, harmonics=1, false_discovery=0.05)
    found = detect_daily(Series(crowd, DATES, 365), np.array([892]), strict, CALENDAR)
    assert np.flatnonzero(found.alarm[:, 0]).tolist() == [0]
