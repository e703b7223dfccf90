"""When a pupil may come back, from the days of the illness and the law of the country.

Days are counted as the Japanese ordinance counts them, and tables that give hours are read in
whole days, because the clock is not written down: the day of an event is day 0, "until n days
have passed after" it ends with day n, and the pupil may come back on day n + 1.

References
----------
.. [1] Enforcement Ordinance of the School Health and Safety Act of Japan, article 19.
.. [2] MEXT, notice of 28 April 2023 on the amendment of that ordinance: the days after the first
   day of illness, and after relief, are counted from the next day on.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

from citybricks.methods.exclusion.law import Citation, Exclusion, Law
from citybricks.methods.exclusion.rule import Condition, Rule
from citybricks.methods.exclusion.sentences import answer as answer_said
from citybricks.methods.exclusion.sentences import joined, say
from citybricks.methods.exclusion.vocabulary import Names, facts

ILL = "ill"
"""The status of a pupil who has the disease."""
FIRST, LAST = date(1800, 1, 1), date(2199, 12, 31)
"""Days that an illness may be in."""


class CourseError(ValueError):
    """What is written down about an illness cannot be.

    Parameters
    ----------
    field
        Which part of the course.
    value
        What it is.
    allowed
        What is allowed, in English, Chinese and Japanese.
    """

    def __init__(self, field: str, value: object, allowed: Names) -> None:
        self.field, self.value, self.allowed = field, value, allowed
        super().__init__(f"{field} is {value}: {allowed['en']}")


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is known of a pupil's illness; every day is None as long as it is not known.

    Parameters
    ----------
    disease
        Code of the law table, or of ICD-10.
    onset, sampled, fever_end, fever_again, relief, symptoms_gone, swelling, well, rash
        Days that `facts.toml` explains.
    rash_gone, crusted, cough_gone, therapy, jaundice, cleared, cured
        More of them.
    stage
        School stage, as in `Law.stages`.
    status
        "ill", or a status of the law table: "suspected", "household".
    fever, symptoms
        Whether there has been any at all.
    """

    disease: str
    onset: date | None = None
    sampled: date | None = None
    fever_end: date | None = None
    fever_again: date | None = None
    relief: date | None = None
    symptoms_gone: date | None = None
    swelling: date | None = None
    well: date | None = None
    rash: date | None = None
    rash_gone: date | None = None
    crusted: date | None = None
    cough_gone: date | None = None
    therapy: date | None = None
    jaundice: date | None = None
    cleared: date | None = None
    cured: date | None = None
    stage: str = "primary"
    status: str = ILL
    fever: bool = True
    symptoms: bool = True

    def days(self) -> dict[str, date]:
        """Return the days that are known and still hold, by fact."""
        given = {name: getattr(self, name) for name in DAYS}
        known = {name: day for name, day in given.items() if day is not None}
        for name, fact in facts().items():
            if fact.reopens in known and name in known and known[fact.reopens] <= known[name]:
                del known[fact.reopens]
        return known


DAYS = tuple(field.name for field in fields(Course) if field.type == "date | None")
"""Names of the days of a course."""


@dataclass(frozen=True)
class Return:
    """When a pupil may come back, or what is missing to say it.

    Parameters
    ----------
    excluded
        Whether the table keeps the pupil away at all.
    first_day_back
        First calendar day on which the pupil may come; None when it cannot be said.
    not_before
        Earliest day that what is known allows, while something is missing.
    missing
        Facts that are needed; of `any_of` them one is enough.
    any_of
        Whether one of the missing facts is enough.
    needs_doctor
        Whether a doctor has to say it.
    rule, text
        The rule and the answer in English, Chinese and Japanese.
    citation
        The clause that the rule is read from.
    disease, version
        Code of the disease, and name of the law table's version.
    """

    excluded: bool
    first_day_back: date | None
    not_before: date | None
    missing: list[str]
    any_of: bool
    needs_doctor: bool
    rule: Names
    text: Names
    citation: Citation
    disease: str
    version: str


@dataclass(frozen=True)
class _Answer:
    """What a rule comes to: a day, or the facts it misses and the day it cannot be before."""

    day: date | None
    least: date | None
    missing: tuple[str, ...] = ()
    any_of: bool = False


def return_date(course: Course, law: Law) -> Return:
    """Return when a pupil may come back by the law of a country.

    Raises
    ------
    UnknownDiseaseError
        When the law table does not know the disease.
    CourseError
        When a day is before the first day of illness or of no possible year, or a stage or status
        is unknown.
    """
    disease = law.find(course.disease)
    _check(course, law)
    exclusion = _exclusion(course, law, disease)
    rule = exclusion.rule
    if not course.symptoms and course.status == ILL:
        rule = exclusion.asymptomatic or rule
    if rule is None:
        return _told(law, disease, exclusion, _Answer(None, None), excluded=False)
    answer = _answer(rule, course, course.days())
    if law.classes[law.diseases[disease].class_].cleared:
        answer = _cleared(answer, course.cleared)
    return _told(law, disease, exclusion, answer, excluded=True)


def _check(course: Course, law: Law) -> None:
    if course.stage not in law.stages:
        raise CourseError("stage", course.stage, say("one-of", values=", ".join(law.stages)))
    if course.status != ILL and course.status not in law.statuses:
        raise CourseError(
            "status", course.status, say("one-of", values=", ".join([ILL, *law.statuses]))
        )
    for name in DAYS:
        day = getattr(course, name)
        if day and not FIRST <= day <= LAST:
            raise CourseError(name, day, say("between", first=FIRST, last=LAST))
        if course.onset and day and day < course.onset:
            raise CourseError(name, day, say("not-before-onset", onset=course.onset))


def _exclusion(course: Course, law: Law, disease: str) -> Exclusion:
    """Return the rule for the pupil's status; who is not ill has one only for some classes."""
    if course.status == ILL:
        return law.exclusion_of(disease)
    status = law.statuses[course.status]
    if law.diseases[disease].class_ in status.classes:
        return status.exclusion
    return status.exclusion.model_copy(update={"rule": None})


def _answer(part: Rule | Condition, course: Course, days: dict[str, date]) -> _Answer:
    if isinstance(part, Condition):
        return _of_condition(part, course, days)
    if part.all:
        return _all(
            [_answer(one, course, days) for one in part.all if _applies(one, course)],
        )
    answers = [_answer(one, course, days) for one in part.any or part.first]
    return _any(answers, in_order=bool(part.first))


def _applies(part: Rule | Condition, course: Course) -> bool:
    """Whether a condition can be met at all: without fever none has an end."""
    return course.fever or not (isinstance(part, Condition) and part.fact == "fever_end")


def _of_condition(one: Condition, course: Course, days: dict[str, date]) -> _Answer:
    begin = days.get(one.fact)
    if begin is None:
        return _Answer(None, None, (one.fact,))
    count = one.stages.get(course.stage, one.days)
    day = begin + timedelta(days=count + 1 if one.after else count)
    return _Answer(day, day)


def _all(answers: list[_Answer]) -> _Answer:
    """Take the latest; without any condition that applies only a doctor can say."""
    if not answers:
        return _Answer(None, None, ("cleared",))
    missing = tuple(dict.fromkeys(name for one in answers for name in one.missing))
    least = max((one.least for one in answers if one.least), default=None)
    if missing:
        return _Answer(None, least, missing, len(answers) == 1 and answers[0].any_of)
    return _Answer(least, least)


def _any(answers: list[_Answer], *, in_order: bool) -> _Answer:
    known = [one.day for one in answers if one.day]
    if known:
        day = known[0] if in_order else min(known)
        return _Answer(day, day)
    missing = tuple(dict.fromkeys(name for one in answers for name in one.missing))
    leasts = [one.least for one in answers if one.least]
    least = min(leasts) if len(leasts) == len(answers) else None
    return _Answer(None, least, missing, any_of=True)


def _cleared(answer: _Answer, cleared: date | None) -> _Answer:
    """End an exclusion on the day on which a doctor found no risk."""
    if cleared is None or (answer.day and answer.day <= cleared):
        return answer
    return _Answer(cleared, cleared)


def _told(
    law: Law, disease: str, exclusion: Exclusion, answer: _Answer, *, excluded: bool
) -> Return:
    doctor = [name for name in answer.missing if facts()[name].doctor]
    named = joined(answer.missing, "or" if answer.any_of else "and") if answer.missing else None
    return Return(
        excluded=excluded,
        first_day_back=answer.day,
        not_before=answer.least if answer.missing else None,
        missing=list(answer.missing),
        any_of=answer.any_of,
        needs_doctor=bool(doctor) and (len(doctor) == len(answer.missing) or not answer.any_of),
        rule=exclusion.sentence,
        text=answer_said(answer.day, named, answer.least),
        citation=law.citations[exclusion.citation],
        disease=disease,
        version=f"{law.country} {law.version}",
    )
