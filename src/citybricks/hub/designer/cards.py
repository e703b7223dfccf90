"""What a picture of a blueprint is made of: cards with inputs and outputs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from citybricks.faces.form import Field
from citybricks.hub.designer.domain.parts import Family
from citybricks.hub.lab.catalogue import Entry
from citybricks.kernel.document import Constant, FromInput, FromStep, Source

SHOWN = 4
"""Outputs that a card shows at once; those in use are always shown."""


def anchor(*names: str) -> str:
    """Return names as the id of an element, which has no spaces."""
    parts = ("".join(c if c.isalnum() else f"_{ord(c):x}" for c in name) for name in names)
    return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Output:
    """Something that a step yields, or that the blueprint is given."""

    id: str
    step: str
    path: str
    label: str
    description: str
    unit: str
    family: Family
    kind: str
    """What fits is the same for outputs of one kind."""
    used: bool

    @property
    def query(self) -> str:
        """What asks for the panel of this output."""
        return f"next={quote(f'{self.step}.{self.path}')}"


@dataclass(frozen=True, slots=True)
class Input:
    """Something that a step takes."""

    id: str
    step: str
    name: str
    field: Field
    family: Family
    source: Source | None
    said: str
    """In words where it comes from."""
    origin: str
    """Id of the output it is wired to; empty when it is not."""
    fits: str
    """Kinds of outputs that fit."""
    problems: tuple[str, ...]

    @property
    def how(self) -> str:
        """How it is given: ``step``, ``input``, ``value``, ``default`` or ``missing``."""
        kinds = {FromStep: "step", FromInput: "input", Constant: "value"}
        if self.source is not None:
            return kinds[type(self.source)]
        return "missing" if self.field.required else "default"

    @property
    def query(self) -> str:
        """What asks for the panel of this input."""
        return f"step={quote(self.step)}"


@dataclass(frozen=True)
class Card:
    """A step."""

    name: str
    label: str
    brick: Entry | None
    brick_id: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    problems: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id on the page."""
        return anchor("step", self.name)

    @property
    def query(self) -> str:
        """What asks for its panel."""
        return f"step={quote(self.name)}"

    @property
    def shown_inputs(self) -> list[Input]:
        """The inputs that matter: given, needed, or wrong."""
        return [one for one in self.inputs if one.how != "default" or one.problems]

    @property
    def other_inputs(self) -> list[Input]:
        """The inputs that are left to their defaults."""
        return [one for one in self.inputs if one.how == "default" and not one.problems]

    @property
    def shown_outputs(self) -> list[Output]:
        """The outputs in use, and the first others."""
        whole = [one for one in self.outputs if "." not in one.path or one.used]
        used = sum(one.used for one in whole)
        room = max(SHOWN - used, 0)
        kept: list[Output] = []
        for one in whole:
            if one.used or room > 0:
                room -= not one.used
                kept.append(one)
        return kept

    @property
    def other_outputs(self) -> list[Output]:
        """The outputs that are not shown at once."""
        shown = self.shown_outputs
        return [one for one in self.outputs if one not in shown and "." not in one.path]


@dataclass(frozen=True)
class OwnInput:
    """An input of the blueprint."""

    name: str
    label: str
    id: str
    family: Family
    unit: str
    default: str

    @property
    def query(self) -> str:
        """What asks for its panel."""
        return f"input={quote(self.name)}"


@dataclass(frozen=True)
class OwnOutput:
    """An output of the blueprint."""

    name: str
    label: str
    id: str
    origin: str
    family: Family
    said: str
    problems: tuple[str, ...]
