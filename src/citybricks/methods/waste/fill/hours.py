"""At which hours waste is thrown in: a clock that stands still while everybody sleeps."""

from __future__ import annotations

import numpy as np

from citybricks.methods.waste.fill.compound import Floats
from citybricks.methods.waste.fill.records import FULL, Intervals

HOURS = 24
SHORT_D = 0.6
"""Days from one reading to the next that say something of the hours between."""
ENOUGH = 1_000
"""Such intervals of which the hours are learnt."""
PRIOR = 100.0
"""Percent as heavy as the assumption that an hour is like any other."""
LEAST = 0.01
"""Of what is thrown in during an average hour."""
ROUNDS = 10


def even() -> Floats:
    """Return the clock that runs evenly: the share of a day's waste by each full hour, (25,)."""
    return np.linspace(0.0, 1.0, HOURS + 1)


def learnt(gaps: Intervals, begin: Floats, end: Floats) -> Floats:
    """Return the share of a day's waste that is thrown in by each full hour, (25,).

    Parameters
    ----------
    gaps
        From reading to reading.
    begin, end
        Local times of these in days.
    """
    used = (end - begin <= SHORT_D) & (gaps.stop >= gaps.start) & (gaps.start < FULL)
    rise = (gaps.stop - gaps.start)[used]
    if used.sum() < ENOUGH or not rise.sum() > 0:
        return even()
    hours = _passed(end[used]) - _passed(begin[used])
    usual = rise.sum() / hours.sum()
    share = np.ones(HOURS)
    for _ in range(ROUNDS):
        each = hours * share
        seen = (each * (rise / np.maximum(each.sum(axis=1), 1e-9))[:, None]).sum(axis=0)
        share = share * (seen + PRIOR) / (usual * each.sum(axis=0) + PRIOR)
        share = np.maximum(share / share.mean(), LEAST)
    return np.concatenate([[0.0], share.cumsum() / share.sum()])


def told(time: Floats, clock: Floats) -> Floats:
    """Return what the clock shows at local times, both in days; midnight is midnight."""
    day = np.floor(time)
    return np.asarray(day + np.interp((time - day) * HOURS, np.arange(HOURS + 1), clock))


def local(shown: Floats, clock: Floats) -> Floats:
    """Return the local times at which the clock shows something."""
    day = np.floor(shown)
    return np.asarray(day + np.interp(shown - day, clock, np.arange(HOURS + 1)) / HOURS)


def _passed(time: Floats) -> Floats:
    """Return how often each hour of the day has passed, (times, 24)."""
    day = np.floor(time)
    part = (time - day)[:, None] * HOURS - np.arange(HOURS)
    return np.asarray(day[:, None] + np.clip(part, 0, 1), np.float64)
