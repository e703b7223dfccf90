"""Tables of counts with their sums, and what was released of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]
Cells = Any
"""A sparse matrix of 0 and 1 of shape (cells, atoms): which atoms each cell is the sum of."""


@dataclass(frozen=True, eq=False)
class Table:
    """Counts, and the sums of them that are to be published.

    Parameters
    ----------
    counts
        People in each atom, the smallest groups there are, of shape (atoms,).
    cells
        Which atoms each cell sums, of shape (cells, atoms).
    population
        People who could be in each cell, of shape (cells,), or none.
    lines
        Equations between cells: a whole, and the parts that add up to it.
    """

    counts: Ints
    cells: Cells
    population: Ints | None = None
    lines: tuple[tuple[int, Ints], ...] = ()

    def __post_init__(self) -> None:
        if self.cells.shape[1] != len(self.counts):
            raise ValueError(f"{self.cells.shape[1]} atoms in cells, {len(self.counts)} counted")
        if np.any(self.counts < 0):
            raise ValueError("counts are not negative")

    @property
    def values(self) -> Ints:
        """The count of each cell."""
        return np.asarray(self.cells @ self.counts, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Release:
    """What everybody can read since some earlier day.

    Parameters
    ----------
    cells
        Its cells, of shape (cells, atoms), over the same atoms as the table that is protected.
    shown
        Whether the count of each cell was published, of shape (cells,).
    values
        The counts that were; what stands at the others is not read.
    """

    cells: Cells
    shown: Truths
    values: Ints


def with_totals(length: int) -> NDArray[np.int8]:
    """Return the groups of a dimension: each of its members, then all of them."""
    return np.vstack([np.eye(length, dtype=np.int8), np.ones((1, length), dtype=np.int8)])


def crossed(groups: Sequence[NDArray[np.int8]]) -> Cells:
    """Return the cells of a table: every combination of a group of each dimension.

    Parameters
    ----------
    groups
        For each dimension a matrix of 0 and 1 of shape (groups, members).

    Returns
    -------
    sparse array
        Of shape (product of groups, product of members), in the order of `numpy.ravel`.
    """
    parts = (sparse.csr_array(group) for group in groups)
    return sparse.csr_array(reduce(lambda one, two: sparse.kron(one, two, format="csr"), parts))


def lines(groups: Sequence[NDArray[np.int8]]) -> tuple[tuple[int, Ints], ...]:
    """Return the equations between the cells of `crossed`: a group and the smaller ones in it."""
    shape = [len(group) for group in groups]
    order = np.arange(int(np.prod(shape))).reshape(shape)
    found = []
    for axis, group in enumerate(groups):
        along = np.moveaxis(order, axis, -1).reshape(-1, shape[axis])
        for (whole, parts), cells in product(_sums(group), along):
            found.append((int(cells[whole]), cells[parts]))
    return tuple(found)


def _sums(group: NDArray[np.int8]) -> list[tuple[int, Ints]]:
    """Return which groups of a dimension are the sum of the largest smaller ones."""
    size = group.sum(axis=1)
    found = []
    for whole in np.flatnonzero(size > 1):
        left, parts = group[whole].copy(), []
        for part in sorted(np.flatnonzero(size < size[whole]), key=lambda at: -size[at]):
            if np.all(group[part] <= left) and size[part]:
                left = left - group[part]
                parts.append(part)
        if not left.any():
            found.append((int(whole), np.array(parts)))
    return found


def table(
    counts: NDArray[Any],
    groups: Sequence[NDArray[np.int8]] | None = None,
    population: NDArray[Any] | None = None,
) -> Table:
    """Return a table of any number of dimensions with its sums.

    Parameters
    ----------
    counts
        People by the members of each dimension.
    groups
        Of each dimension what is published, of shape (groups, members); by default each member
        and the total.
    population
        People who could be counted, of the shape of the counts.
    """
    chosen = list(groups) if groups is not None else [with_totals(n) for n in counts.shape]
    cells = crossed(chosen)
    people = None if population is None else np.asarray(cells @ population.ravel(), dtype=np.int64)
    return Table(np.asarray(counts, dtype=np.int64).ravel(), cells, people, lines(chosen))


def keys(cells: Cells) -> list[bytes]:
    """Return what is the same for cells that sum the same atoms; nothing for those of none."""
    rows = sparse.csr_array(cells)
    spans = zip(rows.indptr[:-1], rows.indptr[1:], strict=True)
    return [np.sort(rows.indices[start:end]).astype(np.int64).tobytes() for start, end in spans]
