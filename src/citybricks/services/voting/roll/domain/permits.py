"""Let a voter's ballot through, and keep nothing that joins the two.

A voter shows who they are (a code by mail, a token of the desk) and gets a permit. The board asks
`use` for each ballot, in the transaction that appends it. A voter's first permit lets a credential
through that is not on the board yet, later ones only a credential that is: so there are never more
credentials on the board than voters marked as having voted online. First channel wins.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.domain import codes, tokens
from citybricks.services.voting.roll.domain.standing import PermitError, hindrance, unfitting
from citybricks.services.voting.roll.domain.tokens import digest, full_hour
from citybricks.services.voting.roll.models import Permit, Voter
from citybricks.services.voting.roll.vocabulary import Voted

__all__ = ["PermitError", "check_open", "for_code", "for_token", "issue", "request", "use"]

LASTS = timedelta(hours=1)
"""At least; it ends with an hour of the clock, so that no row tells the minute."""


def request(election: Election, typed: str) -> None:
    """Have a code mailed to a voter, whoever it is; nothing tells whether they are on the roll.

    Raises
    ------
    PermitError
        When the election is not open.
    """
    check_open(election)
    codes.ask(election, typed)


def for_code(election: Election, typed: str, code: str) -> str:
    """Give a permit for a code that was mailed.

    Raises
    ------
    PermitError
        When the election is not open, it is not the voter's code, or they may not vote online.
    """
    check_open(election)
    return _issued(codes.check(election, typed, code))


def for_token(election: Election, token: str) -> str:
    """Give a permit for a token that was printed at the desk.

    Raises
    ------
    PermitError
        When the election is not open, the token is not known, or its voter may not vote online.
    """
    check_open(election)
    return _issued(tokens.check(election, token))


def check_open(election: Election) -> None:
    """See that an election is open.

    Raises
    ------
    PermitError
        When it is not.
    """
    if election.state != State.OPEN:
        raise PermitError("closed")


def _issued(voter: Voter | None) -> str:
    if voter is None:
        raise PermitError("not shown")
    return issue(voter)


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
    made = {"digest": digest(permit), "expires": full_hour(LASTS)}
    Permit.objects.update_or_create(voter=voter, defaults=made)
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
    if reason := hindrance(voter) or unfitting(voter, known=known_credential):
        raise PermitError(reason)
    if live.delete()[0] != 1:
        raise PermitError("unknown")  # it was used while we waited for the voter's row
    if not voter.voted:
        today = timezone.localdate()
        Voter.objects.filter(pk=voter.pk).update(voted=Voted.ONLINE, voted_on=today)
