"""The expo: its halls and booths, found by words, theme, country and what they show."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from citybricks.network.content.collation import collation_key
from citybricks.network.content.naming import country_name, reader_language
from citybricks.network.gatherings.expo.domain import browsing, people, visiting
from citybricks.network.gatherings.expo.domain.browsing import Search
from citybricks.network.gatherings.expo.models import Favourite
from citybricks.network.gatherings.expo.outputs import booths as outputs
from citybricks.network.gatherings.expo.pages.access import expo_or_404
from citybricks.network.gatherings.expo.vocabulary import Shows, Theme


@require_safe
def expo(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the halls, and the booths that fit."""
    gathering = expo_or_404(request, slug)
    search = Search.of(request.GET.dict())
    found = browsing.found(gathering, search)
    page = Paginator(found, browsing.PAGE).get_page(request.GET.get("page"))
    counts = browsing.facets(gathering)
    visiting.here(request.session, gathering, None)
    now, _by_booth = visiting.counts(gathering)
    shown = list(page)
    values = {
        "gathering": gathering,
        "here": "expo",
        "search": search,
        "page": page,
        "halls": [(hall, counts["hall"][hall.code]) for hall in browsing.halls(gathering)],
        "total": sum(counts["theme"].values()) or page.paginator.count,
        "countries": len(counts["country"]),
        "facets": _choices(counts, search),
        "narrowed": search != Search(),
        "now": now,
        "staffed": people.staffed_now(gathering),
        "logos": browsing.logos(shown),
        "favourites": favourites(request, gathering),
        "may_organise": request.user.has_perm("gatherings.organise", gathering),
    }
    response = render(request, "expo/expo.html", values)
    patch_vary_headers(response, ["HX-Request"])
    return response


def favourites(request: HttpRequest, gathering: Any) -> set[str]:
    """Return the booths that a person wants to find again."""
    if not request.user.is_authenticated:
        return set()
    rows = Favourite.objects.filter(user=request.user, booth__gathering=gathering)
    return set(rows.values_list("booth", flat=True))


def _choices(counts: dict[str, Any], search: Search) -> dict[str, list[tuple[str, str, int, bool]]]:
    reader = reader_language()
    named = {
        "theme": {value: str(label) for value, label in Theme.choices},
        "shows": {value: str(label) for value, label in Shows.choices},
        "country": {code: country_name(code, reader) for code in counts["country"]},
    }
    chosen: dict[str, list[tuple[str, str, int, bool]]] = {}
    for name, names in named.items():
        rows = [
            (key, label, counts[name][key], getattr(search, name) == key)
            for key, label in names.items()
            if counts[name][key]
        ]
        if name == "country":
            rows.sort(key=lambda row: collation_key(row[1], reader))
        chosen[name] = rows
    return chosen


@require_safe
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the booths that fit as JSON."""
    gathering = expo_or_404(request, slug)
    found = browsing.found(gathering, Search.of(request.GET.dict()))
    origin = settings.ENVIRONMENT.origin
    rows = [outputs.record(_of(booth, gathering), origin) for booth in found]
    said = {"gathering": gathering.slug, "title": gathering.title.versions(), "booths": rows}
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the booths that fit as CSV."""
    gathering = expo_or_404(request, slug)
    found = browsing.found(gathering, Search.of(request.GET.dict()))
    rows = (_of(booth, gathering) for booth in found)
    content = outputs.table(rows, settings.ENVIRONMENT.origin)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{gathering.slug}-booths.csv"'
    return response


def _of(booth: Any, gathering: Any) -> Any:
    booth.gathering = gathering
    return booth


@require_safe
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every booth hall by hall, to be printed."""
    gathering = expo_or_404(request, slug)
    found = browsing.found(gathering, Search.of(request.GET.dict()))
    values = {"gathering": gathering, "here": "expo", "halls": browsing.by_hall(found)}
    return render(request, "expo/print.html", values)
