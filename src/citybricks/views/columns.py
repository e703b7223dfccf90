"""The columns of a table: what they are called, what they mean, their unit and kind."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import numpy as np
import pandas as pd
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from citybricks.types import Row, Table, Unit
from citybricks.types.rows import plain
from citybricks.views import numbers
from citybricks.views.markup import clean
from citybricks.views.reader import Reader
from citybricks.views.units import quantity, shown

Floats = np.ndarray[Any, np.dtype[np.float64]]
_CAMEL = re.compile("(?:[A-Z][a-z]+){2,}")
Kind = Literal["number", "year", "truth", "day", "moment", "text"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name
        Its name in the table.
    cells
        What is in it.
    kind
        How it is written and drawn.
    description
        What it means, in English; empty when its row model does not say.
    unit
        UCUM code; empty when it has none.
    coded
        Whether its texts are words of the row model, which have translations.
    """

    name: str
    cells: pd.Series[Any]
    kind: Kind
    description: str = ""
    unit: str = ""
    coded: bool = False

    @property
    def label(self) -> str:
        """The name as English text: the message id of its translations."""
        return readable(self.name)

    @property
    def numeric(self) -> bool:
        """Whether it can be measured along an axis."""
        return self.kind == "number"

    def heading(self, reader: Reader) -> str:
        """Return the label with the unit in brackets."""
        unit = shown(self.unit, reader)
        return f"{reader(self.label)} ({unit})" if unit else reader(self.label)

    def finite(self) -> Floats:
        """Return the numbers, without those that are missing or infinite."""
        values = self.floats()
        return values[np.isfinite(values)]

    def floats(self) -> Floats:
        """Return the values as floating point, NaN where there is none."""
        numeric = pd.to_numeric(self.cells, errors="coerce")
        floats: Floats = numeric.to_numpy(dtype=float, na_value=np.nan)
        return floats

    def among(self, chosen: np.ndarray[Any, Any]) -> Column:
        """Return the column with only the chosen rows."""
        return self.with_cells(self.cells[chosen])

    def with_cells(self, cells: pd.Series[Any]) -> Column:
        """Return a column of other values that means the same."""
        return replace(self, cells=cells)

    def texts(self, reader: Reader, limit: int | None = None) -> list[str]:
        """Write its first values, all with the same decimals, without the unit."""
        places = self.places()
        return [
            self._write(value, reader, places)
            for value in self.cells.head(limit or len(self.cells))
        ]

    def written(self, value: Any, reader: Reader, places: int | None = None) -> str:
        """Write one of its values, with its unit."""
        text = self._write(value, reader, places)
        one = float(value) if self.numeric and not absent(value) else None
        return quantity(text, shown(self.unit, reader, one)) if self.numeric else text

    def _write(self, value: Any, reader: Reader, places: int | None) -> str:
        text = write(value, self.kind, reader, places)
        return reader(text) if self.coded else text

    def places(self) -> int:
        """Return how many decimals its numbers are written with."""
        return numbers.decimals(self.finite()) if self.numeric else 0


def readable(name: str) -> str:
    """Make English text of a name: ``loss_of_load`` is Loss of load, ``StopSign`` is Stop sign."""
    if _CAMEL.fullmatch(name):
        name = "_".join(re.findall("[A-Z][a-z]+", name)).lower()
    words = clean(name).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def row_model(table: Table[Any]) -> type[Row] | None:
    """Return the model of a table's rows, where the table was made as ``Table[Row](…)``."""
    made = getattr(table, "__orig_class__", None)
    models = [kind for kind in get_args(made) if isinstance(kind, type) and issubclass(kind, Row)]
    return models[0] if models else None


def describe(outcome: BaseModel) -> None:
    """Remind the tables of an outcome of the row models that its fields name.

    A table that was read, or made without naming its rows, does not know them; its columns
    would be shown without units and descriptions.
    """
    for name, field in type(outcome).model_fields.items():
        hint, _, _ = plain(field.annotation)
        value = getattr(outcome, name, None)
        if isinstance(value, BaseModel):
            describe(value)
        elif isinstance(value, Table) and get_origin(hint) and row_model(value) is None:
            value.__orig_class__ = hint  # type: ignore[attr-defined] # where `typing` keeps it


def columns(table: Table[Any]) -> list[Column]:
    """Return the columns of a table in order, without the geometry of places."""
    return list(_columns(table))


def _columns(table: Table[Any]) -> Iterator[Column]:
    row = row_model(table)
    shapes = getattr(table.frame, "_geometry_column_name", None)
    for name in table.frame.columns:
        if name != shapes:
            field = row.model_fields.get(name) if row else None
            yield _column(str(name), table.frame[name], field)


def _column(name: str, values: pd.Series[Any], field: FieldInfo | None) -> Column:
    kind = _kind(name, values)
    if field is None:
        return Column(name, values, kind)
    bare, _, _ = plain(field.annotation)
    coded = get_origin(bare) is Literal or (isinstance(bare, type) and issubclass(bare, Enum))
    description = " ".join((field.description or "").split())
    return Column(name, values, kind, description, unit_of(field), coded)


def unit_of(field: FieldInfo) -> str:
    """Return the UCUM code of a field, or nothing."""
    _, constraints, _ = plain(field.annotation)
    codes = (each.code for each in (*field.metadata, *constraints) if isinstance(each, Unit))
    return next(codes, "")


def column(table: Table[Any], name: str) -> Column:
    """Return the column called `name`; of a table without rows there is always an empty one.

    Raises
    ------
    LookupError
        When the table has none; the message names those it has.
    """
    found = {each.name: each for each in _columns(table)}
    if name in found:
        return found[name]
    if not len(table):
        row = row_model(table)
        field = row.model_fields.get(name) if row else None
        return _column(name, pd.Series(dtype=float), field)
    raise LookupError(f"there is no column {name!r}; there are: {', '.join(found)}")


def _kind(name: str, values: pd.Series[Any]) -> Kind:
    inferred = pd.api.types.infer_dtype(values, skipna=True)
    if inferred in ("integer", "floating", "mixed-integer-float", "decimal"):
        whole = inferred == "integer" and name.lower().endswith("year")
        return "year" if whole else "number"
    if inferred == "boolean":
        return "truth"
    if inferred == "date":
        return "day"
    if inferred in ("datetime", "datetime64"):
        return "moment"
    return "text"


def write(value: Any, kind: Kind, reader: Reader, places: int | None = None) -> str:
    """Write a value of a column of `kind` without its unit."""
    if absent(value):
        return numbers.NOTHING
    match kind:
        case "number":
            said = numbers.number(float(value), places)
        case "year":
            said = str(int(value))
        case "truth":
            said = reader("yes") if value else reader("no")
        case "moment":
            said = _moment(pd.Timestamp(value))
        case _:
            several = isinstance(value, list | tuple | set | np.ndarray)
            said = reader.listed(*map(str, value)) if several else str(value)
    return clean(said)


def _moment(value: pd.Timestamp) -> str:
    """Write a time of day or a day after ISO 8601, as finely as it is given."""
    if value == value.normalize():
        return value.strftime("%Y-%m-%d")
    return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")


def absent(value: Any) -> bool:
    """Whether there is no value."""
    return value is None or value is pd.NaT or value is pd.NA or _is_nan(value)


def _is_nan(value: Any) -> bool:
    return isinstance(value, float | np.floating) and math.isnan(value)
