"""Ballots as they are counted: what was marked, and how many voters marked just that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

Ballot = tuple[int | None, ...]
"""A mark for each choice: 0 or 1, a rank, a grade or a score; None where nothing was marked."""
Ballots = Mapping[Ballot, int]
"""How many ballots have the same marks."""
Fault = Literal[
    "marks several choices",
    "has marks other than 0 and 1",
    "approves of too many choices",
    "has ranks that repeat or skip",
    "leaves choices without a grade",
    "has a grade that does not exist",
    "has a score beyond the limits",
]
"""Why a ballot is not counted."""


def gather(rows: Iterable[Sequence[int | None]]) -> Counter[Ballot]:
    """Put equal ballots together."""
    return Counter(tuple(row) for row in rows)


def checked(ballots: Ballots, choices: int) -> Ballots:
    """Return ballots of which each has a mark for every choice.

    Raises
    ------
    ValueError
        When a ballot has more or fewer marks than there are choices, or there is no choice.
    """
    if choices < 1:
        raise ValueError(f"choices: at least 1 is needed, not {choices}")
    for ballot in ballots:
        if len(ballot) != choices:
            raise ValueError(
                f"ballots: each needs {choices} marks, one for a choice; one has {len(ballot)}"
            )
    return ballots


def marked(ballot: Ballot) -> tuple[int, ...]:
    """Return a ballot with 0 where nothing was marked."""
    return tuple(mark or 0 for mark in ballot)


def is_blank(ballot: Ballot) -> bool:
    """Whether nothing is marked, or 0 for every choice."""
    return not any(ballot)


def number(ballots: Ballots) -> int:
    """Return how many ballots there are."""
    return sum(ballots.values())


def listed(ballots: Ballots) -> list[list[int]]:
    """Return ballots one by one, in order of their marks."""
    return [list(marked(one)) for one in sorted(ballots, key=marked) for _ in range(ballots[one])]
