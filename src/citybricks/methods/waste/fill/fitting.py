"""Fit the model to readings: clean them, learn the rates, and again with what was learnt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from citybricks.methods.waste.fill import deposits, emptying, faults, hours, rates
from citybricks.methods.waste.fill.compound import Floats
from citybricks.methods.waste.fill.days import Calendar
from citybricks.methods.waste.fill.model import FillModel, Latest
from citybricks.methods.waste.fill.records import (
    FULL,
    Intervals,
    Records,
    Truths,
    intervals,
    records,
)

if TYPE_CHECKING:
    import pandas as pd

ROUNDS = 3
HALF_LIFE_D = 180.0


@dataclass(frozen=True, eq=False)
class _Seen:
    """What one round makes of the readings."""

    gaps: Intervals
    days: Floats
    falls: emptying.Falls
    stuck: Truths
    rates: rates.Rates

    @property
    def rising(self) -> Truths:
        """Intervals in which waste was thrown in and nothing else happened."""
        return ~self.falls.emptied & ~self.falls.shifted & ~self.stuck

    @property
    def expected(self) -> Floats:
        """Percent thrown in, on average, in each interval."""
        return self.rates.expected(self.gaps.who, self.days)

    @property
    def size(self) -> Floats:
        """Percent of a deposit, for each interval."""
        return np.asarray(self.rates.size[self.gaps.who], np.float64)


def fit(
    frame: pd.DataFrame,
    zone: str = "Asia/Shanghai",
    country: str = "CN",
    half_life_d: float = HALF_LIFE_D,
) -> FillModel:
    """Learn how containers fill from what was read of them.

    Parameters
    ----------
    frame
        Rows of `citybricks.types.Reading`; container, time with a zone, and fill or deposits.
    zone
        IANA name of the time zone whose days count.
    country
        Whose public holidays, by its two letters; empty for none.
    half_life_d
        Days after which a reading counts half.

    Raises
    ------
    ValueError
        When the holidays of the country are not known.
    """
    given = records(frame, zone)
    many = len(given.containers)
    raw = intervals(given)
    clock = hours.learnt(raw, given.time[raw.begin], given.time[raw.end])
    given = replace(given, time=hours.told(given.time, clock))
    first, last = int(np.floor(given.time.min())), int(np.floor(given.time.max()))
    calendar = Calendar.over(first, last - first + 2, country)
    weight = 0.5 ** ((given.time.max() - given.time) / half_life_d)
    step = _step(given.fill)
    whole = intervals(given)
    days = calendar.between(given.time[whole.begin], given.time[whole.end])
    seen = _first(whole, days, weight, step, many)
    spiky = np.zeros(len(given.who), bool)
    sensing = faults.usual(many)
    for _ in range(ROUNDS):
        spiky = _spiky(given, whole, days, seen)
        clean = intervals(given.without(spiky))
        between = calendar.between(given.time[clean.begin], given.time[clean.end])
        seen, service, sensing, chance = _again(clean, between, weight, step, seen, sensing, many)
    counted = deposits.counted(given, calendar, weight, seen.rates)
    last_known = _latest(given.without(spiky), seen.gaps, chance, counted)
    marginal = _marginal(seen, weight, step, many)
    return FillModel(
        given.containers,
        counted.rates,
        service,
        sensing,
        marginal,
        step,
        country,
        zone,
        last_known,
        clock,
        np.asarray(np.bincount(given.who, spiky, many), np.int64),
    )


def _first(gaps: Intervals, days: Floats, weight: Floats, step: float, containers: int) -> _Seen:
    """Return what readings say before anything is known."""
    least = emptying.LEAST + 1.5 * step
    none = np.zeros(len(gaps.who), bool)
    fell = emptying.Falls(gaps.start - gaps.stop > least, none)
    move = gaps.stop - gaps.start
    back = none.copy()
    back[:-1] = (move[:-1] > least) & (np.abs(move[:-1] + move[1:]) < move[:-1] / 2)
    used = ~fell.emptied & ~back
    found = rates.rates(_rises(gaps, days, weight, step, used), containers, step**2 / 12)
    return _Seen(gaps, days, fell, none, found)


def _spiky(given: Records, whole: Intervals, days: Floats, seen: _Seen) -> Truths:
    expected = seen.rates.expected(whole.who, days)
    return faults.spikes(given, whole, expected, seen.rates.size[whole.who], seen.rates.noise)


def _again(
    gaps: Intervals,
    days: Floats,
    weight: Floats,
    step: float,
    seen: _Seen,
    sensing: faults.Sensing,
    containers: int,
) -> tuple[_Seen, emptying.Service, faults.Sensing, Floats]:
    """Return what readings say when it is known how containers fill."""
    now = _Seen(gaps, days, seen.falls, seen.stuck, seen.rates)
    fell = emptying.falls(gaps, now.expected, now.size, step, seen.rates.noise)
    heavy = weight[gaps.end]
    service = emptying.service(gaps, fell, now.expected, heavy, containers)
    same = faults.unchanged(gaps, now.expected, now.size, service, step, seen.rates.noise)
    chance = faults.repeating(gaps, same, same, sensing, containers)
    stuck = faults.held(gaps, chance)
    now = _Seen(gaps, days, fell, stuck, seen.rates)
    service = emptying.service(gaps, fell, now.expected, heavy * ~stuck, containers)
    found = rates.rates(_rises(gaps, days, weight, step, now.rising), containers, step**2 / 12)
    return replace(now, rates=found), service, faults.sensing(gaps, stuck, containers), chance


def _rises(gaps: Intervals, days: Floats, weight: Floats, step: float, used: Truths) -> rates.Rises:
    used = used & (gaps.start < FULL)
    hidden = gaps.stop[used] >= FULL
    stop = np.where(hidden, 100 - step / 2, gaps.stop[used])
    return rates.Rises(
        gaps.who[used],
        days[used],
        gaps.start[used],
        np.where(hidden, np.maximum(stop - gaps.start[used], 0), stop - gaps.start[used]),
        hidden,
        weight[gaps.end[used]],
    )


def _step(fill: Floats) -> float:
    """Return the percent to which readings are rounded, between 1 and 50."""
    values = np.unique(np.round(fill[np.isfinite(fill)], 2))
    if len(values) < 2:  # noqa: PLR2004 - nothing lies between
        return 1.0
    return float(np.clip(np.diff(values).min(), 1.0, 50.0))


def _marginal(seen: _Seen, weight: Floats, step: float, containers: int) -> Floats:
    """Return how often each reading comes from sensors that work, (containers, readings)."""
    cells = round(100 / step) + 1
    cell = np.clip(np.round(seen.gaps.stop / step).astype(np.intp), 0, cells - 1)
    at = seen.gaps.who * cells + cell
    heavy = weight[seen.gaps.end] * ~seen.stuck
    count = np.bincount(at, heavy, containers * cells).reshape(containers, cells)
    usual = (count.sum(axis=0) + 1 / cells) / (count.sum() + 1)
    heavy = count.sum(axis=1, keepdims=True) + emptying.PRIOR
    return np.asarray((count + emptying.PRIOR * usual) / heavy, np.float64)


def _latest(given: Records, gaps: Intervals, chance: Floats, counted: deposits.Counted) -> Latest:
    """Return from where each container is forecast: its last reading that holds, or emptying."""
    many = len(given.containers)
    start, time, doubt = np.zeros(many), np.full(many, given.time.max()), np.zeros(many)
    rows = np.flatnonzero(np.isfinite(given.fill) | given.emptied)
    start[given.who[rows]] = np.where(given.emptied[rows], 0.0, given.fill[rows])
    time[given.who[rows]] = given.time[rows]
    doubt[gaps.who] = chance
    last = np.flatnonzero(np.diff(gaps.who, append=-1))
    for at in last[chance[last] > 0.5]:  # noqa: PLR2004 - what a sensor repeats is as old as that
        time[gaps.who[at]] = given.time[gaps.begin[faults.began(gaps, at)]]
    return Latest(
        np.where(counted.only, counted.inside, start),
        np.where(counted.only, counted.time, time),
        np.where(counted.only, counted.variance, 0.0),
        doubt,
    )
