"""Containers that count deposits: how many come, and how large they are.

Where no sensor knows the fill, the size of a deposit is learnt from what people saw when they came
to empty: full, or not yet, after so many deposits. Its logarithm is normal over the containers of a
city, with a mean and a variance that all of them show together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from citybricks.methods.waste.fill.compound import SHAPE, SPREAD, Floats
from citybricks.methods.waste.fill.days import Calendar
from citybricks.methods.waste.fill.rates import TYPICAL_SIZE, Rates, Rises, rates
from citybricks.methods.waste.fill.records import Index, Records, Truths

GRID = np.log(np.geomspace(0.05, 100, 120))
"""Logarithms of sizes that are looked at."""
WIDTH = 0.7
"""Standard deviation of the logarithm of sizes, before anything was seen."""
ROUNDS = 20


@dataclass(frozen=True, eq=False)
class Counted:
    """How containers fill, and what is in those of which only deposits are known.

    Parameters
    ----------
    rates
        How they fill.
    only
        Whether only deposits are known, (containers,).
    inside
        Percent that is in them by the deposits since they were emptied, (containers,).
    variance
        Of the same.
    time
        Local time in days since 1970 of the last count.
    """

    rates: Rates
    only: Truths
    inside: Floats
    variance: Floats
    time: Floats


def counted(given: Records, calendar: Calendar, weight: Floats, found: Rates) -> Counted:
    """Learn from deposits what fills alone do not tell.

    Parameters
    ----------
    given
        Readings.
    calendar
        Days of the readings.
    weight
        How much each reading counts.
    found
        What the fills told.
    """
    many = len(given.containers)
    rows = np.flatnonzero(np.isfinite(given.deposits))
    counts = np.bincount(given.who[rows], minlength=many) > 1
    filled = np.bincount(given.who, np.isfinite(given.fill), many) > 1
    only = counts & ~filled
    nothing = np.zeros(many)
    if not counts.any():
        return Counted(found, only, nothing, nothing, np.full(many, given.time.max()))
    come = _coming(given, rows, calendar, weight, many)
    seen, doubt = _seen(given, many)
    size = np.where(only, seen, found.rate / come.rate)
    spread = np.maximum(come.size * SPREAD, 1) + 1 / SHAPE
    known = Rates(
        come.rate * size,
        come.factor,
        size * spread / SPREAD,
        np.where(only, come.doubt + doubt, found.doubt),
        0.0,
    )
    inside = _since_emptied(given)[np.maximum(given_last(given), 0)]
    return Counted(
        _chosen(counts, known, found),
        only,
        inside * size,
        inside * size**2 / SHAPE + (inside * size) ** 2 * doubt,
        given.time[given_last(given)],
    )


def given_last(given: Records) -> Index:
    """Return the last row of each container."""
    return given.bounds()[1:] - 1


def _chosen(which: Truths, one: Rates, other: Rates) -> Rates:
    return Rates(
        np.where(which, one.rate, other.rate),
        np.where(which[:, None], one.factor, other.factor),
        np.where(which, one.size, other.size),
        np.where(which, one.doubt, other.doubt),
        other.noise,
    )


def _coming(
    given: Records, rows: Index, calendar: Calendar, weight: Floats, containers: int
) -> Rates:
    """Return how many deposits come a day; the size is their variance over their mean."""
    later = rows[(rows > 0) & (given.who[rows] == given.who[np.maximum(rows - 1, 0)])]
    days = calendar.between(given.time[later - 1], given.time[later])
    count = given.deposits[later]
    none = np.zeros(len(later))
    rises = Rises(given.who[later], days, none, count, none.astype(bool), weight[later])
    return replace(rates(rises, containers), noise=0.0)


def _since_emptied(given: Records) -> Floats:
    """Return the deposits since a container was emptied, up to each row; 0 where it was then."""
    total = np.nan_to_num(given.deposits).cumsum()
    anew = given.emptied.copy()
    anew[given.bounds()[:-1]] = True
    first = given.bounds()[given.who]
    last = np.maximum.accumulate(np.where(anew, np.arange(len(anew)), 0))
    last = np.maximum(last, first)
    return np.asarray(total - total[last], np.float64)


def _seen(given: Records, containers: int) -> tuple[Floats, Floats]:
    """Return the size of deposits by what people saw after so many, and its relative variance."""
    from scipy.special import gammaincc

    before = np.zeros(len(given.who))
    before[1:] = _since_emptied(given)[:-1] * (given.who[1:] == given.who[:-1])
    count = before + np.nan_to_num(given.deposits)
    rows = np.flatnonzero(given.emptied & np.isfinite(given.overflowed) & (count > 0))
    full = gammaincc(SHAPE * count[rows, None], 100 * SHAPE / np.exp(GRID))
    seen = given.overflowed[rows, None] > 0
    likely = np.log(np.clip(np.where(seen, full, 1 - full), 1e-12, 1))
    each = np.zeros((containers, len(GRID)))
    np.add.at(each, given.who[rows], likely)
    return _posterior(each, learn=bool(seen.any() and not seen.all()))


def _posterior(likely: Floats, *, learn: bool) -> tuple[Floats, Floats]:
    """Return the mean and the relative variance of sizes, the prior learnt from all (EM).

    As long as all were full or none was, there is nothing to learn the prior from.
    """
    mean, width = np.log(TYPICAL_SIZE), WIDTH
    for _ in range(ROUNDS):
        log = likely - 0.5 * ((GRID - mean) / width) ** 2
        chance = np.exp(log - log.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        centre = chance @ GRID
        apart = chance @ GRID**2 - centre**2
        if learn:
            mean = float(centre.mean())
            width = max(0.05, float(np.sqrt(np.mean(apart + (centre - mean) ** 2))))
    return np.asarray(np.exp(centre), np.float64), np.asarray(apart, np.float64)
