"""Whether every hidden cell is hidden well: whole tables that differ in it by enough.

A hidden cell is safe when two whole tables with all the published sums differ in it by at least
the width that is asked for. Such tables are kept as they are found: one of them often shows many
cells to be safe, and hiding more makes none of them wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from citybricks.methods.privacy.attacking import Attack, Interval
from citybricks.methods.privacy.tables import Cells, Ints, Truths


class Audit:
    """The tables that an attacker cannot tell from the true one.

    Parameters
    ----------
    cells
        Everything that was or may be published, each once, of shape (cells, atoms).
    counts
        The true counts, of shape (atoms,).
    width
        How far apart the least and the largest count of a hidden cell must be.
    """

    def __init__(self, cells: Cells, counts: Ints, width: int) -> None:
        self.cells, self.counts, self.width = cells, counts, width
        self.values = np.asarray(cells @ counts, dtype=np.int64)
        self.tables = self.values[None, :].copy()
        self.endless = np.zeros(cells.shape[0], dtype=bool)

    @property
    def seen(self) -> Interval:
        """The least and the largest count of each cell in the tables that were found."""
        most = self.tables.max(axis=0).astype(np.float64)
        most[self.endless] = np.inf
        return Interval(self.tables.min(axis=0).astype(np.float64), most)

    def narrow(self, hidden: Truths) -> Iterator[int]:
        """Find the hidden cells that an attacker knows too well.

        Parameters
        ----------
        hidden
            Which cells are hidden, of shape (cells,).
        """
        attack = Attack(self.cells[~hidden], self.values[~hidden])
        open_ = np.asarray(self.cells @ (attack.fixed < 0)) > 0
        yield from (int(cell) for cell in np.flatnonzero(hidden & ~open_))
        for cell in np.flatnonzero(hidden & open_).tolist():
            if not self.is_wide(cell) and not self._look(attack, cell):
                yield cell

    def allows(self, hidden: Truths, cell: int) -> bool:
        """Whether all hidden cells stay safe when a cell is no longer among them.

        What is found is kept when they do, and forgotten when they do not.
        """
        before = self.tables, self.endless
        self.tables = self.tables[self.tables[:, cell] == self.values[cell]]
        self.endless = np.zeros_like(self.endless)
        safe = next(self.narrow(hidden), None) is None
        if not safe:
            self.tables, self.endless = before
        return safe

    def forget(self) -> None:
        """Begin again from the true table alone."""
        self.tables = self.values[None, :].copy()
        self.endless = np.zeros_like(self.endless)

    def add(self, counts: Ints) -> None:
        """Keep a table that has all the published sums."""
        self.tables = np.vstack([self.tables, self.cells @ counts])

    def is_wide(self, cell: int) -> bool:
        """Whether the tables that were found differ enough in a cell."""
        column = self.tables[:, cell]
        return bool(self.endless[cell] or column.max() - column.min() >= self.width)

    def _look(self, attack: Attack, cell: int) -> bool:
        """Look for tables in which a cell is as large, and as small, as it can be."""
        row = self.cells[[cell]].toarray().ravel().astype(np.float64)
        for weights in (row, -row):
            try:
                counts, _ = attack.largest(weights)
            except TimeoutError:
                continue
            if counts is None:
                self.endless[cell] = True
            else:
                self.add(counts)
            if self.is_wide(cell):
                return True
        return False
