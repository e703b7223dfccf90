"""Cases of a table counted one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from citybricks import BrickError
from citybricks.methods.exclusion.days import DAYS, Course, CourseError, Return, return_date
from citybricks.methods.exclusion.law import Law, UnknownDiseaseError

LONGEST = 400
"""Days that the cases of one table may lie apart."""
_REASONS = {
    "early": "must not be before the first day of illness, {onset}, but is {value}",
    "year": "must be a day of the years 1800 to 2199, not {value}",
    "stage": "must be a stage of the law table, not {value}",
    "status": "must be a status of the law table, not {value}",
}


@dataclass(frozen=True)
class Counted:
    """A case, and when the pupil may come back."""

    row: dict[str, Any]
    course: Course
    answer: Return
    since: date | None
    number: int

    def away(self, day: date) -> bool:
        """Whether the pupil is kept away on a day."""
        if not self.answer.excluded or self.since is None or day < self.since:
            return False
        back = self.answer.first_day_back
        return back is None or day < back


def count(row: dict[str, Any], number: int, law: Law) -> Counted:
    """Count the days of a case.

    Raises
    ------
    BrickError
        When the diagnosis is unknown or a day cannot be.
    """
    course = _course(row)
    try:
        answer = return_date(course, law)
    except UnknownDiseaseError as error:
        raise BrickError(
            f"cases.{number}.diagnosis",
            "{value} is neither a disease of the law table nor a code of ICD-10 in it; it has:"
            " {known}",
            value=error.code,
            known=", ".join(law.diseases),
        ) from None
    except CourseError as error:
        raise _refused(error, course, number) from None
    since = min(course.days().values(), default=None)
    shown = {
        "case": course_name(row),
        "school_class": row.get("school_class", ""),
        "disease": answer.disease,
        "excluded": answer.excluded,
        "since": since,
        "first_day_back": answer.first_day_back,
        "not_before": answer.not_before,
        "missing": ", ".join(answer.missing),
        "one_is_enough": answer.any_of,
        "needs_doctor": answer.needs_doctor,
        "article": answer.citation.article,
    }
    return Counted(shown, course, answer, since, number)


def course_name(row: dict[str, Any]) -> str:
    """Return the number of the pupil."""
    return str(row["case"])


def _course(row: dict[str, Any]) -> Course:
    given: dict[str, Any] = {name: _day(row[name]) for name in DAYS if name in row}
    given |= {name: row[name] == "yes" for name in ("fever", "symptoms") if name in row}
    given |= {name: str(row[name]) for name in ("stage", "status") if name in row}
    return Course(disease=str(row["diagnosis"]), **given)


def _day(value: Any) -> date:
    if isinstance(value, np.datetime64):
        return value.astype("datetime64[D]").item()  # type: ignore[no-any-return] # a date
    return value.date() if isinstance(value, datetime) else value


def _refused(error: CourseError, course: Course, number: int) -> BrickError:
    reason = error.field if error.field in _REASONS else "year"
    if isinstance(error.value, date) and course.onset and error.value < course.onset:
        reason = "early"
    return BrickError(
        f"cases.{number}.{error.field}",
        _REASONS[reason],
        onset=str(course.onset),
        value=str(error.value),
    )


def clauses(counted: list[Counted], law: Law) -> list[dict[str, Any]]:
    """Return the rules that were used, each once."""
    used = {(one.answer.disease, one.answer.citation.article): one for one in counted}
    return [_clause(one.answer, law) for _, one in sorted(used.items())]


def _clause(answer: Return, law: Law) -> dict[str, Any]:
    disease = law.diseases[answer.disease]
    languages = {"en": "en", "zh": "zh-Hans", "ja": "ja"}
    return {
        "disease": answer.disease,
        "disease_class": disease.class_,
        **{f"name_{short}": disease.names[full] for short, full in languages.items()},
        **{f"rule_{short}": answer.rule[full] for short, full in languages.items()},
        "title": answer.citation.title,
        "article": answer.citation.article,
        "text": answer.citation.text,
        "url": answer.citation.url,
        "checked": answer.citation.checked,
    }


def day_by_day(counted: list[Counted]) -> list[dict[str, Any]]:
    """Return how many pupils are kept away on each day, from the first to the last return.

    Raises
    ------
    BrickError
        When the cases lie too far apart.
    """
    dated = [one for one in counted if one.since and one.answer.excluded]
    if not dated:
        return []
    first = min(one.since for one in dated if one.since)
    last = max(_end(one) for one in dated)
    if (last - first).days > LONGEST:
        raise BrickError(
            "cases",
            "lie {days} days apart, from {first} to {last}; at most {limit} days are counted at"
            " once",
            days=(last - first).days,
            first=str(first),
            last=str(last),
            limit=LONGEST,
        )
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [_on(day, dated) for day in days]


def _end(one: Counted) -> date:
    end = one.answer.first_day_back or one.answer.not_before or one.since
    return max(day for day in (end, one.since) if day)


def _on(day: date, dated: list[Counted]) -> dict[str, Any]:
    away = [one for one in dated if one.away(day)]
    unsure = sum(one.answer.first_day_back is None for one in away)
    return {"day": day, "away": len(away), "open_ended": unsure}
