"""What is expected of each day of a curve, with the bands of half and of 95 of 100 usual days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from citybricks.methods.surveillance.detectors import ShortHistoryError, detect
from citybricks.methods.surveillance.negative_binomial import quantile
from citybricks.methods.surveillance.series import Floats, Series
from citybricks.services.schoolhealth.schools.domain.calendar import calendar
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.signals.domain.levels import city as of_city
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel

SCHOOL_DAYS = 200
"""Of a year."""
BANDS = ((0.25, 0.75), (0.025, 0.975))


@dataclass(frozen=True, eq=False)
class Expected:
    """Expected counts of days, NaN where there is no baseline.

    Parameters
    ----------
    method
        The detector that says so.
    bands
        Lower and upper limits, the narrow band first.
    """

    method: str
    mean: Floats
    bands: tuple[tuple[Floats, Floats], ...]


def of(city: City, panel: Panel, syndrome: str, days: Sequence[date]) -> Expected | None:
    """Return what is expected of days; None when nothing is known of what is usual."""
    if not panel.days:
        return None
    if of_city.history(panel, days[0]) >= of_city.YEAR:
        known = calendar(city, of_city.days_from(panel, days[-1]))
        mean, variance = of_city.modelled(panel, syndrome, days, known)
        return _expected(of_city.DAILY, mean, variance)
    return _recent(panel, syndrome, days)


def _recent(panel: Panel, syndrome: str, days: Sequence[date]) -> Expected | None:
    """Expect what EARS C2 compares with: seven reported days that end three days before."""
    counted = panel.by_city(panel.ill[syndrome])
    dates = np.array(panel.days, dtype="datetime64[D]")
    try:
        found = detect(of_city.FALLBACK, Series(counted, dates, SCHOOL_DAYS))
    except ShortHistoryError:
        return None
    mean, variance = (np.full(len(days), np.nan) for _each in range(2))
    place = {day: at for at, day in enumerate(days)}
    for column, at in enumerate(found.at):
        if panel.days[at] in place and of_city.history(panel, panel.days[at]) >= of_city.LEAST:
            usual = float(found.expected[0, column])
            spread = float(found.dispersion[0, column])
            mean[place[panel.days[at]]] = usual
            variance[place[panel.days[at]]] = usual * spread if np.isfinite(spread) else usual
    if not np.isfinite(mean).any():
        return None
    return _expected(of_city.FALLBACK, mean, variance)


def _expected(method: str, mean: Floats, variance: Floats) -> Expected:
    """Return the bands of negative binomial counts of a mean and variance."""
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.where(variance > mean * (1 + 1e-9), mean**2 / (variance - mean), np.inf)
    bands = tuple((quantile(low, mean, size), quantile(high, mean, size)) for low, high in BANDS)
    return Expected(method, mean, bands)
