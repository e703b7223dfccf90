"""Totals with integer noise, so that nobody's being counted can be told from them.

The noise is the two-sided geometric ("discrete Laplace") distribution, drawn exactly by OpenDP.
Its scale is the sensitivity over ε: how much one pupil can change all the totals of a release
together, over how much may be learned of any pupil.

References
----------
.. [1] A. Ghosh, T. Roughgarden, M. Sundararajan, "Universally utility-maximizing privacy
   mechanisms", SIAM Journal on Computing 41 (2012) 1673-1693. doi:10.1137/09076828X
.. [2] C. Canonne, G. Kamath, T. Steinke, "The discrete Gaussian for differential privacy",
   NeurIPS 2020, section 5.3: exact sampling. arXiv:2004.00010
.. [3] OpenDP, `make_laplace` over integers. https://docs.opendp.org
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from scipy import signal

from citybricks.methods.privacy.tables import Ints

Cell = TypeVar("Cell", bound=Hashable)
WEEKS = 8
"""Counts of one pupil in a school year: what is beyond is left out of private totals."""
EPSILON = 1.0
"""What may be learned of a pupil in a school year."""
LARGEST = 2**40
"""Totals beyond are not of people in a city."""


@dataclass(frozen=True, eq=False)
class Noisy:
    """Totals that may be published.

    Parameters
    ----------
    values
        Counts with noise, which may be negative; of the shape of the counts.
    scale
        Of the noise; P(k) is proportional to exp(-|k| / scale).
    epsilon
        What the release costs.
    """

    values: Ints
    scale: float
    epsilon: float

    @property
    def deviation(self) -> float:
        """Standard deviation of the noise."""
        return deviation(self.scale)

    def margin(self, level: float = 0.95) -> int:
        """Return how far at most a value is from the true one, at a level of confidence."""
        return margin(self.scale, level)


def noisy_totals(counts: Ints, epsilon: float = EPSILON, sensitivity: int = WEEKS) -> Noisy:
    """Add integer noise to totals.

    Parameters
    ----------
    counts
        Whole and not negative, of any shape.
    epsilon
        What may be learned of a pupil by this release.
    sensitivity
        How much one pupil can change all the counts together.

    Raises
    ------
    ValueError
        When ε or the sensitivity is not a positive finite number, or a count is none.
    """
    import opendp.prelude as dp

    if not (0 < epsilon < math.inf and sensitivity > 0):
        raise ValueError(f"epsilon {epsilon} and sensitivity {sensitivity} must be positive")
    given = np.asarray(counts, dtype=np.int64)
    if np.any(given < 0) or np.any(given > LARGEST):
        raise ValueError("counts are whole, not negative, and of people in a city")
    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l1_distance(T="i64")
    scale = sensitivity / epsilon
    measure: Any = dp.m.make_laplace(*space, scale=scale)
    while measure.map(sensitivity) > epsilon:
        scale = math.nextafter(scale, math.inf)
        measure = dp.m.make_laplace(*space, scale=scale)
    values = np.array(measure(given.ravel().tolist()), dtype=np.int64).reshape(given.shape)
    return Noisy(values, scale, measure.map(sensitivity))


def deviation(scale: float) -> float:
    """Return the standard deviation of the noise of a scale."""
    return math.sqrt(2 * math.exp(-1 / scale)) / -math.expm1(-1 / scale)


def margin(scale: float, level: float = 0.95, parts: int = 1) -> int:
    """Return the least k with P(|noise| <= k) of at least a level.

    Parameters
    ----------
    parts
        How many counts with noise of their own are added up.
    """
    far = max(1, math.ceil(-scale * math.log(1e-12)))
    ratio = math.exp(-1 / scale)
    each = (1 - ratio) / (1 + ratio) * ratio ** np.abs(np.arange(-far, far + 1))
    whole = each
    for _ in range(parts - 1):
        whole = signal.fftconvolve(whole, each)
    half = len(whole) // 2
    within = whole[half] + np.r_[0.0, 2 * np.cumsum(whole[half + 1 :])]
    return int(np.searchsorted(within, level - 1e-13))


def capped(rows: Iterable[tuple[Hashable, Cell]], limit: int = WEEKS) -> Counter[Cell]:
    """Count pupils so that none counts more often than a limit.

    Parameters
    ----------
    rows
        Who was ill, and the week and syndrome, in the order of time; told twice counts once.
    limit
        Weeks and syndromes that one pupil counts in; it is the sensitivity of the counts.
    """
    seen: dict[Hashable, set[Cell]] = {}
    counted: Counter[Cell] = Counter()
    for pupil, cell in rows:
        of_pupil = seen.setdefault(pupil, set())
        if cell not in of_pupil and len(of_pupil) < limit:
            of_pupil.add(cell)
            counted[cell] += 1
    return counted
