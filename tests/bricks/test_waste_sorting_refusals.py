"""Malformed questions on sorting are refused by field and reason, in two languages."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.waste_sorting.brick import waste_sorting
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems


def known(*rows: tuple[Any, Any]) -> dict[str, Any]:
    return {"known": [{"name": name, "waste_class": to} for name, to in rows]}


def classes(*rows: tuple[Any, Any]) -> dict[str, Any]:
    return {"classes": [{"kind": kind, "waste_class": to} for kind, to in rows]}


MALFORMED: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("nothing asked", {"items": []}, "items", "has no rows", ""),
    (
        "an empty name",
        {"items": [{"name": ""}]},
        "items.0.name",
        "Chinese characters or Latin",
        "汉字或拉丁字母",
    ),
    ("a name of signs", {"items": [{"name": "???"}]}, "items.0.name", "not '???'", "'???'"),
    (
        "a name of another script",
        {"items": [{"name": "Бумага"}]},
        "items.0.name",
        "Бумага",
        "Бумага",
    ),
    (
        "a whole story",
        {"items": [{"name": "纸" * 81}]},
        "items.0.name",
        "81 characters; at most 80",
        "81个字符",
    ),
    ("a row without a name", {"items": [{"nam": "纸"}]}, "items.name", "", ""),
    ("a number for a name", {"items": [{"name": 7}]}, "items.0.name", "", ""),
    (
        "the second of two",
        {"items": [{"name": "纸"}, {"name": "，"}]},
        "items.1.name",
        "not '，'",
        "'，'",
    ),
    (
        "an unknown city",
        {"city": "atlantis"},
        "city",
        "los-angeles, shanghai, not atlantis",
        "而不是atlantis",
    ),
    ("no city", {"city": ""}, "city", "not ''", "而不是''"),
    ("a threshold over one", {"threshold": 1.5}, "threshold", "1", "1"),
    ("a threshold below zero", {"threshold": -0.1}, "threshold", "0", "0"),
    ("a threshold in words", {"threshold": "high"}, "threshold", "", ""),
    (
        "a class of another city",
        known(("纸", "organics")),
        "known.0.waste_class",
        "not organics",
        "而不是organics",
    ),
    (
        "a class by its number",
        known(("纸", "1")),
        "known.0.waste_class",
        "recyclable, hazardous, wet, dry, bulky",
        "recyclable",
    ),
    (
        "two classes for a name",
        known(("纸", "dry"), ("紙", "wet")),
        "known.1.waste_class",
        "dry in another row and wet here",
        "另一行为dry",
    ),
    (
        "a known name that is empty",
        known((" ", "dry")),
        "known.0.name",
        "Chinese characters",
        "汉字",
    ),
    ("a known name without a class", {"known": [{"name": "纸"}]}, "known.waste_class", "", ""),
    ("an unknown kind", classes(("gold", "dry")), "classes.0.kind", "not gold", "而不是gold"),
    (
        "a kind in an unknown class",
        classes(("bone", "bones")),
        "classes.0.waste_class",
        "not bones",
        "而不是bones",
    ),
    (
        "a kind twice",
        classes(("bone", "wet"), ("bone", "dry")),
        "classes.1.kind",
        "bone stands there twice",
        "bone出现了两次",
    ),
    ("an input that is unknown", {"town": "x"}, "town", "", ""),
]


@pytest.mark.parametrize(
    ("change", "field", "english", "chinese"),
    [case[1:] for case in MALFORMED],
    ids=[case[0] for case in MALFORMED],
)
def test_what_cannot_be_is_refused_by_field_and_reason_in_two_languages(
    change: dict[str, Any], field: str, english: str, chinese: str
) -> None:
    with pytest.raises((ValidationError, BrickError)) as caught:
        waste_sorting.run({"items": [{"name": "纸"}], **change})
    error: Any = caught.value
    first = {
        language: problems(error, words_of(waste_sorting, language))[0]
        for language in ("en", "zh-Hans")
    }
    assert first["en"].input == field
    assert english in first["en"].message
    assert chinese in first["zh-Hans"].message
    assert first["en"].message != first["zh-Hans"].message


def test_one_class_for_all_is_no_sorting() -> None:
    from citybricks.methods.waste.sorting.lexicon import kinds

    with pytest.raises(BrickError, match="at least two classes"):
        waste_sorting.run(
            {"items": [{"name": "纸"}], **classes(*((kind, "dry") for kind in kinds()))}
        )
