"""A plan for a truck with drones, and its timetable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from citybricks.methods.drones.trucks.problem import Numbers, Problem

Kind = Literal["drive", "fly", "wait", "launch", "recover", "serve"]
MOMENT = 1e-9
"""Seconds that are not worth a row."""


class Row(NamedTuple):
    """What a vehicle does for a while: a line of the timetable.

    `vehicle` is 0 for the truck, or the number of a drone; `drone` says which one the driver
    launches or recovers; `customer` is -1 when nobody is served.
    """

    vehicle: int
    kind: Kind
    origin: int
    destination: int
    start_s: float
    end_s: float
    customer: int = -1
    drone: int = 0


class Sortie(NamedTuple):
    """A flight: nodes where it begins, serves and ends, and the stops of the route."""

    drone: int
    launch: int
    customer: int
    recovery: int
    launch_stop: int
    recovery_stop: int


class Task(NamedTuple):
    """What the driver does at a stop, for a customer."""

    kind: Literal["serve", "launch", "recover"]
    customer: int


@dataclass(frozen=True, slots=True)
class TruckPlan:
    """Where the truck stops, who flies, and when everything happens."""

    route: tuple[int, ...]
    """Stops of the truck, from depot to depot."""
    sorties: tuple[Sortie, ...]
    rows: tuple[Row, ...]
    """Timetable, by vehicle and start."""
    makespan_s: float
    delivered_s: Numbers
    """When each customer is served (n,); nan for the depot."""


@dataclass(slots=True)
class _Clock:
    """The timetable while it is being written."""

    problem: Problem
    now: float = 0.0
    rows: list[Row] = field(default_factory=list)
    sorties: list[Sortie] = field(default_factory=list)
    aboard: list[int] = field(default_factory=list)
    away: dict[int, tuple[int, int, int, float]] = field(default_factory=dict)

    def drive(self, origin: int, destination: int) -> None:
        """Drive to the next stop."""
        end = self.now + float(self.problem.truck_s[origin, destination])
        self.rows.append(Row(0, "drive", origin, destination, self.now, end))
        self.now = end

    def serve(self, customer: int) -> None:
        """Hand over, by the driver."""
        end = self.now + float(self.problem.truck_service_s[customer])
        self.rows.append(Row(0, "serve", customer, customer, self.now, end, customer))
        self.now = end

    def launch(self, node: int, stop: int, customer: int) -> None:
        """Let the first drone on board take off."""
        drone, end = self.aboard.pop(0), self.now + self.problem.launch_s
        for vehicle in (0, drone):
            self.rows.append(Row(vehicle, "launch", node, node, self.now, end, customer, drone))
        self.now = end
        self.away[customer] = (drone, node, stop, end)

    def recover(self, node: int, stop: int, customer: int) -> None:
        """Take a drone on board, as soon as it is there."""
        drone, origin, left, start = self.away.pop(customer)
        for kind, a, b, seconds in (
            ("fly", origin, customer, self.problem.flight_s[origin, customer]),
            ("serve", customer, customer, self.problem.drone_service_s[customer]),
            ("fly", customer, node, self.problem.flight_s[customer, node]),
        ):
            self.rows.append(Row(drone, kind, a, b, start, start + float(seconds), customer))  # type: ignore[arg-type]
            start += float(seconds)
        ready = max(start, self.now)
        for vehicle, since in ((0, self.now), (drone, start)):
            if ready - since > MOMENT:
                self.rows.append(Row(vehicle, "wait", node, node, since, ready))
        end = ready + self.problem.recovery_s
        for vehicle in (0, drone):
            self.rows.append(Row(vehicle, "recover", node, node, ready, end, customer, drone))
        self.now = end
        self.aboard = sorted([*self.aboard, drone])
        self.sorties.append(Sortie(drone, origin, customer, node, left, stop))


def written(problem: Problem, route: Sequence[int], tasks: Sequence[Sequence[Task]]) -> TruckPlan:
    """Write the timetable of a plan.

    Parameters
    ----------
    problem
        What is given.
    route
        Stops of the truck, from depot to depot.
    tasks
        What the driver does at each stop, in this order.
    """
    clock = _Clock(problem, aboard=list(range(1, problem.drones + 1)))
    for stop, node in enumerate(route):
        if stop:
            clock.drive(route[stop - 1], node)
        for task in tasks[stop]:
            if task.kind == "serve":
                clock.serve(node)
            elif task.kind == "launch":
                clock.launch(node, stop, task.customer)
            else:
                clock.recover(node, stop, task.customer)
    delivered = np.full(problem.nodes, np.nan)
    for row in clock.rows:
        if row.kind == "serve":
            delivered[row.customer] = row.end_s
    rows = sorted(clock.rows, key=lambda row: (row.vehicle, row.start_s, row.end_s))
    return TruckPlan(tuple(route), tuple(clock.sorties), tuple(rows), clock.now, delivered)
