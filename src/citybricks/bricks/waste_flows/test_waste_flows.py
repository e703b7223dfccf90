"""Waste goes where it costs least, every balance closes, and what has no place is told."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from citybricks.bricks.waste_flows.brick import WasteFlows, waste_flows
from citybricks.kernel.translation import translator
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
        page = page_of(waste_flows, outcome).html(
            translator(language, *waste_flows.texts), language
        )
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
    words = translator(language, *waste_flows.texts)
    page = page_of(waste_flows, run()).html(words, language)
    for text in ("Where waste goes", "Products", "To the air", "Purity of fractions"):
        assert words(text) in page
    assert (words("Products") == "Products") == (language == "en")
