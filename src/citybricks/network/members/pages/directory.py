"""The directory of members: the page, and the same as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import country_name, reader_language
from citybricks.network.members.domain import atlas, directory
from citybricks.network.members.domain.directory import Choice, Found, Search, named
from citybricks.network.members.models import Member, Picture
from citybricks.network.members.outputs import csv, json_ld
from citybricks.network.vocabulary import FIELDS, GROUPS


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Show the members of the network, and those it knows of."""
    search, language = Search.of(request.GET), reader_language()
    found = directory.found(search, language)
    table = search.view == "table"
    pages = Paginator(found.lines, directory.ROWS if table else directory.PAGE)
    page = pages.get_page(request.GET.get("page"))
    values: dict[str, Any] = {
        "search": search,
        "page": page,
        "shown": page.object_list if table else _cards(page.object_list),
        "all": sum(found.counts["kind"].values()),
        "kinds": _kinds(found, search),
        "facets": _facets(found, search, language),
        "map": atlas.directory_map(found.lines, search, language),
    }
    part = request.headers.get("HX-Request") and not request.headers.get(
        "HX-History-Restore-Request"
    )
    name = "members/directory_results.html" if part else "members/directory.html"
    response = render(request, name, values)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _cards(lines: Any) -> list[tuple[Member, Picture | None]]:
    """Return the members of a page with what is known of their pictures."""
    rows = directory.of_lines(lines)
    known = Picture.objects.filter(member__in=rows).defer("content", "small")
    pictures = {one.member_id: one for one in known}
    return [(row, pictures.get(row.pk)) for row in rows]


def _kinds(found: Found, search: Search) -> list[tuple[str, str, int]]:
    """Return the tabs: kinds with their names, and how many there are of each."""
    names = {
        Member.Kind.CITY: _("Cities"),
        Member.Kind.ORGANISATION: _("Organisations"),
        Member.Kind.INSTITUTE: _("Institutes"),
        Member.Kind.ASSOCIATION: _("Associations"),
    }
    counts = found.counts["kind"]
    return [
        (kind, name, counts[kind])
        for kind, name in names.items()
        if counts[kind] or kind == search.kind
    ]


def _facets(found: Found, search: Search, language: str) -> list[tuple[str, str, list[Choice]]]:
    states: dict[str, str] = {state.value: str(state.label) for state in Member.State}
    made: tuple[tuple[str, str, Callable[[str], tuple[str, str]]], ...] = (
        ("state", _("Standing"), lambda key: (states.get(key, key), language)),
        ("group", _("Group"), lambda key: named(GROUPS.names(key), language)),
        ("country", _("Country or region"), lambda key: (country_name(key, language), language)),
        ("field", _("Focus field"), lambda key: named(FIELDS.names(key), language)),
    )
    return [
        (name, title, directory.choices(found.counts[name], getattr(search, name), label, language))
        for name, title, label in made
    ]


def _rows(request: HttpRequest) -> QuerySet[Member]:
    """Return the members that fit the query of the address, for a file."""
    search = Search.of(request.GET)
    public = Member.objects.filter(state__in=Member.PUBLIC)
    if search.narrowed:
        lines = directory.found(search, reader_language()).lines
        public = public.filter(pk__in=[line.pk for line in lines])
    return public.order_by("slug")


@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """Send them as a CSV table, narrowed down as the query asks."""
    response = StreamingHttpResponse(
        csv.many(_rows(request)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="members.csv"'
    return response


@require_safe
def linked(request: HttpRequest) -> StreamingHttpResponse:
    """Send them as JSON-LD (schema.org), narrowed down as the query asks."""
    return StreamingHttpResponse(json_ld.many(_rows(request)), content_type="application/ld+json")
