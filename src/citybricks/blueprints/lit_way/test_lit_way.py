"""Light on the way to the stop: each figure is what its brick says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from citybricks.blueprints.lit_way.brick import LitWay, lit_way
from citybricks.kernel.execute import execute
from citybricks.types import Model

EXAMPLE = json.loads((Path(__file__).parent / "example.json").read_text("utf-8"))["inputs"]


def inputs(**other: Any) -> Model:
    return lit_way.inputs.model_validate({**EXAMPLE, **other})


@pytest.fixture(scope="module")
def outcome() -> LitWay:
    made: LitWay = execute(lit_way, inputs())
    return made


def test_it_joins_three_bricks() -> None:
    assert list(lit_way.graph.steps) == ["service-area", "missing-lamps", "solar-street"]


def test_every_missing_lamp_is_sized(outcome: LitWay) -> None:
    assert outcome.count == len(outcome.poles) == outcome.orders.frame.poles.sum() > 0
    assert set(outcome.poles.frame.panel) == set(outcome.orders.frame.panel)


def test_what_is_built_is_kept(outcome: LitWay) -> None:
    assert outcome.keep > outcome.build > 0
    assert outcome.build == pytest.approx(outcome.orders.frame.build.sum())


def test_dark_ways_are_ways_to_a_stop(outcome: LitWay) -> None:
    ways = outcome.ways.frame.to_crs(31982).union_all().buffer(1)  # SIRGAS 2000, UTM 22 S
    assert outcome.dark.frame.to_crs(31982).within(ways).all()
    assert outcome.ways.frame.walk.max() <= 500


@pytest.mark.long
def test_a_shorter_walk_leaves_fewer_ways_and_fewer_lamps(outcome: LitWay) -> None:
    nearer: LitWay = execute(lit_way, inputs(radius=100))
    assert nearer.access.value < outcome.access.value
    assert 0 < nearer.count < outcome.count
    assert nearer.build < outcome.build


@pytest.mark.long
def test_called_as_a_function_it_is_the_same(outcome: LitWay) -> None:
    called = lit_way(**dict(inputs()))
    assert called == outcome
