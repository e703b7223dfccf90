"""Which value may stand where: types of outputs and inputs compared, misfits put into words.

Tables fit by their columns: a richer row fits where a poorer one is asked for. Numbers fit when
their units agree. Everything else fits by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from citybricks.types import Row, Unit
from citybricks.types.tables import Table


class Misfit(NamedTuple):
    """Why a port does not fit: an English sentence with placeholders, and what they stand for."""

    message: str
    values: dict[str, Any]


def fits(given: Any, wanted: Any) -> bool:
    """Whether a value of type `given` may stand where `wanted` is asked for."""
    return misfit(given, wanted) is None


def misfit(given: Any, wanted: Any) -> Misfit | None:  # noqa: PLR0911 - a line for each kind
    """Return why a value of type `given` cannot stand where `wanted` is asked for, or None."""
    if Any in (given, wanted):
        return None
    has, needs = _alternatives(given), _alternatives(wanted)
    if NoneType in has and NoneType not in needs:
        return Misfit("{port} may be empty, and {wanted} is needed", {"wanted": spelt(wanted)})
    values = [each for each in has if each is not NoneType]
    if len(values) > 1 or len(needs) > 1:
        refused = [
            first
            for value in values
            if (first := _no_place(value, needs, given, wanted)) is not None
        ]
        return refused[0] if refused else None
    inner, outer = bare(given), bare(wanted)
    if _is_table(inner) and _is_table(outer):
        return _misfit_of_tables(inner, outer)
    if get_origin(inner) is list and get_origin(outer) is list:
        return misfit(get_args(inner)[0], get_args(outer)[0])
    if not _same_kind(inner, outer):
        return Misfit(
            "{port} is {given}, not {wanted}", {"given": spelt(given), "wanted": spelt(wanted)}
        )
    return _misfit_of_units(given, wanted)


def _no_place(value: Any, needs: list[Any], given: Any, wanted: Any) -> Misfit | None:
    """Return why one alternative of what is given fits none of those that are wanted."""
    if any(each is not NoneType and fits(value, each) for each in needs):
        return None
    said = [found for each in needs if each is not NoneType and (found := misfit(value, each))]
    if len(said) == 1:
        return said[0]
    return Misfit(
        "{port} is {given}, not {wanted}", {"given": spelt(given), "wanted": spelt(wanted)}
    )


def _misfit_of_tables(given: Any, wanted: Any) -> Misfit | None:
    if not issubclass(get_origin(given), get_origin(wanted)):
        return Misfit(
            "{port} is {given}, not {wanted}", {"given": spelt(given), "wanted": spelt(wanted)}
        )
    (has,), (needs,) = get_args(given), get_args(wanted)
    if _has_places(wanted) and has.geometry != needs.geometry:
        values = {"given": has.geometry, "wanted": needs.geometry}
        return Misfit("{port} has places of kind {given}, not {wanted}", values)
    absent = [
        name
        for name, field in needs.model_fields.items()
        if name not in has.model_fields and field.is_required()
    ]
    if absent:
        return Misfit("{port} lacks the column {columns}", {"columns": ", ".join(absent)})
    for name in sorted(needs.model_fields.keys() & has.model_fields.keys()):
        column = whole(needs.model_fields[name])
        if not fits(whole(has.model_fields[name]), column):
            values = {"name": name, "wanted": spelt(column)}
            return Misfit("{port} has a column {name} that is not {wanted}", values)
    return None


def _misfit_of_units(given: Any, wanted: Any) -> Misfit | None:
    has, needs = unit_of(given), unit_of(wanted)
    if has and needs and has != needs:
        return Misfit("{port} is in {given}, not in {wanted}", {"given": has, "wanted": needs})
    return None


def mixed(given: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[str, Misfit] | None:
    """Return an input given in another unit than the one before, where any is taken, but the same.

    Parameters
    ----------
    given
        Types of what inputs are given.
    wanted
        Types of the inputs.
    """
    units = [(name, unit_of(hint)) for name, hint in given.items() if _takes_any(wanted[name])]
    known = [(name, unit) for name, unit in units if unit]
    for name, unit in known[1:]:
        first, other = known[0]
        if unit != other:
            return name, Misfit(
                "is in {given}, and {other} is in {wanted}",
                {"given": unit, "wanted": other, "other": first},
            )
    return None


def _takes_any(hint: Any) -> bool:
    """Whether an input takes a number in any unit."""
    return Unit("") in getattr(hint, "__metadata__", ())


def _same_kind(given: Any, wanted: Any) -> bool:
    if get_origin(given) is Literal:
        if get_origin(wanted) is Literal:
            return set(get_args(given)) <= set(get_args(wanted))
        return all(_same_kind(type(value), wanted) for value in get_args(given))
    if isinstance(given, type) and isinstance(wanted, type):
        if given is bool or wanted is bool:  # a truth is an int to Python, and to nobody else
            return given is wanted
        return issubclass(given, wanted) or (given is int and wanted is float)
    return bool(given == wanted)


def _is_table(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Table)


def row_of(hint: Any) -> type[Row] | None:
    """Return what the rows of a table are, also of one that may be left out; else None."""
    tables = (bare(each) for each in _alternatives(hint) if _is_table(bare(each)))
    return next((get_args(table)[0] for table in tables), None)


def _has_places(hint: Any) -> bool:
    return bool(get_origin(hint).__name__ == "Features")


def _alternatives(hint: Any) -> list[Any]:
    inner = bare(hint)
    if get_origin(inner) in (Union, UnionType):
        return list(get_args(inner))
    return [hint]


def bare(hint: Any) -> Any:
    """Strip a type of its `Annotated` clothes."""
    return get_args(hint)[0] if hasattr(hint, "__metadata__") else hint


def whole(field: Any) -> Any:
    """Return the type of a model's field with the clothes Pydantic has taken off."""
    hint = field.annotation
    for each in field.metadata:
        hint = Annotated[hint, each]
    return hint


def unit_of(hint: Any) -> str:
    """Return the UCUM code a type carries; empty when it carries none."""
    for each in _alternatives(hint):
        for said in getattr(each, "__metadata__", ()):
            if isinstance(said, Unit):
                return said.code
    return next((m.code for m in getattr(hint, "__metadata__", ()) if isinstance(m, Unit)), "")


def spelt(hint: Any) -> str:
    """Write a type as a signature does: ``Features[Stop]``, ``float``, ``Stop or nothing``."""
    parts = []
    for each in _alternatives(hint):
        inner = bare(each)
        arguments = ", ".join(spelt(one) for one in get_args(inner))
        name = getattr(inner, "__name__", str(inner))
        if get_origin(inner) is Literal:
            parts.append(" | ".join(map(str, get_args(inner))))
        elif inner is NoneType:
            parts.append("nothing")
        else:
            parts.append(f"{name}[{arguments}]" if arguments else name)
    return " or ".join(parts)
