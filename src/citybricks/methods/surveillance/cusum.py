"""Cumulated excess over what is usual, for what grows slowly.

Counts are made nearly normal by Rossi's transformation [1]_, `k` is taken off each, and what is
left over is summed up as long as it is more than nothing; an alarm is given from `h` on.

References
----------
.. [1] G. Rossi, L. Lampugnani, M. Marchi, "An approximate CUSUM procedure for surveillance of
   health events", Statistics in Medicine 18, 1999.
   https://doi.org/10.1002/(SICI)1097-0258(19990830)18:16<2111::AID-SIM171>3.0.CO;2-Q
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.parameters import ParameterError, between, chosen, told, whole
from citybricks.methods.surveillance.series import Alarms, Floats, Series, unknown

TRANSFORMATIONS = ("rossi", "standard")
_LEAST_HISTORY = 7


@dataclass(frozen=True)
class Control:
    """Parameters, by the names of R's `cusum`.

    Parameters
    ----------
    k, h
        What is taken off each transformed count, and the sum that gives an alarm.
    m
        Usual count; none for the mean of all counts before the sum begins.
    trans
        "rossi" or "standard": (y - m) / √m.
    reset
        Whether the sum begins again at 0 after an alarm.
    start
        Index of the time at which the sum begins; none for the first that is looked at.
    """

    k: float = 1.04
    h: float = 2.26
    m: float | None = None
    trans: str = "rossi"
    reset: bool = False
    start: int | None = None

    def __post_init__(self) -> None:
        between("k", self.k, 0, 100)
        between("h", self.h, 0, 1e6)
        chosen("trans", self.trans, TRANSFORMATIONS)
        chosen("reset", self.reset, (True, False))
        if self.m is not None:
            between("m", self.m, 0, 1e9)
        if self.start is not None:
            whole("start", self.start, 0, 10**9)


def needs(control: Control, _per_year: int) -> int:
    """Return how many times there must be before the first that is looked at."""
    return 0 if control.m is not None else _LEAST_HISTORY


def detect(series: Series, at: NDArray[np.intp], control: Control) -> Alarms:
    """Sum up what is above usual from the start to the last time that is looked at."""
    start = int(at.min()) if control.start is None else control.start
    if not needs(control, series.per_year) <= start <= at.min():
        allowed = f"{needs(control, series.per_year)} to {at.min()} is needed"
        raise ParameterError("start", start, allowed)
    usual = _usual(series, start, control)
    units, times = len(series.counts), int(at.max()) + 1 - start
    sums, upper = unknown(units, times), unknown(units, times)
    total = np.zeros(units)
    for step in range(times):
        excess = _transformed(series.counts[:, start + step], usual, control)
        upper[:, step] = _threshold(total, usual, control)
        total = np.maximum(total + np.nan_to_num(excess), 0)
        sums[:, step] = total
        if control.reset:
            total = np.where(total >= control.h, 0, total)
    place = at - start
    reached = np.isfinite(upper[:, place]) & np.isfinite(series.counts[:, at])
    return Alarms(
        at=at,
        alarm=(sums[:, place] >= control.h) & reached,
        upper=upper[:, place],
        expected=np.repeat(usual[:, None], len(at), axis=1),
        p=unknown(units, len(at)),
        score=sums[:, place],
        dispersion=np.ones((units, len(at))),
        method="cusum",
        parameters=told(control) | {"start": start},
    )


def _usual(series: Series, start: int, control: Control) -> Floats:
    """Return the usual count of each unit; NaN where it is 0, above which nothing can be told."""
    if control.m is not None:
        return np.full(len(series.counts), float(control.m))
    earlier = series.counts[:, :start]
    known = np.isfinite(earlier)
    with np.errstate(invalid="ignore"):
        mean = np.where(known, earlier, 0).sum(axis=1) / known.sum(axis=1)
    return np.where(mean > 0, mean, np.nan)


def _transformed(counts: Floats, usual: Floats, control: Control) -> Floats:
    """Return transformed counts less `k`; NaN where nothing is known."""
    if control.trans == "standard":
        return (counts - usual) / np.sqrt(usual) - control.k
    raised = counts - 3 * usual + 2 * np.sqrt(usual * counts)
    return np.asarray(raised / (2 * np.sqrt(usual)) - control.k)


def _threshold(total: Floats, usual: Floats, control: Control) -> Floats:
    """Return from which count on the sum gives an alarm."""
    missing = control.h + control.k - total
    if control.trans == "standard":
        return np.ceil(np.maximum(usual + np.sqrt(usual) * missing, 0))
    root = np.sqrt(np.maximum(4 * usual + 2 * np.sqrt(usual) * missing, 0)) - np.sqrt(usual)
    return np.asarray(np.maximum(root, 0) ** 2)
