"""A perfect detector, a silent one, one that always shouts, and what is in between."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from citybricks.methods.surveillance.scoring import delays, episodes, ghozzi, mean, score

OUTBREAK = np.zeros((2, 100), bool)
OUTBREAK[0, 40:50] = OUTBREAK[1, 60:80] = True


def test_a_perfect_detector_has_perfect_scores() -> None:
    found = score(OUTBREAK, OUTBREAK, per_year=100)
    assert (found.sensitivity, found.specificity, found.pod, found.ppv) == (1, 1, 1, 1)
    assert (found.fpr, found.timeliness, found.alarms_per_year) == (0, 0, 1)


def test_a_silent_detector_finds_nothing_and_is_never_wrong() -> None:
    found = score(np.zeros_like(OUTBREAK), OUTBREAK)
    assert (found.sensitivity, found.specificity, found.pod, found.timeliness) == (0, 1, 0, 1)
    assert np.isnan(found.ppv)


def test_a_detector_that_always_shouts_is_in_time_and_wrong() -> None:
    found = score(np.ones_like(OUTBREAK), OUTBREAK, per_year=100)
    assert (found.sensitivity, found.fpr, found.pod, found.timeliness) == (1, 1, 1, 0)
    assert found.ppv == pytest.approx(30 / 200)
    assert found.alarms_per_year == 1


def test_an_alarm_in_the_middle_comes_after_half_of_the_outbreak() -> None:
    alarm = np.zeros_like(OUTBREAK)
    alarm[0, 45] = alarm[1, 10] = True
    assert delays(alarm, OUTBREAK) == pytest.approx([0.5, 1.0])
    found = score(alarm, OUTBREAK)
    assert found.pod == 0.5
    assert found.sensitivity == pytest.approx(1 / 30)
    assert found.fpr == pytest.approx(1 / 170)


def test_a_day_without_cases_within_an_outbreak_is_no_day_of_it() -> None:
    outbreak = np.zeros((1, 10), bool)
    outbreak[0, [2, 5]] = True
    alarm = np.zeros((1, 10), bool)
    alarm[0, 3] = True
    assert score(alarm, outbreak).pod == 0
    assert score(alarm, outbreak).fpr == pytest.approx(1 / 8)


def test_series_without_an_outbreak_say_nothing_of_finding_it() -> None:
    found = score(np.ones((1, 10), bool), np.zeros((1, 10), bool))
    assert np.isnan(found.pod)
    assert np.isnan(found.timeliness)
    both = score(np.ones((3, 100), bool), np.vstack([OUTBREAK, np.zeros((1, 100), bool)]))
    assert both.pod == 1


def test_alarms_less_than_a_week_apart_are_one_episode() -> None:
    alarm = np.zeros((1, 40), bool)
    alarm[0, [3, 4, 10, 16, 23, 31]] = True
    assert np.flatnonzero(episodes(alarm)[0]).tolist() == [3, 23, 31]


@given(arrays(bool, (3, 30)), some.integers(1, 10))
def test_an_episode_begins_with_an_alarm_that_none_precedes(
    alarm: np.ndarray[tuple[int, int], np.dtype[np.bool_]], apart: int
) -> None:
    expected = [
        [row[day] and not row[max(day - apart + 1, 0) : day].any() for day in range(30)]
        for row in alarm
    ]
    assert episodes(alarm, apart).tolist() == expected


def test_the_mean_of_signals_counts_each_signal_alike() -> None:
    good, bad = score(OUTBREAK, OUTBREAK), score(~OUTBREAK, OUTBREAK)
    assert mean([good, bad]).sensitivity == 0.5
    assert mean([good, bad]).fpr == 0.5


@pytest.mark.parametrize(
    ("alarm", "value"),
    [
        ([1, 1, 0, 0], 1),
        ([0, 0, 0, 0], -1),
        ([1, 0, 0, 1], (6 - 10 - 8) / 16),
        ([1, 1, 1, 1], 0),
        ([0, 0, 1, 1], -2),
    ],
)
def test_the_score_of_ghozzi_weighs_alarms_by_cases(alarm: list[int], value: float) -> None:
    cases = np.array([[6.0, 10.0, 0.0, 0.0]])
    assert ghozzi(np.array([alarm], bool), cases) == pytest.approx([value])


def test_without_an_outbreak_there_is_no_score_of_ghozzi() -> None:
    assert np.isnan(ghozzi(np.ones((1, 4), bool), np.zeros((1, 4)))).all()
