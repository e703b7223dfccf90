"""A file that is not what it should be is refused in words, whatever is wrong with it."""

import io
import json
from contextlib import suppress
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from pydantic import TypeAdapter, ValidationError

from citybricks.faces.problems import Problem, problems
from citybricks.types import Features, Home, Model, Row, Street, Table
from citybricks.types.files import CSV, GEOJSON, JSON, PARQUET, File


class Block(Row):
    """A row of a plain table."""

    residents: int


class Inputs(Model):
    """A place, a table and a street, so that a refusal can name which."""

    homes: Features[Home] | None = None
    blocks: Table[Block] | None = None
    streets: Features[Street] | None = None


def parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def collection(*features: Any, **members: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"residents": 1, **properties}}


def point(*coordinates: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(coordinates)}


def geoparquet() -> bytes:
    frame = gpd.GeoDataFrame({"residents": [1]}, geometry=[shapely.Point(1, 2)], crs=4326)
    return Features[Home](frame).write(PARQUET)


GOOD = feature(point(1, 2))
DEEP = b"[" * 100_000 + b"]" * 100_000
HTML = b"<!DOCTYPE html>\n<html><body><h1>403 Forbidden</h1></body></html>"

PLACES: dict[str, tuple[str, bytes, str]] = {
    "GeoJSON in web mercator": (
        GEOJSON,
        collection(
            GOOD, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
        ),
        "EPSG::3857",
    ),
    "a crs that is no object": (GEOJSON, collection(GOOD, crs="CGCS2000"), "CGCS2000"),
    "null geometry": (
        GEOJSON,
        collection(feature(None)),
        "homes.0.geometry: must be a valid Point",
    ),
    "no geometry member": (
        GEOJSON,
        collection({"type": "Feature", "properties": {"residents": 1}}),
        "homes.0.geometry: must be a valid Point",
    ),
    "an empty point": (GEOJSON, collection(feature(point())), "must be a valid Point"),
    "a point of text": (GEOJSON, collection(feature(point("a", "b"))), "must be a valid Point"),
    "a point of one number": (GEOJSON, collection(feature(point(1))), "must be a valid Point"),
    "coordinates that are not a number": (
        GEOJSON,
        collection(feature(point(float("nan"), 2))),
        "must be a valid Point",
    ),
    "a height that is not a number": (
        GEOJSON,
        collection(feature(point(1, 2, float("nan")))),
        "must be a valid Point",
    ),
    "coordinates in metres": (GEOJSON, collection(feature(point(4e5, 4.3e6))), "400000, 4.3e+06"),
    "latitude before longitude": (GEOJSON, collection(feature(point(39, 117))), "39, 117"),
    "a line where points belong": (
        GEOJSON,
        collection(feature({"type": "LineString", "coordinates": [[1, 2], [3, 4]]})),
        "must be a Point, not a LineString",
    ),
    "several points in one": (
        GEOJSON,
        collection(feature({"type": "MultiPoint", "coordinates": [[1, 2]]})),
        "must be a Point, not a MultiPoint",
    ),
    "a geometry of a kind there is none of": (
        GEOJSON,
        collection(feature({"type": "Circle", "coordinates": [1, 2]})),
        "must be a valid Point",
    ),
    "a geometry that is text": (
        GEOJSON,
        collection(feature("POINT (1 2)")),
        "must be a valid Point",
    ),
    "properties that are a list": (
        GEOJSON,
        collection({"type": "Feature", "geometry": point(1, 2), "properties": [1]}),
        "must be a GeoJSON Feature",
    ),
    "no properties": (
        GEOJSON,
        collection({"type": "Feature", "geometry": point(1, 2), "properties": None}),
        "homes.residents: column is missing",
    ),
    "features that are numbers": (GEOJSON, collection(1, 2), "must be a GeoJSON Feature, not 1"),
    "features that are no list": (
        GEOJSON,
        b'{"type": "FeatureCollection", "features": {}}',
        "must be a GeoJSON FeatureCollection",
    ),
    "a single feature": (GEOJSON, json.dumps(GOOD).encode(), "must be a GeoJSON FeatureCollection"),
    "no features": (GEOJSON, collection(), "homes: has no rows"),
    "residents below zero": (
        GEOJSON,
        collection(feature(point(1, 2), residents=-1)),
        "homes.0.residents: must be at least 0, not -1",
    ),
    "residents that are not a number": (
        GEOJSON,
        collection(feature(point(1, 2), residents=float("nan"))),
        "homes.0.residents: is required",
    ),
    "residents without end": (
        GEOJSON,
        collection(feature(point(1, 2), residents=float("inf"))),
        "homes.0.residents: must be a",
    ),
    "GeoJSON cut off": (GEOJSON, collection(GOOD)[:-20], "cannot be read as application/geo+json"),
    "GeoJSON nested without end": (GEOJSON, DEEP, "cannot be read as application/geo+json"),
    "a web page instead of GeoJSON": (GEOJSON, HTML, "cannot be read as application/geo+json"),
    "a web page instead of CSV": (CSV, HTML, "longitude and a latitude column"),
    "CSV without coordinates": (CSV, b"residents\n1\n", "the table has: residents"),
    "CSV with words for coordinates": (CSV, b"residents,lon,lat\n1,a,b\n", "must be a valid Point"),
    "CSV with broken WKT": (CSV, b"residents,wkt\n1,POINT 1 2\n", "must be a valid Point"),
    "CSV without rows": (CSV, b"residents,lon,lat\n", "homes: has no rows"),
    "GeoParquet cut off": (PARQUET, geoparquet()[:-8], "cannot be read as application/vnd.apache"),
    "Parquet with bytes for geometry": (
        PARQUET,
        parquet(
            pa.table({"residents": [1], "geometry": [b"not WKB"]}).replace_schema_metadata(
                pq.read_schema(io.BytesIO(geoparquet())).metadata
            )
        ),
        "cannot be read as application/vnd.apache",
    ),
    "Parquet without places": (PARQUET, parquet(pa.table({"residents": [1]})), "longitude"),
    "a shapefile": ("application/x-shapefile", b"\x00\x00\x27\x0a", "cannot be read from"),
    "nothing at all": (GEOJSON, b"", "cannot be read as application/geo+json"),
}

TABLES: dict[str, tuple[str, bytes, str]] = {
    "a CSV of nothing": (CSV, b"", "cannot be read as text/csv"),
    "a CSV of zeros": (CSV, b"\x00" * 100, "blocks"),
    "a CSV in no known encoding": (CSV, b"residents\n\xff\xff\xff", "neither UTF-8 nor GB 18030"),
    "a CSV whose rows are longer than its header": (CSV, b"residents\n1\n1,2,3\n", "blocks"),
    "a spreadsheet called CSV": (CSV, b"PK\x03\x04\x14\x00\x06\x00\x08\x00!\x00", "blocks"),
    "a web page": (CSV, HTML, "blocks.residents: column is missing"),
    "a column that is missing": (CSV, b"people\n1\n", "the table has: people"),
    "words for numbers": (CSV, b"residents\nmany\n", "blocks.0.residents: must be a whole number"),
    "a comma for a point": (
        CSV,
        b'residents\n"1,5"\n',
        "blocks.0.residents: must be a whole number",
    ),
    "half a resident": (CSV, b"residents\n1.5\n", "blocks.0.residents: must be a whole number"),
    "an empty cell": (CSV, b"residents,name\n1,a\n,b\n", "blocks.1.residents: is required"),
    "JSON that is an object": (JSON, b'{"residents": 1}', "must be a table"),
    "JSON rows that are numbers": (JSON, b"[1, 2]", "must be a table"),
    "JSON without rows": (JSON, b"[]", "blocks: has no rows"),
    "JSON nested without end": (JSON, DEEP, "cannot be read as application/json"),
    "text for a number": (JSON, b'[{"residents": "1"}]', "must be a whole number"),
    "true for a number": (JSON, b'[{"residents": true}]', "must be a whole number"),
    "a list for a number": (JSON, b'[{"residents": [1]}]', "must be a whole number"),
    "an object for a number": (JSON, b'[{"residents": {"a": 1}}]', "must be a whole number"),
    "a number too large for a computer": (JSON, b'[{"residents": 1e400}]', "must be a"),
    "Parquet that is text": (
        PARQUET,
        b"residents\n1\n",
        "cannot be read as application/vnd.apache",
    ),
    "Parquet with the magic bytes only": (PARQUET, b"PAR1PAR1", "cannot be read as"),
    "Parquet with one name twice": (
        PARQUET,
        parquet(pa.Table.from_arrays([pa.array([1]), pa.array([2])], ["residents", "residents"])),
        "cannot be read as application/vnd.apache",
    ),
    "Parquet with lists": (
        PARQUET,
        parquet(pa.table({"residents": [[1, 2]]})),
        "blocks.0.residents: must be a whole number",
    ),
    "Parquet with times": (
        PARQUET,
        parquet(pa.table({"residents": [pd.Timestamp("2026-11-21")]})),
        "blocks.0.residents: must be a whole number",
    ),
    "Parquet without columns": (PARQUET, parquet(pa.table({})), "blocks: has no rows"),
}

NO_FILE: dict[str, tuple[str, Any, str]] = {
    "text where places belong": ("homes", "homes.geojson", "must be a GeoJSON FeatureCollection"),
    "a number where a table belongs": ("blocks", 1, "must be a table"),
    "nothing where a table belongs": ("blocks", [], "has no rows"),
    "a stored table of another run": ("blocks", {"table": "0123"}, "names a stored table"),
    "a stored table that is a list": ("blocks", {"table": [1]}, "names a stored table"),
    "a street with a height at one end only": (
        "streets",
        json.loads(collection(feature({"type": "LineString", "coordinates": [[1, 2, 3], [1, 3]]}))),
        "streets.0.geometry: must be a valid LineString",
    ),
    "points where streets belong": (
        "streets",
        json.loads(collection(GOOD)),
        "streets.0.geometry: must be a LineString, not a Point",
    ),
}


def refusal(value: dict[str, Any]) -> list[Problem]:
    with pytest.raises(ValidationError) as caught:
        Inputs.model_validate(value)
    return problems(caught.value, lambda text: text)


@pytest.mark.parametrize(("media", "content", "words"), PLACES.values(), ids=PLACES)
def test_broken_places_are_refused_in_words(media: str, content: bytes, words: str) -> None:
    found = refusal({"homes": File(content, media, "homes")})
    assert words in "\n".join(map(str, found))
    assert all(problem.input.startswith("homes") for problem in found)


@pytest.mark.parametrize(("media", "content", "words"), TABLES.values(), ids=TABLES)
def test_broken_tables_are_refused_in_words(media: str, content: bytes, words: str) -> None:
    found = refusal({"blocks": File(content, media, "blocks")})
    assert words in "\n".join(map(str, found))
    assert all(problem.input.startswith("blocks") for problem in found)


@pytest.mark.parametrize(("name", "value", "words"), NO_FILE.values(), ids=NO_FILE)
def test_values_that_are_no_tables_are_refused_in_words(name: str, value: Any, words: str) -> None:
    assert words in "\n".join(map(str, refusal({name: value})))


def test_one_bad_byte_anywhere_never_ends_in_another_exception() -> None:
    whole = geoparquet()
    adapter = TypeAdapter(Features[Home])
    for at in range(0, len(whole), 97):
        content = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        with suppress(ValidationError):
            adapter.validate_python(File(content, PARQUET))
