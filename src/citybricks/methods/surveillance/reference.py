"""Which counts one is compared with, and what they are like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.parameters import ParameterError, chosen, whole
from citybricks.methods.surveillance.series import Floats, Series

_KNOWN = 2 / 3
"""Part of a sample that must be known; what is not reported is no zero."""


@dataclass(frozen=True, eq=False)
class Sample:
    """What earlier counts are like; NaN where too few are known.

    Parameters
    ----------
    number
        How many are known.
    mean, sd
        Of these.
    """

    number: Floats
    mean: Floats
    sd: Floats

    @classmethod
    @np.errstate(all="ignore")
    def of(cls, counts: Floats) -> Sample:
        """Look at the counts along the last axis."""
        known = np.isfinite(counts)
        number = known.sum(axis=-1).astype(float)
        number = np.where(number >= _KNOWN * counts.shape[-1], number, np.nan)
        mean = np.where(known, counts, 0.0).sum(axis=-1) / number
        squares = np.where(known, counts - mean[..., None], 0.0) ** 2
        return cls(number, mean, np.sqrt(squares.sum(axis=-1) / (number - 1)))


@dataclass(frozen=True)
class Reference:
    """Counts of the same times of earlier years and of those just before.

    By the names of R's `rki` and `bayes`.

    Parameters
    ----------
    b
        Years back; of each the same time and `w` times before and after.
    w
        Times before and after the same time of a year, and just before.
    act_y
        Whether the `w` times just before belong to it.
    """

    b: int = 2
    w: int = 4
    act_y: bool = False

    def __post_init__(self) -> None:
        whole("b", self.b, 0, 100)
        whole("w", self.w, 0, 1000)
        chosen("act_y", self.act_y, (True, False))
        if self.b == 0 and not (self.act_y and self.w):
            raise ParameterError("b", 0, "without years back, `act_y` and `w` must be set")

    def needs(self, per_year: int) -> int:
        """Return how many earlier times there must be."""
        return self.b * per_year + self.w

    def counts(self, series: Series, at: NDArray[np.intp]) -> Floats:
        """Return the counts, of shape (units, at, counts)."""
        around = np.arange(-self.w, self.w + 1)
        years = [around - year * series.per_year for year in range(1, self.b + 1)]
        latest = [np.arange(-self.w, 0)] if self.act_y else []
        return series.counts[:, at[:, None] + np.concatenate(years + latest)]
