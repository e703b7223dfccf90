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

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any

from annotated_types import MaxLen
from pydantic import Field, StringConstraints, TypeAdapter

from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick, WiringError
from citybricks.kernel.fitting import fits, spelt
from citybricks.kernel.graph import CHOOSE, Drawn, Graph, Port, Step, lacking, ports_of, suitable
from citybricks.kernel.registry import find
from citybricks.types import Model

STEPS = 100
"""A blueprint has no more steps."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\W\d]\w*$", max_length=60)]
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


def _source(brick: Brick[..., Any], name: str, value: Any) -> Source:
    if not isinstance(value, Port):
        hint = brick.hints[name]
        return Constant(value=TypeAdapter(hint).dump_python(value, mode="json"))
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

    def read(self) -> None:
        """Read the steps in an order in which they can run, then the outputs."""
        order = self._order()
        if order is None:
            return
        for name in order:
            self._step(name, self.document.steps[name])
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

    def _step(self, name: str, said: StepDocument) -> None:
        brick = self._brick(name, said)
        if brick is None:
            return
        given: dict[str, Any] = {}
        for each, source in said.inputs.items():
            value = self._given(brick, each, f"{name}.{each}", source)
            try:
                if value is not None:
                    given[each] = suitable(brick, f"{name}.{each}", each, value.value
                                           if isinstance(value, Constant) else value)  # fmt: skip
            except WiringError as error:
                self.problems.append(error)
        self.problems += lacking(brick, name, said.inputs)
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

    def _given(self, brick: Brick[..., Any], name: str, where: str, source: Source) -> Any:
        if isinstance(source, Constant):
            return source
        if isinstance(source, FromStep):
            return self._port(where, source)
        if source.input not in self.document.inputs:
            message = "the blueprint has no input {name}"
            self.problems.append(WiringError(where, message, name=source.input))
            return None
        hint = brick.hints.get(name, Any)
        known = self.graph.inputs.get(source.input)
        if known is None or (known.hint is not hint and fits(hint, known.hint)):
            known = self.graph.inputs[source.input] = Port(None, source.input, hint)
        return known

    def _port(self, where: str, source: FromStep) -> Port | None:
        step = self.graph.steps.get(source.step)
        if step is None:
            if source.step not in self.document.steps:
                message = "there is no step {step}"
                self.problems.append(WiringError(where, message, step=source.step))
            return None
        first, *rest = source.output.split(".")
        try:
            port = getattr(Drawn(source.step, step), first)
            for field in rest:
                port = getattr(port, field)
        except (WiringError, AttributeError) as error:
            message = "{step} yields no {output}"
            found = WiringError(where, message, step=source.step, output=source.output)
            self.problems.append(error if isinstance(error, WiringError) else found)
            return None
        return port if isinstance(port, Port) else None

    def _unused(self) -> Iterator[WiringError]:
        for name in self.document.inputs:
            if name not in self.graph.inputs:
                yield WiringError(name, "leads to no step")
            else:
                yield from self._disagreeing(name)

    def _disagreeing(self, name: str) -> Iterator[WiringError]:
        """Yield what is wrong when steps want different things of one input."""
        hint = self.graph.inputs[name].hint
        for step, said in self.graph.steps.items():
            for each, value in said.given.items():
                wanted = said.brick.hints[each]
                if isinstance(value, Port) and str(value) == name and not fits(hint, wanted):
                    message = "is {given} for one step and {wanted} for another"
                    values = {"given": spelt(hint), "wanted": spelt(wanted)}
                    yield WiringError(f"{step}.{each}", message, **values)


def _ranks(order: list[str], needs: dict[str, list[str]]) -> dict[str, int]:
    """Return how many steps lie before each, so that the order does not hang on chance."""
    ranks: dict[str, int] = {}
    for name in order:
        ranks[name] = 1 + max((ranks[each] for each in needs[name]), default=0)
    return ranks


__all__ = ["Constant", "Document", "FromInput", "FromStep", "InputDocument", "StepDocument",
           "document_of", "graph_of", "ports_of"]  # fmt: skip
