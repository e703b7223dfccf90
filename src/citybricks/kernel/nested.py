"""Designs as nested process execution requests, which other software that speaks OGC reads.

::

    {"process": "https://hub.example/ogc/processes/compare",
     "inputs": {"value": {"process": "https://hub.example/ogc/processes/service-area",
                          "inputs": {"stops": {"$input": "stops"}, "radius": 400},
                          "outputs": {"share.value": {}}},
                "relation": "≥", "limit": 50},
     "outputs": {"holds": {}}}

A step stands where what it yields is used, and again where it is used again; equal ones are one
step when they are read. A design that returns what several steps yield, or under other names, is
under the process ``gather``, which yields each of its inputs under its name. What a field inside
an output holds is named by its path. What the standard has no word for is in ``x-citybricks``:
names and versions of steps, titles, defaults, and steps that nothing leads from.

References
----------
.. [1] OGC 21-009 (draft), OGC API - Processes - Part 3: Workflows and Chaining, clauses 7 and 10
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from citybricks.kernel.document import (
    NAME,
    STEPS,
    Constant,
    Document,
    FromInput,
    FromStep,
    Source,
    StepDocument,
)
from citybricks.kernel.errors import NoSuchBrick, WiringError
from citybricks.kernel.registry import find
from citybricks.types.messages import MESSAGES

GATHER = "gather"
"""The process that yields each of its inputs under its name."""
OWN = "x-citybricks"
PROCESSES = 10_000
"""A request has no more: a step is written wherever it is used."""
_QUALIFIED = frozenset({"value", "mediaType", "encoding", "schema", "format"})

Read = Callable[[str, str, str, Any], Source]
"""Takes a step, its brick, the name of an input and what is given; returns where it comes from."""


def nested(document: Document, base: str) -> dict[str, Any]:
    """Write a design as an execution request whose inputs are processes.

    Parameters
    ----------
    document
        The design, in which every wire leads somewhere.
    base
        Address of the API that has the processes, such as ``https://hub.example/ogc``.

    Raises
    ------
    WiringError
        When a wire leads nowhere or round in a circle, or the request would be too large.
    """
    return _Writing(document, base.rstrip("/")).written()


def document_of_nested(value: Mapping[str, Any], read: Read | None = None) -> Document:
    """Read a design from an execution request whose inputs are processes.

    Parameters
    ----------
    value
        The request; of the address of a process only the last part counts, wherever it is.
    read
        Reads what is no process; by default JSON, as it is or as ``{"value": …}``.

    Raises
    ------
    WiringError
        When something in it is no process where one belongs.
    pydantic.ValidationError
        When it has too many steps, or names that no design can have.
    """
    return _Reading(read or plain).document(value)


def is_process(value: Any) -> bool:
    """Whether a value of an input is a nested process."""
    known = {"process", "inputs", "outputs", "response", OWN}
    return (
        isinstance(value, dict) and isinstance(value.get("process"), str) and value.keys() <= known
    )


def has_process(values: Mapping[str, Any]) -> bool:
    """Whether any input of a request is a process, or one of the design that is asked for."""
    return any(
        is_process(one) or _own_input(one) is not None
        for value in values.values()
        for one in (value if isinstance(value, list) else [value])
    )


def plain(step: str, brick: str, name: str, value: Any) -> Source:
    """Read what an execute request has for a value, without addresses and files."""
    del step, brick, name
    if isinstance(value, dict) and "value" in value and value.keys() <= _QUALIFIED:
        return Constant(value=value["value"])
    return Constant(value=value)


def _own_input(value: Any) -> str | None:
    """Return the name of the input of the design that a value stands for."""
    if isinstance(value, dict) and value.keys() == {"$input"} and isinstance(value["$input"], str):
        return value["$input"]
    return None


class _Writing:
    def __init__(self, document: Document, base: str) -> None:
        self.steps, self.document, self.base = document.steps, document, base
        self.done: dict[str, dict[str, Any]] = {}
        self.sizes: dict[str, int] = {}
        self.open: list[str] = []

    def written(self) -> dict[str, Any]:
        outputs = self.document.outputs
        selected: dict[str, Any] = {name: {} for name in outputs}
        tops = {source.step for source in outputs.values()}
        if len(tops) == 1 and all(name == source.output for name, source in outputs.items()):
            found = self._step(tops.pop())
        else:
            given = {name: self._source(name, source) for name, source in outputs.items()}
            found = {"process": f"{self.base}/processes/{GATHER}", "inputs": given}
        said = {**found.get(OWN, {}), **self._texts()}
        return {**found, "outputs": selected, **({OWN: said} if said else {})}

    def _texts(self) -> dict[str, Any]:
        """Return what of the design no process says."""
        document = self.document.json_document()
        texts = {name: document[name] for name in ("title", "description") if name in document}
        inputs = {name: said for name, said in document.get("inputs", {}).items() if said}
        idle = {name: document["steps"][name] for name in self.steps if name not in self.done}
        unused = self.document.inputs.keys() - set(self._leading())
        inputs |= {name: document["inputs"][name] for name in unused}
        more = {"inputs": inputs, "steps": idle}
        return texts | {name: said for name, said in more.items() if said}

    def _leading(self) -> Iterator[str]:
        for name in self.done:
            for source in self.steps[name].inputs.values():
                if isinstance(source, FromInput):
                    yield source.input

    def _step(self, name: str) -> dict[str, Any]:
        if name in self.done:
            return self.done[name]
        step = self.steps[name]
        self.open.append(name)
        inputs = {each: self._source(f"{name}.{each}", s) for each, s in step.inputs.items()}
        self.open.pop()
        used = (s.step for s in step.inputs.values() if isinstance(s, FromStep))
        self.sizes[name] = 1 + sum(self.sizes[each] for each in used)
        if self.sizes[name] > PROCESSES:
            raise WiringError(name, "stands for more than {limit} processes: a step is written"
                              " wherever it is used", limit=PROCESSES)  # fmt: skip
        said = {"step": name, **({"version": step.version} if step.version else {})}
        process = f"{self.base}/processes/{step.brick}"
        self.done[name] = {"process": process, "inputs": inputs, OWN: said}
        return self.done[name]

    def _source(self, where: str, source: Source) -> Any:
        if isinstance(source, FromInput):
            return {"$input": source.input}
        if isinstance(source, Constant):
            # as the standard has it: an object is the value of something, anything else is itself
            return {"value": source.value} if isinstance(source.value, dict) else source.value
        if source.step not in self.steps:
            raise WiringError(where, "there is no step {step}", step=source.step)
        if source.step in self.open:
            circle = " → ".join([*self.open[self.open.index(source.step) :], source.step])
            raise WiringError("steps", "the steps {steps} go round in a circle", steps=circle)
        return {**self._step(source.step), "outputs": {source.output: {}}}


@dataclass
class _Reading:
    read: Read
    steps: dict[str, StepDocument] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Steps by what they do, to know them again."""

    def document(self, value: Mapping[str, Any]) -> Document:
        said = _object("", value, OWN)
        wanted = _object("", value, "outputs")
        if _brick("", value) == GATHER:
            given = _object("", value, "inputs")
            outputs = {name: self._gathered(name, given.get(name)) for name in wanted or given}
        else:
            top = self._step("", value)
            names = list(wanted) or outputs_of(self.steps[top].brick)
            # a field inside an output has a dot, and the design's output a name without
            outputs = {n.replace(".", "_"): FromStep(step=top, output=n) for n in names}
        idle = _object(OWN, said, "steps")
        texts = {name: said[name] for name in ("title", "description") if name in said}
        inputs = self.inputs | _object(OWN, said, "inputs")
        steps = {name: step.model_dump() for name, step in self.steps.items()}
        returned = {name: source.model_dump() for name, source in outputs.items()}
        return Document.model_validate(
            {**texts, "inputs": inputs, "steps": {**idle, **steps}, "outputs": returned}
        )

    def _gathered(self, name: str, value: Any) -> FromStep:
        source = self._source(name, value) if is_process(value) else None
        if not isinstance(source, FromStep):
            raise WiringError(name, "is not what a step yields; a blueprint returns nothing else")
        return source

    def _source(self, where: str, value: Any, depth: int = 0) -> FromStep | FromInput | None:
        """Return where a value comes from; None when it is there."""
        name = _own_input(value)
        if name is not None:
            if not re.fullmatch(NAME, name):
                raise WiringError(where, MESSAGES["string_pattern_mismatch"], pattern=NAME,
                                  input=name)  # fmt: skip
            self.inputs.setdefault(name, {})
            return FromInput(input=name)
        if isinstance(value, list) and any(is_process(one) or _own_input(one) for one in value):
            raise WiringError(where, "is a list with processes in it, which cannot be joined yet")
        if not is_process(value):
            return None
        step = self._step(where, value, depth)
        wanted = list(_object(where, value, "outputs")) or outputs_of(self.steps[step].brick)[:1]
        if len(wanted) > 1:
            raise WiringError(where, "takes one output of {process}, not {names}",
                              process=value["process"], names=", ".join(wanted))  # fmt: skip
        return FromStep(step=step, output=wanted[0] if wanted else "")

    def _step(self, where: str, value: Mapping[str, Any], depth: int = 0) -> str:
        if depth > STEPS:
            raise WiringError(where, "has processes nested deeper than {limit}", limit=STEPS)
        brick, said = _brick(where, value), _object(where, value, OWN)
        given = _object(where, value, "inputs")
        known = {
            n: self._source(f"{where}.{n}".strip("."), one, depth + 1) for n, one in given.items()
        }
        does = {n: given[n] if one is None else one.model_dump() for n, one in known.items()}
        called = said.get("step") if isinstance(said.get("step"), str) else None
        same = json.dumps([brick, called, does], sort_keys=True)
        if same not in self.names:
            name = self.names[same] = self._free(called or re.sub(r"[\s.]+", "-", brick)[:50])
            sources = {
                each: one if one is not None else self.read(name, brick, each, given[each])
                for each, one in known.items()
            }
            version = said.get("version", "")
            self.steps[name] = StepDocument(brick=brick, version=version, inputs=sources)
            self.inputs |= {s.input: {} for s in sources.values() if isinstance(s, FromInput)}
        return self.names[same]

    def _free(self, name: str) -> str:
        names = (name if at == 1 else f"{name}-{at}" for at in count(1))
        return next(each for each in names if each not in self.steps)


def outputs_of(brick: str) -> list[str]:
    """Return the names of what a brick yields; none when it is not here."""
    try:
        return ["chosen"] if brick == "choose" else list(find(brick).outputs.model_fields)
    except NoSuchBrick:
        return []


def _brick(where: str, value: Mapping[str, Any]) -> str:
    """Return the last part of the address of a process."""
    address = value.get("process")
    path = re.split(r"[?#]", address)[0] if isinstance(address, str) else ""
    found = path.rstrip("/").rpartition("/")[2]
    if not found:
        raise WiringError(where, "names no process")
    return found


def _object(where: str, value: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        inner = f"{where}.{key}".strip(".")
        raise WiringError(inner, "must be an object with named fields, not {input}", input=found)
    return found
