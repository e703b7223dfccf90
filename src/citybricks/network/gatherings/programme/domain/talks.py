"""Talks: taken in from calls, from the organisers' forms, from workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain.people import Person, speakers_of
from citybricks.network.gatherings.programme.models import Speaker, Speaking, Talk, Track
from citybricks.network.gatherings.programme.vocabulary import Attendance, Standing

_NOWHERE = 32_767
"""A position no speaker has."""


@transaction.atomic
def take(  # noqa: PLR0913 - as much as there is to say of one
    gathering: Any,
    *,
    title: Text,
    abstract: Text,
    speakers: Iterable[Person | Speaker],
    track: Track | str | None = None,
    minutes: int = 20,
    attendance: str = Attendance.ON_SITE,
    language: str = "",
    session: Any = None,
    position: int = 0,
    source: str = "",
    demonstration: bool = False,
) -> Talk:
    """Take a talk into the programme; one of the same source is brought up to date.

    Parameters
    ----------
    gathering
        A `Gathering`.
    speakers
        In the order they stand in; people who speak already are found again.
    track
        A track of the gathering or its code; None while nobody knows.
    attendance
        ``on-site``, ``online`` or ``hybrid``.
    language
        BCP 47 tag of what is spoken; empty: not said.
    session, position
        A `Session` it is part of, and its place there.
    source
        What it comes from, ``call:01K…``; the same source makes the same talk.

    Raises
    ------
    LookupError
        When the gathering has no track of this code.
    """
    values = {
        "title": title,
        "abstract": abstract,
        "track": track_of(gathering, track),
        "minutes": minutes,
        "attendance": attendance,
        "language": language,
        "demonstration": demonstration,
        "standing": Standing.PLANNED,
    }
    if session is not None:
        values |= {"session": session, "position": position}
    talk = _written(gathering, source, values)
    give(talk, speakers_of(gathering, speakers))
    return talk


def _written(gathering: Any, source: str, values: dict[str, Any]) -> Talk:
    row = Talk.objects.filter(gathering=gathering, source=source).first() if source else None
    row = row or Talk(gathering=gathering, source=source)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def give(talk: Talk, speakers: list[Speaker]) -> None:
    """Write who gives a talk, in their order; rows that stay the same stay."""
    there = {row.speaker_id: row for row in talk.speaking.all()}
    for position, speaker in enumerate(speakers):
        row = there.pop(speaker.pk, None) or Speaking(talk=talk, speaker=speaker, position=_NOWHERE)
        if row.position != position:
            row.position = position
            row.save()
    for row in there.values():
        row.delete()


def track_of(gathering: Any, track: Track | str | None) -> Track | None:
    """Return a track of a gathering by its code, or itself.

    Raises
    ------
    LookupError
        When the gathering has none of this code.
    """
    if track is None or track == "":
        return None
    code = track.code if isinstance(track, Track) else track
    found = Track.objects.filter(gathering=gathering, code=code).first()
    if found is None:
        raise LookupError(f"the gathering {gathering.slug!r} has no track {code!r}")
    return found


def withdraw(talk: Talk) -> None:
    """Note that a talk does not take place; whoever starred it is told when that is published."""
    talk.standing = Standing.CANCELLED
    talk.save()


def tracks_of(gathering: Any) -> list[tuple[str, Text]]:
    """Return code and name of each track, to choose from in other parts of the gathering."""
    rows = Track.objects.filter(gathering=gathering)
    return [(track.code, track.name) for track in rows]
