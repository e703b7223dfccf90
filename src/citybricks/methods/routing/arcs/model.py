"""The same streets for PyVRP: each a client that may be served in two ways.

PyVRP then plans streets beside containers, windows and several trips in one model (`rounds`); on
streets alone `solving` is better.
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.routing.arcs.errors import ArcsError
from citybricks.methods.routing.arcs.instance import Instance, Service, Trip, arcs
from citybricks.methods.routing.arcs.legs import directions, shortest
from citybricks.methods.routing.problem import NEVER, Client, Plan, Problem, Site, Vehicle, Way


def problem_of(instance: Instance) -> Problem:
    """Return streets as clients; a trip is a vehicle, and costs are its metres.

    Raises
    ------
    ArcsError
        When the instance has costs of turns or tipping sites: `travel` has them for PyVRP.
    """
    if instance.turns or instance.u_turn or instance.tips:
        raise ArcsError(
            "turns",
            "turns and tipping sites are not put into this model",
            "此模型不含转弯费用和倾倒点",
        )
    triples = [(tail, head, cost) for _, tail, head, cost in arcs(instance)]
    far = shortest(instance.nodes, triples, np.arange(instance.nodes))
    metres = np.where(np.isfinite(far), far, NEVER).astype(np.int64)
    clients = tuple(
        Client(
            id=str(job),
            ways=tuple(_way(instance, way) for way in dict.fromkeys(directions(instance, job))),
            load=(instance.jobs[job].demand,),
        )
        for job in range(len(instance.jobs))
    )
    truck = Vehicle(
        id="truck", count=instance.vehicles or len(clients), capacity=(instance.capacity,)
    )
    depot = Site(id="depot", place=instance.depot)
    return Problem(metres, np.zeros_like(metres), clients, (depot,), (truck,))


def trips_of(instance: Instance, plan: Plan) -> tuple[Trip, ...]:
    """Return a plan of `problem_of` as trips."""
    return tuple(
        tuple(
            tuple(dict.fromkeys(directions(instance, visit.client)))[visit.way]
            for visit in route.visits
            if visit.client >= 0
        )
        for route in plan.routes
    )


def _way(instance: Instance, service: Service) -> Way:
    enter, leave = instance.ends(service)
    return Way(enter, leave, metres=instance.job_cost(service.job))
