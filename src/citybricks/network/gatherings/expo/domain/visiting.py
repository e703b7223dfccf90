"""Visits: counted by day and country, without anything that says who came.

A visit is counted once for each session, booth and day. How long a page was open is told by the
page itself when it is left; both only add to counts. Which booths somebody has seen is kept in
their own session, and who is here now under a token that changes with every session.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.utils import timezone

from citybricks.network.errands.domain.errands import daily
from citybricks.network.gatherings.expo.models import Booth, Presence, Tally, Trial
from citybricks.network.gatherings.hosting.domain.access import participant_of

HERE = timedelta(minutes=2)
"""How long after its last word a page counts as open."""
LONGEST = 1_800
"""Seconds that a visit counts at most."""
KEPT = timedelta(days=365)
"""How long after a gathering its counts, and what visitors wrote, are kept."""
_TRIALS = timedelta(days=7)
_SEEN, _OPEN = "expo-seen", "expo-open"
_MOST = 200
"""Booths that a session remembers."""


def country_of(user: Any, gathering: Any) -> str:
    """Return where a visitor says they come from; empty when they have not registered."""
    there = participant_of(user, gathering)
    return there.country if there is not None else ""


def visit(session: SessionBase, booth: Booth, country: str, now: datetime | None = None) -> bool:
    """Note that a booth was visited, and return whether it counts."""
    now = now or timezone.now()
    seen = [one for one in session.get(_SEEN, []) if one[0] != booth.pk]
    before = dict(session.get(_SEEN, [])).get(booth.pk, "")
    session[_SEEN] = [*seen, [booth.pk, now.isoformat()]][-_MOST:]
    counts = str(before)[:10] != now.date().isoformat()
    if counts:
        tally(booth, now.date(), country, visits=1)
        session[_OPEN] = [*session.get(_OPEN, []), booth.pk][-_MOST:]
    return counts


def seen(session: SessionBase) -> list[tuple[str, datetime]]:
    """Return the booths that this session has seen, the last first, and when."""
    rows = session.get(_SEEN, [])
    return [(str(key), datetime.fromisoformat(at)) for key, at in reversed(rows)]


def forget(session: SessionBase) -> None:
    """Forget which booths this session has seen."""
    session.pop(_SEEN, None)


def left(session: SessionBase, booth: Booth, seconds: int, country: str) -> bool:
    """Note how long a booth's page was open, once for each visit that counted."""
    waiting = list(session.get(_OPEN, []))
    if booth.pk not in waiting or not seconds > 0:
        return False
    waiting.remove(booth.pk)
    session[_OPEN] = waiting
    today = timezone.now().date()
    tally(booth, today, country, timed=1, seconds=min(seconds, LONGEST))
    return True


def tally(booth: Booth, day: date, country: str, **more: int) -> None:
    """Add to the counts of a day."""
    row = {"booth": booth, "day": day, "country": country}
    added = {name: F(name) + by for name, by in more.items()}
    while not Tally.objects.filter(**row).update(**added):
        try:
            with transaction.atomic():
                Tally.objects.create(**row, **more)
        except IntegrityError:
            continue  # somebody else came first
        return


def here(session: SessionBase, gathering: Any, booth: Booth | None) -> None:
    """Note that a page is open, under a token that says nothing of who looks."""
    if session.session_key is None:
        session.save()
    secret = f"{settings.SECRET_KEY}:{gathering.pk}:{session.session_key}"
    token = hashlib.sha256(secret.encode()).hexdigest()
    now = timezone.now()
    Presence.objects.update_or_create(
        gathering=gathering, token=token, defaults={"booth": booth, "seen": now}
    )


def counts(gathering: Any, now: datetime | None = None) -> tuple[int, dict[str, int]]:
    """Return how many people look at the expo now, and at each booth."""
    now = now or timezone.now()
    open_ = Presence.objects.filter(gathering=gathering, seen__gt=now - HERE)
    rows = open_.values_list("booth").annotate(number=Count("pk")).order_by()
    by_booth = {str(booth): number for booth, number in rows if booth is not None}
    return sum(number for _booth, number in rows), by_booth


@daily("expo.forget", hour_utc=3)
def forget_old() -> None:
    """Erase what is kept no longer: open pages, trials, and counts of gatherings long over."""
    now = timezone.now()
    Presence.objects.filter(seen__lt=now - HERE).delete()
    Trial.objects.filter(created__lt=now - _TRIALS).delete()
    over = (now - KEPT).date()
    Tally.objects.filter(booth__gathering__last_day__lt=over).delete()
