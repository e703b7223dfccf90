"""EARS C1, C2 and C3: the last few times against the seven before [1]_ [2]_.

Meant for where there is less than a year of history. C1 compares with the times just before, C2
leaves two between, so that a slow outbreak does not raise its own threshold, and C3 adds what the
two times before were too many by.

References
----------
.. [1] L. Hutwagner, W. Thompson, G. M. Seeman, T. Treadwell, "The bioterrorism preparedness and
   response Early Aberration Reporting System (EARS)", Journal of Urban Health 80, 2003.
   https://doi.org/10.1007/PL00022319
.. [2] R. D. Fricker, B. L. Hegler, D. A. Dunfee, "Comparing syndromic surveillance detection
   methods: EARS' versus a CUSUM-based methodology", Statistics in Medicine 27, 2008.
   https://doi.org/10.1002/sim.3197
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from citybricks.methods.surveillance.parameters import between, chosen, told, whole
from citybricks.methods.surveillance.reference import Sample
from citybricks.methods.surveillance.series import Alarms, Floats, Series

_LAG = 2
"""Times that C2 and C3 leave between the baseline and the time that is looked at."""


@dataclass(frozen=True)
class Control:
    """Parameters of C1 and C2.

    Parameters
    ----------
    alpha
        Probability of an alarm at any one time when nothing is wrong.
    baseline
        Times that are compared with.
    least_sd
        Smaller standard deviations of the baseline are raised to this.
    """

    alpha: float = 0.001
    baseline: int = 7
    least_sd: float = 0.0

    def __post_init__(self) -> None:
        between("alpha", self.alpha, 0, 1)
        whole("baseline", self.baseline, 3)
        between("least_sd", self.least_sd, -1e-300, 1e9)


@dataclass(frozen=True)
class ControlC3(Control):
    """Parameters of C3, whose customary probability is larger.

    Parameters
    ----------
    published
        Whether to compare as the papers do: a count is unusual when it and what the two times
        before were too many by exceed the threshold together. R's `earsC` adds the latter to the
        count itself, not to its mean, so that a count alone never raises an alarm.
    """

    alpha: float = 0.025
    published: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        chosen("published", self.published, (True, False))


def needs_c1(control: Control, _per_year: int) -> int:
    """Return how many earlier times C1 needs."""
    return control.baseline


def needs_c2(control: Control, _per_year: int) -> int:
    """Return how many earlier times C2 needs."""
    return control.baseline + _LAG


def needs_c3(control: Control, _per_year: int) -> int:
    """Return how many earlier times C3 needs: those of C2 two times before."""
    return control.baseline + 2 * _LAG


@dataclass(frozen=True)
class _Baseline:
    """Counts beside mean and standard deviation of the times that end `lag` times before."""

    count: Floats
    mean: Floats
    sd: Floats

    @classmethod
    def of(cls, series: Series, at: NDArray[np.intp], lag: int, control: Control) -> _Baseline:
        """Compare some times of a series with what was before."""
        earlier = series.counts[:, at[:, None] + np.arange(-control.baseline - lag, -lag)]
        usual = Sample.of(earlier)
        return cls(series.counts[:, at], usual.mean, np.maximum(usual.sd, control.least_sd))

    @property
    def excess(self) -> Floats:
        """By how many standard deviations counts are above the mean; 0/0 is NaN."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return (self.count - self.mean) / self.sd


def _alarms(method: str, at: NDArray[np.intp], control: Control, found: _Found) -> Alarms:
    """Return alarms where a count is above its threshold."""
    usual, upper, score = found
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.where(usual.mean > 0, usual.sd**2 / usual.mean, np.nan)
    return Alarms(
        at=at,
        alarm=usual.count > upper,
        upper=upper,
        expected=usual.mean,
        p=special.ndtr(-score),
        score=np.where(np.isfinite(score), score, np.nan),
        dispersion=dispersion,
        method=method,
        parameters=told(control),
    )


_Found = tuple[_Baseline, Floats, Floats]
"""The baseline, the threshold and the score."""


def _shewhart(series: Series, at: NDArray[np.intp], lag: int, control: Control) -> _Found:
    """Return the threshold that lies some standard deviations above the mean."""
    usual = _Baseline.of(series, at, lag, control)
    return usual, usual.mean - usual.sd * special.ndtri(control.alpha), usual.excess


def detect_c1(series: Series, at: NDArray[np.intp], control: Control) -> Alarms:
    """Compare with the baseline just before."""
    return _alarms("ears-c1", at, control, _shewhart(series, at, 0, control))


def detect_c2(series: Series, at: NDArray[np.intp], control: Control) -> Alarms:
    """Compare with the baseline that ends two times before."""
    return _alarms("ears-c2", at, control, _shewhart(series, at, _LAG, control))


def detect_c3(series: Series, at: NDArray[np.intp], control: ControlC3) -> Alarms:
    """Compare as C2 does, with what the two times before were too many by added."""
    usual = _Baseline.of(series, at, _LAG, control)
    before = np.zeros_like(usual.mean)
    for lag in (1, 2):
        earlier = _Baseline.of(series, at - lag, _LAG, control)
        before += np.maximum(earlier.excess - 1, 0)
    limit, score, start = -special.ndtri(control.alpha), before, usual.count
    if control.published:
        before = np.nan_to_num(before, nan=0.0, posinf=np.inf)
        score, start = before + np.maximum(usual.excess - 1, 0), usual.mean + usual.sd
    with np.errstate(invalid="ignore"):
        upper = np.maximum(start + usual.sd * (limit - before), 0)
    if control.published:
        upper = np.where(before > limit, 0, upper)
    return _alarms("ears-c3", at, control, (usual, upper, score))
