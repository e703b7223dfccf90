"""Visitors find booths, look, ask and are counted without being known."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.domain import contacts, statistics, visiting
from citybricks.network.gatherings.expo.domain.browsing import Search, found
from citybricks.network.gatherings.expo.models import Booth, Contact, Favourite, Presence, Tally
from citybricks.network.gatherings.fair.domain import setting
from citybricks.network.gatherings.fair.models import Request
from tests.network.gatherings.expo.showing import ROOT, Expo
from tests.network.gatherings.scene import joined

ASKED = {
    "name": "Ana", "email": "ana@cities.example", "organisation": "City", "country": "BR",
    "message": "Benches for our parks?", "agreed": "on",
}  # fmt: skip


@pytest.fixture
def open_expo(expo: Expo) -> Expo:
    """The same expo, with its booth published."""
    Booth.objects.filter(pk=expo.booth.pk).update(state="published")
    expo.booth.refresh_from_db()
    return expo


def names(expo: Expo, **asked: str) -> list[str]:
    return [str(booth) for booth in found(expo.scene.gathering, Search(**asked))]


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_booths_are_found_by_words_of_any_language(open_expo: Expo) -> None:
    open_expo.another("Straße & Lampen", "垃圾分类站", shows=["brick"])
    assert names(open_expo, q="长椅") == ["Tianjin"]
    assert names(open_expo, q="長椅") == ["Tianjin"]
    assert names(open_expo, q="垃圾") == names(open_expo, q="STRASSE lampen") == ["Straße & Lampen"]
    assert names(open_expo, q="100%") == []
    assert names(open_expo, theme="smart-city") == ["Straße & Lampen"]
    assert names(open_expo, country="cn") == ["Tianjin"]
    assert names(open_expo, shows="brick") == ["Straße & Lampen"]


def test_drafts_are_in_no_list(expo: Expo) -> None:
    visitor = expo.client("visitor")
    for end in ("", "booths.json", "booths.csv", "print/"):
        assert "Solar benches" not in said(visitor.get(ROOT + end))


def test_neighbours_are_those_one_walks_by(open_expo: Expo) -> None:
    first = open_expo.another("First", hall=open_expo.hall, row=2, column=2)
    last = open_expo.another("Last", hall=open_expo.hall, row=2, column=3)
    page = said(open_expo.client("visitor").get(open_expo.page(booth=first)))
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    assert last.pk in page


def test_booths_are_taken_home_as_json_and_csv(open_expo: Expo) -> None:
    open_expo.another("=HYPERLINK(1)", "路灯厂")
    visitor = open_expo.client("visitor")
    told = visitor.get(f"{ROOT}booths.json").json()
    assert {one["exhibitor"]["zh-Hans"] for one in told["booths"]} == {"天津", "路灯厂"}
    rows = list(
        csv.DictReader(io.StringIO(said(visitor.get(f"{ROOT}booths.csv")).lstrip("\ufeff")))
    )
    assert {row["exhibitor_en"] for row in rows} == {"Tianjin", "'=HYPERLINK(1)"}
    assert all(row["address"].startswith("http") for row in rows)


def test_a_visit_counts_once_for_a_session_and_a_day(open_expo: Expo) -> None:
    visitor = Client()
    for _ in range(3):
        visitor.get(open_expo.page())
    Client().get(open_expo.page())
    assert Tally.objects.get().visits == 2
    told = Tally.objects.values().get()
    assert set(told) == {
        "id", "booth_id", "day", "country", "visits", "timed", "seconds", "meetings", "contacts"
    }  # fmt: skip


def test_a_visit_of_a_participant_counts_for_their_country(open_expo: Expo) -> None:
    open_expo.client("participant").get(open_expo.page())
    assert Tally.objects.get().country == "CN"


def test_the_length_of_a_visit_is_taken_in_once_and_has_an_end(open_expo: Expo) -> None:
    visitor = Client()
    address = open_expo.page("left/")
    assert visitor.post(address, {"seconds": "60"}).status_code == 204
    assert not Tally.objects.exists()
    visitor.get(open_expo.page())
    for seconds in ("-3", "soon", "999999999", "100000", "60"):
        visitor.post(address, {"seconds": seconds})
    row = Tally.objects.get()
    assert (row.timed, row.seconds) == (1, visiting.LONGEST)


def test_who_is_here_is_counted_and_not_named(open_expo: Expo) -> None:
    for _ in range(2):
        Client().get(open_expo.page())
    Client().get(ROOT)
    told = Client().get(f"{ROOT}here/").json()
    assert told["here"] == 4
    assert told["booths"] == {open_expo.booth.pk: 2}
    later = timezone.now() + timedelta(minutes=5)
    assert visiting.counts(open_expo.scene.gathering, later) == (0, {})
    assert not Presence.objects.filter(token__icontains="session").exists()


def test_small_numbers_are_hidden_from_exhibitors(open_expo: Expo) -> None:
    day = timezone.now().date()
    visiting.tally(open_expo.booth, day, "BR", visits=4, timed=4, seconds=400)
    visiting.tally(open_expo.booth, day, "KE", visits=5)
    told = statistics.of_booth(open_expo.booth)
    assert (told.visits, told.countries, told.hidden, told.dwell) == (9, [("KE", 5)], 4, None)
    page = said(open_expo.client("exhibitor").get(open_expo.page("statistics/")))
    assert "Kenya" in page
    assert "Brazil" not in page
    visiting.tally(open_expo.booth, day, "KE", timed=1, seconds=100)
    assert statistics.of_booth(open_expo.booth).dwell == 100
    assert open_expo.client("visitor").get(open_expo.page("statistics/")).status_code == 302
    assert open_expo.client("outsider").get(open_expo.page("statistics/")).status_code == 404
    totals = open_expo.client("organiser").get(f"{ROOT}desk/statistics/")
    assert "Most visited booths" in said(totals)


def test_my_visits_are_of_this_browser_and_can_be_forgotten(open_expo: Expo) -> None:
    visitor = Client(headers={"Accept-Language": "en"})
    visitor.get(open_expo.page())
    assert "Tianjin" in said(visitor.get(f"{ROOT}mine/"))
    visitor.post(f"{ROOT}mine/forget/")
    assert "You have not been at a booth yet." in said(visitor.get(f"{ROOT}mine/"))


def test_a_favourite_is_found_again_and_let_go(open_expo: Expo) -> None:
    participant = open_expo.client("participant")
    participant.post(open_expo.page("favourite/"))
    assert Favourite.objects.get().booth == open_expo.booth
    participant.post(open_expo.page("favourite/"))
    assert not Favourite.objects.exists()


def test_a_request_goes_to_the_exhibitor_with_consent_and_to_nobody_else(open_expo: Expo) -> None:
    visitor = Client(headers={"Accept-Language": "en"})
    refused = visitor.post(open_expo.page("contact/"), {**ASKED, "agreed": ""})
    assert "Without this the exhibitor cannot answer you." in said(refused)
    sent = visitor.post(open_expo.page("contact/"), ASKED)
    one = Contact.objects.get()
    assert one.consent.startswith("My name, e-mail address and message go to Tianjin")
    assert ASKED["message"] in said(visitor.get(sent.headers["Location"]))
    assert "ana@cities.example" in said(
        open_expo.client("exhibitor").get(open_expo.page("contacts/"))
    )
    for role in ("organiser", "secretariat", "outsider", "reviewer"):
        assert open_expo.client(role).get(open_expo.page("contacts/")).status_code == 404
    kept = one.history.values().get()
    assert not {"Ana", ASKED["email"], ASKED["message"]} & set(map(str, kept.values()))


def test_a_request_is_answered_closed_and_erased(open_expo: Expo) -> None:
    visitor, exhibitor = Client(headers={"Accept-Language": "en"}), open_expo.client("exhibitor")
    mine = visitor.post(open_expo.page("contact/"), ASKED).headers["Location"]
    address = open_expo.page(f"contacts/{Contact.objects.get().pk}/")
    assert exhibitor.post(address, {"action": "answer", "answer": " "}).status_code == 422
    exhibitor.post(address, {"action": "answer", "answer": "Gladly: ten of them."})
    assert "Gladly: ten of them." in said(visitor.get(mine))
    assert exhibitor.post(address, {"action": "answer", "answer": "Again"}).status_code == 404
    exhibitor.post(address, {"action": "close"})
    assert Contact.objects.get().state == "closed"
    assert visitor.post(mine).status_code == 302
    assert not Contact.objects.exists()
    assert visitor.get(mine).status_code == 404
    assert statistics.of_booth(open_expo.booth).contacts == 1


def test_requests_are_erased_a_year_after_the_gathering(open_expo: Expo) -> None:
    Client().post(open_expo.page("contact/"), ASKED)
    gathering = open_expo.scene.gathering
    gathering.last_day = timezone.localdate()
    gathering.save()
    contacts.erase_old()
    assert Contact.objects.exists()
    gathering.first_day = gathering.last_day = timezone.localdate() - timedelta(days=400)
    gathering.save()
    contacts.erase_old()
    visiting.forget_old()
    assert not Contact.objects.exists()
    assert not Tally.objects.exists()


def test_nobody_writes_to_booths_all_day(open_expo: Expo) -> None:
    visitor = Client()
    answers = [visitor.post(open_expo.page("contact/"), ASKED).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_meeting_that_is_asked_for_goes_to_the_fair(open_expo: Expo) -> None:
    scene = open_expo.scene
    setting.fair_of(scene.gathering)
    outsider, address = open_expo.client("outsider"), open_expo.page("meeting/")
    assert "Register first" in said(outsider.get(address))
    joined(scene.gathering, scene.people["outsider"], scene.shanghai)
    given = {"of": scene.participant("exhibitor").pk, "reason": "Benches for parks."}
    assert outsider.post(address, given).status_code == 302
    asked = Request.objects.get()
    assert (asked.asked, asked.reason) == (scene.participant("exhibitor"), "Benches for parks.")
    assert statistics.of_booth(open_expo.booth).meetings == 1
    again = outsider.post(address, given)
    assert again.status_code == 422
    assert Request.objects.count() == 1


def test_a_badge_says_that_a_translation_is_old(open_expo: Expo) -> None:
    booth = open_expo.booth
    booth.description = Text.of("en", "In parks.", zh_Hans="在公园里。").rewritten("In squares.")
    booth.save()
    page = open_expo.client("visitor").get(open_expo.page(), headers={"Accept-Language": "zh-CN"})
    assert 'class="badge"' in said(page)
