"""What a member's two pages of paper say."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.faces.json_schema import words_of
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import find
from citybricks.network.content.naming import country_name, language_name
from citybricks.network.exchange.domain.browsing import listings_of
from citybricks.network.members.models import Fact, Member, Relation
from citybricks.network.members.printing.words import ZH, Bilingual, Pair
from citybricks.network.vocabulary import FIELDS, GROUPS
from citybricks.views.colours import settled
from citybricks.views.maps.world import Arc, Point, world

LABELS = {
    "profile": gettext_lazy("City image"),
    "about": gettext_lazy("Profile"),
    "fields": gettext_lazy("Focus fields and goals"),
    "facts": gettext_lazy("Facts"),
    "value": gettext_lazy("Value"),
    "year": gettext_lazy("Year"),
    "source": gettext_lazy("Source"),
    "story": gettext_lazy("Story"),
    "quotes": gettext_lazy("What is said of it"),
    "places": gettext_lazy("Laboratories and parks"),
    "bricks": gettext_lazy("Bricks it runs"),
    "relations": gettext_lazy("Relations"),
    "offers": gettext_lazy("Offers"),
    "needs": gettext_lazy("Needs"),
    "sources": gettext_lazy("Sources"),
    "printed": gettext_lazy("Printed"),
    "none": gettext_lazy("None yet"),
    "demonstration": gettext_lazy("Demonstration"),
    "only": gettext_lazy("Only in the language beside"),
    "shortened": gettext_lazy("Shortened; the whole is at"),
    "more": gettext_lazy("more, at"),
}
"""Words of the pages by what they stand for."""
_UNITS = {"km2": "km²", "m2": "m²", "m3": "m³", "Cel": "°C"}
_LONG_NAME = 24
"""Characters of a name that has a line of its own."""
_LONGEST_QUOTE = 320
"""Characters of a sentence that is printed."""
_HALO = re.compile(r' stroke="#ffffff" stroke-width="3"[^>]*(?=>)')
"""Around names on the map; what makes PDF would draw it over them."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much is printed of what may be long.

    Parameters
    ----------
    story
        Chinese characters, or as much of another language.
    summaries
        The same, of each offer and need.
    fields, facts, quotes, places, bricks, relations, sources
        How many.
    listings
        How many offers, and how many needs.
    """

    story: int = 800
    fields: int = 14
    facts: int = 12
    quotes: int = 5
    places: int = 10
    bricks: int = 10
    relations: int = 10
    listings: int = 6
    summaries: int = 120
    sources: int = 20


@dataclass(slots=True)
class Part:
    """Rows of a section, and how many more there are than are printed."""

    rows: list[Any] = field(default_factory=list)
    more: int = 0


class Portrait(Bilingual):
    """A member's pages.

    Parameters
    ----------
    member
        Whose they are.
    other
        Language (BCP 47) beside Chinese.
    """

    def __init__(self, member: Member, other: str) -> None:
        origin = settings.ENVIRONMENT.origin.partition("://")[2]
        super().__init__(other, f"{origin}/members/{member.slug}/")
        self.member = member
        self.sources: dict[tuple[str, str], int] = {}
        self.facts = list(member.facts.all())
        self.places = list(member.places.all())
        self.adoptions = list(member.adoptions.all())
        self.listings = [listing for listing in listings_of(member.slug) if listing.is_public]
        joined = Relation.objects.filter(Q(a=member) | Q(b=member)).select_related("a", "b")
        self.related = [
            (relation, other_one)
            for relation in joined
            if (other_one := relation.other(member)).is_public
        ]

    def told(self, room: Room) -> dict[str, Any]:
        """Return everything that is printed, by name."""
        self.sources.clear()
        member = self.member
        return {
            "member": member,
            "language": self.other,
            "names": self.names(member.names),
            "long_name": len(member.name_in(self.other)) > _LONG_NAME,
            "more_names": list(self._more_names()),
            "identity": list(self._identity()),
            "picture": self._picture(),
            "map": self.map,
            "story": self.text(member.story, room.story),
            "shortened": self.text(member.story) != self.text(member.story, room.story),
            "fields": [self._field(key) for key in member.fields[: room.fields]],
            "facts": _some(self._facts(), room.facts),
            "quotes": [self._quote(quote) for quote in self._quotes()[: room.quotes]],
            "places": _some(self._places(), room.places),
            "bricks": _some(self._bricks(), room.bricks),
            "offers": _some(self._listings("offer", room.summaries), room.listings),
            "needs": _some(self._listings("need", room.summaries), room.listings),
            "relations": _some(self._relations(), room.relations),
            "sources": _some(self._sources(), room.sources),
            "printed": self.both(
                lambda tag: format_date(timezone.localdate(), "long", _babel(tag))
            ),
            "address": self.address,
            "label": {name: self.label(words) for name, words in LABELS.items()},
        }

    # --- who it is -----------------------------------------------------------------------------
    def _more_names(self) -> Iterator[tuple[str, str, str]]:
        """Yield the names in further languages, without those that are written as the titles."""
        shown = {self.member.name_in(tag) for tag in (ZH, self.other)}
        for tag, name in self.member.names.items():
            if tag not in (ZH, self.other) and name not in shown:
                yield language_name(tag, self.other), tag, name

    def _identity(self) -> Iterator[tuple[Pair, Pair]]:
        member = self.member
        yield (
            self.label(gettext_lazy("Kind")),
            self.both(lambda _tag: str(member.get_kind_display())),
        )
        if member.country:
            named = self.both(partial(country_name, member.country))
            yield self.label(gettext_lazy("Country or region")), named
        if member.city is not None:
            yield self.label(gettext_lazy("City")), self.names(member.city.names)
        yield self.label(gettext_lazy("In the network")), self.both(lambda _tag: self._standing())
        if member.groups:
            joined = self.both(lambda tag: _(", ").join(GROUPS.name(g, tag) for g in member.groups))
            yield self.label(gettext_lazy("Groups")), joined

    def _standing(self) -> str:
        standing = str(self.member.get_state_display())
        if self.member.joined is None:
            return standing
        since = _("since %(year)s") % {"year": self.member.joined.year}
        return f"{standing}{_(', ')}{since}"

    def _picture(self) -> dict[str, str] | None:
        picture = getattr(self.member, "picture", None)
        if picture is None:
            return None
        content = base64.b64encode(bytes(picture.content)).decode()
        return {
            "source": f"data:image/webp;base64,{content}",
            "alt": picture.alt.shown(self.other).text,
            "credit": picture.credit,
        }

    @cached_property
    def map(self) -> str:
        """Where it is, and what it has with whom."""
        here = _where(self.member)
        if here is None:
            return ""
        named = self.member if self.member.latitude is not None else self.member.city or self.member
        points, arcs = {here: Point(*here, named.name_in(self.other), size=2)}, []
        for relation, other in self.related:
            there = _where(other)
            if there is not None and there not in points:
                points[there] = Point(*there, other.name_in(self.other), size=0, soft=True)
                arcs.append(Arc(here, there, str(relation), soft=relation.reported))
        said = _("Where %(member)s is, and the members it has relations with") % {
            "member": self.member.name_in(self.other)
        }
        drawn = settled(str(world([*points.values()], arcs, title=said, description=said)))
        return _HALO.sub("", drawn)

    def _field(self, key: str) -> tuple[Pair, list[int]]:
        goals = {int(target.partition(".")[0]) for target in FIELDS.targets(key)}
        return self.names(FIELDS.names(key)), sorted(goals)

    def _facts(self) -> Iterator[dict[str, Any]]:
        member = self.member
        if member.population is not None:
            yield {
                "label": self.label(gettext_lazy("Population")),
                "value": self._number(member.population),
                "year": member.population_year,
                "source": self._cited(member.population_source),
            }
        for fact in self.facts:
            yield {
                "label": self.text(fact.label),
                "value": self._value(fact),
                "year": fact.year,
                "source": self._cited(fact.source, fact.quote_date),
            }

    def _value(self, fact: Fact) -> str:
        unit = _UNITS.get(fact.unit, "" if fact.unit.startswith("{") else fact.unit)
        bound = "" if fact.bound == Fact.Bound.EXACT else f"{fact.bound} "
        return f"{bound}{self._number(fact.value)} {unit}".strip()

    def _number(self, value: float) -> str:
        return str(format_decimal(value, locale=_babel(self.other)))

    def _quotes(self) -> list[dict[str, str]]:
        return [one for one in self.member.quotes if len(one.get("text", "")) <= _LONGEST_QUOTE]

    def _quote(self, quote: dict[str, str]) -> dict[str, Any]:
        source = self._cited(quote.get("source", ""), quote.get("date", ""))
        return {"text": quote.get("text", ""), "lang": quote.get("language", ""), "source": source}

    # --- what it has, offers and needs ---------------------------------------------------------
    def _places(self) -> Iterator[dict[str, Any]]:
        for place in self.places:
            yield {
                "names": self.names(place.names),
                "field": self._field(place.field)[0] if place.field else None,
                "source": self._cited(place.source, place.quote_date),
            }

    def _bricks(self) -> Iterator[dict[str, Any]]:
        for adoption in self.adoptions:
            names = self.both(partial(_brick, adoption.brick))
            yield {"names": names, "since": adoption.since}

    def _listings(self, side: str, summary: int) -> Iterator[dict[str, Any]]:
        for listing in self.listings:
            if listing.side == side:
                yield {
                    "title": self.text(listing.title),
                    "summary": self.text(listing.summary, summary) if summary else None,
                    "type": self.both(lambda _tag, one=listing: str(one.get_type_display())),  # type: ignore[misc] # mypy knows no defaults of lambdas
                }

    def _relations(self) -> Iterator[dict[str, Any]]:
        """Yield what it has, once for all with whom it has the same."""
        same: dict[tuple[str, int | None], list[tuple[Relation, Member]]] = {}
        for relation, other in self.related:
            label = str(relation.label) or relation.kind
            same.setdefault((label, relation.since), []).append((relation, other))
        for pairs in same.values():
            first, others = pairs[0][0], [self.names(other.names) for _relation, other in pairs]
            kind = self.both(lambda _tag, one=first: str(one.get_kind_display()))  # type: ignore[misc] # mypy knows no defaults of lambdas
            yield {
                "label": self.text(first.label) if first.label else kind,
                "others": others,
                "since": first.since,
                "source": self._cited(first.source, first.quote_date),
            }

    # --- where it is said ----------------------------------------------------------------------
    def _cited(self, source: str, date: str = "") -> int | None:
        """Return the number of a source in the list at the end."""
        if not source:
            return None
        return self.sources.setdefault((source, date), len(self.sources) + 1)

    def _sources(self) -> Iterator[tuple[int, str, str]]:
        """Yield what was cited, and what else the member's page rests on."""
        for quote in self.member.quotes:
            self._cited(quote.get("source", ""), quote.get("date", ""))
        for (source, date), number in self.sources.items():
            yield number, source, date


def _some(rows: Iterable[Any], most: int) -> Part:
    found = list(rows)
    return Part(found[:most], max(0, len(found) - most))


def _where(member: Member) -> tuple[float, float] | None:
    place = member if member.latitude is not None or member.city is None else member.city
    if place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude


def _brick(id: str, language: str) -> str:
    try:
        brick = find(id)
    except NoSuchBrick:
        return id
    return words_of(brick, language)(brick.title)


def _today(tag: str) -> str:
    return str(format_date(timezone.localdate(), "long", _babel(tag)))


def _babel(tag: str) -> str:
    return tag.replace("-", "_")
