"""Rows that are given and found: cases, classes, days of return, clauses, support."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from citybricks.types import Day, People, Percent, Row, Unit

Name = Annotated[str, MinLen(1)]
Stage = Literal["kindergarten", "primary", "middle", "high"]
Status = Literal["ill", "suspected", "household"]
Answer = Literal["yes", "no"]
Probability = Annotated[float, Ge(0), Le(1), Unit("1")]


class Case(Row):
    """A pupil who is ill, or may be."""

    case: Name
    """Number of the pupil; not the name."""
    diagnosis: Name
    """Code of the disease in the law table, or of ICD-10."""
    school_class: str = ""
    """Class of the pupil, as in the classes."""
    stage: Stage = "primary"
    """School stage; some rules differ for young children."""
    status: Status = "ill"
    """Whether the pupil is ill, may be, or lives with somebody who is."""
    onset: Day | None = None
    """First day of illness."""
    sampled: Day | None = None
    """Day on which the positive sample was taken."""
    fever_end: Day | None = None
    """Day on which the temperature became normal and stayed so without medicine."""
    fever_again: Day | None = None
    """Day on which fever came back."""
    relief: Day | None = None
    """Day on which the symptoms eased."""
    symptoms_gone: Day | None = None
    """Day on which the main symptoms were over."""
    swelling: Day | None = None
    """Day on which a gland below the ear or the jaw began to swell."""
    well: Day | None = None
    """First day of good general condition."""
    rash: Day | None = None
    """Day on which the rash appeared."""
    rash_gone: Day | None = None
    """First day without rash."""
    crusted: Day | None = None
    """First day with all blisters crusted."""
    cough_gone: Day | None = None
    """First day without the cough that is specific to pertussis."""
    therapy: Day | None = None
    """First day of proper therapy."""
    jaundice: Day | None = None
    """First day of jaundice."""
    cleared: Day | None = None
    """Day on which a doctor found no risk of infecting others."""
    cured: Day | None = None
    """Day on which a doctor found the pupil cured."""
    fever: Answer = "yes"
    """Whether there has been fever at all."""
    symptoms: Answer = "yes"
    """Whether there have been symptoms at all."""


class ClassToday(Row):
    """A class, and who of it is ill without being a case of the table."""

    school_class: Name
    """Name of the class, as in the cases."""
    enrolled: Annotated[int, Ge(1), Le(1_000), Unit("{person}")]
    """Pupils of the class."""
    ill: Annotated[int, Ge(0), Le(1_000), Unit("{person}")] = 0
    """Pupils who are absent and ill and are not among the cases."""
    chance: Probability | None = None
    """Probability that as many are absent by chance, as an outbreak detector gives it."""


class Returned(Row):
    """When a pupil may come back, or what is missing to say it."""

    case: str
    """Number of the pupil."""
    school_class: str
    """Class of the pupil."""
    disease: str
    """Code of the disease in the law table."""
    excluded: bool
    """Whether the table keeps the pupil away at all."""
    since: Day | None = None
    """First day that is known of the illness."""
    first_day_back: Day | None = None
    """First calendar day on which the pupil may come; empty when it cannot be said."""
    not_before: Day | None = None
    """Earliest day that what is known allows, while something is missing."""
    missing: str
    """Columns of the cases that have to be filled in."""
    one_is_enough: bool
    """Whether one of the missing columns is enough."""
    needs_doctor: bool
    """Whether a doctor has to say it."""
    article: str
    """The clause of the law or guidance."""


class Clause(Row):
    """A rule of the table that was used, in three languages, and where it is written."""

    disease: str
    """Code of the disease in the law table."""
    disease_class: str
    """Code of its class in the law."""
    name_en: str
    """Its name in English."""
    name_zh: str
    """Its name in Chinese."""
    name_ja: str
    """Its name in Japanese."""
    rule_en: str
    """The rule in English."""
    rule_zh: str
    """The rule in Chinese."""
    rule_ja: str
    """The rule in Japanese."""
    title: str
    """The act, ordinance or guidance, in its own language."""
    article: str
    """The clause."""
    text: str
    """The clause's own words; empty where they are not quoted."""
    url: str
    """Where it is published."""
    checked: str
    """With what these words were compared, or that they were not."""


class Away(Row):
    """Pupils who are kept away on a day."""

    day: Day
    """The day."""
    away: People
    """Those whose day of return is later, or is not known yet."""
    open_ended: People
    """Those of them whose day of return is not known yet."""


class Support(Row):
    """What speaks for closing a class."""

    school_class: str
    """The class."""
    enrolled: People
    """Its pupils."""
    ill: People
    """Pupils who are absent and ill and not excluded."""
    excluded: People
    """Pupils who are excluded on the day."""
    share: Percent
    """Ill and excluded pupils, of the enrolled."""
    reached: bool
    """Whether the share is as great as the city's own mark."""
    chance: Probability | None = None
    """Probability that as many are absent by chance; empty when it was not given."""
    advice_en: str
    """All of it in English."""
    advice_zh: str
    """All of it in Chinese."""
    advice_ja: str
    """All of it in Japanese."""
