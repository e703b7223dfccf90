"""How many others each case infects, by the method of Cori and others.

Given cases and the distribution of the time between a case and those it infects, the reproduction
number of a window of days has a gamma distribution in closed form [1]_.

References
----------
.. [1] A. Cori, N. M. Ferguson, C. Fraser, S. Cauchemez, "A new framework and software to estimate
   time-varying reproduction numbers during epidemics", American Journal of Epidemiology 178, 2013.
   https://doi.org/10.1093/aje/kwt133
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from citybricks.methods.surveillance.parameters import ParameterError, between, whole
from citybricks.methods.surveillance.series import Floats, Truths

_SURELY = 1e-3
"""By how much the probabilities of a serial interval may miss 1, which rounding leaves."""


@dataclass(frozen=True, eq=False)
class Reproduction:
    """Reproduction numbers of windows of days.

    Parameters
    ----------
    start, end
        First and last day of each window, as indexes.
    mean, sd
        Of the posterior distribution; NaN where too little is known, and in windows that end
        within one mean interval of the first day, as in EpiEstim.
    quantiles
        Of shape (windows, probabilities), alike.
    shown
        Whether enough is known.
    """

    start: NDArray[np.intp]
    end: NDArray[np.intp]
    mean: Floats
    sd: Floats
    quantiles: Floats
    shown: Truths


@dataclass(frozen=True)
class Prior:
    """Gamma distribution of the reproduction number before anything is seen."""

    mean: float = 5.0
    sd: float = 5.0

    def __post_init__(self) -> None:
        between("prior mean", self.mean, 0, 1e6)
        between("prior sd", self.sd, 0, 1e6)

    @property
    def shape(self) -> float:
        """Shape of the distribution."""
        return (self.mean / self.sd) ** 2

    @property
    def scale(self) -> float:
        """Scale of the distribution."""
        return self.sd**2 / self.mean


@dataclass(frozen=True)
class Enough:
    """From when on a reproduction number is shown.

    Parameters
    ----------
    cases
        Cases that there must have been until the end of the window.
    variation
        Largest standard deviation, as a part of the mean.
    """

    cases: float = 12
    variation: float = 0.3


ALWAYS = Enough(0, np.inf)
"""However few cases there were."""


def infectiousness(incidence: Floats, interval: Floats) -> Floats:
    """Return how infectious earlier cases are together on each day."""
    return np.convolve(incidence, interval)[: len(incidence)]


def cori(
    incidence: ArrayLike,
    interval: ArrayLike,
    *,
    window: int = 7,
    prior: Prior = Prior(),
    probabilities: Sequence[float] = (0.025, 0.5, 0.975),
    enough: Enough = Enough(),
) -> Reproduction:
    """Return the reproduction number of each window of days.

    Parameters
    ----------
    incidence
        New cases of each day, of shape (days,).
    interval
        Probability of 0, 1, 2, … days between a case and those it infects; of 0 days it is 0.
    window
        Days of a window; the first begins on the second day.
    prior
        What is thought of the reproduction number before.
    probabilities
        Of which quantiles.
    enough
        From when on numbers are shown; `ALWAYS` for all.

    Raises
    ------
    ParameterError
        When counts, interval, window or probabilities are not as said.
    """
    cases, weights = _checked(incidence, interval)
    whole("window", window, 1, max(1, len(cases) - 1))
    for one in probabilities:
        between("probabilities", one, 0, 1)
    start = np.arange(1, len(cases) - window + 1)
    end = start + window - 1
    shape = prior.shape + _summed(cases, start, end)
    scale = 1 / (1 / prior.scale + _summed(infectiousness(cases, weights), start, end))
    late = end + 1 > np.arange(len(weights)) @ weights
    known = (
        late & (np.cumsum(cases)[end] >= enough.cases) & (1 / np.sqrt(shape) <= enough.variation)
    )
    quantiles = special.gammaincinv(shape[:, None], np.array(probabilities)) * scale[:, None]
    return Reproduction(
        start=start,
        end=end,
        mean=np.where(known, shape * scale, np.nan),
        sd=np.where(known, np.sqrt(shape) * scale, np.nan),
        quantiles=np.where(known[:, None], quantiles, np.nan),
        shown=known,
    )


def _checked(incidence: ArrayLike, interval: ArrayLike) -> tuple[Floats, Floats]:
    """Return cases and interval as arrays."""
    cases, weights = np.asarray(incidence, float), np.asarray(interval, float)
    if cases.ndim != 1 or not np.all(np.isfinite(cases)) or np.any(cases < 0):
        raise ParameterError("incidence", incidence, "counts of days, each 0 or more, are needed")
    if weights.ndim != 1 or len(weights) == 0 or not np.all((weights >= 0) & (weights <= 1)):
        raise ParameterError("interval", interval, "probabilities of 0, 1, 2, … days are needed")
    if weights[0] != 0 or abs(weights.sum() - 1) > _SURELY:
        raise ParameterError("interval", interval, "0 for 0 days and 1 in sum are needed")
    return cases, weights


def _summed(values: Floats, start: NDArray[np.intp], end: NDArray[np.intp]) -> Floats:
    """Return the sums of windows, each summed on its own as rounding would add up."""
    span = np.arange(int(end[0] - start[0]) + 1) if len(start) else np.arange(0)
    return np.asarray(values[start[:, None] + span].sum(axis=1), float)


def serial_interval(mean: float, sd: float, longest: int) -> Floats:
    """Return the probabilities of 0 to `longest` days: a gamma distribution from one day on.

    Each day's probability is that of an interval between two times of day (web appendix 11 of
    [1]_).

    Parameters
    ----------
    mean, sd
        Days; the mean is more than 1.
    longest
        Last day that has a probability.
    """
    between("mean", mean, 1, 1e4)
    between("sd", sd, 0, 1e4)
    whole("longest", longest, 1)
    shape, scale = ((mean - 1) / sd) ** 2, sd**2 / (mean - 1)
    days = np.arange(longest + 1, dtype=float)

    def within(day: Floats, more: float) -> Floats:
        return np.asarray(special.gammainc(shape + more, np.maximum(day, 0) / scale))

    whole_days = days * within(days, 0) + (days - 2) * within(days - 2, 0)
    whole_days -= 2 * (days - 1) * within(days - 1, 0)
    rest = 2 * within(days - 1, 1) - within(days - 2, 1) - within(days, 1)
    return np.maximum(whole_days + shape * scale * rest, 0)
