"""Share proposals out to reviewers, as evenly as it can be done.

References
----------
.. [1] N. Harvey, R. Ladner, L. Lovász, T. Tamir, "Semi-matchings for bipartite graphs and load
   balancing", Journal of Algorithms 59 (2006), 53-78, doi:10.1016/j.jalgor.2005.01.003: a plan
   that no alternating path leads to a lesser load is one with the least sum of squared loads.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

P = TypeVar("P", bound=Hashable)
R = TypeVar("R", bound=Hashable)


def share(
    wanted: Mapping[P, int], may: Mapping[P, Sequence[R]], load: Mapping[R, int]
) -> dict[P, set[R]]:
    """Return who reviews what.

    Parameters
    ----------
    wanted
        How many reviewers each proposal needs still.
    may
        Who may review it and does not yet, in the order that breaks ties.
    load
        How many reviews each reviewer has already; they stay.

    Returns
    -------
    dict
        For each proposal as many reviewers as there are, at most those wanted; of all such plans
        one with the least sum of squared loads.
    """
    given: dict[P, set[R]] = {proposal: set() for proposal in wanted}
    held: dict[R, set[P]] = {}
    loads = dict(load)
    for proposal, number in wanted.items():
        for _ in range(number):
            if not _give(proposal, may, given, held, loads):
                break
    return given


def _give(
    proposal: P,
    may: Mapping[P, Sequence[R]],
    given: dict[P, set[R]],
    held: dict[R, set[P]],
    loads: dict[R, int],
) -> bool:
    """Give a proposal one more reviewer, others changing hands so that the least busy has it."""
    before: dict[R, tuple[P, R | None]] = {}
    queue: deque[tuple[P, R | None]] = deque([(proposal, None)])
    while queue:
        asked, giver = queue.popleft()
        for reviewer in may.get(asked, ()):
            if reviewer in before or reviewer in given[asked]:
                continue
            before[reviewer] = (asked, giver)
            queue.extend((other, reviewer) for other in sorted(held.get(reviewer, ()), key=str))
    if not before:
        return False
    least = min(before, key=lambda one: loads.get(one, 0))
    loads[least] = loads.get(least, 0) + 1
    taker: R | None = least
    while taker is not None:
        asked, giver = before[taker]
        given[asked].add(taker)
        held.setdefault(taker, set()).add(asked)
        if giver is not None:
            given[asked].discard(giver)
            held[giver].discard(asked)
        taker = giver
    return True
