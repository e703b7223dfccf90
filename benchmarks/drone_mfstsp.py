"""A truck with one to four drones on real roads (mFSTSP), against archived solutions.

Problems and solutions of Murray and Raj (2020, doi:10.1016/j.trc.2019.11.003): the truck's times
by road; drones climb, fly straight and descend; what they may be in the air is what their battery
lasts (`Etype` 1), by the power of a multirotor of Liu et al. (2017, doi:10.1049/joe.2016.0331) for
climbing, cruising and descending with and without the parcel, and hovering while they wait. The
driver is needed to launch and to recover, also at the depot; a drone does not come back to the stop
it left. `--seeds N` takes N seeds instead of three; of several, the median counts.
"""

from __future__ import annotations

import csv
import math
import os
import sys
from itertools import islice
from pathlib import Path
from statistics import mean, median

import numpy as np

from benchmarks.figure import Figure
from citybricks.methods.drones.trucks.endurance import endurance_s
from citybricks.methods.drones.trucks.planning import plan
from citybricks.methods.drones.trucks.problem import Problem
from citybricks.methods.routing.stopping import Stop

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "logistics" / "drone" / "mfstsp"
SECONDS = {8: 1.0, 25: 5.0, 50: 15.0}
POUND_KG = 0.453592
EARTH_M = 6_378_100.0
TURN_S = 0.5
"""Turning round before a leg: half a turn at 360 degrees a second."""
FRAME_KG = 1.5
GRAVITY = 9.8
K1, K2, C1, C2, C4, C5 = 0.8554, 0.3051, 0.3177, 0.0296, 0.0296, 0.0279
"""Coefficients of induced, profile and parasite power, drag and lift (Liu et al. 2017, table 1)."""
TILT = math.radians(10)


def power_w(parcel_kg: float, *, ahead: float = 0.0, vertical: float = 0.0) -> float:
    """Return the power at a speed ahead, or up or down."""
    lift = (FRAME_KG + parcel_kg) * GRAVITY - C5 * (ahead * math.cos(TILT)) ** 2
    thrust = math.hypot(lift, C4 * ahead**2)
    induced = K1 * thrust * (vertical / 2 + math.hypot(vertical / 2, math.sqrt(thrust) / K2))
    return induced + C1 * thrust**1.5 + C2 * ahead**3


def table(path: Path) -> np.ndarray:
    """Read a table of numbers with a heading in per cent signs."""
    return np.loadtxt(path, delimiter=",", comments="%", ndmin=2)


def drone(kind: int) -> dict[str, float]:
    """Read what a drone of a kind can."""
    row = (FOLDER / f"tbl_vehicles_{kind}.csv").read_text().splitlines()[3].split(",")
    names = ("climb", "cruise", "descent", "turn", "height", "capacity", "launch", "recovery")
    return dict(zip((*names, "service", "battery"), map(float, row[2:12]), strict=True))


def problem(name: str, kind: int, drones: int) -> Problem:
    """Read an instance."""
    places, roads = (
        table(FOLDER / name / "tbl_locations.csv"),
        table(FOLDER / name / "tbl_truck_travel_data_PG.csv"),
    )
    n, craft = len(places), drone(kind)
    truck = np.zeros((n, n))
    truck[roads[:, 0].astype(int), roads[:, 1].astype(int)] = roads[:, 2]
    up, down = craft["height"] / craft["climb"], craft["height"] / craft["descent"]
    ahead = distances(np.radians(places[:, 2:4])) / craft["cruise"]
    flight = ahead + up + TURN_S + down
    np.fill_diagonal(flight, 0.0)
    parcels = np.maximum(places[:, 5], 0.0)
    limit = endurance(craft, ahead, flight, parcels * POUND_KG)
    return Problem(
        truck_s=truck,
        flight_s=flight,
        drones=drones,
        launch_s=craft["launch"],
        recovery_s=craft["recovery"],
        truck_service_s=30.0,
        drone_service_s=craft["service"],
        droppable=parcels <= craft["capacity"],
        endurance_s=limit,
        loops=False,
        revisits=False,
    )


def distances(places: np.ndarray) -> np.ndarray:
    """Return metres over the sphere, from latitudes and longitudes in radians."""
    lat, lon = places.T
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half += np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    return 2 * EARTH_M * np.arcsin(np.sqrt(half))


def endurance(
    craft: dict[str, float], ahead: np.ndarray, flight: np.ndarray, kg: np.ndarray
) -> np.ndarray:
    """Return the most seconds in the air, by what climbing, cruising and descending take."""
    up, down = craft["height"] / craft["climb"] + TURN_S, craft["height"] / craft["descent"]
    vertical = np.array(
        [
            up * power_w(x, vertical=craft["climb"]) + down * power_w(x, vertical=craft["descent"])
            for x in kg
        ]
    )
    cruise = np.array([power_w(x, ahead=craft["cruise"]) for x in kg])
    return endurance_s(
        flight_s=flight,
        drone_service_s=craft["service"],
        out_j=vertical + ahead * cruise,
        back_j=vertical[0] + ahead * cruise[0],
        battery_j=craft["battery"],
        hover_w=power_w(0),
    )


def archived() -> dict[tuple[str, int, int], dict[str, float]]:
    """Read what the archive holds for each problem, kind and number of drones."""
    found: dict[tuple[str, int, int], dict[str, float]] = {}
    with (FOLDER / "best_known_archive.csv").open() as file:
        for row in csv.DictReader(file):
            key = (row["problemName"], int(row["vehicleFileID"]), int(row["numUAVs"]))
            entry = found.setdefault(key, {"customers": float(row["numCustomers"])})
            entry[row["problemTypeString"].split()[-1]] = float(row["ofv"])
            if "IP" in row["problemTypeString"]:
                entry["optimal"] = float("True" in row["isOptimal"])
    return found


def ratios(customers: int, peer: str, seeds: int, first: int) -> tuple[list[float], float]:
    """Return our objectives over the peer's, and the most CPU seconds taken."""
    found, slowest = [], 0.0
    chosen = [
        (key, entry)
        for key, entry in archived().items()
        if entry["customers"] == customers and (peer != "IP" or entry["optimal"])
    ]
    for (name, kind, drones), entry in islice(chosen, first):
        values = []
        for seed in range(seeds):
            given = problem(name, kind, drones)
            answer = plan(given, Stop(cpu_s=SECONDS[customers]), seed=seed)[1]
            assert answer.feasible, answer.violations
            values.append(answer.objective)
            slowest = max(slowest, answer.cpu_s)
        found.append(median(values) / entry[peer])
        sys.stderr.write(
            f"{name} {kind} {drones} {median(values):.2f} {entry[peer]:.2f} {found[-1]:.4f}\n"
        )
    return found, slowest


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
    name, kind, _ = next(iter(archived()))
    for drones in (1, 2):
        plan(problem(name, kind, drones), Stop(iterations=10_000))  # compiles
    found, _ = ratios(8, "IP", seeds, first)
    note = f"{len(found)} proved optimal in the archive"
    worst = 100 * (max(found) - 1)
    Figure(
        name="mFSTSP 8: worst gap to the optimum", value=worst, unit="%", at_most=1, note=note
    ).tell()
    share, many, times = 0.0, 0, []
    for customers in (25, 50):
        found, slowest = ratios(customers, "Heuristic", seeds, first)
        share += sum(x <= 1 + 1e-6 for x in found)
        many += len(found)
        times.append(slowest)
        saving = 100 * (1 - mean(found))
        Figure(
            name=f"mFSTSP {customers}: mean saving",
            value=saving,
            unit="%",
            peer="archived heuristic",
        ).tell()
    name = "mFSTSP 25 and 50: at least as good"
    note = f"{many} instances, at most {max(times):.1f} CPU s"
    Figure(name=name, value=100 * share / many, unit="%", at_least=80, note=note).tell()


if __name__ == "__main__":
    main(sys.argv[1:])
