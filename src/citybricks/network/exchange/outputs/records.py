"""Offers and needs as OGC API – Records: collections, and records as GeoJSON features [1]_.

.. [1] Open Geospatial Consortium (2025). OGC API – Records – Part 1: Core, OGC 20-004r1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from citybricks.network.content.naming import language_name
from citybricks.network.exchange.domain import browsing
from citybricks.network.exchange.domain.browsing import Search
from citybricks.network.exchange.domain.quality import languages_of
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.outputs.asked import PARAMETERS, Asked
from citybricks.network.exchange.outputs.json_ld import TARGET
from citybricks.network.exchange.vocabulary import Side, Type
from citybricks.network.vocabulary import FIELDS

CONFORMANCE = tuple(
    "http://www.opengis.net/spec/" + part
    for part in (
        "ogcapi-common-1/1.0/conf/core",
        "ogcapi-common-2/1.0/conf/collections",
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-records-1/1.0/conf/record-core",
        "ogcapi-records-1/1.0/conf/record-collection",
        "ogcapi-records-1/1.0/conf/record-api",
        "ogcapi-records-1/1.0/conf/record-core-query-parameters",
        "ogcapi-records-1/1.0/conf/json",
    )
)
COLLECTIONS = {"offers": Side.OFFER, "needs": Side.NEED}
RECORD = "http://www.opengis.net/spec/ogcapi-records-1/1.0/req/record-core"
Absolute = Callable[[str], str]


def found(collection: str, asked: Asked, language: str) -> QuerySet[Listing]:
    """Return the listings of a collection that are asked for, the newest first."""
    search = Search(q=asked.q, side=COLLECTIONS[collection])
    some = browsing.searched(search, language)
    if asked.types:
        some = some.filter(type__in=asked.types)
    if asked.ids or asked.external:
        some = some.filter(ulid__in=(*asked.ids, *map(_last, asked.external)))
    if asked.bbox:
        some = some.filter(_within(*asked.bbox))
    if asked.since:
        some = some.filter(expires__gte=asked.since)
    if asked.until:
        some = some.filter(published__date__lte=asked.until)
    return browsing.ordered(some, search)


def _last(identifier: str) -> str:
    """Return the ULID in an identifier, which may be the address of a page."""
    return identifier.rstrip("/").rpartition("/")[2].rpartition(":")[2]


def _within(west: float, south: float, east: float, north: float) -> Q:
    """Ask for members in a box; records without a place are everywhere, and so are in it."""
    across = Q(member__longitude__gte=west), Q(member__longitude__lte=east)
    wide = across[0] & across[1] if west <= east else across[0] | across[1]
    tall = Q(member__latitude__gte=south, member__latitude__lte=north)
    return (wide & tall) | Q(member__latitude=None)


def landing(absolute: Absolute) -> dict[str, Any]:
    """Return the landing page."""
    root = absolute(reverse("records"))
    return {
        "title": _("Offers and needs"),
        "description": _("What members of the network offer and seek"),
        "links": [
            _link(root, "self"),
            _link(absolute(reverse("records-definition")), "service-desc", OPENAPI),
            _link(absolute(reverse("listings")), "service-doc", "text/html"),
            _link(absolute(reverse("records-conformance")), "conformance"),
            _link(absolute(reverse("records-collections")), "data"),
        ],
    }


OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


def _link(href: str, rel: str, media: str = "application/json", title: str = "") -> dict[str, str]:
    said = {"href": href, "rel": rel, "type": media, "title": title}
    return {name: value for name, value in said.items() if value}


def collections(absolute: Absolute) -> dict[str, Any]:
    """Return the two collections."""
    return {
        "links": [_link(absolute(reverse("records-collections")), "self")],
        "collections": [collection(name, absolute) for name in COLLECTIONS],
    }


def collection(name: str, absolute: Absolute) -> dict[str, Any]:
    """Return what a collection is."""
    here = absolute(reverse("records-collection", args=[name]))
    items = absolute(reverse("records-items", args=[name]))
    return {
        "id": name,
        "type": "Collection",
        "itemType": "record",
        "title": _("Offers") if name == "offers" else _("Needs"),
        "description": _("What members of the network offer and seek"),
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "links": [_link(here, "self"), _link(items, "items", "application/geo+json")],
    }


def page(
    name: str, asked: Asked, query: dict[str, str], language: str, absolute: Absolute
) -> dict[str, Any]:
    """Return the records of a collection that are asked for, as many as fit into an answer."""
    every = found(name, asked, language)
    total = every.count()
    some = list(every[asked.offset : asked.offset + asked.limit])
    here = absolute(reverse("records-items", args=[name]))

    def at(offset: int, rel: str) -> dict[str, str]:
        said = query | {"offset": str(offset), "limit": str(asked.limit)}
        return _link(f"{here}?{urlencode(said)}", rel, "application/geo+json")

    links = [_link(f"{here}?{urlencode(query)}".rstrip("?"), "self", "application/geo+json")]
    if asked.offset + asked.limit < total:
        links.append(at(asked.offset + asked.limit, "next"))
    if asked.offset:
        links.append(at(max(0, asked.offset - asked.limit), "prev"))
    links.append(_link(absolute(reverse("records-collection", args=[name])), "collection"))
    return {
        "type": "FeatureCollection",
        "features": [record(listing, language, absolute) for listing in some],
        "links": links,
        "numberMatched": total,
        "numberReturned": len(some),
    }


def record(listing: Listing, language: str, absolute: Absolute) -> dict[str, Any]:
    """Return a listing as a record: a GeoJSON feature at the place of its member."""
    member, name = listing.member, f"{listing.side}s"
    here = absolute(reverse("records-item", args=[name, listing.ulid]))
    web = absolute(reverse("listing", args=[listing.ulid]))
    place = None
    if member.longitude is not None and member.latitude is not None:
        place = {"type": "Point", "coordinates": [member.longitude, member.latitude]}
    start = listing.published or listing.created
    return {
        "id": listing.ulid,
        "type": "Feature",
        "conformsTo": [RECORD],
        "geometry": place,
        "time": {"interval": [start.date().isoformat(), listing.expires.isoformat()]},
        "properties": _properties(listing, language, web),
        "links": [
            _link(here, "self", "application/geo+json"),
            _link(web, "alternate", "text/html"),
            _link(f"{web}listing.jsonld", "alternate", "application/ld+json"),
            _link(absolute(reverse("records-collection", args=[name])), "collection"),
        ],
    }


def _properties(listing: Listing, language: str, web: str) -> dict[str, Any]:
    title, summary = listing.title.shown(language), listing.summary.shown(language)
    said = {
        "created": listing.created.isoformat(),
        "updated": listing.changed.isoformat(),
        "type": listing.type,
        "title": title.text,
        "description": summary.text,
        "keywords": [
            str(Type(listing.type).label),
            *(FIELDS.name(k, language) for k in listing.fields),
        ],
        "language": _language(title.language),
        "languages": [_language(tag) for tag in languages_of(listing)],
        "themes": _themes(listing),
        "externalIds": [{"scheme": "ULID", "value": listing.ulid}, {"scheme": "URI", "value": web}],
        "contacts": [{"organization": listing.member.name_in(language), "roles": ["owner"]}],
        "license": "other",
    }
    return {name: value for name, value in said.items() if value}


def _language(tag: str) -> dict[str, str]:
    direction = "rtl" if tag.partition("-")[0] in {"ar", "fa", "he", "ur"} else "ltr"
    return {"code": tag, "name": language_name(tag, tag), "dir": direction}


def _themes(listing: Listing) -> list[dict[str, Any]]:
    themes = {
        TARGET: listing.sdg,
        "https://data.europa.eu/esco/": listing.occupations,
        "citybricks:fields": listing.fields,
    }
    return [
        {"scheme": scheme, "concepts": [{"id": each} for each in concepts]}
        for scheme, concepts in themes.items()
        if concepts
    ]


def definition(absolute: Absolute) -> dict[str, Any]:
    """Return the definition of this API (OpenAPI 3.0)."""
    parameters = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}
        for name in sorted(PARAMETERS - {"limit", "offset"})
    ] + [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "integer", "minimum": least},
        }
        for name, least in (("limit", 1), ("offset", 0))
    ]
    in_path = [
        {
            "name": "collection",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "enum": list(COLLECTIONS)},
        }
    ]
    one = [{"name": "record", "in": "path", "required": True, "schema": {"type": "string"}}]
    return {
        "openapi": "3.0.3",
        "info": {"title": "citybricks: OGC API – Records", "version": "1.0.0"},
        "servers": [{"url": absolute(reverse("records")).rstrip("/")}],
        "paths": {
            "/": _path("getLandingPage", []),
            "/conformance": _path("getConformance", []),
            "/collections": _path("getCollections", []),
            "/collections/{collection}": _path("getCollection", in_path),
            "/collections/{collection}/items": _path("getRecords", [*in_path, *parameters]),
            "/collections/{collection}/items/{record}": _path("getRecord", [*in_path, *one]),
        },
    }


def _path(operation: str, parameters: list[Any]) -> dict[str, Any]:
    answers = {"200": {"description": "OK"}, "400": {"description": "Bad request"}}
    return {"get": {"operationId": operation, "parameters": parameters, "responses": answers}}
