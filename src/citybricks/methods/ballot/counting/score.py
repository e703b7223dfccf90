"""Score: points for each choice, and the best mean or median is first.

A choice without points on a ballot is neither praised nor blamed by it: means and medians are of
the points that were given. They are exact fractions.

References
----------
.. [1] W. D. Smith, "Range voting", 2000. https://www.rangevoting.org/WarrenSmithPages/homepage/rangevote.pdf
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from citybricks.methods.ballot.counting.ballots import Ballot, Ballots, Fault, checked
from citybricks.methods.ballot.counting.ranking import Levels, levels

By = Literal["mean", "median"]
Points = Mapping[int, int]
"""How often each number of points was given."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Points that each choice was given.

    Parameters
    ----------
    points
        How often each number of points was given, by choice.
    valid, blank
        Ballots with and without any points.
    invalid
        Ballots that are not counted, and how many have the same marks.
    """

    points: tuple[Points, ...]
    valid: int
    blank: int
    invalid: Ballots

    @property
    def means(self) -> tuple[Fraction | None, ...]:
        """Mean points by choice; None where nobody gave any."""
        return tuple(map(mean, self.points))

    @property
    def medians(self) -> tuple[Fraction | None, ...]:
        """Median points by choice; None where nobody gave any."""
        return tuple(map(median, self.points))

    def levels(self, by: By = "mean") -> Levels:
        """Return choices by mean or median; those that nobody gave points are last."""
        values = self.means if by == "mean" else self.medians
        return levels([(value is not None, value or Fraction(0)) for value in values])


def count(ballots: Ballots, choices: int, least: int, most: int) -> Scores:
    """Count points.

    Parameters
    ----------
    ballots
        Points for each choice, None where none were given.
    choices
        How many choices there are.
    least, most
        Limits of the points.

    Raises
    ------
    ValueError
        When a ballot has another number of marks, or the limits leave nothing to choose.
    """
    if not least < most:
        raise ValueError(f"most: must be more than least, {least}, not {most}")
    points: list[Counter[int]] = [Counter() for _ in range(choices)]
    invalid: dict[Ballot, int] = {}
    valid = blank = 0
    for one, many in checked(ballots, choices).items():
        if fault(one, least, most):
            invalid[one] = many
            continue
        given = [(choice, mark) for choice, mark in enumerate(one) if mark is not None]
        for choice, mark in given:
            points[choice][mark] += many
        valid, blank = (valid + many, blank) if given else (valid, blank + many)
    return Scores(tuple(points), valid, blank, invalid)


def fault(ballot: Ballot, least: int, most: int) -> Fault | None:
    """Say why a ballot is not counted; None when it is."""
    within = all(mark is None or least <= mark <= most for mark in ballot)
    return None if within else "has a score beyond the limits"


def mean(points: Points) -> Fraction | None:
    """Return the mean of points; None when there are none."""
    number = sum(points.values())
    total = sum(mark * many for mark, many in points.items())
    return Fraction(total, number) if number else None


def median(points: Points) -> Fraction | None:
    """Return the median of points, between two the middle; None when there are none."""
    number = sum(points.values())
    if not number:
        return None
    return Fraction(_at(points, (number - 1) // 2) + _at(points, number // 2), 2)


def _at(points: Points, place: int) -> int:
    """Return the points at a place of their list, the fewest first."""
    passed = 0
    for mark in sorted(points):
        passed += points[mark]
        if passed > place:
            return mark
    raise IndexError(place)


@dataclass(frozen=True, slots=True)
class Limits:
    """Between what the mean and the median must lie."""

    mean: tuple[Fraction, Fraction]
    median: tuple[Fraction, Fraction]


def limits(known: Points, others: Sequence[int], votes: int, most: int) -> Limits:
    """Say what is sure of mean and median when only some counts were published.

    Parameters
    ----------
    known
        Counts that were published.
    others
        Points whose counts were not.
    votes
        All votes.
    most
        No count that was not published is larger, as when the largest ones were.

    Raises
    ------
    ValueError
        When the votes that are left do not fit into the other counts.
    """
    rest = votes - sum(known.values())
    if not 0 <= rest <= most * len(others):
        raise ValueError(f"votes: {rest} are left for {len(others)} counts of at most {most}")
    found = [{**known, **_filled(order, rest, most)} for order in _both_ways(others)]
    means, medians = ([of(one) or Fraction(0) for one in found] for of in (mean, median))
    return Limits((means[0], means[1]), (medians[0], medians[1]))


def _both_ways(others: Sequence[int]) -> tuple[list[int], list[int]]:
    return sorted(others), sorted(others, reverse=True)


def _filled(order: Sequence[int], rest: int, most: int) -> dict[int, int]:
    """Give the votes that are left to the first points there are, as many as each can take."""
    return {mark: max(0, min(most, rest - place * most)) for place, mark in enumerate(order)}
