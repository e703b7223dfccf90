"""The page of a member: a city's image, or an institution's."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.members.domain import atlas, fitting, image
from citybricks.network.members.models import Member
from citybricks.network.members.outputs import json_ld
from citybricks.network.members.printing.pages import PrintingUnavailableError, profile_pdf

_KEPT = 120
"""Seconds for which the pages of paper are sent as they were made."""


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
    """Send a member's two pages of paper as PDF."""
    it, language = seen(request, slug), reader_language()
    try:
        pdf = _printed(it, language)
    except PrintingUnavailableError as error:
        values = {"member": it, "problem": str(error)}
        return render(request, "members/not_printed.html", values, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{it.slug}.pdf"'
    return response


def _printed(it: Member, language: str) -> bytes:
    """Return the pages, made again only after a while: laying them out takes seconds."""
    key = f"members.profile:{it.pk}:{language}:{it.changed.timestamp()}"
    pdf: bytes | None = cache.get(key)
    if pdf is None:
        pdf = profile_pdf(it, language)
        cache.set(key, pdf, timeout=_KEPT)
    return pdf
