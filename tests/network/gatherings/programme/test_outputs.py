"""A programme in other formats is valid, and says the same."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain import favourites, sessions, talks
from citybricks.network.gatherings.programme.domain.board import draft_of, published_of
from citybricks.network.gatherings.programme.models import Session
from citybricks.network.gatherings.programme.outputs import feeds, frab
from citybricks.network.gatherings.programme.outputs.frab_xml import as_xml
from tests.network.gatherings.programme.scene import Forum, at

ORIGIN = "https://hub.example"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def conformance() -> Path:
    """Return the folder of the schemas; skip without them."""
    folder = Path(os.environ.get("CITYBRICKS_DATA", "")) / "hub" / "conformance"
    if not (folder / "schedule.xml.xsd").exists():
        pytest.skip("CITYBRICKS_DATA has no hub/conformance: the schemas of c3voc are not here")
    return folder


def valid(made: frab.Schedule) -> None:
    """Check what both schemas ask for, without them."""
    root = ET.fromstring(as_xml(made))  # noqa: S314 - written a moment ago
    events = root.findall("day/room/event")
    for name in ("guid", "id"):
        numbers = [event.get(name) for event in events]
        assert len(numbers) == len(set(numbers))
    slugs = [event.findtext("slug") or "" for event in events]
    assert len(slugs) == len(set(slugs))
    for event in events:
        assert _UUID.fullmatch(event.get("guid", ""))
        assert int(event.get("id", "0")) > 0
        assert re.fullmatch(r"[0-2]\d:[0-5]\d", event.findtext("start") or "")
        assert re.fullmatch(r"\d{1,2}:\d{2}", event.findtext("duration") or "")
        moment = datetime.fromisoformat(event.findtext("date") or "")
        assert moment.tzinfo is not None
        assert f"{moment:%H:%M}" == event.findtext("start")
    days = [day.get("index") for day in root.findall("day")]
    assert days == [str(number) for number in range(1, len(days) + 1)]
    assert days
    document = frab.as_json(made)["schedule"]["conference"]
    assert re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?", document["acronym"])
    held = [one for day in document["days"] for room in day["rooms"].values() for one in room]
    assert [one["guid"] for one in held] == [event.get("guid") for event in events]
    json.dumps(document)


def against_the_schemas(made: frab.Schedule, folder: Path) -> None:
    """Check with the schemas of c3voc."""
    etree = pytest.importorskip("lxml.etree")
    jsonschema = pytest.importorskip("jsonschema")
    schema = etree.XMLSchema(etree.parse(str(folder / "schedule.xml.xsd")))
    schema.assertValid(etree.fromstring(as_xml(made)))
    described = json.loads((folder / "schedule.json.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker()
    jsonschema.Draft6Validator(described, format_checker=checker).validate(frab.as_json(made))


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_programme_is_a_valid_schedule(forum: Forum, language: str) -> None:
    valid(frab.schedule(draft_of(forum.gathering), language, ORIGIN))


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_schedule_fits_the_schemas(forum: Forum, language: str) -> None:
    made = frab.schedule(draft_of(forum.gathering), language, ORIGIN)
    against_the_schemas(made, conformance())


def test_what_is_sent_is_what_was_made(forum: Forum) -> None:
    forum.publish()
    xml = forum.get("visitor", "programme-xml")
    assert xml["Content-Type"].startswith("application/xml")
    root = ET.fromstring(xml.content)  # noqa: S314 - our own
    assert {one.text for one in root.iter("title")} >= {"Wind over roofs", "Opening"}
    assert {one.text for one in root.iter("person")} == {"Ana Sousa", "Li Hua"}
    sent = json.loads(forum.get("visitor", "programme-json").content)
    assert sent["schedule"]["version"] == "1"
    chinese = json.loads(forum.get("visitor", "programme-json", language="zh-Hans").content)
    rooms = chinese["schedule"]["conference"]["days"][0]["rooms"]
    assert {one["title"] for one in rooms["大厅"]} == {"开幕", "屋顶风电", "城市热网"}


words = st.text(st.characters(blacklist_categories=["Cs"]), min_size=0, max_size=30)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(words, st.integers(0, 2_879), st.integers(5, 300), st.booleans()), max_size=6
    ),
    zone=st.sampled_from(["Asia/Kolkata", "Australia/Adelaide", "America/New_York", "Etc/GMT+3"]),
)
def test_any_programme_is_a_valid_schedule(
    forum: Forum, rows: list[tuple[str, int, int, bool]], zone: str
) -> None:
    gathering = forum.gathering
    gathering.time_zone = zone
    Session.objects.exclude(pk__in=[forum.grids.pk, forum.clinics.pk, forum.plenary.pk]).delete()
    for said, start, length, homeless in rows:
        made = sessions.take(gathering, title=Text(text=said), abstract=Text(text=said))
        begin = datetime(2023, 11, 18, tzinfo=ZoneInfo(zone)) + timedelta(minutes=start)
        room = None if homeless else forum.hall
        sessions.place(made, start=begin, end=begin + timedelta(minutes=length), room=room)
    made = frab.schedule(draft_of(gathering), "en", ORIGIN)
    valid(made)
    folder = Path(os.environ.get("CITYBRICKS_DATA", "")) / "hub" / "conformance"
    if folder.exists():
        against_the_schemas(made, folder)


def test_a_gathering_without_sessions_is_a_valid_schedule(forum: Forum) -> None:
    Session.objects.all().delete()
    forum.gathering.slug = "ab"
    valid(frab.schedule(draft_of(forum.gathering), "en", ORIGIN))


CLOCKS = [
    ("Asia/Kolkata", datetime(2023, 11, 18, 9, tzinfo=ZoneInfo("Asia/Kolkata")), "+05:30"),
    (
        "Australia/Adelaide",
        datetime(2023, 10, 1, 9, tzinfo=ZoneInfo("Australia/Adelaide")),
        "+10:30",
    ),
    (
        "Australia/Adelaide",
        datetime(2023, 9, 30, 9, tzinfo=ZoneInfo("Australia/Adelaide")),
        "+09:30",
    ),
    ("Europe/Berlin", datetime(2023, 3, 26, 9, tzinfo=ZoneInfo("Europe/Berlin")), "+02:00"),
    ("Europe/Berlin", datetime(2023, 10, 29, 9, tzinfo=ZoneInfo("Europe/Berlin")), "+01:00"),
    ("America/New_York", datetime(2023, 11, 5, 9, tzinfo=ZoneInfo("America/New_York")), "-05:00"),
]
"""Half hours, and the days on which clocks are put forward and back."""


@pytest.mark.parametrize(("zone", "begin", "offset"), CLOCKS)
def test_times_are_those_of_the_clock_on_the_wall(
    forum: Forum, zone: str, begin: datetime, offset: str
) -> None:
    gathering = forum.gathering
    gathering.time_zone = zone
    gathering.first_day = gathering.last_day = begin.date()
    gathering.save()
    sessions.place(
        forum.plenary, start=begin, end=begin.astimezone(UTC) + timedelta(hours=1), room=forum.hall
    )
    forum.publish()
    shown = published_of(gathering)
    assert shown is not None
    made = frab.schedule(shown, "en", ORIGIN)
    valid(made)
    event = next(
        one
        for day in frab.as_json(made)["schedule"]["conference"]["days"]
        for room in day["rooms"].values()
        for one in room
        if one["title"] == "Opening"
    )
    assert event["start"] == "09:00"
    assert event["date"].endswith(offset)
    (entry,) = events(forum.get("visitor", "programme-session-ics", forum.plenary.pk).content)
    assert entry["dtstart"].dt == begin
    assert entry["dtstart"].params["TZID"] == zone


def test_a_session_over_the_hour_that_comes_twice_is_as_long_as_it_is(forum: Forum) -> None:
    gathering = forum.gathering
    gathering.time_zone = "Europe/Berlin"
    gathering.save()
    begin = datetime(2023, 10, 29, 0, 30, tzinfo=UTC)  # 02:30 for the first time
    sessions.place(forum.plenary, start=begin, end=begin + timedelta(hours=2), room=forum.hall)
    made = frab.schedule(draft_of(gathering), "en", ORIGIN)
    (one,) = [
        held
        for day in made.days
        for room in day.rooms.values()
        for held in room
        if held.title == "Opening"
    ]
    assert one.duration == "02:00"
    assert (f"{one.start:%H:%M%z}", f"{one.end:%H:%M%z}") == ("02:30+0200", "03:30+0100")


def events(content: bytes) -> list[Any]:
    """Return the entries of a calendar."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_calendar_round_trips_with_cancellations_and_sequences(forum: Forum) -> None:
    forum.publish()
    before = {one["uid"]: one for one in events(forum.get("visitor", "programme-ics").content)}
    assert {int(one["sequence"]) for one in before.values()} == {0}
    sessions.place(forum.plenary, start=at(8), end=at(9), room=forum.hall)
    sessions.cancel(forum.clinics)
    forum.publish()
    after = {one["uid"]: one for one in events(forum.get("visitor", "programme-ics").content)}
    assert before.keys() == after.keys()
    changed = {uid: (int(one["sequence"]), str(one["status"])) for uid, one in after.items()}
    by_key = {
        uid.partition("@")[0].removeprefix("programme-"): said for uid, said in changed.items()
    }
    assert by_key[forum.plenary.pk] == (1, "CONFIRMED")
    assert by_key[forum.clinics.pk] == (1, "CANCELLED")
    assert by_key[forum.grids.pk] == (0, "CONFIRMED")


def test_favourites_come_under_a_secret_address_with_their_changes(forum: Forum) -> None:
    person = forum.scene.people["outsider"]
    favourites.star(person, talk=forum.wind)
    forum.publish()
    page = forum.get("outsider", "programme-mine").content.decode()
    found = re.search(r"favourites/([\w-]+)\.ics", page)
    assert found
    (entry,) = events(forum.get("visitor", "programme-favourites", found.group(1)).content)
    assert entry["dtstart"].dt == at(10)
    talks.withdraw(forum.wind)
    forum.publish()
    (entry,) = events(forum.get("visitor", "programme-favourites", found.group(1)).content)
    assert (str(entry["status"]), int(entry["sequence"])) == ("CANCELLED", 1)
    assert forum.get("visitor", "programme-favourites", "forged").status_code == 404


def test_calendars_of_others_hold_no_address_of_a_meeting(forum: Forum) -> None:
    forum.grids.meeting = "https://meet.example/grids"
    forum.grids.save()
    forum.publish()
    for role, there in (("visitor", False), ("participant", True)):
        sent = forum.get(role, "programme-ics").content.replace(b"\r\n ", b"")
        assert (b"meet.example" in sent) == there
        one = forum.get(role, "programme-session-ics", forum.grids.pk).content
        assert (b"meet.example" in one.replace(b"\r\n ", b"")) == there


def test_the_feed_is_a_json_feed(forum: Forum) -> None:
    forum.publish()
    response = forum.get("visitor", "programme-feed")
    assert response["Content-Type"].startswith("application/feed+json")
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) > 0
    for item in feed["items"]:
        assert item["id"].startswith("http")
        assert "content_text" in item
        datetime.fromisoformat(item["date_published"])


def test_the_programme_is_events_of_schema_org(forum: Forum) -> None:
    forum.publish()
    response = forum.get("visitor", "programme-linked")
    assert response["Content-Type"].startswith("application/ld+json")
    event = json.loads(response.content)
    assert event["@type"] == "Event"
    parts = list(walked(event))
    assert len(parts) == 6
    for part in parts[1:]:
        moment = datetime.fromisoformat(part["startDate"])
        assert moment.utcoffset() == timedelta(hours=8)
        assert part["eventStatus"].startswith("https://schema.org/Event")
        assert part["eventAttendanceMode"].endswith("EventAttendanceMode")
    assert {"@language": "zh-Hans", "@value": "屋顶风电"} in [
        name for part in parts for name in part["name"]
    ]


def walked(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield event
    for part in event.get("subEvent", []):
        yield from walked(part)


def test_a_cancelled_session_is_said_to_be(forum: Forum) -> None:
    forum.publish()
    sessions.cancel(forum.clinics)
    made = feeds.json_ld(draft_of(forum.gathering), ORIGIN)
    stands = {
        part["@id"].rpartition("sessions/")[2]: part["eventStatus"] for part in made["subEvent"]
    }
    assert stands[f"{forum.clinics.pk}/"] == "https://schema.org/EventCancelled"
    assert date.fromisoformat(made["startDate"]) == forum.gathering.first_day
