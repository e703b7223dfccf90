"""Years of weather: those that files hold, and those that monthly means allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.bricks.solar_street.clearness import (
    MONTH,
    MONTH_LENGTHS,
    by_month,
    daily_clearness,
    remembering,
)
from citybricks.bricks.solar_street.sun import DAYS, STEPS, Array, Sun

MEAN_LIMITS = (0.08, 0.74)
"""Monthly mean clearness indices on earth lie between these."""
BEAM_LIMIT = 0.80
"""Highest share of the extraterrestrial beam that reaches the ground."""
DAILY_SPREAD_K, DAILY_MEMORY = 3.0, 0.7
"""Daily mean temperatures about their season: standard deviation and lag-one correlation,
as measured in the TMYx files of Tianjin, Shanghai and Shenzhen (2.4 to 3.5 K, 0.6 to 0.8)."""


@dataclass(frozen=True)
class Years:
    """Years of weather side by side, in half hours; a column is a year.

    Parameters
    ----------
    level
        Global irradiance on the horizontal [W/m2], shape (n_steps, n_years).
    diffuse
        Its diffuse part [W/m2].
    air
        Air temperature [degC].
    source
        Index of the source each year was made from.
    measured
        Whether the year is a file's own, not a synthetic one.
    """

    level: Array
    diffuse: Array
    air: Array
    source: NDArray[np.int64]
    measured: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.source)

    def monthly(self) -> tuple[Array, Array]:
        """Monthly means of daily irradiation [kWh/m2] and temperature [degC], (12, n_years)."""
        daily = self.level.reshape(DAYS, STEPS, -1).sum(axis=1) * 24 / STEPS / 1000
        warmth = self.air.reshape(DAYS, STEPS, -1).mean(axis=1)
        return by_month(daily), by_month(warmth)


def join(parts: list[Years]) -> Years:
    """Put years side by side."""
    return Years(
        np.hstack([part.level for part in parts]),
        np.hstack([part.diffuse for part in parts]),
        np.hstack([part.air for part in parts]),
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.measured for part in parts]),
    )


def synthetic_years(
    sun: Sun,
    irradiation: Array,
    temperature: Array,
    *,
    doubt: float,
    count: int,
    source: int,
    rng: np.random.Generator,
) -> Years:
    """Make years of half-hourly weather that agree with twelve monthly means.

    Parameters
    ----------
    sun
        The sun over the place.
    irradiation, temperature
        Monthly means of daily global irradiation [kWh/m2] and of air temperature [degC], (12,).
    doubt
        Standard deviation of the logarithm of the error of `irradiation`; each year carries
        one error for all its months, and the errors are spread evenly over their distribution.
    count
        How many years.
    source
        Index of the source, kept with the years.
    rng
        Where randomness comes from.
    """
    from scipy.special import ndtri

    error = np.exp(doubt * ndtri((np.arange(count) + 0.5) / count))
    means = clearness(sun, irradiation)[:, None] * error
    daily = daily_clearness(np.clip(means, *MEAN_LIMITS), rng)
    level, diffuse = within_days(sun, daily)
    air = air_temperature(daily, temperature, rng)
    return Years(level, diffuse, air, np.full(count, source), np.zeros(count, dtype=bool))


def clearness(sun: Sun, irradiation: Array) -> Array:
    """Monthly mean clearness index of monthly mean daily irradiation [kWh/m2]."""
    outside = by_month(sun.horizontal.reshape(DAYS, STEPS).sum(axis=1)) * 24 / STEPS / 1000
    return irradiation / outside


def within_days(sun: Sun, daily: Array) -> tuple[Array, Array]:
    r"""Spread daily totals over the half hours and split off the diffuse part.

    Parameters
    ----------
    sun
        The sun over the place.
    daily
        Daily clearness indices, shape (365, n_years).

    Returns
    -------
    tuple[Array, Array]
        Global and diffuse irradiance on the horizontal [W/m2], shape (17520, n_years).

    Notes
    -----
    Global in proportion to :math:`(a + b\cos\omega)` times the extraterrestrial irradiance
    [1]_, diffuse in proportion to the latter [2]_, its daily share from the index [3]_.

    References
    ----------
    .. [1] Collares-Pereira M., Rabl A., The average distribution of solar radiation, Solar
       Energy 22 (1979) 155-164, doi:10.1016/0038-092X(79)90100-2.
    .. [2] Liu B. Y. H., Jordan R. C., Solar Energy 4 (1960) 1-19,
       doi:10.1016/0038-092X(60)90062-1.
    .. [3] Erbs D. G., Klein S. A., Duffie J. A., Solar Energy 28 (1982) 293-302,
       doi:10.1016/0038-092X(82)90302-4.
    """
    outside = sun.horizontal.reshape(DAYS, STEPS)
    half_day = np.pi * (outside > 0).sum(axis=1) / STEPS
    noon = (outside * np.arange(STEPS)).sum(axis=1) / outside.sum(axis=1)
    angle = 2 * np.pi * (np.arange(STEPS) - noon[:, None]) / STEPS
    a = 0.409 + 0.5016 * np.sin(half_day - np.pi / 3)
    b = 0.6609 - 0.4767 * np.sin(half_day - np.pi / 3)
    shape = np.maximum(a[:, None] + b[:, None] * np.cos(angle), 0.0) * outside
    total = outside.sum(axis=1, keepdims=True)
    shape *= total / shape.sum(axis=1, keepdims=True)
    cloudy = daily * diffuse_share(daily, half_day)
    level = shape[:, :, None] * daily[:, None, :]
    diffuse = np.minimum(outside[:, :, None] * cloudy[:, None, :], level)
    return level.reshape(DAYS * STEPS, -1), diffuse.reshape(DAYS * STEPS, -1)


def diffuse_share(daily: Array, half_day: Array) -> Array:
    """Diffuse share of a day's irradiation by the correlations of Erbs et al. for two seasons."""
    winter = np.polyval([9.3879, -11.9514, 2.4495, -0.2727, 1.0], np.minimum(daily, 0.715))
    winter = np.where(daily < 0.715, winter, 0.143)  # noqa: PLR2004 - Erbs et al.
    other = np.polyval([0.8448, -2.5557, 0.2832, 1.0], np.minimum(daily, 0.722))
    other = np.where(daily < 0.722, other, 0.175)  # noqa: PLR2004 - Erbs et al.
    share: Array = np.where((half_day <= np.radians(81.4))[:, None], winter, other)
    return share


def air_temperature(daily: Array, monthly: Array, rng: np.random.Generator) -> Array:
    r"""Make half-hourly air temperatures of monthly means [degC], shape (17520, n_years).

    Notes
    -----
    Monthly means joined from mid-month to mid-month, a first-order autoregressive daily
    deviation, and the daily wave of [1]_ with amplitude :math:`25.8 \bar K_t - 5.21` K.

    References
    ----------
    .. [1] Erbs D. G., Klein S. A., Beckman W. A., Estimation of degree-days and ambient
       temperature bin data from monthly-average temperatures, ASHRAE Journal 25 (1983) 60-65.
    """
    centre = np.cumsum(MONTH_LENGTHS) - MONTH_LENGTHS / 2
    season = np.interp(np.arange(DAYS) + 0.5, centre, monthly, period=DAYS)
    noise = DAILY_SPREAD_K * remembering(DAILY_MEMORY, daily.shape[1], rng)
    phase = 2 * np.pi * ((np.arange(STEPS) + 0.5) * 24 / STEPS - 1) / 24
    waves = ((1, 0.4632, 3.805), (2, 0.0984, 0.360), (3, 0.0168, 0.822), (4, 0.0138, 3.513))
    wave = sum(size * np.cos(n * phase - shift) for n, size, shift in waves)
    swing = np.maximum(25.8 * by_month(daily).mean(axis=1) - 5.21, 0.0)[MONTH]
    base = season[:, None] + swing[:, None] * wave
    air: Array = base[:, :, None] + noise[:, None, :]
    return air.reshape(DAYS * STEPS, -1)
