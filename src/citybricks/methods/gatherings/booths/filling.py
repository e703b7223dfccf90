"""Booths put into cells one after the other: how a search starts, and what it is set beside."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from citybricks.methods.gatherings.booths.halls import Bools, Ints
from citybricks.methods.gatherings.booths.problem import Problem


class FullError(ValueError):
    """A booth finds no place.

    Parameters
    ----------
    booth
        Its number.
    """

    def __init__(self, booth: int) -> None:
        super().__init__(f"booth {booth} finds no place")
        self.booth = booth


def fill(problem: Problem, order: Iterable[int]) -> Ints:
    """Give each booth the first free cells, in this order; kept booths stay.

    Halls of the booth's own theme come before those that take all. Where small booths leave no
    room for large ones, large ones go first; then all fit if they fit at all.

    Raises
    ------
    FullError
        When a booth finds no place.
    """
    queue = list(order)
    try:
        return _filled(problem, queue)
    except FullError:
        return _filled(problem, sorted(queue, key=lambda booth: -int(problem.size[booth])))


def _filled(problem: Problem, queue: list[int]) -> Ints:
    first = problem.kept.copy()
    free = np.ones(len(problem.hall), dtype=np.bool_)
    for kept in np.flatnonzero(first >= 0):
        free[first[kept] : first[kept] + problem.size[kept]] = False
    general: Bools = np.all(problem.allowed, axis=0)
    for booth in queue:
        if first[booth] < 0:
            first[booth] = _first(problem, booth, free, general)
            free[first[booth] : first[booth] + problem.size[booth]] = False
    return first


def _first(problem: Problem, booth: int, free: Bools, general: Bools) -> int:
    """Return the first cells that are free for a booth."""
    size = int(problem.size[booth])
    heads = np.flatnonzero(free.reshape(-1, size).all(axis=1)) * size
    heads = heads[problem.allowed[booth, problem.hall[heads]]]
    if not len(heads):
        raise FullError(booth)
    return int(heads[np.argmin(general[problem.hall[heads]])])


def who(problem: Problem, first: Ints) -> Ints:
    """Return the booth in each cell; n, one more than the last, where there is none."""
    held = np.full(len(problem.hall), len(problem.size), dtype=np.int64)
    for booth, cell in enumerate(first):
        held[cell : cell + problem.size[booth]] = booth
    return held


def firsts(problem: Problem, held: Ints) -> Ints:
    """Return the first cell of each booth."""
    first = np.full(len(problem.size), -1, dtype=np.int64)
    cells = np.flatnonzero(held < len(problem.size))[::-1]
    first[held[cells]] = cells
    return first
