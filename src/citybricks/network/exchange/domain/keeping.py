"""Keep a listing: its row, the values it is narrowed down by, and how it is found."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse

from citybricks.methods.matching.documents import Document, Facets, Item
from citybricks.network.errands.domain.errands import owe
from citybricks.network.exchange.domain.quality import languages_of
from citybricks.network.exchange.domain.regions import countries_in
from citybricks.network.exchange.models import Facet, Listing
from citybricks.network.exchange.vocabulary import OPEN
from citybricks.network.finding.domain.entries import drop, put

MATCH = "exchange.match"
"""Name of the errand that works out what fits a listing."""


@transaction.atomic
def keep(listing: Listing, *, background: bool = False) -> None:
    """Save a listing; its facets, the search index and the matches owed follow.

    Parameters
    ----------
    listing
        With its values.
    background
        Whether nobody waits for its matches.
    """
    listing.save()
    _narrow(listing)
    if listing.state in OPEN:
        put(
            item_of(listing),
            url=reverse("listing", args=[listing.ulid]),
            title=listing.title,
            summary=listing.summary,
        )
        once = f"{MATCH}:{listing.ulid}"
        owe(MATCH, once=once, background=background, number=listing.ulid)
    else:
        drop(listing.key)


@transaction.atomic
def discard(listing: Listing) -> None:
    """Delete a draft; its history stays."""
    drop(listing.key)
    listing.delete()


def _narrow(listing: Listing) -> None:
    """Write the facets that are new, and take away those that are gone."""
    wanted = set(_facets(listing))
    there = {(one.kind, one.value): one.pk for one in listing.facets.all()}
    if gone := [pk for pair, pk in there.items() if pair not in wanted]:
        Facet.objects.filter(pk__in=gone).delete()
    Facet.objects.bulk_create(
        [
            Facet(listing=listing, kind=kind, value=value)
            for kind, value in sorted(wanted - set(there))
        ]
    )


def _facets(listing: Listing) -> Iterator[tuple[str, str]]:
    yield "type", listing.type
    yield from (("field", key) for key in listing.fields)
    yield from (("goal", code.partition(".")[0]) for code in listing.sdg)
    yield from (("language", tag) for tag in languages_of(listing))
    yield from (("brick", key) for key in listing.bricks)
    if listing.trl is not None:
        yield "trl", str(listing.trl)
    if listing.member.country:
        yield "country", listing.member.country


def item_of(listing: Listing) -> Item:
    """Return a listing as matching knows it."""
    trl = (listing.trl, listing.trl) if listing.trl else None
    return Item(
        key=listing.key,
        kind="offer" if listing.side == "offer" else "need",
        owner=listing.member.slug,
        documents=tuple(_documents(listing)),
        facets=Facets(
            types=frozenset({listing.type}),
            targets=frozenset(listing.sdg),
            fields=frozenset(listing.fields),
            regions=frozenset(countries_in(listing.regions)),
            countries=frozenset({listing.member.country} - {""}),
            trl=trl,
            partnerships=frozenset(listing.partnerships),
            languages=frozenset(listing.languages),
        ),
    )


def _documents(listing: Listing) -> Iterator[Document]:
    """Yield each language version that has at least a title or a summary of its own."""
    for tag in languages_of(listing):
        title, summary = listing.title.versions().get(tag), listing.summary.versions().get(tag)
        parts = (listing.description.versions().get(tag), listing.advantages.versions().get(tag))
        if title or summary:
            yield Document(
                key=f"{listing.key}:{tag}",
                language=tag,
                title=title or "",
                summary=summary or "",
                body="\n".join(part for part in parts if part),
            )
