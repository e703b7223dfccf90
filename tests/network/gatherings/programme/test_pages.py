"""What readers see of a programme."""

from __future__ import annotations

import re

import pytest

from citybricks.network.gatherings.programme.domain import favourites, sessions
from citybricks.network.gatherings.programme.models import Favourite
from tests.network.gatherings.programme.scene import Forum, at

READ = (
    "programme-grid", "programme-list", "programme-now", "programme-speakers", "programme-print",
    "programme-rooms",
)  # fmt: skip
DESK = (
    "programme-desk", "programme-plan", "programme-publish", "programme-talks",
    "programme-people", "programme-tracks", "programme-blocks", "programme-import",
    "programme-clashes", "programme-track-new", "programme-block-new", "programme-speaker-new",
    "programme-session-new", "programme-talk-new",
)  # fmt: skip


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("role", ["visitor", "participant", "organiser"])
def test_a_published_programme_is_read_by_everybody(forum: Forum, name: str, role: str) -> None:
    forum.publish()
    assert forum.get(role, name).status_code == 200


@pytest.mark.parametrize("name", DESK)
def test_the_desk_is_there_for_organisers_only(forum: Forum, name: str) -> None:
    assert forum.get("organiser", name).status_code == 200
    assert forum.get("secretariat", name).status_code == 200
    for role in ("participant", "reviewer", "outsider"):
        assert forum.get(role, name).status_code == 404
    assert forum.get("visitor", name).status_code == 302


def test_a_draft_is_seen_by_organisers_only(forum: Forum) -> None:
    assert "not published yet" in forum.get("participant", "programme-grid").content.decode()
    assert "Opening" in forum.get("organiser", "programme-grid").content.decode()
    for name, key in (("programme-session", forum.grids.pk), ("programme-talk", forum.wind.pk)):
        assert forum.get("reviewer", name, key).status_code == 404
        assert forum.get("organiser", name, key).status_code == 200
    for name in ("programme-xml", "programme-json", "programme-feed", "programme-ics"):
        assert forum.get("participant", name).status_code == 404


def test_what_changes_in_the_draft_is_not_seen_before_it_is_published(forum: Forum) -> None:
    forum.publish()
    sessions.place(forum.plenary, start=at(8), end=at(8, 30), room=forum.hall)
    assert "09:00" in forum.get("visitor", "programme-session", forum.plenary.pk).content.decode()
    forum.publish()
    assert "08:00" in forum.get("visitor", "programme-session", forum.plenary.pk).content.decode()


def test_addresses_of_meetings_are_shown_to_confirmed_participants_only(forum: Forum) -> None:
    forum.grids.meeting = "https://meet.example/grids"
    forum.grids.save()
    sessions.hear(forum.grids, [("en", "audio", "https://meet.example/en")])
    forum.publish()
    pages = {
        role: forum.get(role, "programme-session", forum.grids.pk).content.decode()
        for role in ("visitor", "outsider", "participant", "organiser")
    }
    for role, page in pages.items():
        shown = "https://meet.example/grids" in page and "https://meet.example/en" in page
        assert shown == (role in {"participant", "organiser"}), role
        assert "English" in page
    waiting = forum.scene.participant()
    waiting.state = "registered"
    waiting.save()
    page = forum.get("participant", "programme-session", forum.grids.pk).content.decode()
    assert "meet.example" not in page


def test_list_and_table_are_equal_in_content(forum: Forum) -> None:
    forum.publish()
    table = forum.get("visitor", "programme-grid", day="2023-11-18").content.decode()
    listed = forum.get("visitor", "programme-list", day="2023-11-18").content.decode()
    links = re.compile(r'href="([^"]*/(?:sessions|talks)/[^"]+)"')
    assert set(links.findall(table)) == set(links.findall(listed)) != set()


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ({"track": "health"}, "Health", "Wind over roofs"),
        ({"language": "en"}, "Wind over roofs", "Heat for cities"),
        ({"attendance": "online"}, "Wind over roofs", "Nothing"),
        ({"q": "porto wind"}, "Wind over roofs", "Heat for cities"),
        ({"q": "城市热网"}, "Heat for cities", "Wind over roofs"),
        ({"q": "no such words"}, "Nothing fits", "Wind over roofs"),
    ],
)
def test_a_programme_is_narrowed_down(
    forum: Forum, query: dict[str, str], there: str, gone: str
) -> None:
    forum.publish()
    page = forum.get("visitor", "programme-list", **query).content.decode()
    shown = page[page.index('id="programme"') :].split("track-key")[0]
    assert there in shown
    assert gone not in shown


def test_filters_send_only_what_changes(forum: Forum) -> None:
    forum.publish()
    client = forum.scene.client("visitor")
    part = client.get(
        forum.path("programme-grid"), {"day": "2023-11-18"}, headers={"HX-Request": "true"}
    )
    assert b"<html" not in part.content
    assert b"Opening" in part.content


@pytest.mark.parametrize("query", ["day=no", "day=1-1-1", "track=%00", "zone=Nowhere", "q=%00"])
def test_a_query_that_makes_no_sense_is_left_out(forum: Forum, query: str) -> None:
    forum.publish()
    page = forum.scene.client("visitor").get(f"{forum.path('programme-grid')}?{query}")
    assert page.status_code == 200


def test_a_star_is_given_and_taken_back(forum: Forum) -> None:
    forum.publish()
    page = forum.post("participant", "programme-favourite", thing=forum.wind.pk)
    assert page.status_code == 302
    assert Favourite.objects.get().talk == forum.wind
    forum.post("participant", "programme-favourite", thing=forum.wind.pk)
    assert not Favourite.objects.exists()


def test_a_star_says_what_it_clashes_with(forum: Forum) -> None:
    forum.publish()
    client = forum.scene.client("outsider")
    address = forum.path("programme-favourite")
    hx = {"HX-Request": "true"}
    first = client.post(address, {"thing": forum.wind.pk}, headers=hx).content.decode()
    assert 'aria-pressed="true"' in first
    assert "At the same time" not in first
    second = client.post(address, {"thing": forum.clinics.pk}, headers=hx).content.decode()
    assert "At the same time" in second
    assert "Wind over roofs" in second


def test_a_star_needs_something_of_this_programme(forum: Forum) -> None:
    forum.publish()
    assert forum.post("participant", "programme-favourite", thing="nothing").status_code == 404
    assert forum.post("visitor", "programme-favourite", thing=forum.wind.pk).status_code == 302


def test_who_is_on_site_sees_the_clock_of_the_event_first(forum: Forum) -> None:
    participant = forum.scene.participant()
    participant.time_zone = "America/Sao_Paulo"
    participant.save()
    favourites.star(forum.scene.people["participant"], talk=forum.wind)
    forum.publish()
    page = forum.get("participant", "programme-mine").content.decode()
    assert page.index("Shanghai (UTC+08:00)", page.index("agenda-when")) < page.index("UTC−03:00")
    participant.attendance = "online"
    participant.save()
    page = forum.get("participant", "programme-mine").content.decode()
    agenda = page[page.index("agenda-when") :]
    assert agenda.index("UTC−03:00") < agenda.index("UTC+08:00")
    assert "23:00" in agenda


def test_ones_own_programme_has_where_one_speaks_and_what_clashes(forum: Forum) -> None:
    favourites.star(forum.scene.people["participant"], session=forum.clinics)
    forum.publish()
    page = forum.get("participant", "programme-mine").content.decode()
    assert "You speak or chair here" in page
    assert "Heat for cities" in page
    assert "1 pair of what you have chosen is at the same time" in page


def test_a_talk_without_a_session_is_shown_to_nobody_but_organisers(forum: Forum) -> None:
    forum.wind.session = None
    forum.wind.save()
    forum.publish()
    assert forum.get("visitor", "programme-talk", forum.wind.pk).status_code == 404
    assert forum.get("organiser", "programme-talk", forum.wind.pk).status_code == 200


def test_a_gathering_without_a_forum_has_no_programme(forum: Forum) -> None:
    forum.gathering.parts = ["fair"]
    forum.gathering.save()
    assert forum.get("organiser", "programme-grid").status_code == 404
