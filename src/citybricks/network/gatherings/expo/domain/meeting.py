"""Ask for a meeting at a booth: a request at the fair of the same gathering."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from citybricks.network.gatherings.expo.domain.visiting import tally
from citybricks.network.gatherings.expo.models import Booth
from citybricks.network.gatherings.hosting.domain.access import participant_of, participants_of


def hosts(booth: Booth) -> list[Any]:
    """Return the participants who can be met at a booth: its people, then those of its member."""
    if not booth.gathering.has("fair"):
        return []
    mails = [email.lower() for email in booth.attendants.values_list("email", flat=True)]
    users = list(booth.attendants.exclude(user=None).values_list("user", flat=True))
    coming = participants_of(booth.gathering)
    own = Q(user__in=users) | Q(email__in=mails)
    people = list(coming.filter(own))
    if booth.member_id is not None:
        people += list(coming.filter(member=booth.member_id).exclude(own))
    return people


@transaction.atomic
def ask(booth: Booth, user: Any, of: Any, reason: str) -> Any:
    """Ask somebody of a booth for a meeting.

    Raises
    ------
    ValidationError
        When the fair does not take the request; it says why.
    LookupError
        When the person has not registered.
    """
    from citybricks.network.gatherings.fair.domain import requesting

    by = participant_of(user, booth.gathering)
    if by is None:
        raise LookupError(f"{user} has not registered for {booth.gathering}")
    made = requesting.ask(booth.gathering, by, of, reason)
    tally(booth, timezone.now().date(), by.country, meetings=1)
    return made
