"""Suppressed tables under attack: 200 random ones with their sums and the next week's release.

Each table has 8 weeks, 12 schools and 4 syndromes. The next release is of the weeks 2 to 9, with
what came late in between. The attacker begins anew, with every sum of both releases, and looks for
the least and the largest count of every hidden cell; that a cell is safe is shown by two whole
tables that have all the published sums and differ in it. Loss is held against the optimum of
tables of 6 × 8, which is found by the cuts of Fischetti and Salazar
(doi:10.1287/mnsc.47.7.1008.9805).
"""

from __future__ import annotations

import sys
from time import process_time

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from benchmarks.figure import Figure
from citybricks.methods.privacy import complementary
from citybricks.methods.privacy.attacking import Attack
from citybricks.methods.privacy.suppression import WIDTH, Protected, protect
from citybricks.methods.privacy.tables import Release, Table, table, with_totals

TABLES = 200
SHAPE = (8, 12, 4)
MEANS = (6, 15, 40, 100)
"""Ill pupils of a cell on average; by a negative binomial distribution of size 1.5."""
TOLD = 20
"""Tables after which progress is told."""
NO_LIMIT = 10**9
"""More than are counted anywhere."""
SMALL = 100
"""Tables of 6 × 8 of which the optimum is found."""


def drawn(seed: int, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Draw counts, of a mean that goes round with the seed."""
    chance, mean = np.random.default_rng(seed), MEANS[seed % len(MEANS)]
    return chance.negative_binomial(1.5, 1.5 / (1.5 + mean), shape)


def weeks(counts: NDArray[np.int64], first: int, last: int) -> Table:
    """Return a release of some weeks, each and together, by school and syndrome with sums."""
    groups = np.zeros((last - first + 1, len(counts)), dtype=np.int8)
    groups[np.arange(last - first), np.arange(first, last)] = 1
    groups[-1, first:last] = 1
    return table(counts, [groups, *(with_totals(size) for size in counts.shape[1:])])


def two_releases(seed: int) -> tuple[list[tuple[Table, Protected]], float]:
    """Protect a table and that of the next week; return them and the CPU seconds of both."""
    size, *rest = SHAPE
    counts = drawn(seed, (size + 1, *rest))
    first = weeks(counts * (np.arange(size + 1) < size)[:, None, None], 0, size)
    late = np.random.default_rng(seed).poisson(0.15, counts.shape)
    late[size] = 0
    second = weeks(counts + late, 1, size + 1)
    start = process_time()
    one = protect(first)
    two = protect(second, [Release(first.cells, one.shown, np.where(one.shown, one.values, -1))])
    return [(first, one), (second, two)], process_time() - start


def known_too_well(releases: list[tuple[Table, Protected]]) -> tuple[int, int]:
    """Return how many hidden cells are known to within the width or as 0 or 1, and how many are.

    A cell is not when two whole tables that have every published sum, which is checked here,
    differ enough in it; they are looked for at both ends of each cell until they do.
    """
    known = sparse.vstack([made.cells[safe.shown] for made, safe in releases], format="csr")
    values = np.concatenate([safe.values[safe.shown] for _, safe in releases])
    hidden = sparse.vstack([made.cells[~safe.shown] for made, safe in releases]).toarray()
    hidden = np.unique(hidden, axis=0)
    attack = Attack(known, values)
    most, least = np.full(len(hidden), -1), np.full(len(hidden), np.iinfo(np.int64).max)
    for at, row in enumerate(hidden.astype(np.float64)):
        for weights in (row, -row):
            if most[at] - least[at] >= WIDTH:
                break
            found, _ = attack.largest(weights)
            if found is None:  # no published sum limits it
                most[at] = NO_LIMIT
                continue
            assert np.all(found >= 0)
            assert np.all(known @ found == values)
            most, least = np.maximum(most, hidden @ found), np.minimum(least, hidden @ found)
    return int(np.sum((most - least < WIDTH) | (most <= 1))), len(hidden)


def optimum(made: Table, small: NDArray[np.bool_]) -> float:
    """Return the least loss with which no hidden cell is known too well, by cuts."""
    costs, rows = complementary.cost(made.values), []
    for line in made.lines:
        rows += list(complementary.demands(made.values, line, WIDTH))
    while True:
        matrix = complementary.matrix(rows, len(costs))
        done = optimize.milp(
            costs,
            constraints=optimize.LinearConstraint(matrix, 0, np.inf),
            integrality=np.ones(len(costs)),
            bounds=optimize.Bounds(small.astype(float), 1),
        )
        cuts = _cuts(made, done.x > 0.5)
        if not cuts:
            return float(done.fun)
        rows += cuts


def _cuts(made: Table, hidden: NDArray[np.bool_]) -> list[dict[int, float]]:
    """Write, for each hidden cell that is known too well, what would have to be hidden."""
    cuts = []
    for cell in np.flatnonzero(hidden):
        up, one = _moves(made, hidden, cell, 1)
        down, other = _moves(made, hidden, cell, -1)
        if up + down >= WIDTH - 1e-6:
            continue
        price = one + other
        own = min(price[cell], WIDTH - 1e-3) if np.isfinite(price[cell]) else 0.0
        need = WIDTH - own
        give = {
            at: min(need, price[at]) / need for at in np.flatnonzero(price > 1e-9) if at != cell
        }
        cuts.append({**give, int(cell): -1.0})
    return cuts


def _moves(
    made: Table, hidden: NDArray[np.bool_], cell: int, sign: int
) -> tuple[float, NDArray[np.float64]]:
    """Return how far a cell can move, and how much farther each cell would let it."""
    cells, values = made.cells, made.values
    single = np.asarray(cells.sum(axis=1)).ravel() == 1
    place = np.empty(len(made.counts), dtype=int)
    place[cells[single].indices] = np.flatnonzero(single)
    free = np.flatnonzero(hidden[place])
    firm = np.flatnonzero(~single & ~hidden)
    aim = sign * cells[[cell]].toarray().ravel()
    done = optimize.linprog(
        -aim[free],
        A_eq=cells[firm][:, free],
        b_eq=np.zeros(len(firm)),
        bounds=np.column_stack([-made.counts[free], np.full(len(free), np.inf)]),
    )
    price = np.zeros(len(values))
    if done.status == 3:
        return np.inf, price
    dual = np.zeros(len(values))
    dual[firm] = -done.eqlin.marginals
    price += np.where(dual > 1e-9, np.inf, np.maximum(-dual, 0) * values)
    left = aim - cells.T @ dual
    price[place] += np.where(left > 1e-9, np.inf, np.maximum(-left, 0) * made.counts)
    return -float(done.fun), price


def losses() -> list[float]:
    """Return the loss over the optimum of tables of 6 × 8."""
    found = []
    for seed in range(SMALL):
        made = table(drawn(seed, (6, 8)))
        safe = protect(made)
        if safe.level != "table" or not safe.small.any():
            continue
        lost = complementary.cost(made.values)[~safe.shown].sum()
        found.append(float(lost / optimum(made, safe.small)))
    return found


def main(tables: int = TABLES) -> None:
    """Protect, attack and tell."""
    bad = cells = whole = 0
    took = []
    for seed in range(tables):
        releases, seconds = two_releases(seed)
        wrong, hidden = known_too_well(releases)
        bad, cells = bad + wrong, cells + hidden
        whole += sum(safe.level == "table" for _, safe in releases)
        took.append(seconds / len(releases))
        if not (seed + 1) % TOLD:
            sys.stderr.write(f"{seed + 1} tables: {bad} of {cells} cells known too well\n")
    Figure(
        name=f"{tables} tables of 8 × 12 × 4 and next week's: hidden cells known too well",
        value=bad,
        unit="cells",
        at_most=0,
        note=f"of {cells}; {whole} of {2 * tables} tables shown with cells, others less",
    ).tell()
    Figure(
        name="protecting a table of 8 × 12 × 4: CPU s",
        value=float(np.mean(took)),
        unit="s",
        note=f"longest {max(took):.1f}",
    ).tell()
    ratios = losses()
    Figure(
        name=f"{len(ratios)} tables of 6 × 8: largest loss over that of the optimum",
        value=max(ratios),
        unit="×",
        at_most=1.15,
        note=f"mean {np.mean(ratios):.3f}",
    ).tell()


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
