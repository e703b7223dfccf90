"""What a guardian says of a morning: values, their bounds, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.days import DAYS, Course, CourseError, Return, return_date
from citybricks.methods.exclusion.law import Law, UnknownDiseaseError
from citybricks.methods.exclusion.vocabulary import syndromes
from citybricks.services.schoolhealth.pupils.vocabulary import Attendance

LOWEST, HIGHEST, FEVER = 340, 420, 375
"""Temperatures in tenths of a degree Celsius that a child has, and from which on it is fever."""
USUAL = 365
NOT_ILL = "none"
"""The syndrome of who is absent and not ill; nobody ticks it."""


class ImplausibleError(ValueError):
    """A value that cannot be.

    Parameters
    ----------
    field
        Which one.
    rule
        What it breaks: a key of `wording.RULES`.
    value
        What it is.
    """

    def __init__(self, field: str, rule: str, value: object = "") -> None:
        self.field, self.rule, self.value = field, rule, str(value)[:40]
        super().__init__(f"{field}: {rule}")


@dataclass(frozen=True, slots=True)
class Morning:
    """What is said of a pupil on a morning.

    Parameters
    ----------
    temperature
        In tenths of a degree Celsius; None when it was not measured.
    symptoms
        Codes of syndromes.
    attendance
        One of `Attendance`.
    diagnosis
        Code of the city's law table, where a doctor made one.
    course
        Days of the illness, by fact of the law table.
    """

    temperature: int | None = USUAL
    symptoms: tuple[str, ...] = ()
    attendance: str = Attendance.COMES
    diagnosis: str = ""
    course: Mapping[str, date] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Say nothing: it may be logged."""
        return "Morning(…)"

    def syndromes(self, law: Law | None = None) -> tuple[str, ...]:
        """Return how the pupil is ill: fever from 37.5 °C on, and what was ticked."""
        found = set(self.symptoms)
        if self.temperature is not None and self.temperature >= FEVER:
            found.add("fever")
        if law is not None and self.diagnosis in law.diseases:
            found.add(law.diseases[self.diagnosis].syndrome)
        return tuple(code for code in syndromes() if code in found)


def checked(one: Morning, day: date, country: str) -> Morning:
    """Return a morning whose values can be.

    Raises
    ------
    ImplausibleError
        When a value cannot be.
    """
    if one.temperature is not None and not LOWEST <= one.temperature <= HIGHEST:
        raise ImplausibleError("temperature", "temperature", one.temperature / 10)
    unknown = [code for code in one.symptoms if code not in syndromes() or code == NOT_ILL]
    if unknown:
        raise ImplausibleError("symptoms", "symptom", unknown[0])
    if one.attendance not in Attendance.values:
        raise ImplausibleError("attendance", "attendance", one.attendance)
    if one.diagnosis and one.diagnosis not in (law.diseases if (law := law_of(country)) else {}):
        raise ImplausibleError("diagnosis", "diagnosis", one.diagnosis)
    for name, when in one.course.items():
        if name not in DAYS:
            raise ImplausibleError(name, "fact", name)
        if when > day:
            raise ImplausibleError(name, "future", when)
        if (day - when).days > 366:  # noqa: PLR2004 - a year
            raise ImplausibleError(name, "long ago", when)
    return one


def comes_back(one: Morning, stage: str, country: str) -> Return | None:
    """Return when a pupil may come back; None without diagnosis, or without law table.

    Raises
    ------
    ImplausibleError
        When a day of the illness cannot be.
    """
    law = law_of(country)
    if not one.diagnosis or law is None:
        return None
    known = stage if stage in law.stages else law.stages[0]
    days: dict[str, Any] = dict(one.course)
    course = Course(disease=one.diagnosis, stage=known, **days)
    try:
        return return_date(course, law)
    except CourseError as error:
        raise ImplausibleError(error.field, "before onset", error.value) from error
    except UnknownDiseaseError:
        return None


def law_of(country: str) -> Law | None:
    """Return the law table of a country; None when there is none."""
    try:
        return laws.load(country)
    except laws.UnknownCountryError:
        return None


def written(one: Morning) -> bytes:
    """Return a morning as bytes to be sealed."""
    said = {
        "t": one.temperature,
        "s": list(one.symptoms),
        "a": one.attendance,
        "d": one.diagnosis,
        "c": {name: day.isoformat() for name, day in one.course.items()},
    }
    text = json.dumps(said, separators=(",", ":"))
    return text.ljust(-(-len(text) // 256) * 256).encode()  # so that its length tells nothing


def read(content: bytes) -> Morning:
    """Return the morning that was written."""
    said = json.loads(content)
    course = {name: date.fromisoformat(day) for name, day in said["c"].items()}
    return Morning(said["t"], tuple(said["s"]), said["a"], said["d"], course)
