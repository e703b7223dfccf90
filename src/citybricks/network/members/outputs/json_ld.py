"""Members as JSON-LD in the words of schema.org.

A city is a place and the body that governs it, hence of both types; an institution is an
``Organization`` or one of its kinds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from citybricks.network.content.text import Text
from citybricks.network.members.models import Fact, Member
from citybricks.network.vocabulary import FIELDS, GROUPS

CONTEXT = "https://schema.org"
GEONAMES = "https://sws.geonames.org/"
ROR = "https://ror.org/"
_TYPES: Mapping[str, str | list[str]] = {
    "city": ["City", "GovernmentOrganization"],
    "organisation": "Organization",
    "institute": "ResearchOrganization",
    "association": "NGO",
}
_CHUNK = 500
"""Members read from the database at once."""


def one(member: Member) -> dict[str, Any]:
    """Return a member as a JSON-LD document."""
    return {"@context": CONTEXT} | _thing(member)


def many(members: QuerySet[Member]) -> Iterator[str]:
    """Yield a JSON-LD document of members piece by piece, so that none has to be held whole."""
    yield f'{{"@context": "{CONTEXT}", "@graph": ['
    rows = members.select_related("city").prefetch_related("facts")
    for at, member in enumerate(rows.iterator(chunk_size=_CHUNK)):
        yield (",\n" if at else "\n") + json.dumps(_thing(member), ensure_ascii=False)
    yield "\n]}\n"


def page_of(member: Member) -> str:
    """Return the address of a member's page."""
    return f"{settings.ENVIRONMENT.origin}/members/{member.slug}/"


def tagged(words: Mapping[str, str] | Text) -> list[dict[str, str]]:
    """Return a text in its languages as values with a language."""
    versions = words.versions() if isinstance(words, Text) else words
    return [{"@language": tag, "@value": said} for tag, said in versions.items() if said.strip()]


def _thing(member: Member) -> dict[str, Any]:
    page = page_of(member)
    said = {
        "@id": page,
        "@type": _type(member),
        "identifier": member.slug,
        "name": tagged(member.names),
        "description": tagged(member.story),
        "url": member.website or page,
        "mainEntityOfPage": page,
        "sameAs": _same(member),
        "leiCode": member.lei,
        "address": _address(member),
        "geo": _geo(member),
        "location": _city(member),
        "memberOf": [_group(key) for key in member.groups],
        "knowsAbout": [_field(key) for key in member.fields],
        "knowsLanguage": member.languages,
        "additionalProperty": [*_population(member), *map(_fact, member.facts.all())],
        "dateModified": member.changed.isoformat(),
        "creativeWorkStatus": "demonstration" if member.demonstration else None,
    }
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _type(member: Member) -> str | list[str]:
    if member.kind == Member.Kind.INSTITUTE and "university" in str(member).casefold():
        return "CollegeOrUniversity"
    return _TYPES[member.kind]


def _same(member: Member) -> list[str]:
    same = [f"{GEONAMES}{member.geonames_id}/"] if member.geonames_id else []
    return [*same, f"{ROR}{member.ror}"] if member.ror else same


def _address(member: Member) -> dict[str, str]:
    if not member.country:
        return {}
    said = {"@type": "PostalAddress", "addressCountry": member.country}
    return said | ({"addressRegion": member.subdivision} if member.subdivision else {})


def _geo(member: Member) -> dict[str, Any]:
    if member.latitude is None or member.longitude is None:
        return {}
    place = {"latitude": member.latitude, "longitude": member.longitude}
    return {"@type": "GeoCoordinates"} | place


def _city(member: Member) -> dict[str, Any]:
    if member.city is None:
        return {}
    return {"@type": "City", "@id": page_of(member.city), "name": tagged(member.city.names)}


def _group(key: str) -> dict[str, Any]:
    return {"@type": "Organization", "identifier": key, "name": tagged(GROUPS.names(key))}


def _field(key: str) -> dict[str, Any]:
    return {"@type": "DefinedTerm", "termCode": key, "name": tagged(FIELDS.names(key))}


def _population(member: Member) -> Iterator[dict[str, Any]]:
    if member.population is None or member.population_year is None:
        return
    names = {"en": "Population", "zh-Hans": "人口"}
    said = _property(names, member.population, "{inhabitant}", member.population_year)
    source = member.population_source
    yield {"propertyID": "population"} | said | (_source(source, "") if source else {})


def _fact(fact: Fact) -> dict[str, Any]:
    bound = {">": "minValue", "<": "maxValue"}.get(fact.bound, "value")
    said = _property(fact.label, fact.value, fact.unit, fact.year, bound)
    return said | _source(fact.source, fact.source_url)


def _property(
    names: Mapping[str, str] | Text, value: float, unit: str, year: int, bound: str = "value"
) -> dict[str, Any]:
    """Return a number with its unit (UCUM) and the year it stands for."""
    quantity = {"@type": "QuantitativeValue", bound: value, "unitText": unit}
    stands_for = {"@type": "PropertyValue", "propertyID": "year", "value": year}
    return {
        "@type": "PropertyValue",
        "name": tagged(names),
        "value": quantity,
        "valueReference": stands_for,
    }


def _source(name: str, address: str) -> dict[str, Any]:
    said = {"@type": "CreativeWork", "name": name}
    return {"subjectOf": said | ({"url": address} if address else {})}
