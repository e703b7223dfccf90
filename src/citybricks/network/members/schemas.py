"""What programs send and get about members."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from citybricks.network.content.text import Tag, Text
from citybricks.network.members.domain.cells import LONGEST_NAME, LONGEST_STORY
from citybricks.network.members.models import Fact, Member

Slug = Annotated[str, Field(description="Short name, as in addresses.", examples=["macao"])]
Words = Annotated[str, Field(max_length=LONGEST_STORY)]


class Strict(Schema):
    """What is sent names nothing that is not known."""

    model_config = ConfigDict(extra="forbid")


class MemberLine(Schema):
    """A member as lists show it."""

    slug: Slug
    kind: Annotated[str, Field(description="city, organisation, institute or association")]
    state: Annotated[str, Field(description="How it stands to the network.", examples=["member"])]
    names: Annotated[dict[str, str], Field(examples=[{"en": "Macao", "zh-Hans": "澳门"}])]
    country: Annotated[str, Field(description="ISO 3166-1 alpha-2; empty: none.", examples=["MO"])]
    city: Annotated[str | None, Field(description="Short name of the city it belongs to.")]
    latitude: float | None
    longitude: float | None
    population: int | None
    population_year: int | None
    fields: Annotated[list[str], Field(description="Keys of its focus fields.")]
    groups: Annotated[list[str], Field(description="Keys of the groups it belongs to.")]
    languages: Annotated[list[str], Field(description="Languages spoken (BCP 47).")]
    demonstration: Annotated[bool, Field(description="Whether it is made up, to try things out.")]

    @classmethod
    def of(cls, member: Member) -> MemberLine:
        """Return a member as programs get it."""
        return cls.model_validate(_line(member))


class MemberOut(MemberLine):
    """A member with what it says of itself."""

    ulid: str
    geonames_id: Annotated[int | None, Field(examples=[1821274])]
    ror: Annotated[str | None, Field(examples=["01r4q9n85"])]
    lei: Annotated[str | None, Field(description="ISO 17442.")]
    subdivision: str
    time_zone: str
    population_source: str
    website: str
    story: Text
    joined: date | None
    quotes: Annotated[list[dict[str, Any]], Field(description="Published sentences it rests on.")]
    changed: datetime

    @classmethod
    def of(cls, member: Member) -> MemberOut:
        """Return a member as programs get it."""
        names = set(cls.model_fields) - set(MemberLine.model_fields)
        return cls.model_validate(_line(member) | {n: getattr(member, n) for n in names})


def _line(member: Member) -> dict[str, Any]:
    names = set(MemberLine.model_fields) - {"city"}
    said = {name: getattr(member, name) for name in names}
    return said | {"city": member.city.slug if member.city else None}


class MembersAsked(Schema):
    """Which members."""

    q: Annotated[str, Field(max_length=100, description="Part of a name in any language.")] = ""
    kind: Literal["", "city", "organisation", "institute", "association"] = ""
    state: Literal["", "member", "suspended", "listed"] = ""
    group: Annotated[str, Field(examples=["wicco"])] = ""
    country: Annotated[str, Field(examples=["MO"])] = ""
    field: Annotated[str, Field(examples=["health"])] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0)] = 0


class MemberPage(Schema):
    """Some of the members that were found."""

    total: int
    limit: int
    offset: int
    next: Annotated[str | None, Field(description="Address of what follows.")]
    prev: Annotated[str | None, Field(description="Address of what comes before.")]
    items: list[MemberLine]


class WordsIn(Strict):
    """A text, and its translations by language."""

    language: Tag
    text: Words
    translations: dict[Tag, Words] = Field(default_factory=dict)


class ProfileIn(Strict):
    """What changes in a member's profile; what is left out stays."""

    names: Annotated[
        dict[Tag, Annotated[str, Field(max_length=LONGEST_NAME)]] | None,
        Field(description="All its names, by language.", min_length=1),
    ] = None
    website: str | None = None
    fields_: Annotated[list[str] | None, Field(alias="fields")] = None
    languages: list[str] | None = None
    population: Annotated[int | None, Field(ge=1)] = None
    population_year: int | None = None
    population_source: str | None = None
    story: WordsIn | None = None
    translations: Annotated[
        dict[Tag, Words] | None,
        Field(description="Translations of the story; an empty one is taken away."),
    ] = None


class FactOut(Schema):
    """A number with its year and where it is said."""

    number: int
    label: Text
    bound: Annotated[str, Field(description="=, > or <")]
    value: float
    unit: Annotated[str, Field(description="UCUM", examples=["km2"])]
    year: int
    source: str
    source_url: str
    quote: Text
    quote_date: str

    @classmethod
    def of(cls, fact: Fact) -> FactOut:
        """Return a fact as programs get it."""
        names = set(cls.model_fields) - {"number"}
        return cls.model_validate({n: getattr(fact, n) for n in names} | {"number": fact.pk})


class FactIn(Strict):
    """A number to tell; without a source and a year it is refused."""

    label: WordsIn
    bound: Literal["=", ">", "<"] = "="
    value: Annotated[float, Field(allow_inf_nan=False, examples=[32])]
    unit: Annotated[str, Field(max_length=40, description="UCUM", examples=["km2"])] = ""
    year: Annotated[int, Field(examples=[2022])]
    source: Annotated[str, Field(min_length=1, max_length=300)]
    source_url: str = ""
    quote: WordsIn | None = None
    quote_date: Annotated[
        str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$", examples=["2022-11"])
    ] = ""


class RowProblem(Schema):
    """What is wrong with a cell of a table."""

    row: int
    column: str
    value: str
    message: str
    link: Annotated[str, Field(description="Path of a record that is in the way.")]


class RowOut(Schema):
    """What a row becomes."""

    row: int
    slug: Slug
    names: dict[str, str]


class ImportOut(Schema):
    """What a table would become, or has become."""

    imported: bool
    members: list[RowOut]
    problems: list[RowProblem]
    ignored: Annotated[list[str], Field(description="Columns that nothing reads.")]
