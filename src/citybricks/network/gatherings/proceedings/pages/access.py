"""Which talk, declaration or certificate a page is about; to who may not, there is none."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from citybricks.network.gatherings.hosting.domain.access import gathering_or_404
from citybricks.network.gatherings.proceedings.models import Declaration

PART = "forum"


def talk_or_404(
    request: HttpRequest, slug: str, ulid: str, permission: str = "proceedings.see"
) -> Any:
    """Return a talk of a gathering if the person has a permission for it."""
    gathering = gathering_or_404(request, slug, part=PART)
    rows = gathering.talks.select_related("session", "track", "paper", "gathering")
    talk = get_object_or_404(rows, pk=ulid)
    if not request.user.has_perm(permission, talk):
        raise Http404
    return talk


def declaration_or_404(
    request: HttpRequest, slug: str, ulid: str, permission: str = "proceedings.see_declaration"
) -> Declaration:
    """Return a declaration of a gathering if the person has a permission for it."""
    gathering = gathering_or_404(request, slug, part=PART)
    rows = Declaration.objects.select_related("gathering")
    declaration = get_object_or_404(rows, pk=ulid, gathering=gathering)
    if not request.user.has_perm(permission, declaration):
        raise Http404
    return declaration
