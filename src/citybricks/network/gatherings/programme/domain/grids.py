"""A day as a table: rooms side by side, times below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from citybricks.network.gatherings.hosting.domain.zones import clock_in, offset
from citybricks.network.gatherings.programme.domain.board import Board, ShownSession


@dataclass(frozen=True, slots=True)
class Cell:
    """What a room has for a while.

    Parameters
    ----------
    sessions
        One; several where they overlap, which is a clash; none where the room is empty.
    rows, columns
        How many rows and columns of the table it takes.
    """

    room: Any
    sessions: tuple[ShownSession, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of time.

    Parameters
    ----------
    offset
        Of the clock on the wall, where it is not that of the row before.
    """

    start: datetime
    end: datetime
    clock: str
    until: str
    offset: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A day: rooms are its columns; None stands for what has no room."""

    day: date
    rooms: tuple[Any, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    start: datetime
    end: datetime
    column: int | None
    """None: all of them."""
    sessions: tuple[ShownSession, ...]


def grid(board: Board, day: date, *, every_room: bool = False) -> Grid:
    """Lay a day out as a table.

    Parameters
    ----------
    every_room
        Whether rooms that nothing is in on this day have a column too.
    """
    sessions = board.on(day)
    used = {one.place.room for one in sessions}
    rooms = [room for room in board.rooms if every_room or room.pk in used]
    columns: list[Any] = [*rooms, *([None] if _homeless(sessions) or not rooms else [])]
    held = _held(sessions, columns)
    times = sorted({time for one in held for time in (one.start, one.end)})
    spans = [
        (start, end)
        for start, end in pairwise(times)
        if any(one.start <= start and end <= one.end for one in held)
    ]
    return Grid(day, tuple(columns), tuple(_rows(board, spans, held, columns)))


def _alone(one: ShownSession, others: Sequence[ShownSession]) -> bool:
    """Whether nothing else takes place meanwhile."""
    return not any(
        other is not one and other.start < one.end and one.start < other.end  # type: ignore[operator] # sessions of a day have times
        for other in others
    )


def _homeless(sessions: Sequence[ShownSession]) -> bool:
    return any(one.room is None and not _alone(one, sessions) for one in sessions)


def _held(sessions: Sequence[ShownSession], columns: list[Any]) -> list[_Held]:
    """Return what takes cells: alone in all columns, overlapping ones of a room together."""
    at = {room.pk if room else None: column for column, room in enumerate(columns)}
    held: list[_Held] = []
    for one in sessions:
        if one.start is None or one.end is None:
            continue
        column = None if _alone(one, sessions) else at[one.room.pk if one.room else None]
        last = next((old for old in reversed(held) if old.column == column), None)
        if last is not None and one.start < last.end:
            held.remove(last)
            end = max(last.end, one.end)
            held.append(_Held(last.start, end, column, (*last.sessions, one)))
        else:
            held.append(_Held(one.start, one.end, column, (one,)))
    return held


def _rows(
    board: Board,
    spans: list[tuple[datetime, datetime]],
    held: list[_Held],
    columns: list[Any],
) -> list[Row]:
    rows: list[Row] = []
    passed = ""
    for start, end in spans:
        now = offset(start, board.zone)
        zone = board.gathering.time_zone
        rows.append(
            Row(
                start=start,
                end=end,
                clock=clock_in(start, zone),
                until=clock_in(end, zone),
                offset=now if passed and now != passed else "",
                cells=tuple(_cells(start, spans, held, columns)),
            )
        )
        passed = now
    return rows


def _cells(
    start: datetime,
    spans: list[tuple[datetime, datetime]],
    held: list[_Held],
    columns: list[Any],
) -> list[Cell]:
    there = [one for one in held if one.start <= start < one.end]
    whole = next((one for one in there if one.column is None), None)
    if whole is not None:
        if whole.start != start:
            return []
        room = whole.sessions[0].room
        return [Cell(room, whole.sessions, _count(whole, spans), len(columns))]
    by_column = {one.column: one for one in there}
    return [
        Cell(room, one.sessions, _count(one, spans)) if one else Cell(room, ())
        for column, room in enumerate(columns)
        for one in [by_column.get(column)]
        if one is None or one.start == start
    ]


def _count(one: _Held, spans: list[tuple[datetime, datetime]]) -> int:
    return sum(one.start <= start < one.end for start, _end in spans)
