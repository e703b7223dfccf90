"""Gatherings are held, registered for and closed on pages; nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from citybricks.network.content.text import State, Text
from citybricks.network.gatherings.hosting.domain import access, holding, registering
from citybricks.network.gatherings.hosting.forms import written
from citybricks.network.gatherings.hosting.models import Gathering, Participant, Post, Room
from tests.network.gatherings.scene import ROLES, SLUG, Scene, held

pytestmark = pytest.mark.django_db
HOME = f"/gatherings/{SLUG}/"
GIVEN: dict[str, Any] = {
    "title_zh": "上海与世界对接会",
    "title_en": "Shanghai meets the world",
    "summary_en": "Cities meet firms.",
    "host": "shanghai",
    "first_day": "2027-03-01",
    "last_day": "2027-03-02",
    "time_zone": "Asia/Shanghai",
    "attendance": "hybrid",
    "languages": "中文, English",
    "parts": ["fair", "expo"],
}


@pytest.fixture
def scene() -> Scene:
    return held()


def test_an_officer_holds_a_gathering_in_the_name_of_the_member(scene: Scene) -> None:
    client = scene.client("organiser")
    answer = client.post("/gatherings/new/", GIVEN)
    made = Gathering.objects.get(slug="shanghai-meets-the-world-2027")
    assert answer.headers["Location"] == f"/gatherings/{made.slug}/"
    assert made.state == "draft"
    assert made.title.shown("zh-Hans").text == "上海与世界对接会"
    assert made.title.shown("en").text == "Shanghai meets the world"
    assert made.languages == ["zh-Hans", "en"]
    assert made.host == made.city == scene.shanghai
    assert made.parts == ["fair", "expo"]
    assert Post.objects.get(gathering=made).user == scene.people["organiser"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last_day": "2027-02-01"}, "The last day, 2027-02-01, is before the first, 2027-03-01."),
        ({"last_day": "2027-05-01"}, "It lasts 62 days; at most 31 are allowed."),
        ({"time_zone": "Asia/Shangai"}, "is no time zone; near it are: Asia/Shanghai"),
        ({"title_zh": "", "title_en": ""}, "Give the title in Chinese or in English"),
        ({"title_en": "x" * 201}, "The text has 201 characters; at most 200 are allowed."),
        ({"languages": "Klingonese"}, "“Klingonese” is no language"),
        ({"parts": []}, "This field is required."),
        ({"host": "tianjin"}, "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_named_and_the_rest_stays_typed(
    scene: Scene, wrong: dict[str, Any], said: str
) -> None:
    answer = scene.client("organiser").post("/gatherings/new/", GIVEN | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Cities meet firms." in page
    assert Gathering.objects.count() == 1


def test_a_text_that_was_not_changed_keeps_its_history(scene: Scene) -> None:
    before = scene.gathering.title
    given = GIVEN | {
        "title_zh": "上海与世界对接会2023",
        "title_en": "Shanghai meets the world 2023",
    }
    scene.client("organiser").post(f"{HOME}edit/", given)
    scene.gathering.refresh_from_db()
    assert scene.gathering.title == before
    assert scene.gathering.first_day == date(2027, 3, 1)


def test_a_changed_text_keeps_its_other_languages_and_says_which_are_out_of_date() -> None:
    before = Text.of("en", "A fair", zh_Hans="对接会", ru="Ярмарка")
    text = written({"title_zh": "对接会", "title_en": "A larger fair"}, "title", before)
    assert (text.language, text.text) == ("en", "A larger fair")
    assert text.shown("ru").text == "Ярмарка"
    assert text.shown("zh-Hans").state == State.OUTDATED
    taken = written({"title_zh": "对接会", "title_en": ""}, "title", before)
    assert (taken.language, taken.text) == ("zh-Hans", "对接会")


def test_a_gathering_that_is_prepared_is_seen_by_those_who_help_alone() -> None:
    scene = held(state="draft")
    seen = {role: scene.client(role).get(HOME).status_code for role in ROLES}
    assert {role for role, status in seen.items() if status == 200} == {
        "reviewer", "organiser", "secretariat",
    }  # fmt: skip
    assert SLUG not in scene.client("visitor").get("/gatherings/").content.decode()


def test_somebody_registers_changes_it_and_cancels(scene: Scene) -> None:
    client = scene.client("outsider")
    given = {
        "name": "Amina",
        "attendance": "online",
        "time_zone": "Asia/Kolkata",
        "languages": "en",
    }
    client.post(f"{HOME}register/", given)
    found = scene.participant("outsider")
    assert (found.state, found.time_zone) == ("registered", "Asia/Kolkata")
    client.post(f"{HOME}register/", given | {"attendance": "on-site"})
    found.refresh_from_db()
    assert found.attendance == "on-site"
    client.post(f"{HOME}cancel/")
    found.refresh_from_db()
    assert found.state == "cancelled"
    client.post(f"{HOME}register/", given)
    found.refresh_from_db()
    assert found.state == "registered"
    assert found.history.count() == 4


def test_one_takes_part_as_the_gathering_is_held() -> None:
    scene = held(attendance="online")
    given = {"name": "A", "attendance": "on-site", "time_zone": "UTC", "languages": "en"}
    answer = scene.client("outsider").post(f"{HOME}register/", given)
    assert answer.status_code == 422
    assert not Participant.objects.filter(user=scene.people["outsider"]).exists()


def test_those_concerned_hear_of_a_cancellation(scene: Scene) -> None:
    heard: list[Participant] = []
    registering.when_cancelled(heard.append)
    scene.client("participant").post(f"{HOME}cancel/")
    registering._listeners.remove(heard.append)
    assert [one.user for one in heard] == [scene.people["participant"]]


def test_organisers_confirm_who_has_registered(scene: Scene) -> None:
    another = scene.another("Ben")
    Participant.objects.filter(pk=another.pk).update(state="registered")
    scene.client("organiser").post(f"{HOME}people/confirm/", {"participant": [another.pk]})
    another.refresh_from_db()
    assert another.state == "confirmed"


def test_the_list_of_people_is_no_formula(scene: Scene) -> None:
    scene.another("=HYPERLINK(1)")
    sent = scene.client("organiser").get(f"{HOME}people.csv").content.decode()
    assert "'=HYPERLINK(1)" in sent


@pytest.mark.parametrize(("words", "found"), [("天津", 2), ("tianj", 2), ("Ben", 1), ("x%", 0)])
def test_people_are_found_by_their_names_and_whom_they_come_for(
    scene: Scene, words: str, found: int
) -> None:
    scene.another("Ben")
    people = access.participants_of(scene.gathering)
    assert people.filter(access.called_like(people, words)).count() == found


def test_a_gathering_keeps_an_organiser(scene: Scene) -> None:
    only = Post.objects.get(gathering=scene.gathering, role="organiser")
    answer = scene.client("organiser").post(f"{HOME}posts/{only.pk}/release/", follow=True)
    assert "A gathering keeps one organiser at least." in answer.content.decode()
    assert Post.objects.filter(pk=only.pk).exists()


def test_a_gathering_somebody_registered_for_is_not_taken_back(scene: Scene) -> None:
    answer = scene.client("organiser").post(f"{HOME}move/", {"action": "withdraw"}, follow=True)
    assert "2 people have registered" in answer.content.decode()
    scene.gathering.refresh_from_db()
    assert scene.gathering.state == "open"


def test_a_gathering_is_closed_and_opened_again(scene: Scene) -> None:
    for action, state in (("close", "closed"), ("open", "open")):
        scene.client("organiser").post(f"{HOME}move/", {"action": action})
        scene.gathering.refresh_from_db()
        assert scene.gathering.state == state
    assert set(holding.LIFE.steps["open"]) == {"close", "withdraw"}


def test_rooms_are_added_and_changed_by_their_code(scene: Scene) -> None:
    client = scene.client("organiser")
    client.post(f"{HOME}rooms/", {"code": "a-1", "name_en": "Hall A", "capacity": "80"})
    client.post(f"{HOME}rooms/", {"code": "a-1", "name_en": "Hall A", "capacity": "90"})
    assert Room.objects.get(gathering=scene.gathering).capacity == 90
    client.post(f"{HOME}rooms/a-1/remove/")
    assert not Room.objects.exists()


def test_a_gathering_goes_into_a_calendar(scene: Scene) -> None:
    answer = scene.client("visitor").get(f"{HOME}calendar.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2023, 11, 18)
    assert event.decoded("DTEND") == date(2023, 11, 20)
    assert answer.headers["Content-Type"].startswith("text/calendar")
