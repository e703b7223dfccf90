"""How much counts vary around what is expected, by the season.

Variances are told as dispersion: variance over mean, 1 for a Poisson distribution.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Floats, Truths

SEASONS = 52
WIDTH = 2.5 / SEASONS
"""Standard deviation of the kernel by which neighbouring weeks of the year tell of each other."""
TRUST = 0.75
"""How far the dispersion of a restless season is believed, as a power, over that of the quiet
quarter of the year: few past years tell it, and fully believed it would hide outbreaks."""
DOUBT = 10.0
"""Days by which some days are first taken to vary as all do."""
NEARLY = 1e-6
"""How near to 1 a dispersion is that of a Poisson distribution."""
LEAST = 1e-3
"""Of a dispersion."""


def season_of(part_of_year: Floats) -> NDArray[np.intp]:
    """Return the week of the year, 0 to 51."""
    return np.minimum((part_of_year * SEASONS).astype(np.intp), SEASONS - 1)


def kernel_of(part_of_year: Floats) -> Floats:
    """Return how much each day of the past tells of each week of the year, (seasons, days)."""
    middle = (np.arange(SEASONS) + 0.5) / SEASONS
    apart = np.abs(middle[:, None] - part_of_year)
    found: Floats = np.exp(-0.5 * (np.minimum(apart, 1 - apart) / WIDTH) ** 2)
    return found


@dataclass(frozen=True, eq=False)
class Squares:
    """What residuals of the past tell of dispersion; all arrays are of shape (units, days).

    Parameters
    ----------
    square
        Squared residual over mean.
    mean
        Expected counts.
    weights
        Of the days, 0 where nothing is known.
    hat
        Leverages: how far a day was fitted to itself.
    """

    square: Floats
    mean: Floats
    weights: Floats
    hat: Floats

    @property
    def share(self) -> Floats:
        """How much of a day's variance is left in its residual."""
        left: Floats = self.weights * (1 - self.hat)
        return left

    def whole(self) -> Floats:
        """Return the dispersion of the whole year, (units, 1)."""
        told = np.maximum(self.share.sum(axis=1, keepdims=True), 1.0)
        square: Floats = (self.weights * self.square).sum(axis=1, keepdims=True)
        found: Floats = np.maximum(square / told, LEAST)
        return found

    def by_season(self, kernel: Floats) -> Floats:
        """Return the dispersion of each week of the year, (units, seasons).

        Weeks are believed to differ as far as they differ by more than chance.
        """
        whole, turned = self.whole(), kernel.T
        amount = np.maximum(self.weights @ turned, 1e-9)
        found: Floats = ((self.weights * self.square) @ turned) / np.maximum(
            self.share @ turned, 1e-9
        )
        days = amount**2 / np.maximum(self.weights @ turned**2, 1e-9)
        mean = np.maximum((self.weights * self.mean) @ turned / amount, 1e-9)
        chance = (whole**2 * 2 + whole / mean) / np.maximum(days, 1e-9)
        spread = ((found - whole) ** 2).mean(axis=1, keepdims=True)
        belief = 1 - chance.mean(axis=1, keepdims=True) / np.maximum(spread, 1e-12)
        seasons: Floats = whole + np.clip(belief, 0.0, 1.0) * (found - whole)
        return np.maximum(seasons, LEAST)

    def of_some(self, chosen: Truths, dispersion: Floats) -> Floats:
        """Return how many times as large the dispersion of some days is, at least 1, (units, 1)."""
        ratio = (self.weights * self.square / dispersion)[:, chosen].sum(axis=1, keepdims=True)
        days = self.share[:, chosen].sum(axis=1, keepdims=True)
        found: Floats = np.maximum((ratio + DOUBT) / (days + DOUBT), 1.0)
        return found


def trusted(seasons: Floats) -> Floats:
    """Return dispersions by season as they are believed when outbreaks are looked for."""
    quiet = np.quantile(seasons, 0.25, axis=1, keepdims=True)
    found: Floats = quiet * (seasons / quiet) ** TRUST
    return found


def scale_of(mean: Floats, dispersion: Floats) -> Floats:
    """Return by which factor a Poisson count is scaled and then rounded, for a dispersion below 1.

    What rounding adds to the variance is a part of it. From a dispersion of 1 on it is 1.
    """
    low = np.minimum(dispersion, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.maximum(low - (1 - low) / (12 * mean), 0.5 * low)
    return np.where(low < 1, found, 1.0)


def drawn(mean: Floats, dispersion: Floats, chance: np.random.Generator) -> Floats:
    """Draw counts of a mean and dispersion: negative binomial, or scaled Poisson counts below 1."""
    more = np.maximum(dispersion - 1, NEARLY)
    rate = chance.gamma(mean / more) * more
    scale = scale_of(mean, dispersion)
    return np.round(chance.poisson(np.where(dispersion > 1 + NEARLY, rate, mean) / scale) * scale)
