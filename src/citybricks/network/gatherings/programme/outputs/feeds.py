"""A programme as a JSON feed and as JSON-LD.

References
----------
.. [1] JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/
.. [2] schema.org, Event, https://schema.org/Event
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain.zones import in_zone
from citybricks.network.gatherings.programme.domain.board import (
    Board,
    ShownSession,
    ShownTalk,
    events,
)
from citybricks.network.gatherings.programme.domain.clashes import title_of
from citybricks.network.gatherings.programme.outputs.frab import page_of, people_in
from citybricks.network.gatherings.programme.vocabulary import Attendance
from citybricks.network.members.outputs.json_ld import tagged

_MODES = {
    Attendance.ON_SITE: "OfflineEventAttendanceMode",
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.HYBRID: "MixedEventAttendanceMode",
}


def json_feed(board: Board, language: str, origin: str) -> dict[str, Any]:
    """Return a programme as a JSON feed: an item for each talk, and for sessions without talks."""
    slug = board.gathering.slug
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": board.gathering.title.shown(language).text,
        "description": board.gathering.summary.shown(language).text,
        "home_page_url": origin + reverse("programme-grid", args=[slug]),
        "feed_url": origin + reverse("programme-feed", args=[slug]),
        "language": language,
        "items": [_item(board, *one, language, origin) for one in events(board) if _is_on(*one)],
    }


def _is_on(session: ShownSession, talk: ShownTalk | None) -> bool:
    return talk.is_on if talk else session.is_on and not session.is_break


def _item(
    board: Board, session: ShownSession, talk: ShownTalk | None, language: str, origin: str
) -> dict[str, Any]:
    address = origin + page_of(board, session, talk)
    title = talk.row.title if talk else title_of(session)
    abstract = talk.row.abstract if talk else session.row.abstract
    start = (talk or session).start or session.start
    room = session.room.name.shown(language).text if session.room else ""
    when = in_zone(start, board.gathering.time_zone, language) if start else ""
    track = (talk.track if talk else None) or session.track
    lines = [" · ".join(part for part in (when, room) if part), abstract.shown(language).text]
    found = {
        "id": address,
        "url": address,
        "title": title.shown(language).text,
        "content_text": "\n\n".join(line for line in lines if line),
        "date_published": board.published.isoformat() if board.published else None,
        "language": title.shown(language).language,
        "tags": [track.name.shown(language).text] if track else None,
        "authors": [
            {"name": one.name.shown(language).text} for one in people_in(session, talk)
        ] or None,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


def json_ld(board: Board, origin: str) -> dict[str, Any]:
    """Return a programme as an event with its parts, in the words of schema.org."""
    gathering = board.gathering
    page = origin + reverse("programme-grid", args=[gathering.slug])
    parts = [one for one in board.sessions if not one.is_break]
    return _full(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": page,
            "url": page,
            "name": tagged(gathering.title),
            "description": tagged(gathering.summary),
            "startDate": gathering.first_day.isoformat(),
            "endDate": gathering.last_day.isoformat(),
            "eventAttendanceMode": _mode(gathering.attendance),
            "eventStatus": "https://schema.org/EventScheduled",
            "location": _place(gathering.venue, page, gathering.attendance),
            "inLanguage": gathering.languages,
            "subEvent": [session_ld(board, one, origin) for one in parts],
        }
    )


def session_ld(board: Board, session: ShownSession, origin: str) -> dict[str, Any]:
    """Return a session as an event, its talks as its parts."""
    address = origin + page_of(board, session, None)
    return _full(
        {
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": tagged(title_of(session)),
            "description": tagged(session.row.abstract),
            "location": _place(
                session.room.name if session.room else Text(), address, session.row.attendance
            ),
            "eventAttendanceMode": _mode(session.row.attendance),
            "eventStatus": _status(on=session.is_on),
            "inLanguage": session.row.language,
            "about": tagged(session.track.name) if session.track else None,
            "organizer": [_person(one) for one in session.chairs],
            "subEvent": [_talk_ld(board, session, talk, origin) for talk in session.talks],
            **_times(board, session),
        }
    )


def _talk_ld(board: Board, session: ShownSession, talk: ShownTalk, origin: str) -> dict[str, Any]:
    address = origin + page_of(board, session, talk)
    return _full(
        {
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": tagged(talk.row.title),
            "description": tagged(talk.row.abstract),
            "performer": [_person(one) for one in talk.speakers],
            "eventAttendanceMode": _mode(talk.row.attendance),
            "eventStatus": _status(on=talk.is_on),
            "inLanguage": talk.row.language,
            "location": _place(
                session.room.name if session.room else Text(), address, talk.row.attendance
            ),
            **_times(board, talk),
        }
    )


def _times(board: Board, thing: ShownSession | ShownTalk) -> dict[str, str]:
    if thing.start is None or thing.end is None:
        return {}
    times = {"startDate": thing.start, "endDate": thing.end}
    return {name: time.astimezone(board.zone).isoformat() for name, time in times.items()}


def _person(one: Any) -> dict[str, Any]:
    said = {"@type": "Person", "name": tagged(one.name), "affiliation": tagged(one.affiliation)}
    return _full(said)


def _place(name: Text, page: str, attendance: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if attendance != Attendance.ONLINE and name:
        places.append({"@type": "Place", "name": tagged(name)})
    if attendance != Attendance.ON_SITE:
        places.append({"@type": "VirtualLocation", "url": page})
    return places


def _mode(attendance: str) -> str:
    return f"https://schema.org/{_MODES[Attendance(attendance)]}"


def _status(*, on: bool) -> str:
    return f"https://schema.org/Event{'Scheduled' if on else 'Cancelled'}"


def _full(said: dict[str, Any]) -> dict[str, Any]:
    """Return it without what is empty."""
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}
