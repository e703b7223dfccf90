"""Certificates: who attended, who spoke; each has a code that says whether it is genuine."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import IntegrityError, transaction

from citybricks.network.content.text import Text
from citybricks.network.gatherings.proceedings.domain import telling
from citybricks.network.gatherings.proceedings.domain.papers import has_ended, is_past
from citybricks.network.gatherings.proceedings.models import Certificate
from citybricks.network.gatherings.proceedings.vocabulary import Honour

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not taken for one another; 12 of them are 60 bits."""
_LENGTH = 12


def new_code() -> str:
    """Return a code in groups of four."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(drawn[at : at + 4] for at in range(0, _LENGTH, 4))


def found(code: str) -> Certificate | None:
    """Return the certificate of a code as people type it; None when there is none."""
    typed = "".join(one for one in code.upper() if one in _LETTERS)[:_LENGTH]
    grouped = "-".join(typed[at : at + 4] for at in range(0, len(typed), 4))
    rows = Certificate.objects.select_related("gathering__host", "gathering__city")
    return rows.filter(pk=grouped).first()


def issue(gathering: Any, user: Any = None) -> list[Certificate]:
    """Issue what is due at a gathering and not there yet.

    Parameters
    ----------
    user
        Only theirs; None: everybody's.
    """
    new = [*_attendance(gathering, user), *_speaking(gathering, user)]
    for certificate in new:
        telling.issued(certificate)
    return new


def _attendance(gathering: Any, user: Any) -> list[Certificate]:
    if not has_ended(gathering):
        return []
    rows = gathering.participants.filter(state="confirmed").select_related("user")
    rows = rows.filter(user=user) if user is not None else rows
    held = set(
        Certificate.objects.filter(gathering=gathering).values_list("participant", flat=True)
    )
    made = (
        _made(
            gathering,
            honour=Honour.ATTENDANCE,
            participant=one,
            user=one.user,
            name=Text(text=one.name),
            demonstration=one.demonstration,
        )
        for one in rows
        if one.pk not in held
    )
    return [one for one in made if one is not None]


def _speaking(gathering: Any, user: Any) -> list[Certificate]:
    rows = gathering.speakers.select_related("user").prefetch_related("talks__session")
    rows = rows.filter(user=user) if user is not None else rows
    there = Certificate.objects.filter(gathering=gathering)
    held = set(there.values_list("speaker", flat=True))
    new = []
    for speaker in rows:
        past = [_of(one, gathering) for one in speaker.talks.all() if one.standing == "planned"]
        titles = [one.title.model_dump(mode="json") for one in past if is_past(one)]
        if speaker.pk in held or not titles:
            continue
        made = _made(
            gathering,
            honour=Honour.SPEAKING,
            speaker=speaker,
            user=speaker.user,
            name=speaker.name,
            what=titles,
            demonstration=speaker.demonstration,
        )
        new += [made] if made is not None else []
    return new


def _of(talk: Any, gathering: Any) -> Any:
    talk.gathering = gathering  # known already; it is not asked for again
    return talk


def _made(gathering: Any, **values: Any) -> Certificate | None:
    """Write a certificate; None when somebody else issued it at the same moment."""
    try:
        with transaction.atomic():
            return Certificate.objects.create(code=new_code(), gathering=gathering, **values)
    except IntegrityError:
        return None


def of_person(user: Any, gathering: Any) -> list[Certificate]:
    """Return a person's certificates of a gathering."""
    return list(Certificate.objects.filter(gathering=gathering, user=user, revoked=False))
