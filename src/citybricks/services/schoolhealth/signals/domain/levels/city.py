"""The whole city: counts of each syndrome, day by day (`methods.surveillance.daily`).

With a year and more of history that is the daily model; with less EARS C2 on sums of seven open
days, or on days while there are too few weeks; with less than four weeks it is said that there is
no baseline yet, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from citybricks.methods.surveillance import ears
from citybricks.methods.surveillance.daily import Calendar, Control, detect_daily
from citybricks.methods.surveillance.series import Alarms, Floats, Series, ShortHistoryError
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
YEAR, LEAST = 366, 28
"""Days of history from which on there is the daily model, and any baseline at all."""
SUMMED = 7
"""Open days that the fallback adds up once there are weeks enough."""
MOST_BUDGET = 12.0
"""False alarms a year that the daily model can be asked for."""
FEWEST = 3
"""Ill pupils on the day without which the fallback does not ring."""
HEARD = 0.5
"""Share of the pupils that has to be reported for a day to count."""
_FEW = (ears.needs_c2(ears.Control(), 0) + 1) * SUMMED - 1
"""Open days before one that is compared as a week, as `detect_daily` has it."""


def days_from(panel: Panel, day: date) -> list[date]:
    """Return the days of the calendar from the first report to a day."""
    first = panel.days[0].toordinal()
    return [date.fromordinal(at) for at in range(first, day.toordinal() + 1)]


def settings(panel: Panel, day: date, budget: float, known: Calendar | None) -> Any:
    """Return what the city is looked at with on a day; None when there is no baseline yet.

    Parameters
    ----------
    known
        Of all days from the first report on; it is kept, as calendars are corrected later.
    """
    if known is None or history(panel, day) < LEAST:
        return None
    return {
        "method": DAILY if history(panel, day) >= YEAR else FALLBACK,
        "budget": min(budget, MOST_BUDGET),
        "fewest": FEWEST,
        "closed": _bits(known.closed),
        "holiday": _bits(known.holiday),
    }


def _bits(truths: Any) -> str:
    return "".join("01"[bool(each)] for each in truths)


def history(panel: Panel, day: date) -> int:
    """Return how many days before a day the first report is."""
    return (day - panel.days[0]).days if panel.days else 0


def look(panel: Panel, day: date, chosen: Any) -> Looked:
    """Look at every syndrome of the city on a day."""
    if not panel.days or panel.days[-1] != day:
        return Looked([], [])
    if chosen is None:
        values = {"level": "city", "needed": LEAST, "given": history(panel, day)}
        return Looked([], [Note("no_baseline", values)])
    share = float(panel.coverage()[-1])
    if share < HEARD:
        return Looked([], [Note("few_reports", {"share": round(100 * share)})])
    days = days_from(panel, day)
    closed, holiday = (
        np.array([one == "1" for one in chosen[name]]) for name in ("closed", "holiday")
    )
    known = Calendar(np.array(days, dtype="datetime64[D]"), closed, holiday)
    series = _series(panel, tuple(panel.ill), days)
    try:
        alarms = detect_daily(
            series, np.array([len(days) - 1]), Control(budget=chosen["budget"]), known
        )
    except ShortHistoryError as error:
        values = {"level": "city", "needed": error.needed, "given": error.given}
        return Looked([], [Note("short_history", values)])
    width = _width(known, chosen["method"])
    findings = [
        _finding(panel, name, _summed(series.counts[at], known, width), alarms, at, chosen)
        for at, name in enumerate(panel.ill)
        if np.isfinite(alarms.expected[at, 0])
    ]
    return Looked(findings, [])


def _series(panel: Panel, syndromes: Sequence[str], days: Sequence[date]) -> Series:
    """Return daily counts, NaN where less than half of the pupils was reported."""
    heard = panel.coverage() >= HEARD
    place = np.array([(day - days[0]).days for day in panel.days], dtype=np.intp)
    counts = np.full((len(syndromes), len(days)), np.nan)
    people = np.zeros((len(syndromes), len(days)))
    for row, name in enumerate(syndromes):
        counts[row, place] = np.where(heard, panel.by_city(panel.ill[name])[0], np.nan)
        people[row, place] = np.nan_to_num(panel.by_city(panel.enrolled)[0])
    return Series(counts, np.array(days, dtype="datetime64[D]"), 365, people)


def _width(known: Calendar, method: str) -> int:
    """Return how many open days the detector has added up for the last day."""
    opened = int(np.sum(~known.closed))
    return SUMMED if method == FALLBACK and opened - 1 >= _FEW else 1


def _summed(counts: Floats, known: Calendar, width: int) -> tuple[float, float]:
    """Return the count of the last day, and of the last open days together."""
    return float(counts[-1]), float(np.nansum(counts[~known.closed][-width:]))


def _finding(
    panel: Panel,
    syndrome: str,
    counted: tuple[float, float],
    alarms: Alarms,
    at: int,
    chosen: dict[str, Any],
) -> Finding:
    today, observed = counted
    expected = float(alarms.expected[at, 0])
    usual = expected / (SUMMED if observed != today and chosen["method"] == FALLBACK else 1)
    enough = chosen["method"] == DAILY or today >= chosen["fewest"]
    return Finding(
        unit=Unit("city", syndrome),
        alarm=bool(alarms.alarm[at, 0]) and enough,
        method=chosen["method"],
        observed=observed,
        expected=number(expected),
        upper=number(alarms.upper[at, 0]),
        p=number(alarms.p[at, 0]),
        score=number(alarms.score[at, 0]),
        emerged_on=emerged(panel.by_city(panel.ill[syndrome])[0], usual, panel.days),
        parameters=chosen,
        data_hash=panel.digest,
    )


def modelled(
    panel: Panel, syndrome: str, days: Sequence[date], known: Calendar
) -> tuple[Floats, Floats]:
    """Return mean and variance that the daily model expects of days.

    Parameters
    ----------
    days
        One after the other, the first with a year of history and more.
    known
        Of all days from the first report to the last of `days`.
    """
    every = days_from(panel, days[-1])
    at = np.arange(len(every) - len(days), len(every))
    drawn = Control(threshold=6.0, refit=56)  # bands need no budget
    found = detect_daily(_series(panel, (syndrome,), every), at, drawn, known)
    closed = known.closed[at]
    mean = np.where(closed, np.nan, found.expected[0])
    return mean, mean * np.maximum(np.where(closed, 1.0, found.dispersion[0]), 1.0)
