"""Instances of the literature: bounds stay below the best known costs, plans come to them."""

import os
from pathlib import Path

import pytest

from benchmarks.routing_arcs import instances
from citybricks.methods.routing.arcs.bounds import lower_bound
from citybricks.methods.routing.arcs.reading import read_carp
from citybricks.methods.routing.arcs.solving import solve
from citybricks.methods.routing.stopping import Stop

FOLDER = Path(os.environ.get("CITYBRICKS_DATA", "")) / "logistics" / "waste"
here = pytest.mark.skipif(
    not (FOLDER / "carp_gdb").is_dir() or "CITYBRICKS_DATA" not in os.environ,
    reason="CITYBRICKS_DATA does not name a folder with logistics/waste/carp_gdb",
)


@here
@pytest.mark.parametrize("kind", ["gdb", pytest.param("val", marks=pytest.mark.long)])
def test_bounds_stay_below_the_best_known_costs(kind: str) -> None:
    bounds = {
        name: (lower_bound(read_carp(path.read_text())), best)
        for name, (path, best) in instances(kind).items()
    }
    assert bounds
    assert [name for name, (bound, best) in bounds.items() if bound > best] == []
    assert sum(bound == best for bound, best in bounds.values()) >= len(bounds) / 2


@here
@pytest.mark.long
def test_bounds_of_large_instances_are_within_four_percent() -> None:
    for path, best in instances("egl").values():
        bound = lower_bound(read_carp(path.read_text()))
        assert 0.96 * best <= bound <= best, path


@here
def test_a_published_instance_is_proved_optimal() -> None:
    path, best = instances("gdb")["3"]
    _, answer = solve(read_carp(path.read_text()), Stop(iterations=200))
    assert (answer.objective, answer.is_optimal) == (best, True)
