"""Any blueprint that can be written is drawn as it runs."""

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from citybricks import Outcome
from citybricks.kernel.blueprint import Graph, Port, draw
from citybricks.kernel.brick import Brick
from citybricks.types import Home, Metres, Table


class Moved(Outcome):
    """Homes and a number."""

    homes: Table[Home]
    """With more residents."""
    sum: Metres
    """Of two numbers."""


def move(homes: Table[Home], left: Metres, right: Metres = 1) -> Moved:
    """Add numbers, and residents to homes."""
    more = homes.frame.assign(residents=homes.frame.residents + 1)
    return Moved(homes=Table[Home](more), sum=left + right)


MOVE = Brick("move", "1.0.0", move)
STEP = st.tuples(st.integers(0), st.integers(0), st.integers(0))


def blueprint_of(plan: list[tuple[int, int, int]]) -> Brick[..., Any]:
    """Return a blueprint whose steps take what any step before has given."""

    def made(homes: Table[Home], start: Metres) -> Moved:
        """Follow the plan."""
        tables, numbers = [homes], [start]
        for table, left, right in plan:
            moved = MOVE(
                tables[table % len(tables)],
                numbers[left % len(numbers)],
                right=numbers[right % len(numbers)],
            )
            tables.append(moved.homes)
            numbers.append(moved.sum)
        return Moved(homes=tables[-1], sum=numbers[-1])

    return Brick("made", "1.0.0", made)


def follow(graph: Graph, given: dict[str, Any]) -> dict[str, Any]:
    """Run a drawn graph, step by step."""
    values: dict[tuple[str | None, str], Any] = {(None, name): v for name, v in given.items()}

    def value(wire: Any) -> Any:
        return values[wire.step, wire.name] if isinstance(wire, Port) else wire

    for step, (brick, inputs) in graph.steps.items():
        outcome = brick(**{name: value(wire) for name, wire in inputs.items()})
        values |= {(step, name): found for name, found in vars(outcome).items()}
    return {name: value(wire) for name, wire in graph.outputs.items()}


@given(st.lists(STEP, max_size=8), st.floats(0, 1e6))
def test_a_drawn_blueprint_followed_step_by_step_is_the_blueprint_called(
    plan: list[tuple[int, int, int]], start: float
) -> None:
    blueprint = blueprint_of(plan)
    homes = Table[Home](pd.DataFrame({"residents": [1, 2]}))
    called = blueprint(homes, start)
    graph = draw(blueprint)
    assert len(graph.steps) == len(plan)
    assert follow(graph, {"homes": homes, "start": start}) == vars(called)


@given(st.lists(STEP, max_size=8))
def test_a_wire_leads_only_from_a_step_before(plan: list[tuple[int, int, int]]) -> None:
    document = draw(blueprint_of(plan)).document()
    seen = {"homes", "start"}
    for step, said in document["steps"].items():
        wires = {each["from"] for each in said["inputs"].values()}
        assert wires <= seen
        seen |= {f"{step}.homes", f"{step}.sum"}
    assert {each["from"] for each in document["outputs"].values()} <= seen
