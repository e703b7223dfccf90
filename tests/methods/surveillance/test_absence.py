"""Absence of many schools: what the day does to all is no outbreak, what one school does is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from citybricks.methods.surveillance.absence import (
    LEAST_DAYS,
    Control,
    calibrate,
    detect_absence,
    evidence,
)
from citybricks.methods.surveillance.series import ShortHistoryError

DAYS, SCHOOLS = 160, 60
CONTROL = Control(history=100)


def dates(days: int = DAYS) -> np.ndarray:
    """School days: weekdays from a September on."""
    found: Any = np.busday_offset("2013-09-02", np.arange(days), roll="forward")
    return np.asarray(found, dtype="datetime64[D]")


def city(seed: int = 1) -> np.ndarray:
    """Draw percent absent of (days, schools): levels, Mondays, days that move all, two kinds."""
    random = np.random.default_rng(seed)
    level = random.uniform(3, 12, SCHOOLS)
    monday = (dates().astype("datetime64[D]").astype(int) + 3) % 7 == 0
    city_day = random.gamma(1, 1, DAYS)[:, None] * np.where(np.arange(SCHOOLS) % 2, 1.5, 0.7)
    noise = random.standard_t(4, (DAYS, SCHOOLS)) * random.uniform(0.5, 1.5, SCHOOLS)
    absent: np.ndarray = np.clip(level + 2 * monday[:, None] + city_day + noise, 0, 100)
    return absent


def test_a_rise_of_eight_points_for_three_days_is_found_within_them() -> None:
    absence = city()
    absence[120:123, 7] += 8
    alarms = detect_absence(absence, dates(), slice(110, 130), CONTROL)
    assert alarms.alarm.shape == (SCHOOLS, 20)
    assert alarms.alarm[7, 10:13].any()
    assert not alarms.alarm[7, :10].any()
    assert alarms.score[7, 11] > alarms.score[7, 9]


def test_snow_that_keeps_everybody_at_home_is_no_outbreak() -> None:
    absence = city()
    absence[120:123] = np.minimum(absence[120:123] * 3 + 20, 100)
    snow = detect_absence(absence, dates(), slice(120, 123), CONTROL)
    assert snow.alarm.mean() < 0.1
    plain = detect_absence(city(), dates(), slice(120, 123), CONTROL)
    assert snow.expected.min() > plain.expected.max()


def test_alarms_are_about_as_many_as_the_budget_says() -> None:
    control = Control(history=100, budget=3)
    alarm = detect_absence(city(), dates(), slice(120, None), control).alarm
    assert 1 < alarm.mean() * control.days_per_year < 6


def test_what_is_said_of_a_day_does_not_change_with_the_days_after_it() -> None:
    absence, later = city(), city()
    later[131:] = 50
    early = evidence(absence[:131], dates()[:131], slice(125, 131), CONTROL)
    both = evidence(later, dates(), slice(125, 131), CONTROL)
    assert early.score == pytest.approx(both.score, nan_ok=True)


def test_one_day_alone_is_as_in_a_row_of_days() -> None:
    row = evidence(city(), dates(), slice(100, 150), CONTROL)
    alone = evidence(city(), dates(), slice(149, 150), CONTROL)
    assert alone.score[0] == pytest.approx(row.score[-1], nan_ok=True)
    assert alone.expected[0] == pytest.approx(row.expected[-1], nan_ok=True)


def test_a_school_that_did_not_report_is_unknown_and_not_at_zero() -> None:
    absence = city()
    absence[125, 3] = np.nan
    absence[:, 4] = np.nan
    absence[126, 5] = np.inf
    absence[126, 6] = -1
    alarms = detect_absence(absence, dates(), slice(125, 127), CONTROL)
    assert np.isnan(alarms.score[3]).tolist() == [True, False]
    assert np.isnan(alarms.score[4]).all()
    assert np.isnan(alarms.score[[5, 6], 1]).all()
    assert not alarms.alarm[[3, 4]].any()
    assert np.isfinite(np.delete(alarms.score, [3, 4, 5, 6], axis=0)).all()


def test_a_day_on_which_few_report_says_nothing() -> None:
    absence = city()
    absence[125, 5:] = np.nan
    alarms = detect_absence(absence, dates(), slice(125, 126), CONTROL)
    assert np.isnan(alarms.score).all()
    assert not alarms.alarm.any()


def test_a_lone_day_gives_no_more_evidence_than_its_cap() -> None:
    absence = city()
    absence[125, 7] = 90
    seen = evidence(absence, dates(), slice(125, 126), CONTROL)
    assert seen.gain[0, 7] == CONTROL.cap


def test_the_upper_limit_is_where_the_alarm_begins() -> None:
    absence = city()
    absence[124:126, 7] += 5
    threshold = calibrate(absence[:120], dates()[:120], CONTROL)
    before = detect_absence(absence, dates(), slice(125, 126), CONTROL, threshold)
    upper = float(before.upper[7, 0])
    assert np.isfinite(upper)
    for more, alarm in ((-0.01, False), (0.01, True)):
        absence[125, 7] = upper + more
        again = detect_absence(absence, dates(), slice(125, 126), CONTROL, threshold)
        assert bool(again.alarm[7, 0]) is alarm


def test_too_little_past_is_said() -> None:
    with pytest.raises(ShortHistoryError, match="absence needs 60 earlier times, there are 59"):
        evidence(city(), dates(), slice(LEAST_DAYS - 1, None), CONTROL)
    with pytest.raises(ShortHistoryError, match="absence needs 80"):
        calibrate(city()[:79], dates()[:79], CONTROL)
    with pytest.raises(ShortHistoryError):
        calibrate(np.full((100, 5), np.nan), dates(100), CONTROL)
