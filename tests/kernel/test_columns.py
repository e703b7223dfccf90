"""A row of a table is a document: each cell in the type of its input, or as it is."""

from typing import Any

import pandas as pd
import pytest

from citybricks import BrickError
from citybricks.kernel.columns import document_of, files_named, inputs_of, typed
from citybricks.types.files import CSV, File
from tests.faces.samples import EVERY

STOPS, HOURS = (File(b"x", CSV, name) for name in ("stops.csv", "hours.csv"))
FILES = {"stops.csv": STOPS, "hours.csv": HOURS}


def read(cells: dict[str, Any], shared: dict[str, Any] | None = None) -> dict[str, Any]:
    return document_of(EVERY.inputs, cells, shared or {}, FILES)


def test_columns_are_inputs_and_fields_of_groups() -> None:
    known = inputs_of(EVERY.inputs)
    assert known["stops"].kind == "table"
    assert known["hours"].kind == "tables"
    assert known["lamp"].kind == "group"
    assert known["lamp.cover.locked"].kind == "truth"
    assert [name for name, one in known.items() if one.required] == ["stops"]


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("radius", 300, 300),
        ("radius", "300.5", 300.5),
        ("radius", "far", "far"),
        ("count", 4.0, 4),
        ("count", 4.5, 4.5),
        ("count", "4", 4),
        ("name", 7.0, "7"),
        ("name", "007", "007"),
        ("level", "2", 2),
        ("kind", "tram", "tram"),
        ("lamp", '{"peak_power": 3}', {"peak_power": 3}),
        ("lamp", "{", "{"),
        ("stops", "stops.csv", STOPS),
        ("stops", "[1]", [1]),
        ("hours", "stops.csv; hours.csv", [STOPS, HOURS]),
        ("hours", "hours.csv", [HOURS]),
    ],
)
def test_a_cell_takes_the_type_of_its_input_where_nothing_is_lost(
    name: str, cell: Any, value: Any
) -> None:
    found = read({name: cell})[name]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("true", True), ("否", False), (1, True), (0.0, False), (True, True), ("perhaps", "perhaps")],
)
def test_a_cell_of_a_truth_may_be_a_word(cell: Any, value: Any) -> None:
    assert read({"lamp.cover.locked": cell}) == {"lamp": {"cover": {"locked": value}}}


def test_a_row_goes_before_what_all_rows_share_and_changes_it_for_no_other() -> None:
    shared = {"radius": 100, "lamp": {"peak_power": 3, "cover": {"thickness": 1.0}}}
    cells = {"radius": 200, "lamp.cover.locked": True}
    assert read(cells, shared) == {
        "radius": 200,
        "lamp": {"peak_power": 3, "cover": {"thickness": 1.0, "locked": True}},
    }
    assert shared["lamp"] == {"peak_power": 3, "cover": {"thickness": 1.0}}


def test_what_all_rows_share_may_name_files() -> None:
    assert read({}, {"stops": "stops.csv", "hours": "hours.csv"}) == {
        "stops": STOPS,
        "hours": [HOURS],
    }


def test_columns_that_are_no_inputs_are_left_out() -> None:
    assert read({"mayor": "A", "lamp.colour": "red"}) == {}


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(BrickError) as caught:
        read({"hours": "hours.csv;gone.csv"})
    assert caught.value.input == "hours"
    assert str(caught.value).endswith(
        "names the file gone.csv, which is not among the files given: stops.csv, hours.csv"
    )


def test_the_files_of_a_row_are_those_its_cells_name() -> None:
    cells = {"hours": "a.csv；b.csv", "stops": "c.csv", "homes": '{"type": "x"}', "mayor": "d.csv"}
    assert files_named(EVERY.inputs, cells) == ["a.csv", "b.csv", "c.csv"]


def test_texts_of_a_text_file_stay_texts_and_numbers_become_numbers() -> None:
    frame = pd.DataFrame(
        {"name": ["007"], "radius": ["5"], "people": ["12"], "empty": [None]}, dtype="str"
    )
    found = typed(frame, EVERY.inputs)
    assert found["name"].tolist() == ["007"]
    assert found["radius"].tolist() == [5]
    assert found["people"].tolist() == [12]
