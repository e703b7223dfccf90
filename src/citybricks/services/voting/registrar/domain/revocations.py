"""Credentials that are no longer taken, for everybody to read."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.models import Revocation


def digest(public: str) -> str:
    """Return by what a public part is looked up."""
    return hashlib.sha256(public.encode()).hexdigest()


def is_revoked(election: str, public: str) -> bool:
    """Say whether the board has to refuse a credential.

    Parameters
    ----------
    election
        UUID of the election.
    public
        Public part of the credential, as a ballot has it.
    """
    return of(election).filter(digest=digest(public)).exists()


def of(election: str) -> QuerySet[Revocation]:
    """Return the log of an election, oldest first."""
    return Revocation.objects.filter(election__uuid=election)


def revoke(election: Election, public: str, reason: str) -> Revocation:
    """Have the board refuse a credential from now on."""
    return Revocation.objects.create(
        election=election, public=public, digest=digest(public), reason=reason
    )
