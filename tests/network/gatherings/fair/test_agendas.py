"""Each person has an agenda on two clocks, and a calendar that follows what changes."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from citybricks.network.gatherings.fair.agenda import calendars, outcomes, printing, tables
from citybricks.network.gatherings.fair.domain import editing, publishing
from citybricks.network.gatherings.fair.models import Meeting, Outcome, Seat
from citybricks.network.gatherings.hosting.domain.calendars import feed_token, renew_feed
from tests.network.gatherings.fair.running import two

pytestmark = pytest.mark.django_db
CLOCKS = [
    ("Asia/Kolkata", datetime(2026, 11, 18, 1, tzinfo=UTC), "06:30", "UTC+05:30"),
    ("Australia/Adelaide", datetime(2026, 11, 18, 1, tzinfo=UTC), "11:30", "UTC+10:30"),
    ("Australia/Adelaide", datetime(2026, 7, 1, 1, tzinfo=UTC), "10:30", "UTC+09:30"),
    ("Europe/Lisbon", datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "00:30", "UTC+00:00"),
    ("Europe/Lisbon", datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "02:00", "UTC+01:00"),
    ("America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "01:30", "UTC−04:00"),
    ("America/New_York", datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "01:30", "UTC−05:00"),
]
"""Zones of half hours, and hours at which clocks are put forward and back."""


def seat_of(one: Any) -> Seat:
    return publishing.seats_of(one.gathering.fair, one).get()


def event(content: bytes) -> Any:
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


@pytest.mark.parametrize(("zone", "start", "clock", "offset"), CLOCKS)
def test_an_agenda_and_its_calendar_agree_in_every_zone_and_hour(
    zone: str, start: datetime, clock: str, offset: str
) -> None:
    stage, one, _bea = two(start, zone, zone)
    page = stage.scene.client("participant").get(reverse("fair-agenda", args=[stage.slug]))
    said = page.content.decode()
    assert f">{clock}</time>" in said
    assert offset in said
    read = event(calendars.agenda_file(stage.fair, one, "en"))
    begins, ends = (read[key].dt.astimezone(UTC) for key in ("DTSTART", "DTEND"))
    assert (begins, ends - begins) == (start, timedelta(minutes=30))
    assert read["DTSTART"].params.get("TZID", "") in (zone, "")
    assert f"{clock}, " in str(read["DESCRIPTION"])


@pytest.mark.parametrize(("hour", "named"), [(5, "America/New_York"), (6, "")])
def test_an_hour_that_comes_twice_is_named_by_its_zone_the_first_time_only(
    hour: int, named: str
) -> None:
    """RFC 5545, 3.3.5: a local time that occurs twice is the first of the two."""
    zone = "America/New_York"
    stage, one, _bea = two(datetime(2026, 11, 1, hour, 15, tzinfo=UTC), zone, zone)
    read = event(calendars.agenda_file(stage.fair, one, "en"))
    assert read["DTSTART"].params.get("TZID", "") == named


def test_an_agenda_has_the_clock_of_the_event_and_ones_own_with_their_zones() -> None:
    stage, _one, _bea = two()
    page = stage.scene.client("participant").get(reverse("fair-agenda", args=[stage.slug]))
    said = page.content.decode()
    assert "Shanghai (UTC+08:00)" in said
    assert "01:00, Lisbon (UTC+00:00)" in said


def test_a_meeting_that_moves_keeps_its_uid_and_counts_its_sequence_up() -> None:
    stage, one, _bea = two()
    before = event(calendars.agenda_file(stage.fair, one, "en"))
    late = stage.fair.slots.latest("start")
    number = Meeting.objects.get().request_id
    editing.move(stage.fair, number, late.key, stage.scene.people["organiser"])
    after = event(calendars.agenda_file(stage.fair, one, "en"))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == before["DTSTART"].dt + timedelta(hours=1)
    assert after["STATUS"] == "CONFIRMED"


def test_a_meeting_alone_is_a_request_and_called_off_a_cancellation() -> None:
    stage, one, bea = two()
    content, method = calendars.meeting_file(stage.fair, seat_of(one), "en")
    asked = Calendar.from_ical(content)
    assert (method, asked["METHOD"]) == ("REQUEST", "REQUEST")
    assert event(content)["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert b"bea@example.org" not in content
    publishing.cancel([Meeting.objects.get()])
    for who in (one, bea):
        content, method = calendars.meeting_file(stage.fair, seat_of(who), "en")
        gone = Calendar.from_ical(content)
        assert (method, gone["METHOD"]) == ("CANCEL", "CANCEL")
        assert event(content)["STATUS"] == "CANCELLED"
        assert event(content)["UID"] == event(calendars.agenda_file(stage.fair, one, "en"))["UID"]
        assert event(content)["SEQUENCE"] >= 1


def test_who_declines_and_comes_again_has_a_sequence_that_only_rises() -> None:
    stage, one, _bea = two()
    third = stage.scene.another("Cyd")
    Seat.objects.create(meeting=Meeting.objects.get(), participant=third)
    seen = []
    for action, status in (
        ("accept", "CONFIRMED"),
        ("decline", "CANCELLED"),
        ("accept", "CONFIRMED"),
    ):
        publishing.answer(seat_of(one), action, one.user)
        found = event(calendars.agenda_file(stage.fair, one, "en"))
        assert found["STATUS"] == status
        seen.append(int(found["SEQUENCE"]))
    assert seen == sorted(set(seen))


def test_a_published_calendar_names_nobody_to_answer_and_is_bilingual() -> None:
    stage, one, _bea = two()
    for language, words in (("en", "Meeting with Bea"), ("zh-Hans", "与 Bea 会面")):
        content = calendars.agenda_file(stage.fair, one, language)
        assert b"ATTENDEE" not in content
        assert Calendar.from_ical(content)["METHOD"] == "PUBLISH"
        found = event(content)
        assert str(found["SUMMARY"]) == words
        assert found["SUMMARY"].params["LANGUAGE"] == language


def test_a_secret_address_is_fetched_without_an_account_until_it_is_renewed() -> None:
    stage, one, _bea = two()
    token = feed_token(one.user, stage.scene.gathering)
    client = stage.scene.client("visitor")
    address = reverse("fair-feed", args=[stage.slug, token])
    assert len(Calendar.from_ical(client.get(address).content).walk("VEVENT")) == 1
    assert client.get(reverse("fair-feed", args=["other", token])).status_code == 404
    renew_feed(one.user, stage.scene.gathering)
    assert client.get(address).status_code == 404


def test_nobody_sees_the_agenda_of_somebody_else_but_organisers() -> None:
    stage, one, bea = two()
    address = reverse("fair-agenda-of", args=[stage.slug, bea.pk])
    for role in ("participant", "exhibitor", "reviewer", "outsider"):
        assert stage.scene.client(role).get(address).status_code == 404
    assert stage.scene.client("organiser").get(address).status_code == 200
    number = seat_of(one).meeting_id
    for name in ("fair-meeting-file", "fair-outcome"):
        other = stage.scene.client("exhibitor").get(reverse(name, args=[stage.slug, number]))
        assert other.status_code == 404


def test_paper_is_in_both_languages_and_cards_say_who_sits_where() -> None:
    stage, one, _bea = two()
    (sheet,) = printing.agendas(stage.fair, [one])
    assert sheet.days[0].lines[0].own_clock == "11-18 01:00 UTC+00:00 Europe/Lisbon"
    page = stage.scene.client("participant").get(reverse("fair-agenda-paper", args=[stage.slug]))
    said = page.content.decode()
    assert '<span lang="zh-Hans">时间</span> <span lang="en">Time</span>' in said
    (card,) = printing.cards(stage.fair)
    assert [person.name for person in card.days[0].lines[0].people] == [one.name, "Bea"]
    cards = stage.scene.client("organiser").get(reverse("fair-cards", args=[stage.slug]))
    assert "Bea" in cards.content.decode()


def test_agendas_are_a_table_of_both_clocks() -> None:
    stage, one, _bea = two()
    said = tables.agendas(stage.fair).content.decode("utf-8-sig")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(said))}
    own = rows[one.name]
    assert own["start_event"] == "2023-11-18T09:00+08:00"
    assert (own["start_own"], own["zone_own"]) == ("2023-11-18T01:00+00:00", "Europe/Lisbon")
    assert (own["with"], rows["Bea"]["with"]) == ("Bea", one.name)


GIVEN = {"next_step": "pilot", "value": "to-1m", "kind": "memorandum", "words": "Two streets."}


def test_what_came_of_a_meeting_is_kept_changed_and_taken_home() -> None:
    stage, one, _bea = two()
    client = stage.scene.client("participant")
    address = reverse("fair-outcome", args=[stage.slug, seat_of(one).meeting_id])
    assert client.get(address).status_code == 200
    assert client.post(address, GIVEN).status_code == 302
    client.post(address, GIVEN | {"link": "https://example.org/draft", "next_step": "agree"})
    kept = Outcome.objects.get()
    assert (kept.next_step, kept.link) == ("agree", "https://example.org/draft")
    assert kept.history.count() == 2
    (row,) = json.loads(tables.outcomes(stage.fair, "json").content)["outcomes"]
    assert (row["agreement"], row["value"], row["told_by"]) == ("memorandum", "to-1m", one.name)
    said = tables.outcomes(stage.fair, "csv").content.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(said)))["words"] == "Two streets."
    page = stage.scene.client("organiser").get(reverse("fair-outcomes", args=[stage.slug]))
    assert "Two streets." in page.content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"next_step": "marry"}, "marry is not one of the available choices"),
        ({"next_step": ""}, "This field is required"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"link": "ftp://example.org"}, "begins with https://"),
        ({"words": "x" * 2001}, "2001 characters; at most 2000"),
        ({"by_when": "soon"}, "Enter a valid date"),
        ({"next_step": "nothing"}, "Say how it goes on"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_and_what_was_typed_stays(
    change: dict[str, str], said: str
) -> None:
    stage, one, _bea = two()
    address = reverse("fair-outcome", args=[stage.slug, seat_of(one).meeting_id])
    client = stage.scene.client("participant")
    page = client.post(address, GIVEN | change).content.decode()
    assert said in page
    assert change.get("words", "Two streets.") in page
    assert not Outcome.objects.exists()


def test_nothing_can_come_of_a_meeting_before_it_begins_or_when_it_is_called_off() -> None:
    start = timezone.now().replace(microsecond=0) + timedelta(days=2)
    _stage, one, _bea = two(start)
    seat = seat_of(one)
    with pytest.raises(ValidationError, match="has not begun"):
        outcomes.tell(seat, GIVEN, timezone.now())
    assert outcomes.may_tell(seat, start + timedelta(minutes=1))
    publishing.cancel([seat.meeting])
    assert not outcomes.may_tell(seat_of(one), start + timedelta(days=1))
