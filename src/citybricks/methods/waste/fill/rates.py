"""How fast containers fill: one rate each, weekdays and holidays, the size of deposits.

Each container learns from all: its rate, its weekdays and its deposits are shrunk towards those of
the city as far as its own readings leave them open (empirical Bayes [1]_). What a full container
hides is put at its expectation given that it was full (EM [2]_).

References
----------
.. [1] Robbins H., An empirical Bayes approach to statistics, Third Berkeley Symposium 1 (1956)
   157-163.
.. [2] Dempster A.P., Laird N.M., Rubin D.B., Maximum likelihood from incomplete data via the EM
   algorithm, Journal of the Royal Statistical Society B 39 (1977) 1-38.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from citybricks.methods.waste.fill.compound import SPREAD, Floats, beyond
from citybricks.methods.waste.fill.days import HOLIDAY, KINDS, WEEK
from citybricks.methods.waste.fill.records import Index, Truths

ROUNDS = 12
TYPICAL_SIZE = 5.0
"""Percent of a container that a deposit takes, before anything was read."""
PRIOR_DEPOSITS = 20.0
"""Deposits on a kind of day as heavy as the assumption that it is like any other."""
PRIOR_RISES = 30.0
"""Rises as heavy as the city's size of deposits."""
HALF = 50.0
"""Percent up to which hardly a rise is hidden."""
WEAKEST, STRONGEST = 2.0, 2_000.0
"""Deposits that the city's value may weigh."""


@dataclass(frozen=True, eq=False)
class Rises:
    """How much containers filled between readings; all arrays are (rises, ...).

    Parameters
    ----------
    who
        Number of the container.
    days
        Days of each kind in between, (rises, KINDS).
    start
        Percent with which it began.
    rise
        Percent; where `hidden`, at least so much.
    hidden
        Whether it was full at the end.
    weight
        How much it counts.
    """

    who: Index
    days: Floats
    start: Floats
    rise: Floats
    hidden: Truths
    weight: Floats


@dataclass(frozen=True, eq=False)
class Rates:
    """How containers fill.

    Parameters
    ----------
    rate
        Percent a day on average over the week, (containers,).
    factor
        By kind of day, (containers, KINDS); the mean of its weekdays is 1.
    size
        Percent of a deposit, (containers,).
    doubt
        Relative variance of the rate as it is known, (containers,).
    noise
        Variance of a reading.
    """

    rate: Floats
    factor: Floats
    size: Floats
    doubt: Floats
    noise: float

    def expected(self, who: Index, days: Floats) -> Floats:
        """Return the percent thrown in, on average, in days of each kind, (rows, KINDS)."""
        thrown = self.rate[who] * (days * self.factor[who]).sum(axis=1)
        return np.asarray(np.maximum(thrown, 1e-9), np.float64)


def rates(rises: Rises, containers: int, rounding: float = 0.0) -> Rates:
    """Estimate how containers fill from how much they filled.

    Parameters
    ----------
    rises
        What was read.
    containers
        How many there are; those without a rise get what the others have.
    rounding
        Variance of a reading that comes from its rounding.
    """
    found = Rates(
        np.full(containers, 10.0),
        np.ones((containers, KINDS)),
        np.full(containers, TYPICAL_SIZE),
        np.ones(containers),
        rounding,
    )
    city = np.ones(KINDS)
    for _ in range(ROUNDS):
        found, city = _round(rises, found, city, rounding)
    return found


def _round(rises: Rises, old: Rates, city: Floats, rounding: float) -> tuple[Rates, Floats]:
    who, containers = rises.who, len(old.rate)
    each = rises.days * old.factor[who]
    load = np.maximum(each.sum(axis=1), 1e-9)
    expected = old.rate[who] * load
    rise, square = _completed(rises, old, expected)
    scale = rises.weight / (old.size * SPREAD)[who]
    rate, doubt = _shrunk(
        _summed(who, scale * rise, containers), _summed(who, scale * load, containers)
    )
    part = each / load[:, None] * scale[:, None]
    seen = _by_kind(who, part * rise[:, None], containers)
    awaited = _by_kind(who, part * (rate[who] * load)[:, None], containers)
    city, factor = _kinds(seen, awaited, old.factor, city)
    noise = max(rounding, _noise(rises, expected))
    size = _sizes(rises, expected, square, noise, containers)
    if size is None:
        size = old.size
    mean = factor[:, :WEEK].mean(axis=1)
    return Rates(rate * mean, factor / mean[:, None], size, doubt, noise), city


def _completed(rises: Rises, old: Rates, expected: Floats) -> tuple[Floats, Floats]:
    """Return the rises and their squared distance from what is expected, the hidden ones filled."""
    rise = rises.rise.copy()
    at = np.flatnonzero(rises.hidden)
    square = (rise - expected) ** 2
    if at.size:
        size = old.size[rises.who[at]]
        full = beyond(expected[at] / size, size, rises.rise[at])
        more = full - rises.rise[at]
        rise[at] = full
        square[at] = (full - expected[at]) ** 2 + more**2
    return rise, square


def _by_kind(who: Index, values: Floats, containers: int) -> Floats:
    """Return the sums over the rows of each container, (containers, KINDS)."""
    return np.column_stack([_summed(who, column, containers) for column in values.T])


def _summed(who: Index, values: Floats, containers: int) -> Floats:
    """Return the sum over the rows of each container."""
    return np.asarray(np.bincount(who, values, containers), np.float64)


def _shrunk(count: Floats, time: Floats) -> tuple[Floats, Floats]:
    """Return rates by their gamma posterior, and the relative variance of each.

    The prior has the mean and the variance between containers that the counts show.
    """
    time = np.maximum(time, 0.0)
    known = time > 0
    if not known.any():
        return np.full(len(count), 10.0), np.ones(len(count))
    raw = np.maximum(count[known], 0.0) / time[known]
    mean = max(float(raw.mean()), 1e-3)
    by_chance = float(np.mean(1 / np.maximum(mean * time[known], 1e-9)))
    between = float(np.var(raw)) / mean**2 - min(by_chance, float(np.var(raw)) / mean**2)
    prior = float(np.clip(1 / max(between, 1e-9), WEAKEST / 10, STRONGEST))
    total = np.maximum(count, 0.0) + prior
    return total / (time + prior / mean), 1 / total


def _kinds(seen: Floats, awaited: Floats, factor: Floats, city: Floats) -> tuple[Floats, Floats]:
    """Return the factors of the city and of each container by kind of day."""
    now = city * (seen.sum(axis=0) + PRIOR_DEPOSITS) / (awaited.sum(axis=0) + PRIOR_DEPOSITS)
    now[HOLIDAY] = now[HOLIDAY] if awaited[:, HOLIDAY].sum() > 0 else now[:WEEK].mean()
    alike = awaited / factor * now
    ratio = seen / np.maximum(alike, 1e-9)
    enough = alike > 1
    prior = STRONGEST
    if enough.sum() > WEEK:
        spread = np.average((ratio[enough] - 1) ** 2 - 1 / alike[enough], weights=alike[enough])
        prior = float(np.clip(1 / max(spread, 1e-9), WEAKEST, STRONGEST))
    own = np.maximum(seen + prior, 0.1) / (alike + prior)
    return now / now[:WEEK].mean(), now * own


def _sizes(
    rises: Rises, expected: Floats, square: Floats, noise: float, containers: int
) -> Floats | None:
    """Return the size of deposits that explains how much the rises vary; none without rises."""
    own = np.where(rises.hidden, noise, 2 * noise)
    weigh = rises.weight * (rises.start <= HALF)
    over = np.bincount(rises.who, weigh * (square - own), containers)
    mean = np.bincount(rises.who, weigh * expected, containers) * SPREAD
    weight = np.bincount(rises.who, weigh, containers)
    if not mean.sum() > 0:
        return None
    city = max(float(over.sum() / mean.sum()), 0.1)
    raw = np.maximum(over, 0.0) / np.maximum(mean, 1e-9)
    shrunk = (raw * weight + city * PRIOR_RISES) / (weight + PRIOR_RISES)
    return np.asarray(np.clip(shrunk, 0.05, 100.0), np.float64)


def _noise(rises: Rises, expected: Floats) -> float:
    """Return the variance of a reading: one that is too high makes the next rise too low.

    Only where a container was at most half full in between, as a full one hides large rises.
    """
    same = (np.diff(rises.who) == 0) & (rises.start[1:] <= HALF) & ~rises.hidden[:-1]
    if same.sum() < PRIOR_RISES:
        return 0.0
    left = rises.rise - expected
    return max(0.0, -float(np.mean((left[1:] * left[:-1])[same])))
