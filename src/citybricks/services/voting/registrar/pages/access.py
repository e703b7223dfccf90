"""Which election a page is about, and its registration; to others it is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.registrar.models import Registration

ACT = "voting_registrar.act"


def registration_of(election: Election) -> Registration | None:
    """Return the credentials of an election as it stands; those of an earlier roll are void."""
    if not election.public_credentials:
        return None
    return Registration.objects.filter(election=election.uuid).first()


def registration_or_404(election: Election) -> Registration:
    """Return the credentials of an election.

    Raises
    ------
    Http404
        When none were made.
    """
    found = registration_of(election)
    if found is None:
        raise Http404
    return found


def address_of(request: HttpRequest) -> str:
    """Return who asks, for the journal of a database that has no accounts."""
    person: Any = request.user
    return str(person.email)
