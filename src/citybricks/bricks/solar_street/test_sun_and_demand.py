"""The sun's path, the glass before the cells, and lamps that follow the sun."""

import numpy as np
import pytest

from citybricks.bricks.solar_street.demand import lamp_energy, night_energy
from citybricks.bricks.solar_street.equipment import Lamp, Panel
from citybricks.bricks.solar_street.panel_output import panel_output
from citybricks.bricks.solar_street.sun import DAYS, SAMPLES, STEPS, Sun, sun_over
from citybricks.bricks.solar_street.weather_years import Years
from citybricks.kernel.errors import BrickError

TIANJIN = 39.08, 117.07, 8.0


@pytest.fixture(scope="module")
def sun() -> Sun:
    return sun_over(*TIANJIN)


def test_the_light_outside_the_atmosphere_is_that_of_the_textbook(sun: Sun) -> None:
    """Duffie and Beckman (2013), eq. 1.10.3, on 17 January and 11 June, the mean days."""
    phi = np.radians(TIANJIN[0])
    for day in (17, 162):
        declination = np.radians(23.45 * np.sin(2 * np.pi * (284 + day) / 365))
        sunset = np.arccos(-np.tan(phi) * np.tan(declination))
        near = 1367 * (1 + 0.033 * np.cos(2 * np.pi * day / 365))
        total = (
            (24 / np.pi)
            * near
            * (
                np.cos(phi) * np.cos(declination) * np.sin(sunset)
                + sunset * np.sin(phi) * np.sin(declination)
            )
        )
        ours = sun.horizontal.reshape(DAYS, STEPS)[day - 1].sum() / 2
        assert ours == pytest.approx(total, rel=0.015)


def test_a_flat_panel_under_an_open_sky_sees_the_beam_through_its_glass_only(sun: Sun) -> None:
    ratio = sun.beam_ratio(0.0, 0.0)
    noon = ratio.reshape(DAYS, STEPS)[:, 24]
    assert (ratio <= 1).all()
    assert noon.max() > 0.99


def test_a_skyline_takes_the_beam_of_a_low_sun_and_leaves_that_of_a_high_one(sun: Sun) -> None:
    open_sky, behind = sun.beam_ratio(30.0, 0.0), sun.beam_ratio(30.0, 15.0)
    low = sun.zenith.reshape(-1, SAMPLES).min(axis=1) > 75.1
    high = sun.zenith.reshape(-1, SAMPLES).max(axis=1) < 74.9
    assert (behind[low] == 0).all()
    assert (behind[high] == open_sky[high]).all()


def test_panels_face_the_equator_on_both_sides_of_it() -> None:
    assert sun_over(39.0, 117.0, 8.0).facing == 180
    assert sun_over(-33.9, 18.4, 2.0).facing == 0


def test_a_tilted_panel_gains_in_winter_in_both_hemispheres() -> None:
    for latitude, month in ((39.0, 0), (-33.9, 6)):
        sun = sun_over(latitude, 18.4, 1.0)
        beam = sun.horizontal[:, None] * 0.6
        years = Years(beam, beam * 0.2, beam * 0 + 10, np.zeros(1, int), np.zeros(1, dtype=bool))
        day = np.flatnonzero(sun.horizontal > 0) // STEPS
        inside = (day >= 30 * month) & (day < 30 * month + 30)
        flat, steep = (panel_output(sun, years, tilt, 0, Panel())[inside].sum() for tilt in (0, 45))
        assert steep > 1.3 * flat


def test_a_cold_clear_noon_gives_what_the_nameplate_says(sun: Sun) -> None:
    """1000 W/m2 on the plane, cells at 25 degC: one watt per watt-peak, less named losses."""
    steps = DAYS * STEPS
    level = np.where(sun.horizontal > 0, np.minimum(sun.horizontal * 0.79, 1000.0), 0)[:, None]
    cold = np.full((steps, 1), 25 - 1000 / (25 + 6.84))
    years = Years(level, level * 0, cold, np.zeros(1, int), np.zeros(1, dtype=bool))
    panel = Panel(soiling=0.0, ageing=0.0, converter=100.0)
    out = panel_output(sun, years, 0.0, 0.0, panel)
    noon = level[sun.horizontal > 0][:, 0] > 999
    assert out[noon].max() == pytest.approx(1.0, abs=0.01)


def test_a_hot_cell_gives_less(sun: Sun) -> None:
    level = (sun.horizontal * 0.7)[:, None]
    zero, no = np.zeros(1, int), np.zeros(1, dtype=bool)
    cold, hot = (
        panel_output(sun, Years(level, level * 0.2, level * 0 + t, zero, no), 30, 0, Panel()).sum()
        for t in (0.0, 30.0)
    )
    assert hot / cold == pytest.approx(1 - 0.0035 * 30 / 1.05, abs=0.02)


def test_night_hours_are_those_of_the_almanac(sun: Sun) -> None:
    """Tianjin: 9 h 25 min of day at the winter solstice, 14 h 55 min at the summer's."""
    nights = sun.nights(-0.833)
    length = nights[:, 1] - nights[:, 0]
    assert length.max() == pytest.approx(24 - 9 - 25 / 60, abs=0.05)
    assert length.min() == pytest.approx(24 - 14 - 55 / 60, abs=0.05)
    assert len(nights) == DAYS


def test_the_lamp_is_never_on_in_daylight(sun: Sun) -> None:
    lamp = Lamp(extra=0.0, sun=-0.833)
    bright = (sun.zenith < 90.833).reshape(-1, SAMPLES).all(axis=1)
    bright &= np.roll(bright, 1) & np.roll(bright, -1)
    assert lamp_energy(sun, lamp)[bright].max() < 1e-9


def test_a_lamp_without_dimming_burns_its_power_from_dusk_to_dawn(sun: Sun) -> None:
    nights = sun.nights(-3.0)
    lamp = Lamp(power=30.0, dimmed=100.0, extra=0.0)
    assert lamp_energy(sun, lamp).sum() == pytest.approx(30 * (nights[:, 1] - nights[:, 0]).sum())


def test_dimming_saves_what_the_schedule_says(sun: Sun) -> None:
    hours = sun.nights(-3.0)[:, 1] - sun.nights(-3.0)[:, 0]
    lamp = Lamp(power=40.0, evening=4.0, morning=1.0, dimmed=25.0, extra=2.0)
    expected = 40 * (5 + 0.25 * (hours - 5)).sum() + 2 * 8760
    assert lamp_energy(sun, lamp).sum() == pytest.approx(expected)


def test_a_night_shorter_than_its_full_hours_is_lit_fully(sun: Sun) -> None:
    lamp = Lamp(power=10.0, evening=20.0, morning=20.0, dimmed=0.0, extra=0.0)
    nights = sun.nights(-3.0)
    assert lamp_energy(sun, lamp).sum() == pytest.approx(10 * (nights[:, 1] - nights[:, 0]).sum())
    assert night_energy(sun, lamp) == pytest.approx(10 * (nights[:, 1] - nights[:, 0]).max())


def test_summer_nights_that_never_get_dark_ask_for_nothing() -> None:
    sun = sun_over(64.0, 20.0, 1.0)
    assert len(sun.nights(-3.0)) < DAYS
    assert lamp_energy(sun, Lamp(extra=0.0)).reshape(DAYS, STEPS)[171].sum() == 0


def test_a_polar_night_is_refused_with_its_length() -> None:
    with pytest.raises(BrickError, match=r"latitude 70.* on \d+ days .*polar night"):
        sun_over(70.0, 20.0, 1.0)
