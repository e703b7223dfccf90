"""A form holds the fields of a signature, and what is written into it can be read again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citybricks.faces import form
from citybricks.faces.form import Field
from citybricks.kernel.registry import find
from tests.faces.samples import EVERY, STOPS, Lamp

FIELDS = form.fields(EVERY)
LEAVES = {leaf.path: leaf for leaf in form.leaves(FIELDS)}


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("stops", "table"),
        ("homes", "table"),
        ("hours", "tables"),
        ("lamp.peak_power", "number"),
        ("lamp.cover.locked", "boolean"),
        ("radius", "number"),
        ("share", "number"),
        ("count", "integer"),
        ("kind", "choice"),
        ("level", "choice"),
        ("name", "text"),
        ("day", "date"),
        ("seen", "time"),
        ("loud", "boolean"),
        ("tilts", "list"),
        ("words", "list"),
        ("weights", "json"),
    ],
)
def test_each_input_has_the_shape_of_its_type(path: str, shape: str) -> None:
    assert LEAVES[path].shape == shape


def test_options_keep_their_values_and_are_called_in_the_readers_language() -> None:
    kind = LEAVES["kind"]
    assert [option for option, _ in kind.named] == list(kind.options)
    assert kind.called(kind.options[0]) == str(kind.options[0])
    assert kind.called("no such option") is None
    (method,) = (
        one for one in form.fields(find("ballot-count"), "zh-Hans") if one.path == "method"
    )
    assert method.called("Schulze") == "舒尔策法"


def test_fields_come_in_the_order_of_the_signature_and_groups_hold_theirs() -> None:
    assert [field.path for field in FIELDS] == list(EVERY.inputs.model_fields)
    assert [field.path for field in FIELDS[1].fields] == ["lamp.peak_power", "lamp.cover"]


def test_a_field_knows_its_unit_bounds_default_and_whether_it_is_required() -> None:
    power, count = LEAVES["lamp.peak_power"], LEAVES["count"]
    assert (power.unit, power.minimum, power.maximum) == ("W", 0, 1_000)
    assert (count.minimum, count.maximum, count.default) == (1, 9, 3)
    assert [path for path, leaf in LEAVES.items() if leaf.required] == ["stops"]


def test_the_default_of_a_group_is_that_of_the_signature() -> None:
    assert LEAVES["lamp.peak_power"].default == 40.0
    assert Lamp().peak_power == 30.0


def test_a_group_given_in_part_keeps_the_rest_of_its_default() -> None:
    document = form.read(FIELDS, {"lamp.cover.locked": "true"}, {})
    assert document["lamp"] == {"peak_power": 40.0, "cover": {"thickness": 0.02, "locked": True}}


def test_a_table_field_knows_its_files_and_columns() -> None:
    stops = LEAVES["stops"]
    assert stops.accept == (".csv", ".tsv", ".geojson", ".parquet", ".geoparquet")
    assert [(column.name, column.required) for column in stops.columns] == [
        ("name", True),
        ("mode", False),
    ]
    assert stops.columns[1].allowed == "bus, tram, metro, rail, ferry, cable"
    assert LEAVES["hours"].columns[0].unit == "lx"


def test_labels_and_descriptions_are_in_the_language_of_the_reader() -> None:
    columns = {leaf.path: leaf for leaf in form.leaves(form.fields(EVERY, "zh-Hans"))}
    assert columns["homes"].columns[0].label == "居民人数"
    assert LEAVES["homes"].columns[0].label == "Residents"
    assert LEAVES["stops"].description == "Where public transport stops; ``mode`` may be left out."


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "lamp": st.fixed_dictionaries(
        {
            "peak_power": st.floats(0, 1_000, exclude_min=True, exclude_max=True),
            "cover": st.fixed_dictionaries({"thickness": st.floats(0, 1), "locked": st.booleans()}),
        }
    ),
    "radius": st.floats(0, 1e300),
    "share": st.floats(0, 100),
    "count": st.integers(1, 9),
    "kind": st.sampled_from(["bus", "tram"]),
    "level": st.sampled_from([1, 2]),
    "name": st.text().map(str.strip).filter(bool),
    "day": st.dates().map(str),
    "seen": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    "loud": st.booleans(),
    "tilts": st.lists(st.floats(0, 90), min_size=1),
    "words": st.lists(st.text("abc 长椅-_/.", min_size=1).map(str.strip).filter(bool), min_size=1),
    "weights": st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False)),
    "seed": st.integers(0, 2**31 - 1),
}


@given(st.fixed_dictionaries({}, optional=VALUES))
@example({"radius": 1e22, "share": 0.1, "seed": 2**31 - 1})
def test_what_was_written_into_a_form_is_read_from_it(document: dict[str, Any]) -> None:
    texts = form.written(FIELDS, document)
    again = form.read(FIELDS, texts, {"stops": STOPS})
    wanted = EVERY.inputs.model_validate({**document, "stops": STOPS})
    assert EVERY.inputs.model_validate(again) == wanted


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_every_text_of_a_form_is_that_of_a_field(document: dict[str, Any]) -> None:
    assert form.written(FIELDS, document).keys() <= LEAVES.keys()


def test_fields_left_empty_are_left_out() -> None:
    assert form.read(FIELDS, {"radius": "  ", "name": "", "lamp.peak_power": ""}, {}) == {}


def test_tables_stand_where_their_fields_do() -> None:
    assert form.read(FIELDS, {}, {"stops": STOPS, "hours": [1, 2]}) == {
        "stops": STOPS,
        "hours": [1, 2],
    }


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("radius", "abc", "abc"),
        ("radius", "1,5", "1,5"),
        ("radius", "1e3", 1000.0),
        ("count", "3.5", 3.5),
        ("loud", "perhaps", "perhaps"),
        ("loud", "on", True),
        ("kind", "zug", "zug"),
        ("level", "2", 2),
        ("weights", "{", "{"),
        ("tilts", "30, x", [30, "x"]),
        ("tilts", "30，45、60", [30, 45, 60]),
        ("words", "a, b,", ["a", "b"]),
        ("day", "yesterday", "yesterday"),
    ],
)
def test_text_that_is_not_what_is_asked_for_is_passed_on_to_be_named(
    path: str, text: str, value: Any
) -> None:
    assert form.read(FIELDS, {path: text}, {}) == {path: value}


def test_a_day_is_read_as_a_day() -> None:
    inputs = EVERY.inputs.model_validate(form.read(FIELDS, {"day": "2026-11-21"}, {"stops": STOPS}))
    assert inputs.day == date(2026, 11, 21)  # type: ignore[attr-defined] # made from the signature


def test_a_field_is_a_value() -> None:
    assert LEAVES["radius"] == LEAVES["radius"]
    assert isinstance(LEAVES["radius"], Field)
