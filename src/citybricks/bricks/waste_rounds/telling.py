"""What a plan of rounds says: tables, figures and reasons in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from citybricks.bricks.waste_rounds import rows
from citybricks.bricks.waste_rounds.conflicts import clock, conflicts
from citybricks.bricks.waste_rounds.given import Dict
from citybricks.bricks.waste_rounds.planning import DAY_S, SCALE, Planned, fills
from citybricks.bricks.waste_rounds.routes import Tour, tours
from citybricks.types import Features, Indicator, Row, Table, Violation
from citybricks.types.waste import Collected

_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_LIKELY = 0.5
"""From which chance to overflow that alone is the reason."""


def told(planned: Planned) -> Dict:
    """Return the fields of the outcome."""
    driven = list(tours(planned))
    calls = [row for tour in driven for row in _calls(planned, tour)]
    trips = [row for tour in driven for row in tour.trips]
    stretches = [row for tour in driven for row in tour.stretches]
    fixes = [row for tour in driven for row in tour.fixes]
    return {
        "trips": _features(rows.Trip, trips),
        "calls": _features(rows.Call, calls),
        "served": _features(rows.Served, list(_served(planned, driven))),
        "left": _features(rows.Left, list(_left(planned, driven))),
        "conflicts": _table(rows.Conflict, list(conflicts(planned))),
        "timetable": _table(rows.Stretch, stretches),
        "fixes": _table(rows.Fix, fixes),
        "collected": _table(Collected, _collected(planned, calls)),
        "start": planned.given.days[0],
        "proof": planned.answer.proof(),
        "violations": _table(Violation, [one.model_dump() for one in planned.answer.violations]),
        **_figures(planned, driven, calls),
    }


def _table(row: type[Row], values: list[Dict]) -> Any:
    return Table[row](pd.DataFrame(values, columns=list(row.model_fields)))  # type: ignore[valid-type]


def _features(row: type[Row], values: list[Dict]) -> Any:
    frame = pd.DataFrame(values, columns=[*row.model_fields, "geometry"])
    return Features[row](gpd.GeoDataFrame(frame, geometry="geometry", crs=4326))  # type: ignore[valid-type]


def _figures(planned: Planned, driven: list[Tour], calls: list[Dict]) -> Dict:
    metres = sum(tour.metres for tour in driven)
    kilograms = float(sum(row["kilograms"] for row in calls))
    carbon = sum(tour.metres / 1000 * tour.co2e_g_km for tour in driven) / 1000
    spilt = _spilt(planned)
    alone = planned.given.overflow[:, -1].sum()
    return {
        "length": round(metres / 1000, 3),
        "today": round(sum(tour.metres for tour in driven if tour.ahead == 0) / 1000, 3),
        "hours": round(sum(tour.seconds for tour in driven) / 3600, 3),
        "stops": len(calls),
        "mass": round(kilograms / 1000, 3),
        "cost": round(sum(tour.cost for tour in driven) / SCALE, 2),
        "overflows": round(float(spilt.sum()), 3),
        "overflows_alone": round(float(alone), 3),
        "service": round(100 * (1 - float(spilt.mean())), 3),
        "carbon": round(carbon, 3),
        "emissions": Indicator(
            sdg="13.2.2",
            value=round(carbon / max(kilograms / 1000, 1e-9), 2) if kilograms else 0.0,
            unit="kg/t",
            name="Greenhouse gases of trucks for each tonne collected",
        ),
    }


def _collected(planned: Planned, calls: list[Dict]) -> list[Dict]:
    """Return the tonnes of each fraction."""
    sums = dict.fromkeys(planned.given.fractions, 0.0)
    for row in calls:
        sums[row["fraction"]] += row["kilograms"] / 1000
    return [{"fraction": name, "tonnes": round(mass, 3)} for name, mass in sums.items()]


def _spilt(planned: Planned) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the chance that each container is full before it is emptied, or by the end."""
    chance = planned.given.overflow
    before = np.column_stack([np.zeros(len(chance)), chance[:, :-1]])
    spilt = chance[:, -1].copy()
    for route in planned.plan.routes:
        for visit in route.visits:
            at = planned.clients[visit.client][0] if visit.client >= 0 else -1
            if at >= 0:
                spilt[at] = before[at, visit.start_s // DAY_S]
    return spilt


def percent(chance: float) -> str:
    """Write a chance, never as none or as certain when it is not."""
    whole = round(100 * chance)
    if whole == 0 and chance > 0:
        return "< 1"
    return "> 99" if whole == 100 and chance < 1 else str(whole)  # noqa: PLR2004 - per cent


def _calls(planned: Planned, tour: Tour) -> Iterator[Dict]:
    for number, visit in enumerate(tour.visits, start=1):
        container, kerb = planned.clients[visit.client]
        row = _row_of(planned, container, kerb)
        chance = float(planned.given.overflow[container, -1]) if container >= 0 else 0.0
        en, zh = _why(planned, container)
        yield {
            "truck": tour.truck,
            "day": planned.given.days[tour.ahead],
            "stop": number,
            "time": clock(visit.start_s % DAY_S),
            "place": planned.problem.clients[visit.client].id,
            "fraction": row["fraction"],
            "kilograms": float(_kilograms(planned, visit.client)),
            "overflow": round(100 * chance, 1),
            "en": en,
            "zh": zh,
            "geometry": _point(planned, container, kerb),
        }


def _served(planned: Planned, driven: list[Tour]) -> Iterator[Dict]:
    for tour in driven:
        for visit in tour.visits:
            kerb = planned.clients[visit.client][1]
            if kerb >= 0:
                yield {
                    "street": planned.problem.clients[visit.client].id,
                    "truck": tour.truck,
                    "day": planned.given.days[tour.ahead],
                    "time": clock(visit.start_s % DAY_S),
                    "geometry": shapely.LineString(planned.ground.collect(kerb, visit.way)),
                }


def _row_of(planned: Planned, container: int, kerb: int) -> Dict:
    if container >= 0:
        return planned.given.containers[container]
    return planned.given.streets[planned.ground.kerbs[kerb].street]


def _kilograms(planned: Planned, client: int) -> int:
    return sum(planned.problem.clients[client].load[1::2])


def _point(planned: Planned, container: int, kerb: int) -> Any:
    if container >= 0:
        return planned.given.places["containers"].iloc[container]
    street = planned.given.places["streets"].iloc[planned.ground.kerbs[kerb].street]
    return street.interpolate(0.5, normalized=True)


def _why(planned: Planned, container: int) -> tuple[str, str]:
    last = planned.given.days[-1].weekday()
    if container < 0:
        return (
            f"stands along the kerb and must be collected by {_EN[last]}",
            f"沿路摆放，须在{_ZH[last]}前收运",
        )
    chance = float(planned.given.overflow[container, -1])
    en, zh = _chance(chance, last)
    if chance >= _LIKELY:
        return en, zh
    full = percent(float(fills(planned.given)[container, 0]))
    return f"{en}; {full} % full and near other stops", f"{zh}；已满 {full} %，顺路收运"


def _chance(chance: float, last: int) -> tuple[str, str]:
    share = percent(chance)
    return (
        f"{share} % chance to overflow by {_EN[last]}",
        f"到{_ZH[last]}满溢的可能性为 {share} %",
    )


def _left(planned: Planned, driven: list[Tour]) -> Iterator[Dict]:
    called = {planned.clients[visit.client][0] for tour in driven for visit in tour.visits}
    last = planned.given.days[-1].weekday()
    for at, row in enumerate(planned.given.containers):
        if at in called:
            continue
        chance = float(planned.given.overflow[at, -1])
        en, zh = _chance(chance, last)
        more = ("it can wait", "可以等待") if chance < _LIKELY else _NOT_WORTH
        more = _SHUT if at in planned.closed else more
        yield {
            "container": row["id"],
            "fraction": row["fraction"],
            "overflow": round(100 * chance, 1),
            "en": f"{en}; {more[0]}",
            "zh": f"{zh}；{more[1]}",
            "geometry": planned.given.places["containers"].iloc[at],
        }


_NOT_WORTH = (
    "coming by would cost more than it saves, or no truck has room or time",
    "前往的成本高于收益，或没有车辆有余量或时间",
)
_SHUT = ("no truck may come to it at any hour it is open", "其开放时段内没有车辆可以前往")
