"""Plurality: one mark on a ballot, and the choice with most marks is first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citybricks.methods.ballot.counting.ballots import (
    Ballot,
    Ballots,
    Fault,
    checked,
    is_blank,
    marked,
)
from citybricks.methods.ballot.counting.ranking import Levels, levels


@dataclass(frozen=True, slots=True)
class Totals:
    """Votes that each choice has.

    Parameters
    ----------
    totals
        Votes by choice.
    valid, blank
        Ballots with and without a mark.
    invalid
        Ballots that are not counted, and how many have the same marks.
    """

    totals: tuple[int, ...]
    valid: int
    blank: int
    invalid: Ballots

    @property
    def levels(self) -> Levels:
        """Choices by their votes."""
        return levels(self.totals)


def count(ballots: Ballots, choices: int) -> Totals:
    """Count ballots with one mark.

    Parameters
    ----------
    ballots
        1 for the choice that is marked, 0 for the others; without a mark a ballot is blank.
    choices
        How many choices there are.

    Raises
    ------
    ValueError
        When a ballot has another number of marks.
    """
    return added({one: (many, fault(one)) for one, many in checked(ballots, choices).items()})


def fault(ballot: Ballot) -> Fault | None:
    """Say why a ballot is not counted; None when it is."""
    marks = marked(ballot)
    if not {0, 1}.issuperset(marks):
        return "has marks other than 0 and 1"
    return "marks several choices" if sum(marks) > 1 else None


def added(judged: dict[Ballot, tuple[int, Fault | None]]) -> Totals:
    """Add up the marks of ballots that have no fault."""
    good = {one: many for one, (many, wrong) in judged.items() if wrong is None}
    width = max(map(len, judged), default=0)
    totals = [0] * width
    for one, many in good.items():
        for choice, mark in enumerate(marked(one)):
            totals[choice] += mark * many
    blank = sum(many for one, many in good.items() if is_blank(one))
    return Totals(
        totals=tuple(totals),
        valid=sum(good.values()) - blank,
        blank=blank,
        invalid={one: many for one, (many, wrong) in judged.items() if wrong is not None},
    )


def of_totals(totals: Sequence[int], *, cast: int, blank: int = 0) -> Totals:
    """Return what a homomorphic tally tells: votes by choice, and nothing of single ballots.

    Raises
    ------
    ValueError
        When a total is negative, or more than the ballots that are not blank.
    """
    valid = cast - blank
    if blank < 0 or any(not 0 <= total <= valid for total in totals):
        raise ValueError(
            f"totals: each lies between 0 and the {valid} ballots with a mark, not {list(totals)}"
        )
    return Totals(tuple(totals), valid, blank, {})
