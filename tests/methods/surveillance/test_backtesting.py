"""Replays see only the past, injected outbreaks are as large as stated, intervals cover."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.surveillance.backtesting import (
    LONGEST,
    Outbreak,
    Quality,
    Replay,
    choose,
    difference,
    inject,
    joined,
    quality,
    replay,
)
from citybricks.methods.surveillance.detectors import DETECTORS
from citybricks.methods.surveillance.judging import BY_HISTORY, judge
from citybricks.methods.surveillance.series import Series
from citybricks.methods.surveillance.tabulating import DAILY, WEEKLY


def series(times: int, units: int = 4, per_year: int = WEEKLY, mean: float = 6) -> Series:
    random = np.random.default_rng(8)
    dates = np.datetime64("2015-01-05") + (7 if per_year == WEEKLY else 1) * np.arange(times)
    return Series(random.poisson(mean, (units, times)).astype(float), dates, per_year)


WEEKS = series(330)
WINDOW = np.arange(226, 330)


@pytest.mark.parametrize("method", [BY_HISTORY, *(name for name in DETECTORS if name != "daily")])
def test_what_comes_later_does_not_change_what_is_said(method: str) -> None:
    later = replace(WEEKS, counts=WEEKS.counts.copy())
    later.counts[:, 281:] = 400
    both = [judge(one, np.arange(270, 281), method=method).alarms for one in (WEEKS, later)]
    assert np.array_equal(both[0].alarm, both[1].alarm)
    assert both[0].upper == pytest.approx(both[1].upper, nan_ok=True)


def test_what_comes_later_does_not_change_what_the_daily_model_says() -> None:
    days = series(500, units=1, per_year=DAILY)
    later = replace(days, counts=days.counts.copy())
    later.counts[:, 481:] = 400
    both = [judge(one, np.arange(475, 481)).alarms for one in (days, later)]
    assert both[0].upper == pytest.approx(both[1].upper, nan_ok=True)


@pytest.mark.parametrize("per_year", [WEEKLY, DAILY])
def test_an_injected_outbreak_is_as_large_as_stated_and_of_few_times(per_year: int) -> None:
    counts = series(800, units=200, per_year=per_year, mean=9)
    made = inject(counts, np.arange(700, 800), 2.0, np.random.default_rng(1))
    assert made is not None
    added = made.series.counts - counts.counts
    cases = np.array([one.cases for one in made.outbreaks])
    assert added.sum(axis=1) == pytest.approx(cases)
    expected = 1 + 2 * 3 * (1 if per_year == WEEKLY else 7)
    assert cases.mean() == pytest.approx(expected, rel=0.1)
    assert len(made.at) == LONGEST[per_year == WEEKLY]
    for row, one in enumerate(made.outbreaks):
        ill = np.flatnonzero(added[row])
        assert (one.times[0], one.times[-1]) == (ill[0], ill[-1])


def test_the_same_seed_adds_the_same_outbreaks() -> None:
    first, again = (inject(WEEKS, WINDOW, 3.0, np.random.default_rng(7)) for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.outbreaks == again.outbreaks
    assert inject(WEEKS, WINDOW[:2], 3.0, np.random.default_rng(7)) is None


def tried(method: str, size: float, copies: int = 8) -> tuple[Quality, Replay]:
    random = np.random.default_rng(4)
    parts = [replay(WEEKS, WINDOW, method)]
    for _ in range(copies):
        made = inject(WEEKS, WINDOW, size, random)
        assert made is not None
        parts.append(replay(made.series, made.at, method, outbreaks=made.outbreaks))
    return quality(WEEKS, joined(parts), (), 1), joined(parts)


def test_large_outbreaks_are_found_and_small_ones_are_missed() -> None:
    large, _ = tried("bayes", 12)
    small, _ = tried("bayes", 0.01)
    assert large.pod.value > 0.95
    assert small.pod.value < 0.4
    assert large.pod.low < large.pod.value <= large.pod.high
    assert large.outbreaks == 32
    assert large.timeliness.value < small.timeliness.value


def test_false_alarms_are_counted_by_series_year_with_their_interval() -> None:
    found, _ = tried("ears-c2", 3, copies=0)
    assert found.years == pytest.approx(4 * 104 / 52.18, rel=0.01)
    assert found.per_year.value == pytest.approx(found.alarms / found.years)
    assert found.per_year.low < found.per_year.value < found.per_year.high
    assert np.isnan(found.pod.value)


def test_alarms_in_a_known_outbreak_are_not_false() -> None:
    counts = replace(WEEKS, counts=WEEKS.counts.copy())
    counts.counts[0, 300:303] = 60
    known = [Outbreak(0, (300, 301, 302))]
    replayed = replay(counts, WINDOW, "bayes", outbreaks=known)
    assert replayed.found[0] == 0
    told = quality(counts, replayed, known, 1)
    untold = quality(counts, replayed, (), 1)
    assert told.alarms == untold.alarms - 1
    assert told.pod.value == 1


def test_an_outbreak_without_history_is_not_judged() -> None:
    counts = replace(WEEKS, counts=WEEKS.counts.copy())
    counts.counts[0, :298] = np.nan
    replayed = replay(counts, WINDOW, "ears-c2", outbreaks=[Outbreak(0, (300, 301))])
    assert np.isnan(replayed.found[0])
    assert quality(counts, replayed, (), 1).outbreaks == 0


def test_a_detector_is_no_better_than_itself() -> None:
    result, replayed = tried("bayes", 3)
    gap = difference(replayed, replayed, 1)
    assert (gap.value, gap.low, gap.high) == (0, 0, 0)
    both = {"bayes": replayed, BY_HISTORY: replayed}
    choice = choose(both, dict.fromkeys(both, result), 5.0, 1)
    assert choice.best == "bayes"
    assert choose(both, dict.fromkeys(both, result), 1e-9, 1).best is None
