"""Rounds beside raw PyVRP on the same instances: what the wrapper costs, and how far from the best.

Overhead: the same seed and iterations, CPU seconds and cost. With ``--whole`` gaps too (V1): 60 CPU
seconds on one instance of each set, against the best known solutions beside them;
``CITYBRICKS_SECONDS`` and ``CITYBRICKS_INSTANCES`` change both. Distances are rounded as each
set's solutions were: to whole units for X, ten times the length, cut off (dimacs), for those with
time windows.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from statistics import fmean
from time import process_time

import numpy as np
import pyvrp
from pyvrp.stop import MaxIterations

from benchmarks.figure import Figure
from citybricks.methods.routing.problem import NEVER, Client, Problem, Site, Vehicle, Way
from citybricks.methods.routing.rounds import solve
from citybricks.methods.routing.stopping import Stop

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "logistics" / "vrp"
SECONDS = float(os.environ.get("CITYBRICKS_SECONDS", "60"))
INSTANCES = int(os.environ.get("CITYBRICKS_INSTANCES", "1"))
SETS = (("CVRP_X", "round", 1.2), ("MTVRPTWR", "dimacs", 2.0), ("PCVRPTW", "dimacs", 2.5))
OVERHEAD = (("CVRP_X/X-n101-k25", "round"), ("MTVRPTWR/C203R0.5", "dimacs"))
ITERATIONS = 1_000
ROUNDS = 5


def problem_of(data: pyvrp.ProblemData) -> Problem:
    """Return an instance that PyVRP has read as a problem of ours."""
    sites = tuple(
        Site(str(at), each.location, _window(each), each.service_duration)
        for at, each in enumerate(data.depots())
    )
    clients = tuple(
        Client(
            str(at),
            (Way(each.location, each.location),),
            tuple(a + b for a, b in zip(each.delivery, each.pickup, strict=True)),
            each.service_duration,
            (_window(each),),
            each.release_time,
            each.prize,
            required=each.required,
        )
        for at, each in enumerate(data.clients())
    )
    vehicles = tuple(
        Vehicle(
            str(at),
            each.start_depot,
            each.end_depot,
            each.num_available,
            tuple(each.capacity),
            _window(each),
            min(each.shift_duration, NEVER),
            min(each.max_distance, NEVER),
            tuple(each.reload_depots),
            min(each.max_reloads, NEVER),
            fixed=each.fixed_cost,
            per_m=each.unit_distance_cost,
            per_s=each.unit_duration_cost,
        )
        for at, each in enumerate(data.vehicle_types())
    )
    metres, seconds = np.asarray(data.distance_matrix(0)), np.asarray(data.duration_matrix(0))
    return Problem(metres, seconds, clients, sites, vehicles)


def _window(each: pyvrp.Client | pyvrp.Depot | pyvrp.VehicleType) -> tuple[int, int]:
    return each.tw_early, min(each.tw_late, NEVER)


def overhead(name: str, rounding: str) -> float:
    """Return how much longer ours takes than PyVRP by itself; costs must be the same.

    The least of five rounds of each, one after the other, as others use the machine.
    """
    data = pyvrp.read(FOLDER / f"{name}.vrp", rounding)
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        start = process_time()
        raw = pyvrp.solve(data, MaxIterations(ITERATIONS), collect_stats=False)
        middle = process_time()
        _, answer = solve(problem_of(data), Stop(iterations=ITERATIONS))
        taken[0].append(middle - start)
        taken[1].append(process_time() - middle)
        if answer.objective != raw.cost() or not answer.feasible:
            raise SystemExit(f"{name}: {answer.objective} differs from {raw.cost()}")
    return min(taken[1]) / min(taken[0]) - 1


def gap(path: Path, rounding: str) -> float:
    """Return how far from the best known solution ours is after the seconds given, in percent."""
    problem = problem_of(pyvrp.read(path, rounding))
    _, answer = solve(problem, Stop(cpu_s=SECONDS))
    if not answer.feasible:
        raise SystemExit(f"{path.name}: {answer.violations[0].en}")
    said = path.with_suffix(".sol").read_text(encoding="utf-8")
    best = float(re.findall(r"[Cc]ost:?\s+([\d.]+)", said)[-1])
    found = 100 * (answer.objective / best - 1)
    sys.stderr.write(
        f"  {path.stem}: {answer.objective:.0f}, best known {best:.0f}, {found:.2f} %\n"
    )
    return found


def main() -> None:
    """Print what is measured."""
    if not FOLDER.is_dir():
        raise SystemExit(f"{FOLDER} is not here; CITYBRICKS_DATA says where the data folder is")
    for name, rounding in OVERHEAD:
        Figure(
            name=f"{name}: longer than PyVRP by itself",
            value=100 * overhead(name, rounding),
            unit="%",
            at_most=2,
            peer="PyVRP 0.14.1",
            note="same cost",
        ).tell()
    if "--whole" in sys.argv[1:]:
        _tell_gaps()


def _tell_gaps() -> None:
    for name, rounding, bar in SETS:
        paths = sorted((FOLDER / name).glob("*.vrp"))
        step = max(1, len(paths) // INSTANCES)
        gaps = [gap(path, rounding) for path in paths[::step][:INSTANCES]]
        Figure(
            name=f"{name}: above the best known after {SECONDS:g} s",
            value=fmean(gaps),
            unit="%",
            at_most=bar,
            note=f"{len(gaps)} of {len(paths)} instances",
        ).tell()


if __name__ == "__main__":
    main()
