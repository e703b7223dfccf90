"""The charge of many batteries through many years at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from citybricks import track
from citybricks.bricks.solar_street.equipment import Battery
from citybricks.bricks.solar_street.sun import DAYS, STEPS, Array, Sun
from citybricks.bricks.solar_street.weather_years import Years

DIFFUSIVITY_M2_DAY = 0.05
"""Thermal diffusivity of moist soil."""
WARM_C = 25.0
"""Temperature at which batteries have their rated capacity."""
MIDSUMMER = {True: 181, False: 0}
"""Day the year starts in the north and in the south."""
WARM_UP = 30
"""Days before, from a full battery, that are lived through and not counted."""
DARK = 0.001
"""A night is dark when more than this share of what was asked is not served."""


@dataclass(frozen=True)
class Course:
    """What drives the batteries from one midsummer noon to the next.

    Steps are half hours by day; the half hours of a night, in which batteries only discharge,
    are one step.

    Parameters
    ----------
    gain
        Energy per watt of panel [Wh/W], shape (n_steps, n_tilts, n_years).
    demand
        Energy asked for [Wh], shape (n_steps,).
    charge
        Energy stored per energy sent, zero when too cold, shape (n_steps, n_years).
    fit
        Capacity of a cold battery over that of a warm one, shape (n_days, n_years).
    noons
        First step of each day, from noon to noon, and the number of steps; days of warming up
        come first.
    """

    gain: Array
    demand: Array
    charge: Array
    fit: Array
    noons: NDArray[np.int64]

    def of(self, tilts: list[int], years: NDArray[np.int64] | None = None) -> Course:
        """Keep some of the tilts and of the years."""
        kept = np.arange(self.gain.shape[2]) if years is None else years
        return replace(
            self,
            gain=np.ascontiguousarray(self.gain[:, tilts][:, :, kept]),
            charge=self.charge[:, kept],
            fit=self.fit[:, kept],
        )

    @property
    def asked(self) -> Array:
        """Energy asked for from each noon to the next [Wh]."""
        asked: Array = np.add.reduceat(self.demand, self.noons[:-1])[WARM_UP:]
        return asked


def course(sun: Sun, years: Years, outputs: list[Array], demand: Array, battery: Battery) -> Course:
    """Put the year in the order in which batteries live through it.

    Parameters
    ----------
    sun
        The sun over the place.
    years
        Years of weather.
    outputs
        Power per watt of panel for each tilt, as from `panel_output` [W/W].
    demand
        Energy asked for in each half hour [Wh].
    battery
        Its limits in the cold.
    """
    hours = 24 / STEPS
    start = (MIDSUMMER[sun.latitude >= 0] - WARM_UP) * STEPS + STEPS // 2
    order = np.arange(start, start + (WARM_UP + DAYS) * STEPS) % (DAYS * STEPS)
    day = sun.horizontal[order] > 0
    begins = day | np.roll(day, 1)
    begins[::STEPS] = True
    first = np.flatnonzero(begins)
    half_hour, lit = order[first], day[first]
    row = np.cumsum(sun.horizontal > 0) - 1
    gain = np.zeros((len(first), len(outputs), len(years)))
    for at, output in enumerate(outputs):
        gain[lit, at] = output[row[half_hour[lit]]] * hours
    warmth = battery_temperature(years, battery)
    daily = warmth[order].reshape(WARM_UP + DAYS, STEPS, -1).mean(axis=1)
    return Course(
        gain=gain,
        demand=np.add.reduceat(demand[order], first),
        charge=np.where(warmth[half_hour] >= battery.coldest_charge, battery.charge / 100, 0.0),
        fit=np.clip(1 - battery.cold_loss / 100 * (WARM_C - daily), 0.0, 1.0),
        noons=np.append(np.searchsorted(first, np.arange(WARM_UP + DAYS) * STEPS), len(first)),
    )


def battery_temperature(years: Years, battery: Battery) -> Array:
    r"""Temperature of the battery: of the air, or of the ground at its depth [degC].

    Notes
    -----
    In the ground the yearly wave of the air sinks in with attenuation and delay [1]_:
    :math:`\bar T + \Re(c\,e^{i\omega d - (1+i) z \sqrt{\omega / 2\alpha}})`.

    References
    ----------
    .. [1] Kusuda T., Achenbach P. R., Earth temperature and thermal diffusivity at selected
       stations in the United States, ASHRAE Transactions 71 (1965) 61-75.
    """
    if battery.buried == 0:
        return years.air
    daily = years.air.reshape(DAYS, STEPS, -1).mean(axis=1)
    turn = np.exp(2j * np.pi * np.arange(DAYS) / DAYS)
    wave = 2 / DAYS * (turn.conj() @ daily)
    sunk = np.exp(-(1 + 1j) * battery.buried * np.sqrt(np.pi / (DAYS * DIFFUSIVITY_M2_DAY)))
    ground = daily.mean(axis=0) + (turn[:, None] * wave * sunk).real
    return np.repeat(ground, STEPS, axis=0)


def unserved(course: Course, panel: Array, capacity: Array, battery: Battery) -> Array:
    r"""Energy asked for and not served, from each noon to the next [Wh].

    Parameters
    ----------
    course
        What drives the batteries.
    panel
        Peak power [W], shape (n_sizes, n_tilts or 1, n_years or 1).
    capacity
        Rated energy of the battery when new [Wh], of a shape that broadcasts with `panel`.
    battery
        Its efficiencies and limits.

    Returns
    -------
    Array
        Shape (n_days, n_sizes, n_tilts, n_years).

    Notes
    -----
    With :math:`n = P g - d` the surplus of a step, the store :math:`E` moves by
    :math:`\min(\eta_c n, n / \eta_d, r C \Delta t)`, is kept below
    :math:`C \cdot depth \cdot health \cdot fit` and above 0; what it would be below 0 is not
    served. It is full 30 days before midsummer and leaks once a day. Every rule is monotone in
    :math:`E`, in the panel and in the capacity: more of either never serves less.
    """
    shape = np.broadcast_shapes(panel.shape, capacity.shape, (1, *course.gain.shape[1:]))
    full = np.broadcast_to(capacity * battery.depth * battery.health / 1e4, shape)
    limit = np.broadcast_to(capacity * battery.rate * 24 / STEPS, shape)
    limited = bool((panel * course.gain.max() > limit).any())
    keep = (1 - battery.self_discharge / 100) ** (1 / 30)
    store, below = full * course.fit[0], np.empty(shape)
    short = np.zeros((WARM_UP + DAYS, *shape))
    for day in track(range(WARM_UP + DAYS), "charging and discharging"):
        steps = slice(course.noons[day], course.noons[day + 1])
        top = full * course.fit[day]
        store *= keep
        flows = course.gain[steps, None] * panel
        flows -= course.demand[steps, None, None, None]
        drawn = flows * (100 / battery.discharge)
        flows *= course.charge[steps, None, None]
        np.minimum(flows, drawn, out=flows)
        if limited:
            flows = np.minimum(flows, limit)
        for flow in flows:
            store += flow
            np.minimum(store, top, out=store)
            np.minimum(store, 0.0, out=below)
            short[day] -= below
            store -= below
    return short[WARM_UP:] * (battery.discharge / 100)


def loss_of_load(course: Course, panel: Array, capacity: Array, battery: Battery) -> Array:
    """Energy not served over energy asked for, shape (n_sizes, n_tilts, n_years)."""
    asked = course.asked.sum()
    short: Array = unserved(course, panel, capacity, battery).sum(axis=0)
    return short / asked if asked else short


def dark_nights(short: Array, asked: Array) -> NDArray[np.bool_]:
    """Which nights were dark, shape as `short`, with the days first."""
    dark: NDArray[np.bool_] = short > DARK * asked.reshape(-1, *[1] * (short.ndim - 1))
    return dark


def longest_run(dark: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Longest run of dark nights, along the first axis."""
    run = np.zeros(dark.shape[1:], dtype=np.int64)
    longest = run.copy()
    for night in dark:
        run = np.where(night, run + 1, 0)
        np.maximum(longest, run, out=longest)
    return longest
