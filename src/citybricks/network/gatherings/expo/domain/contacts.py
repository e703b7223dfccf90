"""Contact requests: a visitor's data goes to one exhibitor, with consent, and can be erased."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import daily
from citybricks.network.gatherings.expo.domain import telling
from citybricks.network.gatherings.expo.domain.visiting import KEPT, country_of, tally
from citybricks.network.gatherings.expo.models import Booth, Contact
from citybricks.network.gatherings.expo.permissions import exhibits
from citybricks.network.gatherings.expo.vocabulary import Answer
from citybricks.network.life import Life, Step

LIFE = Life(
    {
        Answer.SENT: {
            "answer": Step(Answer.ANSWERED, "exhibits"),
            "close": Step(Answer.CLOSED, "exhibits"),
        },
        Answer.ANSWERED: {"close": Step(Answer.CLOSED, "exhibits")},
        Answer.CLOSED: {},
    }
)
"""What an exhibitor does with a request."""


def consent(booth: Booth, language: str) -> str:
    """Return what a visitor agrees to when they write to a booth."""
    exhibitor = booth.organisation.shown(language).text
    said = _(
        "My name, e-mail address and message go to %(exhibitor)s, which may write to me about my"
        " request, and to nobody else. They are erased when I say so, and at the latest a year"
        " after the gathering."
    )
    return said % {"exhibitor": exhibitor}


def digest(secret: str) -> str:
    """Return what of a secret address is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def send(booth: Booth, given: Mapping[str, Any], user: Any, agreed: str) -> tuple[Contact, str]:
    """Send a request, and return it with the secret by which its sender finds it again.

    Parameters
    ----------
    agreed
        The text that the sender agreed to.

    Raises
    ------
    ValidationError
        When the booth is not published.
    """
    if not booth.is_public:
        raise ValidationError(_("The booth is not open yet."))
    secret = secrets.token_urlsafe(32)
    person = user if user.is_authenticated else None
    made = Contact.objects.create(
        booth=booth,
        user=person,
        digest=digest(secret),
        name=given["name"],
        email=given["email"],
        organisation=given["organisation"],
        country=given["country"],
        message=Text(language=given["language"], text=given["message"]),
        consent=agreed,
    )
    country = given["country"] or country_of(user, booth.gathering)
    tally(booth, timezone.now().date(), country, contacts=1)
    telling.written(made)
    return made, secret


def of_secret(secret: str) -> Contact | None:
    """Return the request that a secret address is of, or None."""
    found = Contact.objects.select_related("booth__gathering", "booth__hall", "user")
    return found.filter(digest=digest(secret)).first()


def received(booth: Booth) -> QuerySet[Contact]:
    """Return the requests to a booth, those that wait first."""
    found = Contact.objects.filter(booth=booth).select_related("answered_by")
    return found.order_by("-state", "-ulid")


@transaction.atomic
def act(contact: Contact, action: str, by: Any, said: Text | None = None) -> Contact:
    """Answer or close a request.

    Raises
    ------
    NotPossibleError
        When this cannot be done as it stands.
    PermissionDenied
        When the person is not of the booth.
    ValidationError
        When nothing is answered.
    """
    fresh = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    step = LIFE.step(fresh.state, action)
    if not exhibits(by, fresh.booth):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    if action == "answer":
        if not said:
            raise ValidationError({"answer": _("Write a few words.")})
        fresh.answer, fresh.answered, fresh.answered_by = said, timezone.now(), by
    fresh.state = Answer(step.to)
    fresh.save()
    if action == "answer":
        telling.answered(fresh, reverse("expo-mine", args=[fresh.booth.gathering.slug]))
    return fresh


@transaction.atomic
def erase(contact: Contact) -> None:
    """Erase what a visitor has written; that there was a request stays in the counts."""
    contact.delete()


@daily("expo.contacts", hour_utc=3)
def erase_old() -> None:
    """Erase requests a year after their gathering."""
    over = (timezone.now() - KEPT).date()
    for contact in Contact.objects.filter(booth__gathering__last_day__lt=over):
        erase(contact)
