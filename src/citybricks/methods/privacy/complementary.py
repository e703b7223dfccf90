"""Which further cells to hide, so that sums do not give the small ones back.

First an integer program over the equations of the table: the hidden cells of an equation must be
able to move against each other. What is still given away by several equations together, also
those of earlier releases, is mended cell by cell: an integer program looks for another whole
table in which the cell is different enough, and hides what it takes to tell it from the true one.

References
----------
.. [1] M. Fischetti, J. J. Salazar, "Solving the cell suppression problem on tabular data with
   linear constraints", Management Science 47 (2001) 1008-1027. doi:10.1287/mnsc.47.7.1008.9805
.. [2] J. P. Kelly, B. L. Golden, A. A. Assad, "Cell suppression: disclosure protection for
   sensitive tabular data", Networks 22 (1992) 397-417. doi:10.1002/net.3230220407
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from citybricks.methods.privacy.tables import Cells, Ints, Truths

Floats = NDArray[np.float64]
Lines = Sequence[tuple[int, Ints]]
SECONDS = 10.0
"""Longest search of one integer program; the best that was found is taken."""
EXACT = 150
"""Cells of a table whose loss is made the least; larger ones come near it."""
GAP = 0.02
"""How near, as a part of the loss."""


def cost(values: Ints) -> Floats:
    """Return the information that is lost with each count: the logarithm of two more than it."""
    return np.asarray(np.log(2.0 + values), dtype=np.float64)


def along_lines(
    values: Ints, lines: Lines, hidden: Truths, fixed: Truths, width: int
) -> Truths | None:
    """Hide the cheapest cells so that no equation by itself gives a hidden cell away.

    Parameters
    ----------
    values
        The count of each cell, of shape (cells,).
    lines
        A whole and its parts, as numbers of cells.
    hidden, fixed
        Cells that are hidden in any case, and others that are shown in any case.
    width
        How far a hidden cell must be able to move.

    Returns
    -------
    array of bool or None
        What is hidden; none when no choice is enough, or none was found in time.
    """
    rows = [row for line in lines for row in demands(values, line, width)]
    if not rows:
        return hidden
    limits = matrix(rows, len(values))
    done = optimize.milp(
        cost(values),
        constraints=optimize.LinearConstraint(limits, 0, np.inf),
        integrality=np.ones(len(values)),
        bounds=optimize.Bounds(hidden.astype(float), (hidden | ~fixed).astype(float)),
        options={"time_limit": SECONDS, "mip_rel_gap": GAP * (len(values) > EXACT)},
    )
    return None if done.x is None else np.asarray(done.x > 0.5)  # noqa: PLR2004 - 0 or 1


def demands(values: Ints, line: tuple[int, Ints], width: int) -> Iterator[dict[int, float]]:
    """Write what an equation asks for: sums over hidden cells that are at least 0."""
    whole, parts = line
    every = [whole, *parts]
    for cell in every:
        yield {**{other: 1.0 for other in every if other != cell}, cell: -1.0}
        need = float(width - values[cell])
        if cell != whole and need > 0:
            give = {part: min(need, float(values[part])) for part in parts if part != cell}
            yield {**give, whole: need, cell: -need}


def matrix(rows: list[dict[int, float]], width: int) -> Cells:
    at = [number for number, row in enumerate(rows) for _ in row]
    column = [cell for row in rows for cell in row]
    factor = [value for row in rows for value in row.values()]
    return sparse.csr_array((factor, (at, column)), shape=(len(rows), width))


def another_table(
    cells: Cells, counts: Ints, cell: int, aim: int, costs: Floats, reach: int
) -> tuple[float, Ints] | None:
    """Find a whole table in which a cell has another count, as little else as can be being other.

    Parameters
    ----------
    cells
        Of shape (cells, atoms).
    counts
        The true counts, of shape (atoms,).
    cell, aim
        A cell and how much its count must change.
    costs
        What it costs to hide each cell, of shape (cells,): 0 for hidden ones, infinite for those
        that cannot be hidden.
    reach
        How much any other count may change.

    Returns
    -------
    cost and counts, or None
        None when there is no such table within reach.
    """
    priced = np.flatnonzero(np.isfinite(costs) & (costs > 0))
    firm = np.flatnonzero(np.isinf(costs))
    atoms, extra = len(counts), len(priced)
    wall = sparse.diags_array(np.full(extra, float(reach)))
    target = cells[[cell]]
    still = sparse.csr_array((1, extra))
    limits = [
        _rows(cells[priced], wall, 0, np.inf),
        _rows(cells[priced], -wall, -np.inf, 0),
        _rows(cells[firm], sparse.csr_array((len(firm), extra)), 0, 0),
        _rows(target, still, aim, aim),
    ]
    done = optimize.milp(
        np.r_[np.zeros(atoms), costs[priced]],
        constraints=[limit for limit in limits if limit.A.shape[0]],
        integrality=np.ones(atoms + extra),
        bounds=optimize.Bounds(
            np.r_[-np.minimum(counts, reach), np.zeros(extra)],
            np.r_[np.full(atoms, float(reach)), np.ones(extra)],
        ),
        options={"time_limit": SECONDS, "mip_rel_gap": GAP},
    )
    if done.x is None:
        return None
    return float(done.fun), counts + np.rint(done.x[:atoms]).astype(np.int64)


def _rows(cells: Cells, wall: Cells, least: float, most: float) -> optimize.LinearConstraint:
    return optimize.LinearConstraint(sparse.hstack([cells, wall], format="csr"), least, most)
