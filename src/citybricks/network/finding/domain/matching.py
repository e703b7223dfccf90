"""Who fits whom, among everything that can be found."""

from __future__ import annotations

from collections.abc import Mapping

from citybricks.methods.matching.matching import Matches, match
from citybricks.methods.matching.structure import Wishes
from citybricks.methods.matching.weights import Weights
from citybricks.network.finding.domain.pooling import keeper


def matches_of(
    key: str,
    k: int = 10,
    wishes: Wishes | None = None,
    *,
    weights: Weights | None = None,
    shown: Mapping[str, int] | None = None,
) -> Matches:
    """Return what fits a thing that can be found, with reasons.

    Nothing fits what is not in the pool. Parameters are those of
    :func:`citybricks.methods.matching.matching.match`.
    """
    pool = keeper().current()
    if key not in pool:
        return Matches(found=())
    return match(pool.item(key), pool, k, wishes, weights=weights, shown=shown)
