"""Daily counts of sixteen kinds of syndrome, with and without outbreaks, from published numbers.

Every signal is a log-linear mean with trend, season and week, counted with a stated dispersion;
three have an epidemic that comes again each year; holidays double the counts of systems that
report on seven days a week, and close those that report on five.

Sources
-------
1. Noufaily A, Morbey R A, Colón-González F J, et al. Comparison of statistical algorithms for daily
   syndromic surveillance aberration detection. Bioinformatics 35(17), 2019, 3110-3118,
   doi:10.1093/bioinformatics/bty997. The numbers are read from a file (`parameters.json`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Days, Floats, Truths

YEARS, WEEKS = 7, 52
WEEKDAYS, WORKDAYS = 7, 5
TIMES = YEARS * WEEKS * 7
JUDGED = 49 * 7
"""Days at the end on which detectors are judged, and in which the outbreak begins."""
WIDTHS = {"very small": 2.0, "small": 3.0, "medium": 5.0, "large": 10.0}
"""Sizes of an outbreak in standard deviations of a week's baseline."""
MONDAYS = np.array([1.5, 1.1, 1.0, 1.0, 1.1])
"""Cases of an outbreak by day of a five-day week."""
WEEKENDS = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0])
"""Cases of an outbreak by day of a seven-day week."""
SPREADS = {13: (1, 2.0), 14: (13, 1.0)}
"""Signals whose outbreaks are sized by another signal's mean, with which dispersion."""


@dataclass(frozen=True)
class Signal:
    """One kind of syndrome: the numbers of its mean and of its counts."""

    number: int
    week: int
    k: int
    k2: int
    alpha: float
    beta: float
    g1: float
    g2: float
    g3: float
    g4: float
    phi: float
    shift: float
    divide: float = 1.0
    seasonal: dict[str, Any] = field(default_factory=dict)

    def mean(self) -> Floats:
        """Return the expected count of each reporting day before division and holidays."""
        # twice as long as five-day systems need: signal 15 reads signal 6 by days
        time = np.arange(1, TIMES + 1) + self.shift
        log: Floats = np.asarray(self.alpha + self.beta * time, np.float64)
        for order in range(1, self.k + 1):
            angle = 2 * np.pi * order * time / (WEEKS * self.week)
            log = log + self.g1 * np.cos(angle) + self.g2 * np.sin(angle)
        for order in range(1, self.k2 + 1):
            angle = 2 * np.pi * order * time / self.week
            log = log + self.g3 * np.cos(angle) + self.g4 * np.sin(angle)
        mean: Floats = np.exp(log)
        return mean

    @property
    def reporting(self) -> NDArray[np.intp]:
        """Indexes of the days on which this system reports, holidays included."""
        days = np.arange(TIMES)
        return days[days % 7 < self.week]


@dataclass(frozen=True)
class Simulated:
    """Series of one signal; arrays of shape (simulations, days)."""

    totals: Floats
    outbreak: Floats
    seasonal: Floats


@dataclass(frozen=True)
class Design:
    """The sixteen signals and the holidays that they share.

    Parameters
    ----------
    signals
        By number.
    holiday
        Whether a day is one, of shape (days,).
    """

    signals: dict[int, Signal]
    holiday: Truths

    def closed(self, number: int) -> Truths:
        """Return on which days a signal's system does not report."""
        days = np.arange(TIMES)
        return (days % 7 >= self.signals[number].week) | (
            self.holiday & (self.signals[number].week == WORKDAYS)
        )

    def simulate(
        self,
        number: int,
        simulations: int,
        chance: np.random.Generator,
        width: float = 0.0,
        seasonal: bool = True,
    ) -> Simulated:
        """Draw series of one signal.

        Parameters
        ----------
        number
            Of the signal, 1 to 16.
        simulations
            How many series.
        chance
            Where randomness comes from.
        width
            Size of the one outbreak of each series in standard deviations (`WIDTHS`); 0 for none.
        seasonal
            Whether signals 5, 6 and 15 have their yearly epidemic, which is part of what is usual.
        """
        signal = self.signals[number]
        totals = np.zeros((simulations, TIMES))
        totals[:, signal.reporting] = _baseline(signal, simulations, chance)
        shape = np.zeros((2, simulations, TIMES))
        for row in range(simulations):
            if width:
                shape[0, row, signal.reporting] = self._outbreak(signal, width, chance)
            if seasonal and signal.seasonal:
                shape[1, row, signal.reporting] = self._epidemics(signal, chance)
        totals = totals + shape.sum(axis=0)
        return Simulated(_on_holidays(totals, self.holiday, signal.week), shape[0], shape[1])

    def _outbreak(self, signal: Signal, width: float, chance: np.random.Generator) -> Floats:
        """Return the cases of one outbreak that begins in the last 49 weeks."""
        other, phi = SPREADS.get(signal.number, (signal.number, signal.phi))
        days = len(signal.reporting)
        start = int(chance.integers(days - 49 * signal.week, days))
        spread = float(np.sqrt(self.signals[other].mean()[start] * phi))
        size = max(int(chance.poisson(width * signal.week * spread)), 2)
        weekly = WEEKENDS if signal.week == WEEKDAYS else MONDAYS
        cases = _curve(start, size, 0.25, days, chance)
        found: Floats = np.round(cases * weekly[np.arange(days) % signal.week])
        return found

    def _epidemics(self, signal: Signal, chance: np.random.Generator) -> Floats:
        """Return the cases of the epidemics of all years."""
        told, days = signal.seasonal, len(signal.reporting)
        spread = self.signals[told.get("sd_from", signal.number)]
        low, high = (int(part) for part in told["start"].split("}")[0][2:].split(".."))
        cases = np.zeros(days)
        for year in range(YEARS):
            start = year * WEEKS * signal.week + int(chance.integers(low, high + 1)) - 1
            each = float(np.sqrt(spread.mean()[start] * spread.phi))
            size = int(chance.poisson(told["size_factor"] * each))
            cases += _curve(start, size, told["bin"], days, chance)
        # the five-day pattern, for the seven-day signal 15 too, as the published files have it
        found: Floats = np.round(cases * MONDAYS[np.arange(days) % 5])
        return found


def read_design(path: Path) -> Design:
    """Read the signals and holidays from the file of published numbers."""
    told = json.loads(path.read_text())
    known = Signal.__dataclass_fields__
    signals = {
        int(number): Signal(int(number), **{k: v for k, v in row.items() if k in known})
        for number, row in told["signals"].items()
    }
    holiday = np.zeros(TIMES, bool)
    holiday[told["holiday_index"]] = True
    return Design(signals, holiday)


def dates() -> Days:
    """Return the days of a simulated series: a Monday, and on."""
    return np.datetime64("2012-01-02") + np.arange(TIMES)


def _baseline(signal: Signal, simulations: int, chance: np.random.Generator) -> Floats:
    """Return the counts of the reporting days without outbreaks, (simulations, days)."""
    mean = signal.mean()[: len(signal.reporting)]
    shape = (simulations, len(mean))
    if signal.phi == 1:
        counts = chance.poisson(mean, shape)
    else:
        size = mean / (signal.phi - 1)
        counts = chance.negative_binomial(size, size / (size + mean), shape)
    return np.round(counts / signal.divide)


def _curve(start: int, size: int, width: float, days: int, chance: np.random.Generator) -> Floats:
    """Return cases by day: each comes at a lognormal time after the start."""
    when = start + np.floor(chance.lognormal(0.0, 0.5, size) / width)
    return np.bincount(when[when < days].astype(int), minlength=days).astype(float)


def _on_holidays(totals: Floats, holiday: Truths, week: int) -> Floats:
    """Return what is reported: twice as much on holidays, or nothing and half more thereafter."""
    if week == WEEKDAYS:
        return np.where(holiday, totals * 2, totals)
    days = np.arange(TIMES)
    reported = np.where(holiday, 0.0, totals)
    open_days = days[(days % 7 < week)]
    after = open_days[1:][holiday[open_days[:-1]]]
    reported[:, after] = np.round(reported[:, after] * 1.5)
    return reported
