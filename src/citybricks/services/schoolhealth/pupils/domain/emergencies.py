"""Emergency access ("break glass"): a class of another school, for an hour, then reviewed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from citybricks.services.schoolhealth.pupils.domain import chain, scopes
from citybricks.services.schoolhealth.pupils.domain.chain import Deed, Reader
from citybricks.services.schoolhealth.pupils.models import Opening
from citybricks.services.schoolhealth.pupils.router import DATABASE
from citybricks.services.schoolhealth.pupils.vocabulary import Action, Actor, Purpose
from citybricks.services.schoolhealth.schools.models import City, SchoolClass

LASTS = timedelta(hours=1)
SHORTEST, LONGEST = 10, 300
"""Characters of a reason."""


class NotAllowedError(PermissionError):
    """The person may not do this, wherever they are."""


class NoReasonError(ValueError):
    """A reason is missing, or too short to be looked at by somebody else."""


def open_class(person: Any, place: SchoolClass, reason: str) -> Opening:
    """Open a class for an hour; it is logged at once and waits to be looked at.

    Raises
    ------
    NotAllowedError
        When the person is neither nurse nor doctor of a school in the city.
    NoReasonError
        When no reason is given.
    """
    city = place.school.city
    if not scopes.role_in_city(person, city, scopes.OPENS):
        raise NotAllowedError
    said = " ".join(reason.split())
    if not SHORTEST <= len(said) <= LONGEST:
        raise NoReasonError
    by = Reader(person.pk, Actor.EMERGENCY, Purpose.CARE)
    with transaction.atomic(using=DATABASE):
        chain.add(city.pk, by, Action.BREAK_GLASS, [Deed("", f"class {place.pk}")])
        return Opening.objects.create(
            city=city.pk, user=person.pk, school=place.school.code, class_id=place.pk,
            reason=said, until=timezone.now() + LASTS,
        )  # fmt: skip


def waiting(city: City) -> list[Opening]:
    """Return what nobody has looked at yet, the oldest first."""
    return list(Opening.objects.filter(city=city.pk, reviewed_at=None).order_by("at"))


def review(person: Any, city: City, pk: int, *, justified: bool, said: str) -> Opening:
    """Note what somebody else found when they looked at an emergency access.

    Raises
    ------
    NotAllowedError
        When the person may not review, or looks at their own, or there is no such access.
    """
    if not scopes.role_in_city(person, city, scopes.REVIEWS):
        raise NotAllowedError
    found = Opening.objects.filter(pk=pk, city=city.pk, reviewed_at=None).first()
    if found is None or found.user == person.pk:
        raise NotAllowedError
    found.reviewed_at, found.reviewed_by = timezone.now(), person.pk
    found.justified, found.review = justified, " ".join(said.split())[:LONGEST]
    found.save()
    return found
