"""Waste goes where it costs least, every balance closes, and what has no place is told."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.waste_flows.brick import WasteFlows, waste_flows
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems
from citybricks.views import page_of

EXAMPLE = json.loads((waste_flows.folder / "example.json").read_text("utf-8"))["inputs"]
Inputs = dict[str, Any]


def run(**change: Any) -> WasteFlows:
    return waste_flows.run({**copy.deepcopy(EXAMPLE), **change})


def plant(at: int, **change: Any) -> list[dict[str, Any]]:
    plants = copy.deepcopy(EXAMPLE["plants"])
    plants[at].update(change)
    return list(plants)


def test_all_that_is_collected_is_sent_and_every_balance_closes() -> None:
    outcome = run()
    sent = outcome.flows.frame
    direct = sent[sent["fraction"] == sent["start"]]
    assert direct["tonnes"].sum() == pytest.approx(30_000)
    nodes = outcome.balances.frame
    left = nodes["taken"] - nodes[["product", "residue", "stored", "lost"]].sum(axis=1)
    assert left.abs().max() < 1e-6
    assert outcome.open < 1e-6
    assert not len(outcome.violations)


def test_the_plan_is_proved_optimal_by_its_bound() -> None:
    proof = run().proof
    assert proof.feasible
    assert proof.gap < 1e-9
    assert proof.lower_bound == pytest.approx(proof.objective)


def test_no_plan_of_the_front_betters_another_and_its_slope_grows() -> None:
    front = run().front.frame
    assert front["cost"].is_monotonic_increasing
    assert front["carbon"].is_monotonic_decreasing
    assert front["price"].iloc[1:].is_monotonic_increasing


def test_the_plan_at_a_price_is_the_corner_where_the_slope_passes_it() -> None:
    front = run().front.frame
    price = float(front["price"].iloc[1:3].mean())
    outcome = run(carbon_price=price)
    assert outcome.cost == pytest.approx(front["cost"].iloc[1])
    assert outcome.carbon == pytest.approx(front["carbon"].iloc[1])


def test_collection_adds_its_greenhouse_gases_and_changes_no_flow() -> None:
    one, other = run(collection_carbon=0), run(collection_carbon=50_000)
    assert other.carbon - one.carbon == pytest.approx(50)
    assert one.flows == other.flows


def test_what_is_not_collected_lowers_both_rates() -> None:
    one, other = run(uncollected=0), run(uncollected=30_000)
    assert other.recycling.value == pytest.approx(one.recycling.value / 2)
    assert other.controlled.value == pytest.approx(50)


def test_a_facility_that_is_not_controlled_does_not_count() -> None:
    assert run(plants=plant(4, controlled=False)).controlled.value < run().controlled.value - 20


def test_worth_of_capacity_is_what_a_tonne_more_saves() -> None:
    outcome = run(carbon_price=0)
    worth = outcome.balances.frame.set_index("id")["worth"]["Composting"]
    more = run(carbon_price=0, plants=plant(1, capacity=4001))
    assert outcome.cost - more.cost == pytest.approx(worth)
    assert worth > 0


def test_own_measurements_replace_the_defaults() -> None:
    own = [{"plant": "Sorting plant", "material": "glass", "product": 0, "residue": 100}]
    one, other = run(), run(treatments=own)
    made = one.balances.frame.set_index("id")["product"]["Sorting plant"]
    left = other.balances.frame.set_index("id")["product"]["Sorting plant"]
    assert made - left == pytest.approx(6000 * 0.12 * 0.85)


def test_what_has_no_place_is_told_in_words_with_the_nearest_way_out() -> None:
    plants = plant(3, capacity=9000)
    plants[4]["capacity"] = 8000
    outcome = run(plants=plants)
    (short,) = outcome.shortages.frame.to_dict("records")
    assert short["plant"] == "Landfill"
    assert f"{short['more']:,.1f} t more capacity there" in short["en"]
    assert "dry" in short["en"]
    assert f"增加{short['more']:,.1f}吨能力" in short["zh"]
    assert not outcome.proof.feasible
    assert outcome.violations.frame["code"].tolist() == ["capacity"]
    for language in ("en", "zh-Hans"):
        page = page_of(waste_flows, outcome).html(words_of(waste_flows, language), language)
        assert short["zh" if language == "zh-Hans" else "en"] in page


def test_no_less_capacity_more_would_do() -> None:
    plants = plant(3, capacity=9000)
    plants[4]["capacity"] = 8000
    more = float(run(plants=plants).shortages.frame["more"].iloc[0])
    plants[4]["capacity"] = 8000 + more + 0.001
    assert not len(run(plants=plants).shortages)
    plants[4]["capacity"] = 8000 + more - 1
    assert len(run(plants=plants).shortages)


def test_a_fraction_that_is_not_pure_enough_goes_elsewhere() -> None:
    outcome = run(plants=plant(0, least_purity=94), carbon_price=10_000)
    assert "Digester" not in set(outcome.flows.frame["end"])
    assert "Digester" in set(run(carbon_price=10_000).flows.frame["end"])


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_page_says_what_goes_where_in_the_language_of_the_reader(language: str) -> None:
    words = words_of(waste_flows, language)
    page = page_of(waste_flows, run()).html(words, language)
    for text in ("Where waste goes", "Products", "To the air", "Purity of fractions"):
        assert words(text) in page
    assert (words("Products") == "Products") == (language == "en")


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
