"""Fill a fresh hub with the founding network: what published documents say, and nothing else.

What is there already stays as it is: members change their own pages, and loading again adds only
what is missing. Members have the short names of the files; offers and needs numbers made of theirs.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import transaction
from ulid import ULID

from citybricks.network.content.text import Text, Translation
from citybricks.network.exchange.domain import keeping
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from citybricks.network.founding import records
from citybricks.network.founding.reading import Network, read
from citybricks.network.members.domain import identity, profile
from citybricks.network.members.models import Fact, Member, Place, Relation

BY = "secretariat"
"""Who made the translations."""
GROUPS = {
    "gba": ("CN", "HK", "MO"),
    "lusophone": ("AO", "BR", "CV", "GW", "GQ", "MZ", "PT", "TL", "ST"),
    "sco": ("BY", "CN", "IN", "IR", "KG", "KZ", "PK", "RU", "TJ", "UZ"),
    "wicco": (),
}
"""Countries of the groups that an offer is meant for; none for the whole network."""


def is_fresh() -> bool:
    """Whether nobody is in the network yet."""
    return not Member.objects.exists()


@transaction.atomic
def found(network: Network | None = None) -> Counter[str]:
    """Add what is missing of the founding network, and count it by kind of record."""
    loader = _Loader(network or read())
    made: Counter[str] = Counter()
    made["members"] = sum(map(loader.member, loader.network.members))
    made["facts"] = sum(map(loader.facts, loader.network.members))
    made["places"] = sum(map(loader.places, loader.network.members))
    made["relations"] = sum(map(loader.relation, loader.network.relations))
    made["offers and needs"] = sum(map(loader.listing, loader.network.entries))
    return made


class _Loader:
    """Writes records as rows; leaves alone the members that were there before."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.sources = {source.id: source for source in network.sources}
        self.records = {member.slug: member for member in network.members}
        self.before = set(Member.objects.values_list("slug", flat=True))
        self.rows = {member.slug: member for member in Member.objects.all()}

    # --- members -----------------------------------------------------------------------------
    def member(self, record: records.Member) -> bool:
        """Add a member, or somebody the documents name, which is listed and no member."""
        if record.slug in self.before:
            return False
        row = Member(
            slug=record.slug,
            kind=record.kind,
            state=Member.State.LISTED if record.standing == "named" else Member.State.MEMBER,
            names=record.names,
            country=record.country or "",
            story=text(record.story, "en"),
            fields=list(record.fields),
            groups=[held.group for held in record.groups],
            quotes=[*self._quotes(record.quotes)],
        )
        if record.kind == "city" and record.geonames_id:
            _locate(row, record.geonames_id, record.population)
        else:
            row.city = self._city(record.geonames_id)
        profile.keep(row)
        self.rows[record.slug] = row
        return True

    def _city(self, geonames_id: int | None) -> Member | None:
        cities = (row for row in self.rows.values() if row.kind == Member.Kind.CITY)
        return next((row for row in cities if geonames_id and row.geonames_id == geonames_id), None)

    def facts(self, record: records.Member) -> int:
        """Add the numbers of a member that have a year."""
        if record.slug in self.before:
            return 0
        return sum(map(partial(self._fact, record.slug), record.facts))

    def _fact(self, slug: str, record: records.Fact) -> bool:
        if record.year is None:
            return False
        Fact.objects.create(
            member=self.rows[slug],
            label=text(record.names, "en"),
            bound=record.relation,
            value=record.value,
            unit=record.unit,
            year=record.year,
            **self._sourced(record.quotes[0]),
        )
        return True

    def places(self, record: records.Member) -> int:
        """Add the laboratories of a member."""
        if record.slug in self.before:
            return 0
        for slug in record.laboratories:
            laboratory = self.records[slug]
            Place.objects.create(
                member=self.rows[record.slug],
                kind=Place.Kind.LABORATORY,
                names=laboratory.names,
                field=laboratory.fields[0] if laboratory.fields else "",
                **self._sourced(laboratory.quotes[0]),
            )
        return len(record.laboratories)

    # --- relations -----------------------------------------------------------------------------
    def relation(self, record: records.Relation) -> int:
        """Add what the first member of a relation has with each of the others."""
        first, *others = (self.rows[slug] for slug in record.members)
        return sum(map(partial(self._pair, record, first), others))

    def _pair(self, record: records.Relation, a: Member, b: Member) -> bool:
        if Relation.objects.filter(a=a, b=b, kind=record.kind, since=record.since).exists():
            return False
        Relation.objects.create(
            a=a,
            b=b,
            kind=record.kind,
            label=text(record.names, "en"),
            since=record.since,
            reported=True,
            **self._sourced(record.quotes[0]),
        )
        return True

    # --- offers and needs ----------------------------------------------------------------------
    def listing(self, record: records.Entry) -> bool:
        """Add an offer or a need, published as of today."""
        number = number_of(record.slug)
        if Listing.objects.filter(pk=number).exists():
            return False
        original = record.original_language
        keeping.keep(
            Listing(
                ulid=number,
                side=record.side,
                type=record.type,
                member=self.rows[record.member],
                state=State.PUBLISHED,
                title=text(record.title, original),
                summary=text(record.summary, original),
                description=text(record.description, original),
                trl=record.trl,
                partnerships=list(record.partnership),
                regions=list(_countries(record.regions)),
                sdg=list(record.sdg),
                fields=list(record.fields),
                bricks=list(record.bricks),
                quotes=[*self._quotes(record.quotes)],
                reported=record.stated_by == "others",
                published=datetime.now(UTC),
            ),
            background=True,
        )
        return True

    # --- sources -------------------------------------------------------------------------------
    def _quotes(self, quotes: Iterable[records.Quote]) -> Iterator[dict[str, str]]:
        for quote in quotes:
            source = self.sources[quote.source]
            said = {"text": quote.text, "language": quote.language, "url": ""}
            yield said | {"source": _title(source), "date": source.date or ""}

    def _sourced(self, quote: records.Quote) -> dict[str, Any]:
        source = self.sources[quote.source]
        words = Text(language=quote.language, text=quote.text)
        return {"source": _title(source), "quote": words, "quote_date": source.date or ""}


def _title(source: records.Source) -> str:
    return source.title or source.label["en"]


def text(words: Mapping[str, str], original: str) -> Text:
    """Return a text by language, whose translations are the secretariat's."""
    original = original if original in words else "en"
    others = {tag: Translation(text=said, by=BY) for tag, said in words.items() if tag != original}
    return Text(language=original, text=words[original], translations=others)


def number_of(slug: str) -> str:
    """Return the number of an offer or a need of the files, the same on every hub."""
    return str(ULID.from_bytes(hashlib.sha256(slug.encode()).digest()[:16]))


def _countries(regions: Iterable[str]) -> Iterator[str]:
    for region in regions:
        yield from GROUPS.get(region, (region,))


def _locate(row: Member, geonames_id: int, population: records.Population | None) -> None:
    place = identity.city(geonames_id)
    row.geonames_id = geonames_id
    row.latitude, row.longitude = place.latitude, place.longitude
    row.time_zone = place.time_zone
    if population:
        row.population = population.value
        row.population_year = population.year
        row.population_source = population.source
