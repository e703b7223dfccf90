"""Who may meet whom: rules by kind, pairs that never meet, and those who must."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from citybricks.bricks.meeting_schedule.given import Given
from citybricks.bricks.meeting_schedule.refusing import number_of

ANY = "*"
"""Stands for any kind in a rule."""
Bools = NDArray[np.bool_]
Pair = frozenset[int]


def must(given: Given, people: NDArray[np.int32]) -> Bools:
    """Return which requests have both of a pair that must meet, shape (m,)."""
    pairs = decided(given, "must")
    return _each(people, lambda pair: pair in pairs)


def allowed(given: Given, people: NDArray[np.int32]) -> Bools:
    """Return which requests nothing forbids, shape (m,); a pair that must meet may."""
    wanted, never = decided(given, "must"), decided(given, "never")
    apart = kept_apart(given)
    return ~_each(people, lambda pair: pair in never or (pair not in wanted and apart(pair)))


def decided(given: Given, what: str) -> set[Pair]:
    """Return the pairs of participants of whom the organiser decided so."""
    number = number_of(given.participants)
    return {
        frozenset((number[row.one], number[row.other])) for row in given.pairs if row.what == what
    }


def kept_apart(given: Given) -> Callable[[Pair], bool]:
    """Return a function that says whether a rule keeps two participants apart."""
    may = {(row.kind, row.other): row.may for row in given.rules}
    kinds = [row.kind for row in given.participants]

    def apart(pair: Pair) -> bool:
        one, other = sorted(pair)
        if not given.same_member and same_member(given, pair):
            return True
        a, b = kinds[one], kinds[other]
        fits = ((a, b), (b, a), (a, ANY), (ANY, a), (b, ANY), (ANY, b), (ANY, ANY))
        return not next((may[each] for each in fits if each in may), True)

    return apart


def same_member(given: Given, pair: Pair) -> bool:
    """Return whether two participants come for the same member."""
    members = {given.participants[at].member for at in pair}
    return len(members) == 1 and members != {""}


def pairs_of(people: list[int]) -> list[Pair]:
    """Return every two of the participants of a meeting."""
    return [frozenset(pair) for pair in combinations([at for at in people if at >= 0], 2)]


def _each(people: NDArray[np.int32], holds: Callable[[Pair], bool]) -> Bools:
    """Return for each request whether something holds for two of its participants."""
    return np.array([any(map(holds, pairs_of(who))) for who in people.tolist()], dtype=bool)
