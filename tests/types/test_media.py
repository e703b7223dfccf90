"""Tables read from any open format are the same table, and equal tables are equal bytes."""

import json
import math
from datetime import UTC, date, datetime
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from citybricks.types import Day, Features, Home, Metres, Moment, People, Row, Stop, Table
from citybricks.types.files import CSV, GEOJSON, JSON, PARQUET, File


class Sample(Row):
    """A row with a column of every kind."""

    name: str
    count: People
    level: float
    mode: Literal["bus", "tram"] = "bus"
    depth: Metres | None = None
    open: bool
    day: Day
    seen: Moment


TABLES = TypeAdapter(Table[Sample])
STOPS = TypeAdapter(Features[Stop])
HOMES = TypeAdapter(Features[Home])
TEXT = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)
    .map(str.strip)
    .filter(bool)
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXT,
            "count": st.integers(0, 2**53 - 1),
            "level": NUMBERS,
            "open": st.booleans(),
            "day": st.dates(date(1678, 1, 1)).map(str),
            "seen": st.datetimes(
                datetime(1678, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without a zone
                timezones=st.just(UTC),
            ).map(datetime.isoformat),
        },
        optional={
            "mode": st.sampled_from(["bus", "tram"]),
            "depth": st.floats(0, 1e300),
            "remark": TEXT,
        },
    ),
    min_size=1,
    max_size=5,
)


@given(ROWS)
def test_a_table_written_as_json_or_parquet_is_read_as_the_same_table(
    rows: list[dict[str, Any]],
) -> None:
    table = TABLES.validate_python(rows)
    for media in (JSON, PARQUET):
        again = TABLES.validate_python(File(table.write(media), media))
        assert again.write(PARQUET) == table.write(PARQUET)


@given(ROWS)
def test_a_table_written_as_csv_has_the_same_values_when_read(rows: list[dict[str, Any]]) -> None:
    table = TABLES.validate_python(rows)
    again = TABLES.validate_python(File(table.write(CSV), CSV))
    named = list(Sample.model_fields)
    pd.testing.assert_frame_equal(again.frame[named], table.frame[named], check_exact=True)


@given(ROWS)
def test_json_in_is_json_out(rows: list[dict[str, Any]]) -> None:
    once = TABLES.dump_python(TABLES.validate_python(rows), mode="json")
    twice = TABLES.dump_python(TABLES.validate_python(once), mode="json")
    assert once == twice
    assert [row["level"] for row in once] == [row["level"] for row in rows]
    assert [row["day"] for row in once] == [row["day"] for row in rows]


PLACES = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 10**9)),
    min_size=1,
    max_size=5,
)


@given(PLACES)
def test_places_stay_where_they_are_in_every_format(places: list[tuple[float, float, int]]) -> None:
    frame = gpd.GeoDataFrame(
        {"residents": [count for _, _, count in places]},
        geometry=[shapely.Point(x, y) for x, y, _ in places],
        crs=4326,
    )
    homes = Features[Home](frame)
    for media in (GEOJSON, PARQUET, CSV):
        again = HOMES.validate_python(File(homes.write(media), media))
        assert again.frame.residents.tolist() == frame.residents.tolist()
        apart = np.abs(again.frame.get_coordinates() - frame.get_coordinates()).to_numpy().max()
        assert apart <= (1e-12 if media == CSV else 0), "degrees; WKT has 15 digits"


def test_equal_tables_are_equal_bytes_whatever_they_were_read_from() -> None:
    csv = "name,count,level,open,day,seen\n长椅,3,1,true,2026-11-21,2026-11-21T08:00:00Z\n"
    row = {"name": "长椅", "count": 3, "level": 1.0, "open": True, "day": "2026-11-21"}
    rows = [{**row, "seen": "2026-11-21T16:00:00+08:00"}]
    tables = [
        TABLES.validate_python(rows),
        TABLES.validate_python(File(csv.encode(), CSV)),
        TABLES.validate_python(File(json.dumps(rows).encode(), JSON)),
    ]
    tables.append(TABLES.validate_python(File(tables[0].write(PARQUET), PARQUET)))
    assert len({table.digest() for table in tables}) == 1
    assert tables[0] == tables[1]
    assert hash(tables[0]) == hash(tables[2])


def test_another_value_is_another_digest() -> None:
    rows = [{"name": "a", "residents": 1}]
    assert Table[Home](pd.DataFrame(rows)) != Table[Home](pd.DataFrame([{**rows[0], "name": "b"}]))


def test_notes_that_pandas_keeps_beside_a_table_do_not_change_its_digest() -> None:
    frame = pd.DataFrame({"residents": [1]})
    noted = frame.copy()
    noted.attrs = {"opened": "yesterday"}
    assert Table[Home](noted).digest() == Table[Home](frame).digest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_file_of_a_chinese_office_is_read(encoding: str, separator: str, end: str) -> None:
    lines = ["站名,经度,纬度,name,mode", "天津站,117.2,39.13,天津站,metro"]
    content = end.join(line.replace(",", separator) for line in lines).encode(encoding)
    stops = STOPS.validate_python(File.named("站点.csv", content))
    assert stops.frame.name.tolist() == ["天津站"]
    assert stops.frame.geometry.to_wkt().tolist() == ["POINT (117.2 39.13)"]


def test_what_csv_writes_opens_in_a_spreadsheet_with_its_chinese() -> None:
    content = Table[Home](pd.DataFrame({"站名": ["天津"], "residents": [1]})).write(CSV)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == ["站名,residents", "天津,1"]


@pytest.mark.parametrize(
    ("lon", "lat"), [("lon", "lat"), ("LONGITUDE", "Latitude"), ("lng", "lat"), ("x", "y"),
                     ("经度", "纬度"), (" lon ", " lat ")],
)  # fmt: skip
def test_coordinates_in_a_csv_are_found_under_their_usual_names(lon: str, lat: str) -> None:
    stops = STOPS.validate_python(File(f"name,{lon},{lat}\na,1,2\n".encode(), CSV))
    assert (stops.frame.geometry.x[0], stops.frame.geometry.y[0]) == (1, 2)


def test_names_that_look_like_numbers_stay_names() -> None:
    stops = STOPS.validate_python(File(b"name,lon,lat\n007,1,2\nNA,1,2\n1e5,1,2\n", CSV))
    assert stops.frame.name.tolist() == ["007", "NA", "1e5"]


def test_numbers_that_are_marked_as_missing_in_a_csv_are_empty() -> None:
    csv = "name,count,level,open,day,seen,depth\n" + "".join(
        f"a,1,1,1,2026-01-01,2026-01-01 08:00,{word}\n" for word in ("NA", "-", "null", "", "2.5")
    )
    depth = TABLES.validate_python(File(csv.encode(), CSV)).frame.depth
    assert depth.isna().tolist() == [True, True, True, True, False]


@pytest.mark.parametrize("word", ["true", "Yes", "1", "是", "FALSE", "no", "0", "否"])
def test_truths_in_a_csv_are_read_in_both_languages(word: str) -> None:
    csv = f"name,count,level,open,day,seen\na,1,1,{word},2026-01-01,2026-01-01T08:00:00\n"
    (value,) = TABLES.validate_python(File(csv.encode(), CSV)).frame.open
    assert value == (word in ("true", "Yes", "1", "是"))


def test_columns_no_model_names_are_kept_and_numbers_among_them_are_numbers() -> None:
    csv = b"residents,lon,lat,storeys,owner\n1,2,3,4,5\n1,2,3,,six\n"
    frame = HOMES.validate_python(File(csv, CSV)).frame
    assert frame.storeys.tolist()[0] == 4
    assert math.isnan(frame.storeys.tolist()[1])
    assert frame.owner.tolist() == ["5", "six"]


@pytest.mark.parametrize(
    "extra", [[1, "a"], [[1], {"b": 2}], [True, "x"], [b"\xff", 1], [{}, None]]
)
def test_whatever_other_columns_hold_can_be_written_in_every_format(extra: list[Any]) -> None:
    frame = pd.DataFrame({"residents": [1, 2], "extra": pd.Series(extra, dtype=object)})
    table = TypeAdapter(Table[Home]).validate_python(
        [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]
    )
    again = TypeAdapter(Table[Home]).validate_python(File(table.write(PARQUET), PARQUET))
    assert again == table
    assert json.loads(table.write(JSON)) == table.document()
    assert table.write(CSV)


def test_geoparquet_in_another_projection_and_column_comes_in_as_wgs_84(tmp_path: Any) -> None:
    frame = gpd.GeoDataFrame(
        {"residents": [1]}, geometry=[shapely.Point(117.2, 39.13)], crs=4326
    ).to_crs(32650)
    frame = frame.rename_geometry("shape").assign(second=frame.geometry.values)
    frame.to_parquet(tmp_path / "homes.parquet")
    homes = HOMES.validate_python(File((tmp_path / "homes.parquet").read_bytes(), PARQUET))
    assert list(homes.frame.columns) == ["residents", "geometry"]
    assert homes.frame.crs.to_epsg() == 4326
    assert homes.frame.geometry[0].distance(shapely.Point(117.2, 39.13)) < 1e-9


def test_parquet_without_geometry_may_have_columns_with_coordinates() -> None:
    content = Table[Home](pd.DataFrame({"residents": [1], "lon": [1.5], "lat": [2.5]})).write()
    assert HOMES.validate_python(File(content, PARQUET)).frame.geometry[0].x == 1.5


def test_a_table_with_an_index_comes_in_with_rows_by_position(tmp_path: Any) -> None:
    frame = pd.DataFrame({"residents": [1, 2]}, index=pd.Index([7, 7], name="block"))
    frame.to_parquet(tmp_path / "homes.parquet")
    table = TypeAdapter(Table[Home]).validate_python(
        File((tmp_path / "homes.parquet").read_bytes(), PARQUET)
    )
    assert table.frame.to_dict("list") == {"residents": [1, 2], "block": [7, 7]}
    assert table.frame.index.tolist() == [0, 1]


def test_small_numeric_types_become_the_ones_every_machine_has() -> None:
    frame = pd.DataFrame({"residents": np.array([1, 2], dtype="uint8")})
    table = TypeAdapter(Table[Home]).validate_python(
        File(Table[Home](frame).write(PARQUET), PARQUET)
    )
    assert table.frame.residents.dtype == "int64"


def test_a_table_can_only_be_written_in_a_format_it_has() -> None:
    table = Table[Home](pd.DataFrame({"residents": [1]}))
    with pytest.raises(LookupError, match="application/geo"):
        table.write(GEOJSON)
