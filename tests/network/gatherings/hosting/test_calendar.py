"""Calendars are read by another program as they were meant."""

# ruff: noqa: DTZ001 - times on walls have no zone

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from citybricks.network.gatherings.hosting.outputs.calendar import Attendee, Entry, calendar

ENTRY = Entry(
    uid="01JD0000000000000000000001@cities.example",
    summary="Tianjin 天津 meets Kolkata",
    start=datetime(2026, 11, 22, 3, 30, tzinfo=UTC),
    end=datetime(2026, 11, 22, 3, 50, tzinfo=UTC),
    zone="Asia/Kolkata",
    description="Table 12; bring: plans, “samples”\nSecond line",
    location="Hall A, table 12",
    organiser=("Fair", "fair@cities.example"),
    attendees=(Attendee("Li, Wei", "li@cities.example"),),
)
ZONES = ["Asia/Kolkata", "Australia/Adelaide", "Europe/Berlin", "America/New_York", "Asia/Shanghai"]


def read(content: bytes) -> tuple[Any, Any]:
    """Read a calendar back, and its one event."""
    found = Calendar.from_ical(content)
    assert not found.errors
    (event,) = found.walk("VEVENT")
    return found, event


def test_an_entry_is_read_back_as_it_was() -> None:
    found, event = read(calendar([ENTRY], name="My agenda"))
    assert found["METHOD"] == "PUBLISH"
    assert event["UID"] == ENTRY.uid
    assert event["SUMMARY"] == ENTRY.summary
    assert event["DESCRIPTION"] == ENTRY.description
    assert event["LOCATION"] == ENTRY.location
    assert event.decoded("DTSTART") == ENTRY.start
    assert event["DTSTART"].params["TZID"] == "Asia/Kolkata"
    assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["Asia/Kolkata"]


def test_who_is_asked_can_answer() -> None:
    _, event = read(calendar([ENTRY], "REQUEST"))
    assert str(event["ATTENDEE"]) == "mailto:li@cities.example"
    assert event["ATTENDEE"].params["CN"] == "Li, Wei"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"


def test_what_is_called_off_keeps_its_uid_and_counts_its_sequence_up() -> None:
    called_off = replace(ENTRY, status="CANCELLED", sequence=3)
    found, event = read(calendar([called_off], "CANCEL"))
    assert (found["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert event["UID"] == ENTRY.uid


@pytest.mark.parametrize(("status", "method"), [("CONFIRMED", "CANCEL"), ("CANCELLED", "REQUEST")])
def test_a_method_that_contradicts_the_status_is_refused(status: Any, method: Any) -> None:
    with pytest.raises(ValueError, match=f"status {status} and the method {method}"):
        calendar([replace(ENTRY, status=status)], method)


def test_a_start_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        calendar([replace(ENTRY, start=datetime(2026, 11, 22, 9))])


def test_days_are_days() -> None:
    entry = replace(ENTRY, start=date(2021, 11, 18), end=date(2021, 11, 20))
    _, event = read(calendar([entry]))
    assert event.decoded("DTSTART") == date(2021, 11, 18)
    assert "VTIMEZONE" not in calendar([entry]).decode()


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Berlin", datetime(2026, 3, 28, 12), datetime(2026, 3, 30, 12)),
        ("Europe/Berlin", datetime(2026, 10, 24, 12), datetime(2026, 10, 26, 12)),
        ("Australia/Adelaide", datetime(2026, 4, 4, 12), datetime(2026, 4, 6, 12)),
        ("Australia/Adelaide", datetime(2026, 10, 3, 12), datetime(2026, 10, 5, 12)),
    ],
)
def test_the_file_itself_knows_when_clocks_change(
    zone: str, before: datetime, after: datetime
) -> None:
    """A program that knows no zones finds the offsets in the file."""
    for wall in (before, after):
        start = wall.replace(tzinfo=ZoneInfo(zone))
        entry = replace(ENTRY, start=start, end=start + timedelta(minutes=20), zone=zone)
        found, event = read(calendar([entry]))
        (rules,) = found.walk("VTIMEZONE")
        local = event["DTSTART"].dt.replace(tzinfo=None)
        assert local.replace(tzinfo=rules.to_tz(lookup_tzid=False)).utcoffset() == start.utcoffset()


def test_an_hour_that_comes_twice_is_read_back_as_the_one_that_was_meant() -> None:
    for hour in (0, 1):  # 02:30 in Berlin, and 02:30 again
        at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        entry = replace(ENTRY, start=at, end=at + timedelta(minutes=20), zone="Europe/Berlin")
        _, event = read(calendar([entry]))
        assert event.decoded("DTSTART").astimezone(UTC) == at


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120),
)
def test_any_instant_and_any_words_survive(zone: str, at: datetime, words: str) -> None:
    at = at.replace(microsecond=0)
    entry = replace(ENTRY, start=at, end=at + timedelta(hours=1), zone=zone, summary=words)
    _, event = read(calendar([entry]))
    assert event.decoded("DTSTART") == at
    assert str(event["SUMMARY"]) == words
