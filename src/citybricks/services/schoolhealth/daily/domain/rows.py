"""Read one row of a file of daily reports, from whatever format it came.

A row with a syndrome says how many of a class have it; a row without one stands for the whole
class: how many are absent, and that nobody is ill as far as no other row says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from citybricks.services.schoolhealth import numbers
from citybricks.services.schoolhealth.daily.domain.checking import (
    Entry,
    Surroundings,
    check_codes,
    check_day,
    check_enrolled,
    check_line,
    check_whole,
)
from citybricks.services.schoolhealth.daily.domain.diagnoses import found as diagnosis_found
from citybricks.services.schoolhealth.daily.domain.directory import Directory
from citybricks.services.schoolhealth.daily.vocabulary import Syndrome
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.schools.models import School, SchoolClass
from citybricks.services.schoolhealth.tables import Columns, Row, folded, short

COLUMNS = Columns(
    needed=(
        "date",
        "school",
        "grade",
        "class",
        "enrolled",
        "absent",
        "syndrome",
        "diagnosis",
        "excluded",
    ),
    others=("ill",),
)
UNIT = "unit"
"""Column of formats that name a class in one word: its id, or school/grade/class."""
_GRADES = 99


@dataclass(frozen=True, slots=True)
class Read:
    """A row that was understood.

    Parameters
    ----------
    entry
        None: the row stands for the whole class.
    absent
        Of the whole class, where the row stands for it.
    """

    row: Row
    school_class: SchoolClass
    day: date
    enrolled: int
    entry: Entry | None
    absent: int
    warnings: tuple[Finding, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What the row is about within its class and day."""
        return (self.entry.syndrome, self.entry.diagnosis) if self.entry else ("", "")

    @property
    def said(self) -> tuple[int, Entry | None, int]:
        """What the row says, to compare it with another."""
        return self.enrolled, self.entry, self.absent


def read_row(row: Row, directory: Directory) -> Read | list[Finding]:
    """Return what a row says, or what is wrong with it: all that can be told at once."""
    wrong = list(row.findings)
    if not row.cells:
        return wrong
    day = numbers.day("date", row.cells.get("date"))
    counted = dict(_counts(row))
    wrong += [one for one in (day, *counted.values()) if isinstance(one, Finding)]
    where = _school(row, directory)
    wrong += [where] if isinstance(where, Finding) else []
    if isinstance(day, Finding) or isinstance(where, Finding):
        return [*wrong, *_codes(row, directory)]
    around = directory.around(where, day)
    wrong += check_day(day, around)
    found = _class(row, where, day, directory)
    if isinstance(found, Finding) or wrong:
        wrong += [found] if isinstance(found, Finding) else []
        return [*wrong, *_codes(row, directory)]
    enrolled, absent, entry = _entry(row, counted, found, directory)
    findings = [*wrong, *check_enrolled(enrolled)]
    if entry is None:
        findings += [
            *_without_syndrome(row, counted),
            *check_whole("absent", absent, enrolled, "absent-over-enrolled"),
        ]
    else:
        findings += check_line(entry, enrolled, around)
    if any(not one.warning for one in findings):
        return findings
    if enrolled != found.enrolled:
        findings.append(Finding("enrolled-changed", "enrolled", str(enrolled), str(found.enrolled)))
    return Read(row, found, day, enrolled, entry, absent, tuple(findings))


def _counts(row: Row) -> Iterator[tuple[str, int | Finding | None]]:
    """Yield the counts of a row; None: it is not given, and need not be."""
    needs = {"enrolled", "absent"} if UNIT not in row.cells else set()
    for column in ("enrolled", "absent", "excluded", "ill"):
        value = row.cells.get(column)
        empty = value is None or value == ""
        yield column, None if empty and column not in needs else numbers.whole(column, value)


def _school(row: Row, directory: Directory) -> School | Finding:
    """Return the school of a row."""
    if UNIT in row.cells:
        unit = str(row.cells[UNIT])
        found = directory.by_id.get(unit)
        given, column = unit.partition("/")[0], UNIT
        school = found.school if found else directory.school(given)
    else:
        given, column = str(row.cells.get("school", "")), "school"
        school = directory.school(given)
    if not given:
        return Finding("missing-value", column)
    if school is None:
        return Finding("unknown-school", column, short(given))
    if not directory.may_send(school):
        return Finding("school-not-yours", column, short(given))
    return school


def _class(row: Row, school: School, day: date, directory: Directory) -> SchoolClass | Finding:
    """Return the class of a row, in the school year of its day."""
    if UNIT in row.cells:
        unit = str(row.cells[UNIT])
        if unit in directory.by_id:
            return directory.by_id[unit]
        _school_code, _slash, rest = unit.partition("/")
        given, _slash, name = rest.partition("/")
        column = UNIT
    else:
        given, name = str(row.cells.get("grade", "")), str(row.cells.get("class", ""))
        column = "class"
    grade = numbers.whole("grade", given.removesuffix("年"), _GRADES)
    if isinstance(grade, Finding):
        return (
            Finding("unknown-class", UNIT, short(row.cells[UNIT]), str(school))
            if (column == UNIT)
            else grade
        )
    if not name:
        return Finding("missing-value", column)
    found = directory.school_class(school, day, grade, name)
    return found or Finding("unknown-class", column, short(f"{grade}-{name}"), str(school))


def _entry(
    row: Row, counted: dict[str, int | Finding | None], found: SchoolClass, directory: Directory
) -> tuple[int, int, Entry | None]:
    """Return pupils, absent of the whole class, and what is said of a syndrome."""
    given = {name: value for name, value in counted.items() if isinstance(value, int)}
    enrolled = given.get("enrolled", found.enrolled)
    syndrome, diagnosis = _said_codes(row, directory)
    absent = given.get("absent", 0)
    if not syndrome:
        return enrolled, absent, None
    ill = given.get("ill", 0 if syndrome == Syndrome.NONE else absent)
    return enrolled, absent, Entry(syndrome, diagnosis, ill, absent, given.get("excluded", 0))


def _said_codes(row: Row, directory: Directory) -> tuple[str, str]:
    syndrome = folded(str(row.cells.get("syndrome", "")))
    diagnosis = str(row.cells.get("diagnosis", "")).strip()
    known = diagnosis_found(directory.city.law, diagnosis)
    return syndrome, known if known != diagnosis else diagnosis.casefold()


def _codes(row: Row, directory: Directory) -> Iterator[Finding]:
    """Find what is wrong with the codes of a row of which nothing else can be checked."""
    syndrome, diagnosis = _said_codes(row, directory)
    if syndrome:
        around = Surroundings(directory.today, True, "", directory.diagnoses)
        yield from check_codes(Entry(syndrome, diagnosis), around)


def _without_syndrome(row: Row, counted: dict[str, int | Finding | None]) -> Iterator[Finding]:
    """Find what a row without a syndrome cannot say."""
    if row.cells.get("diagnosis"):
        yield Finding("diagnosis-without-syndrome", "diagnosis", short(row.cells["diagnosis"]))
    if counted.get("ill"):
        yield Finding("ill-without-syndrome", "ill", short(row.cells["ill"]))
    if counted.get("excluded"):
        yield Finding("missing-value", "syndrome")
