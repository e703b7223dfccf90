"""The command line: a brick's options are its parameters, and every ending has its code."""

import json
import re
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from citybricks.faces.cli.app import main
from citybricks.faces.cli.ending import Exit
from citybricks.faces.cli.language import of_environment
from citybricks.kernel.brick import bricks
from citybricks.kernel.errors import BrickError
from tests.faces.samples import EVERY, STOPS
from tests.faces.server import serving

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run a command in a home of its own; return its code and what it wrote."""
    monkeypatch.setenv("CITYBRICKS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setitem(bricks, "every-shape", EVERY)
    monkeypatch.chdir(tmp_path)
    Path("stops.geojson").write_text(json.dumps(STOPS))
    Path("hours.csv").write_text("light\n5\n6\n")

    def run(*tokens: str) -> tuple[int, str, str]:
        code = main(tokens, lambda _app, _say: None)
        return code, *capsys.readouterr()

    return run


def test_help_names_every_command_and_exit_code(command: Command) -> None:
    code, out, _ = command("--help")
    assert code == Exit.DONE
    assert all(name in out for name in ("list", "show", "run", "rerun", "CITYBRICKS_HOME"))
    assert all(str(int(each)) in out for each in Exit)


def test_list_names_each_brick_with_its_city_theme_and_goal(command: Command) -> None:
    code, out, _ = command("list")
    (line,) = (line for line in out.splitlines() if line.startswith("service-area"))
    assert code == Exit.DONE
    assert all(word in line for word in ("Shanghai", "mobility", "11.2.1"))


def test_list_speaks_chinese(command: Command) -> None:
    _, out, _ = command("list", "--language", "zh-Hans")
    assert "上海" in out
    assert "出行" in out


@pytest.mark.parametrize("name", ["service-area", "service_area"])
def test_show_says_what_a_brick_takes_and_returns(command: Command, name: str) -> None:
    code, out, _ = command("show", name)
    assert code == Exit.DONE
    for words in ("--radius", "in m", "at least 0", "by default 500", "share", "UN-Habitat", "r5r"):
        assert words in out


def test_the_help_of_a_brick_is_its_signature_and_docstring(command: Command) -> None:
    code, out, _ = command("run", "every-shape", "--help")
    plain = " ".join(out.replace("│", " ").split())
    assert code == Exit.DONE
    for words in (
        "Every shape of input",
        "For: Those who test",
        "--lamp.peak-power NUMBER",
        "in W; more than 0; less than 1000; by default 40",
        "--lamp.cover.locked --lamp.cover.no-locked",
        "one of bus, tram",
        "mode may be left out.",
        "--tilts LIST",
        "by default 30, 45",
        "--example",
        "Exit codes",
    ):
        assert words in plain


def test_the_help_of_a_brick_speaks_chinese(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    _, out, _ = command("run", "every-shape", "--help")
    assert "必填" in out
    assert "默认 500" in out
    assert "退出码" in out


def test_run_alone_lists_the_bricks_there_are(command: Command) -> None:
    _, out, _ = command("run", "--help")
    assert "every-shape" in out
    assert "service-area" in out


OPTIONS = shlex.split(
    "--lamp.peak-power=50 --lamp.cover.locked --hours hours.csv hours.csv --radius 400 --count 9"
    " --kind tram --level 2 --name A --day 2026-11-21 --seen 2026-11-21T08:00:00Z --loud"
    " --tilts 10 20.5 --words a b --seed 7"
)


def test_every_option_arrives_as_its_type(command: Command) -> None:
    weights = ["--weights", '{"a": 1.5}']
    code, out, err = command(
        "run", "every-shape", "--stops", "stops.geojson", "--json", *OPTIONS, *weights
    )
    assert (code, err) == (Exit.DONE, "")
    outcome = json.loads(out)
    assert outcome["note"] == (
        "tram 2 2026-11-21 2026-11-21 08:00:00+00:00 None True ['a', 'b'] {'a': 1.5} 7"
    )
    assert outcome["share"]["value"] == 430.5
    assert outcome["length"] == 50
    assert outcome["hours"] == [[{"light": 5.0}, {"light": 6.0}]] * 2
    assert outcome["near"]["features"][0]["properties"]["residents"] == 9


def test_a_summary_names_indicators_numbers_and_tables(command: Command) -> None:
    code, out, _ = command("run", "every-shape", "--stops", "stops.geojson", *OPTIONS)
    assert code == Exit.DONE
    assert "Share: 430.5 % (SDG 11.2.1)" in out
    assert "Length: 50 m" in out
    assert "Near: 1 rows: residents, geometry" in out
    assert "Hours › 2: 2 rows: light" in out


def test_the_example_is_filled_in_and_other_options_override_it(command: Command) -> None:
    _, plain, _ = command("run", "service-area", "--example", "--json")
    code, near, _ = command("run", "service-area", "--example", "--radius", "0", "--json")
    assert code == Exit.DONE
    assert json.loads(near)["share"]["value"] < json.loads(plain)["share"]["value"]


def test_a_brick_without_an_example_says_so(command: Command) -> None:
    code, _, err = command("run", "every-shape", "--example")
    assert (code, err) == (Exit.INVALID, "--example: the author of this brick ships none\n")


def test_validating_only_runs_nothing(command: Command) -> None:
    code, out, err = command("run", "service-area", "--example", "--validate-only")
    assert (code, out, err) == (Exit.DONE, "", "The inputs are valid.\n")
    assert not Path("home").exists()


def test_equal_runs_are_found_again(command: Command) -> None:
    first = command("run", "every-shape", "--stops", "stops.geojson")
    again = command("run", "every-shape", "--stops", "stops.geojson", "--radius", "500.0")
    assert "run before" not in first[2]
    assert "This was run before" in again[2]
    assert first[1] == again[1]


def test_where_it_runs_is_an_option_and_changes_nothing(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = command("run", "every-shape", "--stops", "stops.geojson", "--json")
    monkeypatch.setenv("CITYBRICKS_HOME", str(Path("other").resolve()))
    beside = command("run", "every-shape", "--stops", "stops.geojson", "--json", "--on", "threads")
    assert beside[0] == Exit.DONE
    assert beside[1] == here[1]
    assert "run before" not in beside[2]


def test_a_place_to_run_that_is_none_is_named(command: Command) -> None:
    code, _, err = command("run", "every-shape", "--stops", "stops.geojson", "--on", "the moon")
    assert code == Exit.FAILED
    assert "the moon is no place to run: inline, threads, or an address such as tcp://" in err


def test_out_holds_the_outcome_in_every_open_format(command: Command) -> None:
    code, out, err = command(
        "run", "every-shape", "--stops", "stops.geojson", "--out", "o", *OPTIONS
    )
    assert (code, out) == (Exit.DONE, "")
    assert "The outcome is in o." in err
    names = {path.name for path in Path("o").iterdir()}
    tables = {f"hours.{at}.{kind}" for at in (1, 2) for kind in ("csv", "parquet")}
    places = {f"near.{kind}" for kind in ("csv", "geojson", "parquet")}
    assert names == tables | places | {"outcome.json", "page.html", "crate.zip"}
    assert json.loads(Path("o/outcome.json").read_text())["length"] == 50
    assert pd.read_csv("o/hours.1.csv").light.tolist() == [5, 6]
    assert gpd.read_file("o/near.geojson").residents.tolist() == [9]
    assert zipfile.ZipFile("o/crate.zip").testzip() is None


def test_the_page_is_in_the_language_asked_for_and_needs_no_network(command: Command) -> None:
    command("run", "service-area", "--example", "--out", "o", "--language=zh-Hans")
    page = Path("o/page.html").read_text()
    assert '<html lang="zh-Hans">' in page
    assert 'src="http' not in page
    assert "url(http" not in page


def test_a_crate_runs_again_and_is_the_same(command: Command) -> None:
    command("run", "service-area", "--example", "--out", "o")
    code, out, _ = command("rerun", "o/crate.zip")
    assert code == Exit.DONE
    assert "The outcome is the same" in out


def test_a_crate_whose_brick_changed_is_told_and_has_its_own_code(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    command("run", "every-shape", "--stops", "stops.geojson", "--out", "o")

    def other(*args: Any, **options: Any) -> Any:
        return EVERY.function(*args, **options).model_copy(update={"length": 3.0})

    other.__annotations__ = EVERY.function.__annotations__
    other.__signature__ = __import__("inspect").signature(EVERY.function)  # type: ignore[attr-defined] # read by the kernel
    monkeypatch.setitem(bricks, "every-shape", replace(EVERY, version="2.1.0", function=other))
    code, out, _ = command("rerun", "o/crate.zip")
    assert code == Exit.DIFFERS
    assert "every-shape was at version 2.0.0, now 2.1.0" in out
    assert "length: 40.0 → 3.0" in out


@pytest.mark.parametrize(
    ("tokens", "lines"),
    [
        ([], ["--stops: is required and was not given"]),
        (["--radius", "-5"], ["--radius: must be at least 0, not -5"]),
        (["--radius=-5"], ["--radius: must be at least 0, not -5"]),
        (["--radius", "abc"], ["--radius: must be a number, not abc"]),
        (["--count", "1.5"], ["--count: must be a whole number, not 1.5"]),
        (["--kind", "zug"], ["--kind: must be one of bus, tram, not zug"]),
        (["--lamp.peak-power", "0"], ["--lamp.peak-power: must be more than 0, not 0"]),
        (["--tilts", "5", "x"], ["--tilts, item 2: must be a number, not x"]),
        (["--day", "soon"], ["--day: must be a date such as 2026-11-21, not soon"]),
        (["--weights", "[1]"], ["--weights: must be an object with named fields, not [1]"]),
        (["--stops", "none.csv"], ["--stops: there is no file none.csv"]),
        (["--stops", "."], ["--stops: . cannot be read: Is a directory"]),
        (["--stops", "a\0b"], ["--stops: a\0b cannot be read: embedded null byte"]),
        (
            ["--stops", "none.csv", "--homes", "none.geojson"],
            ["--stops: there is no file none.csv", "--homes: there is no file none.geojson"],
        ),
        (["--stops", "bad.csv"], ["--stops, row 2, name: is required and was not given"]),
        (
            ["--hours", "hours.csv", "bad.csv"],
            ["--hours, file 2, light: column is missing; the table has: lat, lon, name"],
        ),
        (
            ["--stops", "sheet.xlsx"],
            ["--stops: cannot be read from .xlsx; allowed: GeoJSON (application/geo+json), CSV"],
        ),
        (["--raduis", "5"], ["--raduis: is not an option; did you mean --radius?"]),
        (["--radius"], ["--radius: needs a value"]),
        (["--radius", "1", "--radius", "2"], ["--radius: is given more than once"]),
        (["extra"], ["extra: is not expected here"]),
        (["--loud=perhaps"], ["--loud: cannot be perhaps"]),
        (
            ["--stops", "http://127.0.0.1/s.csv"],
            ["--stops: http://127.0.0.1/s.csv is not a public"],
        ),
        (["--language", "fr"], ["--language: must be one of zh-Hans, en, not fr"]),
    ],
)
def test_each_problem_is_a_line_that_names_its_option(
    command: Command, tokens: list[str], lines: list[str]
) -> None:
    Path("bad.csv").write_text("name,lon,lat\na,1,2\n,1,2\n")
    Path("sheet.xlsx").write_bytes(b"PK")
    rest = [] if not tokens or "--stops" in tokens else ["--stops", "stops.geojson"]
    code, out, err = command("run", "every-shape", *tokens, *rest)
    assert (code, out) == (Exit.INVALID, "")
    assert len(err.splitlines()) == len(lines)
    for said, wanted in zip(err.splitlines(), lines, strict=True):
        assert said.startswith(wanted)


def test_a_problem_is_said_in_chinese(command: Command) -> None:
    code, _, err = command(
        "run", "every-shape", "--language", "zh-Hans", "--radius", "-5", "--tilts", "1", "x"
    )
    assert code == Exit.INVALID
    assert "--radius: 必须大于或等于 0，而不是 -5" in err
    assert "--tilts, 第 2 项: 必须是数字，而不是 x" in err
    assert "--stops: 为必填项，但没有给出" in err


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (["run", "evry-shape"], "evry-shape: there is no such brick; did you mean every-shape?"),
        (["run", "qqqqqq"], "there is no such brick; `citybricks list` names those there are"),
        (["show", "servicearea"], "did you mean service-area?"),
        (["shwo"], "shwo: is not a command; did you mean show?"),
        (["show"], "BRICK: is required and was not given"),
        (["rerun", "none.zip"], "CRATE: there is no file none.zip"),
        (["rerun", "stops.geojson"], "CRATE: stops.geojson is not the crate of a run"),
        (["--frobnicate"], "--frobnicate: is not "),
        (["list", "--frobnicate"], "--frobnicate: is not an option"),
    ],
)
def test_a_command_that_is_mistyped_is_told_with_the_closest(
    command: Command, tokens: list[str], words: str
) -> None:
    code, _, err = command(*tokens)
    assert code == Exit.INVALID
    assert words in err
    assert len(err.splitlines()) == 1


def test_a_brick_that_refuses_an_input_names_its_option(command: Command) -> None:
    code, _, err = command("run", "every-shape", "--stops", "stops.geojson", "--name", "refuse")
    assert (code, err) == (Exit.INVALID, "--tilts: no lamp can be tilted by 2 angles\n")


def test_a_brick_that_fails_without_blaming_an_input_has_a_code_of_its_own(
    command: Command,
) -> None:
    code, _, err = command("run", "every-shape", "--stops", "stops.geojson", "--name", "refuse all")
    assert (code, err) == (Exit.FAILED, "no street can be lit\n")


@pytest.mark.parametrize("option", ["CITYBRICKS_HOME", "--out"])
def test_a_folder_that_cannot_be_written_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    tokens = ["--out", "stops.geojson/x"] if option == "--out" else []
    if not tokens:
        monkeypatch.setenv(option, "stops.geojson/x")
    code, _, err = command("run", "service-area", "--example", *tokens)
    assert code != Exit.DONE
    assert err == f"{option}: stops.geojson/x cannot be written: Not a directory\n"


def test_an_address_is_fetched_like_a_file(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citybricks.faces import href

    near = href.Limits(allow_private=True)
    monkeypatch.setattr(href, "Limits", lambda: near)
    with serving() as address:
        code, out, err = command("run", "every-shape", "--stops", f"{address}/stops.csv")
    assert (code, err) == (Exit.DONE, "")
    assert "Near: 1 rows" in out


def test_a_table_may_come_in_any_of_its_formats(command: Command) -> None:
    frame = gpd.GeoDataFrame.from_features(STOPS["features"], crs=4326)
    frame.to_parquet("stops.parquet")
    Path("gb.csv").write_bytes("name,经度,纬度\n天津站,117.2,39.13\n".encode("gb18030"))
    for name in ("stops.parquet", "gb.csv"):
        assert command("run", "every-shape", "--stops", name)[0] == Exit.DONE


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh-Hans"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(
    environment: dict[str, str], language: str
) -> None:
    assert of_environment(environment) == language


def test_a_command_speaks_english_to_all_whose_language_it_lacks(command: Command) -> None:
    with pytest.raises(BrickError):
        EVERY.run({"stops": STOPS, "name": "refuse"})
    assert command("list", "--language", "en")[0] == Exit.DONE


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
