"""The picture of a blueprint: cards with ports, and in words where each input comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from citybricks.faces.form import Field, written
from citybricks.hub.designer.cards import Card, Input, Output, OwnInput, OwnOutput, anchor
from citybricks.hub.designer.domain.layout import columns
from citybricks.hub.designer.domain.parts import (
    brick_named,
    family_of,
    graph,
    joins,
    made_by,
    own_for,
    taken,
    yielded,
)
from citybricks.hub.designer.words import Words, fields_of, outputs_said, uses_of
from citybricks.hub.lab.catalogue import entry_of
from citybricks.kernel.brick import Brick
from citybricks.kernel.document import Constant, Document, FromInput, FromStep, Source
from citybricks.kernel.errors import WiringError
from citybricks.kernel.fitting import unit_of
from citybricks.kernel.graph import Graph

LINE = 60
"""A value is written in a line of no more characters."""


@dataclass
class Picture:
    """A blueprint as it is drawn for one reader."""

    document: Document
    language: str
    words: Words = field(init=False)
    graph: Graph = field(init=False)
    errors: list[WiringError] = field(init=False)

    def __post_init__(self) -> None:
        self.words = Words(self.document, self.language)
        self.graph, self.errors = graph(self.document)

    @cached_property
    def broken(self) -> set[str]:
        """The steps that something is wrong with."""
        return {error.input.partition(".")[0] for error in self.errors}

    def problems_at(self, where: str) -> tuple[str, ...]:
        """Return what is wrong with an input, or with a step as a whole."""
        return tuple(
            self.words.problem(error)
            for error in self.errors
            if error.input == where or ("." in where and error.input.startswith(f"{where}."))
        )

    @cached_property
    def problems(self) -> list[tuple[str, str, str]]:
        """What keeps the blueprint from running: where in words, what, and the panel to mend it."""
        return [
            (self.words.place(error.input), self.words.problem(error), self._panel(error.input))
            for error in self.errors
        ]

    def _panel(self, where: str) -> str:
        step = where.partition(".")[0]
        if step in self.document.steps:
            return f"step={quote(step)}"
        return f"input={quote(where)}" if where in self.document.inputs else ""

    @cached_property
    def columns(self) -> list[list[Card]]:
        """The cards, column by column."""
        return [[self.card(name) for name in column] for column in columns(self.document)]

    @cached_property
    def used(self) -> set[tuple[str, str]]:
        """The outputs that something is made of."""
        sources: list[Any] = list(self.document.outputs.values())
        sources += [one for said in self.document.steps.values() for one in said.inputs.values()]
        return {(one.step, one.output) for one in sources if isinstance(one, FromStep)}

    def card(self, name: str) -> Card:
        """Return the card of a step."""
        said = self.document.steps[name]
        brick = brick_named(said.brick)
        return Card(
            name=name,
            label=self.words.step(name),
            brick=entry_of(brick, self.language) if brick else None,
            brick_id=said.brick,
            inputs=tuple(self._inputs(name, brick)) if brick else (),
            outputs=tuple(self.outputs(name, brick)) if brick else (),
            problems=self.problems_at(name),
        )

    def _inputs(self, step: str, brick: Brick[..., Any]) -> Iterator[Input]:
        fields = fields_of(brick, self.language)
        for name, hint in taken(brick).items():
            source = self.document.steps[step].inputs.get(name)
            yield Input(
                id=anchor("in", step, name),
                step=step,
                name=name,
                field=fields[name],
                family=family_of(hint),
                source=source,
                said=self._said(source, fields[name]),
                origin=self._origin(source),
                fits=" ".join(self._kinds_for(brick, name)),
                problems=self.problems_at(f"{step}.{name}"),
            )

    def outputs(self, step: str, brick: Brick[..., Any]) -> Iterator[Output]:
        """Yield what a step yields, fields of indicators too."""
        said = outputs_said(brick, self.language)
        hints = yielded(self.graph, step) or made_by(brick)
        for path, hint in hints.items():
            words = said.get(path)
            yield Output(
                id=anchor("out", step, path),
                step=step,
                path=path,
                label=words.label if words else path,
                description=words.description if words else "",
                unit=words.unit if words else unit_of(hint),
                family=family_of(hint),
                kind=kind_of(brick, path),
                used=(step, path) in self.used,
            )

    def _kinds_for(self, brick: Brick[..., Any], name: str) -> Iterator[str]:
        """Yield the kinds of outputs here that an input takes."""
        makers = {step.brick.id: step.brick for step in self.graph.steps.values()}
        for maker in makers.values():
            for path in made_by(maker):
                if joins(maker.id, path, brick.id, name):
                    yield kind_of(maker, path)
        for own in own_for(self.document, self.graph, brick.hints[name]):
            yield f"own:{own}"

    def _said(self, source: Source | None, of: Field) -> str:
        if isinstance(source, FromStep):
            return self.words.source(source)
        if isinstance(source, FromInput):
            return self.words.own(source.input)
        if isinstance(source, Constant):
            return value_said(of, source.value)
        return _("not given yet") if of.required else default_said(of)

    def _origin(self, source: Source | None) -> str:
        if isinstance(source, FromStep):
            return anchor("out", source.step, source.output)
        return anchor("own", source.input) if isinstance(source, FromInput) else ""

    @cached_property
    def own_inputs(self) -> list[OwnInput]:
        """The inputs of the blueprint."""
        found = []
        for name, said in self.document.inputs.items():
            port = self.graph.inputs.get(name)
            of = self.consumer(name)
            default = said.default
            found.append(
                OwnInput(
                    name=name,
                    label=self.words.own(name),
                    id=anchor("own", name),
                    family=family_of(port.hint) if port is not None else "other",
                    unit=unit_of(port.hint) if port is not None else "",
                    default=value_said(of, default.value) if default and of else "",
                )
            )
        return found

    def consumer(self, name: str) -> Field | None:
        """Return the field of the first step input that an input of the blueprint leads to."""
        for step, each in uses_of(self.document, name):
            brick = brick_named(self.document.steps[step].brick)
            if brick and each in taken(brick):
                return fields_of(brick, self.language)[each]
        return None

    @cached_property
    def own_outputs(self) -> list[OwnOutput]:
        """The outputs of the blueprint."""
        return [
            OwnOutput(
                name=name,
                label=self.words.output(one.step, one.output),
                id=anchor("ret", name),
                origin=anchor("out", one.step, one.output),
                family=family_of(yielded(self.graph, one.step).get(one.output)),
                said=self.words.source(one),
                problems=self.problems_at(name),
            )
            for name, one in self.document.outputs.items()
        ]


def kind_of(brick: Brick[..., Any], path: str) -> str:
    """Return what outputs that fit the same have in common."""
    return f"{brick.id}:{path}"


def value_said(of: Field, value: Any) -> str:
    """Write a constant in a few words."""
    if of.shape in ("table", "tables"):
        return _("a table of its own")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if of.shape == "group" and isinstance(value, Mapping):
        parts = written(of.fields, value)
        return ", ".join(parts.values())[:LINE]
    text = written([of], {of.path: value}).get(of.path, "")
    return text if len(text) <= LINE else f"{text[: LINE - 1]}…"


def default_said(of: Field) -> str:
    """Write what an input is when it is given nothing."""
    if of.default is None or of.shape in ("table", "tables", "group") or of.default in ([], {}, ""):
        return _("left to its default")
    return value_said(of, of.default)
