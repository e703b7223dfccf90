"""The same alarms and thresholds as R's packages, and the same reproduction numbers."""

from __future__ import annotations

import numpy as np
import pytest

from citybricks.methods.surveillance.detectors import detect
from citybricks.methods.surveillance.reproduction import ALWAYS, cori, serial_interval
from tests.methods.surveillance import golden
from tests.methods.surveillance.golden import Golden

pytestmark = pytest.mark.skipif(not golden.FOLDER.is_dir(), reason=golden.ABSENT)
QUANTILES = ["Quantile.0.025(R)", "Median(R)", "Quantile.0.975(R)"]


def check(one: Golden, within: float) -> None:
    """Check that alarms, missing thresholds and thresholds are those of R."""
    said = detect(one.detector, one.series, one.at, **one.parameters)
    known = np.isfinite(one.upper)
    np.testing.assert_array_equal(said.alarm[0], one.alarm, one.label)
    np.testing.assert_array_equal(np.isfinite(said.upper[0]), known, one.label)
    upper = said.upper[0, known]
    np.testing.assert_allclose(upper, one.upper[known], within, 1e-9, err_msg=one.label)


def test_farrington_flexible_says_what_r_says_of_every_week() -> None:
    found = golden.farrington()
    assert sum(len(one.at) for one in found) > 5000
    for one in found:
        check(one, 0 if one.whole else 1e-8)


def test_ears_cusum_bayes_and_rki_say_what_r_says() -> None:
    found = golden.classics()
    assert {one.detector for one in found} == {*golden.EARS.values(), "cusum", "bayes", "rki"}
    for one in found:
        check(one, 1e-8)


@pytest.mark.parametrize("name", golden.OUTBREAKS)
def test_reproduction_numbers_are_those_of_epiestim(name: str) -> None:
    cases, interval, table = golden.reproduction(name)
    said = cori(cases, interval, enough=ALWAYS)
    np.testing.assert_array_equal(said.end + 1, table["t_end"])
    np.testing.assert_allclose(said.mean, table["Mean(R)"], 0, 1e-9)
    np.testing.assert_allclose(said.sd, table["Std(R)"], 0, 1e-9)
    np.testing.assert_allclose(said.quantiles, table[QUANTILES], 0, 1e-9)


def test_a_serial_interval_by_mean_and_deviation_is_that_of_epiestim() -> None:
    cases, _, _ = golden.reproduction("Flu2009")
    table = golden.pd.read_csv(golden.FOLDER / "golden" / "epiestim_Flu2009_parametric_R.csv")
    said = cori(cases, serial_interval(2.6, 1.5, len(cases)), enough=ALWAYS)
    np.testing.assert_allclose(said.mean, table["Mean(R)"], 0, 1e-9)
    np.testing.assert_allclose(said.quantiles, table[QUANTILES], 0, 1e-9)
