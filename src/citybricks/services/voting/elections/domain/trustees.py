"""Invite trustees; each gets a token that is shown once."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.services.voting.elections.domain import ceremony
from citybricks.services.voting.elections.domain.life import EDITABLE
from citybricks.services.voting.elections.models import Election, Trustee

PREFIX = "cbt_"
"""Start of every trustee's token, so that scanners recognise a leaked one."""
MOST = 20


class TrusteeError(ValueError):
    """Trustees cannot be changed so; it says why."""


@transaction.atomic
def invite(election: Election, name: str, email: str = "") -> tuple[Trustee, str]:
    """Add a trustee, and return them with their token, which cannot be shown again."""
    _changeable(election)
    count = election.trustees.count()
    if count >= MOST:
        raise TrusteeError(_("There are %(most)s trustees, and no more.") % {"most": MOST})
    token = _new_token()
    trustee = Trustee.objects.create(
        election=election, number=count + 1, name=name, email=email, digest=digest(token)
    )
    return trustee, token


@transaction.atomic
def renew(trustee: Trustee) -> str:
    """Give a trustee another token; the one before stops working."""
    token = _new_token()
    trustee.digest = digest(token)
    trustee.save()
    return token


@transaction.atomic
def dismiss(trustee: Trustee) -> None:
    """Take a trustee away; those after move up."""
    _changeable(trustee.election)
    later = trustee.election.trustees.filter(number__gt=trustee.number).order_by("number")
    trustee.delete()
    for one in later:
        one.number -= 1
        one.save()


@transaction.atomic
def set_threshold(election: Election, threshold: int) -> None:
    """Say how many of the trustees are needed."""
    _changeable(election)
    count = election.trustees.count()
    if not 1 <= threshold <= max(count, 1):
        raise TrusteeError(
            _("%(threshold)s of %(count)s trustees cannot be asked for; give 1 to %(count)s.")
            % {"threshold": threshold, "count": count}
        )
    election.threshold = threshold
    election.save()


def _changeable(election: Election) -> None:
    if election.state not in EDITABLE or ceremony.has_begun(election):
        raise TrusteeError(_("The trustees have begun to make their keys; they stay as they are."))


def of_token(election: Election, number: int, token: str) -> Trustee | None:
    """Return the trustee whose token this is; None when it is not theirs."""
    trustee = election.trustees.filter(number=number).select_related("election").first()
    known = trustee.digest if trustee else digest("")
    right = hmac.compare_digest(known, digest(token))
    return trustee if right and token else None


def _new_token() -> str:
    return PREFIX + secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
