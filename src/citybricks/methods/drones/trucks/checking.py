"""Whether a timetable of a truck with drones can be carried out, and what it is worth.

Only the rows are read: who plans is not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from citybricks.methods.drones.trucks.plan import Row
from citybricks.methods.drones.trucks.problem import Problem
from citybricks.types.planning import Violation

CLOSE = 1e-6
"""Seconds that do not matter."""


def check(problem: Problem, rows: Sequence[Row]) -> tuple[Violation, ...]:
    """Return every rule that a timetable breaks.

    Parameters
    ----------
    problem
        What is given.
    rows
        The timetable, in any order of the vehicles; of a vehicle, as it happens.
    """
    nowhere = [row for row in rows if not _is_somewhere(problem, row)]
    if nowhere:
        most, words = problem.nodes - 1, ("No such place or customer", "没有该地点或客户")
        places = [(r.vehicle, max(r.origin, r.destination, r.customer)) for r in nowhere]
        return tuple(_broken("nowhere", _name(v), place, most, *words) for v, place in places)
    lanes: dict[int, list[Row]] = {0: []}
    for row in rows:
        lanes.setdefault(row.vehicle, []).append(row)
    found = list(_everybody_once(problem, rows))
    for vehicle, lane in lanes.items():
        found += _durations(problem, lane)
        found += _unbroken(lane) if vehicle == 0 else _drone(problem, vehicle, lane, lanes[0])
    if not 0 <= min(lanes) <= max(lanes) <= problem.drones:
        found.append(_broken("drones", "truck", max(lanes), problem.drones, "Drones", "无人机数"))
    return tuple(found)


def worth(problem: Problem, rows: Sequence[Row]) -> float:
    """Return the objective of a timetable."""
    makespan = max((row.end_s for row in rows), default=0.0)
    if problem.objective == "makespan":
        return float(makespan)
    if problem.objective == "cost" and problem.costs is not None:
        spent = problem.costs.per_s * makespan
        truck, out, back = (
            np.asarray(x) for x in (problem.costs.truck, problem.costs.out, problem.costs.back)
        )
        for row in rows:
            if row.kind == "drive":
                spent += truck[row.origin, row.destination]
            elif row.kind == "fly":
                legs = out if row.destination == row.customer else back
                spent += legs[row.origin, row.destination]
        return float(spent)
    waits = [r.end_s for r in rows if r.kind == "serve" and problem.remote[r.customer]]
    if not waits:
        return 0.0
    return float(max(waits) if problem.objective == "worst" else np.percentile(waits, 90))


def _broken(code: str, where: str, value: float, limit: float, en: str, zh: str) -> Violation:
    shown = f"{value:g} / {limit:g}"
    return Violation(
        code=code,
        where=where,
        value=float(value),
        limit=float(limit),
        en=f"{en} ({where}): {shown}.",
        zh=f"{zh}（{where}）：{shown}。",
    )


def _is_somewhere(problem: Problem, row: Row) -> bool:
    """Whether places and customer of a row are known."""
    places = 0 <= row.origin < problem.nodes and 0 <= row.destination < problem.nodes
    return places and -1 <= row.customer < problem.nodes


def _name(vehicle: int) -> str:
    return f"drone {vehicle}" if vehicle else "truck"


def _everybody_once(problem: Problem, rows: Sequence[Row]) -> Iterator[Violation]:
    """Find customers who are not served exactly once, or by a drone that cannot."""
    times = Counter(row.customer for row in rows if row.kind == "serve")
    for customer in {*range(1, problem.nodes), *times}:
        if times[customer] != 1 or not 0 < customer < problem.nodes:
            words = ("Deliveries", "送达次数")
            yield _broken("once", f"customer {customer}", times[customer], 1, *words)
    for row in rows:
        if row.kind == "serve" and row.vehicle and not problem.droppable[row.customer]:
            words = ("Served by a drone, which cannot", "该客户不能由无人机送达")
            yield _broken("droppable", f"customer {row.customer}", 1, 0, *words)
        if row.kind == "serve" and not row.origin == row.destination == row.customer:
            words = ("Served elsewhere", "送达地点不符")
            yield _broken("place", f"customer {row.customer}", row.origin, row.customer, *words)


def _least(problem: Problem, row: Row) -> float:
    """Return the seconds a row takes at least."""
    if row.kind == "drive":
        return float(problem.truck_s[row.origin, row.destination])
    if row.kind == "fly":
        return float(problem.flight_s[row.origin, row.destination])
    if row.kind == "serve":
        service = problem.drone_service_s if row.vehicle else problem.truck_service_s
        return float(service[row.customer])
    return {"launch": problem.launch_s, "recover": problem.recovery_s}.get(row.kind, 0.0)


def _durations(problem: Problem, lane: Sequence[Row]) -> Iterator[Violation]:
    """Find what takes less time than it needs, or is not what the vehicle does."""
    other = "drive" if lane and lane[0].vehicle else "fly"
    for row in lane:
        if row.kind == other:
            yield _broken(
                "kind", _name(row.vehicle), 1, 0, f"It cannot {other}", "动作不属于该车辆"
            )
            continue
        least, taken = _least(problem, row), row.end_s - row.start_s
        if taken < least - CLOSE:
            words = (f"Seconds to {row.kind}", f"{row.kind} 所用秒数")
            yield _broken("time", _name(row.vehicle), taken, least, *words)


def _joins(lane: Sequence[Row]) -> Iterator[Violation]:
    """Find jumps in place and in time."""
    for before, row in pairwise(lane):
        if abs(row.start_s - before.end_s) > CLOSE:
            words = ("Begins at another second than the row before ends", "与前一行时间不衔接")
            yield _broken("sequence", _name(row.vehicle), row.start_s, before.end_s, *words)
        if row.origin != before.destination:
            words = ("Begins at another place than the row before ends", "与前一行地点不衔接")
            yield _broken("jump", _name(row.vehicle), row.origin, before.destination, *words)
    for row in lane:
        if row.kind not in {"drive", "fly"} and row.origin != row.destination:
            words = ("Moves while it stands", "停留时发生移动")
            yield _broken("jump", _name(row.vehicle), row.destination, row.origin, *words)


def _unbroken(lane: Sequence[Row]) -> Iterator[Violation]:
    """Find what is wrong with the truck alone."""
    yield from _joins(lane)
    ends = (lane[0].origin, lane[-1].destination) if lane else (0, 0)
    if ends != (0, 0):
        yield _broken(
            "depot", "truck", max(ends), 0, "Begins or ends elsewhere", "起点或终点不是站点"
        )
    if lane and abs(lane[0].start_s) > CLOSE:
        yield _broken("start", "truck", lane[0].start_s, 0, "Does not begin at 0", "不从 0 秒开始")


def _drone(
    problem: Problem, drone: int, lane: Sequence[Row], truck: Sequence[Row]
) -> Iterator[Violation]:
    """Find what is wrong with a drone: each sortie in itself, and with the truck."""
    free = 0.0
    for sortie in _sorties(lane):
        kinds = [row.kind for row in sortie if row.kind != "wait"]
        if kinds != ["launch", "fly", "serve", "fly", "recover"]:
            words = (f"Not a sortie: {', '.join(kinds)}", "不是完整的一次飞行")
            yield _broken("sortie", _name(drone), len(kinds), 5, *words)
            continue
        yield from _joins(sortie)
        if sortie[0].start_s < free - CLOSE:
            words = ("Launched before it is back", "返回之前再次起飞")
            yield _broken("twice", _name(drone), sortie[0].start_s, free, *words)
        free = sortie[-1].end_s
        yield from _limits(problem, drone, sortie, truck)


def _sorties(lane: Sequence[Row]) -> Iterator[list[Row]]:
    """Cut a drone's rows where it is launched."""
    sortie: list[Row] = []
    for row in lane:
        if row.kind == "launch" and sortie:
            yield sortie
            sortie = []
        sortie.append(row)
    if sortie:
        yield sortie


def _limits(
    problem: Problem, drone: int, sortie: Sequence[Row], truck: Sequence[Row]
) -> Iterator[Violation]:
    """Find a sortie that is too long, a loop that is not allowed, and a truck that is not there."""
    first, last = sortie[0], sortie[-1]
    customer = next(row.customer for row in sortie if row.kind == "serve")
    aloft, most = (
        last.start_s - first.end_s,
        problem.most_in_the_air(first.origin, customer, last.origin),
    )
    if aloft > most + CLOSE:
        yield _broken("endurance", _name(drone), aloft, most, "Seconds in the air", "空中秒数")
    for row in (first, last):
        same = [
            r for r in truck if r.kind == row.kind and r.drone == drone and r.origin == row.origin
        ]
        if not any(abs(r.start_s - row.start_s) + abs(r.end_s - row.end_s) < CLOSE for r in same):
            words = (f"The truck is not there to {row.kind}", "卡车不在场")
            yield _broken("together", _name(drone), row.start_s, row.end_s, *words)
    driven = any(
        r.kind == "drive" and r.start_s >= first.end_s - CLOSE and r.end_s <= last.start_s + CLOSE
        for r in truck
    )
    if not problem.loops and not driven:
        yield _broken("loop", _name(drone), 1, 0, "Back at the stop it left", "返回同一停靠点")
