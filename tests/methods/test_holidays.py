"""Public holidays of countries are known."""

from __future__ import annotations

import numpy as np
import pytest

from citybricks.methods.holidays import public_holidays

WEEK = np.arange("2024-02-09", "2024-02-13", dtype="datetime64[D]")


def test_public_holidays_of_a_country_are_known() -> None:
    assert public_holidays("CN", WEEK).tolist() == [False, True, True, True]


def test_no_country_has_no_holidays() -> None:
    assert not public_holidays("", WEEK).any()


def test_a_country_that_nobody_knows_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        public_holidays("XX", WEEK)
