"""Tokens that an assisted desk prints for a voter who has no e-mail address, or cannot read one."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.domain.standing import PermitError, hindrance
from citybricks.services.voting.roll.models import DeskToken, Entry, Voter
from citybricks.services.voting.roll.vocabulary import Deed

LASTS = timedelta(hours=3)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What nobody takes for another on paper."""
_GROUPS, _GROUP = 4, 4


def digest(secret: str) -> str:
    """Return what is kept of something that was drawn by chance."""
    return hashlib.sha256(secret.encode()).hexdigest()


def full_hour(after: timedelta) -> datetime:
    """Return the full hour after a time has passed, so that no row tells the minute."""
    ends = timezone.now() + after + timedelta(hours=1)
    return ends.replace(minute=0, second=0, microsecond=0)


@transaction.atomic
def print_for(voter: Voter, by: Any) -> str:
    """Make a token for a voter who stands at the desk; an earlier one is void.

    Raises
    ------
    PermitError
        When they voted on paper or by post, or vote on paper only.
    """
    voter = Voter.objects.select_for_update().get(pk=voter.pk)
    if reason := hindrance(voter):
        raise PermitError(reason)
    drawn = ("".join(secrets.choice(_LETTERS) for _place in range(_GROUP)) for _ in range(_GROUPS))
    token = "-".join(drawn)
    made = {"digest": digest(_plain(token)), "expires": full_hour(LASTS)}
    DeskToken.objects.update_or_create(voter=voter, defaults=made)
    Entry.objects.create(voter=voter, deed=Deed.TOKEN, by=by, day=timezone.localdate())
    return token


def check(election: Election, token: str) -> Voter | None:
    """Return the voter whose token it is, and void it; None when it is nobody's."""
    live = DeskToken.objects.filter(
        voter__election=election, digest=digest(_plain(token)), expires__gt=timezone.now()
    )
    found = live.select_related("voter").first()
    used = DeskToken.objects.filter(pk=found.pk if found else 0).delete()[0]
    return found.voter if found and used else None


def _plain(token: str) -> str:
    return "".join(one for one in token.upper() if one in _LETTERS)
