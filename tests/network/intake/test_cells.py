"""Cells that spreadsheets would take for formulas."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from citybricks.network.intake.domain.cells import guarded, line, unguarded
from citybricks.network.intake.domain.sheet import read

FORMULAS = ("=1+1", "+49 30", "-50 %", "@home", "'=1+1", "''@home")


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_takes_for_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Kobe", "'s-Hertogenbosch", "'", "", "1 = 1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell


@given(st.text(alphabet=st.sampled_from("'=+-@\t\ra路")))
def test_nothing_is_lost_by_guarding(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.lists(st.text(alphabet=st.sampled_from("'=+-@\"\n,; a路"), min_size=1), min_size=1))
@example([" '="])
def test_a_line_that_is_written_is_read_as_it_was(cells: list[str]) -> None:
    names = [f"n{at}" for at in range(len(cells))]
    table = line([*names, "last"]) + line([*map(guarded, cells), "."])
    (row,) = read("table.csv", table.encode()).rows
    assert [row.get(name, "") for name in names] == [cell.strip() for cell in cells]


def test_a_workbook_is_read_without_the_guard() -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["a"])
    for cell in FORMULAS:
        book.active.append([guarded(cell)])
    book.save(file)
    assert [row["a"] for row in read("table.xlsx", file.getvalue()).rows] == list(FORMULAS)


def test_json_needs_no_guard() -> None:
    assert read("table.json", b'[{"a": "\'=1"}]').rows == ({"a": "'=1"},)
