"""Sessions: taken in from calls and from the organisers' forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain import talks as programme_talks
from citybricks.network.gatherings.programme.domain.people import Person, speakers_of
from citybricks.network.gatherings.programme.models import Interpretation, Session, Speaker, Track
from citybricks.network.gatherings.programme.vocabulary import Attendance, Channel, Kind, Standing


@transaction.atomic
def take(  # noqa: PLR0913 - as much as there is to say of one
    gathering: Any,
    *,
    title: Text,
    abstract: Text,
    chairs: Iterable[Person | Speaker] = (),
    talks: Iterable[Mapping[str, Any]] = (),
    track: Track | str | None = None,
    minutes: int = 90,
    attendance: str = Attendance.HYBRID,
    language: str = "",
    kind: str = Kind.TALKS,
    source: str = "",
    demonstration: bool = False,
) -> Session:
    """Take a session into the programme, with its talks; it has no time and no room yet.

    Parameters
    ----------
    chairs
        Who leads it.
    talks
        What `citybricks.network.gatherings.programme.domain.talks.take` takes for each of its
        talks, by name, in their order.
    minutes
        How long it is to be.
    source
        What it comes from, ``call:01K…``; the same source makes the same session.

    Raises
    ------
    LookupError
        When the gathering has no track of this code.
    """
    found = Session.objects.filter(gathering=gathering, source=source).first() if source else None
    session = found or Session(gathering=gathering, source=source)
    session.title, session.abstract, session.kind = title, abstract, kind
    session.track = programme_talks.track_of(gathering, track)
    session.minutes, session.attendance, session.language = minutes, attendance, language
    session.demonstration, session.standing = demonstration, Standing.PLANNED
    session.save()
    session.chairs.set(speakers_of(gathering, chairs))
    for position, given in enumerate(talks):
        wanted = {"track": session.track, **given}
        programme_talks.take(gathering, **wanted, session=session, position=position)
    return session


@transaction.atomic
def place(session: Session, *, start: datetime | None, end: datetime | None, room: Any) -> Session:
    """Give a session its time and its room; None takes them away.

    Raises
    ------
    ValueError
        When an instant has no zone, when only one is given, or when it would end before it begins.
    """
    if (start is None) != (end is None):
        raise ValueError("a session has a start and an end, or neither")
    if start is not None and end is not None:
        for instant in (start, end):
            if instant.tzinfo is None:
                raise ValueError(f"{instant} has no time zone")
        if end <= start:
            raise ValueError(f"{end} is not after {start}")
    session.start, session.end, session.room = start, end, room
    session.save()
    return session


@transaction.atomic
def hear(session: Session, links: Iterable[tuple[str, str, str]]) -> None:
    """Write where a session is heard in other languages: tag, channel (audio, meeting), address."""
    there = {row.language: row for row in session.interpretations.all()}
    for language, channel, url in links:
        row = there.pop(language, None) or Interpretation(session=session, language=language)
        row.channel, row.url = Channel(channel), url
        row.save()
    for row in there.values():
        row.delete()


def cancel(session: Session) -> None:
    """Note that a session does not take place; the people concerned are told on publication."""
    session.standing = Standing.CANCELLED
    session.save()
