"""What happens when a truck with several drones follows a sequence: compiled.

A sequence holds all customers. Each is served by the truck, or by a drone that is launched at the
stop before it in the sequence and recovered a number of stops later (its span; 0 is a loop). At a
stop the driver does what the stop's rule puts first among what can be done at once; if nothing can,
the driver waits for the drone that arrives first.
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.drones.trucks.compiling import Floats, Ints, compiled

LAUNCH, RECOVER, SERVE, AWAIT = range(4)
"""What the driver does; the last is to wait for a drone, whatever else could be done."""
RULES = np.array(
    [
        [LAUNCH, RECOVER, SERVE],
        [LAUNCH, SERVE, RECOVER],
        [RECOVER, LAUNCH, SERVE],
        [RECOVER, SERVE, LAUNCH],
        [SERVE, LAUNCH, RECOVER],
        [SERVE, RECOVER, LAUNCH],
        [LAUNCH, AWAIT, SERVE],
        [AWAIT, LAUNCH, SERVE],
        [AWAIT, SERVE, LAUNCH],
    ]
)
"""Orders of what is done first at a stop."""
EARLY = 1e-9
"""Seconds that do not count as waiting."""


@compiled
def ready(
    time: Floats,
    stay: Floats,
    z: int,
    stop: int,
    node: int,
) -> None:
    """Let drone z come to this stop, and note when it is there."""
    stay[z, 2] = stop
    origin, customer = int(stay[z, 1]), int(stay[z, 0])
    stay[z, 4] = stay[z, 3] + time[1, origin, customer] + time[2, node, customer]


@compiled
def called(
    time: Floats,
    stay: Floats,
    away: int,
    stop: int,
    node: int,
    final: bool,
    needed: int,
) -> int:
    """Let those come that are due, and as many more as are needed; return how many lack."""
    for z in range(away):
        if final or stay[z, 2] <= stop:
            ready(time, stay, z, stop, node)
            needed -= 1
    while needed > 0:
        first = -1
        for z in range(away):
            if stay[z, 2] > stop and (first < 0 or stay[z, 2] < stay[first, 2]):
                first = z
        if first < 0:
            break
        ready(time, stay, first, stop, node)
        needed -= 1
    return needed


@compiled
def earliest(
    stay: Floats,
    away: int,
    stop: int,
) -> int:
    """Return which drone that comes to this stop is there first; -1 for none."""
    first = -1
    for z in range(away):
        if stay[z, 2] <= stop and (first < 0 or stay[z, 4] < stay[first, 4]):
            first = z
    return first


@compiled
def simulate(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - an inner loop; calls cost
    genes: Ints,
    time: Floats,
    limit: Floats,
    service: Floats,
    spent: Floats,
    numbers: Floats,
    rules: Ints,
    stay: Floats,
    delivered: Floats,
    record: Ints,
    out: Floats,
) -> None:
    """Follow a sequence; write makespan, costs and what is broken into `out`.

    Parameters
    ----------
    genes
        Rows: sequence (one customer less than nodes, then unused), by drone, span, rule.
    time
        Seconds by truck, out with the service, back [recovery, customer] (3, n, n).
    limit
        Most seconds in the air, (n, n, n) or (1, 1, 1).
    service
        Seconds of the driver at each node.
    spent
        Costs by truck, out, back [recovery, customer] (3, n, n), or (3, 1, 1).
    numbers
        Drones, loops allowed, launch, recovery.
    stay
        Work space, of the drones that are away: customer, origin, due, take-off, ready.
    delivered
        When each is served.
    record
        Rows (kind, customer, stop), filled when it has room.
    out
        Makespan, costs, seconds broken, rows recorded.
    """
    n = genes.shape[1]
    aboard, loops = int(numbers[0]), numbers[1] > 0
    launch, recovery = numbers[2], numbers[3]
    priced, triple, noted = spent.shape[1] > 1, limit.shape[0] > 1, len(record) > 1
    clock = cost = broken = 0.0
    node = stop = pos = away = rows = 0
    while True:
        final = node == 0 and stop > 0
        at = pos
        while pos < n - 1 and genes[1, genes[0, pos]] == 1:
            pos += 1
        around = called(time, stay, away, stop, node, final, pos - at - aboard)
        waiting = node != 0
        while True:
            first = earliest(stay, away, stop)
            todo = -1
            for r in range(3):
                task = rules[genes[3, node], r]
                if task == LAUNCH and at < pos and aboard > 0:
                    todo = LAUNCH
                elif first >= 0 and (
                    task == AWAIT or (task == RECOVER and stay[first, 4] <= clock + EARLY)
                ):
                    todo = RECOVER
                elif task == SERVE and waiting:
                    todo = SERVE
                if todo >= 0:
                    break
            if todo < 0:
                if first < 0:
                    break
                todo = RECOVER
            customer = node
            if todo == LAUNCH:
                customer = genes[0, at]
                at += 1
                clock += launch
                aboard -= 1
                stay[away, 0], stay[away, 1], stay[away, 3] = customer, node, clock
                stay[away, 2] = stop + genes[2, customer]
                delivered[customer] = clock + time[1, node, customer]
                away += 1
                if around > 0 or genes[2, customer] == 0:
                    around -= 1
                    if loops:
                        ready(time, stay, away - 1, stop, node)
                    else:
                        stay[away - 1, 2] = stop + 1
                if priced:
                    cost += spent[1, node, customer]
            elif todo == RECOVER:
                customer = int(stay[first, 0])
                if stay[first, 4] == np.inf:
                    broken += 1e6
                else:
                    clock = max(clock, stay[first, 4])
                    origin = int(stay[first, 1])
                    most = limit[origin, customer, node] if triple else limit[0, 0, 0]
                    aloft = clock - stay[first, 3]
                    if aloft > most + EARLY:
                        broken += aloft - max(most, 0.0) + 10.0
                clock += recovery
                if priced:
                    cost += spent[2, node, customer]
                away -= 1
                aboard += 1
                for q in range(5):
                    stay[first, q] = stay[away, q]
            else:
                clock += service[node]
                delivered[node] = clock
                waiting = False
            if noted:
                record[rows, 0], record[rows, 1], record[rows, 2] = todo, customer, stop
            rows += 1
        if at < pos:
            broken += 1e6
        if final:
            break
        origin, node = node, 0
        if pos < n - 1:
            node = genes[0, pos]
            pos += 1
        clock += time[0, origin, node]
        if priced:
            cost += spent[0, origin, node]
        stop += 1
    out[0], out[1], out[2], out[3] = clock, cost, broken, rows
