"""Plans out of sequences and out of states: which customer is flown to, and by which stops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from citybricks.methods.drones.trucks.plan import Task
from citybricks.methods.drones.trucks.problem import Numbers, Problem

Steps = list["Step"]


class Step(NamedTuple):
    """An operation: loops from a stop, a flight to the next one or none, and the drive there."""

    start: int
    loops: tuple[int, ...]
    flown: int
    """Customer of the drone; 0 for none."""
    driven: tuple[int, ...]
    """Customers of the truck in between."""
    end: int
    early: bool = False
    """Whether the first stop is served before the drone is launched."""
    late: bool = True
    """Whether the last stop is served after the drone is back."""
    in_loop: int = -1
    """Loop during which the first stop is served; -1 for none."""


def cut(p: Sequence[int], arrays: dict[str, Any], span: int) -> tuple[float, Steps]:
    """Cut a sequence into operations at the least cost, as the compiled search does.

    Parameters
    ----------
    p
        Nodes from depot to depot.
    arrays
        `time`, `limit`, `most` and `loops` of the search.
    span
        Most positions of an operation.
    """
    m = len(p)
    ahead = [0.0] + [math.inf] * (m - 1)
    came: list[Step | None] = [None] * m
    begins = [0] * m
    for j in range(1, m):
        for i in range(max(0, j - span), j):
            seconds, step = _cheapest(p, arrays, i, j)
            if ahead[i] + seconds < ahead[j]:
                ahead[j], came[j], begins[j] = ahead[i] + seconds, step, i
    steps, at = [], m - 1
    while at:
        step = came[at]
        if step is None:
            raise ValueError("the truck cannot reach every customer")
        steps.append(step)
        at = begins[at]
    return ahead[-1], steps[::-1]


def _cheapest(p: Sequence[int], arrays: dict[str, Any], i: int, j: int) -> tuple[float, Step]:
    """Return the cheapest operation between two positions."""
    time, limit, most = arrays["time"], arrays["limit"], arrays["most"]
    pi, pj = int(p[i]), int(p[j])
    best, chosen = math.inf, Step(pi, (), 0, (), pj)
    around, looped = 0.0, ()
    for first in range(i + 1, min(j, i + 1 + arrays["loops"]) + 1):
        inner = tuple(int(x) for x in p[first:j])
        for k in (0, *inner) if inner else (0,):
            driven = tuple(x for x in inner if x != k)
            if not k and len(inner) > 0:
                continue
            seconds = _path(time, (pi, *driven, pj))
            if k:
                seconds = max(seconds, time[1, pi, k] + time[2, pj, k])
                if seconds > _limit(limit, pi, k, pj):
                    continue
                seconds += most
            if around + seconds < best:
                best, chosen = around + seconds, Step(pi, looped, k, driven, pj)
        if first == j:
            break
        k = int(p[first])
        aloft = time[1, pi, k] + time[2, pi, k]
        around += aloft + most if aloft <= _limit(limit, pi, k, pi) else math.inf
        looped = (*looped, k)
    return best, chosen


def _limit(limit: Numbers, i: int, k: int, j: int) -> float:
    return float(limit[i, k, j] if len(limit) > 1 else limit[0, 0, 0])


def _path(time: Numbers, nodes: Sequence[int]) -> float:
    return float(sum(time[0, a, b] for a, b in zip(nodes, nodes[1:], strict=False)))


def tasks_of(steps: Steps) -> tuple[list[int], list[list[Task]]]:
    """Return the truck's route, and what the driver does at each stop."""
    route, tasks = [0], [[]]
    served = True
    for step in steps:
        here = tasks[-1]
        serve = [] if served else [Task("serve", step.start)]
        for number, customer in enumerate(step.loops):
            here.append(Task("launch", customer))
            if number == step.in_loop:
                here += serve
                serve = []
            here.append(Task("recover", customer))
        if step.flown:
            here += serve * step.early
            here.append(Task("launch", step.flown))
            serve *= not step.early
        here += serve
        for node in step.driven:
            route.append(node)
            tasks.append([Task("serve", node)])
        if not step.driven and step.start == step.end == 0 and not step.flown:
            continue
        route.append(step.end)
        tasks.append([])
        served = step.end == 0
        if step.flown:
            if not (step.late or served):
                tasks[-1].append(Task("serve", step.end))
                served = True
            tasks[-1].append(Task("recover", step.flown))
    return route, tasks


def genes_of(problem: Problem, steps: Steps) -> Numbers:
    """Return a plan as the sequence, kinds, spans and rules that are annealed."""
    genes = np.zeros((4, problem.nodes), dtype=np.int64)
    sequence: list[int] = []
    for step in steps:
        for customer in (*step.loops, step.flown):
            if customer:
                sequence.append(customer)
                genes[1, customer] = 1
        genes[2, step.flown] = len(step.driven) + 1
        sequence += step.driven
        if step.end:
            sequence.append(step.end)
    genes[1:3, 0] = 0
    genes[0, : len(sequence)] = sequence
    return genes
