"""Find listings: by side, facet and words; of a member; serving a brick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from citybricks.network.content.given import readable
from citybricks.network.exchange.domain.quality import READ
from citybricks.network.exchange.models import Facet, Listing
from citybricks.network.exchange.permissions import visible_to
from citybricks.network.exchange.vocabulary import OPEN, SEEN, Side
from citybricks.network.finding.domain import searching
from citybricks.network.members.domain.people import posts_of
from citybricks.network.members.models import User

FACETS = ("type", "field", "goal", "country", "language", "trl")
"""What listings are narrowed down by, besides their side."""
SORTS: Mapping[str, str] = {"newest": "-published", "expiring": "expires"}
PAGE = 24
"""Listings on a page."""
_LONGEST = 100
_FOUND = 300
"""How many listings words may find."""


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody is looking for; empty parts match everything."""

    q: str = ""
    side: str = ""
    type: str = ""
    field: str = ""
    goal: str = ""
    country: str = ""
    language: str = ""
    trl: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Search:
        """Read it from the query of an address."""
        given = {
            one.name: readable(query.get(one.name, "")).strip()[:_LONGEST] for one in fields(cls)
        }
        given["side"] = given["side"] if given["side"] in Side.values else ""
        given["sort"] = given["sort"] if given["sort"] in SORTS else ""
        return cls(**given)

    @property
    def chosen(self) -> dict[str, str]:
        """The facets that are narrowed down, with what to."""
        return {name: getattr(self, name) for name in FACETS if getattr(self, name)}

    @property
    def query(self) -> str:
        """It as the query of an address."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return urlencode({name: value for name, value in said.items() if value})

    def but(self, **changes: str) -> Search:
        """Return it with changes."""
        return replace(self, **changes)


def searched(search: Search, language: str, *, but: str = "") -> QuerySet[Listing]:
    """Return open listings that fit, leaving out the facet named `but`, in no order."""
    found = Listing.objects.filter(state__in=OPEN)
    if search.side:
        found = found.filter(side=search.side)
    if search.q:
        found = found.filter(ulid__in=_with_words(search, language))
    for kind, value in search.chosen.items():
        if kind != but:
            having = Facet.objects.filter(kind=kind, value=value)
            found = found.filter(ulid__in=having.values("listing"))
    return found


def _with_words(search: Search, language: str) -> list[str]:
    kinds: tuple[Any, ...] = (search.side,) if search.side else ("offer", "need")
    hits = searching.hits(search.q, language, kinds, _FOUND)
    return [hit.key.partition(":")[2] for hit in hits]


def ordered(found: QuerySet[Listing], search: Search) -> QuerySet[Listing]:
    """Return listings in the order asked for, with their members."""
    if search.sort == "expiring":
        order: tuple[Any, ...] = ("expires", "ulid")
    else:
        order = (Coalesce("published", "created").desc(), "-ulid")
    return found.select_related("member").order_by(*order)


def facets(search: Search, language: str) -> dict[str, dict[str, int]]:
    """Count what each further choice would leave, by facet and value.

    One query counts the facets that nothing is chosen of; one more each that something is.
    """
    counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    free = [name for name in FACETS if name not in search.chosen]
    _count(counts, free, searched(search, language))
    for name in search.chosen:
        _count(counts, [name], searched(search, language, but=name))
    return counts


def _count(
    counts: dict[str, dict[str, int]], kinds: Iterable[str], among: QuerySet[Listing]
) -> None:
    rows = Facet.objects.filter(kind__in=list(kinds), listing__in=among.values("ulid"))
    said = rows.values_list("kind", "value").annotate(number=Count("pk")).order_by()
    for kind, value, number in said:
        counts[kind][value] = number


def tongues(search: Search, language: str) -> list[str]:
    """Return the languages that listings that fit can be read in, Chinese and English first."""
    among = searched(search, language)
    spoken = Facet.objects.filter(kind="language", listing__in=among.values("ulid"))
    there = spoken.values_list("value", flat=True).distinct()
    return sorted({*there, *READ}, key=lambda tag: (tag not in READ, tag))


def sides(search: Search, language: str) -> dict[str, int]:
    """Count the listings of each side that fit."""
    found = searched(search.but(side=""), language)
    return dict(found.values_list("side").annotate(number=Count("pk")).order_by())


def listings_of(slug: str, viewer: User | None = None) -> QuerySet[Listing]:
    """Return the offers and needs of a member that somebody sees, the newest first.

    Parameters
    ----------
    slug
        Short name of the member.
    viewer
        Who looks; None for everybody.
    """
    found = visible_to(viewer).filter(member__slug=slug)
    return found.select_related("member").order_by("side", "-ulid")


def newest(most: int = 3) -> list[Listing]:
    """Return the latest listings that are open, offers first, with both sides among them."""
    shown = Listing.objects.filter(state__in=OPEN).select_related("member").order_by("-published")
    needs = list(shown.filter(side=Side.NEED)[: most // 2])
    return [*shown.filter(side=Side.OFFER)[: most - len(needs)], *needs]


def serving(brick: str) -> QuerySet[Listing]:
    """Return what everybody sees of the listings that name a brick, the newest first."""
    having = Facet.objects.filter(kind="brick", value=brick)
    found = Listing.objects.filter(state__in=SEEN, ulid__in=having.values("listing"))
    return found.select_related("member").order_by("-ulid")


def mine(by: User) -> QuerySet[Listing]:
    """Return the listings of the members a person acts for, those that expire first first."""
    own = posts_of(by).values("member")
    waiting = Count("interests", filter=Q(interests__state="sent"))
    found = Listing.objects.filter(member__in=own).annotate(waiting=waiting)
    return found.select_related("member").order_by("expires", "ulid")
