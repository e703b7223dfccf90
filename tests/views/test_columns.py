from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from citybricks.types import Home, Table
from citybricks.views.columns import column, columns, describe, readable, row_model
from citybricks.views.reader import Reader


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("loss_of_load", "Loss of load"),
        ("pm25", "Pm25"),
        ("StopSign", "Stop sign"),
        ("kWh", "KWh"),
        ("小区", "小区"),
        ("", ""),
    ],
)
def test_a_name_becomes_readable(name: str, label: str) -> None:
    assert readable(name) == label


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1, 2], "number"),
        ([1.5, None], "number"),
        ([True, False], "truth"),
        ([date(2026, 1, 1)], "day"),
        ([pd.Timestamp("2026-01-01 08:00")], "moment"),
        (["a", None], "text"),
        ([[1, 2], [3]], "text"),
        ([], "text"),
        ([None, None], "text"),
    ],
)
def test_the_kind_of_a_column_is_told_by_its_cells(cells: list[Any], kind: str) -> None:
    table: Table[Any] = Table(pd.DataFrame({"a": pd.Series(cells, dtype=object).infer_objects()}))
    assert column(table, "a").kind == kind


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (True, "yes"),
        (None, "–"),
        (pd.NaT, "–"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 8, 30), "2026-01-02 08:30"),  # noqa: DTZ001 - the clock on the wall
        (pd.Timestamp("2026-01-02 08:30:05"), "2026-01-02 08:30:05"),
        (["a", "b"], "a, b"),
    ],
)
def test_a_cell_is_written_by_its_kind(cell: Any, text: str) -> None:
    table: Table[Any] = Table(pd.DataFrame({"a": pd.Series([cell], dtype=object).infer_objects()}))
    assert column(table, "a").texts(Reader()) == [text]


def test_whole_numbers_of_years_are_not_grouped() -> None:
    table: Table[Any] = Table(pd.DataFrame({"year": [2026], "population": [2026]}))
    assert [each.texts(Reader()) for each in columns(table)] == [["2026"], ["2,026"]]


def test_a_table_tells_its_rows_once_it_is_described(outcome: Any) -> None:
    assert row_model(outcome.homes) is None
    describe(outcome)
    described = column(outcome.homes, "residents")
    assert (described.unit, described.description) == ("{person}", "People who live there.")
    assert described.heading(Reader(language="zh-Hans")).endswith(" (人)")


def test_a_column_that_is_not_there_is_refused_by_name() -> None:
    table = Table[Home](pd.DataFrame({"residents": [1]}))
    with pytest.raises(LookupError, match="there is no column 'walk'; there are: residents"):
        column(table, "walk")


def test_a_table_without_rows_has_every_column() -> None:
    empty = Table[Home](pd.DataFrame())
    assert column(empty, "residents").unit == "{person}"


def test_words_of_a_row_model_are_translated(outcome: Any) -> None:
    describe(outcome)
    reader = Reader({"flat": "公寓", "house": "别墅"}.get)  # type: ignore[arg-type] # all are known
    assert set(column(outcome.homes, "kind").texts(reader)) == {"公寓", "别墅"}
