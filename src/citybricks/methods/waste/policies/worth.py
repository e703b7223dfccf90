"""What emptying a container is worth on each day of a horizon.

Left alone, a container may overflow before the next chance to come by, and what is in it has to be
fetched later anyway. Emptied on a day, it may have overflowed before, and a visit to a container
that is not full is wasted in part. As in Wouda et al. [1]_ this makes prizes of a prize-collecting
routing problem, here for several days at once.

References
----------
.. [1] Wouda N. A., Aerts-Veenstra M., van Foreest N. D., An integrated selection and routing policy
   for urban waste collection, arXiv:2409.13386 (2024).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Worth:
    """What is lost for each of n containers over D days, in money.

    Parameters
    ----------
    left
        When it is not emptied in the horizon: shape (n,).
    emptied
        When it is emptied on each day: shape (n, D).
    """

    left: Floats
    emptied: Floats

    @property
    def saved(self) -> Floats:
        """What emptying it on each day saves: shape (n, D)."""
        gain: Floats = self.left[:, None] - self.emptied
        return gain


def worth(
    overflow: Floats,
    fill: Floats,
    overflow_cost: float,
    visit_cost: float | Floats,
    found: Floats | None = None,
) -> Worth:
    """Weigh emptying each container on each day against leaving it alone.

    Parameters
    ----------
    overflow
        Chance that it is full by the end of each day: shape (n, D).
    fill
        Mean share of the container that is full by the end of each day: shape (n, D).
    overflow_cost
        Of a container that overflows.
    visit_cost
        Of a visit at an average time, or of one to each container; a visit to a container that is
        half full wastes half of it.
    found
        Mean share that is full when it is emptied on each day; as at its end when not given.
    """
    before = np.column_stack([np.zeros(len(overflow)), overflow[:, :-1]])
    refilled = np.maximum(fill[:, -1:] - (fill if found is None else found), 0)
    visit = np.broadcast_to(np.asarray(visit_cost, dtype=float), len(overflow))
    emptied = overflow_cost * before + visit[:, None] * refilled
    left = overflow_cost * overflow[:, -1] + visit * fill[:, -1]
    return Worth(left, emptied)
