"""What a member's two pages of paper say, in Chinese and another language side by side."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from citybricks.faces.json_schema import words_of
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import find
from citybricks.network.content.naming import country_name, language_name
from citybricks.network.content.prose import prose
from citybricks.network.content.text import State, Text
from citybricks.network.exchange.domain.browsing import listings_of
from citybricks.network.exchange.models import Listing
from citybricks.network.members.models import Member, Place, Relation
from citybricks.network.vocabulary import FIELDS, GROUPS
from citybricks.views.colours import settled
from citybricks.views.maps.world import Arc, Point, world

ZH = "zh-Hans"
_LONG_NAME = 24
"""Characters of a name that has a line of its own."""
_UNITS = {"km2": "km²", "m2": "m²", "m3": "m³", "Cel": "°C", "%": "%"}
_ENDS = ("。", "！", "？", ". ", "! ", "? ", "\n")


@dataclass(frozen=True, slots=True)
class Room:
    """How much is printed of what may be long.

    Parameters
    ----------
    story
        Chinese characters; other languages take two and a half times as many.
    facts, places, bricks, relations, listings, sources, fields
        How many; of listings, on each side.
    """

    story: int = 900
    facts: int = 14
    places: int = 12
    bricks: int = 10
    relations: int = 14
    listings: int = 10
    sources: int = 20
    fields: int = 14

    def less(self, *names: str) -> Room:
        """Return it with a fifth less room for some things, and at least room for one."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return Room(**values | {name: max(1, values[name] * 4 // 5) for name in names})


@dataclass(frozen=True, slots=True)
class Said:
    """Words with their language."""

    text: str
    language: str

    @property
    def prose(self) -> SafeString:
        """It as paragraphs."""
        return prose(self.text)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in Chinese and in the other language; None where it is not said."""

    chinese: Said | None
    other: Said | None


@dataclass(slots=True)
class Part:
    """Rows of a section, and how many more there are than are printed."""

    rows: list[Any] = field(default_factory=list)
    more: int = 0


class Portrait:
    """Says everything twice.

    Parameters
    ----------
    member
        Whose pages these are.
    other
        Language (BCP 47) beside Chinese.
    """

    def __init__(self, member: Member, other: str) -> None:
        self.member, self.other = member, other
        self.sources: dict[tuple[str, str], int] = {}
        self.listings = list(listings_of(member.slug))
        joined = Relation.objects.filter(Q(a=member) | Q(b=member)).select_related("a", "b")
        self.related = [(relation, relation.other(member)) for relation in joined]

    # --- saying things twice -------------------------------------------------------------------
    def both(self, say: Callable[[str], str]) -> Pair:
        """Say something in both languages."""
        found = []
        for tag in (ZH, self.other):
            with override(tag.lower()):
                found.append(Said(say(tag), tag))
        return Pair(*found)

    def label(self, msgid: str) -> Pair:
        """Say a word of the pages in both languages."""
        return self.both(lambda _tag: _(msgid))

    def text(self, text: Text, most: int = 0) -> Pair:
        """Say a member's text; where one language is missing, only in the other."""
        chinese, other = text.shown(ZH), text.shown(self.other)
        left = Said(self._cut(chinese.text, most, ZH), chinese.language)
        right = Said(self._cut(other.text, most * 5 // 2, self.other), other.language)
        if not text:
            return Pair(None, None)
        if not chinese.language.startswith("zh"):
            return Pair(None, right)
        if other.state == State.UNTRANSLATED and other.language.startswith("zh"):
            return Pair(left, None)
        return Pair(left, right)

    def _cut(self, text: str, most: int, language: str) -> str:
        """Shorten a text at the end of a sentence, and say where the rest is."""
        if not most or len(text) <= most:
            return text
        kept = text[:most]
        end = max(kept.rfind(mark) + len(mark.rstrip()) for mark in _ENDS)
        kept = kept[:end] if end > most // 2 else kept.rstrip() + "…"
        with override(language.lower()):
            rest = _("(Shortened; the whole is at %(address)s)") % {"address": self.address}
        return f"{kept}\n\n{rest}"

    def names(self, names: dict[str, str]) -> Pair:
        """Name something in both languages."""
        english = names.get("en") or next(iter(names.values()), "")
        return self.both(lambda tag: names.get(tag) or english)

    @property
    def address(self) -> str:
        """Address of the member's page, without the scheme."""
        origin = settings.ENVIRONMENT.origin.partition("://")[2]
        return f"{origin}/members/{self.member.slug}/"

    def cite(self, source: str, date: str = "") -> int:
        """Return the number of a source in the list at the end."""
        return self.sources.setdefault((source, date), len(self.sources) + 1)

    # --- the parts -----------------------------------------------------------------------------
    def told(self, room: Room) -> dict[str, Any]:
        """Return everything that is printed, by name."""
        self.sources.clear()
        return {
            "member": self.member,
            "language": self.other,
            "names": self.names(self.member.names),
            "more_names": list(self._more_names()),
            "identity": list(self._identity()),
            "picture": self._picture(),
            "map": self.map,
            "story": self.text(self.member.story, room.story),
            "fields": [
                (self.both(lambda tag, key=key: FIELDS.name(key, tag)), _goals(key))  # type: ignore[misc] # mypy knows no defaults of lambdas
                for key in self.member.fields[: room.fields]
            ],
            "facts": self._some(self._facts(), room.facts),
            "places": self._some(self._places(), room.places),
            "bricks": self._some(self._bricks(), room.bricks),
            "relations": self._some(self._relations(), room.relations),
            "offers": self._some(self._listings("offer"), room.listings),
            "needs": self._some(self._listings("need"), room.listings),
            "sources": self._some(self._sources(), room.sources),
            "long_name": len(self.member.name_in(self.other)) > _LONG_NAME,
            "printed": self.both(
                lambda tag: format_date(timezone.localdate(), "long", _babel(tag))
            ),
            "address": self.address,
            "label": {name: self.label(msgid) for name, msgid in LABELS.items()},
        }

    def _sources(self) -> Iterator[tuple[int, str, str]]:
        """Yield what was cited, and what else the member's page rests on."""
        for quote in self.member.quotes:
            self.cite(quote.get("source", ""), quote.get("date", ""))
        for (source, date), number in self.sources.items():
            yield number, source, date

    def _some(self, rows: Iterable[Any], most: int) -> Part:
        found = list(rows)
        return Part(found[:most], max(0, len(found) - most))

    def _more_names(self) -> Iterator[tuple[str, str, str]]:
        """Yield the names in further languages; those that are written alike, once."""
        shown = {self.member.names.get(tag) for tag in (ZH, self.other)}
        for tag, name in self.member.names.items():
            if tag not in (ZH, self.other) and name not in shown:
                yield language_name(tag, self.other), tag, name

    def _identity(self) -> Iterator[tuple[Pair, Pair]]:
        member = self.member
        yield self.label("Kind"), self.both(lambda _tag: str(member.get_kind_display()))
        if member.country:
            named = self.both(lambda tag: country_name(member.country, tag))
            yield self.label("Country or region"), named
        if member.city is not None:
            yield self.label("City"), self.names(member.city.names)
        yield self.label("In the network"), self.both(lambda _tag: self._standing())
        if member.groups:
            joined = self.both(lambda tag: _(", ").join(GROUPS.name(g, tag) for g in member.groups))
            yield self.label("Groups"), joined

    def _standing(self) -> str:
        standing = str(self.member.get_state_display())
        if self.member.joined is None:
            return standing
        since = _("since %(year)s") % {"year": self.member.joined.year}
        return f"{standing}{_(', ')}{since}"

    def _picture(self) -> dict[str, Any] | None:
        picture = getattr(self.member, "picture", None)
        if picture is None:
            return None
        content = base64.b64encode(bytes(picture.content)).decode()
        alt = picture.alt.shown(self.other)
        return {
            "source": f"data:image/webp;base64,{content}",
            "alt": alt.text,
            "credit": picture.credit,
        }

    def _facts(self) -> Iterator[dict[str, Any]]:
        member = self.member
        if member.population is not None:
            yield {
                "label": self.label("Population"),
                "value": self._number(member.population),
                "year": member.population_year,
                "source": self.cite(member.population_source or "—"),
            }
        for fact in member.facts.all():
            unit = _UNITS.get(fact.unit, "" if fact.unit.startswith("{") else fact.unit)
            bound = "" if fact.bound == "=" else f"{fact.bound} "
            yield {
                "label": self.text(fact.label),
                "value": f"{bound}{self._number(fact.value)} {unit}".strip(),
                "year": fact.year,
                "source": self.cite(fact.source, fact.quote_date),
            }

    def _number(self, value: float) -> str:
        return str(format_decimal(value, locale=_babel(self.other)))

    def _places(self) -> Iterator[dict[str, Any]]:
        for place in self.member.places.all():
            yield {
                "names": self.names(place.names),
                "field": self._field(place),
                "source": self.cite(place.source, place.quote_date),
            }

    def _field(self, place: Place) -> Pair | None:
        return self.both(lambda tag: FIELDS.name(place.field, tag)) if place.field else None

    def _bricks(self) -> Iterator[dict[str, Any]]:
        for adoption in self.member.adoptions.all():
            names = self.both(partial(_brick, adoption.brick))
            yield {"names": names, "since": adoption.since}

    def _relations(self) -> Iterator[dict[str, Any]]:
        for relation, other in self.related:
            kind = relation.get_kind_display
            yield {
                "names": self.names(other.names),
                "label": self.text(relation.label)
                if relation.label
                else self.both(lambda _tag, kind=kind: str(kind())),  # type: ignore[misc] # mypy knows no defaults of lambdas
                "since": relation.since,
                "source": self.cite(relation.source, relation.quote_date),
            }

    def _listings(self, side: str) -> Iterator[dict[str, Any]]:
        for listing in self.listings:
            if listing.side == side and listing.is_public:
                yield {"title": self.text(listing.title), "type": self._type(listing)}

    def _type(self, listing: Listing) -> Pair:
        return self.both(lambda _tag: str(listing.get_type_display()))

    @cached_property
    def map(self) -> str:
        """Draw where it is, and what it has with whom."""
        here = _where(self.member)
        if here is None:
            return ""
        points = [Point(*here, self.member.name_in(self.other), size=2)]
        arcs = []
        for relation, other in self.related:
            there = _where(other)
            if there is not None and there != here:
                points.append(Point(*there, other.name_in(self.other), size=0, soft=True))
                arcs.append(Arc(here, there, str(relation), soft=relation.reported))
        said = _("Where %(member)s is, and the members it has relations with") % {
            "member": self.member.name_in(self.other)
        }
        once = {(p.longitude, p.latitude): p for p in reversed(points)}
        return settled(str(world([*reversed(once.values())], arcs, title=said, description=said)))


LABELS = {
    "profile": "City image",
    "names": "Names",
    "fields": "Focus fields and goals",
    "facts": "Facts",
    "value": "Value",
    "year": "Year",
    "source": "Source",
    "story": "Story",
    "places": "Laboratories and parks",
    "bricks": "Bricks it runs",
    "relations": "Relations",
    "since": "Since",
    "offers": "Offers",
    "needs": "Needs",
    "sources": "Sources",
    "printed": "Printed",
    "none": "None yet",
    "demonstration": "Demonstration",
    "only": "Only in the language beside",
}
"""Words of the pages by what they stand for; each msgid is in the catalogue."""


def _where(member: Member) -> tuple[float, float] | None:
    if (member.latitude is None or member.longitude is None) and member.city is not None:
        member = member.city
    if member.latitude is None or member.longitude is None:
        return None
    return member.longitude, member.latitude


def _goals(key: str) -> list[int]:
    """Return the Sustainable Development Goals that a field serves, in order."""
    return sorted({int(target.partition(".")[0]) for target in FIELDS.targets(key)})


def _brick(id: str, language: str) -> str:
    try:
        brick = find(id)
    except NoSuchBrick:
        return id
    return words_of(brick, language)(brick.title)


def _babel(tag: str) -> str:
    return tag.replace("-", "_")
