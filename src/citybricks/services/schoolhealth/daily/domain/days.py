"""A school's day: which classes have reported what, since when, and what was said before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from citybricks.services.schoolhealth.daily.domain.entering import Entry, Said
from citybricks.services.schoolhealth.daily.models import Report
from citybricks.services.schoolhealth.schools.domain.calendar import deadline_of, school_year_of
from citybricks.services.schoolhealth.schools.models import School, SchoolClass


@dataclass(frozen=True, slots=True)
class ClassDay:
    """A class on a day.

    Parameters
    ----------
    reports
        All that were recorded, the latest first.
    late
        Whether the first came after the deadline.
    """

    school_class: SchoolClass
    reports: tuple[Report, ...]
    late: bool

    @property
    def report(self) -> Report | None:
        """What is known."""
        return self.reports[0] if self.reports else None

    @property
    def said(self) -> Said | None:
        """What is known, as it was said."""
        return said_of(self.report) if self.report else None


def said_of(report: Report) -> Said:
    """Return what a report says."""
    lines = tuple(
        Entry(one.syndrome, one.diagnosis, one.ill, one.absent, one.excluded)
        for one in report.lines.all()
    )
    return Said(report.school_class, report.day, lines, report.absent, report.enrolled, report.note)


def classes_of(school: School, day: date) -> list[SchoolClass]:
    """Return the classes of a school in the school year of a day."""
    year = school_year_of(school.city, day)
    return list(school.classes.filter(school_year=year).select_related("school__city"))


def day_of(school: School, day: date, as_of: datetime | None = None) -> list[ClassDay]:
    """Return the classes of a school on a day, with what was known at a moment.

    Parameters
    ----------
    as_of
        The moment; None: now.
    """
    kept = Report.objects.filter(school_class__school=school, day=day)
    if as_of is not None:
        kept = kept.filter(recorded_at__lte=as_of)
    ordered = kept.select_related("recorded_by", "school_class__school__city")
    reports: dict[str, list[Report]] = defaultdict(list)
    for one in ordered.prefetch_related("lines").order_by("-recorded_at"):
        reports[one.school_class_id].append(one)
    deadline = deadline_of(school.city, day)
    return [
        ClassDay(
            one,
            tuple(reports[one.pk]),
            bool(reports[one.pk]) and reports[one.pk][-1].recorded_at > deadline,
        )
        for one in classes_of(school, day)
    ]
