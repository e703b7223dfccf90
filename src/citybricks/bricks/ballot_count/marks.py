"""Ballots as the methods count them, out of a table with a column for each choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citybricks import BrickError, track
from citybricks.bricks.ballot_count.rows import Ballot, numbered
from citybricks.methods.ballot.counting.ballots import Ballot as Marks

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    import pandas as pd

MOST_CHOICES = 254
"""Choices of a question that the protocol can hold."""
LARGEST = 1_000_000
"""Mark beyond which a number is none."""
CHUNK = 2_000
"""Rows between two looks at whether the run was cancelled."""


@dataclass(frozen=True, slots=True)
class Poll:
    """Ballots for one question.

    Parameters
    ----------
    names
        The choices in the order of the question.
    ballots
        Marks, and how many ballots have them.
    rows
        First row of the table with such a ballot.
    totals
        Votes by choice, where only they are known; else None.
    blank
        Blank ballots that come beside totals.
    """

    names: tuple[str, ...]
    ballots: Counter[Marks]
    rows: dict[Marks, int]
    totals: tuple[int, ...] | None = None
    blank: int = 0


def poll(frame: pd.DataFrame, question: int, names: list[str]) -> Poll:
    """Read the ballots for one question.

    Parameters
    ----------
    frame
        Rows of `Ballot`, with a column for each choice.
    question
        Which question.
    names
        The choices in their order; when empty, the columns in the order of their names.

    Raises
    ------
    BrickError
        When there is no such question or choice, or a mark is no whole number.
    """
    frame = frame.reset_index(drop=True)
    chosen = frame[frame["question"] == question]
    if not len(chosen):
        asked = ", ".join(str(one) for one in sorted(set(frame["question"]))[:20])
        raise BrickError(
            "question",
            "there are no ballots for question {question}; the table has: {known}",
            question=question,
            known=asked,
        )
    columns = [str(name) for name in frame.columns if name not in Ballot.model_fields]
    if len(chosen) < len(frame):  # the other columns are choices of other questions
        columns = [name for name in columns if chosen[name].notna().any()]
    blank_first, by_choice = _matched(columns, names, totals=bool(chosen["totals"].all()))
    _check_number(by_choice)
    marks = [_marks(chosen, column) for column in by_choice.values()]
    if chosen["totals"].any():
        return _totals(chosen, by_choice, marks, blank_first)
    return _ballots(chosen, tuple(by_choice), marks)


def _matched(
    columns: list[str], names: list[str], *, totals: bool
) -> tuple[str | None, dict[str, str | None]]:
    """Return the column of blank ballots, and that of each choice; None where there is none.

    Columns that are numbered, as those of a result are, are taken in their order.
    """
    if not names:
        return None, {name: name for name in columns}
    _check_names(names)
    in_order = columns == numbered(len(columns)) and set(columns) != set(names)
    if in_order and len(columns) == len(names):
        return None, dict(zip(names, columns, strict=True))
    if in_order and totals and len(columns) == len(names) + 1:
        return columns[0], dict(zip(names, columns[1:], strict=True))
    strangers = [name for name in columns if name not in names]
    if strangers:
        raise BrickError(
            "choices",
            "the ballots have a column {column}, which is not among the choices: {choices}",
            column=strangers[0],
            choices=", ".join(names),
        )
    return None, {name: name if name in columns else None for name in names}


def _check_names(names: list[str]) -> None:
    twice = [name for name, many in Counter(names).items() if many > 1]
    if twice:
        raise BrickError("choices", "{choice} is named twice", choice=twice[0])


def _check_number(choices: dict[str, str | None]) -> None:
    if not choices:
        raise BrickError(
            "ballots",
            "no column is a choice: beside votes, question and totals each choice needs a column"
            " with its marks",
        )
    if len(choices) > MOST_CHOICES:
        raise BrickError(
            "ballots",
            "there are {count} choices; at most {limit} can be counted",
            count=len(choices),
            limit=MOST_CHOICES,
        )


def _marks(frame: pd.DataFrame, column: str | None) -> list[int | None]:
    """Return the marks of a choice; None where there is none."""
    import pandas as pd

    if column is None:
        return [None] * len(frame)
    cells = frame[column]
    numbers = pd.to_numeric(cells, errors="coerce").astype(float)
    wrong = cells.notna() & ~((numbers == numbers.round()) & (numbers.abs() <= LARGEST))
    if cells.dtype.kind not in "iufb" and cells.notna().any():
        wrong = cells.notna()
    if wrong.any():
        at = int(wrong[wrong].index[0])
        raise BrickError(
            f"ballots.{at}.{column}",
            "must be a whole number from -{limit} to {limit}, or empty, not {value}",
            limit=LARGEST,
            value=_short(cells[at]),
        )
    return [None if number != number else int(number) for number in numbers]  # noqa: PLR0124 - NaN


def _short(value: Any) -> str:
    from citybricks.types.media import shortened

    return shortened(value)


def _ballots(frame: pd.DataFrame, names: tuple[str, ...], marks: list[list[int | None]]) -> Poll:
    found: Counter[Marks] = Counter()
    rows: dict[Marks, int] = {}
    places, votes = frame.index.tolist(), frame["votes"].tolist()
    starts = list(range(0, len(places), CHUNK))
    for start in track(starts, "Reading ballots"):
        stop = start + CHUNK
        for place, many, *ballot in zip(
            places[start:stop], votes[start:stop], *(one[start:stop] for one in marks), strict=True
        ):
            found[tuple(ballot)] += int(many)
            rows.setdefault(tuple(ballot), place + 1)
    return Poll(names, found, rows)


def _totals(
    frame: pd.DataFrame,
    by_choice: dict[str, str | None],
    marks: list[list[int | None]],
    blank_first: str | None,
) -> Poll:
    """Read rows of which each holds the votes of one choice."""
    votes = frame["votes"].tolist()
    single = [sum(bool(one[at]) for one in marks) for at in range(len(frame))]
    blanks = frame[blank_first].fillna(0).tolist() if blank_first else [0] * len(frame)
    for at, (place, many) in enumerate(zip(frame.index.tolist(), single, strict=True)):
        if many + bool(blanks[at]) != 1 or not frame["totals"].iloc[at]:
            raise BrickError(
                f"ballots.{place}",
                "a row of totals marks one choice with 1; this row marks {count}, and rows of"
                " totals and ballots cannot be mixed",
                count=many,
            )
    totals = tuple(
        int(sum(many for many, mark in zip(votes, one, strict=True) if mark)) for one in marks
    )
    blank = int(sum(many for many, mark in zip(votes, blanks, strict=True) if mark))
    return Poll(tuple(by_choice), Counter(), {}, totals, blank)
