"""Offers and needs as OGC API – Records: collections, and records as GeoJSON features [1]_.

.. [1] Open Geospatial Consortium (2025). OGC API – Records – Part 1: Core, OGC 20-004r1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from citybricks.network.content.naming import language_name
from citybricks.network.exchange.domain import browsing
from citybricks.network.exchange.domain.browsing import Search
from citybricks.network.exchange.domain.fields import field_name
from citybricks.network.exchange.domain.quality import languages_of
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.outputs.json_ld import TARGET
from citybricks.network.exchange.vocabulary import Side, Type

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
PARAMETERS = frozenset(
    {"bbox", "datetime", "limit", "offset", "q", "type", "externalIds", "ids", "f", "lang"}
)
MOST, USUAL = 500, 10
"""Records in an answer: at most, and when nothing is said."""
Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query of an address asks for.

    Parameters
    ----------
    bbox
        West, south, east, north in degrees; west is greater where it crosses 180°.
    since, until
        Days between which a record was valid; None where the interval is open.
    """

    q: str = ""
    types: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None
    since: date | None = None
    until: date | None = None
    limit: int = USUAL
    offset: int = 0

    @classmethod
    def of(cls, query: dict[str, str]) -> Asked:
        """Read it.

        Raises
        ------
        ValidationError
            When a parameter is not known, or its value is none.
        """
        if unknown := set(query) - PARAMETERS:
            raise _wrong(", ".join(sorted(unknown)), ", ".join(sorted(PARAMETERS)))
        since, until = _interval(query.get("datetime", ""))
        return cls(
            q=query.get("q", "").replace(",", " ").strip()[:100],
            types=_several(query.get("type", "")),
            ids=_several(query.get("ids", "")),
            external=_several(query.get("externalIds", "")),
            bbox=_box(query.get("bbox", "")),
            since=since,
            until=until,
            limit=min(_number("limit", query.get("limit", str(USUAL)), 1), MOST),
            offset=_number("offset", query.get("offset", "0"), 0),
        )


def _wrong(given: str, allowed: str) -> ValidationError:
    said = _("“%(given)s” cannot be used; allowed is: %(allowed)s.")
    return ValidationError(said % {"given": given[:80], "allowed": allowed})


def _several(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip())


def _number(name: str, given: str, least: int) -> int:
    if given.isdecimal() and least <= int(given) <= 1_000_000_000:  # noqa: PLR2004 - more there cannot be
        return int(given)
    raise _wrong(f"{name}={given}", f"{name}={least}…")


def _box(given: str) -> tuple[float, float, float, float] | None:
    if not given:
        return None
    try:
        numbers = tuple(float(part) for part in given.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) == 6:  # noqa: PLR2004 - with heights, which records have none of
        numbers = (*numbers[:2], *numbers[3:5])
    if len(numbers) != 4 or not (-90 <= numbers[1] <= numbers[3] <= 90):  # noqa: PLR2004 - degrees
        raise _wrong(f"bbox={given}", "bbox=west,south,east,north")
    west, south, east, north = numbers
    return west, south, east, north


def _interval(given: str) -> tuple[date | None, date | None]:
    if not given:
        return None, None
    start, _slash, end = given.partition("/")
    if not _slash:
        end = start
    return _day(start, given), _day(end, given)


def _day(text: str, given: str) -> date | None:
    if text in {"", ".."}:
        return None
    try:
        moment: datetime | None = parse_datetime(text)
        day = moment.date() if moment else parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise _wrong(f"datetime={given}", "2026-11-22, 2026-11-22T08:00:00Z, 2026-01-01/..")
    return day


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
            *(field_name(k, language) for k in listing.fields),
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
