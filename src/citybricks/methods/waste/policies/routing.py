"""A day's rounds: what all policies route with, and what they drive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from citybricks.methods.routing.checking import duration, length
from citybricks.methods.routing.problem import Client, Problem, Site, Vehicle, Way
from citybricks.methods.routing.rounds import search
from citybricks.methods.routing.stopping import Stop
from citybricks.methods.waste.policies.world import Floats, World

SCALE = 1_000
"""Whole units of cost in one of money."""
FULL_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Day:
    """What is driven on a day.

    Parameters
    ----------
    emptied
        Containers, each once.
    metres, seconds
        Of all trucks.
    """

    emptied: tuple[int, ...]
    metres: int
    seconds: int


def drive(
    world: World,
    containers: Sequence[int],
    litres: Floats,
    prizes: Floats | None = None,
    iterations: int = 100,
    seed: int = 0,
) -> Day:
    """Plan and drive the rounds of a day.

    Parameters
    ----------
    containers
        Those to empty.
    litres
        What is expected in each of them.
    prizes
        What emptying each is worth, in money; all must be emptied when None.
    iterations
        Of the search.
    """
    if not len(containers):
        return Day((), 0, 0)
    problem = rounds(world, containers, litres, prizes)
    plan, _ = search(problem, Stop(iterations=iterations), seed)
    emptied = tuple(int(containers[at]) for route in plan.routes for at in route.clients)
    metres = sum(length(problem, route) for route in plan.routes)
    return Day(emptied, metres, sum(duration(route) for route in plan.routes))


def rounds(
    world: World, containers: Sequence[int], litres: Floats, prizes: Floats | None
) -> Problem:
    """Return the rounds of a day as a routing problem."""
    fleet, count = world.fleet, len(containers)
    places = world.places(containers)
    worth = np.zeros(count) if prizes is None else prizes
    clients = tuple(
        Client(
            str(number),
            (Way(at, at),),
            (round(float(load)),),
            fleet.pick_up_s,
            prize=round(float(prize) * SCALE),
            required=prizes is None,
        )
        for at, (number, load, prize) in enumerate(zip(containers, litres, worth, strict=True))
    )
    sites = [Site("depot", count)]
    sites += [Site("tip", count + 1 + at, service_s=fleet.tip_s) for at in range(len(world.tips))]
    truck = Vehicle(
        "truck",
        count=fleet.count,
        capacity=(round(fleet.capacity_l),),
        longest_s=fleet.shift_s,
        reloads=tuple(range(1, len(sites))),
        ends_empty=True,
        per_m=round(fleet.per_km * SCALE / 1000),
        per_s=round(fleet.per_h * SCALE / 3600),
    )
    grid = np.ix_(places, places)
    return Problem(world.metres[grid], world.seconds[grid], clients, tuple(sites), (truck,))
