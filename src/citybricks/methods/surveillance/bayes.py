"""A count against the predictive distribution that earlier counts give.

Counts are taken to be Poisson with a mean of which nothing is known before (Jeffreys' prior); the
next count then is negative binomial [1]_.

References
----------
.. [1] M. Höhle, "surveillance: an R package for the monitoring of infectious diseases",
   Computational Statistics 22, 2007, section 3.2. https://doi.org/10.1007/s00180-007-0074-8
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.negative_binomial import quantile, upper_tail
from citybricks.methods.surveillance.parameters import between, told
from citybricks.methods.surveillance.reference import Reference, Sample
from citybricks.methods.surveillance.series import Alarms, Series

_PRIOR = 0.5
"""Cases that Jeffreys' prior adds."""


@dataclass(frozen=True)
class Control(Reference):
    """Parameters.

    Parameters
    ----------
    b, w, act_y
        Which counts one is compared with; the six before, if nothing is set.
    alpha
        Probability of a count above the threshold when nothing is wrong.
    """

    b: int = 0
    w: int = 6
    act_y: bool = True
    alpha: float = 0.05

    def __post_init__(self) -> None:
        super().__post_init__()
        between("alpha", self.alpha, 0, 1)


def needs(control: Control, per_year: int) -> int:
    """Return how many earlier times are needed."""
    return control.needs(per_year)


def detect(series: Series, at: NDArray[np.intp], control: Control) -> Alarms:
    """Compare counts with what earlier ones predict."""
    sample, counts = Sample.of(control.counts(series, at)), series.counts[:, at]
    size = sample.mean * sample.number + _PRIOR
    mean = size / sample.number
    upper = quantile(1 - control.alpha, mean, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (counts - mean) / (upper - mean)
    return Alarms(
        at=at,
        alarm=counts > upper,
        upper=upper,
        expected=mean,
        p=upper_tail(counts, mean, size),
        score=np.where(np.isfinite(score), score, np.nan),
        dispersion=1 + mean / size,
        method="bayes",
        parameters=told(control),
    )
