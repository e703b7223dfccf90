"""What every detector reads and what every detector answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import rfc8785
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Days = NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Series:
    """Counts of several units over one time axis.

    Parameters
    ----------
    counts
        Cases of shape (units, times); NaN where nothing was reported, which is not zero.
    dates
        First day of each time, `datetime64[D]`, of shape (times,), increasing.
    per_year
        Times in a year: 365 for days, 52 for weeks, 12 for months.
    population
        People at risk of shape (units, times), or none.
    """

    counts: Floats
    dates: Days
    per_year: int
    population: Floats | None = None

    def __post_init__(self) -> None:
        if self.counts.shape != (len(self.counts), *self.dates.shape):
            shape = f"{self.counts.shape} for {self.dates.shape} dates"
            raise ValueError(f"counts have the shape {shape}; (units, times) is needed")
        if self.population is not None and self.population.shape != self.counts.shape:
            raise ValueError(
                f"population has the shape {self.population.shape}, counts {self.counts.shape}"
            )
        if np.any(np.diff(self.dates) <= np.timedelta64(0, "D")):
            raise ValueError("dates do not increase")
        if np.any(self.counts < 0) or np.any(np.isinf(self.counts)):
            raise ValueError("counts are finite and not negative, or NaN where nothing is known")


class ShortHistoryError(ValueError):
    """There is too little past to say what is usual.

    Parameters
    ----------
    method
        The detector.
    needed, given
        Times of history that it needs and that there are.
    """

    def __init__(self, method: str, needed: int, given: int) -> None:
        self.method, self.needed, self.given = method, needed, given
        super().__init__(f"{method} needs {needed} earlier times, there are {given}")


@dataclass(frozen=True, eq=False)
class Alarms:
    """What a detector says of some times of each unit; all arrays are of shape (units, at).

    Parameters
    ----------
    at
        Which times of the series, as indexes.
    alarm
        Whether more was counted than is usual.
    upper
        What a count must exceed for an alarm; NaN where no threshold can be computed.
    expected
        Usual count.
    p
        Probability of a count at least as large when nothing is wrong; NaN where it has none.
    score
        How far above usual, in the measure of the method.
    dispersion
        Variance over mean, or size of the negative binomial, as the method has it.
    method
        Name of the detector.
    parameters
        With which it was run; together with the data they give the same answer again.
    """

    at: NDArray[np.intp]
    alarm: Truths
    upper: Floats
    expected: Floats
    p: Floats
    score: Floats
    dispersion: Floats
    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parameters_hash(self) -> str:
        """SHA-256 of method and parameters in canonical JSON (RFC 8785)."""
        told = rfc8785.dumps({"method": self.method, "parameters": dict(self.parameters)})
        return hashlib.sha256(told).hexdigest()


def unknown(units: int, times: int) -> Floats:
    """Return an array of NaN, to be filled with what can be computed."""
    return np.full((units, times), np.nan)
