"""Somebody's meetings as entries of a calendar, with updates and cancellations.

A meeting keeps its UID; each time it moves, is called off or is answered its SEQUENCE rises. A file
for a calendar program to fetch is published; one meeting alone is a request to come, or its
cancellation.

References
----------
.. [1] RFC 5546, iTIP: 3.2.1 PUBLISH has no ATTENDEE, 3.2.2 REQUEST, 3.2.5 CANCEL.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from citybricks.network.gatherings.fair.domain.publishing import seats_of
from citybricks.network.gatherings.fair.models import Fair, Seat
from citybricks.network.gatherings.fair.vocabulary import Answer, Standing
from citybricks.network.gatherings.hosting.domain.calendars import uid_of
from citybricks.network.gatherings.hosting.domain.zones import in_zone
from citybricks.network.gatherings.hosting.outputs.calendar import (
    Attendee,
    Entry,
    Method,
    Status,
    calendar,
)

_ANSWERS = {
    Answer.WAITING: "NEEDS-ACTION",
    Answer.ACCEPTED: "ACCEPTED",
    Answer.DECLINED: "DECLINED",
}


def agenda_file(fair: Fair, participant: Any, language: str) -> bytes:
    """Return all meetings of somebody, those called off too, to be fetched again and again."""
    entries = [entry_of(fair, seat, language) for seat in seats_of(fair, participant)]
    name = f"{fair.gathering.title.shown(language).text} – {participant.name}"
    return calendar(entries, name=name)


def meeting_file(fair: Fair, seat: Seat, language: str) -> tuple[bytes, Method]:
    """Return one meeting: a request to come, or its cancellation, and which of them it is."""
    method: Method = "CANCEL" if _status(seat) == "CANCELLED" else "REQUEST"
    entry = entry_of(fair, seat, language, asked=True)
    return calendar([entry], method), method


def _status(seat: Seat) -> Status:
    off = seat.meeting.state == Standing.CANCELLED or seat.answer == Answer.DECLINED
    return "CANCELLED" if off else "CONFIRMED"


def _zone(name: str, *instants: datetime) -> str:
    """Return the zone to name: UTC for an hour that comes twice, of which it can name one only.

    RFC 5545, 3.3.5: a local time that occurs twice is the first of the two.
    """
    return "UTC" if any(at.astimezone(ZoneInfo(name)).fold for at in instants) else name


def entry_of(fair: Fair, seat: Seat, language: str, *, asked: bool = False) -> Entry:
    """Return somebody's seat at a meeting as an entry.

    Parameters
    ----------
    asked
        Whether it names who is asked; a published calendar must not.
    """
    meeting, gathering, one = seat.meeting, fair.gathering, seat.participant
    names = [s.participant.name for s in meeting.seats.all() if s.participant_id != one.pk]
    host = gathering.host.name_in(language) if gathering.host else str(gathering)
    with override(language):
        summary = _("Meeting with %(names)s") % {"names": ", ".join(names)}
        place = _("Table %(place)s") % {"place": fair.place(meeting.table)}
        place = place if meeting.table else _("Online")
        venue = gathering.venue.shown(language).text if meeting.table else ""
        own = in_zone(meeting.slot.start, one.time_zone, language)
        event = in_zone(meeting.slot.start, gathering.time_zone, language)
        said = [
            _("On the clock of the event: %(time)s") % {"time": event},
            _("On your clock: %(time)s") % {"time": own},
            meeting.request.reason,
        ]
    address = one.email or (one.user.email if one.user else "")
    return Entry(
        uid=uid_of(meeting.pk),
        summary=summary,
        start=meeting.slot.start,
        end=meeting.slot.end,
        zone=_zone(gathering.time_zone, meeting.slot.start, meeting.slot.end),
        sequence=meeting.sequence + max(0, seat.history.count() - 1),
        status=_status(seat),
        description="\n".join(line for line in said if line),
        location=", ".join(part for part in (place, venue) if part),
        url=settings.ENVIRONMENT.origin + reverse("fair-agenda", args=[gathering.slug]),
        organiser=(host, settings.DEFAULT_FROM_EMAIL) if asked else None,
        attendees=(
            (Attendee(one.name, address, _ANSWERS[Answer(seat.answer)]),)
            if asked and address
            else ()
        ),
        stamp=meeting.changed,
        language=language,
    )
