"""A table is its rows: equal by content, whole at the boundary, covariant in its rows."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pydantic import TypeAdapter, ValidationError

from citybricks.types import Features, Metres, Model, Row, Series, Stop, Street, Table, Unit
from citybricks.types.files import CSV, GEOJSON, JSON, PARQUET
from citybricks.types.tables import stored


class Block(Row):
    """A block of houses."""

    residents: int
    """People who live there."""
    height: Metres | None = None
    """Above ground."""


class Inputs(Model):
    """Inputs of every kind of table."""

    blocks: Table[Block]
    curve: Series[Block]
    stops: Features[Stop]
    streets: Features[Street]


def schema_of(name: str) -> dict[str, object]:
    found: dict[str, object] = Inputs.model_json_schema()["properties"][name]
    return found


def test_a_table_is_equal_to_one_with_the_same_rows_and_to_nothing_else() -> None:
    table = Table[Block](pd.DataFrame({"residents": [1]}))
    assert table == Table[Block](pd.DataFrame({"residents": [1]}))
    assert table != Table[Block](pd.DataFrame({"residents": [2]}))
    assert table != Series[Block](pd.DataFrame({"residents": [1]}))
    assert table != "table"


def test_a_table_says_how_long_it_is_and_what_its_columns_are() -> None:
    table = Table[Block](pd.DataFrame({"residents": [1, 2]}))
    assert len(table) == 2
    assert repr(table) == "Table(2 rows: residents)"
    assert "<table" in table._repr_html_()


def test_a_table_is_described_by_its_rows_with_their_units() -> None:
    schema = schema_of("blocks")
    assert schema["type"] == "array"
    assert schema["minItems"] == 1
    assert schema["x-files"] == [CSV, JSON, PARQUET]
    height = schema["items"]["properties"]["height"]["anyOf"][0]  # type: ignore[index] # JSON
    assert height == {
        "type": "number",
        "minimum": 0,
        "x-ogc-unit": "m",
        "x-ogc-unitLang": "UCUM",
    }


def test_places_are_described_as_a_feature_collection_of_their_geometry() -> None:
    schema = schema_of("streets")
    assert schema["format"] == "geojson-feature-collection"
    assert "geojson-linestring" in json.dumps(schema)
    assert "geojson-point" in json.dumps(schema_of("stops"))
    assert schema["x-files"] == [GEOJSON, CSV, PARQUET]


def test_streets_may_have_several_parts_but_stops_may_not() -> None:
    line = shapely.MultiLineString([[(1, 2), (3, 4)], [(5, 6), (7, 8)]])
    frame = gpd.GeoDataFrame(geometry=[line], crs=4326)
    streets = TypeAdapter(Features[Street]).validate_python(Features[Street](frame).document())
    assert streets.frame.geometry[0].equals(line)


def test_a_document_may_name_tables_that_the_store_holds() -> None:
    token = stored.set({"abc": pd.DataFrame({"residents": [1]})}.__getitem__)
    try:
        table = TypeAdapter(Table[Block]).validate_python({"table": "abc"})
    finally:
        stored.reset(token)
    assert len(table) == 1


def test_without_a_store_a_document_cannot_name_tables() -> None:
    with pytest.raises(ValidationError, match="stored table"):
        TypeAdapter(Table[Block]).validate_python({"table": "abc"})


def test_a_table_made_in_python_passes_as_it_is() -> None:
    table = Table[Block](pd.DataFrame({"residents": [1]}))
    assert TypeAdapter(Table[Block]).validate_python(table) is table


def test_the_order_of_columns_is_that_of_the_row_then_of_the_alphabet() -> None:
    rows = [{"z": 1, "height": 2.0, "a": 3, "residents": 4}]
    table = TypeAdapter(Table[Block]).validate_python(rows)
    assert list(table.frame.columns) == ["residents", "height", "a", "z"]


def test_writing_with_a_keeper_leaves_only_the_name_of_the_table() -> None:
    table = TypeAdapter(Table[Block]).validate_python([{"residents": 1}])
    dumped = TypeAdapter(Table[Block]).dump_python(
        table, mode="json", context={"keep_table": lambda kept: kept.digest()}
    )
    assert dumped == {"table": table.digest()}


def test_a_unit_is_written_into_the_schema_as_ucum() -> None:
    class Lamp(Model):
        power: Metres

    assert Unit("m") in Lamp.model_fields["power"].metadata
    assert Lamp.model_json_schema()["properties"]["power"]["x-ogc-unitLang"] == "UCUM"
