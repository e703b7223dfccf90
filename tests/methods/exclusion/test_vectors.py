"""Return dates are those that were counted by hand from the clauses in vectors.csv."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.days import Course, return_date

Vector = dict[str, str]


def vectors() -> list[Vector]:
    """Read the vectors."""
    path = Path(__file__).with_name("vectors.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def course(vector: Vector) -> Course:
    """Read the course of an illness."""
    facts: dict[str, Any] = {}
    for fact in vector["facts"].split():
        name, value = fact.split("=")
        facts[name] = value == "yes" if value in {"yes", "no"} else date.fromisoformat(value)
    return Course(
        disease=vector["disease"], stage=vector["stage"], status=vector["status"], **facts
    )


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["number"])
def test_a_pupil_comes_back_on_the_day_that_was_counted_by_hand(vector: Vector) -> None:
    answer = return_date(course(vector), laws.load(vector["country"]))
    day, least = answer.first_day_back, answer.not_before
    shown = (day.isoformat() if day else "") if answer.excluded else "kept"
    assert shown == vector["back"], vector["counted"]
    assert " ".join(answer.missing) == vector["missing"]
    assert (least.isoformat() if least else "") == vector["not_before"]
    assert answer.needs_doctor == (vector["doctor"] == "yes")
    assert answer.citation.article == vector["clause"]


def test_the_vectors_cover_the_ordinance_and_a_second_country() -> None:
    rows = vectors()
    japan = laws.load("jp")
    seen = Counter(japan.find(row["disease"]) for row in rows if row["country"] == "jp")
    second = {code for code, row in japan.diseases.items() if row.class_ == "2"}
    assert len(rows) >= 60
    assert seen["influenza"] >= 24
    assert second <= set(seen)
    assert sum(row["country"] == "gb-eng" for row in rows) >= 10
