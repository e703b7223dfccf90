"""Let a voter's ballot through, and keep nothing that joins the two.

A voter shows who they are (a code by mail, a token of the desk) and gets a permit. The board asks
`use` for each ballot, in the transaction that appends it. A voter's first permit lets a credential
through that is not on the board yet, later ones only a credential that is: so there are never more
credentials on the board than voters marked as having voted online. First channel wins.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from citybricks.services.voting.roll.models import Permit, Voter
from citybricks.services.voting.roll.vocabulary import ONLINE, Voted

LASTS = timedelta(hours=1)
"""At least; it ends with an hour of the clock, so that no row tells the minute."""

REASONS = {
    "unknown": (
        "The permit is unknown, was used, or has expired. Ask for a new code.",
        "许可不存在、已被使用或已过期。请重新获取验证码。",
    ),
    "paper": (
        "The roll says that you have voted on paper or by post. The first way counts.",
        "名册显示您已在投票点或以邮寄方式投票。以先使用的方式为准。",
    ),
    "channel": (
        "The roll says that you vote on paper.",
        "名册显示您以纸质方式投票。",
    ),
    "second credential": (
        "You have voted with another credential already. To replace your vote, use that one.",
        "您已使用另一凭证投过票。如需更改，请使用原来的凭证。",
    ),
    "credential of another": (
        "A vote was cast with this credential before you voted: ask the registrar, and complain.",
        "在您投票之前，已有人使用此凭证投票：请联系登记员并提出申诉。",
    ),
}
"""Why no ballot is let through, in English and Chinese."""


class PermitError(ValueError):
    """A ballot is not let through.

    Parameters
    ----------
    code
        Which of `REASONS`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.en, self.zh = REASONS[code]
        super().__init__(self.en)


def digest(secret: str) -> str:
    """Return what is kept of something that was drawn by chance."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hindrance(voter: Voter) -> str:
    """Return why a voter may not vote online, as a code of `REASONS`; empty when they may."""
    if voter.channel not in ONLINE:
        return "channel"
    return "paper" if voter.voted in (Voted.PAPER, Voted.POST) else ""


@transaction.atomic
def issue(voter: Voter) -> str:
    """Give a voter who has shown who they are a permit; an earlier one is void.

    Raises
    ------
    PermitError
        When they voted on paper or by post, or vote on paper only.
    """
    voter = Voter.objects.select_for_update().get(pk=voter.pk)
    if reason := hindrance(voter):
        raise PermitError(reason)
    permit = secrets.token_urlsafe(24)
    ends = (timezone.now() + LASTS + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    Permit.objects.update_or_create(
        voter=voter, defaults={"digest": digest(permit), "expires": ends}
    )
    return permit


@transaction.atomic
def use(election: str, permit: str, known_credential: bool) -> None:
    """Let a ballot through, and mark its voter; called in the transaction that appends it.

    Parameters
    ----------
    election
        UUID of the election.
    permit
        As the voter's browser sent it.
    known_credential
        Whether a ballot with this credential is on the board already.

    Raises
    ------
    PermitError
        When the ballot must not be appended.
    """
    live = Permit.objects.filter(
        voter__election__uuid=election, digest=digest(permit), expires__gt=timezone.now()
    )
    found = live.values_list("voter", flat=True).first()
    if found is None:
        raise PermitError("unknown")
    voter = Voter.objects.select_for_update().get(pk=found)
    if reason := hindrance(voter) or _unfitting(voter, known=known_credential):
        raise PermitError(reason)
    if live.delete()[0] != 1:
        raise PermitError("unknown")  # it was used while we waited for the voter's row
    if not voter.voted:
        today = timezone.localdate()
        Voter.objects.filter(pk=voter.pk).update(voted=Voted.ONLINE, voted_on=today)


def _unfitting(voter: Voter, *, known: bool) -> str:
    if voter.voted == Voted.ONLINE:
        return "" if known else "second credential"
    return "credential of another" if known else ""
