"""Rank proposals by marks of reviewers who are not equally strict.

A reviewer's marks are counted from their own mean, in units of their own spread; so that who has
given few marks is not believed too much, spreads are drawn towards that of all reviewers, as if it
stood on four marks more (empirical Bayes).

References
----------
.. [1] B. Efron, C. Morris, "Stein's estimation rule and its competitors", Journal of the American
   Statistical Association 68 (1973), 117-130, doi:10.1080/01621459.1973.10481350.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Generic, TypeVar

P = TypeVar("P", bound=Hashable)
R = TypeVar("R", bound=Hashable)
_DRAWN = 4.0
"""Marks that the common spread counts as."""
_LEAST = 1e-9
_SPLIT = 2.0
"""From this difference of two reviewers' marks on, they are said to disagree."""


@dataclass(frozen=True, slots=True)
class Rank(Generic[P]):
    """How a proposal stands among the others.

    Parameters
    ----------
    place
        From 1; equals share one.
    mean
        Of the marks as they were given, 1 to 5.
    normalised
        Mean of the marks counted from each reviewer's mean, in units of their spread.
    spread
        Difference of the highest and the lowest mark.
    """

    proposal: P
    place: int
    mean: float
    normalised: float
    spread: float
    reviews: int

    @property
    def is_disputed(self) -> bool:
        """Whether reviewers disagree."""
        return self.spread >= _SPLIT


def weighed(marks: Mapping[str, int], weights: Mapping[str, float]) -> float | None:
    """Return the mark of a review over all criteria; None while one is missing."""
    if not weights or not all(code in marks for code in weights):
        return None
    total = sum(weights.values())
    return sum(weight * marks[code] for code, weight in weights.items()) / total


def ranked(marks: Mapping[R, Mapping[P, float]]) -> list[Rank[P]]:
    """Return the proposals that have marks, the best first.

    Parameters
    ----------
    marks
        By reviewer, by proposal.
    """
    common = _common(marks)
    standard: dict[P, list[float]] = {}
    plain: dict[P, list[float]] = {}
    for given in marks.values():
        for proposal, mark in _standardised(given, common).items():
            standard.setdefault(proposal, []).append(mark)
            plain.setdefault(proposal, []).append(given[proposal])
    scores = {one: round(_mean(found), 9) for one, found in standard.items()}
    means = {one: round(_mean(found), 9) for one, found in plain.items()}
    order = sorted(scores, key=lambda one: (-scores[one], -means[one], str(one)))
    places: dict[tuple[float, float], int] = {}
    for at, one in enumerate(order, 1):
        places.setdefault((scores[one], means[one]), at)
    return [
        Rank(
            one,
            places[scores[one], means[one]],
            means[one],
            scores[one],
            max(plain[one]) - min(plain[one]),
            len(plain[one]),
        )
        for one in order
    ]


def _common(marks: Mapping[R, Mapping[P, float]]) -> float:
    """Return the variance within reviewers, over all of them."""
    squares = [
        (mark - _mean(given.values())) ** 2 for given in marks.values() for mark in given.values()
    ]
    free = len(squares) - sum(1 for given in marks.values() if given)
    return sum(squares) / free if free > 0 else 0.0


def _standardised(given: Mapping[P, float], common: float) -> dict[P, float]:
    mean = _mean(given.values())
    squares = sum((mark - mean) ** 2 for mark in given.values())
    spread = sqrt((squares + _DRAWN * common) / (max(len(given) - 1, 0) + _DRAWN))
    if spread < _LEAST:
        return dict.fromkeys(given, 0.0)
    return {proposal: (mark - mean) / spread for proposal, mark in given.items()}


def _mean(values: object) -> float:
    numbers = list(values)  # type: ignore[call-overload] # any collection of numbers
    return float(sum(numbers)) / len(numbers) if numbers else 0.0
