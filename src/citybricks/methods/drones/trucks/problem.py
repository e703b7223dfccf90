"""What a truck with drones has to do, and what the drones can."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from citybricks.methods.drones.errors import InputError

Objective = Literal["makespan", "cost", "worst", "p90"]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Costs:
    """What driving and flying cost, in one unit: money, or joules.

    Parameters
    ----------
    truck
        Of a drive (n, n).
    out
        Of a flight with the parcel, from the launch to the customer (n, n).
    back
        Of a flight without it, from the customer to the recovery (n, n).
    per_s
        Of each second until the truck is back.
    """

    truck: ArrayLike
    out: ArrayLike
    back: ArrayLike
    per_s: float = 0.0


@dataclass(frozen=True)
class Problem:
    """Customers of one depot, node 0, for a truck that carries drones.

    At a stop the driver does one thing at a time: serves the customer, launches a drone, recovers
    one. A drone carries one parcel. All drones start and end at the depot, with the truck.

    Parameters
    ----------
    truck_s
        Seconds by road (n, n); may differ in the two directions.
    flight_s
        Seconds from take-off to landing (n, n); infinite where there is no way.
    drones
        Drones on the truck.
    launch_s, recovery_s
        Seconds of driver and drone before the take-off and after the landing.
    truck_service_s, drone_service_s
        Seconds at the customer, of the driver and of the drone: a number, or one for each node.
    droppable
        Customers whom a drone can serve (n,); all when None.
    endurance_s
        Most seconds from the take-off to the start of the recovery: a number, or one for each
        launch, customer and recovery (n, n, n).
    loops
        Whether a drone may come back to the stop it left while the truck stays there.
    revisits
        Whether the truck may come back to a place only to meet a drone.
    objective
        What is made small: the seconds until all are back, costs, or the latest or the 90th
        percentile of the deliveries to `remote` customers.
    costs
        For the objective "cost".
    remote
        Customers whose waiting counts for "worst" and "p90" (n,); all when None.

    Raises
    ------
    InputError
        When an input cannot be used; it names the field.
    """

    truck_s: Any
    flight_s: Any
    drones: int = 1
    launch_s: float = 0.0
    recovery_s: float = 0.0
    truck_service_s: Any = 0.0
    drone_service_s: Any = 0.0
    droppable: Any = None
    endurance_s: Any = math.inf
    loops: bool = True
    revisits: bool = True
    objective: Objective = "makespan"
    costs: Costs | None = None
    remote: Any = None

    def __post_init__(self) -> None:
        n = len(np.atleast_1d(np.asarray(self.truck_s)))
        self._put("truck_s", _matrix("truck_s", self.truck_s, n, finite=True))
        self._put("flight_s", _matrix("flight_s", self.flight_s, n))
        for name in ("truck_service_s", "drone_service_s"):
            self._put(name, _per_node(name, getattr(self, name), n))
        for name in ("launch_s", "recovery_s"):
            if not 0 <= getattr(self, name) < math.inf:
                raise InputError(name, getattr(self, name), ("0 or more", "不小于 0 的数"))
        if self.drones < 0 or int(self.drones) != self.drones:
            raise InputError("drones", self.drones, ("a whole number from 0", "不小于 0 的整数"))
        for name in ("droppable", "remote"):
            self._put(name, _flags(name, getattr(self, name), n))
        limit = np.array(self.endurance_s, dtype=float)
        if limit.shape not in {(), (n, n, n)} or np.isnan(limit).any():
            words = (f"a number or {n} x {n} x {n} numbers", f"一个数或 {n} x {n} x {n} 个数")
            raise InputError("endurance_s", limit.shape, words)
        self._put("endurance_s", limit if limit.ndim else limit.reshape(1, 1, 1))
        if self.objective not in get_args(Objective):
            words = (", ".join(get_args(Objective)), "、".join(get_args(Objective)))
            raise InputError("objective", self.objective, words)
        if self.objective == "cost":
            self._put("costs", self._checked_costs(n))

    def _put(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _checked_costs(self, n: int) -> Costs:
        if self.costs is None:
            raise InputError(
                "costs", None, ("costs, for the objective 'cost'", "目标为 cost 时的费用")
            )
        names = ("truck", "out", "back")
        fields = {x: _matrix(f"costs.{x}", getattr(self.costs, x), n) for x in names}
        return Costs(**fields, per_s=self.costs.per_s)

    @property
    def nodes(self) -> int:
        """Customers and the depot."""
        return len(self.truck_s)

    def most_in_the_air(self, launch: int, customer: int, recovery: int) -> float:
        """Return the most seconds from the take-off to the start of the recovery."""
        if self.endurance_s.shape[0] == 1 < self.nodes:
            return float(self.endurance_s[0, 0, 0])
        return float(self.endurance_s[launch, customer, recovery])

    def in_the_air(self, launch: int, customer: int, recovery: int) -> float:
        """Return the seconds from the take-off to the landing at the recovery."""
        there = self.flight_s[launch, customer] + self.drone_service_s[customer]
        return float(there + self.flight_s[customer, recovery])


def _matrix(name: str, given: ArrayLike, n: int, *, finite: bool = False) -> Numbers:
    """Return a square matrix of seconds or costs."""
    table = np.array(given, dtype=float)
    good = (
        table.shape == (n, n) and n > 0 and not np.isnan(table).any() and bool((table >= 0).all())
    )
    if not good or (finite and not np.isfinite(table).all()):
        words = (f"{n} x {n} numbers, none below 0", f"{n} x {n} 个不小于 0 的数")
        raise InputError(name, table.shape if table.shape != (n, n) else float(table.min()), words)
    return table


def _per_node(name: str, given: ArrayLike, n: int) -> Numbers:
    """Return a number for each node; nothing is served at the depot."""
    values = np.array(given, dtype=float)
    if values.shape not in {(), (n,)} or not np.isfinite(values).all() or (values < 0).any():
        words = (f"a number or {n} numbers, none below 0", f"一个或 {n} 个不小于 0 的数")
        raise InputError(name, values.shape, words)
    values = np.broadcast_to(values, (n,)).copy()
    values[0] = 0.0
    return values


def _flags(name: str, given: ArrayLike | None, n: int) -> Flags:
    """Return yes or no for each node; no for the depot."""
    flags = np.ones(n, dtype=bool) if given is None else np.array(given, dtype=bool)
    if flags.shape != (n,):
        raise InputError(name, flags.shape, (f"{n} times yes or no", f"{n} 个是或否"))
    flags[0] = False
    return flags
