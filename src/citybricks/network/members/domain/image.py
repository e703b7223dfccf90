"""The image of a member: everything its page tells, each thing with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from citybricks.faces.json_schema import words_of
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import all_bricks, find
from citybricks.network.members.domain.directory import named
from citybricks.network.members.models import Adoption, Member, Picture, Relation, User
from citybricks.network.vocabulary import FIELDS

SHOWN = 6
"""Offers or needs that are shown as cards; the others are named."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written in one or several languages."""

    text: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation, with everybody the member has it with."""

    relation: Relation
    others: list[Member]


@dataclass(frozen=True, slots=True)
class Running:
    """A brick that a member published or runs."""

    id: str
    title: str
    adoption: Adoption | None = None


@dataclass(slots=True)
class Listings:
    """Offers or needs: some as cards, the others by name."""

    side: str
    cards: list[Any] = field(default_factory=list)
    more: list[Any] = field(default_factory=list)


def other_names(names: Mapping[str, str], language: str) -> list[Name]:
    """Return the names besides the reader's, each once with the languages it is written so in."""
    shown, _tag = named(names, language)
    tags: dict[str, list[str]] = {}
    for tag, name in names.items():
        if name != shown:
            tags.setdefault(name, []).append(tag)
    return [Name(name, tuple(each)) for name, each in tags.items()]


def goals(keys: Iterable[str]) -> list[int]:
    """Return the Sustainable Development Goals that fields serve, in their order."""
    targets = (target for key in keys for target in FIELDS.targets(key))
    return sorted({int(target.partition(".")[0]) for target in targets})


def picture(member: Member) -> Picture | None:
    """Return what is known of a member's picture, without the picture itself."""
    return Picture.objects.filter(member=member).defer("content", "small").first()


def relations(member: Member) -> list[tuple[Member, Relation]]:
    """Return the relations with members whose page everybody sees, and whom they are with."""
    found = Relation.objects.select_related("a__city", "b__city")
    both = [*found.filter(a=member), *found.filter(b=member)]
    both.sort(key=lambda one: (one.since or 9999, one.pk))
    return [(other, one) for one in both if (other := one.other(member)).is_public]


def bonds(pairs: Iterable[tuple[Member, Relation]]) -> list[Bond]:
    """Return relations, those that one sentence tells of several members as one."""
    found: dict[tuple[Any, ...], Bond] = {}
    for other, one in pairs:
        key = (one.kind, one.label.text, one.since, one.until, one.reported, one.quote.text)
        found.setdefault(key, Bond(one, [])).others.append(other)
    return list(found.values())


def published(member: Member, language: str) -> list[Running]:
    """Return the bricks that the city pioneered."""
    name = member.names.get("en", "")
    bricks = (brick for brick in all_bricks().values() if name and brick.city == name)
    return [Running(brick.id, words_of(brick, language)(brick.title)) for brick in bricks]


def adopted(member: Member, language: str) -> Iterator[Running]:
    """Yield the bricks that the member says it runs, as far as there are such."""
    for adoption in member.adoptions.all():
        try:
            brick = find(adoption.brick)
        except NoSuchBrick:
            continue
        yield Running(brick.id, words_of(brick, language)(brick.title), adoption)


def institutions(member: Member) -> list[Member]:
    """Return the institutions of a city whose page everybody sees."""
    return list(member.institutions.filter(state__in=Member.PUBLIC).order_by("slug"))


def listings(member: Member, viewer: User | None) -> list[Listings]:
    """Return the offers and the needs that a viewer sees of the member."""
    # members do not need the exchange to be there; it needs them
    from citybricks.network.exchange.domain.browsing import listings_of

    sides: dict[str, Listings] = {}
    for listing in listings_of(member.slug, viewer):
        side = sides.setdefault(listing.side, Listings(listing.side))
        (side.cards if len(side.cards) < SHOWN else side.more).append(listing)
    return sorted(sides.values(), key=lambda one: one.side != "offer")
