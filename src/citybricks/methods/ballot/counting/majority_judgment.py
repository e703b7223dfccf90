"""Majority judgment: the best middle grade is first, and equal middles are taken away together.

The majority value of a choice is the list of its middle grades: the middle one, then the middle
one of those that are left, and so on; the better list is first [1]_. Of an even number of grades
two are in the middle. Balinski and Laraki take the worse of the two, `belenios-tool` the better;
which, is said by `Middle`, because it can decide who wins.

References
----------
.. [1] M. Balinski, R. Laraki, "A theory of measuring, electing, and ranking", PNAS 104 (2007)
   8720-8725, doi:10.1073/pnas.0702634104.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key
from itertools import accumulate
from typing import Any, Literal

from citybricks.methods.ballot.counting.ballots import (
    Ballot,
    Ballots,
    Fault,
    checked,
    is_blank,
    listed,
    marked,
)
from citybricks.methods.ballot.counting.ranking import Levels

Middle = Literal["better", "worse"]
"""Which of the two grades in the middle of an even number counts."""
Value = list[tuple[tuple[int, int], int]]
"""Grades on both sides of the middle, the nearest first, and how often they follow each other."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """Grades that each choice was given.

    Parameters
    ----------
    raw
        How often a choice was given each grade, the best first: by choice and grade.
    valid
        Ballots counted.
    blank
        Blank ballots; None when the question has none.
    invalid
        Ballots that are not counted, and how many have the same marks.
    middles
        The middle grade of each choice, 1 is best; None without ballots.
    levels
        Choices, best first.
    """

    raw: tuple[tuple[int, ...], ...]
    valid: int
    blank: int | None
    invalid: Ballots
    middles: tuple[int | None, ...]
    levels: Levels

    def document(self) -> dict[str, Any]:
        """Say it in the words of `belenios-tool method majority-judgment`."""
        return {
            "raw": [list(row) for row in self.raw],
            "valid": self.valid,
            **({} if self.blank is None else {"blank": self.blank}),
            "invalid": listed(self.invalid),
            "winners": [list(level) for level in self.levels],
        }


def count(
    ballots: Ballots,
    choices: int,
    grades: int,
    *,
    blank_allowed: bool = True,
    middle: Middle = "better",
) -> Judgment:
    """Count grades.

    Parameters
    ----------
    ballots
        A grade for each choice, 1 is best.
    choices
        How many choices there are.
    grades
        How many grades there are.
    blank_allowed
        Whether a ballot without any grade is blank rather than invalid.
    middle
        Which of two middle grades counts.

    Raises
    ------
    ValueError
        When a ballot has another number of marks, or there is no grade.
    """
    if grades < 1:
        raise ValueError(f"grades: at least 1 is needed, not {grades}")
    raw = [[0] * grades for _ in range(choices)]
    invalid: dict[Ballot, int] = {}
    valid = blank = 0
    for one, many in checked(ballots, choices).items():
        if blank_allowed and is_blank(one):
            blank += many
        elif fault(one, grades):
            invalid[one] = many
        else:
            valid += many
            for choice, grade in enumerate(marked(one)):
                raw[choice][grade - 1] += many
    return Judgment(
        raw=tuple(map(tuple, raw)),
        valid=valid,
        blank=blank if blank_allowed else None,
        invalid=invalid,
        middles=tuple(_middle(row, middle) for row in raw),
        levels=_levels([_value(row, middle) for row in raw]),
    )


def fault(ballot: Ballot, grades: int) -> Fault | None:
    """Say why a ballot is not counted; None when it is."""
    marks = marked(ballot)
    if any(not 0 <= mark <= grades for mark in marks):
        return "has a grade that does not exist"
    return None if all(marks) else "leaves choices without a grade"


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Return grades that were given and how often, the best first."""
    return [(grade, many) for grade, many in enumerate(row, 1) if many]


def _middle(row: list[int], middle: Middle) -> int | None:
    number = sum(row)
    if not number:
        return None
    place = (number - 1) // 2 if middle == "better" else number // 2
    passed = accumulate(row)
    return next(grade for grade, upto in enumerate(passed, 1) if upto > place)


def _value(row: list[int], middle: Middle) -> Value:
    """Return the majority value of a choice, in pairs around the middle.

    The grades of the better and of the worse half are taken in turn, those nearest to the middle
    first; the middle one of an odd number is in both halves, which changes no comparison.
    """
    half = (sum(row) + 1) // 2
    better = _last(_runs(row), half, best_first=True)
    worse = _last(_runs(row), half, best_first=False)
    return _paired(better, worse) if middle == "better" else _paired(worse, better)


def _last(runs: list[tuple[int, int]], half: int, *, best_first: bool) -> list[tuple[int, int]]:
    """Return the runs of one half of the grades, the nearest to the middle first."""
    found = []
    for grade, many in runs if best_first else runs[::-1]:
        if half:
            found.append((grade, min(many, half)))
            half -= found[-1][1]
    return found[::-1]


def _paired(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> Value:
    """Lay runs of equal length side by side."""
    found: Value = []
    left, right = list(first[::-1]), list(second[::-1])
    while left and right:
        (one, many), (other, more) = left.pop(), right.pop()
        both = min(many, more)
        found.append(((one, other), both))
        left += [(one, many - both)] if many > both else []
        right += [(other, more - both)] if more > both else []
    return found


def _levels(values: list[Value]) -> Levels:
    """Return choices by their majority values."""

    def before(one: int, other: int) -> int:
        return _before(values[one], values[other])

    found: list[list[int]] = []
    for choice in sorted(range(len(values)), key=cmp_to_key(before)):
        if found and not before(found[-1][0], choice):
            found[-1].append(choice)
        else:
            found.append([choice])
    return tuple(map(tuple, found))


def _before(one: Value, other: Value) -> int:
    """Return less than 0 where the first value is better, more where it is worse, 0 if equal."""
    for place, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine == theirs:
            continue
        first, second = mine[0], theirs[0]
        if first == second:  # the shorter run ends, and what follows it meets the longer one
            if mine[1] < theirs[1]:
                first = one[place + 1][0]
            else:
                second = other[place + 1][0]
        return -1 if first < second else 1
    return 0
