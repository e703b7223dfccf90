"""A listing as JSON-LD in the words of schema.org: ``Offer`` or ``Demand``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from citybricks.network.content.naming import country_name
from citybricks.network.content.text import Text
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import Side
from citybricks.network.vocabulary import FIELDS

TARGET = "http://metadata.un.org/sdg/"
"""Where the United Nations name the targets of the SDGs."""
_KINDS = {
    "city": "City",
    "organisation": "Organization",
    "institute": "ResearchOrganization",
    "association": "Organization",
}


def document(listing: Listing, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return a listing as JSON-LD.

    Parameters
    ----------
    absolute
        Makes a path the address of this hub.
    """
    address = absolute(reverse("listing", args=[listing.ulid]))
    said = {
        "@context": "https://schema.org",
        "@type": "Offer" if listing.side == Side.OFFER else "Demand",
        "@id": address,
        "identifier": listing.ulid,
        "url": address,
        "name": tagged(listing.title),
        "description": tagged(listing.summary),
        "category": [FIELDS.name(key, "en") for key in listing.fields],
        **_side(listing, absolute),
        "availabilityStarts": listing.published.isoformat() if listing.published else None,
        "validThrough": listing.expires.isoformat(),
        "areaServed": [
            {"@type": "Place", "name": country_name(code, "en"), "identifier": code}
            for code in listing.regions
        ],
        "itemOffered": _thing(listing),
        "additionalProperty": _properties(listing),
    }
    return {name: value for name, value in said.items() if value not in (None, [], "")}


def _side(listing: Listing, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Say who offers, or who seeks, which schema.org says of the demander."""
    member = _member(listing, absolute)
    if listing.side == Side.OFFER:
        return {"offeredBy": member}
    return {"@reverse": {"seeks": member}}


def tagged(text: Text) -> list[dict[str, str]]:
    """Return a text with its translations as values with a language."""
    return [
        {"@language": tag, "@value": said} for tag, said in text.versions().items() if said.strip()
    ]


def _member(listing: Listing, absolute: Callable[[str], str]) -> dict[str, Any]:
    member = listing.member
    names = [{"@language": tag, "@value": name} for tag, name in member.names.items()]
    page = absolute(f"/members/{member.slug}/")
    return {"@type": _KINDS.get(member.kind, "Organization"), "@id": page, "name": names}


def _thing(listing: Listing) -> dict[str, Any]:
    kind = {"talent": "Occupation", "result": "CreativeWork"}.get(listing.type, "Service")
    about = [{"@id": TARGET + code, "name": f"SDG {code}"} for code in listing.sdg]
    said = {
        "@type": kind,
        "name": tagged(listing.title),
        "description": tagged(listing.description),
        "about": about,
        "sameAs": listing.occupations,
        "citation": listing.evidence,
    }
    return {name: value for name, value in said.items() if value}


def _properties(listing: Listing) -> list[dict[str, Any]]:
    values = {
        "type": listing.type,
        "technologyReadinessLevel": listing.trl,
        "rights": listing.rights,
        "partnershipSought": listing.partnerships,
        "languagesSpoken": listing.languages,
        "budgetInThousandDollars": listing.budget,
        "bricks": listing.bricks,
        "demonstration": listing.demonstration or None,
        "state": listing.state,
    }
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in values.items()
        if value not in (None, "", [])
    ]
