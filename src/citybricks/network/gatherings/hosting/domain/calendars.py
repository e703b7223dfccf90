"""What of a gathering goes into calendars, and the secret addresses they are fetched from."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from citybricks.network.gatherings.hosting.models import Feed, Gathering
from citybricks.network.gatherings.hosting.outputs.calendar import Entry


def uid_of(number: str) -> str:
    """Return the UID of something with an identifier of its own, on this hub."""
    return f"{number}@{urlsplit(settings.ENVIRONMENT.origin).hostname}"


def entry_of(gathering: Gathering, url: str, language: str) -> Entry:
    """Return a gathering as an entry of whole days."""
    return Entry(
        uid=uid_of(f"gathering-{gathering.slug}"),
        summary=gathering.title.shown(language).text,
        start=gathering.first_day,
        end=gathering.last_day + timedelta(days=1),
        zone=gathering.time_zone,
        sequence=max(0, gathering.history.count() - 1),
        description=gathering.summary.shown(language).text,
        location=gathering.venue.shown(language).text,
        url=url,
        stamp=gathering.changed,
        language=language,
    )


def feed_token(user: Any, gathering: Gathering) -> str:
    """Return the secret of a person's calendar address; it is made when first asked for."""
    try:
        with transaction.atomic():
            found, _made = Feed.objects.get_or_create(
                gathering=gathering, user=user, defaults={"token": secrets.token_urlsafe(32)}
            )
    except IntegrityError:
        found = Feed.objects.get(gathering=gathering, user=user)
    return found.token


def renew_feed(user: Any, gathering: Gathering) -> str:
    """Give a person a new secret; the old address is dead."""
    Feed.objects.filter(gathering=gathering, user=user).delete()
    return feed_token(user, gathering)


def feed_of(token: str) -> Feed | None:
    """Return whose calendar address this is, or None."""
    return Feed.objects.select_related("gathering", "user").filter(token=token).first()
