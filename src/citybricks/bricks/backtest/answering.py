"""Tables of how detectors did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from citybricks.bricks.backtest import brick as says
from citybricks.bricks.backtest.reading import Past
from citybricks.bricks.backtest.trying import Tried
from citybricks.methods.surveillance.backtesting import Quality
from citybricks.types import Indicator, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

KEEPS: says.Verdict = "keeps the budget"
MAY: says.Verdict = "may keep the budget"
EXCEEDS: says.Verdict = "exceeds the budget"
SHORT: says.Verdict = "the history is too short"
BEST: says.Finding = "One detector is best within the budget."
EQUAL: says.Finding = "The best within the budget is no better than a simpler one."
NONE: says.Finding = "No detector keeps the budget."
ALARMS_ONLY: says.Finding = "Without outbreaks to find, only false alarms are counted."
NO_HISTORY: says.Finding = "The history is too short for every detector."


def answer(past: Past, tried: Tried, budget: float) -> says.Backtested:
    """Put everything into tables."""
    choice = tried.choice
    dates = past.table.series.dates[past.window]
    found = None
    if choice.best is not None:
        share = tried.qualities[choice.best].pod.value
        found = Indicator(
            sdg="3.d.1", value=100 * share, unit="%", name="Outbreaks found within the budget"
        )
    return says.Backtested(
        detectors=_table(says.Tested, [_tested(*pair, budget) for pair in tried.qualities.items()]),
        finding=_finding(tried, budget),
        best=choice.best or "",
        no_better_than=", ".join(choice.no_better_than),
        searched=_table(says.Searched, list(_searched(past, tried))),
        budget=budget,
        since=dates[0].item(),
        until=dates[-1].item(),
        found=found,
    )


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(row.model_fields))
    if row is says.Searched:
        frame["first_day"] = frame["first_day"].astype("datetime64[us]")
    return Table[row](frame)


def _tested(detector: str, quality: Quality, budget: float) -> dict[str, Any]:
    rates = {
        "alarms": (quality.per_year, 1),
        "found": (quality.pod, 100),
        "sensitivity": (quality.sensitivity, 100),
        "late": (quality.timeliness, 100),
        "predictive": (quality.ppv, 100),
    }
    numbers: dict[str, Any] = {}
    for name, (rate, times) in rates.items():
        middle = "alarms_per_year" if name == "alarms" else name
        numbers[middle] = _number(times * rate.value)
        numbers[f"{name}_low"] = _number(times * rate.low)
        numbers[f"{name}_high"] = _number(times * rate.high)
    return {
        "detector": detector,
        "verdict": _verdict(quality, budget),
        **numbers,
        "outbreaks": quality.outbreaks,
        "years": quality.years,
    }


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _verdict(quality: Quality, budget: float) -> says.Verdict:
    rate = quality.per_year
    if not np.isfinite(rate.value):
        return SHORT
    if rate.high <= budget:
        return KEEPS
    return MAY if rate.low <= budget else EXCEEDS


def _finding(tried: Tried, budget: float) -> says.Finding:
    rates = [one.per_year.value for one in tried.qualities.values()]
    if not np.isfinite(rates).any():
        return NO_HISTORY
    if not any(rate <= budget for rate in rates):
        return NONE
    if tried.choice.best is None:
        return ALARMS_ONLY
    return EQUAL if tried.choice.no_better_than else BEST


def _searched(past: Past, tried: Tried) -> Iterator[dict[str, Any]]:
    dates = past.table.series.dates
    for detector, one in tried.replays.items():
        for at, outbreak in enumerate(tried.outbreaks):
            unit, syndrome = past.table.names[outbreak.series]
            after = one.found[at]
            yield {
                "detector": detector,
                "unit": unit,
                "syndrome": syndrome,
                "source": "known" if at < len(tried.known) else "injected",
                "first_day": dates[outbreak.times[0]],
                "cases": outbreak.cases,
                "length": len(outbreak.times),
                "after": int(after) if np.isfinite(after) else None,
                "judged": not np.isnan(after),
            }
