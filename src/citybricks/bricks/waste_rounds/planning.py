"""Rounds as a routing problem: days, trucks, prizes; and its plan."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import numpy as np

from citybricks.bricks.waste_rounds.given import Dict, Given
from citybricks.bricks.waste_rounds.ground import Ground, ground
from citybricks.methods.routing.answer import Answer, watched
from citybricks.methods.routing.bounds import lower_bound
from citybricks.methods.routing.checking import check, cost
from citybricks.methods.routing.problem import (
    NEVER,
    Client,
    Plan,
    Problem,
    Route,
    Site,
    Vehicle,
    Window,
)
from citybricks.methods.routing.rounds import search
from citybricks.methods.routing.stopping import Stop
from citybricks.methods.waste.policies.worth import Worth, worth

SCALE = 10_000
"""Whole units of cost in one of money."""
DAY_S = 86_400
MUST = 10.0
"""What leaving out what must be collected costs, in overflows and rounds of a truck."""
ROUND = 100.0
"""About what a round costs, in money."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan of rounds with all that it was made from.

    Parameters
    ----------
    clients
        What each client of the problem is: a container or a kerb; the other is -1.
    closed
        Containers that are worth a visit and that no truck may come to at any hour.
    """

    given: Given
    ground: Ground
    worth: Worth
    problem: Problem
    clients: list[tuple[int, int]]
    closed: list[int]
    plan: Plan
    answer: Answer


def plan(
    given: Given, iterations: int, seed: int, report: Callable[[float], None] | None = None
) -> Planned:
    """Plan rounds: what must be collected is left out only where nothing else is possible."""
    found = ground(given)
    weighed = worth(given.overflow, fills(given), *_costs(given))
    problem, clients, closed = _problem(given, found, weighed)
    stop = Stop(iterations=iterations, report=report)
    with watched() as watch:
        rounds, steps = search(relaxed(problem, given), stop, seed)
        if not _holds(problem, rounds):  # what must be collected has driven the search astray
            softer = relaxed(problem, given, must=1.0)
            rounds, steps = search(softer, Stop(iterations=iterations, report=report), seed)
        rounds = _sound(problem, rounds)
        broken = tuple(check(problem, rounds))
        value = cost(problem, rounds) / SCALE
        below = min(lower_bound(problem) / SCALE, value) if not broken else -math.inf
    solver = f"PyVRP {version('pyvrp')}"
    answer = Answer(solver, seed, watch.seconds, steps, value, below, broken)
    return Planned(given, found, weighed, problem, clients, closed, rounds, answer)


def _holds(problem: Problem, rounds: Plan) -> bool:
    """Return whether a plan breaks no rule but that what must be served is left out."""
    return all(one.code == "unserved" for one in check(problem, rounds))


def _sound(problem: Problem, rounds: Plan) -> Plan:
    """Return a plan without the routes that break a rule: what they serve is left out."""
    free = problem.replace_clients(
        tuple(replace(client, required=False) for client in problem.clients)
    )
    everybody = range(len(problem.clients))

    def alone(kept: tuple[Route, ...]) -> Plan:
        served = {at for route in kept for at in route.clients}
        return Plan(kept, tuple(at for at in everybody if at not in served))

    kept = tuple(
        route for route in rounds.routes if not any(check(free, alone((replace(route, number=0),))))
    )
    return alone(kept)


def relaxed(problem: Problem, given: Given, must: float = MUST) -> Problem:
    """Return the problem with a high price on what must be collected, so that it has a plan."""
    price = round(must * SCALE * (given.practice.overflow_cost + ROUND))
    return problem.replace_clients(
        tuple(
            replace(client, required=False, prize=price) if client.required else client
            for client in problem.clients
        )
    )


def fills(given: Given) -> Any:
    """Return the mean share of each container that is full by the end of each day."""
    size = np.array([row["capacity_l"] for row in given.containers])
    return np.clip(given.litres / size[:, None], 0, 1)


def _costs(given: Given) -> tuple[float, float]:
    return given.practice.overflow_cost, given.practice.visit_cost


def _problem(
    given: Given, found: Ground, weighed: Worth
) -> tuple[Problem, list[tuple[int, int]], list[int]]:
    clients: list[Client] = []
    what: list[tuple[int, int]] = []
    closed: list[int] = []
    for at in range(len(given.containers)):
        made, shut = _container(given, found, weighed, at)
        if made is not None:
            clients.append(made)
            what.append((at, -1))
        elif shut:
            closed.append(at)
    for at in range(len(found.kerbs)):
        clients.append(_kerb(given, found, at))
        what.append((-1, at))
    sites = tuple(
        Site(
            row["id"],
            found.yards[at],
            _clock(ahead, row["opens_h"], row["closes_h"]),
            round(row["minutes"] * 60),
        )
        for ahead in range(len(given.days))
        for at, row in enumerate(given.yards)
    )
    vehicles = tuple(_vehicles(given))
    problem = Problem(found.metres, found.seconds, tuple(clients), sites, vehicles)
    return problem, what, closed


def _clock(ahead: int, start_h: float, end_h: float) -> Window:
    return ahead * DAY_S + round(start_h * 3600), ahead * DAY_S + round(end_h * 3600)


def trucks_of(given: Given) -> dict[str, list[Dict]]:
    """Return the compartments of each truck."""
    found: dict[str, list[Dict]] = {}
    for row in given.trucks:
        found.setdefault(row["id"], []).append(row)
    return found


def _vehicles(given: Given) -> list[Vehicle]:
    yards = len(given.yards)
    places = {row["id"]: at for at, row in enumerate(given.yards)}
    made = []
    for ahead, day in enumerate(given.days):
        for name, rows in trucks_of(given).items():
            row, base = rows[0], ahead * yards
            depot = base + places[row["depot"]]
            made.append(
                Vehicle(
                    f"{name} {day:%m-%d}",
                    depot,
                    depot,
                    capacity=_capacity(given, rows),
                    shift=_clock(ahead, row["shift_start_h"], row["shift_end_h"]),
                    longest_m=round(row["range_km"] * 1000) if row["range_km"] else NEVER,
                    reloads=tuple(base + at for at in _tips(given, rows)),
                    ends_empty=True,
                    fixed=round(row["per_day"] * SCALE),
                    per_m=round(row["per_km"] * SCALE / 1000),
                    per_s=round(row["per_h"] * SCALE / 3600),
                )
            )
    return made


def _tips(given: Given, rows: list[Dict]) -> list[int]:
    """Return the tips that take all that a truck may carry."""
    takes = {row["fraction"] for row in rows}
    return [
        at
        for at, row in enumerate(given.yards)
        if row["kind"] == "tip" and (not row["fraction"] or takes == {row["fraction"]})
    ]


def _capacity(given: Given, rows: list[Dict]) -> tuple[int, ...]:
    held = {row["fraction"]: row for row in rows}
    sizes: list[int] = []
    for fraction in given.fractions:
        row = held.get(fraction)
        sizes.append(math.floor(row["capacity_l"] * row["compaction"]) if row else 0)
        sizes.append(math.floor(row["payload_kg"]) if row else 0)
    return tuple(sizes)


def _load(given: Given, fraction: str, litres: float) -> tuple[int, ...]:
    sizes: list[int] = []
    for each in given.fractions:
        own = litres if each == fraction else 0.0
        sizes += [math.ceil(own), math.ceil(own / 1000 * given.practice.kg_per_m3)]
    return tuple(sizes)


def _container(given: Given, found: Ground, weighed: Worth, at: int) -> tuple[Client | None, bool]:
    """Return a container as a client where it is worth a visit, and whether it is always shut."""
    row, service = given.containers[at], round(given.practice.pick_up_min * 60)
    saved = weighed.saved[at]
    least = min(truck["per_h"] for truck in given.trucks) * service / 3600
    worth_it = [ahead for ahead in range(len(given.days)) if saved[ahead] > least]
    hours = [
        (each["opens_h"], each["closes_h"])
        for each in given.access
        if each["container"] == row["id"]
    ] or [(0.0, 24.0)]
    windows = [
        (window, ahead)
        for ahead in worth_it
        for window in _windows(given, row["fraction"], ahead, hours, service)
    ]
    if not windows:
        return None, bool(worth_it)
    client = Client(
        row["id"],
        found.containers[at],
        _load(given, row["fraction"], max(1.0, given.litres[at, 0])),
        service,
        tuple(window for window, _ in windows),
        prize=round(weighed.left[at] * SCALE),
        late=tuple(round(weighed.emptied[at, ahead] * SCALE) for _, ahead in windows),
        required=False,
    )
    return client, False


def _kerb(given: Given, found: Ground, at: int) -> Client:
    kerb = found.kerbs[at]
    row = given.streets[kerb.street]
    windows = [
        window
        for ahead in range(len(given.days))
        for window in _windows(given, row["fraction"], ahead, [(0.0, 24.0)], kerb.seconds)
    ]
    name = f"{row['id']} {kerb.side}".strip()
    load = _load(given, row["fraction"], row["kerb_l"] * kerb.share)
    return Client(name, kerb.ways, load, kerb.seconds, tuple(windows), required=True)


def _windows(
    given: Given, fraction: str, ahead: int, hours: list[tuple[float, float]], service: int
) -> list[Window]:
    """Return when a service may start on a day: while a truck works, open, and not banned."""
    rows = [row for row in given.trucks if row["fraction"] == fraction]
    first = min(row["shift_start_h"] for row in rows)
    last = max(row["shift_end_h"] for row in rows)
    practice = given.practice
    free = [(first, last)]
    if practice.banned_from_h < practice.banned_to_h:
        free = [
            (first, min(last, practice.banned_from_h)),
            (max(first, practice.banned_to_h), last),
        ]
    found = []
    for start, end in free:
        for opens, closes in hours:
            early, late = _clock(ahead, max(start, opens), min(end, closes))
            if early <= late - service:
                found.append((early, late - service))
    return found
