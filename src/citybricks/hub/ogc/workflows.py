"""Requests that nest processes in their inputs: designs that are run at once.

A design is kept under the digest of what it does, for workers to find, and data is no part of it:
tables and files in the request are inputs of the design, named by step and input, and are kept and
forgotten with the run.

References
----------
.. [1] OGC 21-009 (draft), OGC API - Processes - Part 3: Workflows and Chaining, clause 7
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from citybricks.faces import ogc
from citybricks.faces.json_schema import HERE
from citybricks.faces.problems import Problem, problems
from citybricks.faces.request import Reader
from citybricks.hub.jobs.runs import designs
from citybricks.hub.ogc import inputs
from citybricks.hub.ogc.problem import invalid_inputs
from citybricks.hub.ogc.schemas import Execute
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import Designed, designed, identity
from citybricks.kernel.document import STEPS, Constant, Document, FromInput, Source, graph_of
from citybricks.kernel.errors import BrickError, NoSuchBrick
from citybricks.kernel.nested import GATHER, OWN, document_of_nested, has_process, plain
from citybricks.kernel.registry import find
from citybricks.kernel.translation import translator


@dataclass(frozen=True, slots=True)
class Workflow:
    """A design as it was asked for.

    Parameters
    ----------
    brick
        The design.
    given
        Values of its inputs, as the request has them.
    places
        Where in the request they stand, by their names.
    """

    brick: Designed
    given: Mapping[str, Any]
    places: Mapping[str, str]


def nests(name: str, body: Execute) -> bool:
    """Whether a request is one for a design."""
    return name == GATHER or has_process(body.inputs)


def read(name: str, body: Execute, language: str) -> Workflow:
    """Read the design that a request asks for.

    Parameters
    ----------
    name
        The process it was posted to, which is the outermost.
    body
        The request.
    language
        What is wrong is said in it.

    Raises
    ------
    RefusedError
        When it is none, or does not fit; every misfit is named.
    """
    words = translator(language, HERE)
    values = _Values(set(_open(body.inputs)))
    request = {"process": name, "inputs": body.inputs, "outputs": dict(body.outputs or {})}
    try:
        document = document_of_nested({**request, OWN: body.own}, values)
    except (BrickError, ValidationError) as error:
        raise invalid_inputs(problems(error, words)) from error
    except RecursionError as error:
        said = words("has processes nested deeper than {limit}").format(limit=STEPS)
        raise invalid_inputs([Problem("inputs", said)]) from error
    _graph, faults = graph_of(document)
    if faults:
        raise invalid_inputs([fault for each in faults for fault in problems(each, words)])
    return Workflow(_made(document, language), {**body.open, **values.given}, values.places)


def _made(document: Document, language: str) -> Designed:
    try:
        return designs(identity(document)) or designed(document)
    except BrickError as error:
        raise invalid_inputs(problems(error, translator(language, HERE))) from error


def _open(value: Any) -> Iterator[str]:
    """Yield the names of inputs that a request leaves open."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.keys() == {"$input"}:
                yield str(one["$input"])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


@dataclass
class _Values:
    """Reads the values in a request: what is small into the design, what is data beside it."""

    taken: set[str]
    given: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    types: dict[str, Any] = field(default_factory=dict)
    reader: Reader = field(default_factory=lambda: Reader(inputs.limits()))

    def __call__(self, step: str, brick: str, name: str, value: Any) -> Source:
        found = _found(brick)
        slot = ogc.inputs(found).get(name) if found else None
        if found is None or slot is None:
            return plain(step, brick, name, value)
        if slot.files or slot.binary:
            return FromInput(input=self._beside(found, step, name, value))
        return Constant(value=self.reader.value(f"{step}.{name}", value, slot))

    def _beside(self, brick: Brick[..., Any], step: str, name: str, value: Any) -> str:
        """Return the input of the design that data is given in; equal data is given once."""
        kind = brick.hints[name]
        for known, other in self.given.items():
            if other == value and self.types[known] == kind:
                return known
        free = wished = re.sub(r"\W+", "_", f"{step}_{name}")[:50]
        while free in self.taken:
            free = f"{wished}_{len(self.taken)}"
        self.taken.add(free)
        self.given[free], self.types[free], self.places[free] = value, kind, f"{step}.{name}"
        return free


def _found(brick: str) -> Brick[..., Any] | None:
    try:
        return find(brick)
    except NoSuchBrick:
        return None
