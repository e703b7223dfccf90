"""What a time point of farringtonFlexible costs beside R's `surveillance`, on the same days.

The days are those of the 16 signals of Noufaily and others (2019). All regressions of a run are
done at once here; R does them one after the other. CPU seconds of one core, without starting
Python or R. R is asked for the last three weeks only, which costs it as much per day; its
thresholds of these days are compared as well.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.figure import Figure, seconds
from citybricks.methods.surveillance.detectors import detect
from citybricks.methods.surveillance.series import Floats, Series

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FILE = DATA / "health" / "noufaily2019" / "noufaily2019_w5_dev.npz"
R = shutil.which("Rscript")
SIMULATIONS, DAYS, OF_R = 3, 343, 21
YEAR = 364
"""Days of a year of 52 weeks, as the signals have them."""
BAR = 50

RUNS: dict[str, dict[str, Any]] = {
    "windows alone": {"b": 5, "w": 3},
    "ten seasons": {
        "b": 5,
        "w": 3,
        "no_periods": 10,
        "past_weeks_not_included": 26,
        "trend_threshold": 1,
        "threshold_method": "nbPlugin",
        "alpha": 0.01,
    },
}
NAMES = {
    "no_periods": "noPeriods",
    "past_weeks_not_included": "pastWeeksNotIncluded",
    "trend_threshold": "pThresholdTrend",
    "threshold_method": "thresholdMethod",
}
"""Names of the parameters in R, where they are others."""

SCRIPT = """
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv("counts.csv", header = FALSE))
spent <- 0
bounds <- NULL
for (unit in seq_len(ncol(counts))) {
  days <- sts(observed = counts[, unit], frequency = %(year)d)
  before <- proc.time()
  said <- suppressWarnings(farringtonFlexible(days, list(range = %(range)s, %(control)s)))
  spent <- spent + sum((proc.time() - before)[1:2])
  bounds <- c(bounds, as.numeric(said@upperbound))
}
write.table(bounds, "bounds.csv", row.names = FALSE, col.names = FALSE, na = "nan")
cat(spent)
"""


def told(value: object) -> str:
    """Write a value as R does."""
    return json.dumps(value)


def peer(counts: Floats, at: list[int], parameters: dict[str, Any]) -> tuple[float, Floats]:
    """Return the CPU seconds that R spends and its thresholds, of shape (units, at)."""
    control = ", ".join(f"{NAMES.get(k, k)} = {told(v)}" for k, v in parameters.items())
    span = f"{at[0] + 1}:{at[-1] + 1}"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with (folder / "counts.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows(counts.T.astype(int).tolist())
        script = SCRIPT % {"year": YEAR, "range": span, "control": control}
        (folder / "run.R").write_text(script)
        command = [R or "", "run.R"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        bounds = np.loadtxt(folder / "bounds.csv").reshape(len(counts), len(at))
    return float(done.stdout.split()[-1]), bounds


def days(simulations: int) -> Series:
    """Return the signals, one unit for each simulation of each."""
    totals = np.load(FILE)["totals"][:, :, :simulations].astype(float)
    counts = totals.transpose(2, 0, 1).reshape(-1, totals.shape[1])
    return Series(counts, np.datetime64("2010-01-04") + np.arange(counts.shape[1]), YEAR)


def beside(name: str, parameters: dict[str, Any]) -> None:
    """Tell how many times as many days a second are judged as by R, and whether all are alike."""
    series = days(SIMULATIONS)
    last = len(series.dates)
    at = list(range(last - DAYS, last))
    ours = parameters | {"by_date": False}
    cost = seconds(lambda: detect("farrington-flexible", series, at, **ours), rounds=2)
    points = len(series.counts) * DAYS
    note = f"{points} points in {cost:.2f} CPU s"
    if R is None:
        title = f"farringtonFlexible, {name}: points a second"
        Figure(name=title, value=points / cost, unit="1/s", note=f"{note}; no R here").tell()
        return
    few, some = days(1), at[-OF_R:]
    spent, bounds = peer(few.counts, some, parameters)
    mine = detect("farrington-flexible", few, some, **ours).upper
    wrong = ~np.isclose(mine, bounds, 1e-9, 1e-9, equal_nan=True)
    Figure(
        name=f"farringtonFlexible, {name}: times as fast",
        value=(points / cost) / (bounds.size / spent),
        unit="×",
        at_least=BAR,
        peer="R surveillance 1.20.3, points a second",
        peer_value=bounds.size / spent,
        note=f"{note}, {points / cost:.0f} a second",
    ).tell()
    Figure(
        name=f"farringtonFlexible, {name}: thresholds other than R's on these days",
        value=int(wrong.sum()),
        unit=f"of {wrong.size}",
        at_most=0,
    ).tell()


def main() -> None:
    """Measure and tell."""
    if not FILE.exists():
        return
    for name, parameters in RUNS.items():
        beside(name, parameters)


if __name__ == "__main__":
    main()
