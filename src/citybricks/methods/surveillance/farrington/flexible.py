"""Farrington's algorithm with the improvements of Noufaily and others: all units and times at once.

References
----------
.. [1] A. Noufaily et al., "An improved algorithm for outbreak detection in multiple surveillance
   systems", Statistics in Medicine 32, 2013. https://doi.org/10.1002/sim.5595
.. [2] M. Salmon, D. Schumacher, M. Höhle, "Monitoring count time series in R: aberration detection
   in public health surveillance", Journal of Statistical Software 70(10), 2016.
   https://doi.org/10.18637/jss.v070.i10
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from citybricks.methods.surveillance.farrington.baseline import Baseline, Indexes, Span, baselines
from citybricks.methods.surveillance.farrington.regressing import Regression, Rows, Usual, usual
from citybricks.methods.surveillance.farrington.thresholds import METHODS, POWERS, threshold
from citybricks.methods.surveillance.parameters import ParameterError, between, chosen, told, whole
from citybricks.methods.surveillance.series import Alarms, Floats, Series, Truths, unknown

_AT_ONCE = 50_000
"""Counts that are regressed together: as many as a processor's cache holds."""
_LEAST_YEARS_OF_TREND = 3


@dataclass(frozen=True)
class Control:
    """Parameters, by the names of R's `farringtonFlexible` where it has them.

    Parameters
    ----------
    b, w
        Years back, and times before and after the same time of each of them.
    reweight, weights_threshold
        Whether past outbreaks are weighed down, and from which Anscombe residual on.
    alpha
        Probability of a count above the threshold when nothing is wrong.
    trend, trend_threshold
        Whether a trend is tried, and below which p-value it is kept (`pThresholdTrend`).
    limit54
        Cases that there must be in how many latest times, the one looked at included, for a
        threshold at all; none for a threshold always.
    power
        Power that makes counts normal, for "delta": "2/3", "1/2" or "none" (`powertrans`).
    population_offset
        Whether means are in proportion to the population.
    no_periods
        Seasons of a year; 1 for the windows alone, 10 by [1]_.
    past_weeks_not_included
        Latest times that are left out of the baseline; none for `w`.
    threshold_method
        "delta", "nbPlugin" or "muan".
    pearson
        Whether standard errors stand on Pearson's dispersion, as is right; R's
        `farringtonFlexible` takes the weights of past outbreaks for those of the regression.
    by_date
        Whether a year is one of the calendar; else it is `per_year` times.
    """

    b: int = 5
    w: int = 3
    reweight: bool = True
    weights_threshold: float = 2.58
    alpha: float = 0.05
    trend: bool = True
    trend_threshold: float = 0.05
    limit54: tuple[int, int] | None = (5, 4)
    power: str = "2/3"
    population_offset: bool = False
    no_periods: int = 1
    past_weeks_not_included: int | None = None
    threshold_method: str = "delta"
    pearson: bool = False
    by_date: bool = True

    def __post_init__(self) -> None:
        whole("b", self.b, 1, 100)
        whole("w", self.w, 0, 1000)
        whole("no_periods", self.no_periods, 1, 100)
        between("weights_threshold", self.weights_threshold, 0, 1e9)
        between("alpha", self.alpha, 0, 1)
        between("trend_threshold", self.trend_threshold, 0, 1.0000001)
        chosen("power", self.power, POWERS)
        chosen("threshold_method", self.threshold_method, METHODS)
        for name in ("reweight", "trend", "population_offset", "pearson", "by_date"):
            chosen(name, getattr(self, name), (True, False))
        if self.past_weeks_not_included is not None:
            whole("past_weeks_not_included", self.past_weeks_not_included, 0)
        if self.limit54 is not None:
            _check_limit(self.limit54)

    @property
    def span(self) -> Span:
        """What is compared with."""
        past = self.w if self.past_weeks_not_included is None else self.past_weeks_not_included
        return Span(self.b, self.w, self.no_periods, past, self.by_date)

    @property
    def regression(self) -> Regression:
        """How it is regressed."""
        trend = self.trend and self.b >= _LEAST_YEARS_OF_TREND
        return Regression(
            trend, self.trend_threshold, self.reweight, self.weights_threshold, self.pearson
        )


def _check_limit(limit: tuple[int, int]) -> None:
    """Check a number of cases and a number of times."""
    if len(limit) != len(("cases", "times")):
        raise ParameterError("limit54", limit, "a number of cases and one of times are needed")
    whole("cases of limit54", limit[0], 0, 10**9)
    whole("times of limit54", limit[1], 1)


def needs(control: Control, per_year: int) -> int:
    """Return how many earlier times are needed."""
    return control.span.needs(per_year)


def detect(series: Series, at: Indexes, control: Control) -> Alarms:
    """Compare times of all units with the same times of earlier years."""
    if control.population_offset and series.population is None:
        raise ParameterError("population_offset", True, "the series has no population")
    found = _usual(series, at, control)
    counts = series.counts[:, at]
    limit = threshold(counts, found, control.alpha, control.threshold_method, control.power)
    upper = np.where(
        np.isfinite(limit.upper) & _are_enough(series, at, control), limit.upper, np.nan
    )
    with np.errstate(all="ignore"):
        score = (counts - found.mean) / (limit.upper - found.mean)
    return Alarms(
        at=at,
        alarm=counts > upper,
        upper=upper,
        expected=found.mean,
        p=limit.p,
        score=np.where(np.isfinite(score), score, np.nan),
        dispersion=found.dispersion,
        method="farrington-flexible",
        parameters=told(control),
    )


def _are_enough(series: Series, at: Indexes, control: Control) -> Truths:
    """Whether there were as many cases lately as a threshold asks for."""
    if control.limit54 is None:
        return np.ones((len(series.counts), len(at)), bool)
    cases, times = control.limit54
    past = at[:, None] - np.arange(times)
    latest = np.where(past >= 0, series.counts[:, np.maximum(past, 0)], 0.0)
    return np.asarray(np.nansum(latest, axis=-1) >= cases)


def _usual(series: Series, at: Indexes, control: Control) -> Usual:
    """Return what is usual at all times of all units."""
    shape = len(series.counts), len(at)
    found = Usual(unknown(*shape), unknown(*shape), unknown(*shape))
    logs = _log_population(series, control)
    for baseline in baselines(series, at, control.span):
        for unit, place in _parts(shape[0], baseline):
            earlier = at[place][:, None] + baseline.offsets
            one = unit[:, None]
            offsets = None if logs is None else logs[one, earlier]
            now = np.zeros(len(unit)) if logs is None else logs[unit, at[place]]
            rows = Rows(series.counts[one, earlier], offsets, now)
            part = usual(baseline.design, rows, control.regression)
            found.mean[unit, place] = part.mean
            found.error[unit, place] = part.error
            found.dispersion[unit, place] = part.dispersion
    return found


def _log_population(series: Series, control: Control) -> Floats | None:
    """Return logarithms of the population, where means are in proportion to it."""
    if series.population is None or not control.population_offset:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(series.population)


def _parts(units: int, baseline: Baseline) -> Iterator[tuple[Indexes, Indexes]]:
    """Return units and places among the times that are looked at, as many as fit at once."""
    places = len(baseline.asked)
    size = max(1, _AT_ONCE // max(1, len(baseline.offsets)))
    for start in range(0, units * places, size):
        row = np.arange(start, min(start + size, units * places))
        yield row // places, baseline.asked[row % places]
