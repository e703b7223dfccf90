"""The steps of the comparison, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from citybricks.bricks.waste_policies.brick import Month, PolicyYear
from citybricks.methods.waste.policies.comparing import (
    WEEKS,
    Setting,
    best_threshold,
    sensor_worth,
    settle,
)
from citybricks.methods.waste.policies.simulating import Year
from citybricks.methods.waste.policies.towns import begin, world
from citybricks.methods.waste.policies.world import Fleet
from citybricks.types import Series, Table

Step = Callable[[dict[str, Any]], dict[str, Any]]
DEAR = 2.7
"""How many times as much an overflow counts in choosing as it costs."""
MONTH = 30


def play(
    seed: int,
    containers: int,
    days: int,
    fleet: Fleet,
    noise: float,
    overflow_cost: float,
    effort: int,
) -> list[Step]:
    """Return the steps, each given what those before it have found."""
    town = replace(world(seed, containers, WEEKS * 7 + days, fleet), noise=noise)
    setting = settle(town, begin(town, seed))
    years: dict[str, Year] = {}
    choices = {"overflow_cost": DEAR * overflow_cost, "moves": effort}

    def plan(_: dict[str, Any]) -> dict[str, Any]:
        years["weekly plan"] = setting.year(setting.plan)
        return {}

    def threshold(_: dict[str, Any]) -> dict[str, Any]:
        percent, years["threshold"] = best_threshold(setting, years["weekly plan"].service)
        return {"threshold": percent}

    def choosing(_: dict[str, Any]) -> dict[str, Any]:
        years["choosing"] = setting.year(setting.selecting(**choices))
        return {}

    def blind(_: dict[str, Any]) -> dict[str, Any]:
        name = "choosing without sensors"
        years[name] = setting.year(setting.selecting(**choices, senses=False))
        worth = sensor_worth(setting, years["choosing"], years[name], overflow_cost)
        return {"sensor": round(worth, 2), **_told(setting, years)}

    return [plan, threshold, choosing, blind]


def _told(setting: Setting, years: dict[str, Year]) -> dict[str, Any]:
    rows = [
        {
            "policy": name,
            "kilometres": round(year.kilometres, 1),
            "visits": int(year.emptied.sum()),
            "overflows": int(year.overflowing.sum()),
            "service": round(year.service, 4),
            "crew": round(year.crew_hours, 1),
            "cost": round(year.cost(setting.world), 2),
        }
        for name, year in years.items()
    ]
    chosen = years["choosing"]
    return {
        "policies": Table[PolicyYear](pd.DataFrame(rows)),
        "months": Series[Month](_months(years)),
        "saved": _less(chosen, years["weekly plan"]),
        "saved_threshold": _less(chosen, years["threshold"]),
        "service": round(chosen.service, 4),
    }


def _less(chosen: Year, other: Year) -> float:
    """Return the share of the other's kilometres that is saved; below zero where more is driven."""
    return round(100 * (1 - chosen.kilometres / other.kilometres), 2)


def _months(years: dict[str, Year]) -> pd.DataFrame:
    columns = {"weekly": "weekly plan", "threshold": "threshold", "choosing": "choosing"}
    starts = np.arange(0, len(years["choosing"].metres), MONTH)
    sums = {
        column: np.round(np.add.reduceat(years[name].metres, starts) / 1000, 1)
        for column, name in columns.items()
    }
    return pd.DataFrame({"month": np.arange(1, len(starts) + 1), **sums})
