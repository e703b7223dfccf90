"""Write what organisers' forms have checked to rows: tracks, blocks, people, sessions, talks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from citybricks.network.gatherings.programme.domain.sessions import hear
from citybricks.network.gatherings.programme.domain.talks import give
from citybricks.network.gatherings.programme.models import Block, Session, Speaker, Talk, Track


@transaction.atomic
def write_track(track: Track, given: Mapping[str, Any]) -> Track:
    """Write a track, and which others are similar to it."""
    _write(track, given, "code", "name", "mark", "colour", "chair")
    track.similar.set(given["similar"])
    return track


@transaction.atomic
def write_block(block: Block, given: Mapping[str, Any]) -> Block:
    """Write a block of time; sessions that filled it move along with it."""
    before = (block.start, block.end) if block.pk else None
    _write(block, given, "code", "start", "end")
    if before and before != (block.start, block.end):
        filled = {"gathering": block.gathering, "start": before[0], "end": before[1]}
        for session in Session.objects.filter(**filled):
            session.start, session.end = block.start, block.end
            session.save()
    return block


@transaction.atomic
def write_speaker(speaker: Speaker, given: Mapping[str, Any]) -> Speaker:
    """Write somebody who speaks, and when they cannot come."""
    names = ("name", "affiliation", "about", "country", "email", "attendance", "time_zone")
    _write(speaker, given, *names)
    speaker.away.set(given["away"])
    return speaker


@transaction.atomic
def write_session(session: Session, given: Mapping[str, Any]) -> Session:
    """Write a session, who chairs it, and where it is heard in other languages."""
    _write(
        session,
        given,
        *("title", "abstract", "kind", "track", "room", "start", "end", "minutes"),
        *("attendance", "language", "meeting", "locked", "standing"),
    )
    session.chairs.set(given["chairs"])
    hear(session, given["interpretations"])
    return session


@transaction.atomic
def write_talk(talk: Talk, given: Mapping[str, Any]) -> Talk:
    """Write a talk, who gives it, and when it is not to be."""
    names = ("title", "abstract", "track", "minutes", "attendance", "language", "locked")
    _write(talk, given, *names, "standing")
    if talk.session != given["session"]:
        talk.session = given["session"]
        talk.position = talk.session.talks.count() if talk.session else 0
        talk.save()
    there = [row.speaker for row in talk.speaking.select_related("speaker")]
    chosen = list(given["speakers"])
    kept = [one for one in there if one in chosen]
    give(talk, [*kept, *(one for one in chosen if one not in kept)])
    talk.refused.set(given["refused"])
    return talk


def _write(row: Any, given: Mapping[str, Any], *names: str) -> None:
    for name in names:
        setattr(row, name, given[name])
    row.save()
