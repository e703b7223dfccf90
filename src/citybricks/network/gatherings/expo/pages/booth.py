"""A booth: what it shows, who is there, and what a visitor does with it."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.exchange.permissions import visible_to as visible_listings
from citybricks.network.gatherings.expo.domain import (
    browsing,
    life,
    meeting,
    people,
    visiting,
)
from citybricks.network.gatherings.expo.domain import tools as running
from citybricks.network.gatherings.expo.models import Booth, Contact, Favourite, Tool
from citybricks.network.gatherings.expo.pages.access import booth_or_404, expo_or_404
from citybricks.network.gatherings.expo.permissions import exhibits, own_booths
from citybricks.network.gatherings.hosting.domain.access import person

_HEAVY = ("content", "small")


@require_safe
@csp_update({"media-src": [SELF]})  # type: ignore[arg-type] # it passes on what an address holds
def booth(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth, and count the visit."""
    found = booth_or_404(request, slug, number)
    if found.is_public:
        country = visiting.country_of(request.user, found.gathering)
        visiting.visit(request.session, found, country)
        visiting.here(request.session, found.gathering, found)
    before, after = browsing.neighbours(found)
    values = shown(request, found) | {"before": before, "after": after}
    return render(request, "expo/booth.html", values)


def shown(request: HttpRequest, found: Booth) -> dict[str, Any]:
    """Return what a booth's page and its preview show."""
    user, language = request.user, reader_language()
    _all, by_booth = visiting.counts(found.gathering)
    pictures = list(found.pictures.defer(*_HEAVY))
    return {
        "gathering": found.gathering,
        "here": "expo",
        "booth": found,
        "logo": next((one for one in pictures if one.kind == "logo"), None),
        "pictures": [one for one in pictures if one.kind != "logo"],
        "videos": found.videos.defer("content").prefetch_related("captions"),
        "documents": found.documents.defer("content"),
        "model": getattr(found, "model", None),
        "people": people.there(found),
        "offers": offers(found, user),
        "tools": [one for tool in found.tools.all() if (one := _tool(tool, language))],
        "now": by_booth.get(found.pk, 0),
        "is_favourite": user.is_authenticated and found.favourites.filter(user=user).exists(),
        "may_meet": bool(meeting.hosts(found)),
        "may_edit": user.has_perm("expo.edit", found),
        "may_answer": exhibits(user, found),
        "may_see_inside": user.has_perm("expo.see_inside", found),
        "actions": [(name, life.NAMES[name]) for name in life.possible(found, user)],
    }


def _tool(tool: Tool, language: str) -> dict[str, Any] | None:
    brick = running.brick_of(tool)
    if brick is None:
        return None
    from citybricks.network.exchange.domain.bricks import named

    form = running.form(tool, brick, language)
    own = list(tool.files.values_list("name", flat=True))
    return {"tool": tool, "title": named(brick.id, language).title, "form": form, "own": own}


def offers(found: Booth, user: Any) -> list[Any]:
    """Return the offers and needs that a booth shows, as far as the reader sees them."""
    if not found.offers:
        return []
    rows = visible_listings(user).filter(pk__in=found.offers).select_related("member")
    return sorted(rows, key=lambda one: found.offers.index(one.pk))


@require_POST
@login_required
def favourite(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Mark a booth to be found again, or take the mark away."""
    found = booth_or_404(request, slug, number)
    user = person(request)
    there = Favourite.objects.filter(booth=found, user=user)
    if not there.exists():
        Favourite.objects.get_or_create(booth=found, user=user)
    else:
        for mark in there:
            mark.delete()
    return redirect("expo-booth", slug, number)


@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a person's own booths, favourites, requests, and what this browser has visited."""
    gathering = expo_or_404(request, slug)
    user = request.user
    seen = visiting.seen(request.session)
    rows = browsing.published(gathering).in_bulk([key for key, _at in seen])
    values: dict[str, Any] = {
        "gathering": gathering,
        "here": "expo",
        "visits": [(rows[key], at) for key, at in seen if key in rows],
    }
    if user.is_authenticated:
        own = own_booths(user).filter(gathering=gathering).select_related("hall")
        marked = browsing.published(gathering).filter(favourites__user=user)
        sent = Contact.objects.filter(user=user, booth__gathering=gathering)
        values |= {"own": own, "favourites": marked}
        values["contacts"] = sent.select_related("booth__hall", "booth__gathering")
    return render(request, "expo/mine.html", values)


@require_POST
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget which booths this browser has visited."""
    gathering = expo_or_404(request, slug)
    visiting.forget(request.session)
    return redirect("expo-mine", gathering.slug)


@require_safe
def here(request: HttpRequest, slug: str) -> HttpResponse:
    """Send how many look at the expo now, and at each booth; asked again by open pages."""
    gathering = expo_or_404(request, slug)
    asked = request.GET.get("booth", "")[:26]
    at = browsing.published(gathering).filter(pk=asked).first() if asked else None
    visiting.here(request.session, gathering, at)
    total, by_booth = visiting.counts(gathering)
    said = {"at": timezone.now().isoformat(), "here": total, "booths": by_booth}
    response = JsonResponse(said)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def left(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Take in how long a booth's page was open."""
    found = booth_or_404(request, slug, number)
    given = request.POST.get("seconds", "")
    if given.isdecimal() and len(given) < 7:  # noqa: PLR2004 - below twelve days
        country = visiting.country_of(request.user, found.gathering)
        visiting.left(request.session, found, int(given), country)
    return HttpResponse(status=204)
