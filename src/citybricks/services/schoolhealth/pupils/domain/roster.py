"""The roster of a class: numbers become pseudonyms, and each pupil an invitation on paper.

Numbers are not kept, and names are not wanted: a column of numbers comes in, and what goes back
once, to be printed, is the only place where number, short code and invitation stand together.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from citybricks.methods.privacy.pseudonyms import ALPHABET, normalised
from citybricks.services.schoolhealth.pupils.domain import keys
from citybricks.services.schoolhealth.pupils.domain.keys import Year
from citybricks.services.schoolhealth.pupils.models import Guardian, Invitation, Pupil
from citybricks.services.schoolhealth.pupils.router import DATABASE
from citybricks.services.schoolhealth.schools.models import SchoolClass

LASTS = timedelta(days=30)
MOST = 200
"""Numbers in one roster."""
_LONGEST, _GROUP, _GROUPS = 20, 4, 3
_NUMBER = re.compile(r"[0-9A-Z]*(?:-?[0-9A-Z])*")
_HEADINGS = {"NUMBER", "NO", "NO.", "学号", "学籍号", "番号", "出席番号", "学籍番号", "座号"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a roster; its text is not repeated, as it may be a name."""

    line: int
    rule: str


class RosterError(ValueError):
    """A roster has lines that are no numbers; nothing of it was taken in.

    Parameters
    ----------
    faults
        Every line that is wrong.
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} lines are wrong")


@dataclass(frozen=True, slots=True)
class Invited:
    """What the printed sheet says of a pupil.

    Parameters
    ----------
    number
        On the school's roster.
    short
        By which the nurse's pages show the pupil.
    code
        With which a guardian comes in; empty where one has done so already.
    """

    number: str
    short: str
    code: str
    expires_at: datetime

    def __repr__(self) -> str:
        """Say nothing of number and code."""
        return "Invited(…)"


def read(text: str) -> list[str]:
    """Read the numbers of a roster, one a line.

    Raises
    ------
    RosterError
        When there are none, too many, or lines that are none.
    """
    faults: list[Fault] = []
    numbers: dict[str, int] = {}
    for line, cells in _lines(text):
        number = _plain(cells[0])
        if rule := _wrong(cells, number, numbers):
            faults.append(Fault(line, rule))
        else:
            numbers[number] = line
    if not faults and not numbers:
        faults.append(Fault(1, "empty"))
    if len(numbers) > MOST:
        faults.append(Fault(MOST + 1, "too many"))
    if faults:
        raise RosterError(faults)
    return list(numbers)


def bring(place: SchoolClass, text: str) -> list[Invited]:
    """Take a roster in, and return what is printed once.

    A pupil who changed class keeps record and consent. Invitations that nobody has redeemed are
    void once there is another.

    Raises
    ------
    RosterError
        When a line is wrong; nothing is taken in then.
    """
    numbers = read(text)
    school = place.school
    year = keys.year(school.city_id, place.school_year)
    expires = timezone.now() + LASTS
    with transaction.atomic(using=DATABASE):
        return [_invited(place, year, number, expires) for number in numbers]


def _invited(place: SchoolClass, year: Year, number: str, expires: datetime) -> Invited:
    school = place.school
    fields = {
        "city": school.city_id,
        "school": school.code,
        "class_id": place.pk,
        "school_year": place.school_year,
    }
    name = year.pseudonym(school.code, number)
    pupil, _ = Pupil.objects.update_or_create(pseudonym=name, defaults=fields)
    code = ""
    if not Guardian.objects.filter(pupil=pupil, until=None).exists():
        code = invite(pupil, year, expires)
    return Invited(number, pupil.short, code, expires)


def invite(pupil: Pupil, year: Year, expires: datetime) -> str:
    """Make a code for a guardian of a pupil; earlier ones that nobody redeemed are void."""
    pupil.invitations.filter(redeemed_at=None).delete()
    code = "".join(secrets.choice(ALPHABET) for _ in range(_GROUP * _GROUPS))
    Invitation.objects.create(
        pupil=pupil, city=pupil.city, digest=year.digest(code), expires_at=expires
    )
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    heading = True
    try:
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if heading and cells[0].strip().upper() in _HEADINGS:
                heading = False
                continue
            heading = False
            yield rows.line_num, cells
    except csv.Error:
        raise RosterError([Fault(rows.line_num, "unreadable")]) from None


def _plain(cell: str) -> str:
    try:
        return normalised(cell.removeprefix("'"))
    except ValueError:
        return ""


def _wrong(cells: list[str], number: str, numbers: dict[str, int]) -> str:
    """Return the rule that a line breaks; empty when it is a number."""
    if any(cell.strip() for cell in cells[1:]):
        return "one column"
    if len(number) > _LONGEST:
        return "too long"
    if not any(sign.isdigit() for sign in number) or not _NUMBER.fullmatch(number):
        return "no number"
    return "twice" if number in numbers else ""
