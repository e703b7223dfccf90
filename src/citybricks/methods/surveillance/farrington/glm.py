"""Many quasi-Poisson regressions at once, with a level per season and a common slope.

All regressions have the same times, so they are the rows of one array. Such a model needs no
matrix to be solved: given the slope, each season's level is a weighted mean. Numbers are those of
R's `glm(family = quasipoisson)`: the same start, the same criterion of convergence (1e-8, at
most 25 steps), and working weights of the step before the last.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Floats, Truths

_STEPS = 25
_TOLERANCE = 1e-8
LEAST_MEAN = float(np.finfo(float).eps)
"""No mean is smaller, as in R."""


@dataclass(frozen=True, eq=False)
class Design:
    """Times and seasons of the counts of all rows.

    Parameters
    ----------
    times
        Of shape (counts,); 0 is the time that is looked at.
    seasons
        A column for each season, 1 for counts in it, else 0, of shape (counts, seasons). The
        first is the season of the time that is looked at.
    """

    times: Floats
    seasons: Floats

    @cached_property
    def columns(self) -> Floats:
        """Seasons and times."""
        return np.column_stack((self.seasons, self.times))

    @cached_property
    def moments(self) -> Floats:
        """Seasons, times in each, and squared times."""
        timed = self.seasons * self.times[:, None]
        return np.column_stack((self.seasons, timed, self.times**2))


@dataclass(frozen=True, eq=False)
class Fit:
    """Fitted regressions, one a row.

    Parameters
    ----------
    means, working
        Fitted means of the counts and their working weights, of shape (rows, counts).
    levels
        Of each season at the time 0, on the log scale and without offset: (rows, seasons).
    totals, centres
        Weight of each season and its weighted mean time: (rows, seasons).
    slope, spread
        Slope and the weighted sum of squares of times around their season's centre: (rows,). The
        slope is 0 and the spread infinite without a trend.
    converged
        1 where the deviance came to rest, else 0.
    """

    means: Floats
    working: Floats
    levels: Floats
    totals: Floats
    centres: Floats
    slope: Floats
    spread: Floats
    converged: Floats

    def put(self, rows: NDArray[np.intp], other: Fit) -> None:
        """Replace some rows by those of another fit."""
        for field in fields(self):
            getattr(self, field.name)[rows] = getattr(other, field.name)

    def only(self, rows: Truths) -> Fit:
        """Return some rows."""
        return Fit(*(getattr(self, field.name)[rows] for field in fields(self)))

    def freedom(self, weights: Floats) -> Floats:
        """Return the residual degrees of freedom."""
        used = (weights > 0).sum(axis=1) - (self.totals > 0).sum(axis=1)
        return np.asarray(used - np.isfinite(self.spread), float)

    def leverages(self, design: Design) -> Floats:
        """Return the hat values."""
        with np.errstate(divide="ignore"):
            own = np.where(self.totals > 0, 1 / self.totals, 0.0) @ design.seasons.T
        away = design.times - self.centres @ design.seasons.T
        return self.working * (own + away**2 / self.spread[:, None])

    @property
    def level_variance(self) -> Floats:
        """Variance of the level that is looked at, for a dispersion of 1."""
        with np.errstate(divide="ignore"):
            return 1 / self.totals[:, 0] + self.centres[:, 0] ** 2 / self.spread


def _solved(design: Design, weights: Floats, weighted: Floats, *, sloped: bool) -> Fit:
    """Fit levels and slope to targets by least squares; the targets are weighted already."""
    seasons = design.seasons.shape[1]
    moments = weights @ (design.moments if sloped else design.seasons)
    targets = weighted @ (design.columns if sloped else design.seasons)
    totals = moments[:, :seasons]
    held = np.maximum(totals, np.finfo(float).tiny)
    levels = targets[:, :seasons] / held
    slope, spread = np.zeros(len(weights)), np.full(len(weights), np.inf)
    centres = np.zeros_like(levels)
    if sloped:
        timed = moments[:, seasons:-1]
        centres = timed / held
        spread = moments[:, -1] - np.einsum("ij,ij->i", timed, centres)
        slope = (targets[:, -1] - np.einsum("ij,ij->i", timed, levels)) / spread
        levels = levels - slope[:, None] * centres
    return Fit(weighted, weights, levels, totals, centres, slope, spread, np.zeros(len(weights)))


def _deviance(
    alone: Floats, cases: Floats, links: Floats, weights: Floats, means: Floats
) -> Floats:
    """Return the Poisson deviance of each row; `alone` is what is of the counts alone."""
    fitted = np.einsum("ij,ij->i", weights, means) - np.einsum("ij,ij->i", cases, links)
    return np.asarray(2 * (alone + fitted))


@np.errstate(all="ignore")
def fit(
    design: Design, counts: Floats, weights: Floats, offsets: Floats | None, *, sloped: bool
) -> Fit:
    """Fit all rows by iteratively reweighted least squares.

    Parameters
    ----------
    design
        Times and seasons of the columns.
    counts
        Of shape (rows, counts).
    weights
        How much each counts; 0 leaves it out.
    offsets
        Logarithms of what the means are in proportion to, of the shape of the counts, or none.
    sloped
        Whether there is a trend.
    """
    found = _solved(design, weights.copy(), counts.copy(), sloped=sloped)  # only its shapes
    left, means, cases = np.arange(len(counts)), counts + 0.1, weights * counts
    alone = (cases * np.log(np.maximum(counts, LEAST_MEAN)) - cases).sum(axis=1)
    links = np.log(means)
    old = _deviance(alone, cases, links, weights, means)
    for step in range(1, _STEPS + 1):
        working = weights * means
        targets = links - 1 if offsets is None else links - offsets - 1
        targets *= working
        targets += cases
        now = _solved(design, working, targets, sloped=sloped)
        links = np.column_stack((now.levels, now.slope)) @ design.columns.T
        if offsets is not None:
            links += offsets
        means = np.exp(links)
        np.maximum(means, LEAST_MEAN, out=means)
        deviance = _deviance(alone, cases, links, weights, means)
        rested = np.abs(deviance - old) < _TOLERANCE * (np.abs(deviance) + 0.1)
        done = rested | ~np.isfinite(deviance) | (step == _STEPS)
        if done.any():
            whole = replace(now, means=means, converged=rested.astype(float))
            found.put(left[done], whole.only(done))
            going = (alone, cases, weights, links, means, deviance)
            alone, cases, weights, links, means, deviance = (a[~done] for a in going)
            offsets = None if offsets is None else offsets[~done]
            left = left[~done]
        if not len(left):
            break
        old = deviance
    return found
