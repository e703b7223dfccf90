"""Who may read what: class teacher, school, city; emergencies are looked at afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from citybricks.services.schoolhealth.pupils.domain import emergencies
from citybricks.services.schoolhealth.pupils.domain.emergencies import NotAllowedError
from citybricks.services.schoolhealth.pupils.models import AccessEntry, Opening
from citybricks.services.schoolhealth.schools.models import Post
from tests.services.schoolhealth.pupils.conftest import HALF_PAST_SEVEN, Clock
from tests.services.schoolhealth.pupils.scene import ILL, Day
from tests.services.schoolhealth.scene import ROLES

pytestmark = pytest.mark.django_db(databases=["default", "pupils"])
EVERYBODY = (*ROLES, "stranger", "secretariat", "ana")
"""Ana is a guardian of a pupil of 1-A."""
CLASSES = ("east 1-A", "east 1-B", "west 1-A")
CITY = {*CLASSES}
EAST = {"east 1-A", "east 1-B"}
READ = {
    "teacher": {"east 1-A"}, "nurse": EAST, "doctor": EAST, "health_centre": CITY,
    "epidemiologist": CITY,
}  # fmt: skip
EXPORTED = {name: places for name, places in READ.items() if name != "teacher"}
ROSTERS = {"nurse": EAST, "administrator": CITY}


@pytest.mark.parametrize(
    ("address", "method", "sent", "allowed"),
    [
        ("nurse/class/{}/", "get", {"purpose": "care"}, READ),
        ("nurse/class/{}/lines/", "post", {"purpose": "care"}, EXPORTED),
        ("nurse/class/{}/roster/", "get", {}, ROSTERS),
        ("nurse/class/{}/roster/", "post", {"numbers": "1"}, ROSTERS),
    ],
)
def test_classes_are_there_for_who_may_see_them_and_for_nobody_else(
    day: Day, address: str, method: str, sent: dict[str, str], allowed: dict[str, set[str]]
) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    for who in EVERYBODY:
        for name in CLASSES:
            where = address.format(day.scene.classes[name].pk)
            ask: Any = day.get if method == "get" else day.post
            answer = ask(who, where, **sent) if method == "get" else ask(who, where, sent)
            status = 200 if name in allowed.get(who, ()) else 404
            assert answer.status_code == status, (who, name)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("nurse/", {"teacher", "nurse", "doctor", "health_centre", "epidemiologist",
                    "administrator"}),
        ("nurse/emergency/", {"nurse", "doctor"}),
        ("nurse/reviews/", {"health_centre", "administrator"}),
        ("nurse/files/", {"nurse", "administrator"}),
        ("nurse/access/", set(ROLES)),
        ("children/", set(EVERYBODY)),
        ("children/1/", {"ana"}), ("children/1/consent/", {"ana"}),
        ("children/1/export/", {"ana"}), ("checkin/1/", {"ana"}),
    ],
)  # fmt: skip
def test_pages_of_a_city_are_there_for_their_roles(
    day: Day, address: str, allowed: set[str]
) -> None:
    day.child("ana", "1001")
    for who in EVERYBODY:
        status = 200 if who in allowed else 404
        assert day.get(who, address).status_code == status, who
    assert day.get("", address).headers["Location"].startswith("/account/login/")


def test_a_guardian_sees_the_own_child_alone(day: Day) -> None:
    one, two = day.child("ana", "1001"), day.child("bo", "1002")
    day.check_in(one, ILL, "ana")
    shown = day.get("bo", "children/1/").content.decode()
    assert two.pupil.short in shown
    assert one.pupil.short not in shown
    assert "Influenza" not in shown
    for address in ("checkin/2/", "children/2/", "children/2/export/"):
        assert day.get("bo", address).status_code == 404
    for address in ("children/2/withdraw/", "children/2/erase/"):
        assert day.post("bo", address, {"sure": "yes"}).status_code == 404


def test_in_another_city_a_guardian_has_no_child(day: Day) -> None:
    day.child("ana", "1001")
    for address in ("tianjin/children/", "tianjin/checkin/1/", "tianjin/children/1/"):
        assert day.scene.client("ana").get(f"/schoolhealth/{address}").status_code == 404


def test_a_city_that_has_stopped_takes_nothing_in(day: Day) -> None:
    day.child("ana", "1001")
    day.city.running = False
    day.city.save()
    assert day.get("ana", "checkin/1/").status_code == 404


def test_a_post_that_has_ended_reads_nothing(day: Day) -> None:
    address = f"nurse/class/{day.place.pk}/"
    assert day.get("nurse", address).status_code == 200
    Post.objects.filter(role="nurse").delete()
    assert day.get("nurse", address, purpose="care").status_code == 404


def opened(day: Day, who: str = "doctor") -> Any:
    """Have somebody open the class of another school."""
    place = day.scene.classes["west 1-A"]
    sent = {"class": place.pk, "reason": "a pupil fainted at the swimming meeting"}
    return day.post(who, "nurse/emergency/", sent)


def test_an_emergency_opens_a_class_for_an_hour_and_is_logged(day: Day, clock: Clock) -> None:
    place = day.scene.classes["west 1-A"]
    address = f"nurse/class/{place.pk}/"
    assert day.get("doctor", address).status_code == 404
    assert opened(day).headers["Location"].endswith(address)
    assert "Emergency access" in day.get("doctor", address, purpose="care").content.decode()
    assert day.post("doctor", f"{address}lines/", {"purpose": "care"}).status_code == 404
    assert AccessEntry.objects.get(action="break glass").who == day.scene.people["doctor"].pk
    assert day.get("nurse", address).status_code == 404
    clock(HALF_PAST_SEVEN + timedelta(minutes=61))
    assert day.get("doctor", address).status_code == 404


def test_records_read_in_an_emergency_are_logged_as_that(day: Day) -> None:
    Post.objects.filter(role="doctor").update(school=day.scene.schools["west"])
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    sent = {"class": day.place.pk, "reason": "our doctor stands in for theirs"}
    day.post("doctor", "nurse/emergency/", sent)
    day.get("doctor", f"nurse/class/{day.place.pk}/", purpose="care")
    assert [row.role for row in day.reading()] == ["emergency"]
    shown = day.get("ana", "children/1/").content.decode()
    assert "Emergency access" in shown


@pytest.mark.parametrize("reason", ["", "help", " " * 40, "x" * 301])
def test_an_emergency_needs_a_reason_that_can_be_looked_at(day: Day, reason: str) -> None:
    sent = {"class": day.scene.classes["west 1-A"].pk, "reason": reason}
    assert day.post("doctor", "nurse/emergency/", sent).status_code == 422
    assert day.post("doctor", "nurse/emergency/", {"reason": "long enough"}).status_code == 422
    assert not Opening.objects.exists()


def test_an_emergency_is_looked_at_by_somebody_else(day: Day) -> None:
    opened(day)
    row = Opening.objects.get()
    assert "a pupil fainted" in day.get("health_centre", "nurse/reviews/").content.decode()
    sent = {"opening": row.pk, "justified": "no", "review": "It was no emergency."}
    assert day.post("nurse", "nurse/reviews/", sent).status_code == 404
    Post.objects.create(user=day.scene.people["doctor"], city=day.city, role="health_centre")
    assert day.post("doctor", "nurse/reviews/", sent).status_code == 404  # their own
    assert day.post("health_centre", "nurse/reviews/", sent).status_code == 302
    row.refresh_from_db()
    assert row.justified is False
    assert row.reviewed_by == day.scene.people["health_centre"].pk
    assert day.post("administrator", "nurse/reviews/", sent).status_code == 404  # done already


def test_who_may_not_open_does_not(day: Day) -> None:
    for who in EVERYBODY:
        if who not in ("nurse", "doctor"):
            person = day.user(who) if who == "ana" else day.scene.people[who]
            with pytest.raises(NotAllowedError):
                emergencies.open_class(person, day.scene.classes["west 1-A"], "a long reason")
