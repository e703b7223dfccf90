"""A city with four schools in two districts and a week of reports."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.services.schoolhealth.daily.models import Line, Report
from citybricks.services.schoolhealth.releases.domain import publishing
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of
from citybricks.services.schoolhealth.schools.models import School, SchoolClass
from tests.services.schoolhealth.scene import Scene

ILL = {"fever": 9, "respiratory": 6, "gastrointestinal": 2, "rash": 1}


def reported(scene: Scene) -> None:
    """Give the city schools in two districts, and reports of the last week that is over."""
    monday = publishing.weeks(scene.city)[0]
    year = school_year_of(scene.city, monday)
    School.objects.filter(city=scene.city).update(active=False)
    for number in range(4):
        school = School.objects.create(
            city=scene.city,
            code=f"s{number}",
            name=Text.of("ja", f"第{number}小学校"),
            district="北" if number < 2 else "南",
            stage="primary" if number % 2 else "middle",
        )
        for name in "AB":
            place = SchoolClass.objects.create(
                school=school, school_year=year, grade=1, name=name, enrolled=35
            )
            for back in range(3):
                report = Report.objects.create(
                    school_class=place,
                    day=monday + timedelta(days=back),
                    recorded_at=timezone.now(),
                    enrolled=35,
                    absent=20,
                )
                Line.objects.bulk_create(
                    Line(report=report, syndrome=code, ill=max(0, ill - back))
                    for code, ill in ILL.items()
                )
