"""Write what was planned as tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from citybricks.bricks.drone_delivery import answers
from citybricks.bricks.drone_delivery.flying import Sortie
from citybricks.methods.drones import ground, sora
from citybricks.methods.drones.aircraft import JOULES_PER_WH
from citybricks.methods.drones.intents import intent, volumes
from citybricks.types import Features, Row, Table

if TYPE_CHECKING:
    from citybricks.bricks.drone_delivery.planning import Planned
    from citybricks.bricks.drone_delivery.reaching import Reach
    from citybricks.bricks.drone_delivery.task import Task
    from citybricks.methods.drones.tracks import Track
    from citybricks.methods.drones.zones.zone import Zone
    from citybricks.types import Home

_RULES = {
    "PROHIBITED": "prohibited",
    "REQ_AUTHORISATION": "authorisation",
    "CONDITIONAL": "conditional",
    "NO_RESTRICTION": "free",
}
URBAN_KM2 = 500.0
"""Residents per km² from which the airspace above counts as urban."""
R = TypeVar("R", bound=Row)
SERVICE = "https://uss.example"
"""Stands for the service that answers for the flights; the operator puts in its own."""
_STEP_S = 20.0


def table(row: type[R], rows: Sequence[dict[str, Any]]) -> Table[R]:
    """Return a table; one without rows has the columns of its model."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(row.model_fields), dtype=object).infer_objects()
    return Table[row](frame)  # type: ignore[valid-type] # what the row is, is known here only


def places(row: type[R], rows: Sequence[dict[str, Any]], shapes: Any) -> Features[R]:
    """Return places."""
    import geopandas as gpd

    shapes = list(np.asarray(shapes, dtype=object))
    frame = gpd.GeoDataFrame(table(row, rows).frame, geometry=shapes, crs="EPSG:4326")
    return Features[row](frame)  # type: ignore[valid-type] # as above


def sorties(task: Task, planned: Planned, model: str) -> Table[answers.Flown]:
    """Return the sorties with the energy of each by all models."""
    return table(answers.Flown, [_sortie(task, each, model) for each in planned.sorties])


def _sortie(task: Task, each: Sortie, model: str) -> dict[str, Any]:
    by_model = {name: joules / JOULES_PER_WH for name, joules in each.joules_by_model(task).items()}
    spent = by_model[model]
    return {
        "sortie": each.id,
        "drone": each.drone,
        "depot": each.base.station.id,
        "takes_off": task.moment(each.start_s),
        "lands": task.moment(float(each.track(task).seconds[-1])),
        "orders": ", ".join(parcel.id for parcel in each.orders),
        "payload": round(each.payloads_kg[0], 2),
        "distance": round(each.metres / 1000, 3),
        "energy": round(spent, 1),
        "lowest": round(min(by_model.values()), 1),
        "highest": round(max(by_model.values()), 1),
        "battery": round(max(0.0, 100 * (1 - spent / each.craft.battery_wh)), 1),
        "reserve": round(100 * (1 - each.base.budget_j / each.craft.battery_j), 1),
    }


def deliveries(task: Task, planned: Planned) -> Features[answers.Delivered]:
    """Return the orders that are brought, where they are brought to."""
    import shapely

    rows = [
        {
            "order": each.parcel.id,
            "priority": each.parcel.priority,
            "hamlet": each.parcel.hamlet,
            "by": each.by,
            "handed_over": task.moment(each.at_s),
            "waiting": round(max(0.0, each.at_s - each.parcel.open_s) / 60, 1),
        }
        for each in planned.deliveries
    ]
    shapes = shapely.points([each.parcel.place for each in planned.deliveries] or np.empty((0, 2)))
    return places(answers.Delivered, rows, shapes)


def timetable(task: Task, planned: Planned) -> Table[answers.Stretch]:
    """Return what each vehicle does when."""
    return table(
        answers.Stretch,
        [
            {
                "vehicle": doing.vehicle,
                "what": doing.what,
                "start": task.moment(doing.start_s),
                "end": task.moment(doing.end_s),
                "orders": doing.orders,
            }
            for doing in planned.doings
        ],
    )


def fixes(task: Task, planned: Planned, truck: Iterable[dict[str, Any]]) -> Table[answers.Fix]:
    """Return where drones are when, and the truck where there is one."""
    rows: list[dict[str, Any]] = list(truck)
    for each in planned.sorties:
        track = each.track(task)
        lonlat = track.positions(each.base.space.plane).round(6).tolist()
        rows += [
            {
                "who": each.drone,
                "at_s": round(second, 1),
                "lon": lon,
                "lat": lat,
                "height_m": round(height, 1),
            }
            for second, (lon, lat), height in zip(
                track.seconds.tolist(), lonlat, track.height_m.tolist(), strict=True
            )
        ]
    return table(answers.Fix, rows)


def zones(task: Task, closed: set[str]) -> Features[answers.ZoneShown]:
    """Return the zones, and which were closed to this plan."""
    rows = [
        {
            "zone": zone.id,
            "name": zone.name,
            "rule": _RULES[zone.restriction],
            "closed": zone.id in closed,
            "floor": zone.lower.metres,
            "ceiling": None if zone.upper is None else zone.upper.metres,
        }
        for zone in task.zones
    ]
    return places(answers.ZoneShown, rows, [zone.area for zone in task.zones])


def reached(homes: Features[Home], reach: Reach, within_s: float) -> Features[answers.Reached]:
    """Return who is reached in time by what."""
    by_drone, by_van = reach.drone_s <= within_s, reach.van_s <= within_s
    words = np.array(["by neither", "by van only", "by drone only", "by both"], dtype=object)
    kind = words[2 * by_drone + by_van]
    rows = [
        {
            "residents": int(people),
            "drone": _minutes(drone),
            "van": _minutes(van),
            "reached": each,
        }
        for people, drone, van, each in zip(
            homes.frame["residents"], reach.drone_s, reach.van_s, kind, strict=True
        )
    ]
    return places(answers.Reached, rows, homes.frame.geometry.to_numpy())


def _minutes(seconds: float) -> float | None:
    return round(float(seconds) / 60, 1) if np.isfinite(seconds) else None


def below(
    task: Task, planned: Planned, homes: Features[Home] | None
) -> tuple[Table[answers.Below], float]:
    """Return who lives below each sortie, and the densest cell below any."""
    rows = [_below(task, each, homes) for each in planned.sorties] if homes is not None else []
    return table(answers.Below, rows), max((row["densest"] for row in rows), default=0.0)


def _below(task: Task, each: Sortie, homes: Features[Home]) -> dict[str, Any]:
    from citybricks.methods.geometry.plane import points

    margin = each.base.margin
    risk = ground.ground_risk(
        each.craft,
        each.path(),
        margin.across_m + margin.buffer_m,
        points(homes.frame, each.base.space.plane),
        homes.frame["residents"].to_numpy(),
        float(np.ptp(each.track(task).seconds)),
    )
    return {
        "sortie": each.id,
        "residents": round(risk.residents, 1),
        "densest": round(risk.densest_km2, 1),
        "casualties": float(f"{risk.casualties:.3g}"),
    }


def intents(task: Task, planned: Planned) -> Table[answers.Intent]:
    """Return an operational intent for each sortie."""
    return table(
        answers.Intent, [_intent(task, each, each.track(task)) for each in planned.sorties]
    )


def _intent(task: Task, each: Sortie, track: Track) -> dict[str, str]:
    plane, margin = each.base.space.plane, each.base.margin
    made = intent(volumes(track, plane, task.start, task.ground, margin), SERVICE)
    written = {name: json.dumps(made[name], separators=(",", ":")) for name in made}
    return {"sortie": each.id, **written}


def assessed(task: Task, craft: Any, densest: float) -> Table[answers.Assessed]:
    """Return the pre-assessment; it says itself that it is no approval."""
    kind = "uncontrolled_urban" if densest >= URBAN_KM2 else "uncontrolled_rural"
    sheet = sora.assess(craft, densest, task.height_m, kind, task.wind.speed_m_s)
    rows = [{"en": en, "zh": zh, "value": value} for en, zh, value in sheet.rows()]
    return table(answers.Assessed, rows)


def unserved(planned: Planned) -> Table[answers.Unserved]:
    """Return the orders that are not brought, and why."""
    return table(
        answers.Unserved,
        [
            {
                "order": each.order,
                "reason": each.code,
                "value": float(each.value),
                "limit": float(each.limit),
                "en": each.en,
                "zh": each.zh,
                "relaxation_en": each.relaxation_en,
                "relaxation_zh": each.relaxation_zh,
            }
            for each in planned.unserved
        ],
    )


def notices(read: Sequence[Zone]) -> Table[answers.Notice]:
    """Return what was repaired in the zones."""
    rows = [
        {"input": f"zones.{notice.field}", "en": notice.en, "zh": notice.zh}
        for zone in read
        for notice in zone.notices
    ]
    return table(answers.Notice, rows)
