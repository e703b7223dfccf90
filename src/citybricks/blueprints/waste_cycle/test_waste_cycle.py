"""Readings become rounds, rounds become flows, and the figures agree from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citybricks.blueprints.waste_cycle.brick import WasteCycle, waste_cycle
from citybricks.bricks.fill_forecast.brick import fill_forecast
from citybricks.bricks.waste_rounds.brick import waste_rounds

INPUTS = json.loads(Path(__file__).with_name("example.json").read_text(encoding="utf-8"))["inputs"]


@pytest.fixture(scope="module")
def outcome() -> WasteCycle:
    return waste_cycle.run(INPUTS)


def test_what_trucks_bring_goes_to_facilities(outcome: WasteCycle) -> None:
    flows = outcome.flows.frame
    first = flows[flows["start"] == flows["fraction"]]
    assert first["tonnes"].sum() == pytest.approx(outcome.mass, abs=0.01)
    assert outcome.recycling.sdg == "12.5.1"
    assert 0 < outcome.recycling.value < 100
    assert outcome.controlled.sdg == "11.6.1"


def test_emissions_of_trucks_are_in_those_of_the_whole_way(outcome: WasteCycle) -> None:
    assert outcome.trucks_emissions.value > 0
    assert outcome.rounds.feasible
    assert outcome.treatment.feasible


def test_it_is_the_same_as_step_by_step(outcome: WasteCycle) -> None:
    names = ("containers", "readings", "days")
    expected = fill_forecast.run({name: INPUTS[name] for name in names})
    given = {
        name: INPUTS[name]
        for name in ("containers", "trucks", "yards", "days", "iterations", "seed")
    }
    rounds = waste_rounds.run({**given, "forecast": expected.forecasts})
    assert rounds.calls == outcome.calls
