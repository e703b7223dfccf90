"""Run a brick or a blueprint step by step: here, in threads, or on a cluster, with one result.

A blueprint is run by demand: only what leads to its outputs is computed, so of two branches the
one that is not chosen is never started. With a run store, the outcome of every step is kept under
the key of its inputs, and a step whose inputs are as before is taken from there.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Any

from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.fitting import row_of
from citybricks.kernel.graph import CHOOSE, Chosen, Graph, Port
from citybricks.kernel.placing import placed
from citybricks.kernel.run import Cancelled, Run
from citybricks.kernel.runner import SMALL_SECONDS, Ended, Runner, next_ended, note, took
from citybricks.kernel.spread import spreading_on
from citybricks.kernel.store import Store
from citybricks.types import Model
from citybricks.types.naming import naming
from citybricks.types.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is told of a step that has ended."""

    step: str
    brick: str
    version: str
    key: str
    seconds: float
    kept: bool
    """Whether it was taken from the run store."""
    ended: datetime
    outcome: str = ""
    """Digest of what it yielded, where that is known."""

    def written(self) -> dict[str, Any]:
        """Write it as JSON holds it."""
        whole = {"seconds": round(self.seconds, 6), "ended": self.ended.isoformat()}
        return {**asdict(self), **whole}


def execute(
    brick: Brick[..., Any],
    inputs: Model,
    run: Run | None = None,
    *,
    runner: Runner | None = None,
    store: Store | None = None,
    known: Collection[str] = (),
    tell: Callable[[Account], None] = lambda _: None,
) -> Any:
    """Run a brick on validated inputs and return its outcome.

    Parameters
    ----------
    brick
        A brick; of a blueprint, every step is run.
    inputs
        Its validated inputs.
    run
        Where progress goes, and whence a dismissal comes.
    runner
        Where steps run that are not small; by default here, one after another.
    store
        Where the outcomes of steps are kept and found.
    known
        Keys of steps whose earlier runs the one who asks may know of. Others are found too, and
        told of as if they had been computed.
    tell
        Called with the account of each step that has ended.

    Raises
    ------
    BrickError
        When a step cannot answer; `input` names the step and its input.
    pydantic.ValidationError
        When what one step yields is refused by the next.
    Cancelled
        When the run was dismissed.
    """
    run = run or Run()
    try:
        if isinstance(brick, Blueprint):
            work = Execution(brick.graph, dict(inputs), run, runner, store, known, tell)
            return brick.outputs(**work.outputs())
        if runner is None or _has_tasks(brick):
            with spreading_on(runner):
                return brick.apply(inputs, run)
        return _elsewhere(brick, inputs, run, runner, store)
    finally:
        if runner is not None:
            runner.stop()


def _has_tasks(brick: Brick[..., Any]) -> bool:
    """Whether a brick runs another one, and has the runner do that."""
    return any(naming(brick.hints))


def _elsewhere(
    brick: Brick[..., Any], inputs: Model, run: Run, runner: Runner, store: Store | None
) -> Any:
    """Run a brick that is no blueprint where the runner is."""
    key = "" if store is None else store.accept(brick, inputs)
    task = StepTask(brick.id, brick, inputs, key, store)
    ended: queue.SimpleQueue[Ended] = queue.SimpleQueue()
    runner.start(task, run, ended.put)
    return task.outcome(next_ended(ended, run))


@dataclass(frozen=True, slots=True)
class StepTask:
    """A step that is ready: its brick and its inputs, which the store has under the key."""

    name: str
    brick: Brick[..., Any]
    inputs: Model
    key: str
    store: Store | None

    def here(self, run: Run) -> Any:
        """Run the brick in this process."""
        return self.brick.apply(self.inputs, run)

    def away(self) -> Callable[[Run], None]:
        """Return what runs the brick elsewhere, from the run store and into it.

        Raises
        ------
        ValueError
            When there is no run store: only keys travel.
        """
        if self.store is None:
            raise ValueError("steps run elsewhere only with a run store")
        return partial(_stored, self.brick, self.key, self.store.url)

    def outcome(self, ended: Ended) -> Any:
        """Return what it yielded; from the store, where it was run elsewhere and kept there."""
        if ended.error is not None:
            raise ended.error
        if ended.result is None and self.store is not None:
            return self.store.run(self.key).get("outcome", self.brick.outputs)
        return ended.result


def _stored(brick: Brick[..., Any], key: str, url: str, run: Run) -> None:
    store = Store(url)
    if not store.run(key).exists():
        store.perform(brick, key, lambda inputs: brick.apply(inputs, run))


@dataclass
class Execution:
    """A graph while it runs."""

    graph: Graph
    given: Mapping[str, Any]
    run: Run
    runner: Runner | None
    store: Store | None
    known: Collection[str]
    tell: Callable[[Account], None]
    done: dict[str, Any] = field(default_factory=dict)
    tasks: dict[str, StepTask] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    ended: queue.SimpleQueue[Ended] = field(default_factory=queue.SimpleQueue)

    def outputs(self) -> dict[str, Any]:
        """Run what leads to the outputs, and return them."""
        while ready := list(self._ready()):
            small = self._start_large(ready)
            if small is not None:
                self._here(small)
            elif self.tasks:
                self._wait()
        return {name: self._value(source) for name, source in self.graph.outputs.items()}

    def _ready(self) -> Iterator[str]:
        """Yield the steps that are needed: those that run, and those that can be started."""
        seen: set[str] = set()
        sources = [port for port in self.graph.outputs.values() if isinstance(port, Port)]
        while sources:
            step = sources.pop().origin
            if step is None or step in seen or step in self.done:
                continue
            seen.add(step)
            needed = [port for port in self._needed(step) if self._lacks(port)]
            sources += needed
            if not needed:
                yield step

    def _needed(self, name: str) -> list[Port]:
        """Return what a step needs first; of two branches, the one its condition chooses."""
        step = self.graph.steps[name]
        if step.brick is not CHOOSE:
            return list(step.ports())
        condition = step.given["condition"]
        if isinstance(condition, Port) and self._lacks(condition):
            return [condition]
        branch = step.given["yes" if self._value(condition) else "no"]
        return [branch] if isinstance(branch, Port) else []

    def _lacks(self, port: Port) -> bool:
        return port.origin is not None and port.origin not in self.done

    def _value(self, source: Any) -> Any:
        """Return the value a port stands for."""
        if not isinstance(source, Port):
            return source
        names = source.path.split(".")
        value = self.given[names.pop(0)] if source.origin is None else self.done[source.origin]
        for name in names:
            value = getattr(value, name)
        return value

    def _start_large(self, ready: list[str]) -> str | None:
        """Start the tasks among the steps that can be, and return one that is to run here."""
        small = None
        for step in ready:
            if step in self.tasks:
                continue
            if self.runner is None or not self._is_large(step):
                small = small or step
                continue
            task = self._task(step)
            if task is not None:
                self.tasks[step] = task
                self.runner.start(task, self._part(step), self.ended.put)
        return small

    def _is_large(self, step: str) -> bool:
        brick = self.graph.steps[step].brick
        if brick is CHOOSE or isinstance(brick, Blueprint) or _has_tasks(brick):
            return False
        return (took(self.store, brick) or 0.0) > SMALL_SECONDS

    def _task(self, name: str) -> StepTask | None:
        """Return a step with its inputs, or None when the store had its outcome."""
        brick = self.graph.steps[name].brick
        inputs = self._inputs(name)
        if self.store is None:
            return StepTask(name, brick, inputs, "", None)
        key = self.store.accept(brick, inputs)
        task = StepTask(name, brick, inputs, key, self.store)
        folder = self.store.run(key)
        if self._may_take(brick, key) and folder.exists():
            self._finish(task, folder.get("outcome", brick.outputs), 0.0, kept=True)
            return None
        return task

    def _may_take(self, brick: Brick[..., Any], key: str) -> bool:
        """Whether an earlier outcome may be taken; a blueprint's steps each say so for themselves.

        Accounts of steps that are not there would tell that somebody has run the blueprint.
        """
        return key in self.known or not isinstance(brick, Blueprint)

    def _here(self, name: str) -> None:
        """Run a step in this thread."""
        step = self.graph.steps[name]
        if self.run.cancelled():
            raise Cancelled
        if step.brick is CHOOSE:
            branch = step.given["yes" if self._value(step.given["condition"]) else "no"]
            self.done[name] = Chosen(chosen=self._value(branch))
            return
        task = self._task(name)
        if task is None:
            return
        start = perf_counter()
        with placed(self.graph, name):
            outcome = self._apply(task)
        self._take(task, outcome, perf_counter() - start)

    def _apply(self, task: StepTask) -> Model:
        run = self._part(task.name)
        if not isinstance(task.brick, Blueprint):
            with spreading_on(self.runner):
                return task.brick.apply(task.inputs, run)  # type: ignore[no-any-return] # an outcome
        inner = Execution(
            task.brick.graph, dict(task.inputs), run, self.runner, self.store, self.known,
            lambda account: self.tell(_within(task.name, account)),
        )  # fmt: skip
        return task.brick.outputs(**inner.outputs())  # type: ignore[no-any-return] # an outcome

    def _wait(self) -> None:
        """Wait for a task to end, unless the run is dismissed first."""
        ended = next_ended(self.ended, self.run)
        task = self.tasks.pop(ended.name)
        with placed(self.graph, ended.name):
            outcome = task.outcome(ended)
        self._take(task, outcome, ended.seconds)

    def _take(self, task: StepTask, outcome: Model, seconds: float) -> None:
        if self.store is not None and not self.store.run(task.key).exists():
            self.store.run(task.key).put("outcome", outcome)
        note(self.store, task.brick, seconds)
        self._finish(task, outcome, seconds, kept=False)

    def _finish(self, task: StepTask, outcome: Model, seconds: float, *, kept: bool) -> None:
        self.done[task.name] = outcome
        self.shares[task.name] = 1.0
        said = kept and task.key in self.known
        if kept and not said:  # whoever computed it is nobody's business
            seconds = took(self.store, task.brick) or seconds
        account = Account(
            step=task.name, brick=task.brick.id, version=task.brick.version, key=task.key,
            seconds=seconds, kept=said, ended=datetime.now(UTC),
        )  # fmt: skip
        self.tell(account)
        self._report(task.brick.title)  # which has translations, as all that is reported

    def _part(self, step: str) -> Run:
        """Return the run of a step: its progress is a part of the whole."""

        def report(share: float, message: str) -> None:
            self.shares[step] = share
            self._report(message)

        return Run(report=report, cancelled=self.run.cancelled)

    def _report(self, message: str) -> None:
        self.run.report(sum(self.shares.values()) / max(len(self.graph.steps), 1), message)

    def _inputs(self, name: str) -> Model:
        step = self.graph.steps[name]
        hints = step.brick.hints
        with placed(self.graph, name):
            given = {n: handed(n, self._value(v), hints[n]) for n, v in step.given.items()}
            return step.brick.inputs.model_validate(given)


def handed(name: str, value: Any, hint: Any) -> Any:
    """Return a value as the next step takes it: with default columns, and not without rows."""
    if not isinstance(value, Table):
        return value
    if not len(value):
        raise BrickError(name, "has no rows; at least one is needed")
    row = row_of(hint)
    if row is None:
        return value
    filled = {
        column: info.default
        for column, info in row.model_fields.items()
        if column not in value.frame.columns and not info.is_required()
    }
    return type(value)(value.frame.assign(**filled)) if filled else value


def _within(step: str, account: Account) -> Account:
    return replace(account, step=f"{step}/{account.step}")
