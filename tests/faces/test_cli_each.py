"""The command line over a table: a brick is run for each of its rows."""

import json
import re
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from citybricks.faces.cli.ending import Exit
from tests.faces.command import Command

ROWS = "city,hours,stops,radius\n天津,hours.csv,stops.geojson,300\n上海,gone.csv,stops.geojson,\n"


@pytest.fixture
def cities(command: Command) -> Path:
    """A table of cities, of which one names a file that is not there."""
    path = Path("data/cities.csv")
    path.parent.mkdir()
    path.write_text(ROWS)
    for name in ("hours.csv", "stops.geojson"):
        Path(name).rename(path.parent / name)
    return path


def each(command: Command, path: Path, *tokens: str) -> tuple[int, str, str]:
    return command("run", "every-shape", "--each", str(path), "--count", "4", *tokens)


def test_each_row_of_a_table_is_run_and_a_lost_row_has_a_code_of_its_own(
    command: Command, cities: Path
) -> None:
    code, out, err = each(command, cities)
    head, first, second = out.splitlines()
    assert code == Exit.PARTLY == 4
    assert re.split(r"\s{2,}", head)[0] == "City"
    assert "Share" in head
    assert first.startswith("天津")
    assert "names the file gone.csv" in second
    assert "there is no file data/gone.csv" in err
    assert "1 of 2 rows could not be run." in err


def test_when_every_row_went_well_the_code_says_so(command: Command, cities: Path) -> None:
    cities.write_text(ROWS.replace("gone.csv", "hours.csv"))
    code, out, err = each(command, cities)
    assert (code, err) == (Exit.DONE, "")
    assert len(out.splitlines()) == 3
    assert "Problem" not in out
    _, _, again = each(command, cities)
    assert "This was run before" in again


def test_the_comparison_is_written_in_every_open_format(command: Command, cities: Path) -> None:
    cities.write_text(
        ROWS.replace("city", "longitude,latitude,city", 1)
        .replace("天津", "117,39,天津")
        .replace("上海", "121,31,上海")
    )
    code, out, _ = each(command, cities, "--out", "made")
    assert code == Exit.PARTLY
    assert out == ""
    results = pd.read_csv("made/results.csv")
    assert results.city.tolist() == ["天津", "上海"]
    assert len(gpd.read_file("made/places.geojson")) == 2
    assert len(gpd.read_parquet("made/places.parquet")) == 2
    assert "天津" in Path("made/page.html").read_text()
    assert zipfile.is_zipfile("made/crate.zip")


def test_a_comparison_is_printed_as_json_too(command: Command, cities: Path) -> None:
    _, out, _ = each(command, cities, "--json")
    found = json.loads(out)
    assert (found["done"], found["failed"]) == (1, 1)


def test_a_table_of_cities_speaks_chinese(command: Command, cities: Path) -> None:
    _, out, err = each(command, cities, "--language", "zh-Hans")
    assert "所指的文件 gone.csv 不在所给的文件之中" in out
    assert "2 行中有 1 行无法运行。" in err


def test_a_table_is_checked_before_it_is_run(command: Command, cities: Path) -> None:
    code, out, err = each(command, cities, "--validate-only")
    assert (code, out) == (Exit.INVALID, "")
    assert "columns that are inputs: hours, stops, radius" in err
    assert "other columns, kept: city" in err
    assert "row 2 上海: hours: names the file gone.csv" in err
    cities.write_text(ROWS.replace("gone.csv", "hours.csv"))
    code, _, err = each(command, cities, "--validate-only")
    assert code == Exit.DONE
    assert "The inputs are valid." in err


def test_a_table_without_a_needed_column_is_told(command: Command, cities: Path) -> None:
    cities.write_text("city,radius\n天津,3\n")
    code, _, err = each(command, cities, "--validate-only")
    assert code == Exit.INVALID
    assert "needed, and in no column: stops" in err


def test_what_all_rows_share_may_be_a_file(command: Command, cities: Path) -> None:
    cities.write_text("city,radius\n天津,300\n上海,400\n")
    code, out, _ = each(
        command, cities, "--stops", "data/stops.geojson", "--hours", "data/hours.csv"
    )
    assert code == Exit.DONE
    assert len(out.splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "cannot be read"), ("city,radius\n", "has no rows; at least one is needed")],
)
def test_a_table_that_is_none_names_its_option(
    command: Command, cities: Path, text: str, said: str
) -> None:
    cities.write_text(text)
    code, _, err = each(command, cities)
    assert code == Exit.INVALID
    assert err.startswith("--each: ")
    assert said in err


def test_a_table_that_is_not_there_names_its_option(command: Command, cities: Path) -> None:
    code, _, err = each(command, Path("nowhere.csv"))
    assert (code, err) == (Exit.INVALID, "--each: there is no file nowhere.csv\n")
