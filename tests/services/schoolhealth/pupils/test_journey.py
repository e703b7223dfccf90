"""A guardian's journey, and what the school sees of it."""

from __future__ import annotations

import pytest

from tests.services.schoolhealth.pupils.scene import Day

pytestmark = pytest.mark.django_db(databases=["default", "pupils"])

WELL = {"temperature": "36.5", "attendance": "comes"}


def test_a_guardian_redeems_agrees_and_checks_in(day: Day) -> None:
    day.user("ana")
    code = day.invited["1001"].code
    answer = day.post("ana", "children/redeem/", {"code": code.lower()})
    assert answer.headers["Location"].endswith("/children/1/consent/")
    page = day.get("ana", "children/1/consent/").content.decode()
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    answer = day.post("ana", "children/1/consent/", {"agree": "yes", "digest": digest})
    assert answer.headers["Location"].endswith("/checkin/1/")
    answer = day.get("ana", "checkin/")
    assert answer.headers["Location"].endswith("/checkin/1/")
    form = day.get("ana", "checkin/1/").content.decode()
    assert 'value="36.5"' in form
    answer = day.post("ana", "checkin/1/", WELL | {"symptoms": ["rash"]})
    assert answer.headers["Location"].endswith("/checkin/1/done/")
    assert "Rash" in day.get("ana", "checkin/1/done/").content.decode()
    for page in ("children/", "children/1/", "children/1/export/"):
        assert day.get("ana", page).status_code == 200, page


def test_every_page_of_the_school_answers(day: Day) -> None:
    one = f"nurse/class/{day.place.pk}/"
    for role, page in (
        ("nurse", "nurse/"), ("nurse", one), ("nurse", f"{one}?purpose=care"),
        ("nurse", f"{one}roster/"), ("nurse", "nurse/emergency/"), ("nurse", "nurse/files/"),
        ("nurse", "nurse/access/"), ("health_centre", "nurse/reviews/"), ("teacher", one),
    ):  # fmt: skip
        assert day.get(role, page).status_code == 200, page
    answer = day.post("nurse", f"{one}roster/", {"numbers": "2001\n2002"})
    assert "2001" in answer.content.decode()
