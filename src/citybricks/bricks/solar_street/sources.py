"""Every year of weather that the sources speak for, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from citybricks import track
from citybricks.bricks.solar_street.measured_years import measured_years
from citybricks.bricks.solar_street.sun import Array, Sun
from citybricks.bricks.solar_street.weather_years import (
    MEAN_LIMITS,
    Years,
    clearness,
    join,
    synthetic_years,
)
from citybricks.kernel.errors import BrickError
from citybricks.types.energy import Weather

MONTHS = 12
SLACK = 1.1
"""Monthly clearness indices may pass their limits by this factor before they are refused."""


@dataclass(frozen=True)
class Sources:
    """Years of weather, and what the sources they come from are called.

    Parameters
    ----------
    years
        Files' own years and synthetic ones.
    names
        Of the sources: the monthly means first, then the files.
    """

    years: Years
    names: list[str]


def gather(
    sun: Sun, monthly: pd.DataFrame, weather: list[Weather], doubt: float, count: int, seed: int
) -> Sources:
    """Read the files and make synthetic years from every source.

    Parameters
    ----------
    sun
        The sun over the place.
    monthly
        The climate in twelve rows.
    weather
        Weather files.
    doubt
        Standard deviation of the logarithm of a source's error.
    count
        Synthetic years of all sources together.
    seed
        Start of the random sequence.

    Raises
    ------
    BrickError
        When the climate or a file is not what it should be.
    """
    climates = [in_order(sun, monthly)]
    files = []
    for at, file in enumerate(weather):
        years = measured_years(sun, file, at + 1, f"weather.{at}")
        irradiation, temperature = years.monthly()
        climates.append((irradiation.mean(axis=1), temperature.mean(axis=1)))
        files.append(years)
    shares = np.diff(np.linspace(0, count, len(climates) + 1).round().astype(int))
    made = [
        synthetic_years(
            sun,
            *climate,
            doubt=doubt,
            count=int(shares[at]),
            source=at,
            rng=np.random.default_rng([seed, at]),
        )
        for at, climate in enumerate(track(climates, "making years of weather"))
    ]
    return Sources(join([*made, *files]), ["", *(file.name for file in weather)])


def in_order(sun: Sun, monthly: pd.DataFrame) -> tuple[Array, Array]:
    """Return irradiation and temperature from January to December.

    Raises
    ------
    BrickError
        When a month is missing or double, or an irradiation cannot be.
    """
    given = monthly.month.tolist()
    if sorted(given) != list(range(1, MONTHS + 1)):
        raise BrickError(
            "monthly",
            "must have each month from 1 to 12 once; it has: {months}",
            months=", ".join(str(month) for month in given),
        )
    frame = monthly.sort_values("month")
    irradiation = frame.irradiation.to_numpy(float)
    index = clearness(sun, irradiation)
    low, high = MEAN_LIMITS[0] / SLACK, MEAN_LIMITS[1] * SLACK
    wrong = (index < low) | (index > high)
    if wrong.any():
        at = int(np.argmax(wrong))
        outside = irradiation[at] / index[at]
        raise BrickError(
            f"monthly.{given.index(at + 1)}.irradiation",
            "{value} kWh/m2 per day in month {month} cannot be: at this latitude it lies between"
            " {low} and {high}; are these sums of the month, or megajoules?",
            value=float(irradiation[at]),
            month=at + 1,
            low=round(float(low * outside), 2),
            high=round(float(high * outside), 2),
        )
    return irradiation, frame.temperature.to_numpy(float)
