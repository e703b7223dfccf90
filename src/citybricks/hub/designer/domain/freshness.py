"""Which steps are up to date: those whose outcome, for what they are given now, is known.

A step is fresh when the key it would have now is one that the reader's own runs of this design
have recorded. Nothing else is looked up: what others have run stays theirs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.cache import cache
from pydantic import ValidationError

from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.runs import brick_of, folder_of, store
from citybricks.kernel.document import Constant, Document
from citybricks.kernel.errors import BrickError, NoSuchBrick, NoSuchRun
from citybricks.kernel.execute import handed
from citybricks.kernel.graph import CHOOSE, Graph, Port, Step
from citybricks.kernel.store import canonical, code_digest, digest, key_of, taken_apart
from citybricks.types.naming import naming

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Record:
    """A step that has ended in one of the reader's runs."""

    job: Job
    step: str
    brick: str
    key: str
    seconds: float
    kept: bool


def records_of(job: Job) -> dict[str, Record]:
    """Return the steps that have ended in a job."""
    return {
        step: Record(job, step, one["brick"], one["key"], float(one["seconds"]), bool(one["kept"]))
        for step, one in job.steps.items()
    }


@dataclass(frozen=True, slots=True)
class Given:
    """What a run was given: its inputs by name, as the run store names them."""

    job: Job
    document: Mapping[str, Any]

    @classmethod
    def of(cls, job: Job) -> Given | None:
        """Read what a run was given; None when it is not kept any more."""
        try:
            return cls(job, json.loads(folder_of(job).read("inputs.json")))
        except NoSuchRun:
            return None

    def value(self, name: str) -> Any:
        """Return an input itself."""
        return getattr(folder_of(self.job).get("inputs", brick_of(self.job).inputs), name)


@dataclass
class Walk:
    """The keys that the steps of a graph have now.

    Parameters
    ----------
    document
        The blueprint.
    graph
        Its graph; steps with problems have no key.
    broken
        Steps that something is wrong with.
    runs
        What the reader's runs were given, newest first.
    known
        Keys that the reader's runs have recorded.
    """

    document: Document
    graph: Graph
    broken: set[str]
    runs: Sequence[Given]
    known: set[str]
    keys: dict[str, str | None] = field(default_factory=dict)

    def key(self, step: str) -> str | None:
        """Return the key a step has now; None when something before it has no outcome yet."""
        if step not in self.keys:
            self.keys[step] = self._key(step)
        return self.keys[step]

    def is_fresh(self, step: str) -> bool:
        """Whether the reader has had the step's outcome for what it is given now."""
        if step in self.broken or step not in self.graph.steps:
            return False
        if self.graph.steps[step].brick is CHOOSE:
            return self._recipe_of(Port(step, "chosen", Any)) is not None
        key = self.key(step)
        return key in self.known and store().run(str(key)).exists()

    def _key(self, name: str) -> str | None:
        if name in self.broken or name not in self.graph.steps:
            return None
        step = self.graph.steps[name]
        recipes = {each: self._recipe(name, each, value) for each, value in step.given.items()}
        if None in recipes.values():
            return None
        brick = step.brick
        if any(naming(brick.hints)):  # the code of a brick that an input names counts too
            return self._computed(step)
        recipe = [brick.id, brick.version, code_digest(brick), recipes]
        place = f"step-key:{digest(canonical(recipe))}"
        found = cache.get(place)
        if found is None:
            found = self._computed(step)
            cache.set(place, found or "", _DAY)
        return found or None

    def _recipe(self, step: str, name: str, value: Any) -> list[Any] | None:
        """Say what an input is given, so that equal words stand for equal values."""
        if isinstance(value, Port):
            return self._recipe_of(value)
        said = self.document.steps[step].inputs.get(name)
        return ["value", said.value if isinstance(said, Constant) else None]

    def _recipe_of(self, port: Port) -> list[Any] | None:
        source = self._origin(port)
        if source is None:
            return None
        if not isinstance(source, Port):
            return ["value", source]
        if source.origin is None:
            name = source.path.partition(".")[0]
            found = self._run_with(name)
            return ["given", source.path, found.document[name]] if found else self._default(name)
        fresh = self.is_fresh(source.origin)
        return ["step", self.key(source.origin), source.path] if fresh else None

    def _origin(self, port: Port) -> Any:
        """Follow branches to the port or constant they choose; None when it is not known yet."""
        source: Any = port
        while isinstance(source, Port) and source.origin and self._is_branch(source.origin):
            given = self.graph.steps[source.origin].given
            condition = given.get("condition")
            if isinstance(condition, Port) and self._recipe_of(condition) is None:
                return None
            fields = source.path.removeprefix("chosen")
            source = given.get("yes" if self._value(condition) else "no")
            if isinstance(source, Port):
                source = Port(source.origin, source.path + fields, Any)
        return source

    def _is_branch(self, step: str) -> bool:
        return step in self.graph.steps and self.graph.steps[step].brick is CHOOSE

    def _default(self, name: str) -> list[Any] | None:
        said = self.document.inputs[name].default
        return ["default", said.value] if said else None

    def _run_with(self, name: str) -> Given | None:
        """Return the latest run that was given an input."""
        return next((run for run in self.runs if name in run.document), None)

    def _computed(self, step: Step) -> str | None:
        try:
            hints = step.brick.hints
            given = {n: handed(n, self._value(v), hints[n]) for n, v in step.given.items()}
            document, _tables = taken_apart(step.brick.inputs.model_validate(given))
        except (ValidationError, BrickError, NoSuchRun, NoSuchBrick, AttributeError):
            return None
        return key_of(step.brick, document)

    def _value(self, value: Any) -> Any:
        if not isinstance(value, Port):
            return value
        port = self._origin(value)
        if not isinstance(port, Port):
            return port
        first, *rest = port.path.split(".")
        if port.origin is None:
            run = self._run_with(first)
            said = self.document.inputs[first].default
            found = run.value(first) if run else said.value if said else None
        else:
            found = getattr(self._outcome(port.origin), first)
        for name in rest:
            found = getattr(found, name)
        return found

    def _outcome(self, step: str) -> Any:
        brick = self.graph.steps[step].brick
        return store().run(str(self.key(step))).get("outcome", brick.outputs)

    @cached_property
    def fresh(self) -> set[str]:
        """The steps that would not run again."""
        return {name for name in self.graph.steps if self.is_fresh(name)}
