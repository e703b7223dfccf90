"""Whether there are as many false alarms as were asked for, on simulations without outbreaks.

Sixteen daily signals are drawn anew; the epidemics that come each year in signals 5, 6 and 15 are
part of what is usual. Thresholds are found from the six years before the one that is judged, once,
and models are refitted every four weeks. A false alarm is an episode: alarm days less than a week
apart are one. Chance alone moves the counts of one signal by some per cent, which the note tells.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import process_time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.figure import Figure, lines
from citybricks.methods.surveillance.daily import Calendar, Control, calibrate, detect_daily
from citybricks.methods.surveillance.scoring import episodes
from citybricks.methods.surveillance.series import Floats, Series
from citybricks.methods.surveillance.simulating import JUDGED, TIMES, Design, dates, read_design

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FILE = DATA / "health" / "noufaily2019" / "parameters.json"
SIMULATIONS = int(os.environ.get("CITYBRICKS_SIMULATIONS", "60"))
SEED = int(os.environ.get("CITYBRICKS_SEED", "6"))
BUDGETS = (2.0, 4.0, 8.0)
YEAR = 364
CONTROL = Control(threshold=5.5, year=364.0)
"""The threshold is not looked at here: alarms are where scores exceed those of the budgets."""
NEAR, SIGNALS = 0.2, 13


def ratios(design: Design, number: int) -> Floats:
    """Return how many times as many false alarms a signal has as each budget allows."""
    chance = np.random.default_rng([SEED, number])
    counts = design.simulate(number, SIMULATIONS, chance).totals
    closed, past = design.closed(number), TIMES - JUDGED
    before = Calendar(dates()[:past], closed[:past], design.holiday[:past])
    limits = calibrate(Series(counts[:, :past], dates()[:past], YEAR), CONTROL, before, BUDGETS)
    calendar = Calendar(dates(), closed, design.holiday)
    judged = np.arange(past, TIMES)
    found = detect_daily(Series(counts, dates(), YEAR), judged, CONTROL, calendar)
    score = np.nan_to_num(found.score)
    each = [episodes(score > limit[:, None]).sum(axis=1).mean() for limit in limits.T]
    return np.array(each) * YEAR / JUDGED / BUDGETS


def main() -> None:
    """Measure and tell."""
    if not FILE.is_file():
        sys.stderr.write(f"{FILE} is not here; CITYBRICKS_DATA says where the data folder is\n")
        return
    design, start = read_design(FILE), process_time()
    found = {number: ratios(design, number) for number in design.signals}
    with lines() as table:
        table.append("signal\t" + "\t".join(f"{budget:g} a year" for budget in BUDGETS))
        for number, row in found.items():
            table.append(f"{number}\t" + "\t".join(f"× {ratio:.2f}" for ratio in row))
    cost = process_time() - start
    for budget, column in zip(BUDGETS, np.array(list(found.values())).T, strict=True):
        chance = 100 / np.sqrt(SIMULATIONS * budget * JUDGED / YEAR)
        Figure(
            name=f"{budget:g} false alarms a year: signals of 16 within 20 %",
            value=int((np.abs(column - 1) <= NEAR).sum()),
            unit="",
            at_least=SIGNALS,
            note=f"mean ratio {column.mean():.2f}; chance ± {chance:.0f} % each, {cost:.0f} CPU s",
        ).tell()


if __name__ == "__main__":
    main()
