"""Read an instance from a workbook of the CoSPLib format; every cell that is wrong is named."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any, Literal

import numpy as np
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from citybricks.methods.gatherings.programme.comfort import Hours, any_day, penalties, zone_of
from citybricks.methods.gatherings.programme.instance import TERMS, Instance, Ints, Weights

SHEETS = (
    "parameters",
    "submissions",
    "tracks",
    "sessions",
    "rooms",
    "tracks_sessions|penalty",
    "tracks_rooms|penalty",
    "similar tracks",
    "sessions_rooms|penalty",
)
COLUMNS = 7
"""Columns of a submission before those of sessions and of rooms."""

Rows = list[tuple[Any, ...]]


Kind = Literal[
    "file",
    "sheet",
    "rows",
    "name",
    "one of",
    "whole number",
    "from",
    "time",
    "date",
    "zone",
    "most",
]
"""What is wrong: what may be there is a time, a date, one of some names, at most a number, …"""


class WorkbookError(ValueError):
    """A cell of a workbook cannot be used.

    Parameters
    ----------
    kind
        What may be there.
    sheet, cell
        Where; the cell is empty where a whole sheet is meant.
    value
        What is there.
    allowed
        Names or numbers that may be there.
    """

    def __init__(self, kind: Kind, sheet: str, cell: str, value: object, allowed: str = "") -> None:
        super().__init__(kind, sheet, cell, value, allowed)
        self.kind, self.sheet, self.cell = kind, sheet, cell
        self.value, self.allowed = value, allowed

    def __str__(self) -> str:
        where = f"sheet {self.sheet}" + (f", cell {self.cell}" if self.cell else "")
        return f"{where}: {self.value!r} cannot be used; allowed: {self.kind} {self.allowed}"


class Sheet:
    """The rows of a sheet, without those that are empty at the end."""

    def __init__(self, name: str, rows: Rows) -> None:
        self.name = name
        while rows and all(value is None for value in rows[-1]):
            rows.pop()
        self.rows = rows

    def at(self, row: int, column: int) -> Any:
        """Return a value, counted from 0; None outside."""
        there = row < len(self.rows) and column < len(self.rows[row])
        return self.rows[row][column] if there else None

    def wrong(self, row: int, column: int, kind: Kind, allowed: str = "") -> WorkbookError:
        """Return the refusal of a value."""
        cell = f"{get_column_letter(column + 1)}{row + 1}"
        return WorkbookError(kind, self.name, cell, self.at(row, column), allowed)

    def text(self, row: int, column: int) -> str:
        """Return a value as text; a whole number is written without its point."""
        value = self.at(row, column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value)

    def whole(self, row: int, column: int, least: int = 0) -> int:
        """Return a whole number, 0 where the cell is empty."""
        value = self.at(row, column)
        if value is None or value == "":
            value = 0
        numeric = isinstance(value, int | float) and not isinstance(value, bool)
        if not numeric or value != int(value):
            raise self.wrong(row, column, "whole number")
        if value < least:
            raise self.wrong(row, column, "from", str(least))
        return int(value)

    def clock(self, row: int, column: int) -> time:
        """Return a time of the day."""
        value = self.at(row, column)
        if isinstance(value, datetime):
            value = value.time()
        if isinstance(value, str):
            try:
                value = time.fromisoformat(value.strip())
            except ValueError:
                raise self.wrong(row, column, "time") from None
        if not isinstance(value, time):
            raise self.wrong(row, column, "time")
        return value

    def names(self) -> tuple[str, ...]:
        """Return the names in the first column, below its heading.

        Raises
        ------
        WorkbookError
            When there are none, or one is empty or there twice.
        """
        found: list[str] = []
        for row in range(1, len(self.rows)):
            name = self.text(row, 0)
            if not name or name in found:
                raise self.wrong(row, 0, "name")
            found.append(name)
        if not found:
            raise WorkbookError("rows", self.name, "", 0, "1")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says.

    Parameters
    ----------
    starts, ends
        Of each session, with the zone of the conference.
    zones
        Of each submission.
    """

    instance: Instance
    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    zones: tuple[tzinfo, ...]
    hours: Hours


def read(content: bytes) -> Book:
    """Read a workbook.

    Raises
    ------
    WorkbookError
        When the file is no workbook, a sheet is missing, or a cell cannot be used.
    """
    sheets = _sheets(content)
    names = {kind: sheets[kind].names() for kind in ("submissions", "tracks", "sessions", "rooms")}
    held, people = _submissions(sheets["submissions"], names)
    chairs = tuple(_people(sheets["tracks"], row, 1) for row in range(1, len(names["tracks"]) + 1))
    slots = [sheets["sessions"].whole(row + 1, 1, 1) for row in range(len(names["sessions"]))]
    weights = [sheets["parameters"].whole(row + 1, 4, 0) for row in range(len(TERMS))]
    starts, ends, zones = _times(sheets, len(names["submissions"]))
    hours = _hours(sheets["parameters"])
    made = Instance(
        submissions=names["submissions"],
        tracks=names["tracks"],
        sessions=names["sessions"],
        rooms=names["rooms"],
        track_of=held["track_of"],
        size=held["size"],
        order=held["order"],
        submissions_sessions=held["submissions_sessions"],
        submissions_rooms=held["submissions_rooms"],
        slots=np.array(slots, dtype=np.int64),
        tracks_sessions=_grid(
            sheets, "tracks_sessions|penalty", names["tracks"], names["sessions"]
        ),
        tracks_rooms=_grid(sheets, "tracks_rooms|penalty", names["tracks"], names["rooms"]),
        sessions_rooms=_grid(sheets, "sessions_rooms|penalty", names["sessions"], names["rooms"]),
        similar=_similar(sheets["similar tracks"], names["tracks"]),
        time_zones=penalties(zones, starts, ends, hours),
        presenters=people[0],
        attendees=people[1],
        chairs=chairs,
        weights=Weights(*weights),
    )
    _check_room(made)
    return Book(made, tuple(starts), tuple(ends), tuple(zones), hours)


def _sheets(content: bytes) -> dict[str, Sheet]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # what openpyxl raises on other bytes is not documented
        raise WorkbookError("file", "", "", str(error)) from error
    for name in SHEETS:
        if name not in book.sheetnames:
            raise WorkbookError("sheet", name, "", "", ", ".join(SHEETS))
    return {name: Sheet(name, [*book[name].iter_rows(values_only=True)]) for name in SHEETS}


def _people(sheet: Sheet, row: int, column: int) -> frozenset[str]:
    """Return names written with a comma and a space between them."""
    return frozenset(name for name in sheet.text(row, column).split(", ") if name)


def _submissions(
    sheet: Sheet, names: dict[str, tuple[str, ...]]
) -> tuple[dict[str, Ints], list[tuple[frozenset[str], ...]]]:
    tracks = {name: at for at, name in enumerate(names["tracks"])}
    rows = range(1, len(names["submissions"]) + 1)
    for row in rows:
        if sheet.text(row, 1) not in tracks:
            raise sheet.wrong(row, 1, "one of", ", ".join(tracks))
    wanted = COLUMNS + len(names["sessions"])
    held = {
        "track_of": [tracks[sheet.text(row, 1)] for row in rows],
        "size": [sheet.whole(row, 2, 1) for row in rows],
        "order": [sheet.whole(row, 3, 0) for row in rows],
        "submissions_sessions": _block(sheet, rows, COLUMNS, names["sessions"]),
        "submissions_rooms": _block(sheet, rows, wanted, names["rooms"]),
    }
    people = [tuple(_people(sheet, row, column) for row in rows) for column in (5, 6)]
    return {name: np.array(values, dtype=np.int64) for name, values in held.items()}, people


def _block(
    sheet: Sheet, rows: Sequence[int], first: int, names: tuple[str, ...]
) -> list[list[int]]:
    """Return penalties in columns with names, in the order of the names."""
    heads = {sheet.text(0, column): column for column in range(first, first + len(names))}
    for column in range(first, first + len(names)):
        if sheet.text(0, column) not in names:
            raise sheet.wrong(0, column, "one of", ", ".join(names))
    return [[sheet.whole(row, heads[name]) for name in names] for row in rows]


def _grid(
    sheets: dict[str, Sheet], name: str, down: tuple[str, ...], across: tuple[str, ...]
) -> Ints:
    sheet = sheets[name]
    at = {sheet.text(row, 0): row for row in range(1, len(sheet.rows))}
    for row in range(1, len(sheet.rows)):
        if sheet.text(row, 0) not in down:
            raise sheet.wrong(row, 0, "one of", ", ".join(down))
    for each in down:
        if each not in at:
            raise WorkbookError("rows", name, "", len(sheet.rows) - 1, ", ".join(down))
    rows = [at[each] for each in down]
    return np.array(_block(sheet, rows, 1, across), dtype=np.int64)


def _similar(sheet: Sheet, tracks: tuple[str, ...]) -> Ints:
    """Return the triangle above the diagonal on both sides of it; rows and columns go together."""
    down = Sheet(sheet.name, sheet.rows).names()
    for row, name in enumerate(down, 1):
        if name not in tracks:
            raise sheet.wrong(row, 0, "one of", ", ".join(tracks))
    if len(down) != len(tracks):
        raise WorkbookError("rows", sheet.name, "", len(down), ", ".join(tracks))
    at = [tracks.index(name) for name in down]
    found = np.zeros((len(tracks), len(tracks)), dtype=np.int64)
    for row in range(len(down)):
        for column in range(row + 1, len(down)):
            value = sheet.whole(row + 1, column + 1)
            found[at[row], at[column]] = found[at[column], at[row]] = value
    return found


def _times(
    sheets: dict[str, Sheet], count: int
) -> tuple[list[datetime], list[datetime], list[tzinfo]]:
    parameters, sessions, submissions = (
        sheets[name] for name in ("parameters", "sessions", "submissions")
    )
    local = zone_of(parameters.text(1, 1))
    if local is None:
        raise parameters.wrong(1, 1, "zone")
    zones = []
    for row in range(1, count + 1):
        zone = zone_of(submissions.text(row, 4))
        if zone is None:
            raise submissions.wrong(row, 4, "zone")
        zones.append(zone)
    rows = range(1, len(sessions.rows))
    starts, ends = (
        [any_day(sessions.clock(row, column), local, _day(sessions, row)) for row in rows]
        for column in (3, 4)
    )
    return starts, ends, zones


def _day(sheet: Sheet, row: int) -> date:
    value = sheet.at(row, 2)
    if isinstance(value, str):
        try:
            value = datetime.strptime(value.strip(), "%m/%d/%Y")  # noqa: DTZ007 - only its day
        except ValueError:
            value = None
    if not isinstance(value, date):
        raise sheet.wrong(row, 2, "date")
    return value.date() if isinstance(value, datetime) else value


def _hours(sheet: Sheet) -> Hours:
    return Hours(
        sheet.clock(3, 1),
        sheet.clock(4, 1),
        sheet.clock(6, 1),
        sheet.clock(7, 1),
        sheet.whole(8, 1),
        sheet.whole(10, 1),
    )


def _check_room(instance: Instance) -> None:
    longest = int(instance.slots.max())
    for at in np.flatnonzero(instance.size > longest):
        cell = f"C{at + 2}"
        raise WorkbookError("most", "submissions", cell, int(instance.size[at]), str(longest))
    room = int(instance.slots.sum()) * len(instance.rooms)
    if instance.size.sum() > room:
        raise WorkbookError("most", "submissions", "C", int(instance.size.sum()), str(room))
    cells = len(instance.sessions) * len(instance.rooms)
    if len(instance.tracks) > cells:
        raise WorkbookError("most", "tracks", "A", len(instance.tracks), str(cells))
