"""Conditions for coming back, as data: days that have passed, ends of symptoms, therapy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from citybricks.methods.exclusion.vocabulary import Row, facts


class Condition(Row):
    """One condition for coming back, on a day that is written down about the illness.

    Parameters
    ----------
    after, days, stages
        So many whole days have passed after the fact, whose own day is day 0. `stages` has the
        days of school stages that differ.
    until
        Until the fact: the pupil may come back on that very day.
    course
        So many `days` of therapy are over; its first day is day 1.
    """

    after: str | None = None
    until: str | None = None
    course: str | None = None
    days: Annotated[int, Field(ge=0, le=60)] = 0
    stages: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_one_fact(self) -> Self:
        if sum(name is not None for name in (self.after, self.until, self.course)) != 1:
            raise ValueError("a condition names one of after, until and course")
        if self.fact not in facts():
            raise ValueError(f"unknown fact {self.fact!r}; known are {', '.join(facts())}")
        return self

    @property
    def fact(self) -> str:
        """The day that the condition counts from."""
        return self.after or self.until or self.course or ""


class Rule(Row):
    """Conditions that belong together; exactly one of the three is given.

    Parameters
    ----------
    all
        All must be met.
    any
        It is enough that one is met.
    first
        The first of which the facts are known is the one that counts.
    """

    all: list[Rule | Condition] = Field(default_factory=list)
    any: list[Rule | Condition] = Field(default_factory=list)
    first: list[Rule | Condition] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        if sum(map(bool, (self.all, self.any, self.first))) != 1:
            raise ValueError("a rule has conditions in one of all, any and first")
        return self

    def conditions(self) -> Iterator[Condition]:
        """Yield all conditions, also of rules inside."""
        for part in [*self.all, *self.any, *self.first]:
            if isinstance(part, Rule):
                yield from part.conditions()
            else:
                yield part
