"""From the task to the outcome: plan, compare, and write down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from citybricks import BrickError
from citybricks.bricks.drone_delivery import (
    answering,
    answers,
    baseline,
    flying,
    planning,
    reaching,
)
from citybricks.bricks.drone_delivery.flying import Base
from citybricks.bricks.drone_delivery.planning import TRUCK, Planned
from citybricks.bricks.drone_delivery.task import Task
from citybricks.methods.drones.aircraft import JOULES_PER_WH
from citybricks.methods.drones.energy import CHARGING
from citybricks.types import Indicator, Violation

if TYPE_CHECKING:
    from citybricks.bricks.drone_delivery.baseline import Round, Ways
    from citybricks.bricks.drone_delivery.rows import TruckRoad
    from citybricks.methods.drones.sorties import Objective
    from citybricks.types import Features, Home

_HOUR_S = 3600
_ON_TRUCK = "truck_and_drone"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How it is to be planned."""

    mode: str
    objective: Objective
    model: str
    within_s: float
    iterations: int
    seed: int


@dataclass(frozen=True, slots=True)
class Costs:
    """Grams of carbon dioxide and watt-hours."""

    g_per_kwh: float
    van_wh_per_km: float
    van_g_per_km: float
    electric_wh_per_km: float


def deliver(
    task: Task,
    wanted: Wanted,
    costs: Costs,
    homes: Features[Home] | None,
    streets: Features[TruckRoad] | None,
) -> dict[str, Any]:
    """Return the fields of the outcome."""
    on_truck = wanted.mode == _ON_TRUCK
    if on_truck and len(task.stations) > 1:
        raise BrickError(
            "depots", "a truck with drones leaves one depot; {count} were given",
            count=len(task.stations),
        )  # fmt: skip
    bases = flying.bases(task, wanted.model, on_truck=on_truck)
    drives = [baseline.ways([base.station.place, *(p.place for p in base.parcels)], streets)
              for base in bases]  # fmt: skip
    planned = _plan(task, wanted, costs, bases, drives)
    means = list(_means(task, wanted, costs, planned, bases, drives))
    risk, densest = answering.below(task, planned, homes)
    closed = {zone.id for base in bases for zone in base.space.closed}
    reached = _reached(task, wanted, homes, streets)
    return {
        "sorties": answering.sorties(task, planned, wanted.model),
        "deliveries": answering.deliveries(task, planned),
        "unserved": answering.unserved(planned),
        "timetable": answering.timetable(task, planned),
        "fixes": answering.fixes(task, planned, _truck(planned, bases, drives)),
        "comparison": answering.table(answers.Means, means),
        "zones": answering.zones(task, closed),
        "reached": reached,
        "newly_reached": _people(reached, "by drone only"),
        "ground_risk": risk,
        "intents": answering.intents(task, planned),
        "sora": answering.assessed(task, task.stations[0].aircraft, densest),
        "notices": answering.notices(task.zones),
        "proof": planned.proof,
        "violations": answering.table(Violation, [v.model_dump() for v in planned.violations]),
        **_indicators(task, planned, reached, means),
    }


def _plan(
    task: Task, wanted: Wanted, costs: Costs, bases: list[Base], drives: list[Ways]
) -> Planned:
    if wanted.mode != _ON_TRUCK:
        return planning.from_depots(
            task, bases, wanted.model, wanted.objective, wanted.iterations, wanted.seed
        )
    from citybricks.bricks.drone_delivery.trucking import with_truck

    return with_truck(
        bases[0], drives[0], wanted.model, wanted.objective, costs.electric_wh_per_km,
        wanted.iterations, wanted.seed,
    )  # fmt: skip


def _means(
    task: Task,
    wanted: Wanted,
    costs: Costs,
    planned: Planned,
    bases: list[Base],
    drives: list[Ways],
) -> Iterator[dict[str, Any]]:
    """Yield what drones take for a parcel, and what vans would for the same orders."""
    count = len(planned.deliveries)
    if not count:
        return
    by_model: list[dict[str, float]] = [each.joules_by_model(task) for each in planned.sorties]
    flown = {
        name: sum(each[name] for each in by_model) / JOULES_PER_WH / CHARGING
        for name in (by_model[0] if by_model else {wanted.model: 0.0})
    }
    truck = planned.truck_metres / 1000 * costs.electric_wh_per_km
    energy = [flown[wanted.model], min(flown.values()), max(flown.values())]
    yield _row(
        "truck and drones" if wanted.mode == _ON_TRUCK else "drones",
        [(each + truck) / count for each in energy],
        (flown.get(wanted.model, 0.0) + truck) / 1000 * costs.g_per_kwh / count,
        sum(each.metres for each in planned.sorties) + planned.truck_metres,
        max(each.at_s for each in planned.deliveries),
        count,
    )
    whole = _rounds(planned, bases, drives, wanted.seed)
    km, brought = whole.metres / 1000, max(whole.brought, 1)
    van = [costs.van_wh_per_km * km / brought] * 3
    yield _row(
        "van", van, costs.van_g_per_km * km / brought, whole.metres, whole.last_s, whole.brought
    )
    electric = costs.electric_wh_per_km * km / brought
    grams = electric / 1000 * costs.g_per_kwh
    yield _row("electric van", [electric] * 3, grams, whole.metres, whole.last_s, whole.brought)


def _rounds(planned: Planned, bases: list[Base], drives: list[Ways], seed: int) -> Round:
    """Plan vans for the orders that drones bring."""
    brought = {each.parcel.id for each in planned.deliveries}
    rounds = []
    for base, ways in zip(bases, drives, strict=True):
        chosen = [at for at, parcel in enumerate(base.parcels, 1) if parcel.id in brought]
        if chosen:
            some = np.array([0, *chosen])
            only = baseline.Ways(ways.metres[np.ix_(some, some)], ways.seconds[np.ix_(some, some)])
            parcels = [base.parcels[at - 1] for at in chosen]
            rounds.append(baseline.round_of(base.station, parcels, only, seed))
    return baseline.Round(
        sum(each.metres for each in rounds),
        sum(each.brought for each in rounds),
        max((each.last_s for each in rounds), default=0.0),
    )


def _row(
    means: str, energy: list[float], grams: float, metres: float, last_s: float, parcels: int
) -> dict[str, Any]:
    middle, low, high = (round(each, 1) for each in energy)
    return {
        "means": means,
        "energy": middle,
        "lowest": low,
        "highest": high,
        "emissions": round(grams, 1),
        "distance": round(metres / 1000, 1),
        "last": round(last_s / 60, 1),
        "parcels": parcels,
    }


def _reached(
    task: Task, wanted: Wanted, homes: Features[Home] | None, streets: Features[TruckRoad] | None
) -> Features[answers.Reached]:
    if homes is None:
        return answering.places(answers.Reached, [], [])
    reach = reaching.reach(task, wanted.model, homes, streets)
    return answering.reached(homes, reach, wanted.within_s)


def _people(reached: Features[answers.Reached], *kinds: str) -> int:
    frame = reached.frame
    return int(frame.loc[frame["reached"].isin(kinds), "residents"].sum()) if len(frame) else 0


def _indicators(
    task: Task, planned: Planned, reached: Features[answers.Reached], means: list[dict[str, Any]]
) -> dict[str, Indicator]:
    everyone = int(reached.frame["residents"].sum()) if len(reached) else 0
    near = _people(reached, "by both", "by drone only")
    drugs = [each for each in planned.deliveries if each.parcel.priority == "medicine"]
    soon = sum(each.at_s - each.parcel.open_s <= _HOUR_S for each in drugs)
    asked = sum(parcel.priority == "medicine" for parcel in task.parcels)
    grams = means[0]["emissions"] * means[0]["parcels"] if means else 0.0
    return {
        "access": Indicator(
            sdg="9.1.1",
            value=round(100 * near / everyone, 2) if everyone else 0.0,
            unit="%",
            name="People whom a drone reaches in time",
        ),
        "medicine": Indicator(
            sdg="3.8.1",
            value=round(100 * soon / asked, 2) if asked else 0.0,
            unit="%",
            name="Medicine in hands within an hour",
        ),
        "emissions": Indicator(
            sdg="13.2.2",
            value=round(grams / 1000, 3),
            unit="kg",
            name="Carbon dioxide of these deliveries",
        ),
    }


def _truck(planned: Planned, bases: list[Base], drives: list[Ways]) -> Iterator[dict[str, Any]]:
    """Yield where the truck is when, along its streets where they are known."""
    from citybricks.methods.drones.tracks import to_earth

    for drive in planned.drives:
        space = bases[0].space
        ends = space.ways.points_xy[[drive.start, drive.end]]
        xy = drives[0].path(drive.start, drive.end, ends)
        step = np.hypot(*np.diff(xy, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(step)])
        share = along / along[-1] if along[-1] else along
        when = drive.start_s + share * (drive.end_s - drive.start_s)
        for second, (lon, lat) in zip(when, to_earth(xy, space.plane).round(6), strict=True):
            yield {
                "who": TRUCK,
                "at_s": round(float(second), 1),
                "lon": float(lon),
                "lat": float(lat),
                "height_m": 0.0,
            }
