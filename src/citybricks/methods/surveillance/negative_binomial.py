"""The negative binomial distribution by mean and size, for any mean.

`scipy.stats.nbinom.ppf` of SciPy 1.17 ends the whole process (`std::domain_error`) for sizes of
1e16 or infinite means, which sparse series give; here such values are NaN.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from citybricks.methods.surveillance.series import Floats

MOST_MEAN = 1e9
"""Larger means are no counts of cases."""
LEAST_SIZE = 1e-6
"""Smaller sizes are no distribution of cases: nearly all counts 0, and one without bound."""
POISSON_SIZE = 1e8
"""From this size on, and for means above 1 from this times the mean, the Poisson distribution is
taken, which it is to eight digits."""


def upper_tail(count: ArrayLike, mean: ArrayLike, size: ArrayLike) -> Floats:
    """Return P(X >= count) for a mean and a size; variance = mean + mean² / size.

    Parameters
    ----------
    count
        Counts, not negative.
    mean
        Expected counts.
    size
        Sizes; infinite for a Poisson distribution.

    Returns
    -------
        Probabilities; NaN where mean or count is no finite number or the mean exceeds `MOST_MEAN`
        or the size is below `LEAST_SIZE`.
    """
    k, mu, r = np.broadcast_arrays(
        np.asarray(count, float), np.asarray(mean, float), np.asarray(size, float)
    )
    fine = np.isfinite(k) & np.isfinite(mu) & (mu >= 0) & (mu <= MOST_MEAN) & (r >= LEAST_SIZE)
    poisson = r >= POISSON_SIZE * np.maximum(np.where(fine, mu, 1.0), 1.0)
    k1, m1 = np.where(fine, np.maximum(k, 0.0), 1.0), np.where(fine, mu, 1.0)
    r1 = np.where(fine & ~poisson, r, 1.0)
    whole = np.maximum(np.ceil(k1), 1.0)
    of_poisson = special.gammainc(whole, m1)
    of_negative = special.betainc(whole, r1, m1 / (m1 + r1))
    tail = np.where(k1 <= 0, 1.0, np.where(poisson, of_poisson, of_negative))
    return np.where(fine, tail, np.nan)


def quantile(probability: ArrayLike, mean: ArrayLike, size: ArrayLike) -> Floats:
    """Return the smallest count whose distribution function reaches a probability.

    Parameters
    ----------
    probability
        In (0, 1).
    mean, size
        As in `upper_tail`.

    Returns
    -------
        Whole numbers as floats; NaN where mean, size or probability allow none.
    """
    q, mu, r = np.broadcast_arrays(
        np.asarray(probability, float), np.asarray(mean, float), np.asarray(size, float)
    )
    fine = np.isfinite(mu) & (mu >= 0) & (mu <= MOST_MEAN) & (r >= LEAST_SIZE) & (q > 0) & (q < 1)
    m1, r1, q1 = np.where(fine, mu, 1.0), np.where(fine, r, 1.0), np.where(fine, q, 0.5)
    spread = np.sqrt(m1 + m1 * m1 / r1)
    low, high = np.full(q1.shape, -1.0), np.ceil(m1 + 10 * spread + 10)
    short = upper_tail(high + 1, m1, r1) > 1 - q1
    while np.any(short):  # far in the tail
        high = np.where(short, high * 2, high)
        short = upper_tail(high + 1, m1, r1) > 1 - q1
    # of low the distribution function is below the probability, of high it is not
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        reached = upper_tail(middle + 1, m1, r1) <= 1 - q1
        high, low = np.where(reached, middle, high), np.where(reached, low, middle)
    return np.where(fine, high, np.nan)
