"""Sensors that tell nonsense: spikes, and readings that only repeat the one before.

Whether a sensor repeats itself is a hidden state that is followed from reading to reading [1]_: a
reading that differs shows that it works, one that is the same makes it the less likely, the more
was to be expected.

References
----------
.. [1] Rabiner L.R., A tutorial on hidden Markov models, Proceedings of the IEEE 77 (1989) 257-286.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from citybricks.methods.waste.fill.compound import Floats, below, capped, quantiles
from citybricks.methods.waste.fill.emptying import REST, Service
from citybricks.methods.waste.fill.records import Index, Intervals, Records, Truths

RARE = 0.02
"""Chance below which a rise that goes back is no waste."""
RARER = 1e-5
"""The same where going back may have been an emptying."""
LEAST_SPIKE = 10.0
"""Percent that a spike has at least."""
READINGS_ENTER, READINGS_LEAVE = 500.0, 20.0
"""Readings as heavy as what is usual in the city for sensors that begin and cease to repeat."""
USUAL_ENTER, USUAL_LEAVE = 0.002, 0.1
"""The same before anything was read; it weighs as much as one sensor that did."""
SURE = 0.75
"""Chance from which equal readings are left out; less, and what is rare teaches more of it."""
MOST_ENTER, MOST_LEAVE = 0.02, 0.2
"""What is learnt as usual at most: beyond, sensors tell so little that they only look faulty."""


def spikes(given: Records, gaps: Intervals, expected: Floats, size: Floats, noise: float) -> Truths:
    """Return which rows leave the level of their neighbours and go back to it by no waste.

    Parameters
    ----------
    given, gaps
        All readings, and what lies between them.
    expected, size
        Percent thrown in on average in each interval, and percent of a deposit.
    noise
        Variance of a reading.
    """
    found = np.zeros(len(given.who), bool)
    if len(gaps.who) < 2:  # noqa: PLR2004 - before and after
        return found
    pair = np.flatnonzero(gaps.end[:-1] == gaps.begin[1:])
    pair = pair[~given.emptied[gaps.end[pair]]]
    before, at, after = gaps.start[pair], gaps.stop[pair], gaps.stop[pair + 1]
    slack = 3 * noise**0.5 + 2
    both = expected[pair] + expected[pair + 1]
    most = before + quantiles(both / size[pair], size[pair])[:, -1] + slack
    same = (after <= most) & (after >= before - slack)
    rise = np.where(at > before, at - before, after - at)
    during = np.where(at > before, expected[pair], expected[pair + 1])
    chance = 1 - below(during / size[pair], size[pair], rise - slack)
    limit = np.where(np.minimum(before, at) < REST, RARER, RARE)
    found[gaps.end[pair]] = same & (np.abs(at - before) > slack + LEAST_SPIKE) & (chance < limit)
    return found


@dataclass(frozen=True, eq=False)
class Sensing:
    """How likely a sensor begins, and ceases, to repeat itself from one reading to the next."""

    enter: Floats
    leave: Floats


def unchanged(
    gaps: Intervals, expected: Floats, size: Floats, service: Service, step: float, noise: float
) -> Floats:
    """Return the chance that a sensor that works reads the same again, for each interval."""
    number = expected / size
    still = 1 - capped(number, size, step) / step
    blur = max(0.0, noise - step**2 / 12) ** 0.5
    still = still * min(1.0, step / max(2 * np.sqrt(np.pi) * blur, 1e-9))
    still = np.where(gaps.start >= 100 - step / 2, 1.0, still)
    emptied = service.of(gaps.who, gaps.start)
    part = service.share * number
    again = below(part, size, gaps.start + step / 2) - below(part, size, gaps.start - step / 2)
    return np.asarray((1 - emptied) * still + emptied * again, np.float64)


def repeating(
    gaps: Intervals, same: Floats, alike: Floats, sensing: Sensing, containers: int
) -> Floats:
    """Return the chance that the sensor repeated itself, for each interval, as known at its end.

    Parameters
    ----------
    gaps
        From reading to reading, ordered by container and time.
    same
        Chance that a sensor that works reads the same again.
    alike
        Chance that a sensor that works again reads the same.
    sensing
        How sensors begin and cease.
    containers
        How many there are.
    """
    bounds = np.searchsorted(gaps.who, np.arange(containers + 1))
    equal = gaps.start == gaps.stop
    found = np.zeros(len(gaps.who))
    now = np.zeros(containers)
    for at in range(int(np.diff(bounds).max(initial=0))):
        who = np.flatnonzero(bounds[:-1] + at < bounds[1:])
        row = bounds[who] + at
        stuck, works = _step(now[who], same[row], alike[row], sensing, who)
        now[who] = np.where(equal[row], stuck / np.maximum(stuck + works, 1e-300), 0.0)
        found[row] = now[who]
    return found


def _step(
    now: Floats, same: Floats, alike: Floats, sensing: Sensing, who: Index
) -> tuple[Floats, Floats]:
    """Return how likely the same is read by a sensor that repeats, and by one that works."""
    enter, leave = sensing.enter[who], sensing.leave[who]
    stuck = now * (1 - leave) + (1 - now) * enter
    works = now * leave * alike + (1 - now) * (1 - enter) * same
    return stuck, works


def held(gaps: Intervals, chance: Floats) -> Truths:
    """Return which intervals belong to a run of equal readings that shows to be a fault."""
    equal, run = _runs(gaps)
    most = np.zeros(len(run) + 1)
    np.maximum.at(most, run, np.where(equal, chance, 0.0))
    return np.asarray(equal & (most[run] > SURE), bool)


def began(gaps: Intervals, at: int) -> int:
    """Return the first interval of the run of equal readings that an interval belongs to."""
    _, run = _runs(gaps)
    return int(np.searchsorted(run, run[at]))


def _runs(gaps: Intervals) -> tuple[Truths, Index]:
    """Return which intervals end as they began, and the number of the run each belongs to."""
    equal = gaps.start == gaps.stop
    new = ~equal
    new[1:] |= ~equal[:-1] | (gaps.who[1:] != gaps.who[:-1])
    return equal, np.cumsum(new)


def usual(containers: int) -> Sensing:
    """Return what is taken before anything was read."""
    return Sensing(np.full(containers, USUAL_ENTER), np.full(containers, USUAL_LEAVE))


def sensing(gaps: Intervals, stuck: Truths, containers: int) -> Sensing:
    """Learn how often sensors begin and cease to repeat themselves."""
    begins = stuck.copy()
    begins[1:] &= ~stuck[:-1] | (gaps.who[1:] != gaps.who[:-1])
    rows = np.bincount(gaps.who, ~stuck, containers)
    again = np.bincount(gaps.who, stuck, containers)
    starts = np.bincount(gaps.who, begins, containers)
    enter = (starts.sum() + 1) / (rows.sum() + 1 / USUAL_ENTER)
    enter = float(np.clip(enter, USUAL_ENTER, MOST_ENTER))
    leave = min((starts.sum() + 1) / (again.sum() + 1 / USUAL_LEAVE), MOST_LEAVE)
    return Sensing(
        (starts + READINGS_ENTER * enter) / (rows + READINGS_ENTER),
        (starts + READINGS_LEAVE * leave) / (again + READINGS_LEAVE),
    )
