"""Log-linear models of many units at once, by iteratively reweighted least squares [1]_.

The units share one design, so that every step is a few products of matrices for all of them.

References
----------
.. [1] P. McCullagh, J. A. Nelder, "Generalized Linear Models", 2nd edition, 1989, chapter 2.5.
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.surveillance.series import Floats

STEPS, CLOSE = 40, 1e-7
LONGEST = 2.0
"""How far a step may move the logarithm of an expected count, where the slope is still told."""
HIGHEST = 20.0
"""Of the logarithm of an expected count; larger ones are no counts of cases."""


def mean_of(coefficients: Floats, design: Floats, offset: Floats) -> Floats:
    """Return exp(design · coefficients + offset), kept among numbers that are counts."""
    return np.exp(np.clip(coefficients @ design.T + offset, -HIGHEST, HIGHEST))


def solve(
    counts: Floats,
    design: Floats,
    offset: Floats,
    weights: Floats,
    ridge: Floats,
    start: Floats,
) -> tuple[Floats, Floats]:
    """Return the coefficients and information matrices of weighted log-linear models.

    With the inverse dispersion as weights these are the likelihood equations of counts whose
    variance is dispersion times mean.

    Parameters
    ----------
    counts, offset, weights
        Of shape (units, days); counts are any number where the weight is 0.
    design
        Of shape (days, columns).
    ridge
        Penalty of half the square of each coefficient, (units, columns).
    start
        First guess, of shape (units, columns).
    """
    at = start.copy()
    columns = np.arange(design.shape[1])
    for _ in range(STEPS):
        mean = mean_of(at, design, offset)
        information = _squares(weights * mean, design)
        information[:, columns, columns] += ridge
        slope = (weights * (counts - mean)) @ design - ridge * at
        move = np.linalg.solve(information, slope[..., None])[..., 0]
        far = np.abs(move @ design.T).max(axis=1, keepdims=True)
        at = at + move * np.minimum(1.0, LONGEST / np.maximum(far, 1e-12))
        if np.abs(move).max() < CLOSE:
            break
    return at, information


def _squares(weights: Floats, design: Floats) -> Floats:
    """Return designᵀ · diag(weights) · design of each unit, (units, columns, columns)."""
    width = design.shape[1]
    upper = np.triu_indices(width)
    found = np.empty((len(weights), width, width))
    found[:, upper[0], upper[1]] = weights @ (design[:, upper[0]] * design[:, upper[1]])
    found[:, upper[1], upper[0]] = found[:, upper[0], upper[1]]
    return found


def leverages(design: Floats, covariance: Floats, weights: Floats) -> Floats:
    """Return the diagonals of the hat matrices, (units, days)."""
    upper = np.triu_indices(design.shape[1])
    twice = np.where(upper[0] == upper[1], 1.0, 2.0)
    products = design[:, upper[0]] * design[:, upper[1]]
    form = (covariance[:, upper[0], upper[1]] * twice) @ products.T
    return np.clip(form * weights, 0.0, 0.99)


def slopes(counts: Floats, mean: Floats, columns: Floats, weights: Floats, ridge: float) -> Floats:
    """Return what columns of each unit's own add to the logarithm of its mean, (units, columns).

    Parameters
    ----------
    counts, mean, weights
        Of shape (units, days).
    columns
        Of shape (units, days, columns).
    ridge
        Penalty of half the square of each slope.
    """
    units, _, width = columns.shape
    at = np.zeros((units, width))
    for _ in range(STEPS):
        expected = raised(mean, columns, at)
        turned = columns.transpose(0, 2, 1)
        information = (turned * (weights * expected)[:, None]) @ columns + ridge * np.eye(width)
        slope = (turned @ (weights * (counts - expected))[..., None])[..., 0] - ridge * at
        move = np.clip(np.linalg.solve(information, slope[..., None])[..., 0], -0.5, 0.5)
        at = at + move
        if np.abs(move).max() < CLOSE:
            break
    return at


def raised(mean: Floats, columns: Floats, slope: Floats) -> Floats:
    """Return mean · exp(columns · slope), at most about fifty times up or down."""
    return mean * np.exp(np.clip((columns @ slope[..., None])[..., 0], -4.0, 4.0))
