"""Batteries: nothing is lost or made, and more never serves less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.bricks.solar_street.demand import lamp_energy
from citybricks.bricks.solar_street.energy_balance import (
    WARM_UP,
    Course,
    battery_temperature,
    course,
    dark_nights,
    longest_run,
    loss_of_load,
    unserved,
)
from citybricks.bricks.solar_street.equipment import Battery, Lamp, Panel
from citybricks.bricks.solar_street.panel_output import panel_output
from citybricks.bricks.solar_street.sun import DAYS, STEPS, Sun, sun_over
from citybricks.bricks.solar_street.weather_years import Years, synthetic_years

IRRADIATION = np.array([1.97, 2.82, 4.01, 4.86, 5.65, 5.13, 4.54, 4.44, 4.19, 3.11, 1.92, 1.89])
WARMTH = np.array([-2.4, -1.6, 6.8, 14.4, 20.7, 24.2, 26.1, 25.5, 20.7, 14.4, 5.3, -0.6])
LAMP, BATTERY = Lamp(extra=4.0), Battery()


@pytest.fixture(scope="module")
def sun() -> Sun:
    return sun_over(39.08, 117.07, 8.0)


@pytest.fixture(scope="module")
def years(sun: Sun) -> Years:
    rng = np.random.default_rng(5)
    return synthetic_years(sun, IRRADIATION, WARMTH, doubt=0.2, count=3, source=0, rng=rng)


@pytest.fixture(scope="module")
def drive(sun: Sun, years: Years) -> Course:
    outputs = [panel_output(sun, years, tilt, 0, Panel()) for tilt in (20, 50)]
    return course(sun, years, outputs, lamp_energy(sun, LAMP), BATTERY)


def one(value: float) -> np.ndarray:
    return np.full((1, 1, 1), value)


def test_what_comes_in_goes_out_or_is_kept(drive: Course) -> None:
    """A second book-keeper, who writes down every watt-hour, for one year at one tilt."""
    power, energy = 150.0, 700.0
    eta_c, eta_d = BATTERY.charge / 100, BATTERY.discharge / 100
    full = energy * BATTERY.depth * BATTERY.health / 1e4
    store = begin = full * drive.fit[0, 1]
    sun_in = served = spilled = lost = missing = 0.0
    counted = []
    for day in range(WARM_UP + DAYS):
        leak = store * (1 - (1 - BATTERY.self_discharge / 100) ** (1 / 30))
        store, lost, today = store - leak, lost + leak, 0.0
        for step in range(drive.noons[day], drive.noons[day + 1]):
            gain, asked = power * drive.gain[step, 0, 1], drive.demand[step]
            direct = min(gain, asked)
            surplus, need = gain - direct, (asked - direct) / eta_d
            taken = min(surplus, energy * BATTERY.rate / 2 / eta_c)
            room = max(full * drive.fit[day, 1] - store, 0.0)
            stored = min(taken * eta_c, room)
            drawn = min(need, store)
            capped = max(store - full * drive.fit[day, 1], 0.0)
            sun_in += gain
            served += direct + drawn * eta_d
            spilled += surplus - stored / eta_c + capped
            lost += stored * (1 / eta_c - 1) + drawn * (1 - eta_d)
            today += (need - drawn) * eta_d
            store += stored - drawn - capped
        missing += today
        counted.append(today)
    assert sun_in + begin == pytest.approx(served + spilled + lost + store, rel=1e-9)
    assert served + missing == pytest.approx(drive.demand.sum(), rel=1e-9)
    ours = unserved(drive, one(power), one(energy), BATTERY)[:, 0, 0, 1]
    assert ours == pytest.approx(np.array(counted[WARM_UP:]), abs=1e-6)
    assert missing > 0


@settings(max_examples=12, deadline=None)
@given(
    panel=st.floats(20, 500),
    more_panel=st.floats(0, 200),
    energy=st.floats(50, 3000),
    more_energy=st.floats(0, 1000),
)
def test_more_panel_or_battery_never_loses_more(
    drive: Course, panel: float, more_panel: float, energy: float, more_energy: float
) -> None:
    panels = np.array([panel, panel + more_panel, panel]).reshape(-1, 1, 1)
    energies = np.array([energy, energy, energy + more_energy]).reshape(-1, 1, 1)
    lost = loss_of_load(drive, panels, energies, BATTERY)
    assert (lost[1:] <= lost[0] + 1e-12).all()


def test_without_load_nothing_is_lost(sun: Sun, years: Years) -> None:
    outputs = [panel_output(sun, years, 30, 0, Panel())]
    idle = course(sun, years, outputs, np.zeros(DAYS * STEPS), BATTERY)
    assert (loss_of_load(idle, one(0.0), one(0.0), BATTERY) == 0).all()


def test_without_panel_nothing_is_served_once_the_battery_is_empty(drive: Course) -> None:
    lost = loss_of_load(drive, one(0.0), one(500.0), BATTERY)
    assert lost == pytest.approx(1.0)


def test_without_battery_every_night_is_dark_and_only_daylight_is_served(drive: Course) -> None:
    short = unserved(drive, one(10_000.0), one(0.0), BATTERY)
    assert dark_nights(short, drive.asked).all()
    assert (short.sum(axis=0) < drive.asked.sum()).all()


def test_an_endless_panel_and_battery_lose_nothing(drive: Course) -> None:
    assert (loss_of_load(drive, one(5000.0), one(50_000.0), BATTERY) == 0).all()


def test_a_battery_on_a_pole_does_not_charge_in_frost(sun: Sun, years: Years) -> None:
    outputs = [panel_output(sun, years, 30, 0, Panel())]
    asked = lamp_energy(sun, LAMP)
    buried = course(sun, years, outputs, asked, BATTERY)
    hanging = course(sun, years, outputs, asked, Battery(buried=0.0))
    hardy = course(sun, years, outputs, asked, Battery(buried=0.0, coldest_charge=-60.0))
    assert (buried.charge > 0).all()
    assert 0.05 < (hanging.charge == 0).mean() < 0.4
    lost = [loss_of_load(c, one(200.0), one(900.0), BATTERY).mean() for c in (hanging, hardy)]
    assert lost[0] > 1.3 * lost[1]


def test_the_ground_is_mild_and_late(years: Years) -> None:
    """At 0.8 m the yearly wave keeps exp(-0.8/2.41) = 72 % and comes 19 days later."""
    air = battery_temperature(years, Battery(buried=1e-9))[:, 0]
    ground = battery_temperature(years, BATTERY)[:, 0]
    assert np.ptp(ground) / np.ptp(air) == pytest.approx(np.exp(-0.8 / 2.41), abs=0.01)
    delay = (np.argmax(ground) - np.argmax(air)) / STEPS
    assert delay == pytest.approx(0.8 / 2.41 * 365 / (2 * np.pi), abs=1.01)


def test_runs_of_dark_nights_are_counted() -> None:
    dark = np.array([0, 1, 1, 0, 1, 1, 1, 0], dtype=bool)[:, None]
    assert longest_run(dark).tolist() == [3]
    assert longest_run(np.zeros((5, 2), dtype=bool)).tolist() == [0, 0]
