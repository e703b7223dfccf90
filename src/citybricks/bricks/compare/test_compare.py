"""Truths about comparing: each relation and its opposite, and the order of numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks import Outcome
from citybricks.bricks.compare.brick import compare
from citybricks.kernel.blueprint import Blueprint, choose, draw
from citybricks.kernel.execute import execute
from citybricks.types import Metres, Minutes

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "relation", "holds"),
    [
        (1.0, "<", True),
        (2.0, "<", False),
        (2.0, "≤", True),
        (2.0, "≥", True),
        (2.0, ">", False),
        (3.0, ">", True),
    ],
)
def test_a_number_at_the_limit_keeps_only_the_relations_that_allow_it(
    value: float, relation: str, *, holds: bool
) -> None:
    assert compare.run({"value": value, "relation": relation, "limit": 2}).holds is holds


@given(NUMBERS, NUMBERS)
def test_of_two_opposite_relations_just_one_holds(value: float, limit: float) -> None:
    for one, other in (("<", "≥"), (">", "≤")):
        assert compare(value, one, limit).holds is not compare(value, other, limit).holds  # type: ignore[arg-type] # of a table


@given(NUMBERS, NUMBERS)
def test_the_difference_has_the_sign_of_the_relation(value: float, limit: float) -> None:
    found = compare(value, ">", limit)
    assert found.difference is None or found.holds is (found.difference > 0)
    assert (found.difference is None) is not math.isfinite(value - limit)


class Way(Outcome):
    """How somebody goes."""

    time: Minutes
    """How long it takes."""


def way(distance: Metres, on_foot: Minutes, by_bus: Minutes) -> Way:
    """Walk short ways, ride long ones.

    Parameters
    ----------
    distance
        How far it is.
    on_foot
        How long it takes to walk.
    by_bus
        How long it takes to ride.
    """
    return Way(time=choose(distance <= 800, on_foot, by_bus))


WAY = Blueprint("way", "1.0.0", way)


@pytest.mark.parametrize(("distance", "minutes"), [(500.0, 6.0), (800.0, 6.0), (900.0, 2.0)])
def test_a_comparison_in_a_blueprint_is_a_step(distance: float, minutes: float) -> None:
    assert [step.brick.id for step in draw(WAY).steps.values()] == ["compare", "choose"]
    inputs = WAY.inputs.model_validate({"distance": distance, "on_foot": 6.0, "by_bus": 2.0})
    assert execute(WAY, inputs).time == WAY.apply(inputs).time == minutes
