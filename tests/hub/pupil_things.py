"""What addresses of pupils' records are about, in the test that asks for every address.

In Tianjin the owner is nurse of the school East, the administrator is the city's, and the officer
is guardian of a pupil. The case says whether the guardian has agreed.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from citybricks.network.content.text import Text
from citybricks.network.members.models import User
from citybricks.services.schoolhealth.pupils.domain import consents, guardians, roster
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass
from citybricks.services.schoolhealth.schools.vocabulary import Role
from tests.hub.cast import Cast

CLASS = "01JD0000000000000000000001"
_READ = ("checkin", "children", "child", "export", "nurse", "nurse-class")
_WRITTEN = ("redeem", "withdraw", "erase", "lines", "check-ins")
METHODS = {f"pupils-{name}": {"GET"} for name in _READ} | {
    f"pupils-{name}": {"POST"} for name in _WRITTEN
}
"""The one method that some addresses have."""
_OF_A_CHILD = (
    "checkin-child", "checkin-done", "child", "consent", "export", "withdraw", "erase",
)  # fmt: skip
_OF_A_CLASS = ("nurse-class", "lines", "roster")
_SENT: dict[str, dict[str, Any]] = {
    "pupils-checkin-child": {"temperature": "36.5", "attendance": "comes"},
    "pupils-redeem": {"code": "not an invitation"},
    "pupils-withdraw": {"sure": "yes"},
    "pupils-erase": {"sure": "yes"},
    "pupils-lines": {"purpose": "care"},
    "pupils-roster": {"numbers": "1\n2\n"},
    "pupils-emergency": {"class": "another", "reason": "a pupil needs help now"},
    "pupils-reviews": {"opening": "1", "justified": "yes"},
}


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    what = name.removeprefix("pupils-")
    if what == name:
        return None
    _settle(cast, agreed=case == "agreed")
    given: dict[str, Any] = {"city": "tianjin"}
    if what in _OF_A_CHILD:
        given["number"] = 1
    if what in _OF_A_CLASS:
        given["pk"] = CLASS
    if what == "check-ins":
        given["code"] = "east"
    return given


def _settle(cast: Cast, *, agreed: bool) -> None:
    city = City.objects.create(slug="tianjin", names=Text.of("en", "Tianjin"), deadline=time.max)
    school = School.objects.create(city=city, code="east", name=Text.of("en", "East"))
    place = SchoolClass.objects.create(
        pk=CLASS, school=school, school_year=school_year_of(city, today_in(city)), grade=1,
        name="A", enrolled=30,
    )  # fmt: skip
    nurse, administrator = cast.people["owner"], cast.people["administrator"]
    Post.objects.create(user=nurse, city=city, role=Role.NURSE, school=school)
    Post.objects.create(user=administrator, city=city, role=Role.ADMINISTRATOR)
    invited = roster.bring(place, "1001")[0]
    _guard(cast.people["officer"], city, invited.code, agreed=agreed)


def _guard(user: User, city: City, code: str, *, agreed: bool) -> None:
    made = guardians.redeem(user.pk, city, code)
    if agreed:
        text = consents.said(consents.current(city), "en")
        consents.give(made.pupil, text, guardians.as_guardian(user.pk))


def sent(name: str) -> dict[str, Any]:
    """Return what an address takes, where that is not an empty form."""
    if name == "pupils-files":
        return {"data": {"school": "east", "bundle": SimpleUploadedFile("b.json", b"{}")}}
    return {"data": _SENT[name]} if name in _SENT else {}
