"""What each truck does on a day: trips as lines, stretches of time, and where it is when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from citybricks.bricks.waste_rounds.given import Dict
from citybricks.bricks.waste_rounds.planning import Planned, trucks_of
from citybricks.methods.routing.checking import duration, length
from citybricks.methods.routing.problem import Route, Visit
from citybricks.methods.routing.streets import Floats

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Tour:
    """What one truck does on one day.

    Parameters
    ----------
    ahead
        Days after the first one.
    visits
        Containers and kerbs, in order.
    cost
        Of the truck and its crew, in whole units of the problem.
    """

    truck: str
    ahead: int
    visits: list[Visit]
    metres: int
    seconds: int
    cost: int
    co2e_g_km: float
    trips: list[Dict]
    stretches: list[Dict]
    fixes: list[Dict]


@dataclass(frozen=True, slots=True)
class Leg:
    """From a visit to the next: how it is driven, and what is done there."""

    one: Visit
    other: Visit
    way: Floats
    along: Floats


def tours(planned: Planned) -> Iterator[Tour]:
    """Return what each truck does, in the order of days and trucks."""
    trucks = list(trucks_of(planned.given).items())
    order = sorted(planned.plan.routes, key=lambda route: route.vehicle)
    for route in order:
        ahead, which = divmod(route.vehicle, len(trucks))
        name, rows = trucks[which]
        legs = [_leg(planned, one, other) for one, other in pairwise(route.visits)]
        lane = planned.problem.vehicles[route.vehicle].id
        vehicle = planned.problem.vehicles[route.vehicle]
        metres, seconds = length(planned.problem, route), duration(route)
        yield Tour(
            name,
            ahead,
            [visit for visit in route.visits if visit.client >= 0],
            metres,
            seconds,
            vehicle.fixed + metres * vehicle.per_m + seconds * vehicle.per_s,
            rows[0]["co2e_g_km"],
            list(_trips(planned, route, name, legs)),
            list(_stretches(planned, lane, route, legs)),
            list(_fixes(lane, route, legs)),
        )


def _leg(planned: Planned, one: Visit, other: Visit) -> Leg:
    way = planned.ground.drive(_ends(planned, one)[1], _ends(planned, other)[0])
    kerb = planned.clients[other.client][1] if other.client >= 0 else -1
    along = planned.ground.collect(kerb, other.way) if kerb >= 0 else way[-1:]
    return Leg(one, other, way, along)


def _ends(planned: Planned, visit: Visit) -> tuple[int, int]:
    if visit.client < 0:
        place = planned.problem.sites[visit.site].place
        return place, place
    way = planned.problem.clients[visit.client].ways[visit.way]
    return way.enter, way.leave


def _name(planned: Planned, visit: Visit) -> str:
    if visit.client >= 0:
        return planned.problem.clients[visit.client].id
    return planned.problem.sites[visit.site].id


def _trips(planned: Planned, route: Route, truck: str, legs: list[Leg]) -> Iterator[Dict]:
    """Return the trips: each ends at a tip, and the way home belongs to the last."""
    ends = [at for at, leg in enumerate(legs) if leg.other.site >= 0][:-1]
    ends[-1] = len(legs) - 1
    vehicle = planned.problem.vehicles[route.vehicle]
    ahead = route.vehicle // len(trucks_of(planned.given))
    for number, (first, last) in enumerate(pairwise([-1, *ends]), start=1):
        part = legs[first + 1 : last + 1]
        clients = [leg.other.client for leg in part if leg.other.client >= 0]
        loads = np.array([planned.problem.clients[at].load for at in clients]).sum(axis=0)
        room = np.array(vehicle.capacity)
        xy = np.concatenate([np.concatenate([leg.way, leg.along]) for leg in part])
        tip = next(leg.other for leg in part if leg.other.site >= 0)
        yield {
            "truck": truck,
            "day": planned.given.days[ahead],
            "trip": number,
            "tip": _name(planned, tip),
            "kilometres": round(_metres(planned, part) / 1000, 3),
            "stops": len(clients),
            "kilograms": float(loads[1::2].sum()),
            "filled": round(float(100 * (loads[room > 0] / room[room > 0]).max()), 1),
            "geometry": shapely.LineString(xy),
        }


def _metres(planned: Planned, legs: list[Leg]) -> int:
    driven = 0
    for leg in legs:
        leave, enter = _ends(planned, leg.one)[1], _ends(planned, leg.other)[0]
        driven += int(planned.problem.metres[leave, enter])
        if leg.other.client >= 0:
            driven += planned.problem.clients[leg.other.client].ways[leg.other.way].metres
    return driven


def _stretches(planned: Planned, lane: str, route: Route, legs: list[Leg]) -> Iterator[Dict]:
    first = route.visits[0]
    yield from _stretch(lane, first.start_s, first.end_s, "leave", _name(planned, first))
    for leg in legs:
        what, other = _name(planned, leg.other), leg.other
        kind = "collect" if other.client >= 0 else "tip"
        yield from _stretch(lane, leg.one.end_s, other.arrive_s, "drive", what)
        yield from _stretch(lane, other.arrive_s, other.start_s, "wait", what)
        yield from _stretch(lane, other.start_s, other.end_s, kind, what)


def _stretch(lane: str, start: int, end: int, kind: str, what: str) -> Iterator[Dict]:
    if end > start:
        yield {
            "truck": lane,
            "start_s": float(start),
            "end_s": float(end),
            "kind": kind,
            "what": what,
        }


def _fixes(lane: str, route: Route, legs: list[Leg]) -> Iterator[Dict]:
    yield from _line(lane, legs[0].way[:1], route.visits[0].start_s, route.visits[0].start_s)
    for leg in legs:
        yield from _line(lane, leg.way, leg.one.end_s, leg.other.arrive_s)
        yield from _line(lane, leg.along, leg.other.start_s, leg.other.end_s)


def _line(lane: str, xy: Array, start: int, end: int) -> Iterator[Dict]:
    """Return fixes at the corners of a way that is driven evenly."""
    step = np.hypot(*np.diff(xy, axis=0).T) if len(xy) > 1 else np.zeros(0)
    gone = np.concatenate([[0.0], np.cumsum(step)])
    share = gone / gone[-1] if gone[-1] else np.linspace(0, 1, len(xy))
    for (lon, lat), part in zip(xy.tolist(), share.tolist(), strict=True):
        yield {"who": lane, "at_s": round(start + part * (end - start), 1), "lon": lon, "lat": lat}
    if len(xy) == 1 and end > start:
        yield {"who": lane, "at_s": float(end), "lon": float(xy[0, 0]), "lat": float(xy[0, 1])}
