"""Which election a page is about, and whether the person may; to others it is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from rules.permissions import has_perm

from citybricks.services.voting.elections.domain.life import EDITABLE
from citybricks.services.voting.elections.models import Election


def person(request: HttpRequest) -> Any:
    """Return who asks, on a page that asks for an account."""
    return request.user


def election_or_404(request: HttpRequest, uuid: str, permission: str = "voting.see") -> Election:
    """Return an election if the person has a permission for it; to others it is not there."""
    election = get_object_or_404(Election, uuid=uuid)
    if not request.user.has_perm(permission, election):
        raise Http404
    return election


def named_or_404(request: HttpRequest, uuid: str, permission: str) -> Election:
    """Return an election if the person has a permission for it on pages where voters are named.

    The rules are asked themselves, so that a superuser is not let in.
    """
    election = get_object_or_404(Election, uuid=uuid)
    if not has_perm(permission, request.user, election):
        raise Http404
    return election


def editable_or_404(request: HttpRequest, uuid: str) -> Election:
    """Return an election that the person runs and that can still be changed."""
    election = election_or_404(request, uuid, "voting.run")
    if election.state not in EDITABLE:
        raise Http404
    return election
