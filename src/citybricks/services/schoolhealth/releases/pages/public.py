"""What everybody can read of releases: the list, a release, and both for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from citybricks.services.schoolhealth.releases.domain import reading
from citybricks.services.schoolhealth.releases.models import Release
from citybricks.services.schoolhealth.releases.pages import shown
from citybricks.services.schoolhealth.releases.vocabulary import Kind

_PRETTY = {"ensure_ascii": False, "indent": 1}
MOST = 200
"""Releases on one page; programs get all."""


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """List the releases, and how much ε each city has left."""
    city, kind = request.GET.get("city", ""), request.GET.get("kind", "")
    found = reading.released(city, kind)
    values = {
        "releases": found[:MOST],
        "more": max(0, len(found) - MOST),
        "budgets": reading.budgets(),
        "kinds": Kind.choices,
        "kind": kind,
        "city": city,
    }
    return render(request, "schoolhealth_releases/list.html", values)


@require_safe
def release(request: HttpRequest, pk: str) -> HttpResponse:
    """Show a release as a chart and a table."""
    found = _found(pk)
    return render(request, "schoolhealth_releases/release.html", told(found))


def told(found: Release) -> dict[str, Any]:
    """Return what a page says of a release."""
    return {
        "release": found,
        "is_private": found.kind == Kind.PRIVATE,
        "table": found.table,
        "rows": shown.rows_of(found.table),
        "columns": shown.columns_of(found.table),
        "chart": shown.chart_of(found.table),
    }


@require_safe
def download(_request: HttpRequest, pk: str, form: str) -> HttpResponse:
    """Hand out a release as CSV or JSON."""
    found = _found(pk)
    if form == "json":
        return _json(reading.document(found))
    answer = HttpResponse(
        "\ufeff" + reading.spreadsheet(found), content_type="text/csv; charset=utf-8"
    )
    name = f"{found.city_id}-{found.week}-{found.kind}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def api(request: HttpRequest) -> JsonResponse:
    """List the releases for programs: `?city=` and `?kind=` narrow it."""
    found = reading.released(request.GET.get("city", ""), request.GET.get("kind", ""))
    listed = [
        reading.summary(each)
        | {"href": request.build_absolute_uri(reverse("schoolhealth-api-release", args=[each.pk]))}
        for each in found
    ]
    budgets = [each | {"city": each["city"].pk} for each in reading.budgets()]
    return _json({"releases": listed, "epsilon": budgets})


@require_safe
def api_release(_request: HttpRequest, pk: str) -> JsonResponse:
    """Give a release to programs."""
    return _json(reading.document(_found(pk)))


def _found(pk: str) -> Release:
    if not pk.isalnum():
        raise Http404
    found: Release = get_object_or_404(Release.objects.select_related("city"), pk=pk)
    return found


def _json(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params=_PRETTY)
