"""Graphs of steps and wires: what a blueprint is when it is drawn, checked as it grows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NoReturn

from pydantic import ValidationError, create_model

from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import WiringError
from citybricks.kernel.fitting import bare, fits, misfit, mixed, spelt, unit_of, whole
from citybricks.kernel.outcome import Outcome, drawing
from citybricks.kernel.refusal import refusals
from citybricks.types import Model

WHOLE = "is given all that a step yields; name one of: {names}"


def _refuse(port: Port, what: str) -> NoReturn:
    message = "a blueprint only joins bricks, it cannot {what} what a step yields; a brick can"
    raise WiringError(str(port), message, what=what)


class Port:
    """A value that will exist: what a step yields, or an input of the blueprint itself.

    Parameters
    ----------
    origin
        The step it comes from; None for an input of the blueprint.
    path
        Name of the output or input, with fields inside it: ``share.value``.
    hint
        Its type.
    """

    __slots__ = ("hint", "origin", "path")

    def __init__(self, origin: str | None, path: str, hint: Any) -> None:
        self.origin, self.path, self.hint = origin, path, hint

    def __str__(self) -> str:
        return f"{self.origin}.{self.path}" if self.origin else self.path

    def __repr__(self) -> str:
        return f"Port({self}: {spelt(self.hint)})"

    def __getattr__(self, name: str) -> Port:
        if name.startswith("_"):
            raise AttributeError(name)
        inner = bare(self.hint)
        if isinstance(inner, type) and issubclass(inner, Model) and name in inner.model_fields:
            return Port(self.origin, f"{self.path}.{name}", whole(inner.model_fields[name]))
        raise WiringError(str(self), "has no field {name}; it is {given}", name=name,
                          given=spelt(self.hint))  # fmt: skip

    def __eq__(self, other: object) -> bool:
        if drawing.get():
            _refuse(self, "compare")
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __lt__(self, other: Any) -> Any:
        return _compared(self, "<", other)

    def __le__(self, other: Any) -> Any:
        return _compared(self, "≤", other)

    def __gt__(self, other: Any) -> Any:
        return _compared(self, ">", other)

    def __ge__(self, other: Any) -> Any:
        return _compared(self, "≥", other)

    def __bool__(self) -> bool:
        raise WiringError(str(self), "is not known before the blueprint runs: use choose()")

    def __iter__(self) -> Iterator[Any]:
        _refuse(self, "go through")

    def __len__(self) -> int:  # noqa: PLE0303 - there is none yet
        _refuse(self, "count")

    def __format__(self, spec: str) -> str:
        if drawing.get():
            _refuse(self, "write")
        return format(str(self), spec)

    def _calculated(self, *_others: object) -> Any:
        _refuse(self, "calculate with")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _calculated
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _calculated
    __pow__ = __rpow__ = __neg__ = __pos__ = __abs__ = __round__ = _calculated
    __int__ = __float__ = __index__ = __getitem__ = _calculated


def _compared(port: Port, relation: str, limit: Any) -> Any:
    from citybricks.kernel.registry import find

    return find("compare")(value=port, relation=relation, limit=limit).holds


@dataclass(frozen=True, slots=True)
class Step:
    """A brick, and what each of its inputs is given: a port or a constant."""

    brick: Brick[..., Any]
    given: Mapping[str, Any]

    def ports(self) -> Iterator[Port]:
        """Yield what it needs from others."""
        return (value for value in self.given.values() if isinstance(value, Port))


@dataclass(slots=True)
class Graph:
    """Steps in an order in which they can run, the blueprint's inputs, and its outputs."""

    inputs: dict[str, Port] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)

    def add(self, brick: Brick[..., Any], given: Mapping[str, Any]) -> Any:
        """Add a step and return its outcome, made of ports.

        Raises
        ------
        WiringError
            When something given does not fit the input it is given to, or one is missing.
        """
        count = sum(brick.id == step.brick.id for step in self.steps.values())
        name = f"{brick.id}-{count + 1}" if count else brick.id
        checked = {}
        for each, value in given.items():
            checked[each] = suitable(brick, f"{name}.{each}", each, value)
        for problem in (*lacking(brick, name, given), *mixing(brick, name, checked)):
            raise problem
        step = Step(brick, checked)
        outcome = outcome_of_ports(name, step)
        self.steps[name] = step
        return outcome

    def after(self, step: str) -> set[str]:
        """Return the steps that need what `step` yields, directly or not."""
        found: set[str] = set()
        for name, other in self.steps.items():
            if any(port.origin == step or port.origin in found for port in other.ports()):
                found.add(name)
        return found


def suitable(brick: Brick[..., Any], where: str, name: str, value: Any) -> Any:
    """Return what an input is given, a constant checked and in its type.

    Raises
    ------
    WiringError
        When the brick has no such input, or the value does not fit it.
    """
    wanted = brick.hints.get(name) if name != "return" else None
    if wanted is None:
        names = ", ".join(brick.inputs.model_fields)
        raise WiringError(where, "{brick} has no input {name}; it has: {names}",
                          brick=brick.id, name=name, names=names)  # fmt: skip
    if isinstance(value, Port):
        if found := misfit(value.hint, wanted):
            raise WiringError(where, found.message, port=value, **found.values)
        return value
    if isinstance(value, Drawn):
        raise WiringError(where, WHOLE, names=names_of(value))
    return constant(brick, where, name, value)


def constant(brick: Brick[..., Any], where: str, name: str, value: Any) -> Any:
    """Return a constant as its input takes it.

    Raises
    ------
    WiringError
        When the input does not take it.
    """
    token = drawing.set(False)
    try:
        return getattr(_alone(brick, name).model_validate({name: value}), name)
    except ValidationError as error:
        first = refusals(error)[0]
        inner = f"{where}{first.input.removeprefix(name)}"
        if first.values is None:
            raise WiringError(inner, "{reason}", reason=first.message) from error
        raise WiringError(inner, first.message, **first.values) from error
    finally:
        drawing.reset(token)


@lru_cache(maxsize=1024)
def _alone(brick: Brick[..., Any], name: str) -> type[Model]:
    """Return a model of one input, which checks it as it is checked at a run."""
    fields: dict[str, Any] = {name: (brick.hints[name], ...)}
    return create_model(name, __base__=Model, **fields)


def lacking(brick: Brick[..., Any], step: str, given: Mapping[str, Any]) -> Iterator[WiringError]:
    """Yield what is wrong about inputs that are needed and not given."""
    for name, info in brick.inputs.model_fields.items():
        if info.is_required() and name not in given:
            yield WiringError(f"{step}.{name}", "is needed and was given nothing")


def mixing(brick: Brick[..., Any], step: str, given: Mapping[str, Any]) -> Iterator[WiringError]:
    """Yield what is wrong about the units of ports that a brick compares, adds or the like."""
    hints = {name: port.hint for name, port in given.items() if isinstance(port, Port)}
    if found := mixed(hints, brick.hints):
        name, why = found
        yield WiringError(f"{step}.{name}", why.message, **why.values)


def outcome_of_ports(name: str, step: Step) -> Any:
    """Return what a step yields, made of ports."""
    return Drawn(name, step)


class Drawn:
    """What a step yields while a blueprint is drawn: a port for each output."""

    def __init__(self, name: str, step: Step) -> None:
        self._name, self._brick, self._ports = name, step.brick.id, ports_of(name, step)

    def __getattr__(self, name: str) -> Port:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._ports:
            message = "{brick} yields no {name}; it yields: {names}"
            raise WiringError(f"{self._name}.{name}", message, brick=self._brick, name=name,
                              names=names_of(self))  # fmt: skip
        return self._ports[name]


def drawn_ports(drawn: Drawn) -> dict[str, Port]:
    """Return the ports of what a step yields; no method, for a brick may yield any name."""
    ports: dict[str, Port] = vars(drawn)["_ports"]
    return ports


def names_of(drawn: Drawn) -> str:
    """Return the names of what a step yields, as a sentence lists them."""
    return ", ".join(drawn_ports(drawn))


def ports_of(name: str, step: Step) -> dict[str, Port]:
    """Return a port for each output of a step."""
    if step.brick is CHOOSE:
        return {"chosen": Port(name, "chosen", _common(name, step.given))}
    fields = step.brick.outputs.model_fields
    return {each: Port(name, each, whole(info)) for each, info in fields.items()}


def _common(name: str, given: Mapping[str, Any]) -> Any:
    """Return the type of whichever of two values is chosen."""
    yes, no = (
        value.hint if isinstance(value, Port) else type(value)
        for value in (given.get("yes"), given.get("no"))
    )
    if fits(no, yes):
        return yes
    if fits(yes, no):
        return no
    raise WiringError(name, "chooses between {yes} and {no}, which are of no common type",
                      yes=_measured(yes), no=_measured(no))  # fmt: skip


def _measured(hint: Any) -> str:
    unit = unit_of(hint)
    return f"{spelt(hint)} [{unit}]" if unit else spelt(hint)


class Chosen(Outcome):
    """One of two values."""

    chosen: Any
    """The first where the condition holds, else the second."""


def _choose(condition: bool, yes: Any, no: Any) -> Chosen:
    """One of two values.

    Parameters
    ----------
    condition
        Decides.
    yes
        What is chosen when the condition holds.
    no
        What is chosen when it does not.
    """
    return Chosen(chosen=yes if condition else no)


CHOOSE: Brick[..., Any] = Brick("choose", "1.0.0", _choose)
"""The branch of a blueprint; only what leads to the value that is chosen is run."""
