"""One country's rules on school and infection: clauses, classes, diseases, powers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from citybricks.methods.exclusion.rule import Condition, Rule
from citybricks.methods.exclusion.vocabulary import Names, Row, syndromes


class UnknownDiseaseError(LookupError):
    """A law table knows no disease of a code.

    Parameters
    ----------
    country
        Country of the table.
    code
        What was asked for.
    """

    def __init__(self, country: str, code: str) -> None:
        self.country, self.code = country, code
        super().__init__(f"the law table {country!r} knows no disease {code!r}")


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
        With what these words were compared, or that they were not.
    """

    title: str
    article: str
    url: str
    text: str = ""
    checked: str


class Exclusion(Row):
    """How long a pupil stays away.

    Parameters
    ----------
    rule
        When the pupil may come back; None: nobody is kept away.
    asymptomatic
        The same for who is infected and not ill, where it differs.
    sentence
        The rule in words.
    citation
        Name of the clause in `Law.citations`.
    """

    rule: Rule | None = None
    asymptomatic: Rule | None = None
    sentence: Names
    citation: str


class DiseaseClass(Row):
    """A class of diseases in the law.

    Parameters
    ----------
    citation
        The clause that lists its diseases.
    exclusion
        What holds for its diseases that have no rule of their own.
    cleared
        Whether a doctor who finds no risk of infecting others ends an exclusion earlier.
    """

    names: Names
    citation: str
    exclusion: Exclusion | None = None
    cleared: bool = False


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
    exclusion
        Its own rule; None: that of its class.
    note
        What the law's explanations add.
    """

    class_: Annotated[str, Field(alias="class")]
    icd10: list[str]
    syndrome: str
    names: Names
    exclusion: Exclusion | None = None
    note: Names | None = None


class Status(Row):
    """Who is not known to be ill and may be kept away all the same.

    Parameters
    ----------
    classes
        Classes of diseases for which they may.
    """

    names: Names
    classes: list[str]
    exclusion: Exclusion


class Power(Row):
    """Who decides what; `article` is the clause as each language calls it."""

    by: Names
    article: Names
    sentence: Names
    citation: str


class Closure(Power):
    """Who may close a class or a school.

    Parameters
    ----------
    hears
        Whose opinion is heard before.
    statutory_share
        Part of a class that is ill, in percent, from which the law demands it; None: the law
        names none.
    """

    hears: Names
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
        Whether it is law or guidance.
    language
        BCP 47 tag of the clauses' own words.
    stages
        School stages, as rules may tell them apart.
    statuses
        Who besides the ill is kept away: suspected, household, ...
    """

    country: str
    version: str
    effective: date
    binding: Literal["law", "guidance"]
    language: str
    names: Names
    stages: list[str]
    citations: dict[str, Citation]
    classes: dict[str, DiseaseClass]
    exclusion: Power
    closure: Closure
    diseases: dict[str, Disease]
    statuses: dict[str, Status] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _refers_to_what_it_has(self) -> Self:
        lost = {name for name in self._cited() if name not in self.citations}
        lost |= {row.class_ for row in self.diseases.values()} - set(self.classes)
        lost |= {row.syndrome for row in self.diseases.values()} - set(syndromes())
        lost |= {stage for row in self._conditions() for stage in row.stages} - set(self.stages)
        if lost:
            raise ValueError(f"refers to what is not in the table: {', '.join(sorted(lost))}")
        return self

    @model_validator(mode="after")
    def _has_a_rule_for_each_disease(self) -> Self:
        for code, row in self.diseases.items():
            if not (row.exclusion or self.classes[row.class_].exclusion):
                raise ValueError(f"no rule for {code}, neither its own nor of its class")
        return self

    def _exclusions(self) -> Iterator[Exclusion]:
        yield from (row.exclusion for row in self.diseases.values() if row.exclusion)
        yield from (row.exclusion for row in self.classes.values() if row.exclusion)
        yield from (row.exclusion for row in self.statuses.values())

    def _conditions(self) -> Iterator[Condition]:
        for exclusion in self._exclusions():
            for rule in (exclusion.rule, exclusion.asymptomatic):
                if rule:
                    yield from rule.conditions()

    def _cited(self) -> Iterator[str]:
        yield from (self.exclusion.citation, self.closure.citation)
        yield from (row.citation for row in self.classes.values())
        yield from (row.citation for row in self._exclusions())

    def find(self, code: str) -> str:
        """Return the code of a disease from its own code or one of ICD-10.

        Raises
        ------
        UnknownDiseaseError
            When neither is in the table.
        """
        given = code.strip()
        if given.lower() in self.diseases:
            return given.lower()
        known = [
            (len(icd), name)
            for name, row in self.diseases.items()
            for icd in row.icd10
            if given.upper().startswith(icd)
        ]
        if not known:
            raise UnknownDiseaseError(self.country, code)
        return max(known)[1]

    def exclusion_of(self, disease: str) -> Exclusion:
        """Return the rule of a disease: its own, or that of its class."""
        row = self.diseases[disease]
        own = row.exclusion or self.classes[row.class_].exclusion
        if own is None:  # the table is refused without
            raise UnknownDiseaseError(self.country, disease)
        return own
