"""What R's packages surveillance 1.20.3 and EpiEstim 2.2.4 say of public series, from files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Floats, Series

_DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[4] / "shared" / "data"))
FOLDER = _DATA / "health"
ABSENT = f"{FOLDER} is not here; CITYBRICKS_DATA says where the data folder is"

_NOUFAILY: dict[str, Any] = {
    "alpha": 0.01,
    "no_periods": 10,
    "past_weeks_not_included": 26,
    "trend_threshold": 1,
    "threshold_method": "nbPlugin",
}
CONFIGS: dict[str, dict[str, Any]] = {
    "A_default": {},
    "B_noufaily": _NOUFAILY,
    "C_muan": _NOUFAILY | {"threshold_method": "muan"},
    "D_orig1996": {"alpha": 0.01, "weights_threshold": 1},
}
"""Parameters of `farrington-flexible`, by the name in the file; of months there is one period."""
EARS = {"C1": "ears-c1", "C2": "ears-c2", "C3": "ears-c3"}
OTHERS: dict[str, tuple[str, dict[str, Any]]] = {
    "cusum": ("cusum", {"k": 1.04, "h": 2.26, "trans": "rossi"}),
    "bayes": ("bayes", {"b": 2, "w": 6, "act_y": True, "alpha": 0.01}),
    "rki": ("rki", {"b": 2, "w": 4, "act_y": False}),
}
OUTBREAKS = ("Flu1918", "Flu2009", "Measles1861", "SARS2003", "Smallpox1972")


@dataclass(frozen=True, eq=False)
class Golden:
    """What R says of one series by one method.

    Parameters
    ----------
    label
        Series, unit and configuration.
    series
        The counts.
    detector, parameters
        What is to say the same.
    at
        Indexes of the times.
    upper, alarm
        What R says; NaN and False where it says nothing.
    whole
        Whether thresholds are counts.
    """

    label: str
    series: Series
    detector: str
    parameters: dict[str, Any]
    at: NDArray[np.intp]
    upper: Floats
    alarm: NDArray[np.bool_]
    whole: bool


@cache
def _long() -> dict[tuple[str, str], pd.DataFrame]:
    table = pd.read_csv(FOLDER / "surveillance" / "series_long.csv.gz")
    groups = {(str(n), str(u)): rows for (n, u), rows in table.groupby(["series", "unit"])}
    campy = pd.read_csv(FOLDER / "surveillance" / "campyDE.csv").rename(columns={"case": "count"})
    groups["campyDE", "observed1"] = campy.assign(freq=52)
    return groups


def series(name: str, unit: str | None = None) -> Series:
    """Return the counts of a unit, or of the first."""
    found = next(u for n, u in _long() if n == name and unit in {None, u})
    rows = _long()[name, found]
    counts = rows["count"].to_numpy(float)[None]
    return Series(counts, rows["date"].to_numpy("datetime64[D]"), int(rows["freq"].iloc[0]))


def farrington() -> list[Golden]:
    """Return all of `farringtonFlexible`."""
    table = pd.read_csv(FOLDER / "golden" / "farringtonFlexible_golden.csv.gz")
    told = pd.read_csv(FOLDER / "golden" / "farringtonFlexible_timing.csv")
    how = {(row.series, row.config): row for row in told.itertuples()}
    found = []
    for (name, unit, config), rows in table.groupby(["series", "unit", "config"]):
        one, counts = how[name, config], series(str(name), str(unit))
        parameters = CONFIGS[str(config)] | {"b": int(one.b), "w": int(one.w)}
        parameters["by_date"] = str(one.epochAsDate).upper() == "TRUE"
        if counts.per_year < 52 and "no_periods" in parameters:
            parameters |= {"no_periods": 1, "past_weeks_not_included": int(one.w)}
        label, whole = f"{name} {unit} {config}", "threshold_method" in parameters
        found.append(_golden(label, counts, "farrington-flexible", parameters, rows, whole=whole))
    return found


def classics() -> list[Golden]:
    """Return all of EARS, CUSUM, Bayes and RKI."""
    table = pd.read_csv(FOLDER / "golden" / "ears_cusum_bayes_rki_golden.csv.gz")
    found = []
    for (name, method, alpha), rows in table.groupby(["series", "method", "alpha"], dropna=False):
        detector, parameters = OTHERS.get(method, (EARS.get(method, ""), {"alpha": alpha}))
        label = f"{name} {method} {alpha}"
        found.append(_golden(label, series(str(name)), detector, parameters, rows))
    return found


def _golden(
    label: str,
    counts: Series,
    detector: str,
    parameters: dict[str, Any],
    rows: pd.DataFrame,
    *,
    whole: bool = False,
) -> Golden:
    at, upper = rows["idx"].to_numpy() - 1, rows["upper"].to_numpy(float)
    alarm = rows["alarm"].to_numpy(float) == 1
    return Golden(label, counts, detector, parameters, at, upper, alarm, whole)


def reproduction(name: str) -> tuple[Floats, Floats, pd.DataFrame]:
    """Return incidence, serial interval and what EpiEstim says of an outbreak."""
    folder = FOLDER / "golden"
    cases = pd.read_csv(folder / f"epiestim_{name}_incidence.csv")["I"].to_numpy(float)
    interval = pd.read_csv(folder / f"epiestim_{name}_si.csv")["si"].to_numpy(float)
    table = pd.read_csv(folder / "epiestim_cori_R_golden.csv")
    return cases, interval, table[table["dataset"] == name]
