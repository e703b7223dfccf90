"""Ports stand for values that will exist; a graph takes only what fits, and says why not."""

from typing import Any

import pytest

from citybricks.kernel.errors import WiringError
from citybricks.kernel.graph import CHOOSE, Graph, Port
from citybricks.kernel.outcome import drawing
from citybricks.kernel.registry import find
from citybricks.types import Home, Indicator, Metres, Table
from tests.kernel.joined import GROW, SHEDS, SPAN, TELL
from tests.kernel.samples import Lamp, table


def graph() -> Graph:
    """Return a graph with inputs and no step."""
    return Graph(inputs={"homes": Port(None, "homes", Table[Home])})


def refused(graph: Graph, brick: Any, **given: Any) -> str:
    """Return why a step is not taken."""
    before = dict(graph.steps)
    with pytest.raises(WiringError) as error:
        graph.add(brick, given)
    assert graph.steps == before
    return str(error.value)


def test_a_port_is_called_as_its_step_and_output() -> None:
    assert str(Port("count-homes", "share", Indicator)) == "count-homes.share"
    assert str(Port(None, "homes", Table[Home])) == "homes"
    assert repr(Port("a", "homes", Table[Home])) == "Port(a.homes: Table[Home])"


def test_a_field_of_what_a_port_stands_for_is_a_port_with_its_type() -> None:
    made = graph().add(SPAN, {"left": 1.0})
    assert str(made.share.value) == "sample-span.share.value"
    assert made.share.value.hint is float
    assert made.length.hint == Metres
    with pytest.raises(WiringError, match=r"share: has no field worth; it is Indicator"):
        _ = made.share.worth
    with pytest.raises(WiringError, match=r"sample-span yields no width; it yields: length, share"):
        _ = made.width


def test_steps_of_one_brick_are_numbered() -> None:
    steps = graph()
    for _ in range(3):
        steps.add(SPAN, {"left": 1.0})
    assert list(steps.steps) == ["sample-span", "sample-span-2", "sample-span-3"]


def test_constants_are_checked_and_kept_in_the_type_of_their_input() -> None:
    steps = graph()
    steps.add(TELL, {"homes": table(1), "lamp": {"power": 3}, "day": "2026-01-02"})
    assert steps.steps["sample-tell"].given["lamp"] == Lamp(power=3.0)
    said = {
        "left": (-5.0, r"^sample-span\.left: must be at least 0, not -5\.0$"),
        "right": ("x", r"^sample-span\.right: must be a number, not x$"),
        "way": ("least", r"^sample-span\.way: must be one of sum, most, not least$"),
    }
    for name, (value, why) in said.items():
        with pytest.raises(WiringError, match=why):
            graph().add(SPAN, {"left": 1.0, name: value})
    with pytest.raises(WiringError, match=r"^sample-tell\.lamp\.power: must be at least 0"):
        graph().add(TELL, {"homes": table(1), "lamp": {"power": -3}})


def test_what_does_not_fit_is_refused_by_step_and_input() -> None:
    steps = graph()
    homes = steps.inputs["homes"]
    made = steps.add(SPAN, {"left": 1.0})
    far = steps.add(SHEDS, {"radius": made.length})
    assert refused(steps, GROW, homes=made.length) == (
        "sample-grow.homes: sample-span.length is float, not Table[Home]"
    )
    assert refused(steps, GROW, homes=far.table) == (
        "sample-grow.homes: sample-sheds.table lacks the column residents"
    )
    assert refused(steps, SPAN, left=far.far) == (
        "sample-span-2.left: sample-sheds.far is in km, not in m"
    )
    assert refused(steps, SPAN, left=made) == (
        "sample-span-2.left: is given all that a step yields; name one of: length, share, long"
    )
    assert refused(steps, SPAN) == "sample-span-2.left: is needed and was given nothing"
    assert refused(steps, GROW, homes=homes, no=1) == (
        "sample-grow.no: sample-grow has no input no; it has: homes, by"
    )
    assert "has no input return" in refused(steps, GROW, homes=homes, **{"return": 1})


def test_a_choice_is_of_the_wider_of_two_types_and_of_no_two_strange_ones() -> None:
    steps = graph()
    made = steps.add(SPAN, {"left": 1.0})
    far = steps.add(SHEDS, {"radius": 2.0})
    chosen = steps.add(CHOOSE, {"condition": made.long, "yes": 2, "no": made.length}).chosen
    assert chosen.hint == Metres
    assert steps.add(CHOOSE, {"condition": True, "yes": 1.5, "no": 2}).chosen.hint is float
    assert refused(steps, CHOOSE, condition=made.long, yes=made.length, no=far.far) == (
        "choose-3: chooses between float [m] and float [km], which are of no common type"
    )
    assert "is float, not bool" in refused(steps, CHOOSE, condition=made.length, yes=1, no=2)


def test_numbers_that_are_held_against_each_other_are_in_one_unit() -> None:
    steps = graph()
    made = steps.add(SPAN, {"left": 1.0})
    far = steps.add(SHEDS, {"radius": 2.0})
    compare = find("compare")
    assert refused(steps, compare, value=made.length, relation="<", limit=far.far) == (
        "compare.limit: is in km, and value is in m"
    )
    steps.add(compare, {"value": made.length, "relation": "<", "limit": made.length})
    steps.add(compare, {"value": made.share.value, "relation": "<", "limit": made.length})
    steps.add(compare, {"value": made.length, "relation": "<", "limit": 5})


def test_after_a_step_come_those_that_need_it_directly_or_not() -> None:
    steps = graph()
    one = steps.add(GROW, {"homes": steps.inputs["homes"]})
    two = steps.add(GROW, {"homes": one.homes})
    steps.add(GROW, {"homes": two.homes})
    steps.add(SPAN, {"left": 1.0})
    assert steps.after("sample-grow") == {"sample-grow-2", "sample-grow-3"}
    assert steps.after("sample-grow-2") == {"sample-grow-3"}
    assert steps.after("sample-span") == set()


CALCULATIONS: dict[str, Any] = {
    "a + 1": lambda a: a + 1,
    "1 + a": lambda a: 1 + a,
    "a - a": lambda a: a - a,
    "2 * a": lambda a: 2 * a,
    "a / 2": lambda a: a / 2,
    "a // 2": lambda a: a // 2,
    "a % 2": lambda a: a % 2,
    "a ** 2": lambda a: a**2,
    "-a": lambda a: -a,
    "abs(a)": abs,
    "round(a)": round,
    "round(a, 1)": lambda a: round(a, 1),
    "int(a)": int,
    "float(a)": float,
    "a[0]": lambda a: a[0],
    "for each in a": list,
    "1 in a": lambda a: 1 in a,
    "len(a)": len,
    "a == 1": lambda a: a == 1,
    "a != a": lambda a: a != a,  # noqa: PLR0124 - the mistake
    "a in [1, 2]": lambda a: a in [1, 2],
    "if a": bool,
    "not a": lambda a: not a,
    "a and 1": lambda a: a and 1,
    "f'{a}'": lambda a: f"{a}",
    "'{:.1f}'.format(a)": "{:.1f}".format,
}


@pytest.mark.parametrize("what", CALCULATIONS)
def test_whatever_needs_the_value_is_refused_in_words(what: str) -> None:
    port = Port("near", "share", float)
    token = drawing.set(True)
    try:
        with pytest.raises(WiringError) as error:
            CALCULATIONS[what](port)
    finally:
        drawing.reset(token)
    assert error.value.input == "near.share"
    assert "only joins bricks" in str(error.value) or "use choose()" in str(error.value)


def test_outside_a_drawing_a_port_is_equal_to_itself_and_can_be_written() -> None:
    port = Port("near", "share", float)
    assert port == port  # noqa: PLR0124 - the point
    assert port != Port("near", "share", float)
    assert f"{port}" == "near.share"
