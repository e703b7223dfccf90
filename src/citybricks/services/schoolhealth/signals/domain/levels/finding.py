"""What a detector says of one place and syndrome on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from citybricks.methods.surveillance.series import Floats

MOST_BACK = 14
"""Reported days that an emergence is looked for in."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place and a syndrome: the number of a school or class, or schools of a cluster."""

    level: str
    syndrome: str
    school: str = ""
    school_class: str = ""
    members: tuple[str, ...] = ()
    diagnosis: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a unit.

    Parameters
    ----------
    alarm
        Whether the detector rings.
    p
        Probability of as many when nothing is wrong; None where the method has none.
    parameters
        Settings with which the whole level was computed: see `levels`.
    data_hash
        SHA-256 of the data that the level was computed from.
    """

    unit: Unit
    alarm: bool
    method: str
    observed: float
    expected: float | None
    upper: float | None
    p: float | None
    score: float | None
    emerged_on: date
    parameters: dict[str, Any]
    data_hash: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a look could not say, as a code with its values; worded by the pages."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a level was found to be on a day."""

    findings: list[Finding]
    notes: list[Note]


def number(value: float) -> float | None:
    """Return a number as JSON holds it; none where it is not finite."""
    return float(value) if np.isfinite(value) else None


def emerged(counts: Floats, usual: float, days: Sequence[date]) -> date:
    """Return since when, without a break, more were ill than usual.

    Parameters
    ----------
    counts
        Ill on each of the days; NaN where nothing was reported, which breaks nothing.
    usual
        Ill on a usual day.
    days
        The last one is the day of the finding.
    """
    first = days[-1]
    for back in range(1, min(MOST_BACK, len(days)) + 1):
        count = counts[-back]
        if np.isnan(count):
            continue
        if back > 1 and not count > max(usual, 0.0):
            break
        first = days[-back]
    return first


def rejected(p: Sequence[float], q: float) -> list[bool]:
    """Return which hypotheses Benjamini and Hochberg reject at a false discovery rate.

    References
    ----------
    .. [1] Benjamini and Hochberg, J R Stat Soc B 57, 1995, 289-300.
       https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    allowed = q * np.arange(1, len(values) + 1) / max(len(values), 1)
    below = np.flatnonzero(values[order] <= allowed)
    kept = np.zeros(len(values), dtype=bool)
    if len(below):
        kept[order[: below[-1] + 1]] = True
    return [bool(each) for each in kept]
