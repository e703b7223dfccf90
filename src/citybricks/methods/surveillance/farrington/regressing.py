"""From counts to what is usual: regress, weigh down past outbreaks, regress again, judge the trend.

R's `surveillance` keeps the outbreak weights in the place of the working weights after the second
regression, so that everything which is computed from the fitted model thereafter stands on
Σ ω ((y - μ) / μ)² / df instead of Pearson's dispersion: the standard error of the mean and the
test of the trend. This is done here as well; thresholds would differ otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from citybricks.methods.surveillance.farrington.glm import LEAST_MEAN, Design, Fit, fit
from citybricks.methods.surveillance.series import Floats, Truths


@dataclass(frozen=True)
class Regression:
    """How regressions are done.

    Parameters
    ----------
    trend
        Whether a trend is tried.
    trend_p
        It is kept where its p-value is below this; always, if 1.
    reweight
        Whether past outbreaks are weighed down.
    unusual
        From which Anscombe residual on.
    pearson
        Whether standard errors stand on Pearson's dispersion, at least 1, as they should.
    """

    trend: bool
    trend_p: float
    reweight: bool
    unusual: float
    pearson: bool


@dataclass(frozen=True, eq=False)
class Rows:
    """Counts of many baselines that lie alike.

    Parameters
    ----------
    counts
        Of shape (rows, counts); NaN where nothing is known.
    offsets
        Logarithms of the population, alike, or none.
    now
        Logarithms of the population at the time that is looked at, or zeros, of shape (rows,).
    """

    counts: Floats
    offsets: Floats | None
    now: Floats


@dataclass(frozen=True, eq=False)
class Usual:
    """What is usual, of any shape.

    Parameters
    ----------
    mean
        Expected count; NaN where no regression came to rest.
    error
        Standard error of its logarithm.
    dispersion
        Variance over mean, at least 1.
    """

    mean: Floats
    error: Floats
    dispersion: Floats

    @property
    def arrays(self) -> tuple[Floats, Floats, Floats]:
        """All of it."""
        return self.mean, self.error, self.dispersion


def dispersion(counts: Floats, found: Fit, weights: Floats, freedom: Floats) -> Floats:
    """Return the weighted sum of squares of relative residuals per degree of freedom."""
    relative = np.where(weights > 0, counts / found.means - 1, 0.0)
    return np.asarray(np.einsum("ij,ij,ij->i", weights, relative, relative) / freedom)


def anscombe(counts: Floats, found: Fit, spread: Floats, leverages: Floats) -> Floats:
    """Return the standardised Anscombe residuals of a Poisson model."""
    raw = 1.5 * (np.cbrt(counts) ** 2 * found.means ** (-1 / 6) - np.sqrt(found.means))
    return np.asarray(raw / np.sqrt(spread[:, None] * (1 - leverages)))


@np.errstate(all="ignore")
def usual(design: Design, rows: Rows, how: Regression) -> Usual:
    """Return what is usual for all rows."""
    if not how.trend:
        return _regressed(design, rows, how, sloped=False)[0]
    trended, p = _regressed(design, rows, how, sloped=True)
    most = np.nanmax(rows.counts, axis=1, initial=0)
    kept = ((p < how.trend_p) | (how.trend_p == 1)) & (trended.mean <= most)
    level, _ = _regressed(design, _some(rows, ~kept), how, sloped=False)
    for array, other in zip(trended.arrays, level.arrays, strict=True):
        array[~kept] = other
    return trended


def _some(rows: Rows, mask: Truths) -> Rows:
    """Return some rows."""
    offsets = None if rows.offsets is None else rows.offsets[mask]
    return Rows(rows.counts[mask], offsets, rows.now[mask])


def _regressed(
    design: Design, rows: Rows, how: Regression, *, sloped: bool
) -> tuple[Usual, Floats]:
    """Return what is usual and the p-value of the trend."""
    known = np.isfinite(rows.counts)
    counts, weights = np.where(known, rows.counts, 0.0), known.astype(float)
    found = fit(design, counts, weights, rows.offsets, sloped=sloped)
    rested = found.converged > 0
    freedom = found.freedom(weights)
    pearson = dispersion(counts, found, found.working, freedom)
    shown = found.working
    if how.reweight:
        weights = _outbreaks_down(design, counts, found, weights, np.maximum(pearson, 1), how)
        found = fit(design, counts, weights, rows.offsets, sloped=sloped)
        pearson = dispersion(counts, found, found.working, freedom)
        shown = weights
    shown_dispersion = pearson if how.pearson else dispersion(counts, found, shown, freedom)
    ratio = np.abs(found.slope) / np.sqrt(shown_dispersion / found.spread)
    least = LEAST_MEAN if how.pearson else 0.0  # of what R predicts on the scale of counts
    mean = np.where(rested, np.maximum(np.exp(found.levels[:, 0] + rows.now), least), np.nan)
    spread = np.maximum(pearson, 1)
    error = np.sqrt((spread if how.pearson else shown_dispersion) * found.level_variance)
    return Usual(mean, error, spread), 2 * special.stdtr(freedom, -ratio)


def _outbreaks_down(
    design: Design, counts: Floats, found: Fit, weights: Floats, spread: Floats, how: Regression
) -> Floats:
    """Return weights that are small for unusually large counts and sum up to as much."""
    residuals = anscombe(counts, found, spread, found.leverages(design))
    lowered = np.where(residuals > how.unusual, weights / residuals**2, weights)
    return np.asarray(lowered * (weights.sum(axis=1) / lowered.sum(axis=1))[:, None])
