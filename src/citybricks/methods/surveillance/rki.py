"""The threshold of the Robert Koch Institute's early reports.

Up to a mean of 20 it is the upper end of the 95 % interval of a Poisson count by Crow and Gardner
[1]_, of the mean rounded down; above it, two standard deviations over the mean [2]_.

References
----------
.. [1] E. L. Crow, R. S. Gardner, "Confidence intervals for the expectation of a Poisson variable",
   Biometrika 46, 1959. https://doi.org/10.1093/biomet/46.3-4.441
.. [2] D. Altmann, "The surveillance system of the Robert Koch Institute, Germany", in Brookmeyer
   and Stroup (eds.), Monitoring the Health of Populations, Oxford, 2003.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.negative_binomial import upper_tail
from citybricks.methods.surveillance.parameters import told
from citybricks.methods.surveillance.reference import Reference, Sample
from citybricks.methods.surveillance.series import Alarms, Series

_ENDS = np.concatenate(
    (
        [3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768],
        [17.633, 19.05, 20.335, 21.364, 22.945, 23.762, 25.4, 26.306, 27.735, 28.966, 30.017],
    )
)
"""Upper ends of the intervals of 0 to 20 cases."""
_MOST = len(_ENDS) - 1

Control = Reference


def needs(control: Control, per_year: int) -> int:
    """Return how many earlier times are needed."""
    return control.needs(per_year)


def detect(series: Series, at: NDArray[np.intp], control: Control) -> Alarms:
    """Compare counts with mean and spread of earlier ones."""
    sample, counts = Sample.of(control.counts(series, at)), series.counts[:, at]
    mean, sd = sample.mean, sample.sd
    place = np.where(mean <= _MOST, mean, 0.0)
    rare = _ENDS[np.floor(np.nan_to_num(place)).astype(int)]
    upper = np.where(mean <= _MOST, rare, mean + 2 * sd)  # NaN stays NaN
    with np.errstate(divide="ignore", invalid="ignore"):
        score, dispersion = (counts - mean) / (upper - mean), sd**2 / mean
    return Alarms(
        at=at,
        alarm=counts > upper,
        upper=upper,
        expected=mean,
        p=upper_tail(counts, mean, np.inf),
        score=np.where(np.isfinite(score), score, np.nan),
        dispersion=dispersion,
        method="rki",
        parameters=told(control),
    )
