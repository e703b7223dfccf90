"""Who speaks: one row for each person of a gathering, found again by account, mail or name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.models import Speaker
from citybricks.network.gatherings.programme.vocabulary import Attendance


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks, as another part of the gathering knows them.

    Parameters
    ----------
    name
        As it is to stand in the programme.
    time_zone
        IANA name of the zone they speak from.
    attendance
        ``on-site`` or ``online``.
    user, participant
        Their account and their registration, by primary key.
    """

    name: Text
    affiliation: Text = field(default_factory=Text)
    about: Text = field(default_factory=Text)
    country: str = ""
    email: str = ""
    attendance: str = Attendance.ON_SITE
    time_zone: str = "UTC"
    user: int | None = None
    participant: str | None = None
    demonstration: bool = False


def speaker_of(gathering: Any, person: Person) -> Speaker:
    """Return the speaker a person is at a gathering; a new one when they are not there yet."""
    there = _found(gathering, person)
    if there is not None:
        return there
    return Speaker.objects.create(
        gathering=gathering,
        name=person.name,
        affiliation=person.affiliation,
        about=person.about,
        country=person.country,
        email=person.email,
        attendance=person.attendance,
        time_zone=person.time_zone,
        user_id=person.user,
        participant_id=person.participant,
        demonstration=person.demonstration,
    )


def speakers_of(gathering: Any, people: Iterable[Person | Speaker]) -> list[Speaker]:
    """Return the speakers that people are, each once."""
    found = (one if isinstance(one, Speaker) else speaker_of(gathering, one) for one in people)
    return list({speaker.pk: speaker for speaker in found}.values())


def _found(gathering: Any, person: Person) -> Speaker | None:
    rows = Speaker.objects.filter(gathering=gathering)
    known: list[dict[str, Any]] = []
    if person.user is not None:
        known.append({"user": person.user})
    if person.participant is not None:
        known.append({"participant": person.participant})
    if person.email:
        known.append({"email__iexact": person.email})
    for narrowed in known:
        if there := rows.filter(**narrowed).first():
            return there
    if known:
        return None
    nameless = rows.filter(email="", user=None, participant=None)
    return next((one for one in nameless if one.name.text == person.name.text), None)
