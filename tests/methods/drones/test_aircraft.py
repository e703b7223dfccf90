"""An aircraft is within what is possible."""

from dataclasses import replace
from math import inf, nan

import pytest

from citybricks.methods.drones.aircraft import MATRICE_100, Aircraft
from citybricks.methods.drones.errors import InputError


def test_what_may_be_drawn_is_the_usable_share() -> None:
    assert Aircraft(battery_wh=100, usable=0.8).drawable_j == pytest.approx(288_000)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mass_kg", 0.0),
        ("mass_kg", nan),
        ("battery_wh", -5.0),
        ("usable", 90.0),
        ("payload_kg", -1.0),
        ("airspeed_m_s", 0.0),
        ("airspeed_m_s", inf),
        ("rotors", 0),
        ("rotor_area_m2", 0.0),
        ("lift_to_drag", 0.0),
        ("efficiency", 1.2),
        ("climb_m_s", 0.0),
        ("descent_m_s", -2.0),
        ("wind_limit_m_s", -1.0),
        ("swap_s", -1.0),
        ("size_m", 0.0),
    ],
)
def test_an_impossible_value_is_named_with_its_range(field: str, value: float) -> None:
    with pytest.raises(InputError) as refused:
        replace(MATRICE_100, **{field: value})
    assert refused.value.field == field
    assert refused.value.allowed.startswith("a number in ")
    assert "之间的数" in refused.value.zh
