"""Detectors by name: what they say of plain series, of too short ones and of wrong settings."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest

from citybricks.methods.surveillance.detectors import (
    DETECTORS,
    ParameterError,
    ShortHistoryError,
    detect,
)
from citybricks.methods.surveillance.series import Series

CLASSICS = (
    "farrington-flexible", "farrington", "ears-c1", "ears-c2", "ears-c3", "cusum", "rki", "bayes"
)  # fmt: skip
WEEKS = 52 * 7


def weeks(counts: Any, population: Any = None) -> Series:
    """Counts of weeks from a Monday on, one unit for each row."""
    rows = np.atleast_2d(np.asarray(counts, float))
    dates = np.datetime64("2015-01-05") + 7 * np.arange(rows.shape[1])
    people = None if population is None else np.broadcast_to(population, rows.shape).astype(float)
    return Series(rows, dates, 52, people)


def usual(seed: int = 1, mean: float = 8.0) -> np.ndarray:
    return np.random.default_rng(seed).poisson(mean, WEEKS).astype(float)


@pytest.mark.parametrize("name", CLASSICS)
def test_many_cases_in_one_week_are_an_alarm_and_usual_ones_are_none(name: str) -> None:
    counts = usual()
    counts[-1] = 60
    if name == "ears-c3":  # adds up the two weeks before
        counts[-3:] = 60, 60, 60
    said = detect(name, weeks(counts))
    assert said.alarm[0, -1]
    assert said.alarm[0, :-3].mean() < 0.1
    assert counts[-1] > said.upper[0, -1]


@pytest.mark.parametrize("name", CLASSICS)
def test_units_are_judged_together_as_they_are_alone(name: str) -> None:
    rows = [usual(seed, mean) for seed, mean in ((1, 8), (2, 0.4), (3, 300))]
    together = detect(name, weeks(rows))
    for place, row in enumerate(rows):
        alone = detect(name, weeks(row))
        np.testing.assert_allclose(together.upper[place], alone.upper[0], 1e-9)
        np.testing.assert_array_equal(together.alarm[place], alone.alarm[0])


@pytest.mark.parametrize("name", [name for name in CLASSICS if name != "cusum"])
def test_a_week_is_judged_alike_whichever_others_are_looked_at(name: str) -> None:
    series = weeks(usual())
    every, last = detect(name, series), detect(name, series, [WEEKS - 1])
    np.testing.assert_allclose(last.upper[0, 0], every.upper[0, -1], 1e-9)


@pytest.mark.parametrize("name", CLASSICS)
def test_too_short_a_history_is_said_and_how_long_it_must_be(name: str) -> None:
    with pytest.raises(ShortHistoryError, match=rf"{name} needs \d+ earlier times, there are 5"):
        detect(name, weeks(usual()[:6]), [5])
    with pytest.raises(ShortHistoryError):
        detect(name, weeks(usual()[:6]))


@pytest.mark.parametrize("name", CLASSICS)
def test_the_history_that_is_asked_for_is_enough(name: str) -> None:
    needed = DETECTORS[name].needs(DETECTORS[name].control(), 52)
    said = detect(name, weeks(usual()), [needed])
    assert np.isfinite(said.upper[0, 0])


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("glr", {}, "detector is 'glr'; one of farrington-flexible, "),
        ("ears-c1", {"bseline": 7}, "bseline is 7; ears-c1 has the parameters alpha, baseline"),
        ("ears-c1", {"alpha": 5}, "alpha is 5; a number between 0 and 1 is needed"),
        ("ears-c1", {"alpha": float("nan")}, "alpha is nan; a number between 0 and 1"),
        ("bayes", {"alpha": "low"}, "alpha is 'low'; a number between 0 and 1"),
        ("rki", {"b": -1}, "b is -1; a whole number from 0 to 100"),
        ("rki", {"b": 0}, "b is 0; without years back, `act_y` and `w` must be set"),
        ("cusum", {"trans": "log"}, "trans is 'log'; one of rossi, standard is needed"),
        ("cusum", {"start": 3}, "start is 3; 7 to "),
        ("farrington-flexible", {"b": 2.5}, "b is 2.5; a whole number from 1 to 100"),
        ("farrington-flexible", {"threshold_method": "beta"}, "one of delta, nbPlugin, muan"),
        ("farrington-flexible", {"limit54": (5,)}, "limit54 is (5,); a number of cases and one"),
        ("farrington-flexible", {"population_offset": True}, "the series has no population"),
        ("farrington", {"no_periods": 10}, "no_periods is 10; farrington has the parameters b,"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value_and_what_is_allowed(
    name: str, parameters: dict[str, Any], message: str
) -> None:
    with pytest.raises(ParameterError, match=re.escape(message)):
        detect(name, weeks(usual()), **parameters)


@pytest.mark.parametrize("at", [[WEEKS], [-1], ["last"], []])
def test_a_time_that_is_not_in_the_series_is_refused(at: list[Any]) -> None:
    with pytest.raises(ParameterError, match="at is"):
        detect("ears-c1", weeks(usual()), at)


@pytest.mark.parametrize("name", CLASSICS)
def test_what_was_set_is_kept_as_json_and_gives_the_same_again(name: str) -> None:
    series = weeks(usual())
    first = detect(name, series)
    kept = json.loads(json.dumps(dict(first.parameters)))
    kept |= {"limit54": tuple(kept["limit54"])} if "limit54" in kept else {}
    again = detect(name, series, **kept)
    assert again.parameters_hash == first.parameters_hash
    np.testing.assert_array_equal(again.upper, first.upper)


def test_few_cases_lately_give_no_threshold_but_what_is_usual() -> None:
    counts = usual()
    counts[-4:] = 1
    said = detect("farrington-flexible", weeks(counts), [WEEKS - 1])
    assert np.isnan(said.upper[0, 0])
    assert said.expected[0, 0] == pytest.approx(8, abs=3)
    always = detect("farrington-flexible", weeks(counts), [WEEKS - 1], limit54=None)
    assert always.upper[0, 0] > said.expected[0, 0]


def test_a_disease_that_was_never_seen_is_an_alarm() -> None:
    counts = np.zeros(WEEKS)
    counts[-4:] = 2
    for method in ("delta", "nbPlugin"):
        series = weeks(counts)
        said = detect("farrington-flexible", series, [WEEKS - 1], threshold_method=method)
        assert said.alarm[0, 0]
        assert said.p[0, 0] < 1e-6


def test_a_past_outbreak_does_not_hide_the_next() -> None:
    counts = usual()
    counts[WEEKS - 157 : WEEKS - 155] = 60
    counts[-1] = 28
    at = [WEEKS - 1]
    plain = detect("farrington", weeks(counts), at, reweight=False)
    lowered = detect("farrington", weeks(counts), at)
    assert not plain.alarm[0, 0]
    assert lowered.alarm[0, 0]


def test_twice_the_people_may_have_twice_the_cases() -> None:
    people = np.where(np.arange(WEEKS) < WEEKS - 1, 1000.0, 2000.0)
    counts = usual()
    counts[-1] = 15
    series = weeks(counts, people)
    at = [WEEKS - 1]
    alone = detect("farrington-flexible", series, at)
    offset = detect("farrington-flexible", series, at, population_offset=True)
    np.testing.assert_allclose(offset.expected, 2 * alone.expected, 1e-6)
    assert alone.alarm[0, 0]
    assert not offset.alarm[0, 0]


@pytest.mark.parametrize("name", CLASSICS)
def test_a_week_that_was_not_reported_is_no_zero_and_no_alarm(name: str) -> None:
    counts = usual()
    counts[-3] = counts[-1] = np.nan
    said = detect(name, weeks(counts))
    assert not said.alarm[0, -1]
    assert np.isfinite(said.upper[0, -2]) or name == "ears-c3"
    zero = detect(name, weeks(np.nan_to_num(counts)))
    assert np.all(said.expected[0, -2] >= zero.expected[0, -2] - 1e-9)


def test_c3_as_published_sees_one_week_and_as_in_r_only_the_ones_before() -> None:
    counts = usual()
    counts[-1] = 60
    series, at = weeks(counts), [WEEKS - 1]
    assert detect("ears-c3", series, at, published=True).alarm[0, 0]
    assert not detect("ears-c3", series, at).alarm[0, 0]


def test_c3_as_published_adds_up_what_grows_slowly() -> None:
    counts = np.tile([5.0, 6.0, 7.0], 10)
    counts[-3:] = 7.5
    series, at = weeks(counts), [29]
    assert not detect("ears-c2", series, at, alpha=0.025).alarm[0, 0]
    assert detect("ears-c3", series, at, alpha=0.025, published=True).alarm[0, 0]


def test_a_cusum_that_begins_earlier_remembers_more() -> None:
    counts = usual()
    counts[-6:] = 13
    series, at = weeks(counts), [WEEKS - 1]
    assert not detect("cusum", series, at).alarm[0, 0]
    assert detect("cusum", series, at, start=WEEKS - 20).alarm[0, 0]
    reset = detect("cusum", series, range(WEEKS - 20, WEEKS), reset=True)
    kept = detect("cusum", series, range(WEEKS - 20, WEEKS))
    assert reset.score[0, -1] < kept.score[0, -1]
