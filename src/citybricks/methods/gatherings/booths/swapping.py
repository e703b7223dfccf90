# ruff: noqa: ANN001, ANN201, ANN202, PLR2004 - numba types itself
# mypy: disable-error-code="no-untyped-def"
"""Swaps of blocks of cells, by simulated annealing and then downhill, compiled.

A block is 1, 2 or 4 cells that start at a multiple of their number. Two blocks of equal size may
change places whatever stands in them, so that one large booth can change places with two medium
ones, and a booth with an empty place [1]_ [2]_.

References
----------
.. [1] R. E. Burkard, F. Rendl, "A thermodynamically motivated simulation procedure for
   combinatorial optimization problems", EJOR 17(2), 1984, doi:10.1016/0377-2217(84)90231-5.
.. [2] D. T. Connolly, "An improved annealing scheme for the QAP", EJOR 46(1), 1990,
   doi:10.1016/0377-2217(90)90301-Q.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit


class Task(NamedTuple):
    """What is placed: n booths with one more that stands for nobody, N cells.

    Parameters
    ----------
    size
        Cells of each booth; 1 for nobody.
    flow
        Cost of a metre between a cell of one booth and a cell of another: (n + 1, n + 1).
    pull
        Cost of a cell of a booth in a cell: (n + 1, N).
    far
        Metres between cells: (N, N).
    hall
        Of each cell.
    start, many
        First cell and number of cells of the hall of each cell.
    allowed
        Which booth may be in which hall: (n + 1, halls).
    stays
        Which booths do not move.
    """

    size: np.ndarray
    flow: np.ndarray
    pull: np.ndarray
    far: np.ndarray
    hall: np.ndarray
    start: np.ndarray
    many: np.ndarray
    allowed: np.ndarray
    stays: np.ndarray


@njit(cache=True)
def draw(state, below):
    """Return a number from 0 to below: xorshift64*, whose state is `state[0]`."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return np.int64((x * np.uint64(2685821657736338717) >> np.uint64(33)) % np.uint64(below))


@njit(cache=True)
def cost(task, held):
    """Return what a placing costs."""
    total = 0.0
    for one in range(len(held)):
        total += task.pull[held[one], one]
        for other in range(one):
            total += task.flow[held[one], held[other]] * task.far[one, other]
    return total


@njit(cache=True)
def block(task, held, one, other, size):
    """Return the size of blocks around two cells that cut no booth, 0 where they cannot swap."""
    while True:
        a, b = one - one % size, other - other % size
        if a == b:
            return 0
        most = size
        for at in range(size):
            most = max(most, task.size[held[a + at]], task.size[held[b + at]])
        if most == size:
            break
        size = most
    for at in range(size):
        left, right = held[a + at], held[b + at]
        if task.stays[left] or task.stays[right]:
            return 0
        if not task.allowed[left, task.hall[b]] or not task.allowed[right, task.hall[a]]:
            return 0
    return size


@njit(cache=True)
def change(task, held, a, b, size):
    """Return how the cost changes when two blocks swap."""
    delta = 0.0
    for at in range(size):
        one, other = a + at, b + at
        left, right = held[one], held[other]
        if left == right:
            continue
        delta += task.pull[left, other] - task.pull[left, one]
        delta += task.pull[right, one] - task.pull[right, other]
        for cell in range(len(held)):
            who = held[cell]
            pull = task.flow[left, who] - task.flow[right, who]
            delta += pull * (task.far[other, cell] - task.far[one, cell])
    return delta + _inside(task, held, a, b, size)


@njit(cache=True)
def _inside(task, held, a, b, size):
    """Correct what was counted wrongly among the cells that swap: both ends of a pair move."""
    wrong, right = 0.0, 0.0
    for i in range(2 * size):
        one = a + i if i < size else b + i - size
        onto = b + i if i < size else a + i - size
        for j in range(2 * size):
            other = a + j if j < size else b + j - size
            there = b + j if j < size else a + j - size
            flow = task.flow[held[one], held[other]]
            wrong += flow * (task.far[onto, other] - task.far[one, other])
            right += flow * (task.far[onto, there] - task.far[one, other]) / 2
    return right - wrong


@njit(cache=True)
def swap(held, a, b, size):
    """Let two blocks change places."""
    for at in range(size):
        held[a + at], held[b + at] = held[b + at], held[a + at]


@njit(cache=True)
def anneal(task, held, steps, hot, cooling, state):
    """Try swaps, and take those that cost more with a chance that falls; return the heat left."""
    heat, cells = hot, len(held)
    for _ in range(steps):
        heat *= cooling
        one = draw(state, cells)
        other = task.start[one] + draw(state, task.many[one])
        if draw(state, 4) == 0:
            other = draw(state, cells)
        least = 1 << max(0, draw(state, 6) - 3)
        size = block(task, held, one, other, least)
        if size == 0:
            continue
        a, b = one - one % size, other - other % size
        delta = change(task, held, a, b, size)
        chance = (draw(state, 1 << 30) + 1) / (1 << 30)
        if delta <= 0 or delta < -heat * np.log(chance):
            swap(held, a, b, size)
    return heat


@njit(cache=True)
def descend(task, held):
    """Take every swap that costs less, until none of one pass does; return whether one did."""
    improved = False
    for least in (1, 2, 4):
        for one in range(0, len(held), least):
            for other in range(0, one, least):
                size = block(task, held, one, other, least)
                if size != least:
                    continue
                if change(task, held, one, other, size) < -1e-12:
                    swap(held, one, other, size)
                    improved = True
    return improved
