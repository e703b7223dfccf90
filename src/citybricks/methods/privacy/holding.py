"""What was released stands: counts that still fit everything that was published of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import optimize, sparse

from citybricks.methods.privacy.attacking import ContradictionError
from citybricks.methods.privacy.tables import Ints, Release

SECONDS = 20.0
"""Longest search for counts that fit earlier releases."""


def held(counts: Ints, earlier: Sequence[Release]) -> Ints:
    """Return the whole counts nearest to those given that fit every earlier release.

    When two releases show sums that differ by a late correction, their difference tells of the few
    people in it, however well each is protected. Counts that fit all releases have no difference.

    Parameters
    ----------
    counts
        As they are known now, of shape (atoms,).
    earlier
        What was published.

    Raises
    ------
    ContradictionError
        When earlier releases contradict each other.
    """
    if not earlier:
        return counts
    known = sparse.vstack([release.cells[release.shown] for release in earlier], format="csr")
    values = np.concatenate([release.values[release.shown] for release in earlier])
    if np.all(known @ counts == values):
        return counts
    size = len(counts)
    done = optimize.milp(
        np.ones(2 * size),
        constraints=optimize.LinearConstraint(
            sparse.hstack([known, -known]), values - known @ counts, values - known @ counts
        ),
        bounds=optimize.Bounds(0, np.r_[np.full(size, np.inf), counts]),
        integrality=np.ones(2 * size),
        options={"time_limit": SECONDS},
    )
    if done.x is None:
        raise ContradictionError("no counts fit all the earlier releases")
    more, less = np.rint(done.x).astype(np.int64).reshape(2, size)
    found = counts + more - less
    if np.any(known @ found != values):
        raise ContradictionError("no whole counts fit all the earlier releases")
    return np.asarray(found, dtype=np.int64)
