"""Sorties: energy beside a closed form, wind from ahead and behind, drops, reserve."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.drones.aircraft import MATRICE_100, Aircraft
from citybricks.methods.drones.energy import (
    MODELS,
    Leg,
    TooWindyError,
    enough,
    from_grid_j,
    ranges,
    reserve_j,
    sortie,
)
from citybricks.methods.drones.wind import CALM, Wind

CRAFT = Aircraft()
OUT = np.array([[3000.0, 4000.0]])


def there_and_back(payload_kg: float = 2.0) -> list[Leg]:
    return [Leg(OUT, payload_kg, 60.0, 30.0, 0.0, 15.0), Leg(-OUT, 0.0, 60.0, 0.0, 15.0, 0.0)]


def closed_form(aircraft: Aircraft, metres: float, payload_kg: float, speed_m_s: float) -> float:
    """Return a leg's energy by momentum theory, solved for the induced speed as a quartic."""
    density, weight = 1.225, (aircraft.mass_kg + payload_kg) * 9.80665
    drag = density / 2 * aircraft.drag_area_m2 * aircraft.airspeed_m_s**2
    thrust = float(np.hypot(weight, drag))
    normal = aircraft.airspeed_m_s * drag / thrust
    squared = thrust / (2 * density * aircraft.rotor_area_m2)
    roots = np.roots([1, 2 * normal, aircraft.airspeed_m_s**2, 0, -(squared**2)])
    induced = float(roots[(abs(roots.imag) < 1e-9) & (roots.real > 0)].real[0])
    watts = thrust * (normal + induced) / aircraft.efficiency + aircraft.avionics_w
    return watts * metres / speed_m_s


@pytest.mark.parametrize("payload_kg", [0.0, 1.0, 3.0])
@pytest.mark.parametrize("tail_m_s", [-8.0, 0.0, 8.0])
def test_a_level_leg_takes_what_the_closed_form_says(payload_kg: float, tail_m_s: float) -> None:
    level = Leg(np.array([[8000.0, 0.0]]), payload_kg, 0.0)
    found = sortie("stolaroff", CRAFT, [level], Wind(tail_m_s, 0.0)).joules
    expected = closed_form(CRAFT, 8000.0, payload_kg, CRAFT.airspeed_m_s + tail_m_s)
    assert found == pytest.approx(expected, rel=0.05)
    assert found == pytest.approx(expected, rel=1e-6)


def test_the_quadcopter_of_rodrigues_takes_eighty_kilojoules_a_kilometre_from_the_grid() -> None:
    path = np.array([[2000.0, 0.0]])
    legs = [Leg(path, 0.5, 100.0), Leg(-path, 0.0, 100.0)]
    spent = from_grid_j(sortie("rodrigues", MATRICE_100, legs, altitude_m=110.0).joules)
    assert spent / 4 == pytest.approx(80_000, rel=0.15)
    assert spent == pytest.approx(330_000, rel=0.02)


def test_the_same_trip_flown_lower_saves_about_a_third() -> None:
    path = np.array([[2000.0, 0.0]])
    high, low = (
        sortie(
            "rodrigues", MATRICE_100, [Leg(path, 0.5, h), Leg(-path, 0.0, h)], altitude_m=110
        ).joules
        for h in (100.0, 5.0)
    )
    assert 1 - low / high == pytest.approx(0.34, abs=0.02)


@pytest.mark.parametrize("model", MODELS)
def test_flying_against_the_wind_takes_more_than_with_it(model: str) -> None:
    wind = Wind(6.0, 0.0)
    east, west = (Leg(np.array([[x, 0.0]]), 1.0, 60.0) for x in (5000.0, -5000.0))
    with_it, against = (sortie(model, CRAFT, [leg], wind) for leg in (east, west))
    assert against.joules > 1.5 * with_it.joules
    assert against.seconds - with_it.seconds == pytest.approx(5000 / 9 - 5000 / 21)


@given(
    model=st.sampled_from(MODELS),
    calm=st.floats(0, 9.9),
    strong=st.floats(0, 9.9),
    degrees=st.floats(0, 360),
)
def test_a_trip_there_and_back_with_the_same_payload_never_takes_less_in_stronger_wind(
    model: str, calm: float, strong: float, degrees: float
) -> None:
    both = [Leg(OUT, 2.0, 60.0), Leg(-OUT, 2.0, 60.0)]
    less, more = (
        sortie(model, CRAFT, both, Wind.coming_from(degrees, speed)).joules
        for speed in sorted((calm, strong))
    )
    assert less <= more * (1 + 1e-9)


def test_a_wind_that_blows_the_loaded_way_may_even_help() -> None:
    along, against = (
        sortie("dorling", CRAFT, there_and_back(3.0), Wind.coming_from(degrees, 1)).joules
        for degrees in (217, 37)
    )
    assert along < sortie("dorling", CRAFT, there_and_back(3.0)).joules < against


@given(model=st.sampled_from(MODELS), first=st.floats(0, 1.5), second=st.floats(0, 1.5))
def test_what_is_dropped_is_no_longer_carried(model: str, first: float, second: float) -> None:
    carried = [first + second, second, 0.0]
    dropping = sortie(model, CRAFT, [Leg(OUT, kg) for kg in carried]).joules
    carrying = sortie(model, CRAFT, [Leg(OUT, carried[0]) for _ in carried]).joules
    assert dropping <= carrying
    if first + second > 0.01:
        assert dropping < carrying


def test_time_is_climb_cruise_descent_and_service() -> None:
    spent = sortie("dorling", CRAFT, there_and_back())
    there = 60 / 4 + 5000 / 15 + 45 / 3 + 30
    back = 45 / 4 + 5000 / 15 + 60 / 3
    assert spent.seconds_by_leg == pytest.approx([there, back])
    assert spent.seconds == pytest.approx(there + back)


def test_hovering_at_a_drop_takes_more_than_standing_on_the_ground() -> None:
    hover, landed = (
        sortie("stolaroff", CRAFT, [Leg(OUT, 1.0, 60.0, 60.0, 0.0, height)]).joules
        for height in (0.5, 0.0)
    )
    assert hover - landed > 60 * 500


def test_every_model_answers_and_they_differ() -> None:
    found = ranges(CRAFT, there_and_back())
    assert set(found) == set(MODELS)
    assert max(found.values()) > 1.3 * min(found.values())


def test_a_wind_over_the_limit_is_no_go_in_both_languages() -> None:
    with pytest.raises(TooWindyError) as refused:
        sortie("dorling", CRAFT, there_and_back(), Wind(0.0, -10.5))
    assert "10.5 m/s" in refused.value.en
    assert "10.5 m/s" in refused.value.zh


def test_a_wind_that_the_airspeed_cannot_beat_is_no_go_whatever_the_limit() -> None:
    brave = replace(CRAFT, wind_limit_m_s=30.0)
    with pytest.raises(TooWindyError, match="too little"):
        sortie("dorling", brave, there_and_back(), Wind(14.5, 0.0))


def test_the_reserve_is_a_fifth_or_the_way_to_the_alternate_whichever_is_more() -> None:
    fifth = 0.2 * CRAFT.drawable_j
    assert reserve_j(CRAFT) == pytest.approx(fifth)
    assert reserve_j(CRAFT, 2 * fifth) == pytest.approx(2 * fifth)
    assert enough(CRAFT, 0.8 * CRAFT.drawable_j - 1)
    assert not enough(CRAFT, 0.8 * CRAFT.drawable_j + 1)
    assert not enough(CRAFT, 0.8 * CRAFT.drawable_j - 1, 1.5 * fifth)


def test_no_legs_take_nothing() -> None:
    spent = sortie("dorling", CRAFT, [], CALM)
    assert (spent.seconds, spent.joules) == (0.0, 0.0)


def test_flights_like_those_of_misato_and_tsuruga_take_about_as_long_as_reported() -> None:
    """6.4 km with 2 kg took about 10 minutes, 0.7 km about 3 minutes (news of both towns)."""
    far, near = (
        sortie("stolaroff", CRAFT, [Leg(np.array([[metres, 0.0]]), 2.0, 80.0)])
        for metres in (6400.0, 700.0)
    )
    assert 7 <= far.seconds / 60 <= 12
    assert 1 <= near.seconds / 60 <= 4
    assert enough(CRAFT, 2 * far.joules)
