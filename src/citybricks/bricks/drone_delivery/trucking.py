"""A truck that drones leave and come back to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from citybricks import BrickError, tell
from citybricks.bricks.drone_delivery.baseline import STOPPING_S, Ways
from citybricks.bricks.drone_delivery.flying import Base, Sortie
from citybricks.bricks.drone_delivery.planning import TRUCK, Delivery, Doing, Driven, Planned
from citybricks.methods.drones.power import hover_w
from citybricks.methods.routing.problem import NEVER
from citybricks.methods.routing.stopping import Stop
from citybricks.types import Violation

if TYPE_CHECKING:
    from citybricks.methods.drones.trucks.plan import Row, TruckPlan
    from citybricks.methods.drones.trucks.plan import Sortie as Flight
    from citybricks.methods.drones.trucks.problem import Numbers, Objective, Problem

MOVES = 25
"""Of a search for a truck, for each iteration that is asked for: they are short."""
LAUNCH_S, RECOVERY_S = 60.0, 30.0
_OBJECTIVES: dict[str, Objective] = {
    "makespan": "makespan",
    "energy": "cost",
    "waiting": "worst",
    "fair": "p90",
}
_KINDS = {
    "drive": "drive",
    "fly": "flight",
    "wait": "waiting",
    "launch": "launch",
    "recover": "recovery",
    "serve": "handing over",
}
_EVEN_S = 1e-6
_J_PER_WH = 3600.0


def with_truck(
    base: Base,
    drives: Ways,
    model: str,
    objective: str,
    wh_per_km: float,
    iterations: int,
    seed: int,
) -> Planned:
    """Plan a truck with the drones of the depot on it."""
    from citybricks.methods.drones.trucks.planning import plan

    _check(base, drives)
    problem = _problem(base, drives, model, objective, wh_per_km)
    found, answer = plan(problem, Stop(iterations=MOVES * iterations, report=tell), seed)
    planned = _later(found, _departure(base, found))
    sorties = _sorties(base, planned)
    late = _late(base, planned)
    proof = answer.proof()
    if late:
        proof = proof.model_copy(update={"feasible": False})
    route = planned.route
    return Planned(
        sorties,
        _deliveries(base, planned),
        [_doing(base, row) for row in planned.rows],
        [],
        proof,
        [*answer.violations, *late],
        [Driven(r.origin, r.destination, r.start_s, r.end_s)
         for r in planned.rows if r.kind == "drive"],
        float(sum(drives.metres[a, b] for a, b in pairwise(route))),
    )  # fmt: skip


def _departure(base: Base, planned: TruckPlan) -> float:
    """Return when the truck leaves so that it misses the fewest windows, as soon as it may.

    The search ignores windows; leaving later is what can be done about them afterwards.
    """
    reached = planned.delivered_s[1:]
    opens = np.array([parcel.open_s for parcel in base.parcels])
    closes = np.array([parcel.close_s for parcel in base.parcels])
    choices = np.unique(np.maximum(np.append(opens - reached, 0.0), 0.0))
    at = reached + choices[:, None]
    missed = ((at < opens - _EVEN_S) | (at > closes + _EVEN_S)).sum(axis=1)
    return float(choices[np.argmin(missed)])


def _later(planned: TruckPlan, seconds: float) -> TruckPlan:
    """Return the same plan, begun later."""
    rows = tuple(
        row._replace(start_s=row.start_s + seconds, end_s=row.end_s + seconds)
        for row in planned.rows
    )
    return replace(planned, rows=rows, delivered_s=planned.delivered_s + seconds)


def _check(base: Base, drives: Ways) -> None:
    """Refuse places that no street leads to: the truck starts everywhere it is asked to."""
    for at in range(1, len(drives.seconds)):
        if drives.seconds[0, at] >= NEVER or drives.seconds[at, 0] >= NEVER:
            raise BrickError(
                "streets",
                "no street leads from the depot to order {order} and back; streets are joined "
                "where they share a point, and orders are within {most} m of one",
                order=base.parcels[at - 1].id, most=500,
            )  # fmt: skip


def _problem(base: Base, drives: Ways, model: str, objective: str, wh_per_km: float) -> Problem:
    from citybricks.methods.drones.trucks.endurance import endurance_s
    from citybricks.methods.drones.trucks.problem import Costs, Problem

    craft, parcels = base.station.aircraft, base.parcels
    mass = np.array([0.0, *(parcel.mass_kg for parcel in parcels)])
    flyable = np.array([False, *(p.droppable and p.mass_kg <= craft.payload_kg for p in parcels)])
    service = np.array([0.0, *(float(parcel.service_s) for parcel in parcels)])
    flight = _flight_s(base)
    out, back = _joules(base, np.where(flyable, mass, 0.0))
    truck_j = drives.metres / 1000 * wh_per_km * _J_PER_WH
    return Problem(
        drives.seconds.astype(float),
        flight,
        base.station.drones,
        launch_s=LAUNCH_S,
        recovery_s=RECOVERY_S,
        truck_service_s=np.where(service > 0, service + STOPPING_S, 0.0),
        drone_service_s=service,
        droppable=flyable,
        endurance_s=endurance_s(
            flight, service, out, back, base.budget_j, hover_w(model, craft, 0.0)
        ),
        objective=_OBJECTIVES[objective],
        costs=Costs(truck_j, out, back) if objective == "energy" else None,
        remote=np.array([False, *(parcel.hamlet is not None for parcel in parcels)])
        if objective == "fair" and any(parcel.hamlet for parcel in parcels)
        else None,
    )  # fmt: skip


def _flight_s(base: Base) -> Numbers:
    if base.table is None:
        return np.full_like(base.space.ways.metres, np.inf)
    return base.table.seconds


def _joules(base: Base, mass: Numbers) -> tuple[Numbers, Numbers]:
    """Return the energy of each leg loaded with what its end ordered, and of each leg empty."""
    count = len(mass)
    if base.table is None:
        none = np.full((count, count), np.inf)
        return none, none
    start, end = np.divmod(np.arange(count * count), count)
    out = base.table.joules(start, end, mass[end]).reshape(count, count)
    home = replace(base.table, service_s=np.zeros(count))  # nobody is served at the recovery
    back = home.joules(start, end, 0.0 * mass[end]).reshape(count, count)
    return out, back


def _sorties(base: Base, planned: TruckPlan) -> list[Sortie]:
    found = []
    for number, each in enumerate(planned.sorties, 1):
        takes_off = min(
            row.start_s for row in planned.rows
            if row.vehicle == each.drone and row.kind == "fly" and row.destination == each.customer
        )  # fmt: skip
        found.append(
            Sortie(
                f"S{number:02}",
                f"D{each.drone}",
                base,
                (each.launch, each.customer, each.recovery),
                (base.parcels[each.customer - 1].mass_kg, 0.0),
                float(takes_off),
                _hovering(planned, each),
            )
        )
    return sorted(found, key=lambda sortie: sortie.start_s)


def _hovering(planned: TruckPlan, each: Flight) -> float:
    """Return how long a drone hovers over the truck before it is recovered."""
    rows = [row for row in planned.rows if row.vehicle == each.drone]
    back = [r.end_s for r in rows if r.kind == "fly" and r.origin == each.customer]
    caught = [r.start_s for r in rows if r.kind == "recover" and r.start_s >= max(back) - 1e-6]
    return float(max(0.0, min(caught) - max(back))) if caught and back else 0.0


def _deliveries(base: Base, planned: TruckPlan) -> list[Delivery]:
    by_drone = {each.customer: f"D{each.drone}" for each in planned.sorties}
    found = [
        Delivery(parcel, by_drone.get(at, TRUCK), float(planned.delivered_s[at]))
        for at, parcel in enumerate(base.parcels, 1)
    ]
    return sorted(found, key=lambda delivery: delivery.at_s)


def _doing(base: Base, row: Row) -> Doing:
    vehicle = f"D{row.vehicle}" if row.vehicle else TRUCK
    order = base.parcels[row.customer - 1].id if row.customer > 0 else ""
    return Doing(vehicle, _KINDS[row.kind], float(row.start_s), float(row.end_s), order)


def _late(base: Base, planned: TruckPlan) -> list[Violation]:
    """Return the orders that are in hands outside their window, which the search ignores."""
    found = []
    for at, parcel in enumerate(base.parcels, 1):
        second = float(planned.delivered_s[at])
        if parcel.open_s - _EVEN_S <= second <= parcel.close_s + _EVEN_S:
            continue
        limit = parcel.open_s if second < parcel.open_s else parcel.close_s
        found.append(
            Violation(
                code="window",
                where=parcel.id,
                value=second,
                limit=float(limit),
                en=f"Order {parcel.id} is handed over after {second / 60:.0f} min; its window is "
                f"{parcel.open_s / 60:.0f}–{parcel.close_s / 60:.0f} min.",
                zh=f"订单 {parcel.id} 在第 {second / 60:.0f} 分钟送达；其时间窗为 "
                f"{parcel.open_s / 60:.0f}–{parcel.close_s / 60:.0f} 分钟。",
            )
        )
    return found
