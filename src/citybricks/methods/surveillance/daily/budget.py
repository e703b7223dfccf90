"""How high a score has to be for a stated number of false alarms a year.

A year is drawn many times as the model has it, with coefficients as uncertain as they are, and
scored as real counts are; so the length of the windows, their dependence, the season, counts that
are small and the error of estimation all have their part. A false alarm is an episode: alarm days
less than a week apart are one (`scoring.episodes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.daily.dispersion import drawn
from citybricks.methods.surveillance.daily.model import Days, Fit
from citybricks.methods.surveillance.daily.windows import Windows
from citybricks.methods.surveillance.scoring import APART
from citybricks.methods.surveillance.series import Floats

DRAWN = 200
"""Years that are drawn."""
STEPS = 40
_HIGHEST = 600.0


@dataclass(frozen=True)
class Budget:
    """What false alarms are allowed.

    Parameters
    ----------
    per_year
        Episodes of one unit; several to find a threshold for each.
    year
        Days in a year.
    seed
        Of what is drawn.
    """

    per_year: tuple[float, ...]
    year: float
    seed: int


def thresholds(
    fit: Fit, days: Days, widths: Sequence[int], budget: Budget, drawn_years: int = DRAWN
) -> Floats:
    """Return the scores that each unit's alarms must exceed, (units, budgets).

    Parameters
    ----------
    fit
        Models of the units.
    days
        The last year of the past, or more.
    widths
        Of the windows.
    budget
        False alarms that are allowed.
    drawn_years
        How many years are drawn; more make the threshold surer.
    """
    mean, spread, believed = fit.expected(days), fit.dispersion(days), fit.believed(days)
    years = float(days.day[-1] - days.day[0] + 1) / budget.year
    found = np.empty((len(mean), len(budget.per_year)))
    for unit, usual in enumerate(mean):
        chance = np.random.default_rng(budget.seed)
        root = _root(fit.covariance[unit])
        error = chance.standard_normal((drawn_years, len(root))) @ root.T @ days.design.T
        cases = drawn(usual * np.exp(np.clip(error, -3.0, 3.0)), spread[unit], chance)
        told = np.broadcast_to(usual, cases.shape)
        trust = np.broadcast_to(believed[unit], cases.shape)
        score = Windows(cases, told, trust, widths).score()
        found[unit] = [_crossing(score, days.day, each * years) for each in budget.per_year]
    return found


def _root(covariance: Floats) -> Floats:
    """Return a matrix whose product with its transpose is the covariance."""
    values, vectors = np.linalg.eigh(covariance)
    root: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
    return root


def _crossing(score: Floats, day: NDArray[np.intp], asked: float) -> float:
    """Return the threshold above which there are as many episodes as asked for, on the average.

    From above, as at low thresholds episodes run into each other and become fewer again.
    """
    peaks = np.sort(score.max(axis=1))
    low, high = 0.0, float(min(peaks[-1] + 1.0, _HIGHEST))
    for threshold in np.arange(high, 0.0, -0.5):
        if _episodes(score > threshold, day) > asked:
            low = float(threshold)
            break
        high = float(threshold)
    for _ in range(STEPS):
        middle = (low + high) / 2
        many = _episodes(score > middle, day) > asked
        low, high = (middle, high) if many else (low, middle)
        if high - low < 1e-4:  # noqa: PLR2004 - finer is within what chance says
            break
    return high


def _episodes(alarm: NDArray[np.bool_], day: NDArray[np.intp]) -> float:
    """Return the mean number of episodes of years of which only open days are given."""
    count = np.cumsum(alarm, axis=1)
    first = np.searchsorted(day, day - APART, side="right")  # first day that is near
    near = np.where(first > 0, count[:, np.maximum(first - 1, 0)], 0)
    return float((alarm & (count - 1 == near)).sum(axis=1).mean())
