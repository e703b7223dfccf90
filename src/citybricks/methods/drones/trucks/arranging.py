"""Annealing over who serves whom, in which order, and how far drones fly along: compiled."""

# ruff: noqa: NPY002, PLR2004 - compiled code has this generator only; shares of moves
from __future__ import annotations

import numpy as np

from citybricks.methods.drones.trucks.compiling import Flags, Floats, Ints, compiled
from citybricks.methods.drones.trucks.permuting import reverse
from citybricks.methods.drones.trucks.simulating import RULES, simulate

MAKESPAN, COST, WORST, P90 = range(4)
MOST_SPAN = 6
"""Most stops between launch and recovery that are tried."""


@compiled
def valued(
    mode: int,
    out: Floats,
    delivered: Floats,
    remote: Flags,
    waits: Floats,
) -> float:
    """Return the objective of what was simulated."""
    if mode == 0:
        return float(out[0])
    if mode == 1:
        return float(out[1] + delivered[0] * out[0])
    m = 0
    for c in range(1, len(remote)):
        if remote[c]:
            x = delivered[c]
            z = m
            while z > 0 and waits[z - 1] > x:
                waits[z] = waits[z - 1]
                z -= 1
            waits[z] = x
            m += 1
    if m == 0:
        return float(out[0])
    if mode == 2:
        return float(waits[m - 1] + 1e-3 * out[0])
    x = 0.9 * (m - 1)
    z = min(m - 2, int(x)) if m > 1 else 0
    top = waits[min(z + 1, m - 1)]
    return float(waits[z] + (x - z) * (top - waits[z]) + 1e-3 * out[0])


@compiled
def shift(
    sequence: Ints,
    a: int,
    b: int,
) -> None:
    """Move what is at position a to position b."""
    x = sequence[a]
    step = 1 if b > a else -1
    for z in range(a, b, step):
        sequence[z] = sequence[z + step]
    sequence[b] = x


@compiled
def place(
    genes: Ints,
    near: Ints,
    c: int,
) -> int:
    """Return a position beside a neighbour of customer c, or any."""
    last = genes.shape[1] - 2
    if np.random.random() < 0.15:
        return int(np.random.randint(last + 1))
    other = near[c, np.random.randint(near.shape[1])]
    for z in range(last + 1):
        if genes[0, z] == other:
            return int(max(0, min(last, z + np.random.randint(-1, 2))))
    return 0


@compiled
def flip(
    genes: Ints,
    droppable: Flags,
    c: int,
) -> None:
    """Let the other kind of vehicle serve customer c, if it can."""
    if genes[1, c] == 1:
        genes[1, c] = 0
    elif droppable[c]:
        genes[1, c] = 1
        genes[2, c] = np.random.randint(4)


@compiled
def mutate(  # noqa: C901 - a choice of moves
    genes: Ints,
    near: Ints,
    droppable: Flags,
) -> None:
    """Change one thing."""
    last = genes.shape[1] - 2
    if last < 0:
        return
    a = np.random.randint(last + 1)
    c = genes[0, a]
    r = np.random.random()
    if r < 0.28:
        shift(genes[0], a, place(genes, near, c))
    elif r < 0.40:
        b = place(genes, near, c)
        genes[0, a], genes[0, b] = genes[0, b], genes[0, a]
        if np.random.random() < 0.5:
            other = genes[0, a]
            if (droppable[c] or not genes[1, other]) and (droppable[other] or not genes[1, c]):
                genes[1, c], genes[1, other] = genes[1, other], genes[1, c]
                genes[2, c], genes[2, other] = genes[2, other], genes[2, c]
    elif r < 0.48:
        b = place(genes, near, c)
        reverse(genes[0], min(a, b), max(a, b))
    elif r < 0.60:
        flip(genes, droppable, c)
    elif r < 0.72:
        flip(genes, droppable, c)
        shift(genes[0], a, place(genes, near, c))
    elif r < 0.86:
        for _ in range(20):
            if genes[1, c] == 1:
                break
            c = genes[0, np.random.randint(last + 1)]
        genes[2, c] = max(0, min(MOST_SPAN, genes[2, c] + (1 if np.random.random() < 0.5 else -1)))
    else:
        node = c if np.random.random() < 0.95 else 0
        genes[3, node] = np.random.randint(len(RULES))


@compiled
def arrange(  # noqa: C901, PLR0913, PLR0917 - what an inner loop needs
    genes: Ints,
    trial: Ints,
    best: Ints,
    time: Floats,
    limit: Floats,
    service: Floats,
    spent: Floats,
    numbers: Floats,
    rules: Ints,
    near: Ints,
    droppable: Flags,
    remote: Flags,
    mode: int,
    work: tuple[Floats, Floats, Ints, Floats, Floats],
    state: Floats,
    moves: int,
    hot: float,
    cold: float,
) -> None:
    """Try moves between two temperatures.

    `state` holds the value now, the best value, and the price of a second broken; `work` the
    arrays that `simulate` and `valued` write to.
    """
    stay, delivered, record, out, waits = work
    for it in range(moves):
        heat = hot * (cold / hot) ** (it / moves)
        for q in range(4):
            for z in range(genes.shape[1]):
                trial[q, z] = genes[q, z]
        for _ in range(1 + (np.random.random() < 0.15)):
            mutate(trial, near, droppable)
        simulate(trial, time, limit, service, spent, numbers, rules, stay, delivered, record, out)
        delivered[0] = numbers[4]
        value = valued(mode, out, delivered, remote, waits) + state[2] * out[2]
        if value >= state[0] - heat * np.log(np.random.random()):
            continue
        state[0] = value
        for q in range(4):
            for z in range(genes.shape[1]):
                genes[q, z] = trial[q, z]
        if out[2] == 0 and value < state[1] - 1e-9:
            state[1] = value
            for q in range(4):
                for z in range(genes.shape[1]):
                    best[q, z] = trial[q, z]
