"""Take schools and classes over from a table; every row is a class, its school stands in it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.services.schoolhealth import numbers
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City, School, SchoolClass
from citybricks.services.schoolhealth.schools.vocabulary import Stage
from citybricks.services.schoolhealth.tables import Columns, Row, read, short

COLUMNS = Columns(
    needed=("school", "name", "grade", "class", "enrolled"),
    others=("name_en", "name_zh", "stage", "district", "longitude", "latitude", "school_year"),
)
_LANGUAGES = {"jp": "ja", "cn": "zh-Hans"}
"""Language that names of schools are in, by country of the law."""
_MOST_GRADE, _LONGEST_CODE, _LONGEST_CLASS = 13, 32, 40


@dataclass(frozen=True, slots=True)
class Line:
    """A class and its school, as a row gives them."""

    row: int
    code: str
    name: str
    stage: str
    district: str
    place: tuple[float, float] | None
    translations: dict[str, str]
    grade: int
    label: str
    enrolled: int
    school_year: int


@dataclass(slots=True)
class Imported:
    """What became of a table."""

    schools: int = 0
    classes: int = 0
    changed: int = 0
    findings: list[Finding] = field(default_factory=list)


def take_over(city: City, content: bytes) -> Imported:
    """Take over the rows that can be; what is there already is brought up to date.

    Raises
    ------
    UnreadableError
        When the file is no table, or lacks a column.
    """
    rows, findings = read(content, COLUMNS)
    found = Imported(findings=findings)
    year = school_year_of(city, today_in(city))
    lines = [line for row in rows if (line := _line(row, city, year, found.findings))]
    with transaction.atomic():
        for line in _once(lines, found.findings):
            _keep(city, line, found)
    return found


def _line(row: Row, city: City, year: int, findings: list[Finding]) -> Line | None:
    """Return a row's class, or note what is wrong with it."""
    cells = row.cells
    grade = numbers.whole("grade", cells.get("grade"), _MOST_GRADE)
    enrolled = numbers.whole("enrolled", cells.get("enrolled"))
    since = numbers.whole("school_year", cells.get("school_year", year), 2_200)
    place = _place(cells)
    wrong = [*row.findings, *_texts(cells, city)]
    wrong += [one for one in (grade, enrolled, since, place) if isinstance(one, Finding)]
    if enrolled == 0:
        wrong.append(Finding("enrolled-zero", "enrolled", "0"))
    findings.extend(map(row.placed, wrong))
    if (
        wrong
        or isinstance(grade, Finding)
        or isinstance(enrolled, Finding)
        or isinstance(since, Finding)
        or isinstance(place, Finding)
    ):
        return None
    return Line(
        row=row.number,
        code=str(cells["school"]),
        name=str(cells["name"]),
        stage=str(cells.get("stage", city.stage)),
        district=str(cells.get("district", ""))[:100],
        place=place,
        translations={
            tag: str(cells[column])
            for column, tag in (("name_en", "en"), ("name_zh", "zh-Hans"))
            if cells.get(column)
        },
        grade=grade,
        label=str(cells["class"]),
        enrolled=enrolled,
        school_year=since,
    )


def _texts(cells: dict[str, object], city: City) -> Iterable[Finding]:
    longest = {"school": _LONGEST_CODE, "name": 120, "class": _LONGEST_CLASS}
    for column, most in longest.items():
        value = str(cells.get(column, ""))
        if not value:
            yield Finding("missing-value", column)
        elif len(value) > most:
            yield Finding("too-many", column, short(value), f"{most}")
    stage = cells.get("stage", city.stage)
    if stage not in Stage.values:
        allowed = ", ".join(Stage.values)
        yield Finding("unknown-element", "stage", short(stage), allowed)


def _place(cells: dict[str, object]) -> tuple[float, float] | Finding | None:
    """Return longitude and latitude, None when neither is given, or what is wrong."""
    if not cells.get("longitude") and not cells.get("latitude"):
        return None
    found = []
    for column, most in (("longitude", 180), ("latitude", 90)):
        value = cells.get(column)
        if not value:
            return Finding("missing-value", column)
        try:
            number = float(str(value))
        except ValueError:
            return Finding("not-a-number", column, short(value))
        if not math.isfinite(number):
            return Finding("not-finite", column, short(value))
        if abs(number) > most:
            return Finding("too-many", column, short(value), str(most))
        found.append(number)
    return found[0], found[1]


def _once(lines: list[Line], findings: list[Finding]) -> Iterable[Line]:
    """Return the lines without those that say a class twice."""
    first: dict[tuple[str, int, int, str], Line] = {}
    for line in lines:
        before = first.setdefault((line.code, line.school_year, line.grade, line.label), line)
        if before is not line:
            rule = "said-twice" if before.enrolled == line.enrolled else "class-twice"
            value = f"{line.code} {line.grade}-{line.label}"
            findings.append(Finding(rule, "class", value, str(before.row), line.row))
    return first.values()


def _keep(city: City, line: Line, found: Imported) -> None:
    school, made = School.objects.get_or_create(
        city=city, code=line.code, defaults={"name": _name(city, line), "stage": line.stage}
    )
    found.schools += made
    given = {"name": _name(city, line), "stage": line.stage, "district": line.district}
    if line.place:
        given |= {"longitude": line.place[0], "latitude": line.place[1]}
    _bring_up_to_date(school, given)
    kept, made = SchoolClass.objects.get_or_create(
        school=school,
        school_year=line.school_year,
        grade=line.grade,
        name=line.label,
        defaults={"enrolled": line.enrolled},
    )
    found.classes += made
    found.changed += _bring_up_to_date(kept, {"enrolled": line.enrolled})


def _bring_up_to_date(kept: School | SchoolClass, given: dict[str, object]) -> bool:
    """Save a row if something in it is another now; its history says what it was."""
    changes = {
        name: value for name, value in given.items() if _said(getattr(kept, name)) != _said(value)
    }
    for name, value in changes.items():
        setattr(kept, name, value)
    if changes:
        kept.save()
    return bool(changes)


def _said(value: object) -> object:
    """Return what a text says, without when it was said."""
    return value.versions() if isinstance(value, Text) else value


def _name(city: City, line: Line) -> Text:
    language = _LANGUAGES.get(city.law, "en")
    text = Text.of(language, line.name)
    for tag, name in line.translations.items():
        if tag != language:
            text = text.translated(tag, name)
    return text
