"""What addresses of schools and daily reports are about, in the test that asks for every address.

In Tianjin the owner is nurse of a school, the officer teaches a class there, the administrator
administers pupil health.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from citybricks.network.content.text import Text
from citybricks.services.schoolhealth.daily.models import ImportFile
from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass, Term
from citybricks.services.schoolhealth.schools.vocabulary import Role
from tests.hub.cast import Cast

DAY = "2025-11-10"
FILE = "01JD0000000000000000000003"
_READ = ("city", "entries", "entry-school", "file", "file-content", "quality")
_WRITTEN = ("post-end", "calendar-remove", "send")
_BOTH = ("schools", "posts", "calendar", "numbers", "entry", "files")
METHODS = {f"schoolhealth-{name}": {"GET"} for name in _READ} | {
    f"schoolhealth-{name}": {"POST"} for name in _WRITTEN
}
"""The one method that addresses have that have one."""
_NAMES = {f"schoolhealth-{name}" for name in (*_READ, *_WRITTEN, *_BOTH)}


def arguments(cast: Cast, name: str, _case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name in ("schoolhealth", "schoolhealth-start"):
        return {}
    if name not in _NAMES:
        return None
    city = City.objects.create(slug="tianjin", names=Text.of("en", "Tianjin"))
    school = School.objects.create(city=city, code="east", name=Text.of("en", "East"))
    first = SchoolClass.objects.create(
        school=school, school_year=2025, grade=1, name="A", enrolled=30
    )
    people = cast.people
    Post.objects.create(user=people["owner"], city=city, role=Role.NURSE, school=school)
    Post.objects.create(user=people["officer"], city=city, role=Role.TEACHER, school_class=first)
    Post.objects.create(user=people["administrator"], city=city, role=Role.ADMINISTRATOR)
    return {"slug": "tianjin"} | _others(cast, name, city)


def _others(cast: Cast, name: str, city: City) -> dict[str, Any]:
    if name in ("schoolhealth-entry", "schoolhealth-entry-school"):
        return {"code": "east"} | ({"day": DAY} if name == "schoolhealth-entry" else {})
    if name in ("schoolhealth-file", "schoolhealth-file-content"):
        sent = {"name": "a.csv", "digest": "", "content": b"", "format": "csv"}
        ImportFile.objects.create(pk=FILE, city=city, by=cast.people["owner"], **sent)
        return {"pk": FILE}
    if name == "schoolhealth-post-end":
        return {"number": Post.objects.get(role=Role.NURSE).pk}
    if name == "schoolhealth-calendar-remove":
        day = date(2025, 4, 7)
        term = Term.objects.create(city=city, first_day=day, last_day=day)
        return {"kind": "term", "number": term.pk}
    return {"source": "csv"} if name == "schoolhealth-send" else {}
