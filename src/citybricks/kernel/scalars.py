"""The numbers, texts and truths in an outcome: what of many runs fits into one table."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from citybricks.types import Indicator, Unit
from citybricks.types.rows import plain

Kind = Literal["number", "truth", "text", "indicator"]
Scalar = float | int | bool | str | None


class Measure(NamedTuple):
    """A scalar of an outcome: where it is, and what it means.

    Parameters
    ----------
    path
        Its name, after those of the groups around it: ``share``, ``costs.build``.
    kind
        What it is.
    unit
        UCUM code; empty when it has none, or only a run tells.
    description
        What it means, in English.
    """

    path: str
    kind: Kind
    unit: str = ""
    description: str = ""


def measures_of(model: type[BaseModel]) -> tuple[Measure, ...]:
    """Return the scalars that an outcome has, in the order of its fields."""
    return _measures(model)


@lru_cache(maxsize=256)
def _measures(model: type[BaseModel]) -> tuple[Measure, ...]:
    found: list[Measure] = []
    for name, field in model.model_fields.items():
        bare, constraints, _ = plain(field.annotation)
        marks = (*field.metadata, *constraints)
        unit = next((mark.code for mark in marks if isinstance(mark, Unit)), "")
        kind = _kind(bare)
        if kind is not None:
            said = " ".join((field.description or "").split())
            found.append(Measure(name, kind, unit, said))
        elif isinstance(bare, type) and issubclass(bare, BaseModel):
            inner = measures_of(bare)
            found += [each._replace(path=f"{name}.{each.path}") for each in inner]
    return tuple(found)


def _kind(bare: Any) -> Kind | None:
    if get_origin(bare) is Literal:
        kinds = {_kind(type(word)) for word in get_args(bare)}
        return kinds.pop() if len(kinds) == 1 else "text"
    if get_origin(bare) in (Union, UnionType) or not isinstance(bare, type):
        return None
    if issubclass(bare, Indicator):
        return "indicator"
    if issubclass(bare, bool):
        return "truth"
    if issubclass(bare, int | float):
        return "number"
    return "text" if issubclass(bare, str | date) else None


class Measured(NamedTuple):
    """An indicator's value with what only a run tells of it."""

    value: float
    unit: str
    sdg: str
    name: str


def scalars_of(outcome: BaseModel) -> tuple[Any, ...]:
    """Return the values of `measures_of` an outcome: plain ones, and `Measured` for indicators."""
    return tuple(_value(outcome, measure) for measure in measures_of(type(outcome)))


def _value(outcome: Any, measure: Measure) -> Any:
    value = outcome
    for name in measure.path.split("."):
        value = getattr(value, name, None)
    if value is None:
        return None
    if measure.kind == "indicator":
        return Measured(float(value.value), value.unit, value.sdg, value.name)
    if measure.kind == "text":
        return value.isoformat() if isinstance(value, date) else str(value)
    if measure.kind == "truth":
        return bool(value)
    return int(value) if isinstance(value, int) else float(value)
