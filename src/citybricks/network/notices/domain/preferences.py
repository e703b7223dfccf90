"""How people want to be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils import timezone

from citybricks.network.content.naming import reader_language
from citybricks.network.members.models import User
from citybricks.network.notices.models import Preference

DIGEST_HOUR_UTC = 6
_SALT = "notices.unsubscribe"


def preference_of(person: User) -> Preference:
    """Return a person's preference, or the one that holds until they choose."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def language_for(preference: Preference) -> str:
    """Return the language of a person's mails: chosen, else as last signed in, else the hub's."""
    return preference.language or reader_language(settings.LANGUAGE_CODE)


def learn_language(sender: object, user: User, **_signal: Any) -> None:
    """Note the language in which a person signs in for the first time."""
    del sender
    preference = preference_of(user)
    if not preference.language:
        preference.language = reader_language()
        preference.save()


def mail_due(pace: str, now: datetime | None = None) -> datetime | None:
    """Return when what happened now is mailed; None for never.

    At once is at the next full minute, so that what happens together comes in one mail.
    """
    now = (now or timezone.now()).astimezone(UTC)
    minute = now.replace(second=0, microsecond=0)
    morning = minute.replace(hour=DIGEST_HOUR_UTC, minute=0)
    morning += timedelta(days=morning <= now)
    match pace:
        case Preference.Pace.AT_ONCE:
            return minute + timedelta(minutes=1)
        case Preference.Pace.DAILY:
            return morning
        case Preference.Pace.WEEKLY:
            return morning + timedelta(days=-morning.weekday() % 7)
    return None


def unsubscribe_token(person: User) -> str:
    """Return what a mail's link to stop mails proves itself with."""
    return signing.dumps(person.pk, salt=_SALT)


def unsubscribe(token: str) -> User | None:
    """Stop mails to whom a link was sent; None when the link is not ours."""
    person = person_of(token)
    if person is not None:
        preference = preference_of(person)
        preference.pace = Preference.Pace.NEVER
        preference.save()
    return person


def person_of(token: str) -> User | None:
    """Return whom a link was sent to; None when it is not ours."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=number, is_active=True).first()
