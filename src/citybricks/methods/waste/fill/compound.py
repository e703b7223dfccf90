"""Sums of a random number of deposits of random size: chances, means and quantiles, by table.

A Poisson number of deposits, each gamma distributed with the shape `SHAPE`, makes a compound
Poisson sum [1]_. Sums over several days are of the same kind, so one table serves all horizons.

References
----------
.. [1] Jørgensen B., The Theory of Dispersion Models, Chapman & Hall 1997, chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

SHAPE = 2.0
"""Of the gamma distribution of a deposit's size: its coefficient of variation is 0.71."""
LEVELS = (0.1, 0.5, 0.9)
"""Chances of which quantiles are held."""
SPREAD = 1 + 1 / SHAPE
"""Mean square of a deposit over its squared mean."""

_ROOTS = 8.0
"""Root of the mean number of deposits up to which the table goes; beyond, a sum is a gamma."""
_STEPS = 16
"""Cells of the table for each unit of the root of the number, and of the root of the sum."""
_WIDTH = 20.0
"""Root of the largest sum in the table, in deposits of scale 1."""


@dataclass(frozen=True, eq=False)
class _Tables:
    below: Floats
    """Chance of a sum below, (roots of numbers, roots of sums)."""
    capped: Floats
    """Mean of the sum, cut off there."""
    quantiles: Floats
    """Roots of the quantiles, (roots of numbers, levels)."""


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    from scipy.special import gammainc, gammaln

    roots = np.arange(0, _ROOTS * _STEPS + 2) / _STEPS
    sums = (np.arange(0, _WIDTH * _STEPS + 2) / _STEPS) ** 2
    many = np.arange(1, int(_ROOTS**2 + 8 * _ROOTS + 10))
    mean = roots[:, None] ** 2
    with np.errstate(divide="ignore"):
        chance = np.exp(many * np.log(mean) - mean - gammaln(many + 1))
    each = gammainc(SHAPE * many[:, None], sums)
    more = gammainc(SHAPE * many[:, None] + 1, sums)
    below = np.exp(-mean) + chance @ each
    capped = chance @ (SHAPE * many[:, None] * more + sums * (1 - each))
    levels = [np.array([np.interp(level, row, np.sqrt(sums)) for row in below]) for level in LEVELS]
    return _Tables(below, capped, np.column_stack(levels))


def below(number: ArrayLike, size: ArrayLike, limit: ArrayLike) -> Floats:
    """Return the chance that deposits sum up to at most `limit`.

    Parameters
    ----------
    number
        Mean number of deposits.
    size
        Mean size of a deposit.
    limit
        Sum; below 0 the chance is 0.
    """
    number, size, limit = _shaped(number, size, limit)
    found = _looked_up(_tables().below, number, size, limit)
    large = number >= _ROOTS**2
    if large.any():
        found[large] = _gamma_below(number[large], size[large], limit[large], 0.0)
    return np.where(limit < 0, 0.0, np.clip(found, 0.0, 1.0))


def capped(number: ArrayLike, size: ArrayLike, limit: ArrayLike) -> Floats:
    """Return the mean of the sum of deposits, of which nothing beyond `limit` counts."""
    number, size, limit = _shaped(number, size, np.maximum(limit, 0.0))
    found = np.array(_looked_up(_tables().capped, number, size, limit) * size / SHAPE)
    large = number >= _ROOTS**2
    if large.any():
        n, s, z = number[large], size[large], limit[large]
        found[large] = n * s * _gamma_below(n, s, z, 1.0) + z * (1 - _gamma_below(n, s, z, 0.0))
    return np.minimum(found, np.minimum(limit, number * size))


def quantiles(number: ArrayLike, size: ArrayLike) -> Floats:
    """Return the sums that are not exceeded with the chances `LEVELS`, a last axis of them."""
    from scipy.special import ndtri

    number, size = (np.asarray(values, np.float64) for values in np.broadcast_arrays(number, size))
    table = _tables().quantiles
    place = np.minimum(np.sqrt(number), _ROOTS) * _STEPS
    low = place.astype(np.intp)
    part = (place - low)[..., None]
    roots = table[low] * (1 - part) + table[low + 1] * part
    found = np.array(roots**2)
    large = number >= _ROOTS**2
    if large.any():
        shape = number[large][:, None] / SPREAD
        wilson = 1 - 1 / (9 * shape) + ndtri(np.array(LEVELS)) / (3 * np.sqrt(shape))
        found[large] = wilson**3 * number[large][:, None] * SHAPE
    return np.asarray(found * (size / SHAPE)[..., None], np.float64)


def beyond(number: ArrayLike, size: ArrayLike, limit: ArrayLike) -> Floats:
    """Return the mean of sums that are at least `limit`, as of what a full container hides."""
    number, size, limit = _shaped(number, size, np.maximum(limit, 0.0))
    chance = np.maximum(1 - below(number, size, limit), 1e-6)
    excess = np.maximum(number * size - capped(number, size, limit), 0.0) / chance
    return np.asarray(limit + np.minimum(excess, np.maximum(limit, 10 * size)), np.float64)


def _shaped(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.array(each, np.float64) for each in np.broadcast_arrays(*values))


def _looked_up(table: Floats, number: Floats, size: Floats, limit: Floats) -> Floats:
    row = np.minimum(np.sqrt(number), _ROOTS) * _STEPS
    column = np.minimum(np.sqrt(np.maximum(limit, 0.0) * SHAPE / size), _WIDTH) * _STEPS
    i, j = row.astype(np.intp), column.astype(np.intp)
    u, v = row - i, column - j
    upper = table[i, j] * (1 - v) + table[i, j + 1] * v
    lower = table[i + 1, j] * (1 - v) + table[i + 1, j + 1] * v
    return np.array(upper * (1 - u) + lower * u, np.float64)


def _gamma_below(number: Floats, size: Floats, limit: Floats, more: float) -> Floats:
    """Return the distribution function of the gamma with the sum's mean and variance.

    `more` is added to its shape, which gives the share of the mean that lies below.
    """
    from scipy.special import ndtr

    shape = number / SPREAD + more
    scaled = limit / (size * SPREAD)
    deviate = 3 * np.sqrt(shape) * (np.cbrt(scaled / shape) - 1 + 1 / (9 * shape))
    return np.asarray(ndtr(deviate), np.float64)
