"""The page an outcome gets without its author's help: each field by its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from citybricks.types import Features, Indicator, Series
from citybricks.types import Table as Data
from citybricks.views.card import Card
from citybricks.views.charts.chart import Chart
from citybricks.views.columns import Column, columns, describe, readable, unit_of
from citybricks.views.maps.map import Map
from citybricks.views.page import Block, Page
from citybricks.views.table import Table

_CATEGORIES = 6


def default(outcome: BaseModel) -> Page:
    """Return a page of cards, then maps, charts and tables, then sections."""
    describe(outcome)
    cards: list[Block | Page] = []
    rest: list[Block | Page] = []
    for name, field in type(outcome).model_fields.items():
        for block in _blocks(name, field, getattr(outcome, name)):
            (cards if isinstance(block, Card) else rest).append(block)
    return Page(*cards, *rest)


def _blocks(name: str, field: FieldInfo, value: Any) -> Iterator[Block | Page]:
    title, said = readable(name), " ".join((field.description or "").split())
    match value:
        case Indicator():
            yield Card(value, title, description=said)
        case Features():
            yield Map(value, colour=_telling(value), title=title)
            if columns(value):
                yield Table(value, title=title, folded=True)
        case Series() if any(each.numeric for each in columns(value)[1:]):
            yield Chart(value, title=title)
        case Data():
            yield Table(value, title=title)
        case BaseModel():
            yield Page(*default(value).blocks, title=title)
        case list() | tuple() if value and all(isinstance(each, BaseModel) for each in value):
            yield from _several(title, list(value))
        case list() | tuple() | set() | frozenset():
            yield Card(list(value) or None, title, description=said)
        case dict():
            frame = pd.DataFrame({"name": list(value), "value": list(value.values())})
            yield Table(Data(frame), title=title)
        case _:
            yield Card(value, title, unit=unit_of(field), description=said)


def _several(title: str, models: list[BaseModel]) -> Iterator[Block | Page]:
    if all(isinstance(each, Indicator) for each in models):
        yield Page(*(Card(each) for each in models), title=title)
    else:
        frame = pd.DataFrame([each.model_dump() for each in models])
        table: Data[Any] = Data(frame)
        yield Table(table, title=title)


def _telling(places: Features[Any]) -> str | None:
    """Choose a column to colour places by: the first number, or else the first few categories."""
    varied = [each for each in columns(places) if _kinds(each) > 1]
    numbers = [each.name for each in varied if each.numeric]
    words = [each.name for each in varied if _kinds(each) <= _CATEGORIES]
    return next(iter([*numbers, *words]), None)


def _kinds(column: Column) -> int:
    return int(column.cells.astype(str).nunique())
