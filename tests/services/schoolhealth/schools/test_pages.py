"""Who sees which page of pupil health, and what an administrator can do there."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citybricks.network.members.models import Member, Staff, User
from citybricks.services.schoolhealth.schools.models import City, DayOff, Post, School
from tests.services.schoolhealth.scene import ROLES, Scene

CLASSES = """school,name,name_en,district,longitude,latitude,grade,class,enrolled,school_year
north,北小学校,North,Kita,140.1,36.1,1,A,33,2025
north,北小学校,North,Kita,140.1,36.1,1,B,thirty,2025
east,東小学校,,,,,1,A,29,2025
"""


def _table(text: str | bytes) -> dict[str, SimpleUploadedFile]:
    content = text.encode() if isinstance(text, str) else text
    return {"table": SimpleUploadedFile("classes.csv", content)}


def test_everybody_sees_what_it_is_and_which_cities_run_it(scene: Scene) -> None:
    answer = Client().get("/schoolhealth/")
    assert answer.status_code == 200
    assert "つくば市" in answer.content.decode()
    assert "東小学校" not in answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_who_holds_a_post_has_a_home_in_the_city(scene: Scene, role: str) -> None:
    assert scene.get(role, "").status_code == 200


@pytest.mark.parametrize("address", ["", "schools/", "schools/posts/", "schools/numbers/"])
@pytest.mark.parametrize("role", ["stranger", "secretariat"])
def test_to_others_the_city_is_not_there(scene: Scene, role: str, address: str) -> None:
    assert scene.get(role, address).status_code == 404


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_schools_are_kept_by_the_administrator_alone(scene: Scene, role: str) -> None:
    assert scene.get(role, "schools/").status_code == 404
    assert scene.post(role, "schools/", _table(CLASSES)).status_code == 404


def test_classes_come_from_a_table_and_bad_rows_keep_nothing_out(scene: Scene) -> None:
    answer = scene.post("administrator", "schools/", _table(CLASSES))
    text = answer.content.decode()
    assert School.objects.get(code="north").classes.get().enrolled == 33
    assert School.objects.get(code="east").classes.get(grade=1, name="A").enrolled == 29
    assert "not-a-number" in text
    assert "thirty" in text
    assert School.objects.get(code="east").classes.count() == 3


def test_a_table_that_is_taken_over_twice_changes_nothing(scene: Scene) -> None:
    scene.post("administrator", "schools/", _table(CLASSES))
    before = School.history.count()
    scene.post("administrator", "schools/", _table(CLASSES))
    assert School.history.count() == before


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty-file"),
        (b"school,name,grade,class\n", "missing-column"),
        (b"school,name,grade,class,enrolled\n", "empty-file"),
        (b"PK\x03\x04 no workbook", "not-this-format"),
        (b"\xff\xff\xff\x00\x81", "encoding"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_a_rule(
    scene: Scene, content: bytes, rule: str
) -> None:
    answer = scene.post("administrator", "schools/", _table(content))
    assert answer.status_code == 422
    if content:
        assert rule in answer.content.decode()


def test_a_post_is_given_by_e_mail_and_ended(scene: Scene) -> None:
    given = {"email": "STRANGER@elsewhere.example", "role": "nurse", "school": "west"}
    assert scene.post("administrator", "schools/posts/", given).status_code == 302
    post = Post.objects.get(user=scene.people["stranger"])
    assert post.school == scene.schools["west"]
    assert scene.get("stranger", "").status_code == 200
    scene.post("administrator", f"schools/posts/{post.pk}/end/")
    assert scene.get("stranger", "").status_code == 404


def test_a_nurse_needs_a_school_and_a_teacher_a_class(scene: Scene) -> None:
    for role in ("nurse", "teacher"):
        given = {"email": "stranger@elsewhere.example", "role": role}
        assert scene.post("administrator", "schools/posts/", given).status_code == 422
    assert not Post.objects.filter(user=scene.people["stranger"]).exists()


def test_somebody_administers_the_city_always(scene: Scene) -> None:
    post = Post.objects.get(role="administrator")
    scene.post("administrator", f"schools/posts/{post.pk}/end/")
    assert Post.objects.filter(role="administrator").exists()


def test_public_holidays_are_entered_once(scene: Scene) -> None:
    for _time in range(2):
        scene.post("administrator", "schools/calendar/", {"kind": "holidays"})
    assert DayOff.objects.filter(name="元日").exists()
    days = list(DayOff.objects.values_list("day", flat=True))
    assert len(days) == len(set(days))


def test_a_term_ends_after_it_starts(scene: Scene) -> None:
    given = {"kind": "term", "term-first_day": "2026-04-06", "term-last_day": "2026-04-01"}
    answer = scene.post("administrator", "schools/calendar/", given)
    assert answer.status_code == 422
    assert "2026-04-01" in answer.content.decode()


def test_a_day_off_is_entered_and_removed(scene: Scene) -> None:
    given = {"kind": "off", "off-day": "2025-11-11", "off-kind": "closed", "off-name": "typhoon"}
    assert scene.post("administrator", "schools/calendar/", given).status_code == 302
    one = DayOff.objects.get()
    assert (one.day, one.city) == (date(2025, 11, 11), scene.city)
    scene.post("administrator", f"schools/calendar/off/{one.pk}/remove/")
    assert not DayOff.objects.exists()


def test_numbers_are_chosen_by_the_city(scene: Scene) -> None:
    given = {
        "timezone": "Asia/Tokyo", "law": "jp", "deadline": "11:30", "stage": "primary",
        "budget": "2", "closure_share": "15", "small_cell": "5", "retention_years": "1",
        "running": "on", "consent_ja": "同意します",
    }  # fmt: skip
    assert scene.post("administrator", "schools/numbers/", given).status_code == 302
    city = City.objects.get()
    assert (city.budget, city.closure_share) == (2.0, 15.0)
    assert str(city.consent_text) == "同意します"
    wrong = scene.post("administrator", "schools/numbers/", given | {"timezone": "Tokyo"})
    assert wrong.status_code == 422
    assert "Asia/Tokyo" in wrong.content.decode()


def test_an_administrator_of_a_member_starts_it_for_the_city(db: None) -> None:
    user = User.objects.create(email="someone@city.example")
    member = Member.objects.create(
        slug="izumo", names={"en": "Izumo", "ja": "出雲市"}, country="JP"
    )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/schoolhealth/start/").status_code == 404
    Staff.objects.create(member=member, user=user, role=Staff.Role.OFFICER)
    assert client.get("/schoolhealth/start/").status_code == 404
    Staff.objects.update(role=Staff.Role.ADMIN)
    page = client.get("/schoolhealth/start/")
    assert "出雲市" in page.content.decode()
    given = {
        "city": "izumo", "name_en": "Izumo", "name_ja": "出雲市", "timezone": "Asia/Tokyo",
        "law": "jp", "deadline": "12:00", "stage": "primary",
    }  # fmt: skip
    assert client.post("/schoolhealth/start/", given).status_code == 302
    assert client.get("/schoolhealth/izumo/").status_code == 200
    assert Post.objects.get().role == "administrator"
    assert client.get("/schoolhealth/start/").status_code == 404
