"""Schulze: a choice is before another that it beats along a stronger path of duels.

The strength of a duel is the number of its winners' votes, and among equals the one with fewer
against it is stronger; a duel that is not won has none.

References
----------
.. [1] M. Schulze, "The Schulze Method of Voting", 2018, sections 2 and 5, arXiv:1804.02973.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from citybricks.methods.ballot.counting.ballots import Ballots, checked, is_blank, marked
from citybricks.methods.ballot.counting.ranking import Levels

Matrix = tuple[tuple[int, ...], ...]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Duels:
    """Every choice against every other.

    Parameters
    ----------
    raw
        Ballots that put the choice of the row before that of the column.
    beatpaths
        The weakest duel of the strongest path from row to column: votes for and against, none
        where there is no path.
    valid
        Ballots counted.
    blank
        Blank ballots; None when a ballot that ranks nothing counts as one that ranks all alike.
    levels
        Choices, best first.
    """

    raw: Matrix
    beatpaths: tuple[tuple[Pair, ...], ...]
    valid: int
    blank: int | None
    levels: Levels

    def document(self) -> dict[str, Any]:
        """Say it in the words of `belenios-tool method schulze`."""
        return {
            "valid": self.valid,
            **({} if self.blank is None else {"blank": self.blank}),
            "raw": [list(row) for row in self.raw],
            "beatpaths": [[list(pair) for pair in row] for row in self.beatpaths],
            "winners": [list(level) for level in self.levels],
        }


def count(ballots: Ballots, choices: int, *, blank_allowed: bool = True) -> Duels:
    """Count rankings.

    Parameters
    ----------
    ballots
        Ranks, 1 is best; equal ranks are ties, and choices without a rank (0) come after all.
    choices
        How many choices there are.
    blank_allowed
        Whether a ballot without any rank is blank rather than one that ranks all alike.

    Raises
    ------
    ValueError
        When a ballot has another number of marks.
    """
    counted = checked(ballots, choices)
    empty = sum(many for one, many in counted.items() if is_blank(one)) if blank_allowed else 0
    raw = _raw(counted, choices)
    strongest = _strongest(raw, choices)
    wide = 1 + max((max(row) for row in raw), default=0)
    return Duels(
        raw=raw,
        beatpaths=tuple(tuple(_pair(one, wide) for one in row) for row in strongest),
        valid=sum(counted.values()) - empty,
        blank=empty if blank_allowed else None,
        levels=_levels(strongest),
    )


def _raw(ballots: Ballots, choices: int) -> Matrix:
    raw = [[0] * choices for _ in range(choices)]
    for one, many in ballots.items():
        ranks = marked(one)
        last = 1 + max(ranks)
        order = [rank or last for rank in ranks]
        for first, second in combinations(range(choices), 2):
            if order[first] < order[second]:
                raw[first][second] += many
            elif order[second] < order[first]:
                raw[second][first] += many
    return tuple(map(tuple, raw))


def _strongest(raw: Matrix, choices: int) -> list[list[int]]:
    """Return the strength of the strongest path between any two choices, as one number each.

    A strength is the votes for the choice times `wide`, less those against it, plus `wide` - 1,
    so that stronger is larger; 0 where there is no path.
    """
    wide = 1 + max((max(row) for row in raw), default=0)
    strength = [
        [
            (won + 1) * wide - 1 - raw[other][choice] if won > raw[other][choice] else 0
            for other, won in enumerate(row)
        ]
        for choice, row in enumerate(raw)
    ]
    for via in range(choices):
        onward = strength[via]
        for row in strength:
            first = row[via]
            if first:
                row[:] = [max(now, min(first, then)) for now, then in zip(row, onward, strict=True)]
    return strength


def _pair(strength: int, wide: int) -> Pair:
    if not strength:
        return 0, 0
    return strength // wide, wide - 1 - strength % wide


def _levels(strongest: list[list[int]]) -> Levels:
    left = list(range(len(strongest)))
    found = []
    while left:
        best = tuple(
            one
            for one in left
            if all(strongest[one][other] >= strongest[other][one] for other in left)
        )
        found.append(best)
        left = [one for one in left if one not in best]
    return tuple(found)
