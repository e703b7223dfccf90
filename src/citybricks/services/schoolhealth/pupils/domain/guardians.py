"""Guardians: come in with an invitation, look after children, leave, erase."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from citybricks.services.schoolhealth.pupils.domain import chain, consents, keys
from citybricks.services.schoolhealth.pupils.domain.chain import Deed, Reader
from citybricks.services.schoolhealth.pupils.models import Consent, Guardian, Invitation, Pupil
from citybricks.services.schoolhealth.pupils.router import DATABASE
from citybricks.services.schoolhealth.pupils.vocabulary import Action, Actor, Purpose
from citybricks.services.schoolhealth.schools.models import City, SchoolClass

_MISREAD = str.maketrans("OIL", "011")
_LENGTH = 12


class NoInvitationError(LookupError):
    """A code is nobody's, was redeemed, or is too old; which of them is not told."""


@dataclass(frozen=True, slots=True)
class Child:
    """A child as its guardian sees it.

    Parameters
    ----------
    number
        Among the guardian's children in the city.
    pupil
        The record.
    place
        The class; None when the school has removed it.
    consent
        The consent that stands.
    """

    number: int
    pupil: Pupil
    place: SchoolClass | None
    consent: Consent | None


def as_guardian(user: int) -> Reader:
    """Return a guardian as reader of the own child's record."""
    return Reader(user, Actor.GUARDIAN, Purpose.OWN_CHILD)


def children(user: int, city: City) -> list[Child]:
    """Return the children of a guardian in a city."""
    rows = Guardian.objects.filter(user=user, city=city.pk, until=None).select_related("pupil")
    ids = [row.pupil.class_id for row in rows]
    found = SchoolClass.objects.select_related("school__city").in_bulk(ids)
    return [
        Child(row.number, row.pupil, found.get(row.pupil.class_id), consents.given(row.pupil))
        for row in rows
    ]


def child(user: int, city: City, number: int) -> Child | None:
    """Return a child of a guardian by its number; None when there is none."""
    return next((one for one in children(user, city) if one.number == number), None)


def redeem(user: int, city: City, typed: str) -> Guardian:
    """Redeem an invitation: the account becomes a guardian of the pupil.

    Raises
    ------
    NoInvitationError
        When the code is not valid.
    """
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_MISREAD)
    if len(code) != _LENGTH or not code.isascii():
        raise NoInvitationError
    digests = [year.digest(code) for year in keys.standing(city.pk)]
    with transaction.atomic(using=DATABASE):
        now = timezone.now()
        open_ones = Invitation.objects.filter(redeemed_at=None, expires_at__gt=now, city=city.pk)
        found = open_ones.filter(digest__in=digests).select_related("pupil").first()
        if found is None or not open_ones.filter(pk=found.pk).update(redeemed_at=now):
            raise NoInvitationError
        chain.add(city.pk, as_guardian(user), Action.REDEEM, [Deed(found.pupil_id)])
        return _guardian(user, city, found.pupil)


def _guardian(user: int, city: City, pupil: Pupil) -> Guardian:
    standing = Guardian.objects.filter(user=user, pupil=pupil, until=None).first()
    if standing is not None:
        return standing
    own = Guardian.objects.filter(user=user, city=city.pk)
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic(using=DATABASE):
            return Guardian.objects.create(user=user, pupil=pupil, city=city.pk, number=number)
    except IntegrityError as error:  # two codes at the same moment, by one account
        raise NoInvitationError from error


def erase(one: Child, by: Reader) -> int:
    """Erase what is kept of a child: check-ins, consents and who looks after it.

    What stays is the access log, which names nobody but a pseudonym.

    Returns
    -------
    int
        How many check-ins there were.
    """
    pupil = one.pupil
    with transaction.atomic(using=DATABASE):
        Pupil.objects.select_for_update().get(pk=pupil.pk)
        count = consents.forget(pupil)
        chain.add(pupil.city, by, Action.ERASE, [Deed(pupil.pk, f"{count} check-ins")])
        Consent.objects.filter(pupil=pupil).delete()
        Invitation.objects.filter(pupil=pupil).delete()
        Guardian.objects.filter(pupil=pupil, until=None).update(until=timezone.now())
        Pupil.objects.filter(pk=pupil.pk).update(withdrawn_at=timezone.now())
    return count
