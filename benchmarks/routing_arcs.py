"""Collecting from streets beside the best known costs and beside HGS-CARP.

The sets are gdb, val and egl of the literature, with as many trips as are useful, as the best known
costs have them. HGS-CARP runs only when CITYBRICKS_HGS_CARP names its binary; without it egl is
measured beside the best known costs. `CITYBRICKS_SEEDS` (3) says how many seeds.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import mean, median

from benchmarks.figure import Figure
from citybricks.methods.routing.arcs.instance import Instance, Job, Link
from citybricks.methods.routing.arcs.reading import read_carp
from citybricks.methods.routing.arcs.solving import solve
from citybricks.methods.routing.stopping import Stop

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "logistics" / "waste"
SEEDS = int(os.environ.get("CITYBRICKS_SEEDS", "3"))
SHORT_S, LONG_S = 15.0, 60.0
PEER = "HGS-CARP"
BEST = {
    "gdb": "1 316,2 339,3 275,4 287,5 377,6 298,7 325,8 348,9 303,10 275,11 395,12 458,13 536,"
    "14 100,15 58,16 127,17 91,18 164,19 55,20 121,21 156,22 200,23 233",
    "val": "1A 173,1B 173,1C 245,2A 227,2B 259,2C 457,3A 81,3B 87,3C 138,4A 400,4B 412,4C 428,"
    "4D 530,5A 423,5B 446,5C 474,5D 575,6A 223,6B 233,6C 317,7A 279,7B 283,7C 334,8A 386,8B 395,"
    "8C 521,9A 323,9B 326,9C 332,9D 389,10A 428,10B 436,10C 446,10D 525",
    "egl": "e1-A 3548,e1-B 4498,e1-C 5595,e2-A 5018,e2-B 6317,e2-C 8335,e3-A 5898,e3-B 7775,"
    "e3-C 10292,e4-A 6444,e4-B 8961,e4-C 11550,s1-A 5018,s1-B 6388,s1-C 8518,s2-A 9868,s2-B 13057,"
    "s2-C 16425,s3-A 10201,s3-B 13682,s3-C 17188,s4-A 12216,s4-B 16201,s4-C 20461",
}
"""Best costs known to the literature, or to us where ours are less."""


def instances(kind: str) -> dict[str, tuple[Path, int]]:
    """Return the files of a set that are here, with their best known costs."""
    best = {name: int(cost) for name, cost in (row.split() for row in BEST[kind].split(","))}
    start = {"gdb": "gdb", "val": "", "egl": "egl-"}[kind]
    files = {path.stem: path for path in (FOLDER / f"carp_{kind}").glob("*.dat")}
    return {n: (files[start + n], cost) for n, cost in best.items() if start + n in files}


def costs(path: Path, cpu_s: float) -> list[float]:
    """Return the costs that the seeds come to."""
    town = replace(read_carp(path.read_text()), vehicles=None)
    found = []
    for seed in range(1, SEEDS + 1):
        _, answer = solve(town, Stop(cpu_s=cpu_s), seed)
        assert answer.feasible, (path, answer.violations)
        found.append(answer.objective)
    return found


def peer_cost(binary: str, path: Path) -> float:
    """Return what HGS-CARP comes to in the same CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(path.read_bytes())
        answer = Path(folder) / "answer"
        subprocess.run(
            [binary, copy, "-type", "30", "-t", str(int(LONG_S)), "-seed", "1", "-sol", answer],
            stdout=subprocess.DEVNULL,
            check=True,
            cwd=folder,
        )
        found = re.match(r"\s*(\d+)", answer.read_text())
    assert found is not None, path
    return float(found[1])


def small(kind: str) -> None:
    """Tell how many of a set are solved to the best known cost, and the worst gap."""
    missed, gaps = [], []
    for name, (path, best) in instances(kind).items():
        middle = median(costs(path, SHORT_S))
        gaps.append(100 * (middle / best - 1))
        if middle > best:
            missed.append(f"{name} {middle:g} ({best})")
        sys.stderr.write(f"{kind} {name} {middle:g} {best}\n")
    Figure(
        name=f"{kind}: above the optimum, of {len(gaps)}",
        value=len(missed),
        unit="instances",
        at_most=0,
        note=", ".join(missed),
    ).tell()
    Figure(name=f"{kind}: mean gap to the optimum", value=mean(gaps), unit="%").tell()


def large(binary: str | None) -> None:
    """Tell the gaps of egl to HGS-CARP, or to the best known costs."""
    beside, known = [], []
    for name, (path, best) in instances("egl").items():
        middle = median(costs(path, LONG_S))
        known.append(100 * (middle / best - 1))
        other = peer_cost(binary, path) if binary else best
        beside.append(100 * (middle / other - 1))
        sys.stderr.write(f"egl {name} {middle:g} {other:g} {best}\n")
    Figure(name="egl: mean gap to the best known", value=mean(known), unit="%").tell()
    if not binary:
        sys.stderr.write(f"{PEER} is not here; CITYBRICKS_HGS_CARP names its binary\n")
        return
    Figure(
        name=f"egl: mean gap to {PEER}", value=mean(beside), unit="%", at_most=0.3, peer=PEER
    ).tell()
    better = sum(gap < 0 for gap in beside)
    Figure(
        name=f"egl: better than {PEER}, of {len(beside)}",
        value=better,
        unit="instances",
        at_least=3,
        peer=PEER,
    ).tell()


def main() -> None:
    """Print what is measured."""
    if not (FOLDER / "carp_egl").is_dir():
        raise SystemExit(f"{FOLDER} is not here; CITYBRICKS_DATA says where the data folder is")
    solve(Instance(2, (Link(0, 1, 1),), (Job(0, 1),), 1), Stop(iterations=1))  # compiled once
    small("gdb")
    small("val")
    large(os.environ.get("CITYBRICKS_HGS_CARP"))


if __name__ == "__main__":
    main()
