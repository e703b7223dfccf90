"""The page of a member: a city's image, or an institution's."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.members.domain import atlas, fitting, image
from citybricks.network.members.models import Member
from citybricks.network.members.outputs import json_ld


def seen(request: HttpRequest, slug: str) -> Member:
    """Return a member if whoever asks may see its page.

    Raises
    ------
    Http404
        When there is none, or it is not public and whoever asks does not act for it.
    """
    member = get_object_or_404(Member.objects.select_related("city"), slug=slug)
    if not member.is_public and not request.user.has_perm("members.act", member):
        raise Http404
    return member


@require_safe
def member(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a member."""
    it, language = seen(request, slug), reader_language()
    relations = image.relations(it)
    values: dict[str, Any] = {
        "member": it,
        "picture": image.picture(it),
        "facts": it.facts.all(),
        "places": it.places.all(),
        "published": image.published(it, language),
        "adopted": list(image.adopted(it, language)),
        "bonds": image.bonds(relations),
        "map": atlas.relations_map(it, relations, language),
        "institutions": image.institutions(it),
        "sides": image.listings(it, request.user if request.user.is_authenticated else None),
        "fits": fitting.fits(it, language) if it.is_public else None,
        "may_edit": request.user.has_perm("members.edit", it),
        "sees_staff": request.user.has_perm("members.see_staff", it),
    }
    return render(request, "members/city.html", values)


@require_safe
def linked(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a member as JSON-LD (schema.org)."""
    said = json_ld.one(seen(request, slug))
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Type"] = "application/ld+json"
    return response


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a member's two pages of paper."""
    seen(request, slug)
    raise Http404
