"""The attacker finds exactly what all the whole tables that fit have in common."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays
from scipy import sparse

from citybricks.methods.privacy.attacking import ContradictionError, bounds
from citybricks.methods.privacy.tables import Table, table

MOST = 4


@some.composite
def attacked(draw: some.DrawFn) -> tuple[Table, np.ndarray]:
    """A table of two or three dimensions, and which of its cells are hidden."""
    shape = draw(some.sampled_from([(2, 3), (2, 2, 2), (3, 2)]))
    counts = draw(arrays.arrays(np.int64, shape, elements=some.integers(0, MOST)))
    made = table(counts)
    return made, draw(arrays.arrays(np.bool_, (made.cells.shape[0],)))


@given(attacked())
@settings(max_examples=40, deadline=None)
def test_the_bounds_are_those_of_all_whole_tables(given_: tuple[Table, np.ndarray]) -> None:
    made, hidden = given_
    hidden = hidden.copy()
    hidden[-1] = False
    values, cells = made.values, made.cells.toarray()
    total = int(values[-1])
    if total > 7 or not hidden.any():
        return
    atoms = len(made.counts)
    fitting = np.array(
        [
            cells @ np.array(counts)
            for counts in _summing(total, atoms)
            if np.all((cells @ np.array(counts))[~hidden] == values[~hidden])
        ]
    )
    found = bounds(made.cells[hidden], made.cells[~hidden], values[~hidden])
    np.testing.assert_array_equal(found.least, fitting[:, hidden].min(axis=0))
    np.testing.assert_array_equal(found.most, fitting[:, hidden].max(axis=0))


def _summing(total: int, atoms: int) -> list[tuple[int, ...]]:
    if atoms == 1:
        return [(total,)]
    return [
        (first, *rest) for first in range(total + 1) for rest in _summing(total - first, atoms - 1)
    ]


def test_a_fraction_that_no_whole_table_has_is_no_bound() -> None:
    pairs = sparse.csr_array(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    every = sparse.csr_array(np.ones((1, 3)))
    known = sparse.vstack([pairs[[0]], pairs[[1]]])
    third = bounds(every, known, np.array([1, 1]))
    assert (third.least.item(), third.most.item()) == (1, 2)
    odd = sparse.csr_array(np.array([[1, 1, 0, 1], [0, 1, 1, 1], [1, 0, 1, 1]]))
    last = bounds(sparse.csr_array(np.array([[0, 0, 0, 1]])), odd, np.array([1, 1, 1]))
    assert last.least.item() == 1, "half a person each is not a table"


def test_what_nothing_limits_has_no_most() -> None:
    found = bounds(sparse.csr_array([[1, 0]]), sparse.csr_array([[0, 1]]), np.array([3]))
    assert (found.least.item(), found.most.item()) == (0, np.inf)


def test_the_last_gap_of_a_sum_is_known() -> None:
    found = bounds(sparse.csr_array([[1, 0]]), sparse.csr_array([[0, 1], [1, 1]]), np.array([3, 5]))
    assert (found.least.item(), found.most.item()) == (2, 2)


@pytest.mark.parametrize("values", [(6, 5), (3, 5, 9)])
def test_sums_that_no_table_has_are_refused(values: tuple[int, ...]) -> None:
    rows = sparse.csr_array(np.array([[0, 1], [1, 1], [1, 0]])[: len(values)])
    with pytest.raises(ContradictionError):
        bounds(sparse.csr_array([[1, 0]]), rows, np.array(values))


def test_two_releases_are_attacked_together() -> None:
    made = table(np.array([[3, 9], [8, 7]]))
    atoms = list(product(range(2), range(2)))
    first, other = atoms.index((0, 0)), atoms.index((0, 1))
    hidden = made.cells[[0]]
    row, one = made.cells[[2]], made.cells[[1]]
    assert (first, other) == (0, 1)
    alone = bounds(hidden, row, np.array([12]))
    assert (alone.least.item(), alone.most.item()) == (0, 12)
    both = bounds(hidden, sparse.vstack([row, one]), np.array([12, 9]))
    assert (both.least.item(), both.most.item()) == (3, 3)
