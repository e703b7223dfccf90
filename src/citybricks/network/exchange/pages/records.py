"""OGC API – Records over HTTP."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citybricks.network.content.given import readable
from citybricks.network.content.naming import reader_language
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.outputs import records
from citybricks.network.exchange.outputs.asked import Asked
from citybricks.network.exchange.vocabulary import OPEN

_GEOJSON = "application/geo+json"


def _answer(
    document: dict[str, Any], media: str = "application/json", status: int = 200
) -> JsonResponse:
    response = JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = media
    response.headers["Content-Language"] = reader_language()
    response.headers["Access-Control-Allow-Origin"] = "*"  # everything here is public
    return response


def _problem(status: int, title: str, detail: str = "") -> JsonResponse:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return _answer(said, "application/problem+json", status)


@require_safe
def landing(request: HttpRequest) -> JsonResponse:
    """Answer with the landing page."""
    return _answer(records.landing(request.build_absolute_uri))


@require_safe
def conformance(_request: HttpRequest) -> JsonResponse:
    """Answer with the classes of the standards this conforms to."""
    return _answer({"conformsTo": list(records.CONFORMANCE)})


@require_safe
def definition(request: HttpRequest) -> JsonResponse:
    """Answer with the definition of the API."""
    return _answer(records.definition(request.build_absolute_uri), records.OPENAPI)


@require_safe
def collections(request: HttpRequest) -> JsonResponse:
    """Answer with the collections."""
    return _answer(records.collections(request.build_absolute_uri))


def _known(name: str) -> None:
    if name not in records.COLLECTIONS:
        raise Http404(_("There is no collection “%(name)s”.") % {"name": name})


@require_safe
def collection(request: HttpRequest, name: str) -> JsonResponse:
    """Answer with what a collection is."""
    try:
        _known(name)
    except Http404 as error:
        return _problem(404, _("Nothing is here"), str(error))
    return _answer(records.collection(name, request.build_absolute_uri))


@require_safe
def items(request: HttpRequest, name: str) -> JsonResponse:
    """Answer with the records of a collection that are asked for."""
    query = {key: readable(request.GET[key]) for key in request.GET}
    try:
        _known(name)
        asked = Asked.of(query)
    except Http404 as error:
        return _problem(404, _("Nothing is here"), str(error))
    except ValidationError as error:
        return _problem(400, _("Some values do not fit"), " ".join(error.messages))
    document = records.page(name, asked, query, reader_language(), request.build_absolute_uri)
    return _answer(document, _GEOJSON)


@require_safe
def item(request: HttpRequest, name: str, ulid: str) -> JsonResponse:
    """Answer with a record."""
    try:
        _known(name)
        found = Listing.objects.select_related("member").filter(state__in=OPEN)
        listing = get_object_or_404(found, pk=readable(ulid), side=records.COLLECTIONS[name])
    except Http404:
        return _problem(404, _("Nothing is here"))
    return _answer(records.record(listing, reader_language(), request.build_absolute_uri), _GEOJSON)
