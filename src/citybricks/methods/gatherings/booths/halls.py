"""Halls as grids of cells: islands of two rows back to back, and aisles around each of them.

A cell is 3 m by 3 m, the least stand of a fair. Four cells of an island, two by two, are a bay. A
bay holds one large booth, two medium ones (one on each side), four small ones, or a mixture: the
cells of a booth of 1, 2 or 4 cells start at a multiple of its size, as in buddy allocation [1]_.
Rows count from the north wall and columns from the west wall, from 0; aisles count too.

References
----------
.. [1] K. C. Knowlton, "A fast storage allocator", Comm. ACM 8(10), 1965, doi:10.1145/365628.365655.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CELL_M = 3.0
"""Side of a cell, and width of an aisle. [m]"""
ISLAND = 10
"""Most columns of an island; a longer one is crossed by an aisle."""
BAY = 4
"""Cells of a bay."""
SIZES: dict[str, tuple[int, int]] = {"S": (1, 1), "M": (1, 2), "L": (2, 2)}
"""Rows and columns of a booth of each size."""
SIDES = ("north", "east", "south", "west")
"""Walls of a hall."""


def cells_of(size: str) -> int:
    """Return how many cells a booth of a size takes."""
    rows, columns = SIZES[size]
    return rows * columns


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall.

    Parameters
    ----------
    id
        Its name.
    width, depth
        Along the north wall, and from the north wall to the south wall. [m]
    theme
        What its booths are about; a hall without a theme takes all.
    entrances
        Walls with an entrance in their middle.
    power
        Walls that electricity comes from.
    """

    id: str
    width: float
    depth: float
    theme: str = ""
    entrances: tuple[str, ...] = ("south",)
    power: tuple[str, ...] = ("north",)

    @property
    def rows(self) -> int:
        """Cells from the north wall to the south wall."""
        return int(self.depth / CELL_M + 1e-9)

    @property
    def columns(self) -> int:
        """Cells along the north wall."""
        return int(self.width / CELL_M + 1e-9)

    def openings(self, sides: tuple[str, ...]) -> list[tuple[int, int]]:
        """Return the cells in the middle of walls."""
        row, column = self.rows // 2, self.columns // 2
        middle = {
            "north": (0, column),
            "east": (row, self.columns - 1),
            "south": (self.rows - 1, column),
            "west": (row, 0),
        }
        return [middle[side] for side in sides]


def stands(hall: Hall) -> Ints:
    """Return row and column of each cell that a booth may take: shape (n, 2), bay by bay."""
    tops = range(1, hall.rows - 2, 3)
    lefts = _lefts(hall.columns)
    bay = [(0, 0), (0, 1), (1, 0), (1, 1)]
    cells = [(top + row, left + column) for top in tops for left in lefts for row, column in bay]
    return np.array(cells, dtype=np.int64).reshape(-1, 2)


def _lefts(columns: int) -> list[int]:
    """Return the first column of each bay of an island row, islands as equal as they can be."""
    inside = columns - 2
    crossings = max(0, -(-(inside - ISLAND) // (ISLAND + 1)))
    bays = max(0, (inside - crossings) // 2)
    islands = crossings + 1
    left, lefts = 1, []
    for island in range(islands):
        many = bays // islands + (island < bays % islands)
        lefts += [left + 2 * bay for bay in range(many)]
        left += 2 * many + 1
    return lefts


def is_aisle(hall: Hall) -> Bools:
    """Return which cells are for walking: shape (rows, columns)."""
    free = np.ones((hall.rows, hall.columns), dtype=np.bool_)
    taken = stands(hall)
    free[taken[:, 0], taken[:, 1]] = False
    return free


@dataclass(frozen=True, slots=True)
class Walks:
    """Metres on foot through the aisles of a hall.

    Parameters
    ----------
    between
        From the front of each stand cell to the front of each: shape (n, n).
    entrance
        From the front of each to the nearest entrance: shape (n,).
    power
        From the middle of each to the nearest wall with electricity, straight: shape (n,).
    """

    between: Floats
    entrance: Floats
    power: Floats


def walks(hall: Hall) -> Walks:
    """Measure a hall.

    Two booths that face each other over an aisle are 3 m apart, neighbours of one row 6 m; who
    stands back to back is as far apart as the way around the island.
    """
    from scipy.sparse.csgraph import shortest_path

    graph, number = _graph(is_aisle(hall))
    fronts = number[tuple(_fronts(stands(hall)).T)]
    metres = CELL_M * shortest_path(graph, unweighted=True, directed=False)
    doors = [number[door] for door in hall.openings(hall.entrances)]
    between = metres[np.ix_(fronts, fronts)] + CELL_M
    np.fill_diagonal(between, 0.0)
    entrance = metres[np.ix_(fronts, doors)].min(axis=1) + CELL_M / 2
    return Walks(between, entrance, _straight(hall, hall.power))


def _fronts(taken: Ints) -> Ints:
    """Return the aisle cell before each stand cell: north of upper rows, south of lower ones."""
    step = np.where(np.arange(len(taken)) % BAY < BAY // 2, -1, 1)
    fronts: Ints = taken + np.stack((step, np.zeros_like(step)), axis=1)
    return fronts


def _graph(free: Bools) -> tuple[object, Ints]:
    """Return which aisle cells touch, and the number of each."""
    from scipy.sparse import coo_array

    number = np.full(free.shape, -1, dtype=np.int64)
    number[free] = np.arange(free.sum())
    pairs = [(number[:, :-1], number[:, 1:]), (number[:-1], number[1:])]
    one, other = (np.concatenate([pair[at].ravel() for pair in pairs]) for at in (0, 1))
    both = (one >= 0) & (other >= 0)
    count = int(free.sum())
    ones = np.ones(int(both.sum()))
    return coo_array((ones, (one[both], other[both])), shape=(count, count)).tocsr(), number


def _straight(hall: Hall, sides: tuple[str, ...]) -> Floats:
    """Return the metres from the middle of each stand cell to the nearest of the walls."""
    middle = (stands(hall) + 0.5) * CELL_M
    metres = {
        "north": middle[:, 0],
        "east": hall.width - middle[:, 1],
        "south": hall.depth - middle[:, 0],
        "west": middle[:, 1],
    }
    if not sides:
        return np.zeros(len(middle))
    nearest: Floats = np.min([metres[side] for side in sides], axis=0)
    return nearest
