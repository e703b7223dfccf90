"""What was learnt of containers, and what is to be expected of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.waste.fill.compound import (
    LEVELS,
    SPREAD,
    Floats,
    below,
    capped,
    quantiles,
)
from citybricks.methods.waste.fill.days import HOLIDAY, WEEK, kinds, numbered
from citybricks.methods.waste.fill.emptying import Service
from citybricks.methods.waste.fill.faults import Sensing
from citybricks.methods.waste.fill.rates import Rates

NORMAL = np.array([1.2816, 0.0, 1.2816])
"""Distance of the quantiles of a normal distribution from its mean, in standard deviations."""
SIGN = np.array([-1.0, 0.0, 1.0])
SMALL = 4.0
"""Variance of a reading that makes no difference to when a container is full."""
HORIZON = 7
"""Days ahead, unless said otherwise."""


@dataclass(frozen=True, eq=False)
class Latest:
    """From where containers are forecast; all arrays are (containers,).

    Parameters
    ----------
    start
        Percent.
    time
        By the clock of the model, in days since 1970, at which it held.
    variance
        Of `start`, where it was not read but counted.
    stuck
        Chance that the sensor only repeats itself.
    """

    start: Floats
    time: Floats
    variance: Floats
    stuck: Floats

    def only(self, at: NDArray[np.intp]) -> Latest:
        """Return that of some containers."""
        return Latest(self.start[at], self.time[at], self.variance[at], self.stuck[at])


@dataclass(frozen=True, eq=False)
class Outlook:
    """How full containers will be at the end of the coming days, unless they are emptied.

    Parameters
    ----------
    first
        First of the days.
    mean
        Mean percent, at most 100, (containers, days).
    demand
        Mean percent with what lies beside a full container, (containers, days).
    quantiles
        Percent not exceeded with the chances `levels`, (containers, days, levels).
    overflow
        Chance that it is full by then, (containers, days).
    levels
        Chances of the quantiles.
    """

    first: date
    mean: Floats
    demand: Floats
    quantiles: Floats
    overflow: Floats
    levels: tuple[float, ...] = LEVELS


@dataclass(frozen=True, eq=False)
class FillModel:
    """How containers fill; what `fit` returns.

    Parameters
    ----------
    containers
        Names, in the order of all arrays.
    rates
        How they fill.
    service
        How they are emptied, as far as readings show.
    sensing
        How their sensors fail.
    marginal
        How often each reading comes, (containers, readings).
    step
        Percent to which readings are rounded.
    country
        Whose public holidays.
    zone
        Time zone of the days.
    latest
        From where they are forecast.
    clock
        Share of a day's waste that is thrown in by each full hour, (25,); times in `latest` are
        told by it.
    spikes
        Readings that were no waste, (containers,).
    """

    containers: tuple[str, ...]
    rates: Rates
    service: Service
    sensing: Sensing
    marginal: Floats
    step: float
    country: str
    zone: str
    latest: Latest
    clock: Floats
    spikes: NDArray[np.int64]

    @property
    def rate(self) -> Floats:
        """Percent a day, (containers,)."""
        return self.rates.rate

    @property
    def deposit(self) -> Floats:
        """Percent of a deposit, (containers,)."""
        return self.rates.size

    @property
    def weekday(self) -> Floats:
        """Factors of Monday to Sunday, (containers, 7)."""
        return np.asarray(self.rates.factor[:, :WEEK], np.float64)

    @property
    def holiday(self) -> float:
        """Factor of public holidays, of the mean container."""
        return float(self.rates.factor[:, HOLIDAY].mean())

    def only(self, containers: Sequence[str]) -> FillModel:
        """Return the model of some containers, in the order in which they are named.

        Raises
        ------
        KeyError
            When one is not known.
        """
        where = {name: at for at, name in enumerate(self.containers)}
        at = np.array([where[name] for name in containers], np.intp)
        old = self.rates
        return replace(
            self,
            containers=tuple(containers),
            rates=Rates(old.rate[at], old.factor[at], old.size[at], old.doubt[at], old.noise),
            service=Service(self.service.chance[at], self.service.share),
            sensing=Sensing(self.sensing.enter[at], self.sensing.leave[at]),
            marginal=self.marginal[at],
            latest=self.latest.only(at),
            spikes=self.spikes[at],
        )

    def forecast(self, now: datetime, days: int = HORIZON) -> Outlook:
        """Return what is to be expected from the latest readings.

        Parameters
        ----------
        now
            The first day that is told ends with the calendar day of this moment.
        days
            How many days.
        """
        first = now.astimezone(ZoneInfo(self.zone)).date()
        since = numbered(first) - self.latest.time
        return self.outlook(first, self.latest.start, days, since, self.latest.variance)

    def outlook(
        self,
        first: date,
        start: Floats,
        days: int = HORIZON,
        since_days: Floats | None = None,
        variance: Floats | None = None,
    ) -> Outlook:
        """Return what is to be expected of containers whose fill is known.

        Parameters
        ----------
        first
            First day that is told.
        start
            Percent in each container, (containers,).
        days
            How many days.
        since_days
            Days before the beginning of `first` at which `start` held; negative when it held
            during that day, (containers,). 0 for all if not given.
        variance
            Of `start`, where it is not certain, (containers,).
        """
        start = np.asarray(start, np.float64)[:, None]
        expected = self._expected(first, days, since_days)
        unsure = np.zeros_like(start) if variance is None else np.asarray(variance)[:, None]
        moved = np.where(unsure > 0, start, 0.0)  # what was counted is a sum of deposits, too
        start = start - moved
        expected = expected + moved
        size = self._sizes(expected, moved, unsure)
        number = expected / size
        left = np.maximum(100 - start, 0)
        error = np.where((moved > 0) | (left <= 0), 0.0, self.rates.noise**0.5)
        reached = quantiles(number, size)
        middle = reached[..., 1:2]
        apart = np.hypot(reached - middle, error[..., None] * NORMAL)
        reached = np.clip(start[..., None] + middle + SIGN * apart, 0, 100)
        full = np.where(left > 0, self._full(number, size, left, error), 1.0)
        return Outlook(
            first,
            _growing(np.minimum(start + capped(number, size, left), 100)),
            start + expected,
            _growing(reached),
            _growing(full),
        )

    def _full(self, number: Floats, size: Floats, left: Floats, error: Floats) -> Floats:
        """Return the chance that deposits fill what is left, which is read with an error."""
        if self.rates.noise < SMALL:
            return 1 - below(number, size, left)
        apart = error * np.sqrt(1.5)  # three points with the mean and the variance of the error
        near = 1 - below(number, size, np.maximum(left - apart, 1e-9))
        far = 1 - below(number, size, left + apart)
        return np.asarray((near + far + 1 - below(number, size, left)) / 3, np.float64)

    def full_in(self, look: Outlook) -> Floats:
        """Return in how many days containers are full with a chance of 10, 50 and 90 %.

        The day counts in full; not a number where that is beyond the outlook.
        """
        reached = look.overflow[:, :, None] >= np.array(LEVELS)
        day = reached.argmax(axis=1) + 1.0
        return np.where(reached.any(axis=1), day, np.nan)

    def _expected(self, first: date, days: int, since_days: Floats | None) -> Floats:
        """Return the percent thrown in until the end of each day, (containers, days)."""
        since = np.zeros(len(self.containers)) if since_days is None else np.asarray(since_days)
        back = max(0, int(np.ceil(since.max(initial=0.0))))
        kind = kinds(numbered(first) - back, back + days, self.country)
        each = self.rates.factor[:, kind] * self.rates.rate[:, None]
        passed = np.concatenate([np.zeros((len(each), 1)), each.cumsum(axis=1)], axis=1)
        at = np.clip(back - since, 0, back + days)
        day = np.minimum(at.astype(np.intp), back + days - 1)
        who = np.arange(len(each))
        begun = passed[who, day] + (at - day) * each[who, day]
        return np.maximum(passed[:, back + 1 :] - begun[:, None], 1e-9)

    def _sizes(self, expected: Floats, moved: Floats, unsure: Floats) -> Floats:
        """Return the size of deposits with which the sum varies as much as it is in doubt."""
        new = expected - moved
        spread = new * self.rates.size[:, None] * SPREAD + new**2 * self.rates.doubt[:, None]
        return np.asarray((spread + unsure) / (expected * SPREAD), np.float64)


def _growing(values: Floats) -> Floats:
    """Return values that never fall from day to day, as waste does not vanish."""
    return np.asarray(np.maximum.accumulate(values, axis=1), np.float64)
