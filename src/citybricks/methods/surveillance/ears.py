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

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from citybricks.methods.surveillance.parameters import between, whole
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
    """Parameters of C3, whose customary probability is larger."""

    alpha: float = 0.025


def needs_c1(control: Control, _per_year: int) -> int:
    """Return how many earlier times C1 needs."""
    return control.baseline


def needs_c2(control: Control, _per_year: int) -> int:
    """Return how many earlier times C2 needs."""
    return control.baseline + _LAG


def needs_c3(control: Control, _per_year: int) -> int:
    """Return how many earlier times C3 needs: those of C2 two times before."""
    return control.baseline + 2 * _LAG


def _usual(series: Series, at: NDArray[np.intp], lag: int, control: Control) -> tuple[Floats, ...]:
    """Return count, mean and standard deviation of the baselines that end `lag` times before."""
    span = np.arange(-control.baseline - lag, -lag)
    earlier = series.counts[:, at[:, None] + span]
    mean = earlier.mean(axis=-1)
    sd = np.maximum(earlier.std(axis=-1, ddof=1), control.least_sd)
    return series.counts[:, at], mean, sd


def _excess(series: Series, at: NDArray[np.intp], control: Control) -> Floats:
    """Return by how many standard deviations C2 is above usual; NaN where there is none."""
    count, mean, sd = _usual(series, at, _LAG, control)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (count - mean) / sd


def _alarms(
    series: Series, at: NDArray[np.intp], lag: int, method: str, control: Control, before: Floats
) -> Alarms:
    """Return alarms where a count is above its threshold, lowered by what was before."""
    count, mean, sd = _usual(series, at, lag, control)
    limit = -special.ndtri(control.alpha)
    upper = mean + sd * (limit - before)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (count - mean) / sd + before
        dispersion = np.where(mean > 0, sd**2 / mean, np.nan)
    score = np.where(np.isfinite(score), score, np.nan)
    return Alarms(
        at=at,
        alarm=count > upper,
        upper=upper,
        expected=mean,
        p=special.ndtr(-score),
        score=score,
        dispersion=dispersion,
        method=method,
        parameters=asdict(control),
    )


def detect_c1(series: Series, at: NDArray[np.intp], control: Control) -> Alarms:
    """Compare with the baseline just before."""
    return _alarms(series, at, 0, "ears-c1", control, np.zeros((1, 1)))


def detect_c2(series: Series, at: NDArray[np.intp], control: Control) -> Alarms:
    """Compare with the baseline that ends two times before."""
    return _alarms(series, at, _LAG, "ears-c2", control, np.zeros((1, 1)))


def detect_c3(series: Series, at: NDArray[np.intp], control: ControlC3) -> Alarms:
    """Compare as C2 does, with what it found in the two times before added."""
    before = sum(
        (np.maximum(_excess(series, at - lag, control) - 1, 0) for lag in (1, 2)),
        start=np.zeros((1, 1)),
    )
    return _alarms(series, at, _LAG, "ears-c3", control, before)
