"""How the designer names things: steps, inputs and outputs, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from citybricks.faces.form import Field, fields
from citybricks.faces.json_schema import HERE, label, outputs_of, words_of
from citybricks.faces.problems import problems
from citybricks.hub.designer.domain.parts import brick_named, bricks_here
from citybricks.kernel.brick import Brick
from citybricks.kernel.document import Document, FromStep
from citybricks.kernel.errors import BrickError
from citybricks.kernel.translation import translator
from citybricks.views.columns import readable

_TABLE = re.compile(r"(Features|Table|Series)\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Said:
    """An output in words."""

    label: str
    description: str
    unit: str


@cache
def fields_of(brick: Brick[..., Any], language: str) -> dict[str, Field]:
    """Return the form fields of a brick by the name of the input."""
    return {one.path: one for one in fields(brick, language)}


@cache
def outputs_said(brick: Brick[..., Any], language: str) -> dict[str, Said]:
    """Return what a brick yields in words, by path."""
    found: dict[str, Said] = {}
    for name, schema in outputs_of(brick, language).items():
        found[name] = _said(name, schema)
        for each, inner in schema.get("properties", {}).items():
            if "x-files" not in schema:
                part = _said(each, inner)
                words = f"{found[name].label} · {part.label}"
                found[f"{name}.{each}"] = Said(words, part.description, part.unit)
    return found


def _said(name: str, schema: Mapping[str, Any]) -> Said:
    kinds = [schema, *schema.get("anyOf", ())]
    unit = next((str(kind["x-ogc-unit"]) for kind in kinds if "x-ogc-unit" in kind), "")
    return Said(str(schema.get("title", label(name))), str(schema.get("description", "")), unit)


@dataclass(frozen=True)
class Words:
    """Names of the parts of one blueprint in one language."""

    document: Document
    language: str

    def step(self, name: str) -> str:
        """Name a step: as it was called, or as its brick is."""
        said = self.document.steps.get(name)
        brick = brick_named(said.brick) if said else None
        if brick is None:
            return name
        tail = name.removeprefix(brick.id)
        if tail == name or not re.fullmatch(r"(-\d+)?", tail):
            return name
        title = words_of(brick, self.language)(brick.title)
        return f"{title} {tail[1:]}".strip()

    def output(self, step: str, path: str) -> str:
        """Name an output of a step."""
        said = self.document.steps.get(step)
        brick = brick_named(said.brick) if said else None
        found = outputs_said(brick, self.language).get(path) if brick else None
        return found.label if found else label(path.replace(".", " · "))

    def input(self, step: str, name: str) -> str:
        """Name an input of a step."""
        said = self.document.steps.get(step)
        brick = brick_named(said.brick) if said else None
        found = fields_of(brick, self.language).get(name) if brick else None
        return found.label if found else label(name)

    def own(self, name: str) -> str:
        """Name an input of the blueprint itself, as its form does."""
        return translate(self.language)(label(name))

    def source(self, source: FromStep) -> str:
        """Say where a value comes from."""
        return f"{self.output(source.step, source.output)} · {self.step(source.step)}"

    def place(self, where: str) -> str:
        """Name what a problem is about: ``step.input``, a step, or a part of the blueprint."""
        step, _dot, rest = where.partition(".")
        if step in self.document.steps:
            name = rest.split(".")[0]
            return f"{self.step(step)} · {self.input(step, name)}" if name else self.step(step)
        if step in self.document.inputs:
            return self.own(step)
        return "" if where in ("", "outputs", "steps") else label(where)

    def problem(self, error: BrickError | ValidationError) -> str:
        """Put an error into words."""
        if isinstance(error, ValidationError):
            return "; ".join(map(str, problems(error, translate(self.language))))
        step = error.input.partition(".")[0]
        values = {name: self._plain(name, value) for name, value in error.values.items()}
        if "other" in values and step in self.document.steps:
            values["other"] = self.input(step, values["other"])
        said = translate(self.language)(error.message)
        return sentence(said.format(**values))

    def _plain(self, name: str, value: Any) -> str:
        text = str(value)
        if name == "port":
            step, _dot, path = text.partition(".")
            known = step in self.document.steps
            shown = (
                self.source(FromStep(step=step, output=path)) if known and path else self.own(text)
            )
            return _("“%(name)s”") % {"name": shown}
        if name in ("given", "wanted", "yes", "no"):
            return typed(text, self.language)
        return text


def typed(text: str, language: str) -> str:
    """Write a type for people: ``Features[Stop]`` is a table of places (Stop)."""
    words = translate(language)
    kinds = {
        "Features": _("places of the kind %(row)s"),
        "Table": _("a table of the kind %(row)s"),
        "Series": _("a series of the kind %(row)s"),
    }

    def table(found: re.Match[str]) -> str:
        return kinds[found[1]] % {"row": words(readable(found[2]))}

    plain = {"float": _("a number"), "int": _("a whole number"), "str": _("a text"),
             "bool": _("yes or no"), "nothing": _("nothing")}  # fmt: skip
    parts = [_TABLE.sub(table, plain.get(part, part)) for part in text.split(" or ")]
    return _(" or ").join(parts)


def sentence(text: str) -> str:
    """Let a text begin as sentences do."""
    return text[:1].upper() + text[1:]


def uses_of(document: Document, name: str) -> list[tuple[str, str]]:
    """Return the inputs of steps that an input of the blueprint leads to."""
    return [
        (step, each)
        for step, said in document.steps.items()
        for each, source in said.inputs.items()
        if getattr(source, "input", None) == name
    ]


@cache
def translate(language: str) -> Callable[[str], str]:
    """Return the translator of the words that all bricks share, and of bricks' own rows."""
    folders = dict.fromkeys(folder for brick in bricks_here().values() for folder in brick.texts)
    return translator(language, HERE, HERE.parent / "views", *folders)
