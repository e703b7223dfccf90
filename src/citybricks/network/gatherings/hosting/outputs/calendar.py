"""Calendars: what somebody attends, with updates and cancellations.

An entry keeps its UID for ever; each change counts its SEQUENCE up, and what is called off is sent
with the status CANCELLED by the method CANCEL. Times are those of the zone of the place, with the
rules of the zone in the file.

References
----------
.. [1] RFC 5545, iCalendar: 3.6.1 events, 3.6.5 time zones, 3.8.7.4 SEQUENCE.
.. [2] RFC 5546, iTIP: 3.2.1 PUBLISH, 3.2.2 REQUEST, 3.2.5 CANCEL.
.. [3] RFC 7986, 5.1 NAME, 5.7 REFRESH-INTERVAL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from icalendar import Calendar, Event, vCalAddress, vText

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
_REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was asked.

    Parameters
    ----------
    name, email
        Who.
    answer
        PARTSTAT: ``NEEDS-ACTION``, ``ACCEPTED``, ``DECLINED``.
    """

    name: str
    email: str
    answer: str = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a calendar.

    Parameters
    ----------
    uid
        The same for ever, and nobody else's: ``<ulid>@<host>``.
    summary
        Its title.
    start, end
        Aware instants, or days; of days the end is the day after the last.
    zone
        IANA name of the zone whose clock is shown.
    sequence
        How often it has changed.
    status
        ``CONFIRMED``, ``TENTATIVE`` or ``CANCELLED``.
    stamp
        When it was last changed; None for now.
    language
        Of summary and description, as BCP 47.
    """

    uid: str
    summary: str
    start: datetime | date
    end: datetime | date
    zone: str = "UTC"
    sequence: int = 0
    status: Status = "CONFIRMED"
    description: str = ""
    location: str = ""
    url: str = ""
    organiser: tuple[str, str] | None = None
    attendees: tuple[Attendee, ...] = ()
    stamp: datetime | None = None
    language: str = ""


def calendar(entries: Sequence[Entry], method: Method = "PUBLISH", name: str = "") -> bytes:
    """Return entries as a calendar file.

    Parameters
    ----------
    method
        ``PUBLISH`` for a file or a feed, ``REQUEST`` to ask somebody, ``CANCEL`` to call off.
    name
        As calendar programs list it.

    Raises
    ------
    ValueError
        When an entry has no zone, ends before it begins, or is called off by another method
        than it says.
    """
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//citybricks//gatherings//EN")
    made.add("method", method)
    made.add("calscale", "GREGORIAN")
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
    if method == "PUBLISH":
        made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry, method))
    if any(isinstance(entry.start, datetime) and entry.zone != "UTC" for entry in entries):
        made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(entry: Entry, method: Method) -> Event:
    _check(entry, method)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", (entry.stamp or datetime.now(UTC)).astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", entry.status)
    for key, value in (("dtstart", entry.start), ("dtend", entry.end)):
        event.add(key, _local(value, entry.zone))
    language = {"LANGUAGE": entry.language} if entry.language else {}
    for key, text in (
        ("summary", entry.summary),
        ("description", entry.description),
        ("location", entry.location),
    ):
        if text:
            event.add(key, text, parameters=language)
    if entry.url:
        event.add("url", entry.url)
    if entry.organiser:
        event.add("organizer", _address(*entry.organiser))
    for one in entry.attendees:
        asked = _address(one.name, one.email)
        asked.params |= {"PARTSTAT": vText(one.answer), "ROLE": vText("REQ-PARTICIPANT")}
        if one.answer == "NEEDS-ACTION":
            asked.params["RSVP"] = vText("TRUE")
        event.add("attendee", asked)
    return event


def _check(entry: Entry, method: Method) -> None:
    if (entry.status == "CANCELLED") != (method == "CANCEL") and method != "PUBLISH":
        raise ValueError(f"{entry.uid} has the status {entry.status} and the method {method}")
    if isinstance(entry.start, datetime) and entry.start.tzinfo is None:
        raise ValueError(f"{entry.uid}: start {entry.start} has no zone")
    if entry.end < entry.start:
        raise ValueError(f"{entry.uid} ends at {entry.end}, before it starts at {entry.start}")


def _local(value: datetime | date, zone: str) -> datetime | date:
    """Put an instant on the clock of a zone; an hour that comes a second time has no such name."""
    if not isinstance(value, datetime):
        return value
    local = value.astimezone(UTC if zone == "UTC" else ZoneInfo(zone))
    return local.astimezone(UTC) if local.fold else local


def _address(name: str, email: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    if name:
        found.params["CN"] = vText(name)
    return found


def answer(content: bytes, filename: str, method: Method = "PUBLISH") -> HttpResponse:
    """Return a calendar file as a download; feeds leave the file name empty."""
    kind = f"text/calendar; charset=utf-8; method={method}"
    found = HttpResponse(content, content_type=kind)
    if filename:
        found["Content-Disposition"] = f'attachment; filename="{filename}"'
    return found
