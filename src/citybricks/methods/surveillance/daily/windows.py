"""How unusual the last days are, whichever number of days shows it best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from citybricks.methods.surveillance.daily.dispersion import scale_of
from citybricks.methods.surveillance.negative_binomial import upper_tail
from citybricks.methods.surveillance.series import Floats

LEAST_TAIL = 1e-300
_DOUBLINGS = 60


def tail(count: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """Return P(X >= count) of a mean and a dispersion.

    From a dispersion of 1 on it is that of a negative binomial distribution. Below, X / dispersion
    is taken to be a Poisson count rounded to whole cases, as of reports that pool or round.
    """
    over = dispersion > 1
    size = np.where(over, mean / np.where(over, dispersion - 1, 1.0), np.inf)
    scale = scale_of(mean, dispersion)
    scaled = np.maximum((count - 0.5) / scale + 0.5, 1e-9)
    with np.errstate(invalid="ignore"):
        under = np.where(count <= 0, 1.0, special.gammainc(scaled, mean / scale))
    found: Floats = np.where(scale < 1, under, upper_tail(count, mean, size))
    return np.where(np.isfinite(dispersion), found, np.nan)


class Windows:
    """Sums over the last days of each day; all arrays are of shape (units, days).

    Parameters
    ----------
    counts
        Of open days; NaN where nothing was reported, which no sum contains.
    mean
        Expected counts.
    dispersion
        Variance over mean.
    widths
        How many open days are summed.
    """

    def __init__(
        self, counts: Floats, mean: Floats, dispersion: Floats, widths: Sequence[int]
    ) -> None:
        self.known, self.widths = np.isfinite(counts), widths
        values = (counts, mean, mean * dispersion)
        self.counts, self.mean, self.variance = (
            np.cumsum(np.where(self.known, one, 0.0), axis=1) for one in values
        )

    def sums(self, width: int) -> tuple[Floats, Floats, Floats]:
        """Return count, mean and dispersion of each day and those before it."""
        count, mean, variance = (
            _differences(total, width) for total in (self.counts, self.mean, self.variance)
        )
        some = mean > 0
        return count, mean, np.where(some, variance / np.where(some, mean, 1.0), 1.0)

    def score(self) -> Floats:
        """Return the largest -log P(X >= count) over the windows; NaN on unknown days."""
        best = np.zeros(self.known.shape)
        for width in self.widths:
            p = tail(*self.sums(width))
            best = np.fmax(best, -np.log(np.maximum(p, LEAST_TAIL)))
        return np.where(self.known, best, np.nan)

    def upper(self, threshold: Floats) -> Floats:
        """Return what the count of a day must exceed for a score above a threshold, (units, 1)."""
        found = np.full(self.known.shape, np.inf)
        level = np.exp(-threshold)
        for width in self.widths:
            count, mean, dispersion = self.sums(width)
            before = count - self.sums(1)[0]
            found = np.minimum(found, largest(mean, dispersion, level) - before)
        return np.where(self.known, np.maximum(found, 0.0), np.nan)


def largest(mean: Floats, dispersion: Floats, level: Floats) -> Floats:
    """Return the largest count whose tail is at least a level; NaN where there is none."""
    guess, step = _guessed(mean, dispersion, level)
    low, high = np.maximum(guess - step, 0.0), guess + step
    for _ in range(_DOUBLINGS):
        above, below = tail(high, mean, dispersion) >= level, tail(low, mean, dispersion) < level
        if not np.any(above | below):
            break
        step = 2 * step
        low, high = np.where(below, np.maximum(low - step, 0.0), low), high + above * step
    for _ in range(_DOUBLINGS):
        if not np.any(high - low > 1):
            break
        middle = np.floor((low + high) / 2)
        usual = tail(middle, mean, dispersion) >= level
        low, high = np.where(usual, middle, low), np.where(usual, high, middle)
    return np.where(np.isfinite(tail(low, mean, dispersion)), low, np.nan)


def _guessed(mean: Floats, dispersion: Floats, level: Floats) -> tuple[Floats, Floats]:
    """Return about where a tail reaches a level (Cornish and Fisher), and how far off that may be.

    A mean that is no number is taken for 0.
    """
    fine = np.isfinite(mean) & np.isfinite(dispersion)
    usual, spread = np.where(fine, mean, 0.0), np.where(fine, dispersion, 1.0)
    z = -special.ndtri(np.clip(level, LEAST_TAIL, 1 - 1e-12))
    sd = np.sqrt(usual * spread)
    skew = np.where(spread > 1, 2 * spread - 1, spread)
    guess = usual + z * sd + (z**2 - 1) * skew / 6
    return np.floor(np.maximum(guess, 0.0)), np.ceil(1 + 0.05 * sd)


def _differences(total: Floats, width: int) -> Floats:
    """Return sums over a number of days out of running totals."""
    found = total.copy()
    found[:, width:] -= total[:, :-width]
    return found
