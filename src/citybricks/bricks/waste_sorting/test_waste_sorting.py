"""Items go where a city's rules put them; what is not known is left to people."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.waste_sorting.brick import WasteSorting, waste_sorting
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems
from citybricks.views import page_of

EXAMPLE = json.loads((waste_sorting.folder / "example.json").read_text("utf-8"))["inputs"]


def asked(*names: str, **more: Any) -> WasteSorting:
    return waste_sorting.run({"items": [{"name": name} for name in names], **more})


def goes(*names: str, **more: Any) -> list[str]:
    return list(asked(*names, **more).items.frame["waste_class"])


def test_the_same_thing_in_two_scripts_two_languages_and_pinyin_goes_to_one_class() -> None:
    assert set(goes("报纸", "報紙", "baozhi", "bao zhi", "newspaper", "Newspapers", "旧报纸")) == {
        "recyclable"
    }


def test_each_city_has_its_own_classes() -> None:
    assert goes("大骨头", city="shanghai") == ["dry"]
    assert goes("大骨头", city="los-angeles") == ["organics"]
    assert goes("wine bottle", "tv", city="Los Angeles") == ["recycling", "bulky"]


def test_what_is_unknown_is_left_to_people_with_the_nearest_names() -> None:
    outcome = asked("qzxwvk", "量子纠缠")
    assert (outcome.sorted, outcome.unsure) == (0, 2)
    for row in outcome.items.frame.to_dict("records"):
        assert row["waste_class"] == ""
        assert row["en"].startswith("Not sure. Nearest names: ")
        assert row["zh"].startswith("不确定。最接近的名称：")


def test_the_reason_names_what_an_item_is_known_by() -> None:
    (row,) = asked("脏信封").items.frame.to_dict("records")
    assert row["waste_class"] == "dry"
    assert "信封" in row["like"]
    (row,) = asked("old sofa").items.frame.to_dict("records")
    assert row["en"] == "Like sofa: furniture and other bulky things."
    assert row["zh"] == "同“sofa”：家具等大件。"


def test_the_citys_own_list_goes_first_and_teaches_names_like_its_own() -> None:
    known = [
        {"name": f"{name}模块", "waste_class": "hazardous"}
        for name in ("感应", "通讯", "计量", "控制", "驱动", "信号")
    ]
    own = asked("感应模块", "储能模块", known=known).items.frame
    assert own["waste_class"].tolist() == ["hazardous", "hazardous"]
    assert own["en"][0] == "On the city's own list."
    assert goes("感应模块") != ["hazardous"]


def test_a_city_may_put_a_kind_elsewhere() -> None:
    change = [{"kind": "dry_battery", "waste_class": "hazardous"}]
    assert goes("5号电池") == ["dry"]
    assert goes("5号电池", classes=change) == ["hazardous"]


def test_nothing_is_said_where_more_evidence_is_asked_for_than_there_is() -> None:
    assert goes("保温杯盖") == ["dry"]
    assert goes("保温杯盖", threshold=0.99) == [""]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_page_shows_classes_and_reasons_in_the_language_of_the_reader(language: str) -> None:
    page = page_of(waste_sorting, waste_sorting.run(EXAMPLE)).html(
        words_of(waste_sorting, language), language
    )
    assert ("可回收物" in page) == (language == "zh-Hans")
    assert ("Recyclable" in page) == (language == "en")
    foreign = (
        '<td lang="en">plastic botle</td>' if language != "en" else '<td lang="zh">猪大骨</td>'
    )
    assert foreign in page


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
        asked("纸", **classes(*((kind, "dry") for kind in kinds())))
