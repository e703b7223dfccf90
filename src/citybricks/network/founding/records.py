"""Records of the founding network.

Everything in them was said in a document: each record quotes the sentences it rests on, word for
word. Names of cities and institutions are common knowledge; texts in a language other than the
quoted one are the secretariat's renderings.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from citybricks.network.content.text import Tag
from citybricks.types.indicators import TARGETS
from citybricks.types.model import Model

LONGEST_SUMMARY = {"words": 60, "characters": 120}
"""Words of a summary; characters where a language writes no spaces."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""


def _target(text: str) -> str:
    if text not in TARGETS:
        raise ValueError(f"{text!r} is no target of the SDGs, as 16.7 and 11.a are")
    return text


Target = Annotated[str, AfterValidator(_target)]


def _both(words: dict[str, str]) -> dict[str, str]:
    """Refuse a text that English or Chinese readers would miss."""
    if missing := {"en", "zh-Hans"} - {tag for tag, text in words.items() if text.strip()}:
        raise ValueError(f"no text in {', '.join(sorted(missing))}")
    return words


Words = Annotated[dict[Tag, str], AfterValidator(_both)]
"""A text by language; English and simplified Chinese are always there."""


def length(text: str, language: str) -> tuple[int, int]:
    """Return how long a text is and how long a summary may be in its language."""
    if language.startswith(("zh", "ja")):
        return len(text), LONGEST_SUMMARY["characters"]
    return len(text.split()), LONGEST_SUMMARY["words"]


def _short(words: dict[str, str]) -> dict[str, str]:
    for language, text in words.items():
        used, allowed = length(text, language)
        if used > allowed:
            raise ValueError(f"the summary in {language} is {used} long; {allowed} are allowed")
    return words


Summary = Annotated[Words, AfterValidator(_short)]


class Source(Model):
    """A document the founding network was read from."""

    id: Slug
    document: str
    """Name of its file."""
    label: Words
    """What readers are told it is, in our words, since not every document prints a title."""
    title: str | None
    """As printed; None where no title is."""
    publisher: str | None
    author: str | None = None
    printed_date: str | None
    """As printed; None where no date is."""
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None
    """Day, month or year (ISO 8601) that the text stands for, as far as it says."""
    dating: Words
    """How the date is known."""
    languages: tuple[Tag, ...]

    @property
    def year(self) -> int | None:
        """Year the text stands for."""
        return int(self.date[:4]) if self.date else None


class Quote(Model):
    """A sentence of a document, word for word."""

    source: Slug
    language: Tag
    text: str


Quotes = Annotated[tuple[Quote, ...], Field(min_length=1)]


class FocusField(Model):
    """A field cities work in, and the targets it serves."""

    key: Slug
    names: Words
    sdg: Annotated[tuple[Target, ...], Field(min_length=1)]


class Fact(Model):
    """A number a document tells."""

    names: Words
    """What is counted or measured."""
    relation: Literal["=", ">"] = "="
    """``>`` where the document says "over" or "more than"."""
    value: float
    unit: str
    """UCUM; what is counted stands in braces."""
    year: int | None
    """Year the value stands for; None where the document carries no date."""
    quotes: Quotes


class Population(Model):
    """Residents as GeoNames has them; it tells no census year, so the year is its extract's."""

    value: int
    year: int
    source: Literal["GeoNames"]


class Belonging(Model):
    """That a member belongs to a group, and where it is said."""

    group: Slug
    quotes: Quotes


class Group(Model):
    """A network or region that members belong to."""

    key: Slug
    names: Words
    since: int | None = None
    facts: tuple[Fact, ...] = ()
    quotes: Quotes


class Member(Model):
    """A city or institution that the documents name."""

    slug: Slug
    kind: Literal["city", "organisation", "institute", "association"]
    names: Words
    standing: Literal["initiator", "member", "named"]
    """Whether the documents call it WICCO's initiator or member; "named": they do not."""
    country: Country | None
    """None for the United Nations, and where the documents name no country."""
    geonames_id: int | None
    """The city itself, or the city an institution is in; None where no document tells it."""
    part_of: Slug | None = None
    population: Population | None = None
    story: Words
    fields: tuple[Slug, ...]
    laboratories: tuple[Slug, ...] = ()
    groups: tuple[Belonging, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: Quotes
    """The sentences that tell its standing and its story; the first tells its standing."""


class Relation(Model):
    """What members have with each other."""

    slug: Slug
    kind: Literal["friendship", "exchange", "corridor", "cooperation", "publication", "dialogue"]
    members: Annotated[tuple[Slug, ...], Field(min_length=2)]
    names: Words
    since: int | None
    """Year in which it began or, for a dialogue, took place; None where no document tells it."""
    quotes: Quotes


class Entry(Model):
    """An offer or a need.

    `stated_by` tells whether the member itself says it, or others who saw it: a practice that
    others name is not yet an offer the member has confirmed.
    """

    slug: Slug
    side: Literal["offer", "need"]
    type: Literal["technology", "knowledge", "talent", "result", "pilot"]
    member: Slug
    stated_by: Literal["member", "others"]
    original_language: Tag
    """Language of the sentences it was read from."""
    by: Literal["secretariat"] = "secretariat"
    """Who wrote the texts in the other languages."""
    title: dict[Tag, str]
    summary: Summary
    description: Words
    stage: Literal["in development", "testing", "in operation"] | None = None
    """Only where a document tells it."""
    trl: Annotated[int, Field(ge=1, le=9)] | None = None
    """ISO 16290; only where a document tells it."""
    partnership: tuple[
        Literal[
            "experience", "events", "technology-transfer", "talent-exchange",
            "joint-project", "joint-research", "joint-standards", "trade",
        ],
        ...,
    ] = ()  # fmt: skip
    """What kind of cooperation the document speaks of."""
    partners: tuple[Slug, ...] = ()
    """Members it names as the other side."""
    sdg: Annotated[tuple[Target, ...], Field(min_length=1)]
    fields: Annotated[tuple[Slug, ...], Field(min_length=1)]
    regions: tuple[str, ...] = ()
    """Groups, or countries (ISO 3166-1 alpha-2), that it is meant for."""
    bricks: tuple[str, ...] = ()
    since: int | None = None
    quotes: Quotes

    @model_validator(mode="after")
    def _titled(self) -> Self:
        _both(self.title)
        if self.original_language not in self.title:
            raise ValueError(f"no title in {self.original_language}, its original language")
        return self
