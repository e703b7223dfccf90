"""Salmonella Newport with labelled outbreaks: Ghozzi's score beside R's farringtonFlexible.

The given years, 2004 to 2010, have no outbreak at all, so that nothing can be tuned on them but
false alarms: two a year are allowed, by the model that is made for days, on weeks. Where a file of
later years lies beside them (`CITYBRICKS_LABELLED` names the folder) both are scored on it; else on
the last two given years, with an outbreak of about 25 cases drawn into each of some copies.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.figure import Figure
from citybricks.methods.surveillance.daily import Calendar, Control, detect_daily
from citybricks.methods.surveillance.scoring import ghozzi
from citybricks.methods.surveillance.series import Days, Floats, Series, Truths

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
GIVEN = DATA / "health" / "labelled"
FOLDER = Path(os.environ.get("CITYBRICKS_LABELLED", GIVEN))
COLUMNS = ("n_cases", "n_outbreak_cases")
NAME = "epysurv_salmonella_newport"
CONTROL = Control(budget=2.0, windows=(1, 2, 3))
COPIES, LAST, CASES = 30, 100, 25
R = shutil.which("Rscript")
SCRIPT = """
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv("counts.csv", header = FALSE))
for (unit in seq_len(ncol(counts))) {
  weeks <- sts(observed = counts[, unit], frequency = 52, start = c(2004, 1))
  range <- (nrow(counts) - %d + 1):nrow(counts)
  said <- suppressWarnings(farringtonFlexible(weeks, list(range = range)))
  cat(as.integer(said@alarm), "\\n")
}
"""


def read(path: Path) -> tuple[Days, Floats, Floats]:
    """Return the weeks, all cases, and those of outbreaks."""
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    days = np.array([row[""] for row in rows], "datetime64[D]")
    cases, ill = (np.array([float(row[name]) for row in rows]) for name in COLUMNS)
    return days, cases, ill


def drawn(cases: Floats) -> tuple[Floats, Floats]:
    """Return copies with an outbreak in the last years, and the cases of the outbreak."""
    chance = np.random.default_rng(1)
    ill = np.zeros((COPIES, len(cases)))
    for copy in range(COPIES):
        start = len(cases) - LAST + int(chance.integers(0, LAST - 8))
        when = start + np.floor(chance.lognormal(0.0, 0.5, chance.poisson(CASES)) / 0.5).astype(int)
        ill[copy] = np.bincount(when[when < len(cases)], minlength=len(cases))
    return cases + ill, ill


def peer(counts: Floats, last: int) -> Truths:
    """Return the alarms of R's farringtonFlexible with its own settings."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with (folder / "counts.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows(counts.T.astype(int).tolist())
        (folder / "run.R").write_text(SCRIPT % last)
        done = subprocess.run(
            [R or "", "run.R"], cwd=folder, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines() if line.strip()]
    return np.array([[word == "1" for word in row] for row in rows])


def main() -> None:
    """Score both."""
    if not (GIVEN / f"{NAME}_train.csv").is_file():
        sys.stderr.write(f"{GIVEN} is not here; CITYBRICKS_DATA says where the data folder is\n")
        return
    days, cases, of_outbreaks = read(GIVEN / f"{NAME}_train.csv")
    later = FOLDER / f"{NAME}_test.csv"
    if later.is_file():
        more = read(later)
        last, days = len(more[0]), np.concatenate([days, more[0]])
        ill = np.concatenate([of_outbreaks, more[2]])[None, :]
        counts = np.concatenate([cases - of_outbreaks, more[1]])[None, :]
    else:
        (counts, ill), last = drawn(cases - of_outbreaks), LAST
    none = np.zeros(len(days), bool)
    judged = np.arange(len(days) - last, len(days))
    found = detect_daily(Series(counts, days, 52), judged, CONTROL, Calendar(days, none, none))
    theirs = peer(counts, last) if R else None
    value = float(ghozzi(found.alarm, ill[:, -last:]).mean())
    other = None if theirs is None else float(ghozzi(theirs, ill[:, -last:]).mean())
    Figure(
        name=f"Salmonella Newport, {'labelled' if later.is_file() else 'drawn'}: Ghozzi's score",
        value=value,
        unit="",
        at_least=other,
        peer="R's farringtonFlexible" if R else "no R here",
        peer_value=other,
        note=f"{len(counts)} series of {last} weeks",
    ).tell()


if __name__ == "__main__":
    main()
