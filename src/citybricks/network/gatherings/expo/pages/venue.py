"""The halls: a plan and a list of each, and a walk through all of them beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import country_name, reader_language
from citybricks.network.gatherings.expo.domain import browsing, visiting
from citybricks.network.gatherings.expo.domain import venue as drawing
from citybricks.network.gatherings.expo.models import Booth, Hall
from citybricks.network.gatherings.expo.pages.access import expo_or_404


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan and the booths of a hall; the halls in three dimensions open beside them."""
    gathering = expo_or_404(request, slug)
    halls = list(browsing.halls(gathering))
    hall = _asked(halls, request.GET.get("hall", ""))
    visiting.here(request.session, gathering, None)
    now, by_booth = visiting.counts(gathering)
    booths = list(browsing.published(gathering).filter(hall=hall)) if hall else []
    values = {
        "gathering": gathering,
        "here": "expo",
        "halls": halls,
        "hall": hall,
        "now": now,
        "plan": drawing.plan(hall, booths, reader_language(), by_booth) if hall else None,
        "placed": browsing.published(gathering).exclude(hall=None).count(),
        "unplaced": browsing.published(gathering).filter(hall=None).count(),
    }
    return render(request, "expo/venue.html", values)


def _asked(halls: list[Hall], code: str) -> Hall | None:
    """Return the hall of a code; the first where there is none."""
    first = halls[0] if halls else None
    return next((hall for hall in halls if hall.code.lower() == code.lower()), first)


@require_safe
def walk(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to where the halls open in three dimensions."""
    expo_or_404(request, slug)
    return HttpResponseRedirect(reverse("expo-plan", args=[slug]) + "#walk")


@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the halls and booths as what draws them takes them."""
    gathering = expo_or_404(request, slug)
    models = drawing.models(gathering)
    reader = reader_language()

    def address(booth: Booth) -> tuple[str, str]:
        page = reverse("expo-booth", args=[slug, booth.pk])
        digest = models.get(booth.pk)
        return page, reverse("expo-model", args=[slug, booth.pk, digest]) if digest else ""

    _now, by_booth = visiting.counts(gathering)
    halls, booths = browsing.halls(gathering), browsing.published(gathering)
    said = drawing.scene(list(halls), booths, reader, by_booth, address)
    for booth in said["booths"]:
        booth["country"] = country_name(booth["country"], reader) if booth["country"] else ""
    response = JsonResponse(said | {"words": _words()}, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def _words() -> dict[str, Any]:
    """Return what the scene says, with {places} that it fills in."""
    return {
        "at": _("{booth}, {code}, hall {hall}. Here now: {count}. Press Enter for its page."),
        "in_hall": _("Hall {hall}"),
        "visitors": _("here now: {count}"),
        "found": _("Booths: {count}"),
    }
