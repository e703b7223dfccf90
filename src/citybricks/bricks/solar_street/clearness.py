"""How clear each day of a year is, given how clear its months are on average."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from citybricks.bricks.solar_street.sun import DAYS, Array

MONTH_LENGTHS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
MONTH = np.repeat(np.arange(12), MONTH_LENGTHS)
"""Month of each day, 0 to 11."""
LIMITS = (0.01, 0.865)
"""Daily clearness indices; the upper one is the highest of Aguiar et al."""
DARKEST_DAY = 0.05
"""Clearness index of the darkest day in Bendt's distribution."""
MEMORY = 0.29
"""Lag-one correlation of the Gaussian image of the index, Graham et al."""


def by_month(daily: Array) -> Array:
    """Average days over their months, along the first axis."""
    ends = np.cumsum(MONTH_LENGTHS)[:-1]
    return np.stack([part.mean(axis=0) for part in np.split(daily, ends)])


def daily_clearness(means: Array, rng: np.random.Generator) -> Array:
    """Draw the clearness index of every day, half of the years by each of two generators.

    Parameters
    ----------
    means
        Monthly mean clearness indices, shape (12, n_years).
    rng
        Where randomness comes from.

    Returns
    -------
    Array
        Daily clearness indices, shape (365, n_years).

    Notes
    -----
    Neither generator was made from the weather of monsoon Asia. In the winters of Tianjin,
    Shanghai and Shenzhen days with an index below 0.15 are twice as frequent as the matrices of
    Aguiar et al. have them and nearly as frequent as Bendt's distribution has them; having both
    puts what is not known about the generator among the years.
    """
    days = np.empty((DAYS, means.shape[1]))
    days[:, 0::2] = markov_clearness(means[:, 0::2], rng)
    days[:, 1::2] = gaussian_clearness(means[:, 1::2], rng)
    return np.clip(days, *LIMITS)


def markov_clearness(means: Array, rng: np.random.Generator) -> Array:
    """Draw daily clearness indices by Markov transitions, shape (365, n_years).

    Notes
    -----
    Ten matrices for ten classes of the monthly mean, each between ten states of the day [1]_;
    the index is uniform within its state. Values are scaled by the wanted mean over the mean of
    the class's stationary distribution, so that months come out right on average and still
    differ from year to year.

    References
    ----------
    .. [1] Aguiar R. J., Collares-Pereira M., Conde J. P., Simple procedure for generating
       sequences of daily radiation values using a library of Markov transition matrices,
       Solar Energy 40 (1988) 269-279, doi:10.1016/0038-092X(88)90049-7.
    """
    table = _transitions()
    years = means.shape[1]
    kind = np.searchsorted(table.upper, means, side="left")
    scale = means / table.mean[kind]
    width = (table.highest - table.lowest) / table.steps.shape[1]
    index = means[11] / scale[11]
    days = np.empty((DAYS, years))
    draws = rng.random((DAYS + MONTH_LENGTHS[11], 2, years))
    for at, (leap, place) in enumerate(draws, start=-int(MONTH_LENGTHS[11])):
        month = MONTH[at]
        now = kind[month]
        state = np.clip((index - table.lowest[now]) / width[now], 0, 9).astype(int)
        state = (leap[:, None] > table.steps[now, state]).sum(axis=1)
        index = table.lowest[now] + (state + place) * width[now]
        if at >= 0:
            days[at] = index * scale[month]
    return days


def gaussian_clearness(means: Array, rng: np.random.Generator) -> Array:
    r"""Draw daily clearness indices by a Gaussian first-order process, shape (365, n_years).

    Notes
    -----
    :math:`\chi_d = \phi \chi_{d-1} + \epsilon_d` [1]_, and :math:`\Phi(\chi_d)` is the quantile
    of the day in the exponential distribution of Bendt et al. [2]_ between 0.05 and
    :math:`k_{max}`, whose parameters follow from the monthly mean after Herzog [3]_; his fit
    is up to a tenth off in very cloudy months, and values are scaled to the mean.

    References
    ----------
    .. [1] Graham V. A., Hollands K. G. T., Unny T. E., A time series model for Kt with
       application to global synthetic weather generation, Solar Energy 40 (1988) 83-92,
       doi:10.1016/0038-092X(88)90075-8.
    .. [2] Bendt P., Collares-Pereira M., Rabl A., The frequency distribution of daily insolation
       values, Solar Energy 27 (1981) 1-5, doi:10.1016/0038-092X(81)90013-X.
    .. [3] Duffie J. A., Beckman W. A., Solar Engineering of Thermal Processes, 4th ed., Wiley
       2013, eq. 2.9.6 to 2.9.8, doi:10.1002/9781118671603.
    """
    from scipy.special import ndtr

    highest = 0.6313 + 0.267 * means - 11.9 * (means - 0.75) ** 8
    ratio = (highest - DARKEST_DAY) / (highest - means)
    slope = -1.498 + (1.184 * ratio - 27.182 * np.exp(-1.5 * ratio)) / (highest - DARKEST_DAY)
    slope = np.where(np.abs(slope) < 1e-3, 1e-3, slope)  # noqa: PLR2004 - the uniform limit
    least, most = np.exp(slope * DARKEST_DAY), np.exp(slope * highest)
    quantile = ndtr(remembering(MEMORY, means.shape[1], rng))
    days = np.log(least[MONTH] * (1 - quantile) + most[MONTH] * quantile) / slope[MONTH]
    mean = (highest * most - DARKEST_DAY * least) / (most - least) - 1 / slope
    scaled: Array = days * (means / mean)[MONTH]
    return scaled


def remembering(memory: float, years: int, rng: np.random.Generator) -> Array:
    """Draw standard normal days with lag-one correlation `memory`, shape (365, years)."""
    days = rng.standard_normal((DAYS, years))
    for at in range(1, DAYS):
        days[at] = memory * days[at - 1] + np.sqrt(1 - memory**2) * days[at]
    return days


@dataclass(frozen=True)
class _Transitions:
    upper: Array
    lowest: Array
    highest: Array
    mean: Array
    steps: Array


def _transitions() -> _Transitions:
    frame = pd.read_csv(Path(__file__).with_name("clearness_transitions.csv"))
    chances = frame.filter(like="to_").to_numpy(float).reshape(10, 10, 10)
    chances /= chances.sum(axis=2, keepdims=True)
    lowest, highest = (frame[name].to_numpy(float)[::10] for name in ("lowest", "highest"))
    stationary = np.linalg.matrix_power(chances, 256)[:, 0]
    centres = lowest[:, None] + (np.arange(10) + 0.5) * (highest - lowest)[:, None] / 10
    return _Transitions(
        upper=np.arange(0.30, 0.71, 0.05),
        lowest=lowest,
        highest=highest,
        mean=(stationary * centres).sum(axis=1),
        steps=np.cumsum(chances, axis=2)[:, :, :-1],
    )
