"""People below a flight."""

from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.ground import GroundRisk, critical_area_m2, ground_risk

PATH = [[0.0, 0.0], [5000.0, 0.0]]


def below(homes: object, residents: object, **changes: float) -> GroundRisk:
    given = {"width_m": 100.0, "seconds": 3600.0, **changes}
    return ground_risk(Aircraft(), PATH, given.pop("width_m"), homes, residents, **given)  # type: ignore[arg-type]


def test_only_who_lives_in_the_corridor_counts() -> None:
    found = below([[100, 50], [2500, -99], [2500, 101], [-150, 0]], [2, 3, 50, 70])
    assert found.residents == 5
    assert found.residents_per_km == pytest.approx(1.0)
    assert found.km2 == pytest.approx(1.0 + np.pi * 0.01, rel=0.01)


def test_the_densest_cell_is_not_the_mean() -> None:
    found = below([[10, 10], [20, 20], [4000, 10]], [100, 100, 8])
    assert found.densest_km2 == pytest.approx(200 / 0.04)
    assert found.density_km2 < 250


def test_casualties_are_rate_times_hours_times_density_times_area() -> None:
    found = below([[10, 10]], [100], losses_per_hour=1e-4)
    density_m2 = 100 / (found.km2 * 1e6)
    assert found.casualties == pytest.approx(1e-4 * density_m2 * 80.0)
    assert below([[10, 10]], [100], seconds=1800).casualties == pytest.approx(found.casualties / 2)


def test_nobody_below_is_no_risk() -> None:
    found = below(np.empty((0, 2)), [])
    assert (found.residents, found.densest_km2, found.casualties) == (0, 0, 0)


def test_critical_areas_are_those_of_the_size_classes() -> None:
    assert [critical_area_m2(size) for size in (0.5, 1.0, 1.1, 8.0, 40.0)] == [8, 8, 80, 800, 43000]
    with pytest.raises(InputError, match="size_m"):
        critical_area_m2(41)


@pytest.mark.parametrize(
    ("homes", "residents", "changes", "field"),
    [
        ([[0, 0]], [1, 2], {}, "residents"),
        ([[0, 0]], [-1], {}, "residents[0]"),
        ([[0, 0], [1, 1]], [1, float("nan")], {}, "residents[1]"),
        ([[0, 0]], [1], {"width_m": 0.0}, "width_m"),
    ],
)
def test_impossible_populations_are_named(
    homes: object, residents: object, changes: dict[str, float], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        below(homes, residents, **changes)
    assert refused.value.field == field


def test_a_larger_aircraft_is_a_larger_risk() -> None:
    large = replace(Aircraft(), size_m=4.0)
    risks = [ground_risk(a, PATH, 100, [[9, 9]], [9], 60).casualties for a in (Aircraft(), large)]
    assert risks[1] == pytest.approx(10 * risks[0])
