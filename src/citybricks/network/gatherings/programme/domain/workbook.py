"""Take in a workbook of the CoSPLib format: tracks, blocks of time, rooms, people, talks.

Every cell that cannot be used is named, and nothing is taken in as long as there is one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from citybricks.methods.gatherings.programme.reading import COLUMNS, Sheet
from citybricks.network.content.given import readable
from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain.zones import from_wall, zone_named
from citybricks.network.gatherings.programme.domain import talks as programme_talks
from citybricks.network.gatherings.programme.domain.people import Person, speaker_of
from citybricks.network.gatherings.programme.models import Block, Speaker, Track
from citybricks.network.gatherings.programme.vocabulary import Attendance, Palette

ASKED = ("submissions", "tracks", "sessions", "rooms")
"""Sheets that a workbook has to have; ``parameters`` and ``similar tracks`` are read if there."""
MOST = 3_000
"""Submissions in one workbook."""
REFUSED = 10
"""A penalty from which on a talk is not to be in a session."""
_FURTHEST = 12


class CellsError(ValueError):
    """Cells that cannot be used.

    Parameters
    ----------
    problems
        What is wrong with each, in the reader's language.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(slots=True)
class Read:
    """What stands in a workbook; times are on the wall of the gathering."""

    tracks: dict[str, list[str]] = field(default_factory=dict)
    """Chairs by track."""
    sessions: dict[str, tuple[date, time, time, int]] = field(default_factory=dict)
    rooms: list[str] = field(default_factory=list)
    talks: list[Submission] = field(default_factory=list)
    similar: list[tuple[str, str]] = field(default_factory=list)
    local: str = "UTC"


@dataclass(frozen=True, slots=True)
class Submission:
    """A row of the sheet of submissions."""

    name: str
    track: str
    slots: int
    order: int
    zone: str
    presenters: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """How much was taken in."""

    tracks: int
    blocks: int
    rooms: int
    people: int
    talks: int


class _Reader:
    """Reads sheets and collects what is wrong."""

    def __init__(self, content: bytes) -> None:
        self.problems: list[str] = []
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            self.sheets = {
                name: Sheet(name, [*book[name].iter_rows(values_only=True, max_row=MOST + 2)])
                for name in book.sheetnames
            }
        except Exception as error:  # what openpyxl raises on other bytes is not documented
            said = _("The file is no Excel workbook (.xlsx).")
            raise CellsError([said]) from error
        for name in ASKED:
            if name not in self.sheets:
                said = _("There is no sheet “%(sheet)s”; a workbook has %(sheets)s.")
                self.problems.append(said % {"sheet": name, "sheets": ", ".join(ASKED)})
        if self.problems:
            raise CellsError(self.problems)

    def wrong(self, sheet: Sheet, row: int, column: int, allowed: str) -> None:
        """Note that a cell cannot be used."""
        cell = f"{get_column_letter(column + 1)}{row + 1}"
        said = _("Sheet %(sheet)s, cell %(cell)s: “%(value)s” cannot be used; %(allowed)s.")
        value = sheet.text(row, column)[:60]
        self.problems.append(
            said % {"sheet": sheet.name, "cell": cell, "value": value, "allowed": allowed}
        )

    def names(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield row and name of the first column, below its heading."""
        sheet, seen = self.sheets[name], set[str]()
        for row in range(1, len(sheet.rows)):
            said = readable(sheet.text(row, 0)).strip()
            if not said or len(said) > 200 or said in seen:  # noqa: PLR2004 - as long as a name
                self.wrong(sheet, row, 0, _("give a name that no other row has"))
                continue
            seen.add(said)
            yield row, said
        if len(sheet.rows) <= 1:
            self.wrong(sheet, 1, 0, _("give one name at least, below the heading"))

    def whole(self, sheet: Sheet, row: int, column: int, least: int, most: int) -> int:
        """Return a whole number; one that is none is noted."""
        value = sheet.at(row, column)
        value = least if value in (None, "") else value
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        if not fits or value != int(value) or not least <= value <= most:
            said = _("give a whole number from %(least)s to %(most)s")
            self.wrong(sheet, row, column, said % {"least": least, "most": most})
            return least
        return int(value)

    def clock(self, sheet: Sheet, row: int, column: int) -> time:
        """Return a time of the day; one that is none is noted."""
        value = sheet.at(row, column)
        try:
            if isinstance(value, datetime):
                return value.time()
            return value if isinstance(value, time) else time.fromisoformat(str(value).strip())
        except ValueError:
            self.wrong(sheet, row, column, _("give a time such as 09:30"))
            return time()

    def day(self, sheet: Sheet, row: int, column: int) -> date:
        """Return a day; one that is none is noted."""
        value = sheet.at(row, column)
        try:
            if isinstance(value, datetime):
                return value.date()
            return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
        except ValueError:
            self.wrong(sheet, row, column, _("give a day such as 2026-11-18"))
            return date.min

    def zone(self, sheet: Sheet, row: int, column: int) -> str:
        """Return the IANA name of a zone; one that is none is noted."""
        said = sheet.text(row, column).strip() or "GMT+0"
        hours = said[3:]
        if said.startswith("GMT") and hours[:1] in "+-" and hours[1:].isdecimal():
            if int(hours[1:]) <= _FURTHEST:
                return _fixed(int(hours))
        else:
            try:
                return zone_named(said).key
            except ValidationError:
                pass
        self.wrong(sheet, row, column, _("give GMT-12 to GMT+12, or a zone such as Asia/Shanghai"))
        return "UTC"


def _fixed(hours: int) -> str:
    """Return the zone so many hours east of Greenwich; in IANA names the sign is the other way."""
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def read(content: bytes) -> Read:
    """Read a workbook.

    Raises
    ------
    CellsError
        When cells cannot be used; it names all of them.
    """
    reader, found = _Reader(content), Read()
    tracks, rooms = reader.sheets["tracks"], reader.names("rooms")
    found.tracks = {name: _people(tracks, row, 1) for row, name in reader.names("tracks")}
    found.rooms = [name for _row, name in rooms]
    found.sessions = dict(_sessions(reader))
    found.talks = list(_submissions(reader, found))
    found.similar = list(_similar(reader, found))
    if "parameters" in reader.sheets:
        found.local = reader.zone(reader.sheets["parameters"], 1, 1)
    if reader.problems:
        raise CellsError(reader.problems)
    return found


def _people(sheet: Sheet, row: int, column: int) -> list[str]:
    names = readable(sheet.text(row, column)).replace(";", ",").split(",")
    return [name.strip()[:200] for name in names if name.strip()]


def _sessions(reader: _Reader) -> Iterator[tuple[str, tuple[date, time, time, int]]]:
    sheet = reader.sheets["sessions"]
    for row, name in reader.names("sessions"):
        slots = reader.whole(sheet, row, 1, 1, 100)
        day = reader.day(sheet, row, 2)
        start, end = reader.clock(sheet, row, 3), reader.clock(sheet, row, 4)
        if end <= start:
            reader.wrong(sheet, row, 4, _("it has to end after it begins"))
        yield name, (day, start, end, slots)


def _submissions(reader: _Reader, found: Read) -> Iterator[Submission]:
    sheet = reader.sheets["submissions"]
    if len(sheet.rows) > MOST + 1:
        said = _("There are more than %(most)s submissions.")
        reader.problems.append(said % {"most": MOST})
    columns = {sheet.text(0, at): at for at in range(COLUMNS, COLUMNS + len(found.sessions))}
    for row, name in reader.names("submissions"):
        track = readable(sheet.text(row, 1)).strip()
        if track not in found.tracks:
            reader.wrong(sheet, row, 1, _("give a track of the sheet “tracks”"))
        yield Submission(
            name=name,
            track=track,
            slots=reader.whole(sheet, row, 2, 1, 100),
            order=reader.whole(sheet, row, 3, 0, 10_000),
            zone=reader.zone(sheet, row, 4),
            presenters=tuple(_people(sheet, row, 5)),
            refused=tuple(
                session
                for session, column in columns.items()
                if session in found.sessions
                and reader.whole(sheet, row, column, 0, 1_000_000) >= REFUSED
            ),
        )


def _similar(reader: _Reader, found: Read) -> Iterator[tuple[str, str]]:
    sheet = reader.sheets.get("similar tracks")
    if sheet is None:
        return
    heads = {sheet.text(0, column): column for column in range(1, len(found.tracks) + 1)}
    for row in range(1, len(sheet.rows)):
        for other, column in heads.items():
            one = sheet.text(row, 0)
            known = {one, other} <= set(found.tracks)
            if known and one != other and reader.whole(sheet, row, column, 0, 1_000_000):
                yield one, other


@transaction.atomic
def take_in(gathering: Any, given: Read, *, first: date | None = None, slot: int = 0) -> Taken:
    """Take a workbook into the draft; what is there under the same name is brought up to date.

    Parameters
    ----------
    first
        The day that the workbook's first day becomes; None: as in the workbook.
    slot
        Minutes of a slot; 0: of each session its length by its slots, the shortest of them.

    Raises
    ------
    CellsError
        When a time does not exist, or exists twice, where the gathering is.
    """
    tracks = _take_tracks(gathering, given)
    blocks = _take_blocks(gathering, given, first)
    for number, name in enumerate(given.rooms, 1):
        code = _code(name, f"room-{number}", 40)
        gathering.rooms.get_or_create(code=code, defaults={"name": Text(text=name)})
    people = _take_people(gathering, given)
    for name, chairs in given.tracks.items():
        if chairs:
            tracks[name].chair = people[chairs[0]]
            tracks[name].save()
    minutes = slot or _slot(given)
    for one in given.talks:
        talk = programme_talks.take(
            gathering,
            title=Text(text=one.name),
            abstract=Text(),
            speakers=[people[name] for name in one.presenters],
            track=tracks[one.track],
            minutes=one.slots * minutes,
            attendance=_attendance([people[name] for name in one.presenters]),
            source=f"workbook:{one.name}"[:60],
        )
        talk.refused.set(blocks[name] for name in one.refused)
    return Taken(len(tracks), len(blocks), len(given.rooms), len(people), len(given.talks))


def _attendance(people: list[Speaker]) -> str:
    return Attendance.ONLINE if people and people[0].attendance == "online" else Attendance.ON_SITE


def _slot(given: Read) -> int:
    lengths = [_minutes(start, end) // slots for _day, start, end, slots in given.sessions.values()]
    return max(5, min(lengths, default=20))


def _minutes(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _code(name: str, otherwise: str, most: int) -> str:
    return slugify(name)[:most].strip("-") or otherwise


def _take_tracks(gathering: Any, given: Read) -> dict[str, Track]:
    found: dict[str, Track] = {}
    colours = Palette.values
    for number, name in enumerate(given.tracks):
        code = _code(name, f"track-{number + 1}", 60)
        made = {
            "name": Text(text=name),
            "mark": "".join(word[0] for word in name.split())[:2].upper() or str(number + 1),
            "colour": colours[number % len(colours)],
        }
        found[name] = Track.objects.get_or_create(gathering=gathering, code=code, defaults=made)[0]
    for one, other in given.similar:
        found[one].similar.add(found[other])
    return found


def _take_blocks(gathering: Any, given: Read, first: date | None) -> dict[str, Block]:
    days = [day for day, *_rest in given.sessions.values()]
    shift = first - min(days) if first and days else timedelta()
    found: dict[str, Block] = {}
    problems: list[str] = []
    for number, (name, (day, start, end, _slots)) in enumerate(given.sessions.items(), 1):
        try:
            times = {
                key: from_wall(day + shift, clock, gathering.time_zone, fold=0)
                for key, clock in (("start", start), ("end", end))
            }
        except ValidationError as error:
            problems += error.messages
            continue
        code = _code(name, f"session-{number}", 40)
        rows = Block.objects.filter(gathering=gathering, code=code)
        found[name] = rows.first() or Block(gathering=gathering, code=code)
        found[name].start, found[name].end = times["start"], times["end"]
        found[name].save()
    if problems:
        raise CellsError(problems)
    return found


def _take_people(gathering: Any, given: Read) -> dict[str, Speaker]:
    """Take in who presents and chairs; who is in another zone than the event speaks online."""
    zones = {name: one.zone for one in given.talks for name in one.presenters}
    names = dict.fromkeys([*zones, *(name for chairs in given.tracks.values() for name in chairs)])
    there = {one.name.text: one for one in Speaker.objects.filter(gathering=gathering)}
    found: dict[str, Speaker] = {}
    for name in names:
        zone = zones.get(name, given.local)
        away = zone != given.local
        found[name] = there.get(name) or speaker_of(
            gathering,
            Person(
                name=Text(text=name),
                time_zone=zone if away else gathering.time_zone,
                attendance=Attendance.ONLINE if away else Attendance.ON_SITE,
            ),
        )
    return found
