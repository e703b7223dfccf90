"""The notice of a temporary closure as data, for a form that people fill in and sign."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from citybricks.methods.exclusion.law import Law
from citybricks.methods.exclusion.sentences import say
from citybricks.methods.exclusion.vocabulary import Names, Row


class Counts(Row):
    """Numbers of the class, grade or school that closes."""

    enrolled: int = Field(ge=1)
    ill: int = Field(ge=0)
    excluded: int = Field(ge=0)
    share: float = Field(ge=0, le=100)


class Opinion(Row):
    """What the school doctor said; empty until it is written down."""

    doctor: str = ""
    day: date | None = None
    text: str = ""


class Notice(Row):
    """A temporary closure: a draft until a person has decided and signed.

    Parameters
    ----------
    scope, name
        What closes, and its name.
    first_day, last_day
        First and last day of the closure.
    reason
        Code of the disease or syndrome, with its names.
    law, version, title, article
        Under which clause.
    by
        Who decides.
    opinion, decided_by, decided_on
        Filled in by people.
    heading
        What to print above it.
    """

    kind: Literal["temporary-closure"] = "temporary-closure"
    scope: Literal["class", "grade", "school"]
    school: str
    name: str
    first_day: date
    last_day: date
    school_days: int = Field(ge=0)
    reason: str
    reason_names: Names
    counts: Counts
    country: str
    version: str
    title: str
    article: str
    by: Names
    heading: Names
    opinion: Opinion = Opinion()
    decided_by: str = ""
    decided_on: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError(f"last_day {self.last_day} is before first_day {self.first_day}")
        return self

    @property
    def draft(self) -> bool:
        """Whether nobody has decided yet."""
        return not (self.decided_by and self.decided_on)


def draft(
    law: Law,
    scope: Literal["class", "grade", "school"],
    *,
    school: str,
    name: str,
    days: tuple[date, date, int],
    reason: tuple[str, Names],
    counts: Counts,
) -> Notice:
    """Draft the notice of a closure.

    Parameters
    ----------
    law
        The country's rules.
    scope, school, name
        What closes, in which school, and its name.
    days
        First and last day, and how many of them are school days.
    reason
        Code of the disease or syndrome, and its names.
    counts
        How many are ill.
    """
    clause = law.citations[law.closure.citation]
    return Notice(
        scope=scope,
        school=school,
        name=name,
        first_day=days[0],
        last_day=days[1],
        school_days=days[2],
        reason=reason[0],
        reason_names=reason[1],
        counts=counts,
        country=law.country,
        version=law.version,
        title=clause.title,
        article=clause.article,
        by=law.closure.by,
        heading=say(f"notice-{scope}", name=name, first=days[0], last=days[1]),
    )
