"""One country's rules on school and infection: diseases, conditions for coming back, powers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from citybricks.methods.exclusion.vocabulary import Names, Row, facts, syndromes


class UnknownDiseaseError(LookupError):
    """A law table knows no disease of a code.

    Parameters
    ----------
    law
        Country of the table.
    code
        What was asked for.
    """

    def __init__(self, law: str, code: str) -> None:
        self.law, self.code = law, code
        super().__init__(f"the law table {law!r} knows no disease {code!r}")


class Citation(Row):
    """A clause that a rule is read from.

    Parameters
    ----------
    title
        Name of the act, ordinance or guidance.
    article
        Which clause of it.
    url
        Where it is published.
    text
        The clause's own words, in its own language.
    checked
        Whether and how these words were compared with a publication.
    """

    title: str
    article: str
    url: str
    text: str = ""
    checked: str = ""


class Fact(Row):
    """A day of a course of illness that rules ask for."""

    names: Names
    meaning: Names
    doctor: bool = False


class Condition(Row):
    """One condition for coming back; exactly one of `after`, `until`, `course` names a fact.

    Parameters
    ----------
    after, days, stages
        That many whole days have passed after the fact; the fact's own day is day 0. `stages`
        are the days of school stages that differ.
    until
        Until the fact: the pupil may come back on that very day.
    course
        So many `days` of therapy are over; the first day of the therapy is day 1.
    """

    after: str | None = None
    until: str | None = None
    course: str | None = None
    days: Annotated[int, Field(ge=0, le=60)] = 0
    stages: dict[str, int] = {}

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
    """Conditions of which all, or any, must be met."""

    all: list[Rule | Condition] = []
    any: list[Rule | Condition] = []

    @model_validator(mode="after")
    def _is_all_or_any(self) -> Self:
        if bool(self.all) == bool(self.any):
            raise ValueError("a rule has conditions either in all or in any")
        return self


class Disease(Row):
    """A disease, and when a pupil who had it may come back.

    Parameters
    ----------
    class_
        Code of its class in the law.
    icd10
        Codes of ICD-10 that fall under it, with all that begin with them.
    syndrome
        What it is seen as before it is diagnosed.
    rule
        When the pupil may come back; None: the law keeps nobody away for it.
    asymptomatic
        The same for pupils who are infected and not ill, where it differs.
    sentence
        The rule in words.
    citation
        Name of the clause in `Law.citations`.
    """

    class_: Annotated[str, Field(alias="class")]
    icd10: list[str]
    syndrome: str
    names: Names
    rule: Rule | None = None
    asymptomatic: Rule | None = None
    sentence: Names
    citation: str
    note: Names | None = None


class DiseaseClass(Row):
    """A class of diseases in the law.

    Parameters
    ----------
    cleared
        Whether a doctor who finds no risk of infecting others ends the exclusion earlier.
    """

    names: Names
    cleared: bool = False
    citation: str


class Power(Row):
    """Who decides what on whose opinion."""

    by: Names
    sentence: Names
    citation: str


class Closure(Power):
    """Who may close a class or a school.

    Parameters
    ----------
    statutory_share
        Part of a class in percent from which the law demands it; None: the law names none.
    """

    statutory_share: float | None = None


class Law(Row):
    """One country's rules on school and infection.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code, or 3166-2 of a part, in small letters.
    version
        Name of this table; it changes with every change of a rule.
    effective
        From which day on these rules are in force.
    binding
        "law" or "guidance".
    stages
        School stages that rules tell apart.
    """

    country: str
    version: str
    effective: date
    binding: Literal["law", "guidance"]
    names: Names
    stages: list[str]
    citations: dict[str, Citation]
    classes: dict[str, DiseaseClass]
    exclusion: Power
    closure: Closure
    diseases: dict[str, Disease]

    @model_validator(mode="after")
    def _refers_to_what_it_has(self) -> Self:
        cited = {self.exclusion.citation, self.closure.citation}
        cited |= {row.citation for row in self.classes.values()}
        cited |= {row.citation for row in self.diseases.values()}
        lost = cited - set(self.citations)
        lost |= {row.class_ for row in self.diseases.values()} - set(self.classes)
        lost |= {row.syndrome for row in self.diseases.values()} - set(syndromes())
        if lost:
            raise ValueError(f"refers to what is not in the table: {', '.join(sorted(lost))}")
        return self

    def find(self, code: str) -> str:
        """Return the code of a disease from its own code or one of ICD-10.

        Raises
        ------
        UnknownDiseaseError
            When neither is in the table.
        """
        if code in self.diseases:
            return code
        given = code.strip().upper()
        known = [
            (len(icd), name)
            for name, row in self.diseases.items()
            for icd in row.icd10
            if given.startswith(icd)
        ]
        if not known:
            raise UnknownDiseaseError(self.country, code)
        return max(known)[1]

    def cited(self, row: Power | Disease | DiseaseClass) -> Citation:
        """Return the clause that a row is read from."""
        return self.citations[row.citation]
