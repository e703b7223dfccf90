"""Check what is said of a class on a day; nothing here reads or writes rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from citybricks.services.schoolhealth.daily.vocabulary import Syndrome
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.rules import MOST, SMALL_CLASS
from citybricks.services.schoolhealth.tables import short

LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """How many of a class have a syndrome.

    Parameters
    ----------
    syndrome
        A code of `Syndrome`; ``none`` for who is absent and not ill.
    diagnosis
        A code of the city's law table; empty: none was made.
    ill
        Pupils with the syndrome, at school or not.
    absent
        Of them at home, those excluded by law included.
    excluded
        Of the absent those that the law keeps at home.
    """

    syndrome: str
    diagnosis: str = ""
    ill: int = 0
    absent: int = 0
    excluded: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether it says of nobody."""
        return not (self.ill or self.absent or self.excluded)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a report is checked against.

    Parameters
    ----------
    today
        In the city.
    is_open
        Whether the day is a school day of the school.
    school
        Its name.
    diagnoses
        Codes of the city's law table; None: they are not known here, any is taken.
    """

    today: date
    is_open: bool
    school: str
    diagnoses: Collection[str] | None = None


def check(
    day: date, enrolled: int, absent: int, lines: Sequence[Entry], around: Surroundings
) -> list[Finding]:
    """Return what is wrong with a report, warnings included."""
    return [
        *check_day(day, around),
        *check_enrolled(enrolled),
        *check_whole("absent", absent, enrolled, "absent-over-enrolled"),
        *(found for line in lines for found in check_line(line, enrolled, around)),
        *_over(lines, absent),
    ]


def check_day(day: date, around: Surroundings) -> Iterator[Finding]:
    """Find what is wrong with a day."""
    if day > around.today:
        yield Finding("future-day", "date", str(day), str(around.today))
    elif not around.is_open:
        yield Finding("not-a-school-day", "date", str(day), around.school)


def check_line(line: Entry, enrolled: int, around: Surroundings) -> Iterator[Finding]:
    """Find what is wrong with a line by itself."""
    yield from check_codes(line, around)
    if line.ill != line.absent:  # else it is told of the absent
        yield from check_whole("ill", line.ill, enrolled, "ill-over-enrolled")
    yield from check_whole("absent", line.absent, enrolled, "absent-over-enrolled")
    yield from check_whole("excluded", line.excluded, line.absent, "excluded-over-absent")


def check_codes(line: Entry, around: Surroundings) -> Iterator[Finding]:
    """Find what is wrong with the codes of a line."""
    if line.syndrome not in Syndrome.values:
        shown = short(line.syndrome)
        yield Finding("unknown-syndrome", "syndrome", shown, ", ".join(Syndrome.values))
    if line.syndrome == Syndrome.NONE and line.diagnosis:
        yield Finding("diagnosis-without-syndrome", "diagnosis", line.diagnosis)
    if line.syndrome == Syndrome.NONE and line.ill:
        yield Finding("ill-without-syndrome", "ill", str(line.ill))
    known = around.diagnoses
    taken = len(line.diagnosis) <= LONGEST_CODE if known is None else line.diagnosis in known
    if line.diagnosis and not taken:
        allowed = ", ".join(sorted(known or ()))
        yield Finding("unknown-diagnosis", "diagnosis", short(line.diagnosis), allowed)


def check_enrolled(enrolled: int) -> Iterator[Finding]:
    """Find what is wrong with the pupils of a class."""
    if enrolled == 0:
        yield Finding("enrolled-zero", "enrolled", "0")
    elif 0 < enrolled < SMALL_CLASS:
        yield Finding("small-class", "enrolled", str(enrolled))
    yield from check_whole("enrolled", enrolled, MOST, "too-many")


def check_whole(column: str, value: int, most: int, rule: str) -> Iterator[Finding]:
    """Find out whether a count is below 0, or over what it cannot exceed."""
    if value < 0:
        yield Finding("negative", column, str(value))
    elif value > most:
        yield Finding(rule, column, str(value), str(most))


def _over(lines: Sequence[Entry], absent: int) -> Iterator[Finding]:
    most = max((line.absent for line in lines), default=0)
    if most > absent >= 0:
        yield Finding("lines-over-absent", "absent", str(most), str(absent))
