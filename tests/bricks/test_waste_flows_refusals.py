"""Malformed flows of waste are refused by field and reason, in two languages."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.waste_flows.brick import waste_flows
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems

EXAMPLE = json.loads((waste_flows.folder / "example.json").read_text("utf-8"))["inputs"]
Inputs = dict[str, Any]


def broken(table: str, at: int, **change: Any) -> Callable[[Inputs], Any]:
    def change_it(inputs: Inputs) -> None:
        inputs[table][at].update(change)

    return change_it


def put(**change: Any) -> Callable[[Inputs], Any]:
    return lambda inputs: inputs.update(change)


def again(table: str, at: int) -> Callable[[Inputs], Any]:
    return lambda inputs: inputs[table].append(dict(inputs[table][at]))


GLASS = {"plant": "Sorting plant", "material": "glass", "product": 50, "residue": 50}
MALFORMED: list[tuple[str, Callable[[Inputs], Any], str, str, str]] = [
    ("no waste", put(collected=[]), "collected", "has no rows", ""),
    (
        "only zeros",
        lambda i: [row.update(tonnes=0) for row in i["collected"]],
        "collected",
        "more than 0 t",
        "大于0",
    ),
    ("less than nothing", broken("collected", 0, tonnes=-5), "collected.0.tonnes", "0", "0"),
    ("more than the earth has", broken("collected", 0, tonnes=1e12), "collected.0.tonnes", "", ""),
    ("words for tonnes", broken("collected", 0, tonnes="many"), "collected.0.tonnes", "", ""),
    (
        "a fraction without a name",
        broken("collected", 0, fraction=" "),
        "collected.0.fraction",
        "must not be empty",
        "不得为空",
    ),
    (
        "a fraction twice",
        again("collected", 0),
        "collected.3.fraction",
        "wet stands there twice",
        "wet出现了两次",
    ),
    (
        "a fraction made of nothing",
        lambda i: i["collected"].append({"fraction": "mud", "tonnes": 1}),
        "collected.3.fraction",
        "what mud is made of",
        "mud由什么构成",
    ),
    (
        "shares of 90 %",
        broken("composition", 0, share=83),
        "composition",
        "add up to 90",
        "合计为90",
    ),
    ("a share over 100", broken("composition", 0, share=103), "composition.0.share", "100", "100"),
    ("a share below zero", broken("composition", 0, share=-3), "composition.0.share", "0", "0"),
    (
        "an unknown material",
        broken("composition", 0, material="uranium"),
        "composition.0.material",
        "",
        "",
    ),
    (
        "a material twice",
        broken("composition", 1, material="food"),
        "composition.1.material",
        "food stands there twice in wet",
        "food在wet中出现了两次",
    ),
    (
        "a fraction nobody collected",
        broken("composition", 0, fraction="weat"),
        "composition.0.fraction",
        "weat was not collected; there are dry, recyclable, wet",
        "weat没有收运量",
    ),
    (
        "wanted that is no truth",
        broken("composition", 0, wanted="perhaps"),
        "composition.0.wanted",
        "",
        "",
    ),
    ("no facility", put(plants=[]), "plants", "has no rows", ""),
    (
        "a facility twice",
        again("plants", 0),
        "plants.5.id",
        "Digester stands there twice",
        "Digester出现了两次",
    ),
    (
        "a facility without a name",
        broken("plants", 0, id=""),
        "plants.0.id",
        "must not be empty",
        "不得为空",
    ),
    (
        "a facility named like a fraction",
        broken("plants", 0, id="wet"),
        "plants",
        "wet is the name of a fraction too",
        "wet同时是垃圾类别的名称",
    ),
    ("an unknown process", broken("plants", 0, process="magic"), "plants.0.process", "", ""),
    ("capacity below zero", broken("plants", 0, capacity=-1), "plants.0.capacity", "0", "0"),
    (
        "capacity that is no number",
        broken("plants", 0, capacity="big"),
        "plants.0.capacity",
        "",
        "",
    ),
    (
        "accepts what nobody collects",
        broken("plants", 0, accepts="wet, weat"),
        "plants.0.accepts",
        "weat was not collected",
        "weat没有收运量",
    ),
    (
        "accepts nothing",
        broken("plants", 0, accepts=""),
        "plants.0.accepts",
        "Digester takes neither",
        "Digester既不接收",
    ),
    (
        "purity over 100",
        broken("plants", 0, least_purity=101),
        "plants.0.least_purity",
        "100",
        "100",
    ),
    ("a way below zero", broken("plants", 0, haul_km=-1), "plants.0.haul_km", "0", "0"),
    ("a way around the world", broken("plants", 0, haul_km=50_000), "plants.0.haul_km", "", ""),
    ("a fee beyond all money", broken("plants", 0, fee=1e9), "plants.0.fee", "", ""),
    (
        "nobody takes a fraction",
        lambda i: [row.update(accepts="dry, wet") for row in i["plants"][2:]],
        "plants",
        "no facility takes recyclable",
        "没有设施接收recyclable",
    ),
    (
        "residue without a place",
        lambda i: [row.update(residues=False) for row in i["plants"]],
        "plants",
        "has nowhere to go",
        "无处可去",
    ),
    (
        "nobody takes a fraction so impure",
        lambda i: [row.update(least_purity=96) for row in i["plants"]],
        "composition",
        "wet is 93.0 % pure",
        "wet的纯度为93.0%",
    ),
    (
        "a treatment in no facility",
        put(treatments=[{**GLASS, "plant": "Sorting"}]),
        "treatments.0.plant",
        "Sorting is no facility; there are Digester",
        "Sorting不是设施",
    ),
    (
        "a treatment twice",
        put(treatments=[GLASS, GLASS]),
        "treatments.1.material",
        "glass stands there twice",
        "glass在Sorting plant中出现了两次",
    ),
    (
        "a treatment that makes more than it takes",
        put(treatments=[{**GLASS, "product": 60}]),
        "treatments.0.product",
        "110",
        "110",
    ),
    (
        "a treatment below zero",
        put(treatments=[{**GLASS, "residue": -1}]),
        "treatments.0.residue",
        "0",
        "0",
    ),
    ("a carbon price below zero", put(carbon_price=-1), "carbon_price", "0", "0"),
    ("collection that takes carbon in", put(collection_carbon=-1), "collection_carbon", "0", "0"),
    ("less than nothing uncollected", put(uncollected=-1), "uncollected", "0", "0"),
    (
        "an efficiency over 100",
        put(setting={"efficiency": 120}),
        "setting.efficiency",
        "100",
        "100",
    ),
    ("a setting that is unknown", put(setting={"grids": 1}), "setting.grids", "", ""),
]


@pytest.mark.parametrize(
    ("change", "field", "english", "chinese"),
    [case[1:] for case in MALFORMED],
    ids=[case[0] for case in MALFORMED],
)
def test_what_cannot_be_is_refused_by_field_and_reason_in_two_languages(
    change: Callable[[Inputs], Any], field: str, english: str, chinese: str
) -> None:
    inputs = copy.deepcopy(EXAMPLE)
    change(inputs)
    with pytest.raises((ValidationError, BrickError)) as caught:
        waste_flows.run(inputs)
    error: Any = caught.value
    first = {
        language: problems(error, words_of(waste_flows, language))[0]
        for language in ("en", "zh-Hans")
    }
    assert first["en"].input == field
    assert english in first["en"].message
    assert chinese in first["zh-Hans"].message
    assert first["en"].message != first["zh-Hans"].message
