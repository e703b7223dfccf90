"""Tables without small counts, from which small counts cannot be worked out.

Counts below a least one are hidden, and zeros of small populations. Then further cells are
hidden, as few as can be, until an attacker who knows every sum, also of earlier releases, finds
every hidden cell to lie in an interval that is wide enough. Where that cannot be reached, less is
published: the total alone, or nothing.

References
----------
.. [1] A. Hundepool et al., "Statistical Disclosure Control", Wiley 2012, chapters 4 and 5.
   doi:10.1002/9781118348239
.. [2] M. Fischetti, J. J. Salazar, "Solving the cell suppression problem on tabular data with
   linear constraints", Management Science 47 (2001) 1008-1027. doi:10.1287/mnsc.47.7.1008.9805
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from citybricks.methods.privacy import complementary
from citybricks.methods.privacy.attacking import Attack, Interval
from citybricks.methods.privacy.auditing import Audit
from citybricks.methods.privacy.holding import held
from citybricks.methods.privacy.tables import Ints, Release, Table, Truths, keys

Level = Literal["table", "totals", "nothing"]
LEAST = 5
"""Smaller counts are hidden."""
WIDTH = 5
"""How far apart the least and the largest possible count of a hidden cell are at least."""
FEW = 20
"""Zero is hidden too where the population is smaller."""
REACHES = (1, 4, 40)
"""How far other counts may move to make room for a hidden one, in widths: near ones first."""
SECONDS = 60.0
"""Longest work on one table; what is not safe by then is not published."""


@dataclass(frozen=True, eq=False)
class Protected:
    """A table that may be published, and what only its makers may know.

    Parameters
    ----------
    values
        The count of each cell, hidden ones too: not for publication.
    shown
        Whether a cell may be published.
    small
        Whether a hidden cell is small itself: not for publication, as the others are not.
    interval
        How much an attacker knows of each cell at most, by the tables of the audit.
    level
        "table", or how little is left: "totals" or "nothing".
    loss
        Part of the information that is hidden, between 0 and 1.
    held
        People in corrections that stay out, because an earlier release says otherwise.
    """

    values: Ints
    shown: Truths
    small: Truths
    interval: Interval
    level: Level
    loss: float
    held: int


def protect(
    table: Table,
    earlier: Sequence[Release] = (),
    *,
    least: int = LEAST,
    width: int = WIDTH,
    few: int = FEW,
    seconds: float = SECONDS,
) -> Protected:
    """Hide what would tell of few people.

    Parameters
    ----------
    table
        Counts and the sums of them that are to be published.
    earlier
        Everything that was published of the same atoms, also in other groups. What was released
        stands: counts that were corrected since are taken so that they still fit it, as the
        difference of two releases would tell of the few who came late.
    least
        Smaller counts are hidden, zero excepted.
    width
        How far apart the least and the largest count that an attacker thinks possible must be.
    few
        Zero is hidden too where the population is smaller.
    seconds
        Longest work; what is not safe by then is not published.

    Returns
    -------
    Protected
        With nothing shown when earlier releases give away what must be hidden.

    Raises
    ------
    ContradictionError
        When earlier releases contradict each other.
    """
    counts = held(table.counts, earlier)
    work = _Work(table, counts, earlier, width, time.monotonic() + seconds)
    small = _small(table, np.asarray(table.cells @ counts), least, few)
    level, hidden = work.run(small)
    return _told(table, counts, work, small, level, hidden)


def _small(table: Table, values: Ints, least: int, few: int) -> Truths:
    small = (values > 0) & (values < least)
    if table.population is not None:
        small |= (values == 0) & (table.population < few)
    return np.asarray(small)


def _told(
    table: Table, counts: Ints, work: _Work, small: Truths, level: Level, hidden: Truths
) -> Protected:
    costs, seen = complementary.cost(work.audit.values[work.own]), work.audit.seen
    return Protected(
        values=work.audit.values[work.own],
        shown=~hidden,
        small=small,
        interval=Interval(seen.least[work.own], seen.most[work.own]),
        level=level,
        loss=float(costs[hidden].sum() / max(costs.sum(), 1e-9)),
        held=int(np.abs(counts - table.counts).sum()),
    )


class _Work:
    """The cells of a table and of earlier releases, each once, and the audit over all of them."""

    def __init__(
        self,
        table: Table,
        counts: Ints,
        earlier: Sequence[Release],
        width: int,
        until: float,
    ) -> None:
        self.counts, self.width, self.until = counts, width, until
        parts = [table.cells, *(release.cells for release in earlier)]
        every = sparse.vstack(parts, format="csr")
        first, number = _numbered(keys(every))
        self.audit = Audit(every[first], counts, width)
        ends = np.cumsum([part.shape[0] for part in parts])
        self.own, *before = np.split(number, ends[:-1])
        self.firm, self.gone = self._past(earlier, before)
        self.past = Attack(self.audit.cells[self.firm], self.audit.values[self.firm])
        self.lines = [(int(self.own[whole]), self.own[rest]) for whole, rest in table.lines]

    def _past(
        self, earlier: Sequence[Release], numbers: Sequence[NDArray[np.intp]]
    ) -> tuple[Truths, Truths]:
        """Return the cells that were shown at some time, and those that never were."""
        shown, hidden = np.zeros((2, len(self.audit.values)), dtype=bool)
        for release, number in zip(earlier, numbers, strict=True):
            shown[number[release.shown]] = True
            hidden[number[~release.shown]] = True
        return shown, hidden & ~shown

    def run(self, small: Truths) -> tuple[Level, Truths]:
        """Return how much can be published, and which cells of the table cannot."""
        everything = np.ones(len(self.own), dtype=bool)
        must = self.gone.copy()
        must[self.own[small]] = True
        if np.any(must & self.firm):
            return "nothing", everything
        attempts: tuple[tuple[Level, Callable[[Truths], Truths | None]], ...] = (
            ("table", self._table),
            ("totals", self._totals),
        )
        for level, attempt in attempts:
            try:
                hidden = attempt(must)
            except TimeoutError:
                continue
            if hidden is not None and not hidden[self.own].all():
                return level, hidden[self.own]
        return "nothing", everything

    def _table(self, must: Truths) -> Truths | None:
        """Hide what it takes; none where that is not reached in time."""
        values = self.audit.values
        along = complementary.along_lines(values, self.lines, must, self.firm, self.width)
        first = hidden = must if along is None else along
        while narrow := list(self.audit.narrow(hidden)):
            for cell in narrow:
                if time.monotonic() > self.until:
                    return None
                found = self._mended(hidden, cell)
                if found is None:
                    return None
                hidden = found
        return self._pared(hidden, first)

    def _totals(self, must: Truths) -> Truths | None:
        """Hide everything but the sum of all; none where that gives something away."""
        size = np.asarray(self.audit.cells.sum(axis=1)).ravel()
        hidden = ~self.firm
        hidden[self.own[size[self.own] == size[self.own].max()]] = False
        self.audit.forget()
        safe = not np.any(hidden < must) and next(self.audit.narrow(hidden), None) is None
        return hidden if safe else None

    def _mended(self, hidden: Truths, cell: int) -> Truths | None:
        """Hide what it takes to let a cell move far enough; none where nothing is enough."""
        if self.audit.is_wide(cell):
            return hidden
        seen, (least, most) = self.audit.seen, self._reach(cell)
        up, down = int(seen.least[cell]) + self.width, int(seen.most[cell]) - self.width
        goals = [goal for goal in (up, down) if least <= goal <= most]
        if goals:
            return self._moved(hidden, cell, goals)
        moved = self._moved(hidden, cell, [int(most)])
        return moved if moved is None else self._moved(moved, cell, [int(most) - self.width])

    def _reach(self, cell: int) -> tuple[float, float]:
        """Return the least and the largest count that earlier releases leave to a cell."""
        row = self.audit.cells[[cell]].toarray().ravel().astype(np.float64)
        return -self.past.largest(-row)[1], self.past.largest(row)[1]

    def _moved(self, hidden: Truths, cell: int, goals: Sequence[int]) -> Truths | None:
        """Hide what it takes to let a cell have one of some counts, the cheapest."""
        cells, value = self.audit.cells, self.audit.values[cell]
        costs = complementary.cost(self.audit.values)
        costs[hidden], costs[self.firm] = 0, np.inf
        for reach in (self.width * factor for factor in REACHES):
            tables = [
                complementary.another_table(cells, self.counts, cell, goal - value, costs, reach)
                for goal in goals
            ]
            if any(tables):
                _, counts = min((found for found in tables if found), key=lambda found: found[0])
                self.audit.add(counts)
                return np.asarray(hidden | (cells @ counts != self.audit.values))
        return None

    def _pared(self, hidden: Truths, first: Truths) -> Truths:
        """Show again what was hidden on the way and need not be, the dearest first."""
        costs = complementary.cost(self.audit.values)
        spare = np.flatnonzero(hidden & ~first).tolist()
        for cell in sorted(spare, key=lambda cell: -costs[cell]):
            if time.monotonic() > self.until:
                break
            without = hidden.copy()
            without[cell] = False
            if self.audit.allows(without, cell):
                hidden = without
        return hidden


def _numbered(names: Sequence[bytes]) -> tuple[list[int], NDArray[np.intp]]:
    """Return where each name is first, and for all of them which of these it is."""
    seen: dict[bytes, int] = {}
    number = np.array([seen.setdefault(name, len(seen)) for name in names], dtype=np.intp)
    first = np.unique(number, return_index=True)[1]
    return [int(at) for at in first], number
