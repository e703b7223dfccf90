"""Plan sorties from depots, or a truck that drones leave and come back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from citybricks import tell
from citybricks.bricks.drone_delivery.flying import WINCH_M, Base, Sortie
from citybricks.bricks.drone_delivery.task import WEIGHTS, Parcel, Task
from citybricks.methods.routing.stopping import Stop

if TYPE_CHECKING:
    from citybricks.methods.drones.sorties import Conflict, Objective, SortiePlan
    from citybricks.types import Proof, Violation


NEAREST = "orders shared out to the nearest depot first"
"""What a bound of several depots is a bound of."""
TRUCK = "T"
"""How the truck is called; drones are D1, D2, …"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order in hands."""

    parcel: Parcel
    by: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Doing:
    """A stretch of a vehicle's timetable, in seconds from the start of the plan."""

    vehicle: str
    what: str
    start_s: float
    end_s: float
    orders: str = ""


@dataclass(frozen=True, slots=True)
class Driven:
    """A drive of the truck: between which places, and when."""

    start: int
    end: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, whoever made it."""

    sorties: list[Sortie]
    deliveries: list[Delivery]
    doings: list[Doing]
    unserved: list[Conflict]
    proof: Proof
    violations: list[Violation]
    drives: list[Driven] = field(default_factory=list)
    truck_metres: float = 0.0


def from_depots(
    task: Task, bases: Sequence[Base], model: str, objective: Objective, iterations: int, seed: int
) -> Planned:
    """Plan sorties of each depot by itself."""
    plans = [_deliver(task, base, model, objective, iterations, seed) for base in bases]
    named = len(bases) > 1
    sorties: list[Sortie] = []
    deliveries: list[Delivery] = []
    doings: list[Doing] = []
    for base, plan in zip(bases, plans, strict=True):
        for each in plan.sorties:
            sortie = _sortie(base, each, len(sorties) + 1, named=named)
            sorties.append(sortie)
            deliveries += [
                Delivery(base.parcels[at], sortie.drone, second) for at, second in each.delivered
            ]
            doings += _doings(sortie, each.start_s, each.land_s)
    doings = sorted(doings, key=lambda doing: (doing.vehicle, doing.start_s))
    return Planned(
        sorted(sorties, key=lambda sortie: (sortie.start_s, sortie.drone)),
        sorted(deliveries, key=lambda delivery: delivery.at_s),
        doings,
        [conflict for plan in plans for conflict in plan.unserved],
        _together([plan.answer.proof() for plan in plans], objective),
        [violation for plan in plans for violation in plan.answer.violations],
    )


def _deliver(
    task: Task, base: Base, model: str, objective: Objective, iterations: int, seed: int
) -> SortiePlan:
    from citybricks.methods.drones.sorties import Order, deliver

    orders = [
        Order(
            parcel.id,
            parcel.mass_kg,
            parcel.open_s,
            parcel.close_s,
            parcel.service_s,
            WEIGHTS.get(parcel.priority, 1),
            parcel.hamlet is not None,
        )
        for parcel in base.parcels
    ]
    held = base.space.unreachable
    inside = {
        parcel.id: ", ".join(held[at].zones)
        for at, parcel in enumerate(base.parcels, 1)
        if at in held and held[at].zones
    }
    return deliver(
        orders,
        base.space.ways,
        base.station.aircraft,
        drones=base.station.drones,
        model=model,
        wind=(task.wind.east_m_s, task.wind.north_m_s),
        height_m=task.height_m,
        drop_m=WINCH_M,
        reserve=1 - base.budget_j / base.station.aircraft.drawable_j,
        inside=inside,
        objective=objective,
        stop=Stop(iterations=iterations, report=tell),
        seed=seed,
    )


def _sortie(base: Base, each: Any, number: int, *, named: bool) -> Sortie:
    flight = each.flight
    masses = [base.parcels[at].mass_kg for at in flight.orders]
    carried = tuple(sum(masses[at:]) for at in range(len(masses) + 1))
    drone = f"{base.station.id} D{each.drone + 1}" if named else f"D{each.drone + 1}"
    return Sortie(
        f"S{number:02}",
        drone,
        base,
        (0, *(at + 1 for at in flight.orders), 0),
        carried,
        float(each.start_s),
    )


def _doings(sortie: Sortie, start_s: float, land_s: float) -> list[Doing]:
    brought = ", ".join(parcel.id for parcel in sortie.orders)
    return [
        Doing(sortie.drone, "flight", start_s, land_s, brought),
        Doing(sortie.drone, "swap", land_s, land_s + sortie.craft.swap_s),
    ]


def _together(proofs: Sequence[Proof], objective: Objective) -> Proof:
    """Return what is known of all plans; the bound is that of orders shared out as they are."""
    if len(proofs) == 1:
        return proofs[0]
    all_of = sum if objective in {"energy", "waiting"} else max
    whole = all_of(proof.objective for proof in proofs)
    known = [proof.lower_bound for proof in proofs if proof.lower_bound is not None]
    bound = all_of(known) if len(known) == len(proofs) else None
    gap = 1.0 if bound is None else (whole - bound) / whole if whole else 0.0
    solvers = dict.fromkeys(proof.solver for proof in proofs)
    return proofs[0].model_copy(
        update={
            "solver": f"{NEAREST}; {', '.join(solvers)}",
            "iterations": sum(proof.iterations for proof in proofs),
            "objective": whole,
            "lower_bound": bound,
            "gap": min(1.0, max(0.0, gap)) if whole else 0.0,
            "feasible": all(proof.feasible for proof in proofs),
        }
    )
