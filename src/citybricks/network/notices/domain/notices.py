"""Tell people something: on the pages, and by mail as they want it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from citybricks.network.errands.domain.errands import owe
from citybricks.network.members.models import User
from citybricks.network.notices.domain.preferences import mail_due, preference_of
from citybricks.network.notices.domain.wording import is_known, register
from citybricks.network.notices.models import Notice, Preference

__all__ = ["choose", "mark_read", "owe_mail", "register", "tell", "unmailed", "unread"]


@transaction.atomic
def tell(
    people: Iterable[User],
    kind: str,
    arguments: dict[str, Any] | None = None,
    url: str = "",
    *,
    once: str = "",
) -> None:
    """Tell people something, each of them once.

    Parameters
    ----------
    people
        Whom; those whose account is closed are left out.
    kind
        As its wording is registered.
    arguments
        JSON values for the wording; a `Text` as its ``model_dump(mode="json")``.
    url
        Path of the page it is about.
    once
        A person who was told something under this key is not told again.

    Raises
    ------
    LookupError
        When the kind has no wording.
    ValueError
        When `url` is no path of this hub.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"url is {url!r}; it has to be a path that starts with one slash")
    if not is_known(kind):
        raise LookupError(f"no wording is registered for notices of kind {kind!r}")
    told = {person.pk: person for person in people if person.is_active}
    said = {"kind": kind, "arguments": arguments or {}, "url": url, "once": once}
    made = [Notice(person=person, **said) for person in told.values()]
    Notice.objects.bulk_create(made, ignore_conflicts=bool(once))
    preferences = Preference.objects.in_bulk(told, field_name="person_id")
    for number, person in told.items():
        owe_mail(preferences.get(number) or Preference(person=person))


def owe_mail(preference: Preference) -> None:
    """Owe a person the mail with what they were not mailed yet, by their pace."""
    due = mail_due(preference.pace)
    if due is not None:
        person = preference.person_id
        owe("notices.mail", due=due, once=f"notices.mail:{person}", person=person)


def unmailed(person: User) -> QuerySet[Notice]:
    """Return what a person has neither read nor been mailed."""
    return Notice.objects.filter(person=person, read__isnull=True, mailed__isnull=True)


def unread(person: User) -> int:
    """Return how many notices a person has not read."""
    return Notice.objects.filter(person=person, read__isnull=True).count()


def mark_read(notices: QuerySet[Notice]) -> int:
    """Note that notices were read, and return how many were not before."""
    return notices.filter(read__isnull=True).update(read=timezone.now())


def choose(person: User, *, pace: str, language: str) -> Preference:
    """Note how a person wants to be told; what waits is mailed by the new pace."""
    preference = preference_of(person)
    preference.pace, preference.language = pace, language
    preference.save()
    if unmailed(person).exists():
        owe_mail(preference)
    return preference
