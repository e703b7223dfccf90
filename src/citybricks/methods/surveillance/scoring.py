"""How good alarms are where it is known when there was an outbreak.

A false alarm is counted by day in the false positive rate, and by episode in the alarms per year:
alarm days less than a week apart are one episode, which is one line on somebody's list.

Sources
-------
1. Noufaily A, Morbey R A, Colón-González F J, et al. Comparison of statistical algorithms for daily
   syndromic surveillance aberration detection. Bioinformatics 35(17), 2019, 3110-3118,
   doi:10.1093/bioinformatics/bty997.
2. The score that S. Ghozzi and A. Ullrich of the Robert Koch Institute weigh alarms by, as the
   package epysurv (MIT licence) tells it; see `ghozzi`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Floats, Truths

APART = 7
"""Alarms fewer days apart than this belong to one episode."""


@dataclass(frozen=True)
class Score:
    """How alarms did; each is NaN where nothing tells it.

    Parameters
    ----------
    sensitivity
        Share of the outbreak days with an alarm, of all series together.
    specificity
        Share of the other days without one.
    fpr
        Share of the other days with one.
    pod
        Share of the series with an outbreak that have an alarm on a day of it.
    timeliness
        Mean over these of (first day found - first day) / (last day - first day + 1); 1 if missed.
    ppv
        Share of the alarm days that are outbreak days.
    alarms_per_year
        Episodes of alarm in a year of one series.
    """

    sensitivity: float
    specificity: float
    fpr: float
    pod: float
    timeliness: float
    ppv: float
    alarms_per_year: float


def score(alarm: Truths, outbreak: Truths, per_year: float = 364.0) -> Score:
    """Score the alarms of several series of one kind.

    Parameters
    ----------
    alarm
        Of shape (series, days).
    outbreak
        Whether cases of an outbreak came that day, of the same shape.
    per_year
        Days in a year.
    """
    ill = outbreak.any(axis=1)
    hit = alarm & outbreak
    fpr = _share((alarm & ~outbreak).sum(), (~outbreak).sum())
    return Score(
        sensitivity=_share(hit.sum(), outbreak.sum()),
        specificity=1 - fpr,
        fpr=fpr,
        pod=_share(hit.any(axis=1).sum(), ill.sum()),
        timeliness=float(delays(alarm[ill], outbreak[ill]).mean()) if ill.any() else np.nan,
        ppv=_share(hit.sum(), alarm.sum()),
        alarms_per_year=float(episodes(alarm).sum(axis=1).mean()) * per_year / alarm.shape[1],
    )


def delays(alarm: Truths, outbreak: Truths) -> Floats:
    """Return for each series which part of its outbreak went by before the first hit, (series,).

    Every series needs an outbreak.
    """
    hit = alarm & outbreak
    first = outbreak.argmax(axis=1)
    last = outbreak.shape[1] - 1 - outbreak[:, ::-1].argmax(axis=1)
    late = (hit.argmax(axis=1) - first) / (last - first + 1)
    return np.where(hit.any(axis=1), late, 1.0)


def ghozzi(alarm: Truths, cases: Floats) -> Floats:
    """Return how alarms did by the cases of the outbreaks, of each series, (series,).

    Cases of times with an alarm count for it, cases of times without one against it, and a false
    alarm counts against it as much as the mean time of an outbreak has cases. All is divided by all
    cases: 1 is perfect, -1 is silence.

    Parameters
    ----------
    alarm
        Of shape (series, times).
    cases
        Those that belong to an outbreak, of the same shape.
    """
    ill = cases > 0
    whole = cases.sum(axis=1)
    usual = whole / np.maximum(ill.sum(axis=1), 1)
    found = (np.where(alarm, cases, -cases)).sum(axis=1) - usual * (alarm & ~ill).sum(axis=1)
    with np.errstate(invalid="ignore"):
        value: Floats = np.where(whole > 0, found / np.maximum(whole, 1e-12), np.nan)
    return value


def mean(scores: Sequence[Score]) -> Score:
    """Return the plain mean over signals, as the comparison of 2019 has it."""
    names = Score.__dataclass_fields__
    return Score(**{name: float(np.mean([getattr(s, name) for s in scores])) for name in names})


def episodes(alarm: Truths, apart: int = APART) -> Truths:
    """Return the alarms that begin an episode: none in the days shortly before, (series, days)."""
    recent: NDArray[np.intp] = np.cumsum(alarm, axis=1)
    before = np.zeros_like(recent)
    before[:, 1:] = recent[:, :-1]
    earlier = np.zeros_like(recent)
    earlier[:, apart:] = recent[:, :-apart] if alarm.shape[1] > apart else 0
    found: Truths = alarm & (before == earlier)
    return found


def _share(part: float, whole: float) -> float:
    """Return part over whole, or NaN of nothing."""
    return float(part / whole) if whole else float("nan")
