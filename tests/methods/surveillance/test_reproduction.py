"""Reproduction numbers: they are right for a known epidemic, and hidden while little is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from citybricks.methods.surveillance.parameters import ParameterError
from citybricks.methods.surveillance.reproduction import (
    ALWAYS,
    Prior,
    cori,
    serial_interval,
)

INTERVAL = np.array([0, 0.2, 0.5, 0.2, 0.1])


def epidemic(reproduction: float, days: int = 60, seed: int = 2) -> np.ndarray:
    """Cases of which each infects so many others, by the interval."""
    chance = np.random.default_rng(seed)
    cases = np.zeros(days)
    cases[0] = 200
    for day in range(1, days):
        back = np.arange(1, min(day, len(INTERVAL) - 1) + 1)
        cases[day] = chance.poisson(reproduction * (cases[day - back] * INTERVAL[back]).sum())
    return cases


@pytest.mark.parametrize("reproduction", [0.9, 1.0, 1.15])
def test_it_finds_how_many_others_each_case_infects(reproduction: float) -> None:
    said = cori(epidemic(reproduction), INTERVAL)
    late = said.start > 6
    inside = (said.quantiles[late, 0] <= reproduction) & (reproduction <= said.quantiles[late, 2])
    assert inside.mean() > 0.8
    assert np.nanmean(said.mean[late]) == pytest.approx(reproduction, abs=0.05)


def test_nothing_is_shown_while_there_are_fewer_than_twelve_cases() -> None:
    cases = np.array([1, 0, 2, 1, 1, 2, 1, 1, 1, 1, 4, 9, 12, 20, 22.0])
    said = cori(cases, INTERVAL)
    total = np.cumsum(cases)[said.end]
    assert not said.shown[total < 12].any()
    assert np.isnan(said.mean[~said.shown]).all()
    assert np.isnan(said.quantiles[~said.shown]).all()
    assert said.shown[-1]
    assert np.isfinite(cori(cases, INTERVAL, enough=ALWAYS).mean[5])


def test_nothing_is_shown_while_it_is_too_uncertain() -> None:
    cases = np.array([30, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0.0])
    said = cori(cases, INTERVAL)
    assert not said.shown.any()
    loose = cori(cases, INTERVAL, enough=ALWAYS)
    assert np.all(loose.sd[3:] / loose.mean[3:] > 0.3)


def test_without_cases_the_prior_is_all_there_is() -> None:
    said = cori(np.zeros(20), INTERVAL, prior=Prior(2, 1), enough=ALWAYS)
    np.testing.assert_allclose(said.mean, 2)
    np.testing.assert_allclose(said.sd, 1)


def test_fewer_days_than_a_window_are_refused_and_a_window_of_all_is_one() -> None:
    assert len(cori(np.arange(8), INTERVAL, window=7).mean) == 1
    with pytest.raises(ParameterError, match="window is 7; a whole number from 1 to 6"):
        cori(np.arange(7), INTERVAL, window=7)


@pytest.mark.parametrize(
    ("incidence", "interval", "message"),
    [
        ([1, -1] * 5, INTERVAL, "incidence is"),
        ([1, np.nan] * 5, INTERVAL, "incidence is"),
        ([[1, 2]] * 5, INTERVAL, "incidence is"),
        ([1] * 10, [0, 0.5], "1 in sum"),
        ([1] * 10, [0.5, 0.5], "0 for 0 days"),
        ([1] * 10, [0, np.nan], "probabilities of 0, 1, 2"),
        ([1] * 10, [], "probabilities of 0, 1, 2"),
    ],
)
def test_what_is_no_count_and_no_interval_is_refused(
    incidence: Any, interval: Any, message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        cori(incidence, interval)


def test_a_serial_interval_has_the_mean_and_deviation_it_is_made_of() -> None:
    interval = serial_interval(3.6, 1.5, 60)
    days = np.arange(61)
    mean = days @ interval
    assert interval[0] == 0
    assert interval.sum() == pytest.approx(1)
    assert mean == pytest.approx(3.6, abs=1e-6)
    # a day is a sixth of a day's square wider than the moment
    assert (days - mean) ** 2 @ interval == pytest.approx(1.5**2 + 1 / 6, abs=1e-3)
    with pytest.raises(ParameterError, match="mean is 1; a number between 1 and"):
        serial_interval(1, 1, 10)
