"""Totals of a morning's check-ins, for the school's daily entry: no pupil is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from citybricks.methods.exclusion.law import Law
from citybricks.services.schoolhealth.daily.domain.known import latest
from citybricks.services.schoolhealth.pupils.domain import chain, keys, mornings, records
from citybricks.services.schoolhealth.pupils.domain.chain import Deed
from citybricks.services.schoolhealth.pupils.domain.mornings import (
    NOT_ILL,
    ImplausibleError,
    Morning,
)
from citybricks.services.schoolhealth.pupils.models import Pupil, Recount
from citybricks.services.schoolhealth.pupils.vocabulary import Action, Attendance, Purpose
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of
from citybricks.services.schoolhealth.schools.models import City, School


@dataclass(slots=True)
class Count:
    """Pupils of a class with a syndrome and a diagnosis."""

    ill: int = 0
    absent: int = 0
    excluded: int = 0


@dataclass(slots=True)
class Total:
    """What check-ins of a class come to on a day.

    Parameters
    ----------
    class_id
        The class.
    checked_in
        Pupils of whom something was said.
    absent, late
        Who stays at home, and who comes later.
    lines
        By syndrome and diagnosis. A pupil with two syndromes is in two lines, each once; who is
        absent and not ill is in ``("none", "")``.
    """

    class_id: str
    checked_in: int = 0
    absent: int = 0
    late: int = 0
    lines: dict[tuple[str, str], Count] = field(default_factory=dict)


def totals(school: School, day: date) -> dict[str, Total]:
    """Return totals of the check-ins of a school on a day, by class.

    Classes with nobody checked in are not in it: nothing said is not nobody ill. That they were
    counted is in the access log, once, without any pupil.
    """
    city = school.city
    found: dict[str, Total] = {}
    rows = Pupil.objects.filter(
        city=city.pk, school=school.code, school_year=school_year_of(city, day)
    )
    of_class: dict[str, list[Pupil]] = {}
    for pupil in rows:
        of_class.setdefault(pupil.class_id, []).append(pupil)
    law = mornings.law_of(city.law)
    try:
        for class_id, pupils in of_class.items():
            total = Total(class_id)
            for one in records.counted(pupils, day):
                _count(total, one, day, school, law)
            if total.checked_in:
                found[class_id] = total
    except keys.DestroyedError:
        return {}
    if found:
        what = f"{school.code} {day.isoformat()}"
        chain.add(city.pk, chain.hub(Purpose.TOTALS), Action.COUNT, [Deed("", what)])
    return found


def not_checked_in(school: School, day: date) -> Counter[str]:
    """Return how many pupils on the roster of each class have not checked in."""
    rows = Pupil.objects.filter(
        city=school.city_id, school=school.code, school_year=school_year_of(school.city, day)
    )
    return Counter(rows.exclude(check_ins__day=day).values_list("class_id", flat=True))


def changed(city: City, classes: Collection[str]) -> list[Recount]:
    """Return days of some classes whose report is older than the last withdrawal or erasure.

    Entering the day once more makes it right, and lets go of it.
    """
    rows = list(Recount.objects.filter(city=city.pk, class_id__in=classes))
    if not rows:
        return []
    days = [row.day for row in rows]
    known = {
        (report.school_class_id, report.day): report.recorded_at
        for report in latest(city, min(days), max(days))
    }
    return [
        row
        for row in rows
        if (at := known.get((row.class_id, row.day))) is not None and at <= row.at
    ]


def _count(total: Total, one: Morning, day: date, school: School, law: Law | None) -> None:
    absent = one.attendance == Attendance.ABSENT
    excluded = absent and is_excluded(one, day, school.stage, school.city.law)
    total.checked_in += 1
    total.absent += absent
    total.late += one.attendance == Attendance.LATE
    ill = one.syndromes(law)
    seen_as = law.diseases[one.diagnosis].syndrome if law and one.diagnosis else ""
    for syndrome in ill or ((NOT_ILL,) if absent else ()):
        diagnosis = one.diagnosis if syndrome == seen_as else ""
        line = total.lines.setdefault((syndrome, diagnosis), Count())
        line.ill += bool(ill)
        line.absent += absent
        line.excluded += excluded


def is_excluded(one: Morning, day: date, stage: str, country: str) -> bool:
    """Whether the law keeps the pupil away on a day."""
    try:
        told = mornings.comes_back(one, stage, country)
    except ImplausibleError:
        return False
    if told is None or not told.excluded:
        return False
    return told.first_day_back is None or day < told.first_day_back
