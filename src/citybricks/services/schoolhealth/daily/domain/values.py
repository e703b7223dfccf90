"""Values that stand alone, as DHIS2 and IHE ADX send them, put together into rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from citybricks.services.schoolhealth.daily.domain.rows import UNIT
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.tables import Row, short

ELEMENTS = ("enrolled", "absent", "excluded", "ill")
"""Data elements that are read."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value that stands alone.

    Parameters
    ----------
    number
        Place in the file, from 1.
    element
        One of `ELEMENTS`.
    unit
        Class, as ``school/grade/class`` or its id.
    period
        Day, as 20260408 or 2026-04-08.
    category
        Syndrome, or syndrome and diagnosis with a dot between; empty: the whole class.
    """

    number: int
    element: str
    unit: str
    period: str
    category: str
    value: object
    place: str = ""


def rows_of(values: Iterable[Value]) -> list[Row]:
    """Return rows of values: those of a class, day and category are one."""
    found: dict[tuple[str, str, str], Row] = {}
    apart: list[Row] = []
    for one in values:
        if one.element not in ELEMENTS:
            wrong = Finding(
                "unknown-element", "dataElement", short(one.element), ", ".join(ELEMENTS)
            )
            apart.append(Row(one.number, {}, (wrong,), one.place))
            continue
        key = (one.unit, one.period, one.category)
        row = found.setdefault(key, _row(one))
        if one.element in row.cells:
            apart.append(_again(one, row))
            if row.cells[one.element] != one.value:
                found[key] = _contradicted(one, row)
            continue
        row.cells[one.element] = one.value
        row.numbers[one.element] = one.number
    return [*found.values(), *apart]


def _row(one: Value) -> Row:
    syndrome, _dot, diagnosis = one.category.partition(".")
    cells: dict[str, object] = {UNIT: one.unit, "date": one.period}
    cells |= {"syndrome": syndrome} if syndrome else {}
    cells |= {"diagnosis": diagnosis} if diagnosis else {}
    return Row(one.number, cells, place=one.place)


def _again(one: Value, row: Row) -> Row:
    """Return a row that says that a value stands there twice."""
    rule = "said-twice" if row.cells[one.element] == one.value else "differs"
    before = str(row.numbers[one.element])
    shown = short(f"{one.unit} {one.period} {one.category} {one.element}")
    return Row(one.number, {}, (Finding(rule, one.element, shown, before),), one.place)


def _contradicted(one: Value, row: Row) -> Row:
    """Return the row with what contradicts it: of two values neither is taken over."""
    shown = short(f"{one.unit} {one.period} {one.category} {one.element}")
    wrong = Finding("differs", one.element, shown, str(one.number))
    return Row(row.number, row.cells, (*row.findings, wrong), row.place, row.numbers)
