"""Random blueprints: functions that follow a plan, over sample bricks."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from citybricks import Outcome
from citybricks.kernel.blueprint import Blueprint, choose, draw
from citybricks.kernel.graph import Graph
from citybricks.types import Home, Indicator, Metres, People, Table
from tests.kernel.joined import EITHER, GROW, PAIR, SPAN, TELL
from tests.kernel.samples import Lamp, table

OWN: dict[str, Any] = {"homes": Table[Home], "start": Metres, "far": bool}
"""Inputs that a random blueprint may have."""
PICK = st.integers(0, 99)
LENGTHS = st.floats(0, 1e6)
HOMES = st.lists(st.integers(0, 1000), min_size=1, max_size=3).map(lambda some: table(*some))
SAID: dict[str, st.SearchStrategy[Any]] = {
    "words": st.text(max_size=5),
    "day": st.dates(date(1990, 1, 1), date(2050, 1, 1)),
    "lamp": st.builds(Lamp, power=LENGTHS, dimmed=st.booleans()),
    "kinds": st.lists(st.sampled_from(["bus", "tram"]), max_size=3),
    "at_most": st.none() | st.integers(10**6, 10**9),
    "number": st.floats(-1e6, 1e6),
}
"""Constants of every kind."""


class Result(Outcome):
    """Whatever a random blueprint returns."""

    homes: Table[Home] | None = None
    """A table."""
    length: Metres | None = None
    """A number with a unit."""
    value: float | None = None
    """A number inside an indicator, or one without a unit."""
    long: bool | None = None
    """A truth."""
    share: Indicator | None = None
    """An indicator."""
    residents: People | None = None
    """A whole number."""
    words: str | None = None
    """Text."""


Pools = dict[str, list[Any]]
Step = Callable[[Pools], None]


def pool(kind: str, pick: int, constant: Any = None) -> Callable[[Pools], Any]:
    """Return what takes one of what there is; a constant, when one is given, as often."""

    def take(pools: Pools) -> Any:
        some = pools[kind]
        at = pick % (len(some) + (constant is not None))
        return some[at]() if at < len(some) else constant

    return take


def _put(pools: Pools, **made: Any) -> None:
    for kind, value in made.items():
        pools[kind].append(lambda value=value: value)


@st.composite
def grows(draw: st.DrawFn) -> Step:
    """A step from a table to a table."""
    homes = pool("homes", draw(PICK), draw(HOMES))
    more = draw(st.fixed_dictionaries({}, optional={"by": st.integers(0, 9)}))

    def step(pools: Pools) -> None:
        grown = GROW(homes(pools), **more)
        _put(pools, homes=grown.homes, residents=grown.residents)

    return step


@st.composite
def spans(draw: st.DrawFn) -> Step:
    """A step from numbers to a number."""
    left = pool("length", draw(PICK), draw(LENGTHS))
    right = pool("length", draw(PICK), draw(LENGTHS))
    way = draw(st.sampled_from(["sum", "most"]))

    def step(pools: Pools) -> None:
        made = SPAN(left(pools), right=right(pools), way=way)  # type: ignore[arg-type] # a choice
        _put(pools, length=made.length, long=made.long, share=made.share, value=made.share.value)

    return step


@st.composite
def tells(draw: st.DrawFn) -> Step:
    """A step with constants of every kind."""
    homes = pool("homes", draw(PICK), draw(HOMES))
    said = draw(st.fixed_dictionaries({}, optional=SAID))

    def step(pools: Pools) -> None:
        told = TELL(homes(pools), **said)
        _put(pools, homes=told.kept, words=told.words, value=told.number)

    return step


@st.composite
def nests(draw: st.DrawFn) -> Step:
    """A step that is a blueprint."""
    homes, number = pool("homes", draw(PICK), draw(HOMES)), pool("length", draw(PICK), 7.5)
    truth = pool("long", draw(PICK), draw(st.booleans()))

    def step(pools: Pools) -> None:
        both = PAIR(homes(pools), number(pools))
        _put(pools, homes=both.homes, length=both.length)
        _put(pools, length=EITHER(truth(pools), both.length).length)

    return step


@st.composite
def chooses(draw: st.DrawFn) -> Step:
    """A branch between values, and one between steps."""
    truth = pool("long", draw(PICK), draw(st.booleans()))
    yes, no = pool("length", draw(PICK)), pool("length", draw(PICK), draw(LENGTHS))
    tables = pool("homes", draw(PICK)), pool("homes", draw(PICK))

    def step(pools: Pools) -> None:
        condition = truth(pools)
        a, b = yes(pools), no(pools)
        _put(pools, length=choose(condition, lambda: SPAN(a, a).length, b))
        one, other = (each(pools) for each in tables)
        _put(pools, homes=choose(condition, lambda: GROW(one).homes, lambda: other))

    return step


PLANS = st.lists(st.one_of(grows(), spans(), tells(), nests(), chooses()), min_size=1, max_size=5)


@st.composite
def blueprints(draw: st.DrawFn) -> Blueprint[..., Any]:
    """Return blueprints of one to five parts; each of their inputs leads to a step."""
    plan = draw(PLANS)
    picks = draw(st.dictionaries(st.sampled_from(sorted(Result.model_fields)), PICK, min_size=1))

    def body(**given: Any) -> Result:
        """Follow the plan."""
        pools: Pools = {name: [] for name in Result.model_fields}
        own = {"homes": "homes", "length": "start", "long": "far"}
        for kind, name in own.items():
            pools[kind].append(lambda name=name: given[name])
        for step in plan:
            step(pools)
        made = {name: some[1:] if name in own else some for name, some in pools.items()}
        last = next(name for name in reversed(made) if made[name])
        wished = {name: pick for name, pick in picks.items() if made[name]} or {last: 0}
        return Result(**{n: made[n][pick % len(made[n])]() for n, pick in wished.items()})

    graph = _drawn(body, OWN)
    used = {port.path for step in graph.steps.values() for port in step.ports() if not port.origin}
    return _shaped(body, {name: hint for name, hint in OWN.items() if name in used})


def _drawn(body: Callable[..., Result], own: dict[str, Any]) -> Graph:
    return draw(_shaped(body, own))


def _shaped(body: Callable[..., Result], own: dict[str, Any]) -> Blueprint[..., Any]:
    """Return a blueprint whose signature has some of the inputs."""

    def made(**given: Any) -> Result:
        return body(**given)

    kind = inspect.Parameter.KEYWORD_ONLY
    made.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # Python reads it
        [inspect.Parameter(name, kind) for name in own]
    )
    made.__annotations__ = {**own, "return": Result}
    return Blueprint("sample-made", "1.0.0", made)


GIVEN: dict[str, st.SearchStrategy[Any]] = {
    "homes": HOMES,
    "start": LENGTHS,
    "far": st.booleans(),
}
"""Values of the inputs."""


def given_to(blueprint: Blueprint[..., Any], values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the inputs that a blueprint has."""
    return {name: values[name] for name in blueprint.hints if name != "return"}
