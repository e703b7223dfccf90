"""What a count reads and tells: ballots, places, ties, duels, rounds and grades."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le
from pydantic import BeforeValidator

from citybricks.methods.ballot.counting.ballots import Fault
from citybricks.types import Percent, Row, Table, Unit
from citybricks.types.files import JSON, File, in_words
from citybricks.types.media import TABLE, shortened
from citybricks.types.messages import refuse

MOST = 1_000_000_000
"""Ballots in one row."""
Votes = Annotated[float, Ge(0), Unit("1")]
"""Votes; parts of votes where a surplus was handed on."""
Number = Annotated[int, Ge(0)]
"""How many."""
Points = Annotated[float, Unit("{point}")]
"""Points, or means and medians of points."""


class Ballot(Row):
    """Ballots with the same marks; every other column is a choice and holds its mark."""

    votes: Annotated[int, Ge(0), Le(MOST)] = 1
    """How many ballots have just these marks."""
    question: Annotated[int, Ge(1)] = 1
    """Which question they answer."""
    totals: bool = False
    """Whether the votes are those of one choice from all ballots, as a homomorphic tally tells."""


class Placed(Row):
    """A choice and where the count puts it."""

    rank: int
    """Rank among the choices; equal ones share it."""
    choice: str
    """The choice."""
    result: Literal["elected", "tied for a seat", "not elected"]
    """Whether it has a seat."""
    votes: Votes | None = None
    """Votes; with a single transferable vote those of the last round it was in."""
    share: Percent | None = None
    """Part of the ballots with a mark."""
    mean: Points | None = None
    """Mean of its points."""
    median: Points | None = None
    """Median of its points."""
    grade: str | None = None
    """Its middle grade."""
    duels: int | None = None
    """Duels it wins, one against each other choice."""


class Tie(Row):
    """Choices that are equal."""

    about: Literal["a seat", "a rank", "who goes first", "who is excluded"]
    """What is to be decided between them."""
    round: int | None = None
    """In which round; empty where there are no rounds."""
    choices: str
    """The choices that are equal."""
    decided: Literal["left open", "rank shared", "as listed", "by lot", "makes no difference"]
    """How it was decided."""


class Duel(Row):
    """One choice against another."""

    choice: str
    """The choice."""
    against: str
    """The other choice."""
    votes: Number
    """Ballots that put the choice before the other."""
    opposed: Number
    """Ballots that put the other before the choice."""
    path: Number
    """Votes of the weakest duel on the strongest path to the other; 0 where there is none."""


class InRound(Row):
    """A choice in a round of transferable votes."""

    round: int
    """Which round."""
    choice: str
    """The choice."""
    votes: Votes
    """Votes it has in this round."""
    result: Literal["elected", "excluded", "elected without quota", "stays"]
    """What becomes of it in this round."""


class Given(Row):
    """How often a choice was given a grade or points."""

    choice: str
    """The choice."""
    given: str
    """The grade or the points."""
    votes: Number
    """Ballots that give it."""


class NotCounted(Row):
    """Ballots that are not counted."""

    row: int
    """First row of the table with such a ballot, counted from 1."""
    votes: Number
    """How many ballots are like it."""
    because: Fault
    """Why they are not counted."""


def _of_result(value: Any) -> Any:
    """Read the ``result`` of an election archive as rows, its choices called 1, 2, 3 and so on."""
    if isinstance(value, File) and value.media_type == JSON:
        try:
            inside = json.loads(value.content)
        except (ValueError, RecursionError):
            return value  # for the table to say what is wrong with it
        value = inside if isinstance(inside, dict) else value
    if not isinstance(value, dict) or "result" not in value:
        return value
    questions = value["result"]
    if not isinstance(questions, list) or not all(isinstance(one, list) for one in questions):
        raise refuse("not_a_table", allowed=in_words(TABLE), input=shortened(value))
    return [row for at, one in enumerate(questions, 1) for row in _rows_of(at, one)]


def _rows_of(question: int, answers: list[Any]) -> list[dict[str, Any]]:
    """Write the answers to one question as rows: totals of choices, or ballots one by one."""
    if answers and all(isinstance(one, list) for one in answers):
        width = max(map(len, answers))
        return [
            {"question": question, **dict(zip(numbered(width), one, strict=False))}
            for one in answers
        ]
    names = numbered(len(answers))
    return [
        {"question": question, "totals": True, "votes": total, name: 1}
        for name, total in zip(names, answers, strict=True)
    ]


def numbered(count: int) -> list[str]:
    """Return names for choices without names, in their order also when sorted as text."""
    digits = len(str(count))
    return [f"{number:0{digits}}" for number in range(1, count + 1)]


Polled = Annotated[Table[Ballot], BeforeValidator(_of_result)]
"""Ballots from CSV, JSON rows or Parquet, or the result of an election archive."""
