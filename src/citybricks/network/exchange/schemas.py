"""What programs send and get about offers, needs, interest and matches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from citybricks.network.content.text import Tag, Text
from citybricks.network.exchange.models import Interest, Listing, Match
from citybricks.network.exchange.vocabulary import (
    Answer,
    Budget,
    Partnership,
    Rights,
    Side,
    State,
    Type,
)


class Strict(Schema):
    """What is sent names nothing that is not known."""

    model_config = ConfigDict(extra="forbid")


class ListingOut(Schema):
    """An offer or a need."""

    ulid: str
    side: Side
    type: Type
    state: State
    member: str
    """Short name of the member."""
    title: Text
    summary: Text
    description: Text
    advantages: Text
    trl: int | None
    """Technology readiness level, ISO 16290."""
    rights: Rights | Literal[""]
    partnerships: list[str]
    regions: list[str]
    """ISO 3166-1 alpha-2 and UN M49; empty: everywhere."""
    languages: list[str]
    fields: list[str]
    sdg: list[str]
    bricks: list[str]
    occupations: list[str]
    """URIs of ESCO."""
    budget: str
    evidence: list[str]
    expires: date
    outcome: Text
    quotes: list[dict[str, Any]]
    reported: bool
    demonstration: bool
    published: datetime | None
    changed: datetime

    @classmethod
    def of(cls, listing: Listing) -> ListingOut:
        """Return a listing as programs get it."""
        names = set(cls.model_fields) - {"member"}
        said = {name: getattr(listing, name) for name in names}
        return cls.model_validate(said | {"member": listing.member.slug})


class ListingIn(Strict):
    """What an offer or a need is written with; checked as the page's form is."""

    side: Side
    member: str
    """Short name of the member."""
    type: Type = Type.TECHNOLOGY
    language: str = "en"
    """BCP 47 tag of the language the texts are written in."""
    title: str = ""
    summary: str = ""
    description: str = ""
    advantages: str = ""
    translations: dict[Tag, dict[str, str]] = Field(default_factory=dict)
    """By language, texts by name: ``{"zh-Hans": {"title": "…"}}``."""
    trl: int | None = None
    rights: Rights | Literal[""] = ""
    partnerships: list[Partnership] = Field(default_factory=list)
    regions: list[str] = Field(default_factory=list)
    languages: list[str] = Field(default_factory=list)
    fields_: list[str] = Field(default_factory=list, alias="fields")
    sdg: list[str] = Field(default_factory=list)
    bricks: list[str] = Field(default_factory=list)
    occupations: list[str] = Field(default_factory=list)
    budget: Budget | Literal[""] = ""
    evidence: list[str] = Field(default_factory=list)
    expires: date | None = None


class ListingPatch(Strict):
    """What changes in an offer or a need; what is left out stays."""

    type: Type | None = None
    language: str | None = None
    title: str | None = None
    summary: str | None = None
    description: str | None = None
    advantages: str | None = None
    trl: int | None = None
    rights: Rights | Literal[""] | None = None
    partnerships: list[Partnership] | None = None
    regions: list[str] | None = None
    languages: list[str] | None = None
    fields_: Annotated[list[str] | None, Field(alias="fields")] = None
    sdg: list[str] | None = None
    bricks: list[str] | None = None
    occupations: list[str] | None = None
    budget: Budget | Literal[""] | None = None
    evidence: list[str] | None = None
    expires: date | None = None


class ListingPage(Schema):
    """Some of the listings that fit, and how many fit."""

    total: int
    limit: int
    offset: int
    items: list[ListingOut]


class ListingAsked(Schema):
    """What to narrow listings down to."""

    q: Annotated[str, Field(max_length=100)] = ""
    """Words in any language."""
    side: Side | Literal[""] = ""
    type: Type | Literal[""] = ""
    field: str = ""
    goal: str = ""
    country: str = ""
    language: str = ""
    trl: str = ""
    sort: Literal["newest", "expiring"] = "newest"
    mine: bool = False
    """Those of the members the caller acts for, drafts included, and nothing else."""
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0)] = 0


class TextsIn(Strict):
    """Translations of a listing's texts; an empty one is taken away, one left out stays."""

    title: str | None = None
    summary: str | None = None
    description: str | None = None
    advantages: str | None = None


class MoveIn(Strict):
    """How a listing is moved on."""

    action: Literal["submit", "approve", "return", "withdraw", "start", "close", "archive", "renew"]
    reason: str = ""
    """Why it is sent back."""
    outcome: str = ""
    """What came of it, when it is closed."""
    language: Tag = "en"
    expires: date | None = None
    """Until when it is renewed; by default for a year."""


class MatchOut(Schema):
    """Something that fits a listing, or was left out, and why."""

    other: str
    """``offer:<ulid>``, ``need:<ulid>`` or ``brick:<id>``."""
    fits: bool
    rank: int
    score: float
    components: dict[str, float]
    reasons: list[dict[str, Any]]
    first_seen: datetime

    @classmethod
    def of(cls, match: Match) -> MatchOut:
        """Return a match as programs get it."""
        return cls.model_validate({name: getattr(match, name) for name in cls.model_fields})


class FeedbackIn(Strict):
    """Whether a match is useful."""

    other: str
    verdict: Literal["useful", "useless"]


class InterestIn(Strict):
    """Interest of a member in a listing of another."""

    member: str
    """Short name of the member that is interested."""
    message: str
    language: str = "en"
    confidential: bool = False
    """Whether a non-disclosure agreement is asked for."""


class AnswerIn(Strict):
    """What is done about an expression of interest."""

    action: Literal["accept", "decline", "withdraw"]
    answer: str = ""
    language: Tag = "en"


class InterestOut(Schema):
    """An expression of interest."""

    ulid: str
    listing: str
    member: str
    """Short name of the member that is interested."""
    state: Answer
    message: Text
    confidential: bool
    answer_by: date
    answer: Text
    sent: datetime
    answered: datetime | None

    @classmethod
    def of(cls, interest: Interest) -> InterestOut:
        """Return an expression of interest as programs get it."""
        names = set(cls.model_fields) - {"listing", "member"}
        said = {name: getattr(interest, name) for name in names}
        who = {"listing": interest.listing_id, "member": interest.member.slug}
        return cls.model_validate(said | who)
