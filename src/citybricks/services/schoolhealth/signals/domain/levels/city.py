"""The whole city: counts of a syndrome, day by day, by what there is of history.

With a year and more it is the daily model; with less EARS C2 on sums of seven reported days; with
less than four weeks it is said that there is no baseline yet, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from citybricks.methods.surveillance.detectors import DETECTORS, ShortHistoryError, detect
from citybricks.methods.surveillance.series import Alarms, Floats, Series
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.signals.domain.levels.finding import (
    Finding,
    Looked,
    Note,
    Unit,
    emerged,
    number,
)
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel

DAILY, FALLBACK = "daily", "ears-c2"
YEAR, LEAST = 365, 28
"""Days of history from which on there is the daily model, and any baseline at all."""
SUMMED = 7
"""Reported days that the fallback adds up."""
SCHOOL_DAYS = 200
"""Of a year: a budget of false alarms a year is spread over them."""
FEWEST = 3
"""Ill pupils on the day without which the fallback does not ring."""
HEARD = 0.5
"""Share of the pupils that has to be reported for a day to count."""


def settings(panel: Panel, day: date, budget: float) -> dict[str, Any] | None:
    """Return what the city is looked at with on a day; None when there is no baseline yet."""
    past = history(panel, day)
    if past < LEAST:
        return None
    if past >= YEAR and DAILY in DETECTORS:
        return {"method": DAILY, "budget": budget}
    alpha = round(min(budget / SCHOOL_DAYS, 0.1), 6)
    chosen = {"method": FALLBACK, "alpha": alpha, "least_sd": 1.0}
    return {**chosen, "summed": SUMMED, "fewest": FEWEST}


def history(panel: Panel, day: date) -> int:
    """Return how many days before a day the first report is."""
    return (day - panel.days[0]).days if panel.days else 0


def look(panel: Panel, day: date, chosen: dict[str, Any] | None) -> Looked:
    """Look at every syndrome of the city on a day."""
    if not panel.days or panel.days[-1] != day:
        return Looked([], [])
    if chosen is None:
        values = {"level": "city", "needed": LEAST, "given": history(panel, day)}
        return Looked([], [Note("no_baseline", values)])
    heard = panel.coverage()
    if heard[-1] < HEARD:
        return Looked([], [Note("few_reports", {"share": round(100 * float(heard[-1]))})])
    counted = np.concatenate([panel.by_city(counts) for counts in panel.ill.values()])
    counted = np.where(heard >= HEARD, counted, np.nan)
    try:
        alarms, looked_at = _alarms(panel, counted, chosen)
    except ShortHistoryError as error:
        values = {"level": "city", "needed": error.needed, "given": error.given}
        return Looked([], [Note("short_history", values)])
    findings = [
        _finding(panel, name, (counted[at], looked_at[at]), alarms, at, chosen)
        for at, name in enumerate(panel.ill)
        if np.isfinite(alarms.expected[at, 0])
    ]
    return Looked(findings, [])


def _alarms(panel: Panel, counted: Floats, chosen: dict[str, Any]) -> tuple[Alarms, Floats]:
    """Return what the detector says of the last day, and the counts that it looked at."""
    kept = np.isfinite(counted).all(axis=0)
    width = chosen["summed"]
    sums = np.lib.stride_tricks.sliding_window_view(counted[:, kept], width, axis=1).sum(axis=-1)
    dates = np.array(panel.days, dtype="datetime64[D]")[kept][width - 1 :]
    series = Series(sums, dates, SCHOOL_DAYS)
    options = {name: chosen[name] for name in ("alpha", "least_sd")}
    return detect(FALLBACK, series, at=[len(dates) - 1], **options), sums


def _finding(
    panel: Panel,
    syndrome: str,
    counts: tuple[Floats, Floats],
    alarms: Alarms,
    at: int,
    chosen: dict[str, Any],
) -> Finding:
    daily, looked_at = counts
    expected = float(alarms.expected[at, 0])
    usual = expected / chosen.get("summed", 1)
    return Finding(
        unit=Unit("city", syndrome),
        alarm=bool(alarms.alarm[at, 0]) and daily[-1] >= chosen.get("fewest", 1),
        method=chosen["method"],
        observed=float(looked_at[-1]),
        expected=number(expected),
        upper=number(alarms.upper[at, 0]),
        p=number(alarms.p[at, 0]),
        score=number(alarms.score[at, 0]),
        emerged_on=emerged(daily, usual, panel.days),
        parameters=chosen,
        data_hash=panel.digest,
    )


def modelled(
    city: City, panel: Panel, syndrome: str, days: Sequence[date]
) -> tuple[Floats, Floats] | None:
    """Return mean and variance that the daily model expects of days; None when it cannot."""
    del city, panel, syndrome, days
    return None
