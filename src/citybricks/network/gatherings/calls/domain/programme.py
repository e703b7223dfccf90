"""Accepted proposals go into the programme of their gathering."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.domain.offering import minutes_of, track_names
from citybricks.network.gatherings.calls.models import Proposal, Speaker
from citybricks.network.gatherings.calls.vocabulary import Answer, Kind, Role
from citybricks.network.gatherings.programme.domain import sessions, talks
from citybricks.network.gatherings.programme.domain.people import Person


def take(proposal: Proposal) -> str:
    """Bring a proposal into the programme, and return the key of its talk or session."""
    call = proposal.call
    people = [one for one in proposal.speakers.all() if one.answer != Answer.DECLINED]
    values: dict[str, Any] = {
        "title": proposal.title,
        "abstract": proposal.abstract,
        "track": proposal.track if proposal.track in track_names(call) else None,
        "minutes": minutes_of(call, proposal.format),
        "attendance": proposal.attendance,
        "language": proposal.language,
        "source": source_of(proposal),
        "demonstration": proposal.demonstration,
    }
    if call.kind == Kind.TALKS:
        speakers = [_person(one, proposal) for one in people]
        return str(talks.take(call.gathering, speakers=speakers, **values).pk)
    leading = [_person(one, proposal) for one in people if one.role != Role.SPEAKER]
    planned = list(_talks(proposal, people))
    return str(sessions.take(call.gathering, chairs=leading, talks=planned, **values).pk)


def source_of(proposal: Proposal) -> str:
    """Return what the programme knows a proposal by."""
    return f"call:{proposal.pk}"


def give_back(proposal: Proposal) -> None:
    """Note in the programme that what was accepted does not take place."""
    if proposal.call.kind == Kind.TALKS:
        talk = proposal.call.gathering.talks.filter(pk=proposal.taken).first()
        if talk is not None:
            talks.withdraw(talk)
        return
    session = proposal.call.gathering.sessions.filter(pk=proposal.taken).first()
    if session is not None:
        sessions.cancel(session)


def _talks(proposal: Proposal, people: list[Speaker]) -> Iterator[dict[str, Any]]:
    named = {one.name.casefold(): one for one in people}
    for planned in proposal.talks.all():
        known = named.get(planned.speaker.casefold())
        speaker = _person(known, proposal) if known else Person(name=Text(text=planned.speaker))
        yield {
            "title": planned.title,
            "abstract": Text(),
            "speakers": [speaker] if planned.speaker else [],
            "minutes": max(planned.minutes, 5),
            "attendance": proposal.attendance,
            "language": proposal.language,
            "source": f"call:{proposal.pk}:{planned.pk}",
            "demonstration": proposal.demonstration,
        }


def _person(speaker: Speaker, proposal: Proposal) -> Person:
    affiliation = Text(text=speaker.organisation)
    if not speaker.organisation and speaker.member is not None:
        names = dict(speaker.member.names)
        affiliation = Text.of("en", names.get("en", ""), zh_Hans=names.get("zh-Hans", ""))
    return Person(
        name=Text(text=speaker.name),
        affiliation=affiliation,
        country=speaker.member.country if speaker.member else "",
        email=speaker.email,
        attendance=proposal.attendance,
        time_zone=speaker.time_zone,
        user=speaker.user_id,
        demonstration=proposal.demonstration,
    )
