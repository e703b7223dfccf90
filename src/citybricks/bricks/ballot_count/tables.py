"""What a method found, as rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from citybricks import BrickError
from citybricks.bricks.ballot_count.marks import Poll
from citybricks.methods.ballot.counting import (
    approval,
    majority_judgment,
    plurality,
    schulze,
    score,
    stv,
)
from citybricks.methods.ballot.counting.ballots import Ballot, Fault
from citybricks.methods.ballot.counting.ranking import Decide, Levels, Seats, seated

Rows = list[dict[str, Any]]
_WHOLE = re.compile(r"[-+]?\d{1,7}")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a method found.

    Parameters
    ----------
    levels
        Choices in order.
    measures
        What each choice has, by choice.
    valid, blank
        Ballots with and without marks.
    invalid
        Ballots that are not counted, and why.
    duels, rounds, grades
        Rows of the tables of the outcome.
    quota
        Votes that are enough for a seat.
    seats
        Who is elected.
    ties
        Rows of the ties.
    otherwise
        Who would be elected if the other of two middle grades counted.
    """

    levels: Levels
    measures: Rows
    valid: int
    blank: int
    invalid: dict[Ballot, Fault | None] = field(default_factory=dict)
    duels: Rows = field(default_factory=list)
    rounds: Rows = field(default_factory=list)
    grades: Rows = field(default_factory=list)
    quota: int | None = None
    seats: Seats = field(default_factory=lambda: Seats(()))
    ties: Rows = field(default_factory=list)
    otherwise: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How ballots are to be counted; see `citybricks.bricks.ballot_count.brick.ballot_count`."""

    method: str
    seats: int
    ties: str
    decide: Decide | None
    grades: list[str]
    least: int
    most: int
    middle: majority_judgment.Middle


def counted(poll: Poll, asked: Asked) -> Counted:
    """Count ballots.

    Raises
    ------
    BrickError
        When the method needs ballots and there are only totals, or too many ties are left open.
    """
    if poll.totals is not None and asked.method not in ("plurality", "approval"):
        raise BrickError(
            "method",
            "there are only totals of the choices; they can be counted by plurality or approval,"
            " or by score where every choice is a number of points",
        )
    if asked.method == "single transferable vote":
        return _by_transfers(poll, asked)
    found = _METHODS[asked.method](poll, asked)
    seats = seated(found.levels, asked.seats, asked.decide)
    return replace(found, seats=seats, ties=_ties(found.levels, poll.names, asked))


def of_scale(poll: Poll) -> Poll:
    """Read totals of choices that are numbers, as marks from 0 to 100, as points for one thing.

    The thing is called by its scale. Totals of choices that are no numbers are returned as given.
    """
    if poll.totals is None or not all(_WHOLE.fullmatch(name) for name in poll.names):
        return poll
    points = sorted(int(name) for name in poll.names)
    given: Counter[Ballot] = Counter()
    for name, total in zip(poll.names, poll.totals, strict=True):
        given[int(name),] += total
    given[None,] += poll.blank
    return Poll((f"{points[0]}–{points[-1]}",), given, dict.fromkeys(given, 1))


def _ties(levels: Levels, names: Sequence[str], asked: Asked) -> Rows:
    """Tell every tie; one that the last seat falls into says how it was decided."""
    rows: Rows = []
    better = 0
    for level in levels:
        if len(level) > 1:
            at_stake = better < asked.seats < better + len(level)
            decided = {"leave open": "left open"}.get(asked.ties, asked.ties)
            rows.append(
                {
                    "about": "a seat" if at_stake else "a rank",
                    "choices": joined(level, names),
                    "decided": decided if at_stake else "rank shared",
                }
            )
        better += len(level)
    return rows


def joined(choices: Sequence[int], names: Sequence[str]) -> str:
    """Name choices in a line."""
    return " = ".join(names[choice] for choice in choices)


def _by_votes(poll: Poll, asked: Asked) -> Counted:
    choices = len(poll.names)
    one_mark = asked.method == "plurality"
    if poll.totals is not None:
        cast = (sum if one_mark else max)(poll.totals) + poll.blank
        found = plurality.of_totals(poll.totals, cast=cast, blank=poll.blank)
    elif one_mark:
        found = plurality.count(poll.ballots, choices)
    else:
        found = approval.count(poll.ballots, choices)
    whole = found.valid if poll.totals is None or one_mark else 0
    return Counted(
        levels=found.levels,
        measures=[
            {"votes": float(total), "share": 100 * total / whole if whole else None}
            for total in found.totals
        ],
        valid=found.valid,
        blank=found.blank,
        invalid={
            one: plurality.fault(one) if one_mark else approval.fault(one, choices)
            for one in found.invalid
        },
    )


def _by_score(poll: Poll, asked: Asked) -> Counted:
    found = score.count(poll.ballots, len(poll.names), asked.least, asked.most)
    given = [(at, mark) for at, points in enumerate(found.points) for mark in sorted(points)]
    return Counted(
        levels=found.levels("mean" if asked.method == "mean score" else "median"),
        measures=[
            {"mean": _float(mean), "median": _float(median)}
            for mean, median in zip(found.means, found.medians, strict=True)
        ],
        valid=found.valid,
        blank=found.blank,
        invalid={one: score.fault(one, asked.least, asked.most) for one in found.invalid},
        grades=[
            {"choice": poll.names[at], "given": str(mark), "votes": found.points[at][mark]}
            for at, mark in given
        ],
    )


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _by_grade(poll: Poll, asked: Asked) -> Counted:
    largest = max((mark or 0 for one in poll.ballots for mark in one), default=0)
    names = asked.grades or [str(grade) for grade in range(1, max(1, min(largest, 100)) + 1)]
    found, other = (
        majority_judgment.count(poll.ballots, len(poll.names), len(names), middle=middle)
        for middle in (asked.middle, "worse" if asked.middle == "better" else "better")
    )
    winners, others = (seated(each.levels, asked.seats, asked.decide) for each in (found, other))
    return Counted(
        levels=found.levels,
        measures=[{"grade": names[grade - 1] if grade else None} for grade in found.middles],
        valid=found.valid,
        blank=found.blank or 0,
        invalid={one: majority_judgment.fault(one, len(names)) for one in found.invalid},
        grades=[
            {"choice": choice, "given": name, "votes": many}
            for choice, row in zip(poll.names, found.raw, strict=True)
            for name, many in zip(names, row, strict=True)
        ],
        otherwise=others.elected if set(others.elected) != set(winners.elected) else (),
    )


def _by_duels(poll: Poll, _asked: Asked) -> Counted:
    found = schulze.count(poll.ballots, len(poll.names))
    pairs = [(one, other) for one in range(len(poll.names)) for other in range(len(poll.names))]
    won = [
        sum(votes > found.raw[other][choice] for other, votes in enumerate(row))
        for choice, row in enumerate(found.raw)
    ]
    return Counted(
        levels=found.levels,
        measures=[{"duels": many} for many in won],
        valid=found.valid,
        blank=found.blank or 0,
        duels=[
            {
                "choice": poll.names[one],
                "against": poll.names[other],
                "votes": found.raw[one][other],
                "opposed": found.raw[other][one],
                "path": found.beatpaths[one][other][0],
            }
            for one, other in pairs
            if one != other
        ],
    )


_METHODS = {
    "plurality": _by_votes,
    "approval": _by_votes,
    "mean score": _by_score,
    "median score": _by_score,
    "majority judgment": _by_grade,
    "Schulze": _by_duels,
}
_ABOUT = {"elected": "who goes first", "excluded": "who is excluded"}


def _by_transfers(poll: Poll, asked: Asked) -> Counted:
    try:
        found = stv.count(poll.ballots, len(poll.names), asked.seats, asked.decide)
    except stv.TiesError:
        raise BrickError(
            "ties",
            "there are too many ties to follow every way of deciding them; choose as listed or by"
            " lot",
        ) from None
    last = {choice: votes for one in found.rounds for choice, votes in one.votes.items()}
    blank = found.orders.get((), 0)
    return Counted(
        levels=_order(found, len(poll.names)),
        measures=[{"votes": float(last.get(at, 0))} for at in range(len(poll.names))],
        valid=found.valid - blank,
        blank=blank,
        invalid={one: stv.fault(one) for one in found.invalid},
        rounds=_rounds(found, poll.names),
        quota=found.quota,
        seats=found.seats,
        ties=[
            {
                "about": _ABOUT[one.event],
                "round": at,
                "choices": joined(one.tied, poll.names),
                "decided": _decided(found, asked),
            }
            for at, one in enumerate(found.rounds, 1)
            if one.tied
        ],
    )


def _decided(found: stv.Transfers, asked: Asked) -> str:
    if asked.decide is not None:
        return asked.ties
    return "left open" if found.seats.tied else "makes no difference"


def _order(found: stv.Transfers, choices: int) -> Levels:
    """Put the elected first, then the others, those who were in it longest first."""
    first = list(found.seats.elected)
    tied = tuple(found.seats.tied)
    lost = [choice for one in found.rounds if one.event == "excluded" for choice in one.choices]
    out = [choice for choice in lost[::-1] if choice not in (*first, *tied)]
    unranked = tuple(at for at in range(choices) if at not in (*first, *tied, *out))
    return tuple(
        level
        for level in (*((one,) for one in first), tied, *((one,) for one in out), unranked)
        if level
    )


def _rounds(found: stv.Transfers, names: Sequence[str]) -> Rows:
    return [
        {
            "round": at,
            "choice": names[choice],
            "votes": float(votes),
            "result": one.event if choice in one.choices else "stays",
        }
        for at, one in enumerate(found.rounds, 1)
        for choice, votes in one.votes.items()
    ]
