"""Write a programme, or an instance, as a workbook of the CoSPLib format."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from openpyxl import Workbook

from citybricks.methods.gatherings.programme.evaluating import evaluate, units
from citybricks.methods.gatherings.programme.instance import TERMS, Instance, Ints, Schedule
from citybricks.methods.gatherings.programme.reading import Book

Row = Sequence[Any]

_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

WEIGHTS = (
    "Tracks_Sessions|Penalty:",
    "Tracks_Rooms|Penalty:",
    "Sessions_Rooms|Penalty:",
    "Similar Tracks:",
    "Number of Rooms per Track:",
    "Parallel Tracks:",
    "Consecutive Tracks:",
    "Submissions_Timezones:",
    "Submissions Order:",
    "Submissions_Sessions|Penalty",
    "Submissions_Rooms|Penalty:",
    "Presenters Conflicts:",
    "Attendees Conflicts:",
    "Chairs Conflicts:",
    "Presenters Conflicts Timeslot:",
    "Attendees Conflicts Timeslot:",
)
"""What a workbook calls the terms."""


def programme(instance: Instance, schedule: Schedule) -> bytes:
    """Write a programme: tracks of sessions and rooms, submissions of slots, and what it costs."""
    book = Workbook()
    sheet = book.active
    sheet.title = "sol"
    _fill(sheet, _tracks(instance, schedule))
    sheet.append([])
    _fill(sheet, _submissions(instance, schedule))
    costs, amounts = evaluate(instance, schedule), units(instance, schedule)
    _fill(
        book.create_sheet("violations"),
        [
            ("Term", "Units", "Weight", "Cost"),
            *(
                (name, amounts[term], instance.weights.of(term), costs[term])
                for term, name in zip(TERMS, WEIGHTS, strict=True)
            ),
            ("Objective", None, None, sum(costs.values())),
        ],
    )
    return _bytes(book)


def _tracks(instance: Instance, schedule: Schedule) -> Iterable[Row]:
    yield (None, *instance.rooms)
    for name, row in zip(instance.sessions, schedule.tracks, strict=True):
        yield (name, *(instance.tracks[track] if track >= 0 else None for track in row))


def _submissions(instance: Instance, schedule: Schedule) -> Iterable[Row]:
    for session, name in enumerate(instance.sessions):
        for slot in range(instance.slots[session]):
            held = schedule.slots[session, :, slot]
            yield (name, *(instance.submissions[who] if who >= 0 else None for who in held))


def book_of(book: Book) -> bytes:
    """Write an instance, so that it can be read again."""
    made, out = book.instance, Workbook()
    out.remove(out.active)
    for title, rows in (
        ("parameters", _parameters(book)),
        ("submissions", _asked(book)),
        (
            "tracks",
            [("Tracks", "Chairs"), *zip(made.tracks, map(_joined, made.chairs), strict=True)],
        ),
        ("sessions", _sessions(book)),
        ("rooms", [("Rooms",), *((room,) for room in made.rooms)]),
        ("tracks_sessions|penalty", _grid(made.tracks, made.sessions, made.tracks_sessions)),
        ("tracks_rooms|penalty", _grid(made.tracks, made.rooms, made.tracks_rooms)),
        ("similar tracks", _grid(made.tracks, made.tracks, np.triu(made.similar, 1))),
        ("sessions_rooms|penalty", _grid(made.sessions, made.rooms, made.sessions_rooms)),
    ):
        _fill(out.create_sheet(title), rows)
    return _bytes(out)


def _joined(names: Iterable[str]) -> str | None:
    return ", ".join(sorted(names)) or None


def _parameters(book: Book) -> Iterable[Row]:
    hours = book.hours
    left = (
        ("Local time zone:", _zone(book.starts[0].tzinfo)),
        ("Suitable scheduling times", None),
        ("From:", hours.suits_from),
        ("To:", hours.suits_to),
        ("Less suitable scheduling times", None),
        ("From:", hours.bears_from),
        ("To:", hours.bears_to),
        ("Penalty:", hours.less),
        ("Unsuitable scheduling times", None),
        ("Penalty:", hours.least),
    )
    yield ("Sessions", None, None, "Weights")
    for at, (name, term) in enumerate(zip(WEIGHTS, TERMS, strict=True)):
        settings = left[at] if at < len(left) else (None, None)
        yield (*settings, None, name, book.instance.weights.of(term))


def _zone(zone: object) -> str:
    """Return ``GMT+8`` for a fixed offset, and a zone's name for others."""
    name = str(zone)
    if not name.startswith("UTC") or name == "UTC":
        return "GMT+0" if name == "UTC" else name
    return f"GMT{name[3]}{int(name[4:6])}"


def _asked(book: Book) -> Iterable[Row]:
    made = book.instance
    head = "Reference", "Track", "Required Timeslots", "Order", "Time Zone", "Presenters"
    yield (*head, "Attendees", *made.sessions, *made.rooms)
    for at, name in enumerate(made.submissions):
        yield (
            name,
            made.tracks[made.track_of[at]],
            int(made.size[at]),
            int(made.order[at]),
            _zone(book.zones[at]),
            _joined(made.presenters[at]),
            _joined(made.attendees[at]),
            *_penalties(made.submissions_sessions[at]),
            *_penalties(made.submissions_rooms[at]),
        )


def _sessions(book: Book) -> Iterable[Row]:
    yield "Sessions", "Max Number of Timeslots", "Date", "Start Time", "End Time"
    made = book.instance
    for name, slots, start, end in zip(
        made.sessions, made.slots, book.starts, book.ends, strict=True
    ):
        yield name, int(slots), start.date(), start.time(), end.time()


def _grid(down: Sequence[str], across: Sequence[str], values: Ints) -> Iterable[Row]:
    yield (None, *across)
    for name, row in zip(down, values, strict=True):
        yield (name, *_penalties(row))


def _penalties(row: Ints) -> list[int | None]:
    return [int(value) or None for value in row]


def _fill(sheet: Any, rows: Iterable[Row]) -> None:
    for row in rows:
        sheet.append(list(row))


def _bytes(book: Any) -> bytes:
    """Return the file; equal workbooks are equal bytes, as no time of writing is in it."""
    out, settled = io.BytesIO(), io.BytesIO()
    book.save(out)
    with ZipFile(out) as parts, ZipFile(settled, "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            content = _WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z", parts.read(name))
            file.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return settled.getvalue()
