"""Items go where a city's rules put them; what is not known is left to people."""

from __future__ import annotations

import json
from typing import Any

import pytest

from citybricks.bricks.waste_sorting.brick import WasteSorting, waste_sorting
from citybricks.kernel.translation import translator
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
        translator(language, *waste_sorting.texts), language
    )
    assert ("可回收物" in page) == (language == "zh-Hans")
    assert ("Recyclable" in page) == (language == "en")
    foreign = (
        '<td lang="en">plastic botle</td>' if language != "en" else '<td lang="zh">猪大骨</td>'
    )
    assert foreign in page
