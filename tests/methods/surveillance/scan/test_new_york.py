"""Leukaemia in 281 tracts of New York: the scan finds what SaTScan found."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from citybricks.methods.surveillance.scan import Cluster, Zones, circles, ellipses, poisson_scan

SHARES = {
    "scan_test_ny_poisson_circular_cartesian": 0.5,
    "scan_test_ny_poisson_circular_cartesian_ubpop_10percent": 0.1,
}
REPLICAS = 999


@pytest.fixture(scope="module")
def folder() -> Path:
    found = Path(os.environ.get("CITYBRICKS_DATA", "/nowhere")) / "health" / "scan"
    if not found.is_dir():
        pytest.skip(f"{found} is not here; CITYBRICKS_DATA says where the data folder is")
    return found


@pytest.fixture(scope="module")
def tracts(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coordinates, cases and people of the tracts."""
    of = {
        name: np.loadtxt(folder / f"satscan_ny_{name}.txt") for name in ("coords", "cases", "pop")
    }
    return of["coords"][:, 1:3], of["cases"][:, 1].astype(int), of["pop"][:, 2]


def golden(folder: Path, name: str) -> list[dict[str, Any]]:
    told = json.loads((folder / "satscan_ny_golden.json").read_text())
    found: list[dict[str, Any]] = told[name]["clusters"]
    return found


@pytest.mark.parametrize("name", SHARES)
def test_clusters_are_those_of_satscan(
    folder: Path, tracts: tuple[np.ndarray, np.ndarray, np.ndarray], name: str
) -> None:
    coordinates, cases, people = tracts
    zones = circles(coordinates, people, most_share=SHARES[name])
    found = poisson_scan(cases, people, zones, replicas=REPLICAS, seed=1)
    expected = golden(folder, name)
    for ours, theirs in zip(found, expected, strict=False):
        assert ours.llr == pytest.approx(theirs["llr"], abs=1e-6)
        assert {member + 1 for member in ours.members} == set(theirs["ids"])
        assert ours.expected == pytest.approx(theirs["expected"], abs=5e-3)
        assert ours.relative_risk == pytest.approx(theirs["rr"], abs=5e-3)
        chance = max(theirs["p"], 1 / (REPLICAS + 1))
        # both are drawn, ours and theirs
        error = np.sqrt(2 * chance * (1 - chance) / REPLICAS)
        assert abs(ours.p - chance) <= 4 * error
        assert ours.p_gumbel == pytest.approx(theirs["p"], abs=max(4 * error, 1e-3))
    assert len(found) >= len(expected)


def test_on_the_globe_distances_are_great_circles(
    tracts: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    coordinates, cases, people = tracts
    zones = circles(coordinates[:, ::-1], people, geographic=True)
    first = poisson_scan(cases, people, zones, replicas=9)[0]
    assert first.llr == pytest.approx(14.780276, abs=1e-6)  # SaTScan with latitude and longitude
    assert len(first.members) == 31


@pytest.mark.long
def test_ellipses_find_at_least_what_circles_find(
    tracts: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    coordinates, cases, people = tracts

    def likeliest(zones: Zones) -> Cluster:
        return poisson_scan(cases, people, zones, replicas=1)[0]

    round_ = likeliest(circles(coordinates, people))
    free = likeliest(ellipses(coordinates, people, penalty=0.0))
    medium = likeliest(ellipses(coordinates, people, penalty=0.5))
    strong = likeliest(ellipses(coordinates, people, penalty=1.0))
    assert free.llr >= medium.llr >= strong.llr >= round_.llr
