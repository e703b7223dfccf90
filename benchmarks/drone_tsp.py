"""A truck with one drone on public instances (TSP-D): against optima, and against TSP-ep-all.

Exact optima are those of Bouman, Agatz and Schmidt (2018); values of TSP-ep-all for random points
those that Bogyrbayeva et al. (2023, doi:10.1016/j.trc.2022.103981) compare with. `--seeds N` takes
N seeds instead of three, of which the median counts; `--first N` the first instances of each set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import mean, median

import numpy as np

from benchmarks.figure import Figure
from citybricks.methods.drones.trucks.planning import plan
from citybricks.methods.drones.trucks.problem import Problem
from citybricks.methods.routing.answer import Answer
from citybricks.methods.routing.stopping import Stop

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "logistics" / "drone"
SECONDS = {50: 10.0, 100: 30.0}
AT_LEAST = {50: 3.5, 100: 2.5}


def euclidean(places: np.ndarray, pace: float, drone_pace: float) -> Problem:
    """Return the problem of places in a plane, with seconds per unit of length."""
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    return Problem(truck_s=apart * pace, flight_s=apart * drone_pace)


def agatz(path: Path) -> Problem:
    """Read an instance of Agatz, Bouman and Schmidt."""
    rows = [line for line in path.read_text().splitlines() if line and not line.startswith("/*")]
    places = np.array([[float(x) for x in line.split()[:2]] for line in rows[3:]])
    return euclidean(places, float(rows[0]), float(rows[1]))


def optimum(path: Path) -> float:
    """Read the total cost of an archived solution."""
    last = next(x for x in path.read_text().splitlines() if "Total cost" in x)
    return float(last.split(":")[1].split()[0])


def kwon(n: int) -> Iterator[tuple[Problem, float]]:
    """Read random instances, and what TSP-ep-all reached."""
    rows = (FOLDER / "tspd_kwon" / f"n{n}_instances.txt").read_text().split("\n")
    peers = (FOLDER / "tspd_kwon" / f"n{n}_tsp_ep_all.txt").read_text().split("\n")
    for row, peer in zip(rows, peers, strict=False):
        if row.strip():
            places = np.array(row.split(), dtype=float).reshape(-1, 2)
            yield euclidean(places, 1.0, 0.5), float(peer.split()[0])


def answered(problem: Problem, cpu_s: float, seeds: int) -> tuple[float, float]:
    """Return the median objective over the seeds, and the most CPU seconds taken."""
    answers: list[Answer] = []
    for seed in range(seeds):
        answers.append(plan(problem, Stop(cpu_s=cpu_s), seed=seed)[1])
        assert answers[-1].feasible, answers[-1].violations
    return median(a.objective for a in answers), max(a.cpu_s for a in answers)


def exact(seeds: int) -> None:
    """Compare with optima."""
    gaps, slowest = [], 0.0
    for path in sorted((FOLDER / "tspd_agatz_exact").glob("*[0-9].txt")):
        best = optimum(path.with_name(f"{path.stem}-DP.txt"))
        value, taken = answered(agatz(path), 1.8, seeds)
        gaps.append(value / best - 1)
        slowest = max(slowest, taken)
        if gaps[-1] > 1e-6:
            sys.stderr.write(f"{path.stem} {value:.4f} {best:.4f}\n")
    found = sum(gap <= 1e-6 for gap in gaps)
    name = "TSP-D 11-17 nodes"
    Figure(name=f"{name}: mean gap", value=100 * mean(gaps), unit="%", at_most=0.05).tell()
    share = 33 / 35 * len(gaps)
    Figure(name=f"{name}: optimal", value=found, unit=f"of {len(gaps)}", at_least=share).tell()
    Figure(name=f"{name}: slowest", value=slowest, unit="CPU s", at_most=2).tell()


def random(n: int, seeds: int, first: int) -> None:
    """Compare with TSP-ep-all."""
    better, slowest = [], 0.0
    for problem, peer in islice(kwon(n), first):
        value, taken = answered(problem, SECONDS[n], seeds)
        better.append(100 * (1 - value / peer))
        slowest = max(slowest, taken)
        sys.stderr.write(f"n={n} {value:.3f} {peer:.3f} {better[-1]:.2f} %\n")
    name = f"TSP-D {n} nodes"
    bar = AT_LEAST[n]
    Figure(name=f"{name}: mean saving", value=mean(better), unit="%", at_least=bar).tell()
    Figure(name=f"{name}: least saving", value=min(better), unit="%", at_least=0).tell()
    note = f"{len(better)} instances, peer TSP-ep-all"
    Figure(name=f"{name}: slowest", value=slowest, unit="CPU s", note=note).tell()


def number(arguments: list[str], name: str, usual: int) -> int:
    """Return the number that follows a name."""
    return int(arguments[arguments.index(name) + 1]) if name in arguments else usual


def main(arguments: list[str]) -> None:
    """Print what is measured."""
    if not FOLDER.is_dir():
        raise SystemExit(f"{FOLDER} is not here; CITYBRICKS_DATA says where the data folder is")
    seeds, first = (
        number(arguments, name, usual) for name, usual in (("--seeds", 3), ("--first", 999))
    )
    for n in (5, 20):
        plan(euclidean(np.eye(n, 2), 1.0, 0.5), Stop(iterations=10_000))  # compiles
    exact(seeds)
    for n in SECONDS:
        random(n, seeds, first)


if __name__ == "__main__":
    main(sys.argv[1:])
