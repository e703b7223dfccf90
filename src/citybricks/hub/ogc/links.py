"""Addresses inside the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from citybricks.hub.ogc.negotiation import HTML, JSON
from citybricks.hub.ogc.schemas import Link

PREFIX = "/ogc"
"""Where the API is."""
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
PROFILE = "http://www.opengis.net/def/profile/OGC/0/"


def root_of(request: HttpRequest) -> str:
    """Return the address of the landing page, without the slash at its end."""
    return request.build_absolute_uri(PREFIX)


def here(request: HttpRequest, **changes: Any) -> str:
    """Return the address of this request with other query parameters."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def representations(request: HttpRequest) -> list[Link]:
    """Return the links to this document and to its page."""
    return [
        Link(href=here(request, f="json"), rel="self", type=JSON, title=_("This document")),
        Link(href=here(request, f="html"), rel="alternate", type=HTML, title=_("As a page")),
    ]


def representations_at(address: str) -> list[Link]:
    """Return the links to a document elsewhere and to its page."""
    return [
        Link(href=f"{address}?f=json", rel="self", type=JSON, title=_("This document")),
        Link(href=f"{address}?f=html", rel="alternate", type=HTML, title=_("As a page")),
    ]


def pages(request: HttpRequest, *, offset: int, limit: int, more: bool) -> list[Link]:
    """Return the links to the next and the previous part of a list."""
    found = []
    if more:
        after = here(request, offset=offset + limit, limit=limit, f="json")
        found.append(Link(href=after, rel="next", type=JSON, title=_("Next")))
    if offset:
        before = here(request, offset=max(offset - limit, 0), limit=limit, f="json")
        found.append(Link(href=before, rel="prev", type=JSON, title=_("Previous")))
    return found


def header(links: list[Link]) -> str:
    """Write links as a Link header (RFC 8288); titles that are not ASCII are left out."""
    written = []
    for link in links:
        parts = [f"<{link.href}>", f'rel="{link.rel}"']
        if link.type:
            parts.append(f'type="{link.type}"')
        if link.title and link.title.isascii():
            parts.append(f'title="{link.title}"')
        written.append("; ".join(parts))
    return ", ".join(written)
