"""Which election a page is about, and whether the person may; to others it is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from rules.permissions import has_perm

from citybricks.network.content.naming import reader_language
from citybricks.services.voting.elections.models import Election


def election_or_404(request: HttpRequest, uuid: str, permission: str) -> Election:
    """Return an election if the person has a permission for it; to others it is not there.

    The rules are asked themselves, so that a superuser is not let in where voters are named.
    """
    election = get_object_or_404(Election, uuid=uuid)
    if not has_perm(permission, request.user, election):
        raise Http404
    return election


def person(request: HttpRequest) -> Any:
    """Return who asks, on a page that asks for an account."""
    return request.user


def said(error: Any) -> str:
    """Return why something cannot be done, in the reader's language."""
    return str(error.zh if reader_language().startswith("zh") else error.en)
