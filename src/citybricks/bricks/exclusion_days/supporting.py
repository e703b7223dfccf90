"""What speaks for closing the classes of the cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from citybricks import BrickError
from citybricks.bricks.exclusion_days.counting import Counted
from citybricks.methods.exclusion.closing import Advice, ClassError, advise
from citybricks.methods.exclusion.law import Law

_GAPS = {"en": " ", "zh-Hans": "", "ja": ""}


def support(
    classes: Sequence[dict[str, Any]],
    counted: Sequence[Counted],
    law: Law,
    mark: float,
    day: date | None,
) -> list[dict[str, Any]]:
    """Return what speaks for closing each class on a day.

    Raises
    ------
    BrickError
        When a class is there twice or missing, or more pupils are ill than enrolled.
    """
    if not classes:
        return []
    _check(classes, counted)
    return [_row(row, number, counted, law, mark, day) for number, row in enumerate(classes)]


def _check(classes: Sequence[dict[str, Any]], counted: Sequence[Counted]) -> None:
    names: set[str] = set()
    for number, row in enumerate(classes):
        if row["school_class"] in names:
            raise BrickError(
                f"classes.{number}.school_class",
                "{name} is there twice; each class has one row",
                name=row["school_class"],
            )
        names.add(row["school_class"])
    for one in counted:
        name = one.row["school_class"]
        if name and name not in names:
            raise BrickError(
                f"cases.{one.number}.school_class",
                "{name} is not among the classes",
                name=name,
            )


def _row(
    row: dict[str, Any],
    number: int,
    counted: Sequence[Counted],
    law: Law,
    mark: float,
    day: date | None,
) -> dict[str, Any]:
    name = row["school_class"]
    excluded = sum(
        one.row["school_class"] == name and day is not None and one.away(day) for one in counted
    )
    ill, enrolled, chance = int(row.get("ill", 0)), int(row["enrolled"]), row.get("chance")
    try:
        advice = advise(enrolled, ill, excluded, mark, law, p=chance)
    except ClassError:
        raise BrickError(
            f"classes.{number}.enrolled",
            "is {enrolled}, but {sick} pupils of the class are ill or excluded on {day}",
            enrolled=enrolled,
            sick=ill + excluded,
            day=str(day),
        ) from None
    return {
        "school_class": name,
        "enrolled": enrolled,
        "ill": ill,
        "excluded": excluded,
        "share": advice.share,
        "reached": advice.reached,
        "chance": chance,
        **{f"advice_{short}": _said(advice, full) for short, full in _SHORT.items()},
    }


_SHORT = {"en": "en", "zh": "zh-Hans", "ja": "ja"}


def _said(advice: Advice, language: str) -> str:
    return _GAPS[language].join(sentence[language] for sentence in advice.sentences)
