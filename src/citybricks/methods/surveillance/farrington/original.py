"""Farrington's algorithm as it was published in 1996.

The windows alone, past outbreaks weighed down from an Anscombe residual of 1 on, and the upper end
of a two-sided prediction interval.

References
----------
.. [1] C. P. Farrington, N. J. Andrews, A. D. Beale, M. A. Catchpole, "A statistical algorithm for
   the early detection of outbreaks of infectious disease", JRSS A 159, 1996.
   https://doi.org/10.2307/2983331
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from citybricks.methods.surveillance.farrington import flexible
from citybricks.methods.surveillance.farrington.baseline import Indexes, Span
from citybricks.methods.surveillance.parameters import between, told
from citybricks.methods.surveillance.series import Alarms, Series

_UNUSUAL = 1.0
_TREND_P = 0.05


class _Even(flexible.Control):
    """Months are equally long."""

    @property
    def span(self) -> Span:
        """What is compared with."""
        return replace(super().span, even=True)


@dataclass(frozen=True)
class Control:
    """Parameters, by the names of R's `farrington`.

    Parameters
    ----------
    b, w
        Years back, and times before and after the same time of each of them.
    reweight
        Whether past outbreaks are weighed down.
    alpha
        Probability outside of the prediction interval, above and below together.
    trend
        Whether a trend is tried; it is kept below a p-value of .05.
    limit54
        Cases that there must be in how many latest times; none for a threshold always.
    power
        "2/3", "1/2" or "none".
    population_offset
        Whether means are in proportion to the population.
    by_date
        Whether a year is one of the calendar; else it is `per_year` times.
    """

    b: int = 5
    w: int = 3
    reweight: bool = True
    alpha: float = 0.05
    trend: bool = True
    limit54: tuple[int, int] | None = (5, 4)
    power: str = "2/3"
    population_offset: bool = False
    by_date: bool = True

    def __post_init__(self) -> None:
        between("alpha", self.alpha, 0, 1)
        _ = self.flexible

    @property
    def flexible(self) -> flexible.Control:
        """The same in the terms of the flexible algorithm."""
        return _Even(
            b=self.b,
            w=self.w,
            reweight=self.reweight,
            weights_threshold=_UNUSUAL,
            alpha=self.alpha / 2,
            trend=self.trend,
            trend_threshold=_TREND_P,
            limit54=self.limit54,
            power=self.power,
            population_offset=self.population_offset,
            pearson=True,
            by_date=self.by_date,
        )


def needs(control: Control, per_year: int) -> int:
    """Return how many earlier times are needed."""
    return flexible.needs(control.flexible, per_year)


def detect(series: Series, at: Indexes, control: Control) -> Alarms:
    """Compare times of all units with the same times of earlier years."""
    found = flexible.detect(series, at, control.flexible)
    return replace(found, method="farrington", parameters=told(control))
