"""Days of return against vectors counted by hand, and closures against measles of 1861.

The vectors are those of the tests, each with its clause. The model of classes and homes is played
300 times from the first case of Hagelloch 1861, under rates that fit those children best: what is
said is where in the replicas the size and the day of the peak really were. All 188 children of
the file fell ill, so that the size tells little; the peak tells more.
"""

from __future__ import annotations

from time import process_time

import numpy as np

from benchmarks.figure import Figure, seconds
from citybricks.methods.epidemics.classes import ClassToday, project
from citybricks.methods.epidemics.illness import ILLNESSES
from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.days import return_date
from tests.methods.epidemics.hagelloch import village
from tests.methods.epidemics.test_hagelloch import replicas
from tests.methods.exclusion.test_vectors import course, vectors

SEEDS = range(5)


def days() -> None:
    """Tell how many vectors are met, and how long a pupil takes."""
    rows = vectors()
    met = 0
    for row in rows:
        answer = return_date(course(row), laws.load(row["country"]))
        day = answer.first_day_back.isoformat() if answer.first_day_back else ""
        shown = day if answer.excluded else "kept"
        met += shown == row["back"] and " ".join(answer.missing) == row["missing"]
    least = len(rows)
    flu = sum(laws.load(r["country"]).find(r["disease"]) == "influenza" for r in rows)
    note = f"{flu} of influenza; {sum(r['country'] != 'jp' for r in rows)} of a second country"
    Figure(
        name="return dates as counted by hand",
        value=met,
        unit="vectors",
        at_least=max(60, least),
        note=note,
    ).tell()
    one, law = course(rows[0]), laws.load("jp")
    took = seconds(lambda: return_date(one, law), calls=1000)
    Figure(name="one return date: CPU µs", value=1e6 * took, unit="µs").tell()


def hagelloch() -> None:
    """Tell where in the replicas what happened is."""
    here = village()
    found = [replicas(here.people, int(here.prodrome.argmin()), seed) for seed in SEEDS]
    sizes, peaks = (np.concatenate(part) for part in zip(*found, strict=True))
    low, middle, high = np.percentile(peaks, [2.5, 50, 97.5])
    rank = float((peaks <= here.peak).mean())
    Figure(
        name="Hagelloch 1861: replicas whose peak is not later than the real one",
        value=100 * rank,
        unit="%",
        at_least=2.5,
        at_most=97.5,
        note=f"day {here.peak} in {low:.0f}–{high:.0f}, median {middle:.0f}",
    ).tell()
    low, middle, high = np.percentile(sizes, [2.5, 50, 97.5])
    Figure(
        name="Hagelloch 1861: largest of 95 % of replicas",
        value=float(high),
        unit="pupils",
        at_least=len(here.people),
        note=f"{len(here.people)} in {low:.0f}–{high:.0f}, median {middle:.0f}",
    ).tell()


def projecting() -> None:
    """Tell how long four closures of a school take."""
    classes = [ClassToday(grade, 30) for grade in range(1, 7) for _ in range(3)]
    classes[6] = ClassToday(3, 30, (0, 0, 1, 1, 2, 2))
    start = process_time()
    project(classes, 6, ILLNESSES["influenza"])
    took = process_time() - start
    Figure(name="four closures of a school of 540: CPU s", value=took, unit="s", at_most=2).tell()


if __name__ == "__main__":
    days()
    hagelloch()
    projecting()
