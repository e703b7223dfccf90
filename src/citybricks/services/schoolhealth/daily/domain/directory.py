"""What rows of files are looked up in: schools and classes of a city, its calendar and law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.permissions import has_perm

from citybricks.services.schoolhealth.daily.domain.checking import Surroundings
from citybricks.services.schoolhealth.daily.domain.diagnoses import codes
from citybricks.services.schoolhealth.schools.domain.calendar import (
    Days,
    days_of_schools,
    school_year_of,
    today_in,
)
from citybricks.services.schoolhealth.schools.models import City, School, SchoolClass
from citybricks.services.schoolhealth.tables import folded


@dataclass(slots=True)
class Directory:
    """The schools and classes of a city, and what reports are checked against."""

    city: City
    today: date
    schools: dict[str, School]
    classes: dict[tuple[str, int, int, str], SchoolClass]
    by_id: dict[str, SchoolClass]
    days: dict[str, Days]
    diagnoses: frozenset[str] | None
    allowed: Callable[[School], bool]
    _allowed: dict[str, bool] = field(default_factory=dict)

    def school(self, given: str) -> School | None:
        """Return a school by its code or one of its names."""
        return self.schools.get(folded(given))

    def school_class(self, school: School, day: date, grade: int, name: str) -> SchoolClass | None:
        """Return a class of the school year of a day."""
        return self.classes.get((school.pk, school_year_of(self.city, day), grade, folded(name)))

    def may_send(self, school: School) -> bool:
        """Whether whoever sends the file reports for a school."""
        if school.pk not in self._allowed:
            self._allowed[school.pk] = self.allowed(school)
        return self._allowed[school.pk]

    def around(self, school: School, day: date) -> Surroundings:
        """Return what a report of a school on a day is checked against."""
        is_open = self.days[school.pk].is_open(day)
        return Surroundings(self.today, is_open, str(school), self.diagnoses)


def directory_of(city: City, person: Any) -> Directory:
    """Return the directory of a city, for files that a person sends."""
    schools = list(School.objects.filter(city=city))
    named = {folded(name): one for one in schools for name in one.name.versions().values() if name}
    classes = list(SchoolClass.objects.filter(school__city=city).select_related("school__city"))
    return Directory(
        city=city,
        today=today_in(city),
        schools=named | {folded(one.code): one for one in schools},
        classes={
            (one.school_id, one.school_year, one.grade, folded(one.name)): one for one in classes
        },
        by_id={one.pk: one for one in classes},
        days=days_of_schools(city),
        diagnoses=codes(city.law),
        allowed=lambda school: bool(has_perm("schoolhealth.send_files", person, school)),
    )
