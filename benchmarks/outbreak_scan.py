"""Scans beside SaTScan 9: leukaemia in 281 tracts of New York, brain cancer in New Mexico.

What SaTScan answered is in the data folder; it is no program that can be installed. Of chance, each
answer has its own: two probabilities of 999 replicas differ by up to four standard errors.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure, seconds
from citybricks.methods.surveillance.scan import circles, ellipses, poisson_scan

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "health" / "scan"
PEER = "SaTScan 9"
REPLICAS = 999


def columns(name: str) -> np.ndarray:
    """Read a table of numbers without a heading."""
    return np.loadtxt(FOLDER / f"satscan_ny_{name}.txt")


def main() -> None:
    """Print what is measured."""
    if not FOLDER.is_dir():
        raise SystemExit(f"{FOLDER} is not here; CITYBRICKS_DATA says where the data folder is")
    coordinates, cases = columns("coords")[:, 1:3], columns("cases")[:, 1].astype(int)
    people = columns("pop")[:, 2]
    golden = json.loads((FOLDER / "satscan_ny_golden.json").read_text())
    for name, run in golden.items():
        if "ircular" not in name:
            continue
        share = float(run["options"]["Maximum Spatial Cluster Size"].split()[0]) / 100
        zones = circles(coordinates, people, most_share=share)
        found = poisson_scan(cases, people, zones, replicas=REPLICAS)
        both = list(zip(found, run["clusters"], strict=False))
        label = f"clusters within {100 * share:.0f} % of the people"
        apart = max(abs(ours.llr - theirs["llr"]) for ours, theirs in both)
        Figure(name=f"{label}: ratios apart", value=apart, unit="", at_most=1e-6, peer=PEER).tell()
        same = sum({m + 1 for m in ours.members} == set(theirs["ids"]) for ours, theirs in both)
        Figure(
            name=f"{label}: same members",
            value=same,
            unit="clusters",
            at_least=len(run["clusters"]),
            peer=PEER,
            peer_value=len(run["clusters"]),
        ).tell()
        errors = [
            abs(ours.p - theirs["p"])
            / np.sqrt(2 * max(theirs["p"], 1e-3) * (1 - theirs["p"]) / REPLICAS)
            for ours, theirs in both
        ]
        Figure(
            name=f"{label}: probabilities apart",
            value=float(max(errors)),
            unit="standard errors",
            at_most=4,
            peer=PEER,
        ).tell()
        taken = seconds(lambda z=zones: poisson_scan(cases, people, z), rounds=3)  # type: ignore[misc]
        Figure(name=f"{label}: {REPLICAS} replicas", value=taken, unit="CPU s", at_most=1.5).tell()
    zones = ellipses(coordinates, people, penalty=0.5)
    taken = seconds(lambda: poisson_scan(cases, people, zones), rounds=1)
    Figure(
        name=f"ellipses: {REPLICAS} replicas",
        value=taken,
        unit="CPU s",
        note=f"{int(np.sum(zones.ends))} zones",
    ).tell()


if __name__ == "__main__":
    main()
