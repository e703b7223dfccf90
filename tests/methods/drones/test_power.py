"""Powers by published models, beside closed forms that are worked out here in another way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from citybricks.methods.drones.aircraft import MATRICE_100, Aircraft
from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.power import MODELS, air_density, cruise_w, hover_w, powers

G = 9.80665
CRAFT = Aircraft(avionics_w=0.0)


def hover_by_hand(aircraft: Aircraft, payload_kg: float, density: float) -> float:
    thrust = (aircraft.mass_kg + payload_kg) * G
    return thrust**1.5 / (2 * density * aircraft.rotor_area_m2) ** 0.5 / aircraft.efficiency


def cruise_by_hand(aircraft: Aircraft, payload_kg: float, density: float) -> float:
    """Solve Stolaroff's equation for the induced speed by bisection, with the tilt as an angle."""
    weight, speed = (aircraft.mass_kg + payload_kg) * G, aircraft.airspeed_m_s
    drag = density / 2 * speed**2 * aircraft.drag_area_m2
    tilt, thrust = np.arctan2(drag, weight), np.hypot(drag, weight)

    def excess(induced: float) -> float:
        swept = np.hypot(speed * np.cos(tilt), speed * np.sin(tilt) + induced)
        return induced - thrust / (2 * density * aircraft.rotor_area_m2 * swept)

    induced = brentq(excess, 1e-9, 100)
    return thrust * (speed * np.sin(tilt) + induced) / aircraft.efficiency


@pytest.mark.parametrize("payload_kg", [0.0, 1.3, 3.0])
def test_hover_is_momentum_theory(payload_kg: float) -> None:
    assert hover_w("stolaroff", CRAFT, payload_kg) == pytest.approx(
        hover_by_hand(CRAFT, payload_kg, 1.225), rel=1e-9
    )


@pytest.mark.parametrize("payload_kg", [0.0, 1.3, 3.0])
@pytest.mark.parametrize("height_m", [0.0, 2000.0])
def test_forward_flight_solves_the_equation_of_the_induced_speed(
    payload_kg: float, height_m: float
) -> None:
    expected = cruise_by_hand(CRAFT, payload_kg, air_density(height_m))
    assert cruise_w("stolaroff", CRAFT, payload_kg, height_m) == pytest.approx(expected, rel=1e-9)


def test_the_linear_model_meets_hover_without_payload_and_with_the_heaviest() -> None:
    ends = [cruise_w("dorling", CRAFT, payload) for payload in (0.0, 3.0)]
    assert ends == pytest.approx([hover_by_hand(CRAFT, p, 1.225) for p in (0.0, 3.0)])
    middle = cruise_w("dorling", CRAFT, 1.5)
    assert middle == pytest.approx(sum(ends) / 2)
    assert middle == pytest.approx(hover_by_hand(CRAFT, 1.5, 1.225), rel=0.01)


def test_lift_to_drag_says_what_a_kilometre_costs() -> None:
    joules_per_m = cruise_w("dandrea", CRAFT, 2.0) / CRAFT.airspeed_m_s
    assert joules_per_m == pytest.approx((9.5 + 2.0) * G / (3.0 * 0.5))


def test_the_regression_has_the_measured_power_of_the_measured_aircraft() -> None:
    # mass^1.5 / density^0.5, times 68.9, plus 16.8: 561 W with half a kilo at 1.2 kg/m³
    height = 211.0
    assert air_density(height) == pytest.approx(1.2, abs=2e-3)
    assert cruise_w("rodrigues", MATRICE_100, 0.5, height) == pytest.approx(561, abs=1)


@given(
    model=st.sampled_from(MODELS),
    light=st.floats(0, 3),
    heavy=st.floats(0, 3),
    height=st.floats(0, 3000),
)
def test_a_heavier_payload_never_takes_less_power(
    model: str, light: float, heavy: float, height: float
) -> None:
    light, heavy = sorted((light, heavy))
    less, more = (powers(model, CRAFT, kg, height) for kg in (light, heavy))
    for phase in ("climb_w", "cruise_w", "descent_w", "hover_w"):
        assert getattr(less, phase) <= getattr(more, phase) + 1e-9


def test_thin_air_costs_more_in_hover() -> None:
    assert hover_w("stolaroff", CRAFT, 1.0, 2000.0) > hover_w("stolaroff", CRAFT, 1.0)


def test_climbing_takes_at_least_the_work_against_gravity_above_hover() -> None:
    drawn = powers("stolaroff", CRAFT, 1.0)
    work = (CRAFT.mass_kg + 1.0) * G * CRAFT.climb_m_s / CRAFT.efficiency
    assert drawn.hover_w < drawn.climb_w < drawn.hover_w + work


def test_the_standard_atmosphere_is_that_of_its_table() -> None:
    assert air_density(0) == pytest.approx(1.225)
    assert air_density(1000) == pytest.approx(1.1117, abs=1e-4)
    assert air_density(3000) == pytest.approx(0.9091, abs=1e-4)


def test_many_payloads_at_once_are_each_alone() -> None:
    many = powers("stolaroff", CRAFT, [0.0, 1.0, 3.0]).cruise_w
    assert many == pytest.approx([cruise_w("stolaroff", CRAFT, kg) for kg in (0.0, 1.0, 3.0)])


@pytest.mark.parametrize(
    ("model", "payload_kg", "field"),
    [("newton", 1.0, "model"), ("dorling", 3.5, "payload_kg"), ("dorling", -0.1, "payload_kg")],
)
def test_what_cannot_be_flown_is_named(model: str, payload_kg: float, field: str) -> None:
    with pytest.raises(InputError) as refused:
        powers(model, CRAFT, payload_kg)
    assert refused.value.field == field
