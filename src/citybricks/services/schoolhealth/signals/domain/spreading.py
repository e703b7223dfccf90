"""How many others each ill pupil infects, day by day (Cori's method).

Reports say who is ill, not who fell ill: new cases are estimated as rises from one report of a
class to the next (`levels.panel.newly`), and spread over the days without school before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
import pandas as pd

from citybricks.methods.surveillance.reproduction import cori, serial_interval
from citybricks.methods.surveillance.series import Floats
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel, newly

WINDOW = 7
LEAST_DAYS = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """Days between a case and those it infects, and where that is said."""

    mean: float
    sd: float
    source: str


_VINK = "Vink, Bootsma, Wallinga 2014, doi:10.1093/aje/kwu209"
INTERVALS: Mapping[str, Interval] = MappingProxyType(
    {
        "measles": Interval(11.7, 2.0, _VINK),
        "varicella": Interval(14.0, 2.5, _VINK),
        "mumps": Interval(18.0, 3.0, _VINK),
        "rubella": Interval(18.3, 3.0, _VINK),
        "pertussis": Interval(22.8, 6.0, _VINK),
        "influenza": Interval(2.6, 1.5, "Ferguson et al. 2005, doi:10.1038/nature04017"),
        "gastroenteritis": Interval(3.6, 2.0, "Heijne et al. 2009, doi:10.3201/eid1501.080299"),
    }
)
"""By diagnosis. Means as published; standard deviations of Vink's are our assumption."""
USUAL: Mapping[str, str] = MappingProxyType(
    {"respiratory": "influenza", "fever": "influenza", "gastrointestinal": "gastroenteritis"}
)
"""What is assumed of a syndrome when nobody has made a diagnosis."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Reproduction numbers of the days shown; NaN where too little is known to say.

    Parameters
    ----------
    disease
        Whose serial interval was taken; empty when none is known, and nothing is said.
    cases
        New cases of each day, estimated.
    mean, low, high
        Of the week that ends on each day; 95 % interval.
    """

    disease: str
    interval: Interval | None
    cases: Floats
    mean: Floats
    low: Floats
    high: Floats


def of(frame: pd.DataFrame, panel: Panel, syndrome: str, days: Sequence[date]) -> Spread:
    """Return the reproduction numbers of the days shown."""
    nothing = np.full(len(days), np.nan)
    disease = _disease(frame, syndrome, days[0])
    interval = INTERVALS.get(disease)
    if interval is None or not panel.days:
        return Spread("", None, nothing, nothing, nothing, nothing)
    every, cases = _by_day(panel, syndrome, days[-1])
    offset = (days[0] - every[0]).days
    if len(cases) < LEAST_DAYS or offset < 0:
        pad = np.zeros(max(-offset, 0))
        cases, offset = np.concatenate([pad, cases]), max(offset, 0)
    if len(cases) < LEAST_DAYS:
        return Spread(disease, interval, nothing, nothing, nothing, nothing)
    longest = int(interval.mean + 5 * interval.sd)
    weights = serial_interval(interval.mean, interval.sd, longest)
    found = cori(cases, weights / weights.sum(), window=WINDOW)
    mean, low, high = (np.full(len(cases), np.nan) for _each in range(3))
    mean[found.end] = found.mean
    low[found.end], high[found.end] = found.quantiles[:, 0], found.quantiles[:, -1]
    part = slice(offset, offset + len(days))
    return Spread(disease, interval, cases[part], mean[part], low[part], high[part])


def _disease(frame: pd.DataFrame, syndrome: str, since: date) -> str:
    """Return the commonest diagnosis of a syndrome, or what is assumed of it.

    Fever is what many diagnoses begin with: it takes the commonest of all.
    """
    named = frame[(frame["diagnosis"] != "") & (frame["day"] >= since)]
    if syndrome != "fever":
        named = named[named["syndrome"] == syndrome]
    summed = named.groupby("diagnosis")["ill"].sum()
    return str(summed.idxmax()) if len(summed) and summed.max() > 0 else USUAL.get(syndrome, "")


def _by_day(panel: Panel, syndrome: str, last: date) -> tuple[list[date], Floats]:
    """Return new cases of every day of the calendar; those after days off are spread over them."""
    first = panel.days[0]
    every = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    cases = np.zeros(len(every))
    new = np.nan_to_num(newly(panel, panel.ill[syndrome]).sum(axis=0))
    before = first - timedelta(days=1)
    for day, count in zip(panel.days, new.tolist(), strict=True):
        span = min((day - before).days, WINDOW)
        at = (day - first).days
        cases[at - span + 1 : at + 1] += count / span
        before = day
    return every, cases
