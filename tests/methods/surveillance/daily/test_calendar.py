"""Weekdays, holidays and days after them are told apart; closed days are found."""

from __future__ import annotations

import numpy as np
import pytest

from citybricks.methods.surveillance.daily.calendar import (
    Calendar,
    days_after,
    design,
    of_week,
    usual,
)
from citybricks.methods.surveillance.series import Series

DATES = np.datetime64("2026-05-01") + np.arange(28)  # a Friday; Golden Week follows
CLOSED = np.isin(of_week(DATES), (5, 6))
HOLIDAY = np.isin(DATES, np.array(["2026-05-04", "2026-05-05", "2026-05-06"], "datetime64[D]"))


def test_the_first_of_may_2026_is_a_friday() -> None:
    assert of_week(DATES)[:4].tolist() == [4, 5, 6, 0]


def test_the_first_open_day_after_closed_holidays_comes_after_them() -> None:
    calendar = Calendar(DATES, CLOSED | HOLIDAY, HOLIDAY)
    assert DATES[days_after(calendar)].tolist() == [np.datetime64("2026-05-07").item()]


def test_open_holidays_are_told_from_the_day_after() -> None:
    calendar = Calendar(DATES, np.zeros(28, bool), HOLIDAY)
    after = days_after(calendar)
    assert DATES[after][-1] == np.datetime64("2026-05-07")
    found = design(calendar, 365.25, 1)
    assert np.array_equal(found.columns[:, -2], HOLIDAY)
    assert np.array_equal(found.special, HOLIDAY | after)


def test_columns_are_seasons_open_weekdays_trend_holidays_and_what_is_added() -> None:
    snow = np.zeros(28)
    snow[3] = 1
    calendar = Calendar(DATES, CLOSED | HOLIDAY, HOLIDAY, {"snow": snow})
    found = design(calendar, 365.25, 3)
    assert found.columns.shape == (28, 6 + 5 + 1 + 2 + 1)
    assert found.seasonal.tolist() == [True] * 6 + [False] * 9
    assert np.array_equal(found.columns[:, -1], snow)


def test_weekdays_without_any_case_are_closed() -> None:
    counts = np.full((2, 28), 9.0)
    counts[:, CLOSED] = 0
    counts[0, CLOSED] = np.nan
    assert np.array_equal(usual(Series(counts, DATES, 365)).closed, CLOSED)
    rare = np.zeros((1, 28))
    rare[0, 5] = 3
    assert not usual(Series(rare, DATES, 365)).closed.any()


def test_columns_that_do_not_fit_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="snow has the shape"):
        Calendar(DATES, CLOSED, HOLIDAY, {"snow": np.zeros(3)})
    with pytest.raises(ValueError, match="snow is not a finite number"):
        Calendar(DATES, CLOSED, HOLIDAY, {"snow": np.full(28, np.nan)})
