"""No counts end the process, and none give an alarm without a threshold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.surveillance.detectors import DETECTORS, detect
from citybricks.methods.surveillance.series import Alarms, Series, ShortHistoryError

CLASSICS = (
    "farrington-flexible", "farrington", "ears-c1", "ears-c2", "ears-c3", "cusum", "rki", "bayes"
)  # fmt: skip
TIMES = 100
"""Months; enough history for all of them."""
LAST = range(TIMES - 6, TIMES)
PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "farrington-flexible": [
        {"b": 3, "w": 1},
        {"b": 3, "w": 1, "limit54": None, "power": "none"},
        {"b": 5, "w": 1, "no_periods": 4, "threshold_method": "nbPlugin", "limit54": None},
        {"b": 5, "w": 2, "no_periods": 3, "threshold_method": "muan", "trend_threshold": 1},
        {"b": 1, "w": 0, "reweight": False, "population_offset": True},
    ],
    "farrington": [{"b": 3, "w": 2}, {"b": 2, "w": 1, "limit54": None, "power": "1/2"}],
    "ears-c3": [{}, {"published": True}],
    "cusum": [{}, {"trans": "standard", "reset": True}],
}

COUNT = some.one_of(
    some.sampled_from([0.0, 0.0, 0.0, 1.0, 2.0]),
    some.integers(0, 10**6).map(float),
    some.sampled_from([float("nan"), 1e9, 1e16, 1e100, 1e300]),
)


def monthly(counts: np.ndarray) -> Series:
    months = np.arange("2005-01", np.timedelta64(counts.shape[1], "M"), dtype="datetime64[M]")
    people = np.maximum(np.nan_to_num(counts), 0.0)
    return Series(counts, months.astype("datetime64[D]"), 12, people)


def check(said: Alarms) -> None:
    """Check that every alarm has a threshold, and every number a sense."""
    assert not np.any(said.alarm & ~np.isfinite(said.upper))
    for numbers in (said.upper, said.expected, said.score, said.dispersion):
        assert not np.any(np.isinf(numbers))
    assert not np.any((said.upper < 0) | (said.p < 0) | (said.p > 1))


def all_of(name: str, counts: np.ndarray) -> None:
    for parameters in PARAMETERS.get(name, [{}]):
        check(detect(name, monthly(counts), LAST, **parameters))


@pytest.mark.parametrize("name", CLASSICS)
@given(counts=some.lists(COUNT, min_size=TIMES, max_size=TIMES))
@settings(max_examples=12, deadline=None)
def test_no_counts_end_the_process_or_give_an_alarm_without_threshold(
    name: str, counts: list[float]
) -> None:
    all_of(name, np.array([counts]))


@pytest.mark.parametrize("name", CLASSICS)
@pytest.mark.parametrize("value", [0.0, 1.0, 1e6, 1e16, 1e150, 1e300, np.nan])
def test_counts_that_never_change_are_no_alarm(name: str, value: float) -> None:
    counts = np.full((2, TIMES), value)
    all_of(name, counts)
    assert not detect(name, monthly(counts), LAST).alarm.any()


@pytest.mark.parametrize("name", CLASSICS)
@pytest.mark.parametrize("value", [1e9, 1e16, 1e100, 1e300])
def test_one_absurd_count_among_few_is_survived(name: str, value: float) -> None:
    for place in (50, TIMES - 14, TIMES - 3, TIMES - 1):
        counts = np.random.default_rng(1).poisson(0.3, (1, TIMES)).astype(float)
        counts[0, place] = value
        all_of(name, counts)


@pytest.mark.parametrize("value", [np.inf, -np.inf, -1.0])
def test_what_is_no_count_is_refused(value: float) -> None:
    counts = np.zeros((1, TIMES))
    counts[0, 50] = value
    with pytest.raises(ValueError, match="counts are finite and not negative"):
        monthly(counts)


@pytest.mark.parametrize("name", CLASSICS)
@given(times=some.integers(2, TIMES))
@settings(max_examples=8, deadline=None)
def test_any_length_is_judged_or_said_to_be_too_short(name: str, times: int) -> None:
    counts = np.random.default_rng(times).poisson(2.0, (1, times)).astype(float)
    needed = DETECTORS[name].needs(DETECTORS[name].control(), 12)
    if times > needed:
        assert detect(name, monthly(counts)).alarm.shape == (1, times - needed)
    else:
        with pytest.raises(ShortHistoryError, match=f"{needed} earlier times, there are {times}"):
            detect(name, monthly(counts))
