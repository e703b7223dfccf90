"""Offers and needs for everybody: the list, one listing, feeds and tables."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.exchange.domain import browsing, interest, life, matching, quality
from citybricks.network.exchange.domain.bricks import there_are
from citybricks.network.exchange.domain.browsing import Search
from citybricks.network.exchange.domain.choices import labelled
from citybricks.network.exchange.domain.writing import EDITABLE
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.outputs import atom, csv, json_ld
from citybricks.network.exchange.pages.access import listing_or_404, writable
from citybricks.network.exchange.vocabulary import OPEN, Side
from citybricks.network.finding.domain.readiness import is_getting_ready

_IN_FEED = 50


@require_safe
def listings(request: HttpRequest) -> HttpResponse:
    """Show offers and needs, narrowed down as the query asks."""
    search, language = Search.of(request.GET), reader_language()
    getting_ready = bool(search.q) and is_getting_ready()
    found = browsing.ordered(browsing.searched(search, language), search)
    pages = Paginator(found, browsing.PAGE)
    counts = browsing.facets(search, language)
    sides = browsing.sides(search, language)
    values: dict[str, Any] = {
        "search": search,
        "page": pages.get_page(request.GET.get("page")),
        "facets": labelled(counts, search, language),
        "sides": [(side, sides.get(side, 0)) for side in Side],
        "all": sum(sides.values()),
        "getting_ready": getting_ready,
        "narrowed": search.but(sort="", side="") != Search(),
        "may_write": request.user.is_authenticated and bool(writable(request.user)),
    }
    part = request.headers.get("HX-Request") and not request.headers.get(
        "HX-History-Restore-Request"
    )
    response = render(request, "exchange/results.html" if part else "exchange/list.html", values)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def listing(request: HttpRequest, ulid: str) -> HttpResponse:
    """Show an offer or a need."""
    it = listing_or_404(request, ulid)
    language = reader_language()
    inside = request.user.has_perm("exchange.see_inside", it)
    values = {
        "listing": it,
        "bricks": there_are(it.bricks, language),
        "serving": _serving(it, language),
        "inside": inside,
        "open": it.state in OPEN,
        "may_edit": it.state in EDITABLE and request.user.has_perm("exchange.edit", it),
        "may_translate": request.user.has_perm("exchange.edit", it),
        "may_express": _may_express(request, it),
        "own_interest": _own_interest(request, it),
        "actions": _actions(request, it) if inside else [],
        "checklist": quality.checklist(it) if inside else [],
        "tongues": quality.languages_of(it),
        "answers": _answers(it) if inside else {},
    }
    return render(request, "exchange/listing.html", values)


def _serving(it: Listing, language: str) -> list[Any]:
    """Return bricks that fit a need, besides those it names."""
    if it.side != Side.NEED:
        return []
    bricks = it.matches.filter(fits=True, other__startswith="brick:")
    likely = bricks.filter(score__gte=matching.LEAST_OF_BRICK).order_by("rank")[:3]
    keys = [match.other.partition(":")[2] for match in likely]
    return there_are([key for key in keys if key not in it.bricks], language)


def _own_interest(request: HttpRequest, it: Listing) -> list[Any]:
    """Return what the person's own members have said about the listing."""
    if not request.user.is_authenticated:
        return []
    return list(interest.sent(request.user).filter(listing=it)[:5])


def _may_express(request: HttpRequest, it: Listing) -> bool:
    """Say whether the person may, and has a member to do it for."""
    user = request.user
    if not (user.is_authenticated and user.has_perm("exchange.express", it)):
        return False
    return bool(interest.senders(it, user))


def _actions(request: HttpRequest, it: Listing) -> list[tuple[str, Any]]:
    if not request.user.is_authenticated:
        return []
    return [(name, life.NAMES[name]) for name in life.possible(it, request.user)]


def _answers(it: Listing) -> dict[str, int]:
    """Count interest in a listing by where it stands."""
    counted = it.interests.values_list("state").annotate(number=Count("pk")).order_by()
    return dict(counted)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Send the newest offers and needs as an Atom feed, narrowed down as the query asks."""
    search, language = Search.of(request.GET), reader_language()
    found = browsing.ordered(browsing.searched(search, language), search.but(sort=""))
    return atom.feed(list(found[:_IN_FEED]), search, language, request.get_full_path())


@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """Send offers and needs as a CSV table, narrowed down as the query asks."""
    search, language = Search.of(request.GET), reader_language()
    found = browsing.ordered(browsing.searched(search, language), search)
    return csv.table(found.iterator(chunk_size=500), browsing.tongues(search, language))


@require_safe
def linked(request: HttpRequest, ulid: str) -> HttpResponse:
    """Send a listing as JSON-LD (schema.org)."""
    it = listing_or_404(request, ulid)
    document = json_ld.document(it, request.build_absolute_uri)
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Type"] = "application/ld+json"
    return response
