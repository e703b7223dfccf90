"""Readings of containers whose filling is known, to try forecasts and policies on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from citybricks.methods.waste.fill.compound import SHAPE, Floats
from citybricks.methods.waste.fill.days import kinds, numbered

if TYPE_CHECKING:
    import pandas as pd

WEEKDAYS = (1.15, 0.95, 0.9, 0.95, 1.1, 1.25, 0.7, 1.3)
"""Monday to Sunday, and public holidays."""
COMES = 0.8
"""Chance that a truck comes to a container that is full enough."""
CAPACITY = 100.0
"""Percent."""


@dataclass(frozen=True, eq=False)
class Simulated:
    """Readings and the truth behind them.

    Parameters
    ----------
    frame
        Readings, with the columns of `citybricks.types.Reading`.
    rate
        Percent a day, (containers,).
    deposit
        Mean percent of a deposit, (containers,).
    weekday
        Factors of Monday to Sunday and of holidays, (8,).
    count
        Deposits, (days, containers).
    daily
        Percent thrown in, (days, containers).
    true
        Percent at the end of each day, before it is emptied, (days, containers); over 100 what
        lies beside it.
    emptied
        Whether it was emptied at the end of the day, (days, containers).
    """

    frame: pd.DataFrame
    rate: Floats
    deposit: Floats
    weekday: Floats
    count: Floats
    daily: Floats
    true: Floats
    emptied: np.ndarray


@dataclass(frozen=True, slots=True)
class Sensor:
    """What a sensor does to the truth.

    Parameters
    ----------
    noise
        Standard deviation of a reading, percent.
    step
        Percent to which readings are rounded.
    spikes
        Share of readings that are anything.
    stuck
        Share of days on which a sensor begins to repeat itself, for two weeks on average.
    missing
        Share of readings that do not come.
    tells
        Whether emptyings are told.
    counts
        Whether it counts deposits.
    fill
        Whether it knows how full the container is; otherwise people see at emptyings whether it
        was full.
    """

    noise: float = 1.0
    step: float = 1.0
    spikes: float = 0.0
    stuck: float = 0.0
    missing: float = 0.0
    tells: bool = True
    counts: bool = False
    fill: bool = True


def simulate(  # noqa: PLR0913 - each is a word of the experiment
    containers: int = 200,
    days: int = 365,
    seed: int = 0,
    *,
    first: date = date(2025, 1, 1),
    country: str = "CN",
    zone: str = "Asia/Shanghai",
    mean_rate: float = 12.0,
    spread: float = 0.5,
    deposit: float = 4.0,
    empty_at: float = 75.0,
    sensor: Sensor = Sensor(),
) -> Simulated:
    """Let containers fill and sensors tell of it, once a day at midnight.

    Parameters
    ----------
    containers, days, seed
        How many, how long, and the start of the random sequence.
    first
        First day.
    country
        Whose holidays.
    zone
        Time zone of the days.
    mean_rate
        Percent a day, of the median container.
    spread
        Standard deviation of the logarithm of the rates.
    deposit
        Percent that a deposit takes on average.
    empty_at
        A container this full is emptied at the end of the day, four times in five.
    sensor
        What it does to the truth.
    """
    draw = np.random.default_rng(seed)
    rate = mean_rate * np.exp(spread * draw.standard_normal(containers))
    size = deposit * np.exp(0.2 * draw.standard_normal(containers))
    factor = np.array(WEEKDAYS)
    kind = kinds(numbered(first), days, country)
    count = draw.poisson(factor[kind][:, None] * rate / size).astype(float)
    daily = draw.gamma(np.maximum(SHAPE * count, 1e-12), size / SHAPE) * (count > 0)
    true, emptied = served(daily, empty_at, draw)
    frame = told(true, emptied, count, sensor, draw)
    start = np.datetime64(first) + 1
    frame["time"] = (start + frame["time"].to_numpy()).astype("datetime64[us]")
    frame["time"] = frame["time"].dt.tz_localize(zone)
    return Simulated(frame, rate, size, factor, count, daily, true, emptied)


def served(daily: Floats, empty_at: float, draw: np.random.Generator) -> tuple[Floats, np.ndarray]:
    """Return the fill at the end of each day and when it was emptied, (days, containers) each.

    Parameters
    ----------
    daily
        Percent thrown in, (days, containers).
    empty_at
        A container this full is emptied at the end of the day, four times in five.
    draw
        The random sequence.
    """
    true, emptied = np.zeros(daily.shape), np.zeros(daily.shape, bool)
    fill: Floats = np.asarray(draw.uniform(0, empty_at, daily.shape[1]), np.float64)
    come = draw.random(daily.shape) < COMES
    for day in range(len(daily)):
        fill = fill + daily[day]
        true[day] = fill
        emptied[day] = (fill >= empty_at) & come[day]
        fill = np.where(emptied[day], 0.0, fill)
    return true, emptied


def told(
    true: Floats, emptied: np.ndarray, count: Floats, sensor: Sensor, draw: np.random.Generator
) -> pd.DataFrame:
    """Return what a sensor tells at the end of each day; times are numbers of days.

    Parameters
    ----------
    true, emptied
        What `served` returns.
    count
        Deposits, (days, containers).
    sensor
        What it does to the truth.
    draw
        The random sequence.
    """
    import pandas as pd

    days, containers = true.shape
    read = np.minimum(true, 100) + sensor.noise * draw.standard_normal(true.shape)
    read = np.clip(np.round(read / sensor.step) * sensor.step, 0, 100)
    spike = draw.random(true.shape) < sensor.spikes
    read[spike] = np.round(draw.uniform(0, 100, int(spike.sum())))
    begin, end = draw.random(true.shape) < sensor.stuck, draw.random(true.shape) < 1 / 14
    held = np.zeros(containers, bool)
    for day in range(1, days):
        held = np.where(held, ~end[day], begin[day])
        read[day] = np.where(held, read[day - 1], read[day])
    rows = pd.DataFrame(
        {
            "container": np.tile([f"C{at:03d}" for at in range(containers)], days),
            "time": np.repeat(np.arange(days), containers),
            "fill": read.ravel() if sensor.fill else np.nan,
            "deposits": count.ravel() if sensor.counts else np.nan,
            "emptied": emptied.ravel() & sensor.tells,
            "overflowed": np.where(emptied, true >= CAPACITY, np.nan).ravel(),
            "faulty": False,
        }
    )
    if sensor.fill:
        rows["overflowed"] = np.nan
    kept = (draw.random(true.size) >= sensor.missing) | emptied.ravel()
    left: pd.DataFrame = rows[kept].reset_index(drop=True)
    return left
