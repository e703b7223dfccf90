"""What addresses of signals are about, in the test that asks for every address.

In Tianjin the owner is the city's epidemiologist, the administrator is of the board of education,
and the officer is nurse of the school East.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.services.schoolhealth.daily.domain.checking import Entry
from citybricks.services.schoolhealth.daily.domain.entering import Said, enter_all
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass
from citybricks.services.schoolhealth.schools.vocabulary import Role
from citybricks.services.schoolhealth.signals.models import Signal
from tests.hub.cast import Cast

CLASS, SIGNAL = "01JD0000000000000000000001", "01JD0000000000000000000002"
_WRITTEN = ("look", "signal-again", "signal-act")
_READ = (
    "dashboard", "dashboard-csv", "class-card", "notice", "notice-json", "notice-pdf", "alarms",
    "indicators", "indicators-file", "signals", "signal", "signal-lines",
)  # fmt: skip
METHODS = {f"schoolhealth-{name}": {"GET"} for name in _READ} | {
    f"schoolhealth-{name}": {"POST"} for name in _WRITTEN
}
"""The one method that each address has."""
_OF_A_SIGNAL = ("signal", "signal-again", "signal-act", "signal-lines")
_OF_A_CLASS = ("class-card", "notice", "notice-json", "notice-pdf")


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name not in METHODS:
        return None
    what = name.removeprefix("schoolhealth-")
    _settle(cast)
    given: dict[str, Any] = {"slug": "tianjin"}
    if what in _OF_A_SIGNAL:
        given["pk"] = SIGNAL
    if what in _OF_A_CLASS:
        given["pk"] = CLASS
    if what == "signal-act":
        given["action"] = case
    if what == "indicators-file":
        given["extension"] = case
    return given


def _settle(cast: Cast) -> None:
    city = City.objects.create(slug="tianjin", names=Text.of("en", "Tianjin"), deadline=time.max)
    school = School.objects.create(city=city, code="east", name=Text.of("en", "East"))
    today = today_in(city)
    place = SchoolClass.objects.create(
        pk=CLASS, school=school, school_year=school_year_of(city, today), grade=1, name="A",
        enrolled=30,
    )  # fmt: skip
    for person, role in (("owner", Role.EPIDEMIOLOGIST), ("administrator", Role.BOARD)):
        Post.objects.create(user=cast.people[person], city=city, role=role)
    Post.objects.create(user=cast.people["officer"], city=city, role=Role.NURSE, school=school)
    enter_all([Said(place, today, (Entry("fever", "", 9, 9),))])
    now = timezone.now()
    Signal.objects.create(
        pk=SIGNAL, city=city, level="class", school=school, school_class=place, syndrome="fever",
        day=today, emerged_on=today, detected_at=now, as_of=now, method="small-counts",
        observed=9, expected=1, parameters={"chosen": {}}, parameters_hash="0" * 64,
        data_hash="0" * 64, next_due=now,
    )  # fmt: skip


def sent(name: str) -> dict[str, Any]:
    """Return what an address takes, where that is not an empty form."""
    return {"data": {"evidence": "Nine have a fever."}} if name.endswith("signal-act") else {}
