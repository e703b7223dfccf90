"""The pre-assessment after SORA 2.5."""

from dataclasses import replace

import pytest

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.sora import air_risk, assess

CRAFT = Aircraft()
SMALL = replace(CRAFT, size_m=0.9)
LARGE = replace(CRAFT, size_m=7.0)


@pytest.mark.parametrize(
    ("density", "small", "medium", "large"),
    [
        (0, 2, 3, 4),
        (4.9, 2, 3, 4),
        (5, 3, 4, 5),
        (49, 3, 4, 5),
        (499, 4, 5, 6),
        (4_999, 5, 6, 7),
        (49_999, 6, 7, 8),
        (50_000, 7, 8, None),
    ],
)
def test_intrinsic_ground_risk_is_that_of_the_table(
    density: float, small: int, medium: int, large: int | None
) -> None:
    found = [assess(craft, density).intrinsic_grc for craft in (SMALL, CRAFT, LARGE)]
    assert found == [small, medium, large]


def test_speed_counts_as_well_as_size() -> None:
    assert assess(SMALL, 10).intrinsic_grc == 3
    assert assess(SMALL, 10, wind_m_s=10.1).intrinsic_grc == 4
    assert assess(replace(SMALL, airspeed_m_s=80.0), 10).intrinsic_grc == 6


def test_controlled_ground_is_low_and_a_quarter_kilo_lowest() -> None:
    assert assess(LARGE, 0, controlled_ground=True).intrinsic_grc == 2
    tiny = replace(SMALL, mass_kg=0.2, payload_kg=0.05)
    assert assess(tiny, 49_999).intrinsic_grc == 1


def test_mitigations_of_exposure_end_at_controlled_ground() -> None:
    every = {"sheltering": "medium", "restrictions": "high", "observation": "low"}
    assert assess(CRAFT, 400, mitigations={"sheltering": "low"}).final_grc == 4
    assert assess(CRAFT, 4, mitigations=every).final_grc == 1
    assert assess(LARGE, 4, mitigations=every).final_grc == 2
    assert assess(LARGE, 4, mitigations={**every, "impact": "medium"}).final_grc == 1


def test_air_risk_by_airspace_and_height() -> None:
    low = [air_risk(a, 120) for a in ("atypical", "uncontrolled_rural", "uncontrolled_urban")]
    assert low == ["a", "b", "c"]
    assert [air_risk(a, 120) for a in ("controlled", "airport")] == ["c", "d"]
    assert [air_risk(a, 200) for a in ("uncontrolled_rural", "controlled")] == ["c", "d"]


def test_the_level_is_that_of_the_table() -> None:
    assert assess(SMALL, 4).sail == "II"
    assert assess(SMALL, 4, airspace="atypical").sail == "I"
    assert assess(CRAFT, 400).sail == "IV"
    assert assess(CRAFT, 400, airspace="airport").sail == "VI"
    assert assess(CRAFT, 49_999).sail == "VI"


def test_above_class_seven_only_a_certified_aircraft_may_fly() -> None:
    found = assess(CRAFT, 60_000)
    assert (found.final_grc, found.sail) == (8, None)
    assert assess(LARGE, 60_000).sail is None


def test_the_sheet_says_first_that_it_is_no_approval_in_both_languages() -> None:
    first = assess(CRAFT, 400).rows()[0]
    assert first[0] == "Pre-assessment, not an approval."
    assert first[1] == "预评估，非批准。"
    assert all(en and zh for en, zh, _ in assess(CRAFT, 400).rows())


def test_energy_is_that_of_the_heaviest_at_the_largest_speed() -> None:
    assert assess(CRAFT, 5, wind_m_s=5).energy_j == pytest.approx(12.5 * 20**2 / 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"density_km2": -1}, "density_km2"),
        ({"airspace": "class G"}, "airspace"),
        ({"height_m": -1.0}, "height_m"),
        ({"mitigations": {"parachute": "high"}}, "mitigations"),
        ({"mitigations": {"observation": "high"}}, "mitigations.observation"),
    ],
)
def test_what_the_tables_do_not_know_is_named(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        assess(CRAFT, **{"density_km2": 10, **changes})  # type: ignore[arg-type]
    assert refused.value.field == field
