"""Graphs as JSON documents: what the designer edits, stores, exports and imports.

::

    {"title": "…", "description": "…",
     "inputs":  {"radius": {"title": "…", "description": "…", "default": 400}},
     "steps":   {"near": {"brick": "service-area", "version": "1.0.0",
                          "inputs": {"radius": {"input": "radius"},
                                     "homes": {"step": "other", "output": "table"},
                                     "to_street": {"value": 100}}}},
     "outputs": {"share": {"step": "near", "output": "share"}}}

The types of the blueprint's inputs are those of the step inputs they lead to, so a document says
nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from keyword import iskeyword
from typing import Annotated, Any

from annotated_types import MaxLen
from pydantic import Field, StringConstraints, TypeAdapter

from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick, WiringError
from citybricks.kernel.fitting import fits
from citybricks.kernel.graph import (
    CHOOSE,
    Drawn,
    Graph,
    Port,
    Step,
    lacking,
    mixing,
    ports_of,
    suitable,
)
from citybricks.kernel.outcome import Outcome
from citybricks.kernel.registry import find
from citybricks.types import Model

STEPS = 100
"""A blueprint has no more steps."""

NAME = r"^[^\W\d]\w{0,59}$"
Name = Annotated[str, StringConstraints(pattern=NAME)]
"""An input or output of a blueprint: a word of letters, digits and ``_``, in any script."""
StepName = Annotated[str, StringConstraints(pattern=r"^[^\s./][^./]*$", max_length=60)]
Text = Annotated[str, MaxLen(4000)]


class FromStep(Model):
    """What a step yields."""

    step: StepName
    output: str
    """Name of the output, with fields inside it: ``share.value``."""


class FromInput(Model):
    """What the blueprint is given."""

    input: Name


class Constant(Model):
    """A value, as JSON."""

    value: Any


Source = FromStep | FromInput | Constant


class InputDocument(Model):
    """An input of the blueprint."""

    title: Text = ""
    description: Text = ""
    default: Constant | None = None


class StepDocument(Model):
    """One step."""

    brick: str
    version: str = ""
    inputs: dict[str, Source] = Field(default_factory=dict)


class Document(Model):
    """A blueprint as it is written down, finished or not."""

    title: Text = ""
    description: Text = ""
    inputs: dict[Name, InputDocument] = Field(default_factory=dict)
    steps: Annotated[dict[StepName, StepDocument], MaxLen(STEPS)] = Field(default_factory=dict)
    outputs: dict[Name, FromStep] = Field(default_factory=dict)

    def json_document(self) -> dict[str, Any]:
        """Write it as JSON, without what says nothing."""
        return self.model_dump(mode="json", exclude_defaults=True)


def document_of(graph: Graph, *, title: str = "", description: str = "") -> Document:
    """Write a graph down."""
    return Document(
        title=title,
        description=description,
        inputs={name: InputDocument() for name in graph.inputs},
        steps={
            name: StepDocument(
                brick=step.brick.id,
                version=step.brick.version,
                inputs={n: _source(step.brick, n, value) for n, value in step.given.items()},
            )
            for name, step in graph.steps.items()
        },
        outputs={
            name: FromStep(step=port.origin, output=port.path)
            for name, port in graph.outputs.items()
            if isinstance(port, Port) and port.origin
        },
    )


def constant_of(brick: Brick[..., Any], name: str, value: Any) -> Constant:
    """Write down what an input of a brick is always given."""
    return Constant(value=TypeAdapter(brick.hints[name]).dump_python(value, mode="json"))


def _source(brick: Brick[..., Any], name: str, value: Any) -> Source:
    if not isinstance(value, Port):
        return constant_of(brick, name, value)
    if value.origin is None:
        return FromInput(input=value.path)
    return FromStep(step=value.origin, output=value.path)


def graph_of(document: Document) -> tuple[Graph, list[WiringError]]:
    """Read a graph, and what is wrong with it; what is wrong is left out of the graph."""
    reading = _Reading(document)
    reading.read()
    return reading.graph, reading.problems


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.graph = Graph()
        self.problems: list[WiringError] = []
        self.bricks: dict[str, Brick[..., Any]] = {}

    def read(self) -> None:
        """Read the steps in an order in which they can run, then the outputs."""
        self.problems += _taken({**self.document.inputs, **self.document.outputs})
        order = self._order()
        if order is None:
            return
        for name in order:
            brick = self._brick(name, self.document.steps[name])
            if brick is not None:
                self.bricks[name] = brick
        for name, brick in self.bricks.items():
            self._step(name, brick, self.document.steps[name])
        for name, source in self.document.outputs.items():
            port = self._port(name, source)
            if port is not None:
                self.graph.outputs[name] = port
        self.problems += self._unused()
        if not self.document.outputs:
            self.problems.append(WiringError("outputs", "the blueprint returns nothing yet"))

    def _order(self) -> list[str] | None:
        steps = self.document.steps
        needs = {
            name: [s.step for s in step.inputs.values()
                   if isinstance(s, FromStep) and s.step in steps]
            for name, step in steps.items()
        }  # fmt: skip
        try:
            order = list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            message = "the steps {steps} go round in a circle"
            self.problems.append(WiringError("steps", message, steps=circle))
            return None
        return sorted(order, key=_ranks(order, needs).__getitem__)

    def _step(self, name: str, brick: Brick[..., Any], said: StepDocument) -> None:
        given: dict[str, Any] = {}
        for each, source in said.inputs.items():
            value = self._given(f"{name}.{each}", source)
            try:
                if value is not None:
                    given[each] = suitable(brick, f"{name}.{each}", each, value.value
                                           if isinstance(value, Constant) else value)  # fmt: skip
            except WiringError as error:
                self.problems.append(error)
        self.problems += [*lacking(brick, name, said.inputs), *mixing(brick, name, given)]
        self.graph.steps[name] = Step(brick, given)

    def _brick(self, name: str, said: StepDocument) -> Brick[..., Any] | None:
        try:
            brick = CHOOSE if said.brick == CHOOSE.id else find(said.brick)
        except NoSuchBrick:
            message = "there is no brick {brick} here"
            self.problems.append(WiringError(name, message, brick=said.brick))
            return None
        then, now = said.version.partition(".")[0], brick.version.partition(".")[0]
        if then and then != now:
            message = "was made for {brick} {then}; here is {now}"
            values = {"brick": brick.id, "then": said.version, "now": brick.version}
            self.problems.append(WiringError(name, message, **values))
        return brick

    def _given(self, where: str, source: Source) -> Any:
        if isinstance(source, Constant):
            return source
        if isinstance(source, FromStep):
            return self._port(where, source)
        if source.input not in self.document.inputs:
            message = "the blueprint has no input {name}"
            self.problems.append(WiringError(where, message, name=source.input))
            return None
        return self.graph.inputs.setdefault(
            source.input, Port(None, source.input, self._hint_of(source.input))
        )

    def _hint_of(self, input: str) -> Any:
        """Return the narrowest of the types of the step inputs that an input leads to."""
        found: Any = Any
        for name, said in self.document.steps.items():
            hints = self.bricks[name].hints if name in self.bricks else {}
            for each, source in said.inputs.items():
                hint = hints.get(each, Any)
                leads = isinstance(source, FromInput) and source.input == input
                if leads and hint is not Any and fits(hint, found):
                    found = hint
        return found

    def _port(self, where: str, source: FromStep) -> Port | None:
        step = self.graph.steps.get(source.step)
        if step is None:
            if source.step not in self.document.steps:
                message = "there is no step {step}"
                self.problems.append(WiringError(where, message, step=source.step))
            return None
        first, *rest = source.output.split(".")
        try:
            port = Drawn.__getattr__(Drawn(source.step, step), first)
            for field in rest:
                port = Port.__getattr__(port, field)
        except (WiringError, AttributeError) as error:
            message = "{step} yields no {output}"
            found = WiringError(where, message, step=source.step, output=source.output)
            self.problems.append(error if isinstance(error, WiringError) else found)
            return None
        return port

    def _unused(self) -> Iterator[WiringError]:
        used = {
            source.input
            for step in self.document.steps.values()
            for source in step.inputs.values()
            if isinstance(source, FromInput)
        }
        for name in self.document.inputs:
            if name not in used:
                yield WiringError(name, "leads to no step")


def _taken(names: Iterable[str]) -> Iterator[WiringError]:
    """Yield the names that no input or output can have: words of Python and of every outcome."""
    for name in names:
        taken = iskeyword(name) or name.startswith("_") or hasattr(Outcome, name)
        if taken or not name.isidentifier():
            yield WiringError(name, "cannot be called that: the name is taken")


def _ranks(order: list[str], needs: dict[str, list[str]]) -> dict[str, int]:
    """Return how many steps lie before each, so that the order does not hang on chance."""
    ranks: dict[str, int] = {}
    for name in order:
        ranks[name] = 1 + max((ranks[each] for each in needs[name]), default=0)
    return ranks


__all__ = ["Constant", "Document", "FromInput", "FromStep", "InputDocument", "StepDocument",
           "document_of", "graph_of", "ports_of"]  # fmt: skip
