"""A generated town as a world of containers."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import shapely

from citybricks.methods.routing.roads import Spot, beside, roads
from citybricks.methods.routing.travel import gathered, travel
from citybricks.methods.towns.making import town
from citybricks.methods.towns.waste import Bin, bins, plants, thrown
from citybricks.methods.waste.policies.world import Fleet, Floats, World

REACH_M = 5_000.0
LASTING = 3.0
"""Days that the containers of a place last: where one does not, more stand side by side."""
WHOLE = 200
"""Containers that take all of a town's waste; fewer are some of them."""
FIRST = date(2025, 1, 6)
"""A Monday."""


def world(seed: int, containers: int = 200, days: int = 365, fleet: Fleet = Fleet()) -> World:  # noqa: B008 - frozen
    """Make a town without hamlets, its containers and what is thrown into them.

    Parameters
    ----------
    seed
        Equal seeds make equal towns and equal waste.
    """
    made = town(seed, hamlets=0)
    many = bins(made, max(containers, WHOLE), seed)
    held = [many[at] for at in np.linspace(0, len(many) - 1, containers).round().astype(int)]
    places = [each.place for each in held] + [made.depot]
    places += [plant.place for plant in plants(made)]
    lines = np.array([shapely.LineString(road.xy) for road in made.roads], dtype=object)
    speed = np.array([road.metres_per_second for road in made.roads])
    streets = roads(lines, speed, np.array([road.one_way for road in made.roads]))
    spots: list[Spot] = []
    groups = []
    for found in beside(streets, np.array(places), "either", REACH_M):
        groups.append(list(range(len(spots), len(spots) + len(found))))
        spots.extend(found)
    metres, seconds, _ = gathered(travel(streets, spots), groups)
    return World(
        metres,
        seconds,
        np.array([each.capacity_l * _beside(each) for each in held]),
        thrown(held, FIRST, days, seed),
        FIRST,
        fleet,
        seed=seed,
    )


def _beside(each: Bin) -> int:
    """Return how many containers stand side by side."""
    return math.ceil(LASTING * each.filling.litres_per_day / each.capacity_l)


def begin(of: World, seed: int = 0) -> Floats:
    """Return litres in the containers on a first morning."""
    return of.capacity_l * np.random.default_rng([seed, 8]).uniform(0, 0.5, of.count)
