"""Plans out of sequences and out of states: which customer is flown to, and by which stops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from citybricks.methods.drones.trucks.compiling import Ints
from citybricks.methods.drones.trucks.plan import Task
from citybricks.methods.drones.trucks.preparing import Arrays
from citybricks.methods.drones.trucks.problem import Numbers, Problem

Steps = list["Step"]


class Step(NamedTuple):
    """An operation: loops from a stop, a flight to the next one or none, and the drive there.

    A stop that is a node plus the number of nodes is a spare one: nobody is served there.
    """

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


def cut(p: Sequence[int], arrays: Arrays, span: int) -> tuple[float, Steps]:
    """Cut a sequence into operations at the least cost, as the compiled search does.

    Parameters
    ----------
    p
        Nodes from depot to depot.
    arrays
        What is given.
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
        last = came[at]
        if last is None:
            raise ValueError("the truck cannot reach every customer")
        steps.append(last)
        at = begins[at]
    return ahead[-1], steps[::-1]


def _cheapest(p: Sequence[int], arrays: Arrays, i: int, j: int) -> tuple[float, Step]:
    """Return the cheapest operation between two positions."""
    time, limit, most = arrays.time, arrays.limit, arrays.most
    n = time.shape[1]
    pi, pj = int(p[i]) % n, int(p[j]) % n
    ends = int(p[i]), int(p[j])
    best, chosen = math.inf, Step(ends[0], (), 0, (), ends[1])
    around = 0.0
    looped: tuple[int, ...] = ()
    for first in range(i + 1, min(j, i + 1 + arrays.loops) + 1):
        inner = tuple(int(x) for x in p[first:j])
        for k in [x for x in inner if x < n] or [0] * (not inner):
            driven = tuple(x for x in inner if x != k)
            seconds = _path(time, (pi, *driven, pj))
            if k:
                seconds = max(seconds, time[1, pi, k] + time[2, pj, k])
                if seconds > _limit(limit, pi, k, pj):
                    continue
                seconds += most
            if around + seconds < best:
                chosen = Step(ends[0], looped, k, driven, ends[1])
                best = around + seconds
        if first == j:
            break
        k = int(p[first])
        if k >= n:
            break
        aloft = time[1, pi, k] + time[2, pi, k]
        around += aloft + most if aloft <= _limit(limit, pi, k, pi) else math.inf
        looped = (*looped, k)
    return best, chosen


def _limit(limit: Numbers, i: int, k: int, j: int) -> float:
    return float(limit[i, k, j] if len(limit) > 1 else limit[0, 0, 0])


def _path(time: Numbers, nodes: Sequence[int]) -> float:
    n = time.shape[1]
    return float(sum(time[0, a % n, b % n] for a, b in pairwise(nodes)))


def tasks_of(  # noqa: C901 - the order of a stop's tasks stands in one place
    steps: Steps, n: int
) -> tuple[list[int], list[list[Task]]]:
    """Return the truck's route, and what the driver does at each stop, of n nodes."""
    route: list[int] = [0]
    tasks: list[list[Task]] = [[]]

    def halt(entry: int) -> list[Task]:
        """Drive there, if the truck is not there, and return whom to serve."""
        if entry % n != route[-1] or entry < n:
            route.append(entry % n)
            tasks.append([])
        return [Task("serve", entry)] if 0 < entry < n else []

    serve: list[Task] = []
    for step in steps:
        if step.early and step.in_loop < 0:
            tasks[-1] += serve
            serve = []
        for number, customer in enumerate(step.loops):
            tasks[-1].append(Task("launch", customer))
            if number == step.in_loop:
                tasks[-1] += serve
                serve = []
            tasks[-1].append(Task("recover", customer))
        if step.flown:
            tasks[-1].append(Task("launch", step.flown))
        tasks[-1] += serve
        for entry in step.driven:
            serve = halt(entry)
            tasks[-1] += serve
        serve = halt(step.end)
        if step.flown and not step.late:
            tasks[-1] += serve
            serve = []
        if step.flown:
            tasks[-1].append(Task("recover", step.flown))
    return route, tasks


def genes_of(problem: Problem, steps: Steps) -> Ints:
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
