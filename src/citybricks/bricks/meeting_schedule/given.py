"""What an organiser gives, as rows that are typed and complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, cast

from citybricks.bricks.meeting_schedule.rows import (
    Free,
    Interpreter,
    Pair,
    Participant,
    Published,
    Request,
    Rule,
    Slot,
)
from citybricks.types import Row, Table

OneRow = TypeVar("OneRow", bound=Row)


def rows_of(table: Table[OneRow] | None, row: type[OneRow]) -> tuple[OneRow, ...]:
    """Return the rows of a table that was checked, without columns that the row does not name."""
    if table is None:
        return ()
    named = [name for name in row.model_fields if name in table.frame]
    columns = [_cells(table.frame[name]) for name in named]
    rows = (zip(named, cells, strict=True) for cells in zip(*columns, strict=True))
    return tuple(
        _row(row, {name: cell for name, cell in each if cell is not None}) for each in rows
    )


def _row(row: type[OneRow], values: dict[str, Any]) -> OneRow:
    return cast("OneRow", row.model_construct(None, **values))


def _cells(column: Any) -> list[Any]:
    """Return the cells of a column as Python has them, with None where there is nothing."""
    return column.astype(object).where(column.notna(), None).tolist()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Given:
    """What an organiser gives.

    Parameters
    ----------
    interpreters
        None where languages are no matter.
    same_member
        Whether participants of the same member may meet.
    """

    participants: tuple[Participant, ...]
    slots: tuple[Slot, ...]
    requests: tuple[Request, ...]
    free: tuple[Free, ...] = ()
    interpreters: tuple[Interpreter, ...] | None = None
    rules: tuple[Rule, ...] = ()
    pairs: tuple[Pair, ...] = ()
    published: tuple[Published, ...] = ()
    same_member: bool = True
