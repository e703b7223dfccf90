"""Counts are judged by what their history allows, and what it does not allow is not guessed."""

from __future__ import annotations

import numpy as np
import pytest

from citybricks.methods.surveillance.bands import band
from citybricks.methods.surveillance.detectors import DETECTORS, detect
from citybricks.methods.surveillance.judging import choose, judge
from citybricks.methods.surveillance.series import Series
from citybricks.methods.surveillance.tabulating import DAILY, WEEKLY

BASIC = [name for name in DETECTORS if name != "daily"]
"""Those for weeks too."""


def series(times: int, units: int = 3, per_year: int = WEEKLY, mean: float = 6) -> Series:
    random = np.random.default_rng(3)
    step = 7 if per_year == WEEKLY else 1
    dates = np.datetime64("2015-01-05") + step * np.arange(times)
    return Series(random.poisson(mean, (units, times)).astype(float), dates, per_year)


@pytest.mark.parametrize(("weeks", "method"), [(40, "ears-c2"), (190, "farrington-flexible")])
def test_weeks_are_judged_by_what_their_history_allows(weeks: int, method: str) -> None:
    assert choose(series(weeks), weeks - 1) == method
    judged = judge(series(weeks), [weeks - 1])
    assert judged.alarms.method == method
    assert np.isfinite(judged.alarms.upper).all()


@pytest.mark.parametrize("method", BASIC)
def test_ten_times_as_many_cases_are_an_alarm_with_any_method(method: str) -> None:
    weeks = series(320)
    weeks.counts[1, -1] = 60
    judged = judge(weeks, [319], method=method, budget=0.2)
    assert judged.alarms.alarm[:, 0].tolist() == [False, True, False]


def test_a_unit_with_a_short_history_is_not_judged_and_the_others_are() -> None:
    weeks = series(60)
    weeks.counts[1, :-8] = np.nan
    weeks.counts[1, -1] = 500
    judged = judge(weeks, [58, 59])
    assert judged.short[1].all()
    assert not judged.short[[0, 2]].any()
    assert judged.given[1] == 7
    assert np.isnan(judged.alarms.upper[1]).all()
    assert not judged.alarms.alarm[1].any()


def test_closed_days_are_no_history_and_no_gap() -> None:
    days = series(90, per_year=DAILY)
    closed = np.arange(90) % 7 >= 5
    days.counts[:, closed] = np.nan
    at = int(np.flatnonzero(~closed)[-1])
    judged = judge(days, [at], method="ears-c2", closed=closed)
    brief = Series(days.counts[:, ~closed], days.dates[~closed], DAILY)
    alone = detect("ears-c2", brief, [brief.counts.shape[1] - 1], alpha=1 / 365)
    assert judged.alarms.upper == pytest.approx(alone.upper)
    assert (
        np.isnan(judge(days, [89], method="ears-c2", closed=closed).alarms.upper).all()
        == closed[89]
    )


def test_a_day_that_was_not_reported_is_not_judged() -> None:
    days = series(90, per_year=DAILY)
    days.counts[0, 80], days.counts[1, 89] = np.nan, np.nan
    judged = judge(days, [89], method="ears-c1")
    assert np.isfinite(judged.alarms.upper[:, 0]).tolist() == [True, False, True]
    assert not judged.short.any()


@pytest.mark.parametrize("count", [0.0, 1e300, 1e15])
def test_any_finite_count_is_survived(count: float) -> None:
    weeks = series(320)
    weeks.counts[0, 100] = count
    weeks.counts[1] = count
    for method in BASIC:
        with np.errstate(all="ignore"):
            judged = judge(weeks, [319], method=method)
            band(judged.alarms, 0.95)
        assert judged.alarms.alarm.shape == (3, 1)


@pytest.mark.parametrize("days", [60, 200, 400])
def test_what_is_usual_of_a_day_is_of_one_day_however_long_the_history(days: int) -> None:
    counts = series(days, units=2, per_year=DAILY, mean=10)
    judged = judge(counts, [days - 1])
    assert judged.alarms.method == "daily"
    assert judged.alarms.expected == pytest.approx(10, abs=3)
    assert not judged.alarms.alarm.any()
    counts.counts[0, -1] = 60
    again = judge(counts, [days - 1]).alarms
    assert again.alarm[:, 0].tolist() == [True, False]
    assert (again.upper[0] < 60).all()


def test_a_unit_that_began_to_report_lately_does_not_get_a_model_of_years() -> None:
    counts = series(500, units=2, per_year=DAILY, mean=10)
    counts.counts[1, :420] = np.nan
    judged = judge(counts, [499])
    alone = Series(counts.counts[1:2, 420:], counts.dates[420:], DAILY)
    assert judged.alarms.score[1] == pytest.approx(judge(alone, [79]).alarms.score[0])
    assert judged.alarms.expected == pytest.approx(10, abs=3)


def test_holidays_are_reckoned_with() -> None:
    counts = series(800, units=1, per_year=DAILY, mean=20)
    holiday = np.arange(800) % 37 == 5
    counts.counts[:, holiday] += 30
    at = int(np.flatnonzero(holiday)[-1])
    known = judge(counts, [at], holiday=holiday).alarms
    assert known.expected[0, 0] == pytest.approx(50, rel=0.2)
    assert not known.alarm.any()


def test_a_wrong_number_among_few_cases_does_not_stop_the_daily_model() -> None:
    counts = series(420, units=2, per_year=DAILY, mean=0.05)
    counts.counts[0, 150] = 1e9
    counts.counts[1, 400:] = 1e9
    judged = judge(counts, [418, 419], budget=12)
    assert judged.alarms.alarm[1].all()
    assert not judged.alarms.alarm[0].any()
