"""What lies within usual, and chances of many series at once."""

from __future__ import annotations

import numpy as np

from citybricks.methods.surveillance import negative_binomial
from citybricks.methods.surveillance.series import Alarms, Floats


def band(alarms: Alarms, share: float) -> tuple[Floats, Floats]:
    """Return between which counts a share of usual times lies, NaN where that is not known.

    The negative binomial distribution of the expected count whose variance is the dispersion times
    it; Poisson where counts spread less.
    """
    mean = alarms.expected
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(alarms.dispersion > 1, mean / (alarms.dispersion - 1), np.inf)
    size = np.maximum(np.where(np.isfinite(mean), size, np.inf), negative_binomial.LEAST_SIZE)
    low, high = ((1 - share) / 2, (1 + share) / 2)
    return (
        negative_binomial.quantile(low, mean, size),
        negative_binomial.quantile(high, mean, size),
    )


def adjusted(p: Floats) -> Floats:
    """Return p-values adjusted for all series of one time (Benjamini and Hochberg), (series, at).

    References
    ----------
    .. [1] Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", J. R. Stat. Soc. B 57
       (1995) 289.
    """
    order = np.argsort(np.where(np.isfinite(p), p, np.inf), axis=0)
    ranked = np.take_along_axis(p, order, axis=0)
    count = np.isfinite(p).sum(axis=0)
    rank = np.arange(1, len(p) + 1)[:, None]
    raised = np.where(np.isfinite(ranked), ranked * count / rank, np.inf)
    least = np.minimum.accumulate(raised[::-1], axis=0)[::-1]
    back = np.empty_like(p)
    np.put_along_axis(back, order, np.minimum(least, 1.0), axis=0)
    return np.where(np.isfinite(p), back, np.nan)
