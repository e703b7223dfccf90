"""Expected daily counts of many units at once, robust against outbreaks of the past.

Counts have the mean exp(design · coefficients + level of the last weeks) times their population,
and the variance dispersion · mean, which for a dispersion above 1 is that of a negative binomial
distribution. Days far above what is expected are taken as past outbreaks and weigh less [1]_.

References
----------
.. [1] A. Noufaily, D. G. Enki, P. Farrington et al., "An improved algorithm for outbreak detection
   in multiple surveillance systems", Statistics in Medicine 32(7), 2013.
   https://doi.org/10.1002/sim.5595
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.daily import level
from citybricks.methods.surveillance.daily.dispersion import (
    Squares,
    drawn,
    kernel_of,
    season_of,
    trusted,
)
from citybricks.methods.surveillance.daily.regression import (
    leverages,
    mean_of,
    raised,
    slopes,
    solve,
)
from citybricks.methods.surveillance.series import Floats, Truths

SLIP = 30
"""Times the 95th percentile of the past and one: larger counts are not learnt from."""
RIDGE, NEVER = 1e-3, 1e9
"""Penalties of coefficients that are free, and of those that are to be 0."""
SLOPE_RIDGE = 5.0
"""Of the level of the last weeks, which few cases do not tell."""


@dataclass(frozen=True, eq=False)
class Days:
    """Open days of several units and what explains them.

    Parameters
    ----------
    counts
        Cases, NaN where nothing was reported, of shape (units, days).
    offset
        Logarithm of the population, of the same shape.
    design
        Of shape (days, columns).
    seasonal
        Which columns are harmonics of the year, the slowest first, (columns,).
    special
        Which days are holidays or come after them, (days,).
    day
        Numbers of the days, (days,).
    part_of_year
        In [0, 1), (days,).
    week
        Open days in a week.
    """

    counts: Floats
    offset: Floats
    design: Floats
    seasonal: Truths
    special: Truths
    day: NDArray[np.intp]
    part_of_year: Floats
    week: int

    def part(self, chosen: slice) -> Days:
        """Return some of the days."""
        return Days(
            self.counts[:, chosen],
            self.offset[:, chosen],
            self.design[chosen],
            self.seasonal,
            self.special[chosen],
            self.day[chosen],
            self.part_of_year[chosen],
            self.week,
        )


@dataclass(frozen=True, eq=False)
class Fit:
    """A model of several units.

    Parameters
    ----------
    coefficients
        Of shape (units, columns).
    covariance
        Of the coefficients, (units, columns, columns).
    slope
        Of the level of the last weeks, (units, weeks).
    weights
        Of the days of the past, 1 where usual, less where far above, 0 where not known.
    seasons
        Dispersion in each week of the year, (units, seasons).
    special
        How much larger it is on holidays and days after them, (units, 1).
    """

    coefficients: Floats
    covariance: Floats
    slope: Floats
    weights: Floats
    seasons: Floats
    special: Floats

    def expected(self, days: Days) -> Floats:
        """Return what is expected of days, which the weeks before them belong to, (units, days)."""
        mean = mean_of(self.coefficients, days.design, days.offset)
        return raised(mean, level.recent(days.counts, mean, days.day, days.week), self.slope)

    def dispersion(self, days: Days) -> Floats:
        """Return the dispersion of days, (units, days)."""
        return self._of(self.seasons, days)

    def believed(self, days: Days) -> Floats:
        """Return the dispersion of days as it is believed in looking for outbreaks."""
        return self._of(trusted(self.seasons), days)

    def _of(self, seasons: Floats, days: Days) -> Floats:
        return seasons[:, season_of(days.part_of_year)] * np.where(days.special, self.special, 1.0)


def fit(past: Days, harmonics: int | None, down_weight: float, seed: int) -> Fit:
    """Fit the models of several units to their past.

    Parameters
    ----------
    past
        Days to learn from.
    harmonics
        Of the year; none to choose by QAIC.
    down_weight
        Standardised residuals above this weigh less, by the square.
    seed
        Of what is drawn to see how much variance the weights take away.
    """
    known = _possible(past.counts)
    cases = np.where(known, past.counts, 0.0)
    kernel, season = kernel_of(past.part_of_year), season_of(past.part_of_year)
    at, ridge = _begin(past, cases, known, harmonics)
    weights, dispersion = known.astype(float), np.ones(cases.shape)
    for last in (False, False, True):
        at, information = solve(cases, past.design, past.offset, weights / dispersion, ridge, at)
        mean = mean_of(at, past.design, past.offset)
        covariance: Floats = np.asarray(np.linalg.inv(information), np.float64)
        hat = leverages(past.design, covariance, mean * weights / dispersion)
        dispersion = Squares((cases - mean) ** 2 / mean, mean, weights, hat).by_season(kernel)
        dispersion = dispersion[:, season]
        if not last:
            weights = known * _weights(cases, mean, dispersion * (1 - hat), down_weight)
    columns = level.recent(past.counts, mean, past.day, past.week)
    for _ in (1, 2):
        slope = slopes(cases, mean, columns, weights / dispersion, SLOPE_RIDGE)
        whole = raised(mean, columns, slope)
        squares = Squares((cases - whole) ** 2 / whole, whole, weights, hat)
        seasons = squares.by_season(kernel)
        special = squares.of_some(past.special, seasons[:, season])
        dispersion = seasons[:, season] * np.where(past.special, special, 1.0)
        weights = known * _weights(cases, whole, dispersion * (1 - hat), down_weight)
    seasons = seasons / _kept(whole, dispersion, known, down_weight, seed)
    return Fit(at, covariance, slope, weights, seasons, special)


def _possible(counts: Floats) -> Truths:
    """Return which counts can be any, and not slips of the pen far above all others."""
    known = np.isfinite(counts)
    high = np.quantile(np.where(known, counts, 0.0), 0.95, axis=1, keepdims=True)
    found: Truths = known & (np.where(known, counts, 0.0) <= SLIP * (high + 1))
    return found


def _weights(cases: Floats, mean: Floats, variance: Floats, down_weight: float) -> Floats:
    """Return less than 1 for days whose Anscombe residual is large."""
    residual = 1.5 * (cases ** (2 / 3) - mean ** (2 / 3)) / mean ** (1 / 6) / np.sqrt(variance)
    return np.minimum(1.0, (down_weight / np.maximum(residual, 1e-9)) ** 2)


def _kept(mean: Floats, dispersion: Floats, known: Truths, down_weight: float, seed: int) -> Floats:
    """Return the part of the dispersion that the weights leave when nothing is wrong, (units, 1).

    Counts are drawn as the model has them, each unit from the same beginning.
    """
    found = np.empty((len(mean), 1))
    for unit, (usual, spread) in enumerate(zip(mean, dispersion, strict=True)):
        cases = drawn(usual, spread, np.random.default_rng(seed))
        weights = known[unit] * _weights(cases, usual, spread, down_weight)
        left = (weights * (cases - usual) ** 2 / usual).sum() / max(weights.sum(), 1.0)
        whole = (known[unit] * (cases - usual) ** 2 / usual).sum() / max(known[unit].sum(), 1.0)
        found[unit] = left / whole if whole > 0 else 1.0
    return np.clip(found, 0.5, 1.0)


def _begin(
    past: Days, cases: Floats, known: Truths, harmonics: int | None
) -> tuple[Floats, Floats]:
    """Return first coefficients and the penalties that say how many harmonics there are."""
    people = (known * np.exp(past.offset)).sum(axis=1)
    usual = np.log(np.maximum(cases.sum(axis=1), 0.5) / np.maximum(people, 1e-12))
    constant = np.linalg.lstsq(past.design, np.ones(len(past.design)), rcond=None)[0]
    at = usual[:, None] * constant
    most = int(past.seasonal.sum()) // 2
    if harmonics is not None or most == 0:
        return at, np.full(at.shape, RIDGE)
    order = np.cumsum(past.seasonal) - 1
    deviances, penalties = [], []
    for number in range(1, most + 1):
        penalty = np.where(past.seasonal & (order >= 2 * number), NEVER, RIDGE)
        ridge = np.broadcast_to(penalty, at.shape)
        found, _ = solve(cases, past.design, past.offset, known.astype(float), ridge, at)
        mean = mean_of(found, past.design, past.offset)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.where(cases > 0, cases * np.log(cases / mean), 0.0)
        deviances.append(2 * (known * (logs - cases + mean)).sum(axis=1))
        penalties.append(penalty)
    freedom = np.maximum(known.sum(axis=1) - past.design.shape[1], 1)
    scale = np.maximum(deviances[-1] / freedom, 1e-9)
    qaic = np.array(deviances) / scale + 4 * np.arange(1, most + 1)[:, None]
    return at, np.array(penalties)[qaic.argmin(axis=0)]
