"""What a count must exceed, and how probable a count as large is.

References
----------
.. [1] C. P. Farrington et al., JRSS A 159, 1996, section 3.8 (power transformations).
.. [2] A. Noufaily et al., Statistics in Medicine 32, 2013, section 3.3 (negative binomial).
.. [3] M. Salmon, D. Schumacher, M. Höhle, "Monitoring count time series in R: aberration detection
   in public health surveillance", Journal of Statistical Software 70(10), 2016.
   https://doi.org/10.18637/jss.v070.i10
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from citybricks.methods.surveillance.farrington.regressing import Usual
from citybricks.methods.surveillance.negative_binomial import LEAST_SIZE, quantile, upper_tail
from citybricks.methods.surveillance.series import Floats

POWERS = {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}
METHODS = ("delta", "nbPlugin", "muan")


@dataclass(frozen=True, eq=False)
class Threshold:
    """A threshold and the probability of a count at least as large as the one seen."""

    upper: Floats
    p: Floats


def delta(counts: Floats, usual: Usual, alpha: float, power: float) -> Threshold:
    """Take a power of the count to be normal; its variance is that of count and mean [1]_."""
    mean = usual.mean
    variance = usual.dispersion + usual.error**2 * mean
    sd = power * np.sqrt(variance) * mean ** (power - 0.5)
    upper = np.maximum(mean**power - special.ndtri(alpha) * sd, 0) ** (1 / power)
    return Threshold(upper, special.ndtr((mean**power - counts**power) / sd))


def negative_binomial(counts: Floats, usual: Usual, alpha: float, sure: float) -> Threshold:
    """Take the count to be negative binomial about a mean [2]_.

    Parameters
    ----------
    counts
        Counts at the times that are looked at.
    usual
        What is usual.
    alpha
        Probability above the threshold.
    sure
        By how many standard errors the mean is raised; 0 takes it as it is.
    """
    over = usual.dispersion - 1
    # where nothing is usual the mean is as good as 0: kept as large as the distribution needs
    mean = np.maximum(usual.mean * np.exp(sure * usual.error), LEAST_SIZE * over)
    size = np.where(over > 0, np.maximum(mean / over, LEAST_SIZE), np.inf)
    return Threshold(quantile(1 - alpha, mean, size), upper_tail(counts, mean, size))


@np.errstate(all="ignore")
def threshold(counts: Floats, usual: Usual, alpha: float, method: str, power: str) -> Threshold:
    """Return the threshold by one of `METHODS`."""
    if method == "delta":
        return delta(counts, usual, alpha, POWERS[power])
    sure = -special.ndtri(alpha) if method == "muan" else 0.0
    return negative_binomial(counts, usual, alpha, float(sure))
