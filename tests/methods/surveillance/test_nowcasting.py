"""Cases that are not reported yet: what is expected holds what is known later."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from citybricks.methods.surveillance.nowcasting import Triangle, delays, nowcast
from citybricks.methods.surveillance.parameters import ParameterError
from citybricks.methods.surveillance.series import ShortHistoryError
from tests.methods.surveillance import golden

FIRST = np.datetime64("2026-01-05")


def reported(mean: float, days: int = 60, seed: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Return the days on which cases fell ill and were reported, 0 to 5 days later."""
    chance = np.random.default_rng(seed)
    began = np.repeat(FIRST + np.arange(days), chance.poisson(mean, days))
    late = chance.choice(6, len(began), p=[0.3, 0.3, 0.2, 0.1, 0.07, 0.03])
    return began, began + late


def replay(
    began: np.ndarray, known: np.ndarray, mornings: np.ndarray, longest: int
) -> tuple[float, float]:
    """Return how often bands held the later truth, and which part of the days was shown."""
    held = []
    shown = days = 0
    for morning in mornings:
        so_far = Triangle.of(began[known <= morning], known[known <= morning], morning, longest)
        said = nowcast(so_far)
        young = morning - said.days < np.timedelta64(longest, "D")
        truth = np.array([(began == day).sum() for day in said.days])
        told = young & np.isfinite(said.mean)
        held += list((said.lower[told] <= truth[told]) & (truth[told] <= said.upper[told]))
        shown, days = shown + int(told.sum()), days + int(young.sum())
    return float(np.mean(held)), shown / days


def test_delays_are_those_that_cases_have_though_late_ones_are_still_to_come() -> None:
    began, known = reported(200)
    today = FIRST + 40
    seen = known <= today
    found = delays(Triangle.of(began[seen], known[seen], today, 5).counts)
    np.testing.assert_allclose(found.share, [0.3, 0.6, 0.8, 0.9, 0.97, 1], atol=0.03)
    assert found.excess == pytest.approx(1, abs=0.3)


def test_one_row_of_many_cases_is_as_good_as_a_row_for_each() -> None:
    began, known = reported(12)
    pairs, many = np.unique(np.column_stack([began, known]), axis=0, return_counts=True)
    each = Triangle.of(began, known, known.max(), 5)
    together = Triangle.of(pairs[:, 0], pairs[:, 1], known.max(), 5, many)
    np.testing.assert_array_equal(each.counts, together.counts)


def test_bands_hold_what_is_known_later_as_often_as_they_say() -> None:
    began, known = reported(12)
    cover, shown = replay(began, known, FIRST + np.arange(15, 54), 5)
    assert 0.9 <= cover <= 1
    assert shown == 1


def test_a_narrower_band_holds_it_less_often() -> None:
    began, known = reported(12)
    today = FIRST + 40
    seen = known <= today
    triangle = Triangle.of(began[seen], known[seen], today, 5)
    wide, narrow = nowcast(triangle), nowcast(triangle, probability=0.5)
    assert np.all(narrow.upper <= wide.upper)
    assert np.all(narrow.lower >= wide.lower)
    assert wide.upper[-1] > wide.lower[-1]


def test_what_is_fully_reported_is_certain() -> None:
    began, known = reported(12)
    today = FIRST + 40
    seen = known <= today
    said = nowcast(Triangle.of(began[seen], known[seen], today, 5))
    np.testing.assert_allclose(said.mean[:-5], said.known[:-5])
    np.testing.assert_allclose(said.upper[:-5], said.known[:-5])
    np.testing.assert_allclose(said.share[:-5], 1)
    assert np.all(said.mean[-5:] >= said.known[-5:])


def test_few_reports_tell_nothing_of_delays() -> None:
    began, known = reported(0.2)
    with pytest.raises(ShortHistoryError, match="nowcast needs 20 earlier times, there are"):
        nowcast(Triangle.of(began, known, FIRST + 60, 5))
    with pytest.raises(ShortHistoryError):
        Triangle.of(began, known, FIRST - 1, 5)


def test_a_report_before_the_case_is_refused() -> None:
    with pytest.raises(ParameterError, match="a report is never before the case"):
        Triangle.of([FIRST], [FIRST - 1], FIRST, 5)


def test_long_delays_count_as_the_longest_once_that_has_passed() -> None:
    triangle = Triangle.of([FIRST] * 2, [FIRST + 9, FIRST + 1], FIRST + 9, 3)
    np.testing.assert_array_equal(triangle.counts[0], [0, 1, 0, 1])
    assert np.isnan(triangle.counts[-1, 1:]).all()
    assert len(triangle.days) == 10


@pytest.mark.skipif(not golden.FOLDER.is_dir(), reason=golden.ABSENT)
def test_the_outbreak_of_2011_is_held_when_it_is_replayed() -> None:
    with (golden.FOLDER / "surveillance" / "husO104_linelist.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    began = np.array([row["dHosp"] for row in rows], "datetime64[D]")
    known = np.array([row["dReport"] for row in rows], "datetime64[D]")
    mornings = np.arange(np.datetime64("2011-05-27"), np.datetime64("2011-07-01"))
    cover, shown = replay(began, known, mornings, 15)
    assert cover >= 0.93
    assert shown >= 0.8
