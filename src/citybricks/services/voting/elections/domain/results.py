"""What came out of an election: its decrypted result, counted by the method of each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from citybricks.methods.ballot.counting import (
    majority_judgment,
    plurality,
    schulze,
    score,
    stv,
)
from citybricks.methods.ballot.counting.ballots import gather
from citybricks.methods.ballot.counting.ranking import Levels, Seats, seated
from citybricks.services.voting.elections.domain.questions import (
    GRADES,
    Kind,
    Method,
    Question,
    joined,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a question.

    Parameters
    ----------
    question
        What was asked.
    numbers
        By answer: votes, duels won, first preferences or ballots at the middle grade.
    seats
        Who wins, and where there is a tie.
    blank
        Ballots that expressly choose none; None where that cannot be said.
    invalid
        Opened ballots that are not counted: nobody sees before what is in them.
    notes
        What else there is to know: ``mean``, ``median``; ``grades``, and ``worse``, who would win
        by the worse of two middle grades, where that is another; ``quota``, ``ties``, answers that
        were tied in a round, and ``followed``, whether every way of deciding them was followed.
    levels
        Answers, the best first, equal ones side by side.
    """

    question: Question
    numbers: tuple[int, ...]
    seats: Seats
    blank: int | None = None
    invalid: int = 0
    notes: Mapping[str, Any] = field(default_factory=dict)
    levels: Levels = ()


def outcome(question: Question, found: Sequence[Any], cast: int) -> Outcome:
    """Count what was decrypted for a question.

    Parameters
    ----------
    question
        What was asked.
    found
        Marks of each choice, the blank one first where there is one; or opened rankings.
    cast
        Weight of the ballots that count.
    """
    if question.kind == Kind.RANKED:
        whole = [row for row in found if len(row) == len(question.answers)]
        counted = _OPENED[Method(question.method)](question, whole)
        return replace(counted, invalid=counted.invalid + len(found) - len(whole))
    marks, blank = list(found), None
    if question.blank:
        blank, *marks = marks
    totals = plurality.of_totals(marks, cast=cast, blank=blank or 0)
    if question.method == Method.SCORE:
        return _scored(question, totals.totals, blank)
    seats = seated(totals.levels, question.seats)
    return Outcome(question, totals.totals, seats, blank, levels=totals.levels)


def _scored(question: Question, totals: Sequence[int], blank: int | None) -> Outcome:
    points = Counter(
        {
            int(joined(answer)): votes
            for answer, votes in zip(question.answers, totals, strict=True)
            if votes
        }
    )
    notes = {"mean": score.mean(points), "median": score.median(points)}
    return Outcome(question, tuple(totals), Seats(()), blank, notes=notes)


def _schulze(question: Question, found: Sequence[Any]) -> Outcome:
    duels = schulze.count(gather(found), len(question.answers), blank_allowed=question.blank)
    raw = duels.raw
    places = range(len(raw))
    won = tuple(sum(raw[one][other] > raw[other][one] for other in places) for one in places)
    seats = seated(duels.levels, question.seats)
    return Outcome(question, won, seats, duels.blank, levels=duels.levels)


def _stv(question: Question, found: Sequence[Any]) -> Outcome:
    ballots, choices = gather(found), len(question.answers)
    followed = True
    try:
        count = stv.count(ballots, choices, question.seats, decide=None)
    except stv.TiesError:
        count, followed = stv.count(ballots, choices, question.seats), False
    first = Counter(order[0] for order, many in count.orders.items() for _ in range(many) if order)
    numbers = tuple(first[answer] for answer in range(len(question.answers)))
    tied = sorted({place for one in count.rounds for place in one.tied})
    notes = {"quota": count.quota, "ties": tied, "followed": followed}
    return Outcome(question, numbers, count.seats, None, sum(count.invalid.values()), notes)


def _judged(question: Question, found: Sequence[Any]) -> Outcome:
    count = majority_judgment.count(
        gather(found), len(question.answers), len(GRADES), blank_allowed=question.blank
    )
    numbers = tuple(
        sum(row[:middle]) if middle else 0
        for row, middle in zip(count.raw, count.middles, strict=True)
    )
    seats = seated(count.levels, question.seats)
    worse = majority_judgment.count(
        gather(found),
        len(question.answers),
        len(GRADES),
        blank_allowed=question.blank,
        middle="worse",
    )
    other = seated(worse.levels, question.seats)
    notes = {"grades": count.middles, "raw": count.raw}
    if set(other.elected) != set(seats.elected):
        notes["worse"] = other.elected
    invalid = sum(count.invalid.values())
    return Outcome(question, numbers, seats, count.blank, invalid, notes, count.levels)


_OPENED: Mapping[Method, Callable[[Question, Sequence[Any]], Outcome]] = {
    Method.SCHULZE: _schulze,
    Method.STV: _stv,
    Method.MAJORITY_JUDGMENT: _judged,
}
