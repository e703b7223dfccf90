"""Enter daily reports.

A report is never changed: a later one of the same class and day replaces it from the moment at
which it was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from citybricks.services.schoolhealth.daily.domain.checking import Entry, Surroundings, check
from citybricks.services.schoolhealth.daily.domain.diagnoses import codes
from citybricks.services.schoolhealth.daily.models import Line, Report
from citybricks.services.schoolhealth.daily.vocabulary import Source, Syndrome
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.schools.domain.calendar import (
    days_of_school,
    today_in,
)
from citybricks.services.schoolhealth.schools.models import SchoolClass

__all__ = ["Entry", "RefusedReportError", "Said", "enter", "enter_all", "surroundings"]
_BATCH = 500


class RefusedReportError(ValueError):
    """A report that is not entered.

    Parameters
    ----------
    findings
        What is wrong with it.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(one.text("en") for one in findings))


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a class on a day.

    Parameters
    ----------
    lines
        None of them, or none with pupils who are ill: an explicit zero, not a missing report.
    absent
        Pupils of the class who are not there; None: the sum over the lines.
    enrolled
        Pupils of the class; None: as in the list of classes.
    """

    school_class: SchoolClass
    day: date
    lines: tuple[Entry, ...] = ()
    absent: int | None = None
    enrolled: int | None = None
    note: str = ""

    @property
    def all_absent(self) -> int:
        """Pupils who are not there."""
        return sum(line.absent for line in self.lines) if self.absent is None else self.absent

    @property
    def all_enrolled(self) -> int:
        """Pupils of the class."""
        return self.school_class.enrolled if self.enrolled is None else self.enrolled

    @property
    def is_zero(self) -> bool:
        """Whether it says that nobody is ill: who is absent is so for another reason, as said."""
        explained = sum(line.absent for line in self.lines if line.syndrome == Syndrome.NONE)
        return not any(line.ill for line in self.lines) and self.all_absent <= explained


def surroundings(school_class: SchoolClass, day: date) -> Surroundings:
    """Return what a report of a class on a day is checked against."""
    school = school_class.school
    return Surroundings(
        today=today_in(school.city),
        is_open=days_of_school(school).is_open(day),
        school=str(school),
        diagnoses=codes(school.city.law),
    )


def enter(
    school_class: SchoolClass,
    day: date,
    lines: Iterable[Entry] = (),
    absent: int | None = None,
    by: Any = None,
    source: str = Source.PAGE,
    *,
    enrolled: int | None = None,
    at: datetime | None = None,
) -> Report:
    """Enter a report of a class on a day.

    Parameters
    ----------
    lines, absent, enrolled
        As in `Said`.
    by
        Who enters it; None: a program.
    source
        How it came in.
    at
        When it became known; None: now. A replay of the past gives the past.

    Raises
    ------
    RefusedReportError
        When a rule is broken.
    """
    said = Said(school_class, day, tuple(lines), absent, enrolled)
    around = surroundings(school_class, day)
    findings = check(day, said.all_enrolled, said.all_absent, said.lines, around)
    if wrong := [one for one in findings if not one.warning]:
        raise RefusedReportError(wrong)
    return enter_all([said], by, source, at=at)[0]


@transaction.atomic
def enter_all(
    reports: Sequence[Said],
    by: Any = None,
    source: str = Source.PAGE,
    *,
    at: datetime | None = None,
) -> list[Report]:
    """Enter reports that were checked, all at one time; of each class and day one."""
    moment = at or timezone.now()
    classes = {said.school_class.pk for said in reports}
    # Two people who report the same class at once do so one after the other.
    list(SchoolClass.objects.select_for_update().filter(pk__in=classes).values_list("pk"))
    latest = _latest(reports)
    made = [_report(said, by, source, moment, latest) for said in reports]
    Report.objects.bulk_create(made, _BATCH)
    lines = [
        Line(
            report=report,
            syndrome=line.syndrome,
            diagnosis=line.diagnosis,
            ill=line.ill,
            absent=line.absent,
            excluded=line.excluded,
        )
        for report, said in zip(made, reports, strict=True)
        for line in said.lines
        if not line.is_empty
    ]
    Line.objects.bulk_create(lines, _BATCH)
    return made


def _latest(reports: Sequence[Said]) -> dict[tuple[str, date], datetime]:
    """Return when each class and day was last reported, so that later is later."""
    if not reports:
        return {}
    days = [said.day for said in reports]
    kept = Report.objects.filter(
        school_class__in={said.school_class.pk for said in reports},
        day__range=(min(days), max(days)),
    )
    found: dict[tuple[str, date], datetime] = {}
    for pk, day, at in kept.values_list("school_class", "day", "recorded_at"):
        found[pk, day] = max(at, found.get((pk, day), at))
    return found


def _report(
    said: Said,
    by: Any,
    source: str,
    moment: datetime,
    latest: dict[tuple[str, date], datetime],
) -> Report:
    last = latest.get((said.school_class.pk, said.day))
    if last is not None and last >= moment:
        moment = last + timedelta(microseconds=1)
    return Report(
        school_class=said.school_class,
        day=said.day,
        recorded_at=moment,
        recorded_by=by,
        source=source,
        enrolled=said.all_enrolled,
        absent=said.all_absent,
        zero=said.is_zero,
        note=said.note,
    )
